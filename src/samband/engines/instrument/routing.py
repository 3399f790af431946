# SPDX-License-Identifier: EUPL-1.2
"""Which pages a respondent meets, in which order, and which answers are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samband.engines.instrument.flow import Flow, Number, Page, Question, Section, Value, answer_key
from samband.engines.instrument.plan import (
    Plan,
    PlannedQuestion,
    PlannedSection,
    options_of,
    plan_of,
    repeats,
)
from samband.engines.instrument.walking import Answers, Stop, Walk

Position = tuple[int, int, int]
"""Section, repeat, page."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page as one respondent meets it.

    key: ``section.page``, in a repeated section ``section.page[instance]``. instance: the option or number
    that the section is asked for; '' when it is asked once. questions: those shown, notes among them.
    """

    key: str
    section: Section
    page: Page
    instance: str
    questions: tuple[Question, ...]
    plan: Plan = field(compare=False, repr=False)

    def answer_key(self, question: Question) -> str:
        """Under which name the answer is kept, and its field on the page is called."""
        return answer_key(code=question.code, instance=self.instance)


def asked_on(*, step: Step) -> tuple[PlannedQuestion, ...]:
    """All that the step's page may ask of this group, shown or not: what a browser can show by itself."""
    pages = (page for section in step.plan.sections for page in section.pages if page.page is step.page)
    return next((page.questions for page in pages), ())


def steps(*, flow: Flow, group: str, answers: Answers, today: date | None = None) -> tuple[Step, ...]:
    """Every page that is shown with these answers, in order. Answers to what is not shown count for nothing.

    today: for conditions that look at the date; without it they do not hold.
    """
    plan = plan_of(flow=flow, group=group)
    return tuple(_step(stop, plan) for stop in Walk(plan=plan, answers=answers, today=today).stops())


def _step(stop: Stop, plan: Plan) -> Step:
    questions = tuple(planned.question for planned in stop.questions)
    return Step(stop.key, stop.section.section, stop.page.page, stop.instance, questions, plan)


def next_step(
    *, flow: Flow, group: str, answers: Answers, after: str | None, today: date | None = None
) -> Step | None:
    """The first page shown after the page of this key; the very first for None.

    A page that is no longer shown still has its place. None at the end, which is the review page.
    """
    shown = steps(flow=flow, group=group, answers=answers, today=today)
    if after is None:
        return shown[0] if shown else None
    plan = plan_of(flow=flow, group=group)
    passed = _position(plan, after)
    return next((step for step in shown if _position(plan, step.key) > passed), None)


def previous_step(
    *, flow: Flow, group: str, answers: Answers, before: str | None, today: date | None = None
) -> Step | None:
    """The last page shown before the page of this key; the very last for None (from the review page)."""
    shown = steps(flow=flow, group=group, answers=answers, today=today)
    plan = plan_of(flow=flow, group=group)
    earlier = [
        step for step in shown if before is None or _position(plan, step.key) < _position(plan, before)
    ]
    return earlier[-1] if earlier else None


def step_of(*, flow: Flow, group: str, answers: Answers, key: str, today: date | None = None) -> Step | None:
    """The page of this key, if it is shown."""
    shown = steps(flow=flow, group=group, answers=answers, today=today)
    return next((step for step in shown if step.key == key), None)


def kept(*, flow: Flow, group: str, answers: Answers, today: date | None = None) -> dict[str, Value]:
    """The answers to what is shown, and what is computed from them: what is stored."""
    walk = Walk(plan=plan_of(flow=flow, group=group), answers=answers, today=today)
    for _stop in walk.stops():
        pass
    return walk.kept  # type: ignore[return-value]


def ended_by(*, flow: Flow, group: str, answers: Answers, today: date | None = None) -> str:
    """The section after which these answers end the questionnaire early; '' when they do not."""
    walk = Walk(plan=plan_of(flow=flow, group=group), answers=answers, today=today)
    for _stop in walk.stops():
        pass
    return walk.ended_by


def progress(*, flow: Flow, group: str, answers: Answers, at: str | None) -> float:
    """How far through the questionnaire the page of this key is, 0 … 1; 0 for None, never 1 for a page.

    By the place of the page among all pages there are, each counting its questions, whether they are shown or
    not: so it never falls on the way forward, whatever the answers.
    """
    plan = plan_of(flow=flow, group=group)
    weights = [sum(len(page.questions) for page in section.pages) for section in plan.sections]
    total = sum(weights)
    if at is None or not total:
        return 0.0
    number, repeat_number, page_number = _position(plan, at)
    if not 0 <= number < len(plan.sections):
        return 0.0
    section = plan.sections[number]
    inside = sum(len(page.questions) for page in section.pages[:page_number])
    passed, times = _repeats_passed(section, answers, repeat_number)
    return (sum(weights[:number]) + (passed * weights[number] + inside) / times) / total


def _repeats_passed(section: PlannedSection, answers: Mapping[str, object], at: int) -> tuple[int, int]:
    """How many repeats lie behind, of how many."""
    if section.repeats_of is None:
        return 0, 1
    found = repeats(planned=section, value=answers.get(section.section.for_each))
    passed = sum(_repeat_number(section, instance) < at for instance in found)
    return min(passed, max(len(found) - 1, 0)), max(len(found), 1)


def _position(plan: Plan, key: str) -> Position:
    """Where the page of the key stands among all pages; before everything for a key that names none."""
    name, _bracket, rest = key.partition("[")
    for number, section in enumerate(plan.sections):
        for page_number, page in enumerate(section.pages):
            if page.key == name:
                return number, _repeat_number(section, rest.removesuffix("]")), page_number
    return -1, 0, 0


def _repeat_number(section: PlannedSection, instance: str) -> int:
    question = section.repeats_of
    if question is None or not instance:
        return 0
    if isinstance(question.kind, Number):
        return int(instance) if instance.isascii() and instance.isdigit() and len(instance) < 6 else 0
    options = options_of(question)
    return options.codes.index(instance) if options and instance in options.codes else 0
