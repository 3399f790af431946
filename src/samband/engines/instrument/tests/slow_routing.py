# SPDX-License-Identifier: EUPL-1.2
"""The slow, obvious twin of routing: reads every condition anew and looks everything up each time."""

from datetime import date
from typing import Any

from samband.engines.instrument.expressions import Expression, Scope, parse
from samband.engines.instrument.flow import (
    Computed,
    Flow,
    Note,
    Number,
    OneOf,
    OnScale,
    Question,
    Ranked,
    Section,
    SomeOf,
)

Answers = dict[str, Any]


def slow_kept(*, flow: Flow, group: str, answers: Answers, today: date | None) -> Answers:
    """What is stored of the answers."""
    return SlowWalk(flow, group, answers, today).kept


class SlowWalk:
    def __init__(self, flow: Flow, group: str, answers: Answers, today: date | None) -> None:
        self.flow, self.group, self.answers, self.today = flow, group, answers, today
        self.kept: Answers = {}
        self.repeats: dict[str, tuple[str, ...]] = {}
        for section in flow.sections:
            if self.holds(section.show_if, section, ""):
                for instance in self.repeats_of(section):
                    self.go_through(section, instance)
                if section.ends_if and self.holds(section.ends_if, section, ""):
                    break

    def go_through(self, section: Section, instance: str) -> None:
        for page in section.pages:
            asked = [question for question in page.questions if question.is_asked_of(self.group)]
            if not asked or not self.holds(page.show_if, section, instance):
                continue
            for question in asked:
                if self.holds(question.show_if, section, instance):
                    self.keep(question, section, instance)

    def keep(self, question: Question, section: Section, instance: str) -> None:
        ending = f"[{instance}]" if instance else ""
        value = self.answers.get(question.code + ending)
        if isinstance(question.kind, Computed):
            value = self.worth(question.kind.value, section, instance)
        if isinstance(question.kind, Note) or value in (None, "", [], ()):
            return
        self.kept[question.code + ending] = tuple(value) if isinstance(value, list) else value
        kind = question.kind
        if isinstance(kind, OneOf | SomeOf | Ranked):
            text = self.answers.get(f"{question.code}_other{ending}")
            chosen = value if isinstance(value, list | tuple) else [value]
            if text and any(code in chosen for code in kind.options.other):
                self.kept[f"{question.code}_other{ending}"] = text

    def repeats_of(self, section: Section) -> tuple[str, ...]:
        if not section.for_each:
            return ("",)
        question = next(one for one in self.flow.questions if one.code == section.for_each)
        value, kind = self.kept.get(section.for_each), question.kind
        found: list[str] = []
        if isinstance(kind, Number) and isinstance(value, int) and not isinstance(value, bool):
            found = [str(number + 1) for number in range(min(value, section.most))]
        if isinstance(kind, SomeOf) and isinstance(value, tuple):
            real = [code for code in kind.options.codes if code not in kind.options.exclusive]
            found = [code for code in real if code in value][: section.most]
        self.repeats[section.code] = tuple(found)
        return tuple(found)

    def holds(self, condition: Expression | None, section: Section, instance: str) -> bool:
        return condition is None or bool(self.worth(condition, section, instance))

    def worth(self, expression: Expression, section: Section, instance: str) -> Any:
        scope = Scope(
            answers=dict(self.kept),
            missing={one.code: missing_of(one) for one in self.flow.questions if missing_of(one)},
            repeated={
                one.code: each.code
                for each in self.flow.sections
                if each.for_each
                for page in each.pages
                for one in page.questions
            },
            instances=dict(self.repeats),
            today=self.today,
        )
        if instance:
            scope.section, scope.instance = section.code, instance
        found = parse(text=expression.text).run(scope)
        return found if isinstance(found, bool | int | float | str | tuple) else None


def missing_of(question: Question) -> frozenset[Any]:
    kind = question.kind
    if isinstance(kind, OnScale):
        return frozenset(kind.scale.missing)
    return frozenset(kind.options.missing) if isinstance(kind, OneOf | SomeOf | Ranked) else frozenset()
