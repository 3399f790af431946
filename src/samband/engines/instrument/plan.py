# SPDX-License-Identifier: EUPL-1.2
"""A flow made ready once for one group of respondents, so that following each of them costs little."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.expressions.operators import Run
from samband.engines.instrument.fitting import LONGEST_OTHER, Fit, fit_of, text_fit
from samband.engines.instrument.flow import (
    Computed,
    Consent,
    Flow,
    Need,
    Note,
    Number,
    OneOf,
    OnScale,
    Options,
    Page,
    Question,
    Ranked,
    Section,
    SomeOf,
)
from samband.engines.instrument.measured import Missing

Role = Literal["asked", "note", "computed"]


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """other: options that open a line of text; empty when there are none. compute: for what is worked out."""

    question: Question
    code: str
    role: Role
    show: Run | None
    fit: Fit
    other: frozenset[str]
    compute: Run | None
    needs: bool
    is_demanding: bool
    """More than the fit of its own value decides whether an answer will do."""
    is_plain: bool
    """Nothing but its own answer decides: no condition, no check, no free text beside it."""
    counts: bool
    """Whether it is one of those of which a share is answered: something is asked, not only agreed to."""
    unsaid: frozenset[int | str]
    """Missing codes that leave it unanswered, such as a refusal; "don't know" is an answer."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    page: Page
    key: str
    show: Run | None
    questions: tuple[PlannedQuestion, ...]
    is_plain: bool
    is_even: bool
    """Every value that is kept of it is the answer of one question that counts."""


@dataclass(frozen=True, slots=True)
class PlannedSection:
    section: Section
    show: Run | None
    ends: Run | None
    pages: tuple[PlannedPage, ...]
    repeats_of: Question | None
    """The question whose answer says for what the section is repeated."""


@dataclass(frozen=True, slots=True)
class Plan:
    """missing, repeated: as in ``Scope``. questions: by code, those asked of the group."""

    sections: tuple[PlannedSection, ...]
    missing: Mapping[str, frozenset[int | str]]
    repeated: Mapping[str, str]
    questions: Mapping[str, PlannedQuestion]


def plan_of(*, flow: Flow, group: str) -> Plan:
    """The plan, worked out once for each flow and group."""
    key = ("plan", group)
    found = flow.memo.get(key)
    if not isinstance(found, Plan):
        found = flow.memo[key] = _planned(flow, group)
    return found


def _planned(flow: Flow, group: str) -> Plan:
    sections = tuple(_section(flow, section, group) for section in flow.sections)
    planned = {
        question.code: question
        for section in sections
        for page in section.pages
        for question in page.questions
    }
    repeated = {
        question.code: section.code
        for section in flow.sections
        if section.for_each
        for page in section.pages
        for question in page.questions
    }
    missing = {question.code: codes for question in flow.questions if (codes := _missing(question))}
    return Plan(sections, missing, repeated, planned)


def _section(flow: Flow, section: Section, group: str) -> PlannedSection:
    pages = tuple(_page(section, page, group) for page in section.pages)
    repeats_of = next((question for question in flow.questions if question.code == section.for_each), None)
    return PlannedSection(
        section,
        _run(section.show_if),
        _run(section.ends_if),
        tuple(page for page in pages if page.questions),
        repeats_of,
    )


def _page(section: Section, page: Page, group: str) -> PlannedPage:
    asked = tuple(_question(question) for question in page.questions if question.is_asked_of(group))
    is_plain = all(planned.is_plain for planned in asked)
    is_even = all(planned.counts and not (planned.unsaid or planned.other) for planned in asked)
    return PlannedPage(page, f"{section.code}.{page.code}", _run(page.show_if), asked, is_plain, is_even)


def _question(question: Question) -> PlannedQuestion:
    kind, other = question.kind, other_options(question)
    role: Role = "note" if isinstance(kind, Note) else "computed" if isinstance(kind, Computed) else "asked"
    return PlannedQuestion(
        question,
        question.code,
        role,
        _run(question.show_if),
        fit_of(kind),
        other,
        kind.value.run if isinstance(kind, Computed) else None,
        needs=role == "asked" and question.need is Need.REQUIRED,
        is_demanding=bool(question.checks or other or isinstance(kind, Consent)),
        is_plain=role == "asked" and not (question.show_if or question.checks or other),
        counts=role == "asked" and not isinstance(kind, Consent),
        unsaid=frozenset(code for code, why in _reasons(question).items() if why in _UNSAID),
    )


def _run(expression: Expression | None) -> Run | None:
    return expression.run if expression else None


def options_of(question: Question) -> Options | None:
    """The named answers of a question that has some."""
    kind = question.kind
    return kind.options if isinstance(kind, OneOf | SomeOf | Ranked) else None


def other_options(question: Question) -> frozenset[str]:
    options = options_of(question)
    return options.other if options else frozenset()


def _missing(question: Question) -> frozenset[int | str]:
    return frozenset(_reasons(question))


def _reasons(question: Question) -> Mapping[int | str, Missing]:
    """Missing code -> why it is no answer."""
    if isinstance(question.kind, OnScale):
        return {code: why for code, why in question.kind.scale.missing.items()}  # noqa: C416  wider keys
    options = options_of(question)
    return {code: why for code, why in options.missing.items()} if options else {}  # noqa: C416


_UNSAID = frozenset({Missing.REFUSED, Missing.NO_ANSWER})


def repeats(*, planned: PlannedSection, value: object) -> tuple[str, ...]:
    """For what a repeated section is asked, given the answer that decides: options, or 1, 2, 3 …

    Options that stand alone ("none of these", "don't know") are no repeats.
    """
    question, most = planned.repeats_of, planned.section.most
    if question is None:
        return ()
    if isinstance(question.kind, Number):
        return tuple(map(str, range(1, min(value, most) + 1))) if type(value) is int else ()
    options = options_of(question)
    if options is None or not isinstance(value, tuple | list):
        return ()
    return tuple(code for code in options.codes if code in value and code not in options.alone)[:most]


OTHER_FIT: Fit = text_fit(longest=LONGEST_OTHER)
