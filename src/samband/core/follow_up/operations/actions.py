# SPDX-License-Identifier: EUPL-1.2
"""What is done to reach a goal, and what of it is worth sharing."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.follow_up.card import OVERSEE
from samband.core.follow_up.models import Action
from samband.core.follow_up.operations.held import held_action, held_goal, log
from samband.core.follow_up.queries import ActionRecord, NoSuchGoal, action_record, practice_of
from samband.core.follow_up.rules import ENDED, GoalState, WrongStep


@transaction.atomic
def add_action(
    *, goal_id: int, text: str, responsible: str = "", due_on: date | None = None, by: Actor, at: datetime
) -> ActionRecord:
    """Add something to be done. Raises NoSuchGoal, NotAllowed, WrongStep for a goal that has ended."""
    found = held_goal(goal_id=goal_id, by=by)
    if GoalState(found.state) in ENDED:
        raise WrongStep("closed", GoalState(found.state))
    made = Action.objects.create(goal=found, text=text, responsible=responsible, due_on=due_on)
    log(goal=found, event="action_added", by=by, at=at)
    return action_record(action=made)


@transaction.atomic
def mark_action(*, action_id: int, is_done: bool, by: Actor, at: datetime) -> ActionRecord:
    """Say that it is done, or not done after all. Raises NoSuchGoal, NotAllowed."""
    action = held_action(action_id=action_id, by=by)
    today = timezone.localdate(at)
    action.done_on = today if is_done else None
    action.save(update_fields=["done_on"])
    action.goal.heard_on = today
    action.goal.save(update_fields=["heard_on"])
    log(goal=action.goal, event="action_done" if is_done else "action_undone", by=by, at=at)
    return action_record(action=action)


@transaction.atomic
def remove_action(*, action_id: int, by: Actor, at: datetime) -> int:
    """Take an action out of a goal and return the goal's number; copies of it stay.

    Raises NoSuchGoal, NotAllowed, WrongStep."""
    action = held_action(action_id=action_id, by=by)
    goal = action.goal
    if GoalState(goal.state) in ENDED:
        raise WrongStep("closed", GoalState(goal.state))
    action.delete()
    log(goal=goal, event="action_removed", by=by, at=at)
    return goal.pk


@transaction.atomic
def share_action(
    *, action_id: int, is_shared: bool, lesson: str = "", by: Actor, at: datetime
) -> ActionRecord:
    """Show an action to all members, with what was learnt; or no longer, which also ends its being featured.

    Raises NoSuchGoal, NotAllowed, WrongStep while the goal is a draft.
    """
    action = held_action(action_id=action_id, by=by)
    if is_shared and action.goal.adopted_on is None:
        raise WrongStep("draft", GoalState(action.goal.state))
    action.is_shared, action.lesson = is_shared, lesson.strip() if is_shared else action.lesson
    action.is_featured = action.is_featured and is_shared
    action.save(update_fields=["is_shared", "lesson", "is_featured"])
    log(goal=action.goal, event="action_shared" if is_shared else "action_kept", by=by, at=at)
    return action_record(action=action)


@transaction.atomic
def feature_action(*, action_id: int, is_featured: bool, by: Actor, at: datetime) -> ActionRecord:
    """The association puts a shared action first, or no longer. Raises NoSuchGoal, NotAllowed."""
    require(actor=by, permission=OVERSEE)
    practice_of(actor=by, action_id=action_id)
    action = Action.objects.select_for_update().get(pk=action_id)
    action.is_featured = is_featured
    action.save(update_fields=["is_featured"])
    log(goal=action.goal, event="action_featured" if is_featured else "action_unfeatured", by=by, at=at)
    return action_record(action=action)


@transaction.atomic
def copy_action(*, action_id: int, goal_id: int, by: Actor, at: datetime) -> ActionRecord:
    """Take a shared action over into a goal of one's own; where it came from is kept.

    Raises NoSuchGoal for an action that nobody shares, NotAllowed, WrongStep for a goal that has ended.
    """
    source = practice_of(actor=by, action_id=action_id).action
    found = held_goal(goal_id=goal_id, by=by)
    if source.goal == goal_id:
        raise NoSuchGoal(action_id)
    if GoalState(found.state) in ENDED:
        raise WrongStep("closed", GoalState(found.state))
    made = Action.objects.create(goal=found, text=source.text, copied_from_id=source.id)
    log(goal=found, event="action_copied", by=by, at=at)
    return action_record(action=made)
