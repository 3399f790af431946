# SPDX-License-Identifier: EUPL-1.2
"""Answers and wordings as they stand on the sheet."""

from collections.abc import Mapping

from samband.engines.catalogues import Translate
from samband.engines.instrument import Question, Words
from samband.engines.instrument.flow import Number, OnScale
from samband.engines.instrument.piping import QUOTED
from samband.engines.instrument.plan import options_of
from samband.engines.instrument.typed import number_text
from samband.engines.questionnaires import words as said
from samband.engines.questionnaires.model import Spot


def label_of(question: Question, value: object, words: Words) -> str:
    """The answer as it is printed beside its box; a number as the language writes it."""
    kind, options = question.kind, options_of(question)
    if isinstance(kind, OnScale) and str(value).lstrip("-").isdigit():
        return words.scales[kind.scale.code].get(int(str(value)), str(value))
    if options is not None:
        return words.options[options.code].get(str(value), str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = int(value) if float(value).is_integer() else value
        return number_text(value=whole, language=words.language)
    return str(value)


def on_paper(text: str, *, spot: Spot, spots: Mapping[str, Spot], words: Words, translate: Translate) -> str:
    """The text with each quoted answer replaced by where it stands; in a repeated part by its option."""

    def pointed(code: str) -> str:
        asked = spots.get(f"{code}[{spot.instance}]") or spots.get(code)
        if spot.instance and spot.section.for_each == code:
            return _of_this_copy(asked, spot, words)
        if asked is None or asked.key == spot.key:
            return translate(said.ANSWER_HERE)
        return translate(said.ANSWER_TO).format(number=asked.number)

    return QUOTED.sub(lambda found: pointed(found[1]), text) if "${" in text else text


def _of_this_copy(asked: Spot | None, spot: Spot, words: Words) -> str:
    if asked is None or isinstance(asked.question.kind, Number):
        return spot.instance
    return label_of(asked.question, spot.instance, words)
