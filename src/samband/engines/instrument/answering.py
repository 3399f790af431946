# SPDX-License-Identifier: EUPL-1.2
"""From what somebody sent to answers that can be stored, or to what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from samband.engines.instrument.fitting import LONGEST_OTHER, fit_of
from samband.engines.instrument.flow import Consent, Flow, Need, Question, Value, answer_key, other_key
from samband.engines.instrument.plan import OTHER_FIT, PlannedQuestion, other_options, plan_of
from samband.engines.instrument.problems import Problem, ProblemKind
from samband.engines.instrument.reading import problem_of, read_answer, read_other, with_other
from samband.engines.instrument.routing import Step, asked_on
from samband.engines.instrument.walking import Answers, Stop, Walk, storable

__all__ = ["Examined", "Lack", "StepOutcome", "check_step", "examined", "filled_in", "lacking", "read_answer"]


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """answers: all answers so far with those of this page, without what was wrong with them.

    problems: what has to be put right. wanted: keys of answers that are asked for once more.
    revealed: keys of questions on this page that only these answers made appear.
    """

    answers: dict[str, Value]
    problems: tuple[Problem, ...] = ()
    wanted: tuple[str, ...] = ()
    revealed: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the respondent can go on to the next page."""
        return not (self.problems or self.wanted or self.revealed)


@dataclass(frozen=True, slots=True)
class Lack:
    """What stands between answers and a valid record. step: key of the page where it is put right."""

    step: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Examined:
    """kept: what would be stored. lacking: empty when it may be. asked, answered: questions that are shown
    with these answers, and those of them that have one. ended_by: the section that ends it early, or ''.
    """

    kept: dict[str, Value]
    lacking: tuple[Lack, ...]
    asked: int = 0
    answered: int = 0
    ended_by: str = ""


def lacking(*, flow: Flow, group: str, answers: Answers, today: date | None = None) -> tuple[Lack, ...]:
    """What is missing or wrong in these answers; () for a valid record.

    Answers to what is not shown, and answers that are only wanted, are no lack.
    """
    return examined(flow=flow, group=group, answers=answers, today=today).lacking


def examined(*, flow: Flow, group: str, answers: Answers, today: date | None = None) -> Examined:
    """What of the answers is kept and what they lack, found in one go."""
    walk = Walk(plan=plan_of(flow=flow, group=group), answers=answers, today=today)
    lacks: list[Lack] = []
    asked = answered = before = 0
    for stop in walk.stops():
        if problems := _problems_of_stop(walk, stop):
            lacks += [Lack(stop.key, problem) for problem in problems]
        kept = len(walk.kept)
        if stop.page.is_even:
            asked, answered = asked + len(stop.questions), answered + kept - before
        else:
            asked, answered = asked + _asked_at(stop), answered + _answered_at(walk, stop)
        before = kept
    return Examined(walk.kept, tuple(lacks), asked, answered, walk.ended_by)  # type: ignore[arg-type]


def _asked_at(stop: Stop) -> int:
    return sum(planned.counts for planned in stop.questions)


def _answered_at(walk: Walk, stop: Stop) -> int:
    counted = (planned for planned in stop.questions if planned.counts)
    values = ((one, walk.kept.get(answer_key(code=one.code, instance=stop.instance))) for one in counted)
    return sum(value is not None and not _is_unsaid(one, value) for one, value in values)


def _problems_of_stop(walk: Walk, stop: Stop, language: str = "en") -> list[Problem]:
    found: list[Problem] = []
    kept, instance = walk.kept, stop.instance
    for planned in stop.questions:
        key = planned.code if not instance else f"{planned.code}[{instance}]"
        value = kept.get(key)
        if value is None:
            if planned.needs:
                found.append(Problem(_need(planned), key))
        elif planned.fit(value) or planned.is_demanding:
            found.extend(_problems_of_value(walk, planned, key, value, language))
    return found


def _is_unsaid(planned: PlannedQuestion, value: object) -> bool:
    said = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, int | str) and one in planned.unsaid for one in said)


def _need(planned: PlannedQuestion) -> ProblemKind:
    is_consent = isinstance(planned.question.kind, Consent)
    return ProblemKind.CONSENT_NEEDED if is_consent else ProblemKind.REQUIRED


def _problems_of_value(
    walk: Walk, planned: PlannedQuestion, key: str, value: object, language: str
) -> list[Problem]:
    kind = planned.fit(value)
    if kind:
        question = planned.question
        return [problem_of(kind=kind, question=question, value=value, language=language, key=key)]
    if value is False and planned.needs:
        return [Problem(ProblemKind.CONSENT_NEEDED, key)]
    beside = walk.kept.get(other_key(key=key)) if planned.other else None
    wrong = OTHER_FIT(beside) if beside is not None else None
    found = [_problem_beside(wrong, other_key(key=key), beside)] if wrong else []
    return found + _broken_checks(walk, planned, key, value)


