# SPDX-License-Identifier: EUPL-1.2
"""What every write of this area begins and ends with: the row, locked and guarded, and the event."""

from datetime import datetime

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.follow_up.card import OVERSEE, WRITE
from samband.core.follow_up.models import Action, Goal
from samband.core.follow_up.queries import NoSuchGoal


def held_goal(*, goal_id: int, by: Actor) -> Goal:
    """A goal of a member for which the actor may write. Raises NoSuchGoal, NotAllowed."""
    found = Goal.objects.select_for_update().filter(pk=goal_id).first()
    if found is None:
        require(actor=by, permission=OVERSEE)
        raise NoSuchGoal(goal_id)
    require(actor=by, permission=WRITE, authority=found.authority)
    return found


def held_action(*, action_id: int, by: Actor) -> Action:
    """An action of such a goal. Raises NoSuchGoal, NotAllowed."""
    found = Action.objects.select_for_update().filter(pk=action_id).first()
    if found is None:
        require(actor=by, permission=OVERSEE)
        raise NoSuchGoal(action_id)
    held_goal(goal_id=found.goal_id, by=by)
    return found


def log(*, goal: Goal, event: str, by: Actor, at: datetime, **details: object) -> None:
    """Facts about the goal, never its words."""
    record(
        event=f"follow_up.{event}",
        by=by.reference,
        at=at,
        about=f"follow_up.goal:{goal.pk}",
        authority=goal.authority,
        details=details,
    )
