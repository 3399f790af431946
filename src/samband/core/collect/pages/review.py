# SPDX-License-Identifier: EUPL-1.2
"""All that was answered, to be looked at before it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samband.core.collect.analysis.visits import Visit
from samband.core.collect.pages.steps import heading_of
from samband.engines.instrument import (
    Flow,
    Lack,
    Question,
    Step,
    Words,
    answer_text,
    ended_by,
    lacking,
    piped,
    steps,
)
from samband.engines.instrument.flow import Computed, Consent, Evidence, Note


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """is_said: whether there is an answer, in the questionnaire's words."""

    wording: str
    answer: str
    is_said: bool


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """A page that was shown. number: in its address. lacks: what is to be put right there."""

    number: int
    heading: str
    lines: tuple[AnswerLine, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """has_ended_early: these answers leave nothing more to ask, before the last page. ended: in the words of
    the questionnaire; '' without any.
    """

    parts: tuple[ReviewPart, ...]
    has_ended_early: bool = False
    ended: str = ""

    @property
    def lacks(self) -> int:
        return sum(len(part.lacks) for part in self.parts)


def review_page(
    *, flow: Flow, visit: Visit, words: Words, files: Mapping[str, str], today: date
) -> ReviewPage:
    """files: id -> name of what was sent as evidence."""
    shown = steps(flow=flow, group=visit.group, answers=visit.answers, today=today)
    lacks = lacking(flow=flow, group=visit.group, answers=visit.answers, today=today)
    parts = (_part(number, step, visit, words, files, lacks) for number, step in enumerate(shown, start=1))
    ended = bool(ended_by(flow=flow, group=visit.group, answers=visit.answers, today=today))
    return ReviewPage(
        tuple(part for part in parts if part.lines),
        ended,
        words.about.get("ended_early", "") if ended else "",
    )


def _part(
    number: int, step: Step, visit: Visit, words: Words, files: Mapping[str, str], lacks: Sequence[Lack]
) -> ReviewPart:
    return ReviewPart(
        number,
        _said(heading_of(step=step, words=words), step, visit, words),
        tuple(_lines(step, visit, words, files)),
        tuple(lack.problem.words(gettext, said=words) for lack in lacks if lack.step == step.key),
    )


def _lines(step: Step, visit: Visit, words: Words, files: Mapping[str, str]) -> Iterator[AnswerLine]:
    for question in step.questions:
        if not isinstance(question.kind, Note | Computed):
            text = _answer(question, step, visit, words, files)
            wording = _said(words.question(question.code), step, visit, words)
            yield AnswerLine(wording, text or gettext("Not answered"), bool(text))


def _answer(question: Question, step: Step, visit: Visit, words: Words, files: Mapping[str, str]) -> str:
    value = visit.answers.get(step.answer_key(question))
    if isinstance(question.kind, Consent):
        return gettext("Yes") if value is True else gettext("No") if value is False else ""
    if isinstance(question.kind, Evidence) and isinstance(value, tuple):
        return ", ".join(files.get(name, name) for name in value)
    return answer_text(question=question, answers=visit.answers, words=words, step=step)


def _said(text: str, step: Step, visit: Visit, words: Words) -> str:
    return piped(text=text, answers=visit.answers, words=words, step=step) if text else ""