def _problem_beside(kind: ProblemKind, key: str, text: object) -> Problem:
    length = str(len(text)) if isinstance(text, str) else ""
    return Problem(kind, key, {"longest": str(LONGEST_OTHER), "length": length})


def _broken_checks(walk: Walk, planned: PlannedQuestion, key: str, value: object) -> list[Problem]:
    """A check that cannot be decided, as something else was not answered, is not broken."""
    scope = walk.scope
    scope.own, scope.own_code = value, planned.code
    return [
        Problem(ProblemKind.BROKEN_CHECK, key, check=check.code)
        for check in planned.question.checks
        if (held := check.must.run(scope)) is not None and not held
    ]


def check_step(
    *,
    step: Step,
    raw: Mapping[str, Sequence[str]],
    answers: Mapping[str, Value],
    asked_again: bool,
    language: str = "en",
    today: date | None = None,
) -> StepOutcome:
    """What a page that was sent in comes to.

    raw: field -> what was sent, also of questions that appeared meanwhile. Fields are called as
    ``Step.answer_key`` says, the text beside "other" as ``flow.other_key``. answers: all so far.
    asked_again: whether wanted answers were asked for before.
    """
    told, unreadable = _told(step, raw, language)
    merged = {key: value for key, value in answers.items() if key not in told}
    merged |= {key: value for key, value in told.items() if value is not None}
    walk = Walk(plan=step.plan, answers=merged, today=today)
    stop = next((stop for stop in walk.stops() if stop.key == step.key), None)
    if stop is None:
        return StepOutcome(merged)
    shown = {answer_key(code=one.code, instance=step.instance): one for one in stop.questions}
    problems = [problem for problem in unreadable if _owner(problem.question, shown)]
    wrong = {problem.question for problem in problems}
    problems += [
        problem
        for problem in _problems_of_stop(walk, stop, language)
        if problem.question not in wrong and _owner(problem.question, shown) in told
    ]
    wrong = {problem.question for problem in problems}
    return StepOutcome(
        {key: value for key, value in merged.items() if key not in wrong},
        tuple(problems),
        () if asked_again else tuple(_unanswered(shown, walk.kept, told.keys() - wrong)),
        tuple(key for key, planned in shown.items() if key not in told and planned.role == "asked"),
    )


def _told(
    step: Step, raw: Mapping[str, Sequence[str]], language: str
) -> tuple[dict[str, Value | None], list[Problem]]:
    """Field -> answer of all that the page asks, None where nothing can be taken; what cannot be read."""
    told: dict[str, Value | None] = {}
    problems: list[Problem] = []
    for question in _answered(step, raw):
        key = step.answer_key(question)
        value = read_answer(question=question, raw=raw.get(key, ()), language=language)
        if other_options(question):
            beside = told[other_key(key=key)] = _taken(
                read_other(key=other_key(key=key), raw=raw.get(other_key(key=key), ())), problems
            )
            if beside is not None and not isinstance(value, Problem):
                value = with_other(question=question, value=value)
        told[key] = _taken(replace(value, question=key) if isinstance(value, Problem) else value, problems)
    return told, problems


def _answered(step: Step, raw: Mapping[str, Sequence[str]]) -> Iterator[Question]:
    """What the page asked, and what was sent of it besides: a browser may have shown it meanwhile."""
    shown = {question.code for question in step.questions}
    for planned in asked_on(step=step):
        if planned.role == "asked" and (planned.code in shown or step.answer_key(planned.question) in raw):
            yield planned.question


def _taken(value: Value | Problem | None, problems: list[Problem]) -> Value | None:
    if not isinstance(value, Problem):
        return value
    problems.append(value)
    return None


def _owner(key: str, shown: Mapping[str, PlannedQuestion]) -> str:
    """The key itself, or of the answer that a text stands beside; '' when neither is shown."""
    return next((one for one in shown if key in (one, other_key(key=one))), "")


def _unanswered(
    shown: Mapping[str, PlannedQuestion], kept: Mapping[str, object], asked: AbstractSet[str]
) -> Iterator[str]:
    for key, planned in shown.items():
        if planned.question.need is Need.WANTED and key in asked and key not in kept:
            yield key


def filled_in(*, step: Step, answers: Answers, today: date | None = None) -> dict[str, Value]:
    """Field -> value to show beforehand in the questions of this step that are not answered yet.

    Nothing is stored of it until the respondent sends the page. What does not fit is not filled in.
    """
    walk = Walk(plan=step.plan, answers=answers, today=today)
    if not any(stop.key == step.key for stop in walk.stops()):
        return {}
    found: dict[str, Value] = {}
    for question in step.questions:
        key = step.answer_key(question)
        if question.default is not None and key not in walk.kept:
            value = storable(question.default.run(walk.scope))
            if value is not None and fit_of(question.kind)(value) is None:
                found[key] = value
    return found
