# SPDX-License-Identifier: EUPL-1.2
"""A page of a questionnaire as a form: what ``collect/step.html`` shows.

Whoever asks (a respondent's browser, an interviewer, somebody who keys in sheets) makes a ``StepView`` and
includes the template inside a form of their own; ``forms.raw_of`` reads what it sends.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from samband.core.collect.pages.questions import Asking, QuestionView, as_typed, question_view
from samband.engines.instrument import (
    Problem,
    Question,
    Step,
    Value,
    Words,
    blocks,
    filled_in,
    in_order,
    other_key,
    piped,
)
from samband.engines.instrument.flow import Note


@dataclass(frozen=True, slots=True)
class BlockView:
    """Questions that stand together. is_grid: several on one scale, statement beside answers."""

    questions: tuple[QuestionView, ...]
    is_grid: bool

    @property
    def columns(self) -> int:
        return len(self.questions[0].options)


@dataclass(frozen=True, slots=True)
class Fault:
    """target: id of the field. label: of the question. text: what to do."""

    target: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """key: of the page, sent along with it. heading: of the page, else of its section. section_heading: above
    it, where both have one; else ''. language: of the questionnaire's words; around: of
    everything else. faults: what must be put right. missing: wanted answers left out. revealed: how many
    questions the last answers opened.
    """

    key: str
    heading: str
    section_heading: str
    language: str
    around: str
    blocks: tuple[BlockView, ...]
    faults: tuple[Fault, ...] = ()
    missing: tuple[Fault, ...] = ()
    revealed: int = 0

    @property
    def has_files(self) -> bool:
        return self._asks("evidence")

    @property
    def has_ranking(self) -> bool:
        return self._asks("ranked")

    def _asks(self, kind: str) -> bool:
        return any(question.kind == kind for block in self.blocks for question in block.questions)

    @property
    def is_mixed(self) -> bool:
        """Whether the questionnaire speaks another language than the page around it."""
        return self.language != self.around


def step_view(
    *,
    step: Step,
    words: Words,
    answers: Mapping[str, Value],
    seed: int,
    raw: Mapping[str, Sequence[str]] | None = None,
    problems: Sequence[Problem] = (),
    wanted: Collection[str] = (),
    revealed: Collection[str] = (),
    files: Mapping[str, str] | None = None,
    refused: Mapping[str, str] | None = None,
    today: date | None = None,
) -> StepView:
    """The page. raw: what was sent, where it has to be shown again; otherwise the answers are shown.

    problems, wanted, revealed: as ``check_step`` gave them. files: id -> name of those sent before. refused:
    key -> what is wrong with a file that came just now.
    """
    shown = in_order(step=step, seed=seed)
    asking = Asking(
        step=shown,
        words=words,
        answers=answers,
        typed=_typed(shown, answers, words.language, raw, today),
        problems={one.question: one.words(gettext, said=words) for one in problems} | dict(refused or {}),
        wanted=frozenset(wanted),
        files=files or {},
    )
    blocked = tuple(_block(block, asking) for block in blocks(questions=shown.questions))
    questions = [question for block in blocked for question in block.questions]
    return StepView(
        key=step.key,
        heading=_heading(asking),
        section_heading=_section_heading(asking),
        language=words.language,
        around=get_language() or "en",
        blocks=blocked,
        faults=tuple(Fault(_target(one), one.wording, one.problem) for one in questions if one.problem),
        missing=tuple(Fault(one.target, one.wording, "") for one in questions if one.is_missing),
        revealed=len(revealed),
    )


def _block(block: Sequence[Question], asking: Asking) -> BlockView:
    return BlockView(
        tuple(question_view(question=question, asking=asking) for question in block), is_grid=len(block) > 1
    )


def _target(question: QuestionView) -> str:
    """The line beside "other" when that is what is wrong."""
    beside = (one.other.id for one in question.options if one.other and one.other.problem)
    return next(beside, question.target)


def _heading(asking: Asking) -> str:
    return _said(asking, heading_of(step=asking.step, words=asking.words))


def _section_heading(asking: Asking) -> str:
    """Above the heading, where both the section and the page have one."""
    section = asking.words.sections.get(asking.step.section.code, "")
    return _said(asking, section) if section != heading_of(step=asking.step, words=asking.words) else ""


def heading_of(*, step: Step, words: Words) -> str:
    """Of the page, of its section, or of what it asks about where a questionnaire says no more."""
    dimension = words.dimensions.get(step.page.code.partition("-")[0], "")
    return words.pages.get(step.page.code) or words.sections.get(step.section.code) or dimension


def _said(asking: Asking, text: str) -> str:
    return piped(text=text, answers=asking.answers, words=asking.words, step=asking.step)


def _typed(
    step: Step,
    answers: Mapping[str, Value],
    language: str,
    raw: Mapping[str, Sequence[str]] | None,
    today: date | None,
) -> dict[str, Sequence[str]]:
    if raw is not None:
        return dict(raw)
    known = {**filled_in(step=step, answers=answers, today=today), **answers}
    return dict(_fields(step, known, language))


def _fields(step: Step, known: Mapping[str, Value], language: str) -> Iterator[tuple[str, Sequence[str]]]:
    for question in step.questions:
        key = step.answer_key(question)
        if not isinstance(question.kind, Note) and key in known:
            yield key, as_typed(question=question, value=known[key], language=language)
            beside = known.get(other_key(key=key))
            if isinstance(beside, str):
                yield other_key(key=key), (beside,)
