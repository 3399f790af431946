# SPDX-License-Identifier: EUPL-1.2
"""What is asked on paper, numbered: once for everything that may be shown to somebody of the group."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Final

from samband.engines.instrument import Instrument, answer_key
from samband.engines.instrument.flow import Number, Value
from samband.engines.instrument.plan import PlannedQuestion, PlannedSection, options_of, plan_of, repeats
from samband.engines.questionnaires.model import Spot

MOST_COPIES: Final = 6
"""Of a part that is asked several times. Whoever needs more takes another sheet."""
_UNLIMITED: Final = 1_000


def spots(*, instrument: Instrument, group: str = "") -> tuple[Spot, ...]:
    """Every question of the group in the order of the sheet; texts that ask nothing among them.

    A repeated part stands there once for each option, or number, up to MOST_COPIES times, and its questions
    are numbered 7a, 7b. Keys are those of ``routing.steps``.
    """
    return tuple(_spots(instrument, group))


def copies_of(*, planned: PlannedSection) -> tuple[str, ...]:
    """The instances of a section that are printed; ('',) when it is asked once."""
    if planned.repeats_of is None:
        return ("",)
    return repeats(planned=planned, value=_everything(planned))[:MOST_COPIES]


def has_more(*, planned: PlannedSection) -> bool:
    """Whether somebody may need more copies than are printed."""
    return (
        planned.repeats_of is not None
        and len(repeats(planned=planned, value=_everything(planned))) > MOST_COPIES
    )


def _everything(planned: PlannedSection) -> Value:
    """The answer that makes it be asked as often as it can be."""
    question = planned.repeats_of
    options = options_of(question) if question else None
    if options is not None:
        return tuple(code for code in options.codes if code not in options.alone)
    kind = question.kind if question else None
    high = kind.high if isinstance(kind, Number) and kind.high is not None else _UNLIMITED
    return int(min(high, planned.section.most))


def _spots(instrument: Instrument, group: str) -> Iterator[Spot]:
    number = 0
    for planned in plan_of(flow=instrument.flow, group=group).sections:
        first = number
        for copy, instance in enumerate(copies_of(planned=planned)):
            number = first
            for page, question in _questions(planned):
                number += question.role == "asked"
                letter = ascii_lowercase[copy] if instance else ""
                yield Spot(
                    number=f"{number}{letter}" if question.role == "asked" else "",
                    question=question.question,
                    key=answer_key(code=question.code, instance=instance),
                    section=planned.section,
                    page=page,
                    instance=instance,
                )


def _questions(planned: PlannedSection) -> Iterator[tuple[str, PlannedQuestion]]:
    for page in planned.pages:
        for question in page.questions:
            if question.role != "computed":
                yield page.page.code, question
