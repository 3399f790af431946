# SPDX-License-Identifier: EUPL-1.2
"""The small figures beside the boxes: what somebody keys in instead of the answer's code."""

from collections.abc import Mapping

from samband.engines.instrument import Question
from samband.engines.instrument.flow import Consent, OnScale, Ranked, SomeOf
from samband.engines.instrument.plan import options_of

TICKED = "1"


def marks_of(*, question: Question) -> Mapping[str, str]:
    """Figure as printed -> code of the answer. Codes of a scale stand for themselves, options are counted
    from 1 in the order they are offered; empty for what is written and not ticked."""
    kind = question.kind
    if isinstance(kind, OnScale):
        return {str(code): str(code) for code in (*kind.scale.codes, *kind.scale.missing)}
    if isinstance(kind, Consent):
        return {TICKED: "yes"}
    options = options_of(question)
    return {str(place): code for place, code in enumerate(options.offered, start=1)} if options else {}


def keyed(*, question: Question, text: str) -> tuple[str, ...]:
    """What somebody keyed in, as ``read_answer`` takes it. What is no figure of the question stays as it is,
    to be refused there.

    Several figures are parted by spaces, commas or plus signs; of a ranking they stand in order.
    """
    if not text.strip():
        return ()
    marks = marks_of(question=question)
    if not marks:
        return (text.strip(),)
    if not isinstance(question.kind, SomeOf | Ranked):
        return (marks.get(text.strip(), text.strip()),)
    words = text.replace(",", " ").replace("+", " ").split()
    return tuple(dict.fromkeys(marks.get(word, word) for word in words))


def as_keyed(*, question: Question, value: object) -> str:
    """A stored answer as it would be keyed in: the way back from ``keyed``."""
    back = {code: mark for mark, code in marks_of(question=question).items()}
    if isinstance(value, bool):
        return TICKED if value else ""
    values = value if isinstance(value, tuple | list) else (value,)
    return " ".join(back.get(str(one), str(one)) for one in values if one is not None)
