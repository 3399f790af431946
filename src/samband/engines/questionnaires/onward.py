# SPDX-License-Identifier: EUPL-1.2
"""Where to go on after ticking a box: “Go to question 7”. Found by trying every answer there is."""

from collections.abc import Mapping, Sequence

from samband.engines.instrument import Value
from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.plan import Plan
from samband.engines.questionnaires.conditions import choices_of, holds
from samband.engines.questionnaires.model import Spot

END = "end"


def onward(*, spots: Sequence[Spot], plan: Plan) -> Mapping[tuple[str, str], str]:
    """(key of the answer, what is answered) -> number of the question to go to, or END.

    Only what one tick decides for certain: of everything else the conditions above the questions tell.
    """
    asked = [spot for spot in spots if spot.number]
    return {
        (spot.key, str(value)): target
        for place, spot in enumerate(asked)
        for value in choices_of(spot.question)
        if (target := _target(spot, value, asked[place + 1 :], plan))
    }


def _target(spot: Spot, value: Value, later: Sequence[Spot], plan: Plan) -> str:
    """'' to go on with the next question."""
    answers, skipped = {spot.key: value}, {spot.key}
    ends = _ends(spot, answers, plan)
    for number, other in enumerate(later):
        if ends and not _same_part(spot, other):
            return END
        if not _is_skipped(other, answers, skipped, plan):
            return other.number if number else ""
        skipped.add(other.key)
    return END if ends or len(skipped) > 1 else ""


def _ends(spot: Spot, answers: Mapping[str, object], plan: Plan) -> bool:
    """Whether this answer alone ends the questionnaire after its section."""
    rule = spot.section.ends_if
    return rule is not None and rule.names == (spot.question.code,) and holds(rule, spot, answers, plan)


def _same_part(spot: Spot, other: Spot) -> bool:
    return (spot.section.code, spot.instance) == (other.section.code, other.instance)


def _is_skipped(spot: Spot, answers: Mapping[str, object], skipped: set[str], plan: Plan) -> bool:
    """Whether one of its conditions is decided by the answer, or by what was skipped after it, against it."""
    return any(
        {_key(name, spot, plan) for name in rule.names} <= skipped and not holds(rule, spot, answers, plan)
        for rule in rules_of(spot)
        if rule.names
    )


def _key(name: str, spot: Spot, plan: Plan) -> str:
    return f"{name}[{spot.instance}]" if plan.repeated.get(name) == spot.section.code else name


def rules_of(spot: Spot) -> tuple[Expression, ...]:
    """Conditions under which it is asked: of its section, its page, its own."""
    page = next(page for page in spot.section.pages if page.code == spot.page)
    found = (spot.section.show_if, page.show_if, spot.question.show_if)
    return tuple(rule for rule in found if rule is not None)
