# SPDX-License-Identifier: EUPL-1.2
"""Wordings that quote an earlier answer: ``You wrote that you use ${channel}. How often?``"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samband.engines.instrument.fitting import day_in
from samband.engines.instrument.flow import Day, Number, OnScale, Question, answer_key, other_key
from samband.engines.instrument.model import Words
from samband.engines.instrument.plan import options_of
from samband.engines.instrument.routing import Step
from samband.engines.instrument.typed import day_text, number_text

QUOTED = re.compile(r"\$\{\s*([A-Za-z_][A-Za-z0-9_.-]{0,80})\s*\}")
NOTHING = "…"
"""Stands where the answer quoted was not given."""


def piped(*, text: str, answers: Mapping[str, object], words: Words, step: Step) -> str:
    """The text with each ``${code}`` replaced by the answer as the respondent knows it: label, number, day.

    In a repeated section ``${code}`` of the question that it is repeated for is the one option, or the
    number, of this repeat. Gives plain text: escape it for HTML.
    """
    if "${" not in text:
        return text
    quoting = _Quoting(step, answers, words)
    return QUOTED.sub(lambda found: quoting.quoted(found[1]) or NOTHING, text)


def answer_text(*, question: Question, answers: Mapping[str, object], words: Words, step: Step) -> str:
    """The answer to a question of this step as a respondent reads it back; '' for none, and for a tick."""
    quoting = _Quoting(step, answers, words)
    return quoting.said(question, step.answer_key(question))


@dataclass(frozen=True, slots=True)
class _Quoting:
    step: Step
    answers: Mapping[str, object]
    words: Words

    def quoted(self, code: str) -> str:
        planned = self.step.plan.questions.get(code)
        if planned is None:
            return ""
        if self.step.instance and self.step.section.for_each == code:
            return self._of_this_repeat(planned.question)
        is_here = self.step.plan.repeated.get(code) == self.step.section.code
        key = answer_key(code=code, instance=self.step.instance if is_here else "")
        return self.said(planned.question, key)

    def said(self, question: Question, key: str) -> str:
        """The answer in the words of the language."""
        value = self.answers.get(key)
        if isinstance(value, tuple | list):
            return ", ".join(self._label(question, str(code), key) for code in value)
        if isinstance(value, int | float):
            return self._number(question, value)
        return self._text(question, value, key) if isinstance(value, str) else ""

    def _of_this_repeat(self, question: Question) -> str:
        if isinstance(question.kind, Number):
            return self.step.instance
        return self._label(question, self.step.instance, question.code)

    def _number(self, question: Question, value: float) -> str:
        if isinstance(value, bool):
            return ""
        if isinstance(question.kind, OnScale):
            labels = self.words.scales.get(question.kind.scale.code, {})
            return labels.get(value, "") if isinstance(value, int) else ""
        return number_text(value=value, language=self.words.language)

    def _text(self, question: Question, value: str, key: str) -> str:
        day = day_in(value) if isinstance(question.kind, Day) else None
        return day_text(day=day, language=self.words.language) if day else self._label(question, value, key)

    def _label(self, question: Question, code: str, key: str) -> str:
        """The option's label; for "other" what was written beside it."""
        options = options_of(question)
        if options is None:
            return code
        beside = self.answers.get(other_key(key=key))
        if code in options.other and isinstance(beside, str):
            return beside
        return self.words.options.get(options.code, {}).get(code, code)
