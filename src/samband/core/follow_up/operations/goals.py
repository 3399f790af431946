# SPDX-License-Identifier: EUPL-1.2
"""Set a goal and change it while it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.models import Action, Goal
from samband.core.follow_up.operations.held import held_goal, log
from samband.core.follow_up.queries import GoalRecord, goal
from samband.core.follow_up.rules import ENDED, Figure, GoalState, WrongStep
from samband.core.members.queries import latest_authority


@dataclass(frozen=True, slots=True)
class Plan:
    """What a goal says. baseline, unit: for a goal without a figure; else they are the figure's.

    target: on the figure's scale; a share is a part of one. owner_person: number in the register of people.
    """

    title: str
    owner_office: str
    deadline: date
    next_measurement: str
    next_on: date | None = None
    why: str = ""
    proposal: str = ""
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    owner_person: int | None = None


_AFTER_ADOPTION = ("owner_office", "owner_person_id", "next_measurement", "next_on", "proposal")
"""What changes without the body that adopted the goal: who carries it, and when it is measured."""


@transaction.atomic
def set_goal(
    *,
    authority: str,
    plan: Plan,
    figure: Figure | None = None,
    actions: Sequence[str] = (),
    site: str = "",
    by: Actor,
    at: datetime,
) -> GoalRecord:
    """Draft a goal for a member.

    figure: why, pinned to its publication. actions: what will be done, in words. site: origin of the pages,
    as https://name, for links in reminders. Raises NotAllowed, UnknownAuthority.
    """
    require(actor=by, permission=WRITE, authority=authority)
    today = timezone.localdate(at)
    latest_authority(code=authority, on=today)
    made = Goal.objects.create(
        authority=authority,
        figure=figure.to_mapping() if figure else None,
        topic=topic_of(figure=figure) if figure else "",
        state_since=today,
        heard_on=today,
        site=site,
        set_by=by.reference,
        set_at=at,
        **_columns(plan, figure),
    )
    texts = [text.strip() for text in actions if text.strip()]
    Action.objects.bulk_create(Action(goal=made, text=text) for text in texts)
    log(goal=made, event="goal_set", by=by, at=at)
    return goal(actor=by, goal_id=made.pk)


@transaction.atomic
def change_goal(*, goal_id: int, plan: Plan, by: Actor, at: datetime) -> GoalRecord:
    """Change a draft. Of an adopted goal only who carries it, its next measurement and the paper's proposal
    change; the rest of the plan is left as the body adopted it.

    Raises NoSuchGoal, NotAllowed, WrongStep for a goal that has ended.
    """
    found = held_goal(goal_id=goal_id, by=by)
    state = GoalState(found.state)
    if state in ENDED:
        raise WrongStep("closed", state)
    given = _columns(plan, None if found.figure is None else goal(actor=by, goal_id=goal_id).figure)
    columns = tuple(given) if state is GoalState.DRAFT else _AFTER_ADOPTION
    for column in columns:
        setattr(found, column, given[column])
    found.save(update_fields=columns)
    log(goal=found, event="goal_changed", by=by, at=at)
    return goal(actor=by, goal_id=goal_id)


def topic_of(*, figure: Figure) -> str:
    """The same for every member: what is measured, of which group, by which tool."""
    group, _unit, measure, *_rest = figure.key
    return f"{figure.tool}:{measure}:{group}"


def _columns(plan: Plan, figure: Figure | None) -> dict[str, object]:
    """The plan as columns; the figure is its own baseline."""
    given = {one.name: getattr(plan, one.name) for one in fields(plan)}
    given["owner_person_id"] = given.pop("owner_person")
    if figure is not None:
        given |= {"baseline": figure.value, "unit": ""}
    return given
