# SPDX-License-Identifier: EUPL-1.2
"""Following a respondent's answers through the flow: the one place where it is decided what is shown.

A condition looks only back, so one pass over the flow settles everything: an answer counts from the moment
its question is passed, and an answer to a question that is not shown never counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samband.engines.instrument.expressions import Result, Scope, as_number
from samband.engines.instrument.flow import answer_key, other_key
from samband.engines.instrument.plan import Plan, PlannedPage, PlannedQuestion, PlannedSection, repeats

Answers = Mapping[str, object]
"""Key -> answer, as stored or as it came from outside."""

_ONCE = ("",)


@dataclass(frozen=True, slots=True)
class Stop:
    """A page that is shown. questions: what is on it, notes too."""

    section: PlannedSection
    page: PlannedPage
    instance: str
    questions: tuple[PlannedQuestion, ...]

    @property
    def key(self) -> str:
        return answer_key(code=self.page.key, instance=self.instance)


class Walk:
    """kept: key -> answer of all that was shown so far. scope: what expressions see at this point.

    ended_by: the section that ended the questionnaire early.
    """

    __slots__ = ("answers", "ended_by", "kept", "plan", "scope")

    def __init__(self, *, plan: Plan, answers: Answers, today: date | None = None) -> None:
        self.plan, self.answers = plan, answers
        self.kept: dict[str, object] = {}
        self.ended_by = ""
        self.scope = Scope(
            answers=self.kept, missing=plan.missing, repeated=plan.repeated, instances={}, today=today
        )

    def stops(self) -> Iterator[Stop]:
        """Page by page. What was kept and what expressions see is right at each stop."""
        for section in self.plan.sections:
            if section.show is not None and not section.show(self.scope):
                continue
            yield from self._through(section)
            if section.ends is not None and section.ends(self.scope):
                self.ended_by = section.section.code
                return

    def _through(self, section: PlannedSection) -> Iterator[Stop]:
        scope = self.scope
        for instance in self._repeats(section):
            scope.section, scope.instance = (section.section.code, instance) if instance else ("", "")
            for page in section.pages:
                if page.show is not None and not page.show(scope):
                    continue
                shown = self._passed(page, instance)
                if shown:
                    yield Stop(section, page, instance, shown)
        scope.section = scope.instance = ""

    def _repeats(self, section: PlannedSection) -> tuple[str, ...]:
        code = section.section.for_each
        if not code:
            return _ONCE
        found = repeats(planned=section, value=self.kept.get(code))
        self.scope.instances[section.section.code] = found  # type: ignore[index]
        return found

    def _passed(self, page: PlannedPage, instance: str) -> tuple[PlannedQuestion, ...]:
        """The questions shown; their answers are kept on the way."""
        if page.is_plain and not instance:
            return self._passed_plainly(page)
        return tuple(
            planned
            for planned in page.questions
            if self._is_shown(planned) and self._keep(planned, instance) and planned.role != "computed"
        )

    def _passed_plainly(self, page: PlannedPage) -> tuple[PlannedQuestion, ...]:
        """What most pages need, without asking each question for more than its answer."""
        kept, answers = self.kept, self.answers
        for planned in page.questions:
            value = answers.get(planned.code)
            if value is not None and (value or not is_blank(value)):
                kept[planned.code] = tuple(value) if type(value) is list else value
        return page.questions

    def _is_shown(self, planned: PlannedQuestion) -> bool:
        return planned.show is None or bool(planned.show(self.scope))

    def _keep(self, planned: PlannedQuestion, instance: str) -> bool:
        key = answer_key(code=planned.code, instance=instance)
        value = self._computed(planned) if planned.compute else self.answers.get(key)
        if value is not None and not is_blank(value) and planned.role != "note":
            self.kept[key] = tuple(value) if type(value) is list else value
            if planned.other:
                self._keep_other(planned, key)
        return True

    def _keep_other(self, planned: PlannedQuestion, key: str) -> None:
        beside, value = other_key(key=key), self.kept[key]
        text = self.answers.get(beside)
        chosen = value if isinstance(value, tuple) else (value,)
        if text and planned.other.intersection(one for one in chosen if isinstance(one, str)):
            self.kept[beside] = text

    def _computed(self, planned: PlannedQuestion) -> object:
        return storable(planned.compute(self.scope)) if planned.compute else None


def is_blank(value: object) -> bool:
    """Whether nothing was answered, however that came in."""
    return value is None or (isinstance(value, str | list | tuple) and len(value) == 0)


def storable(result: Result) -> bool | int | float | str | tuple[str, ...] | None:
    """What an expression came to, as answers are stored."""
    if isinstance(result, date):
        return result.isoformat()
    if result is None or isinstance(result, bool | str | tuple):
        return result
    return as_number(result)
