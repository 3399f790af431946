# SPDX-License-Identifier: EUPL-1.2
"""From draft to reached: what a body decides, how it goes, what the public sees."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import Actor
from samband.core.follow_up.models import Goal, Progress
from samband.core.follow_up.operations.held import held_goal, log
from samband.core.follow_up.queries import GoalRecord, goal, outcomes
from samband.core.follow_up.rules import (
    ENDED,
    NEEDS_REASON,
    UNDER_OBLIGATION,
    GoalState,
    Pulse,
    WrongStep,
    check_adoption,
    check_step,
)


@dataclass(frozen=True, slots=True)
class Adoption:
    """body: that decided, by name. case: number of the meeting or case."""

    body: str
    on: date
    case: str = ""


@transaction.atomic
def adopt_goal(*, goal_id: int, adoption: Adoption, by: Actor, at: datetime) -> GoalRecord:
    """Note that a body has adopted a draft. Raises NoSuchGoal, NotAllowed, WrongStep."""
    found = held_goal(goal_id=goal_id, by=by)
    today = timezone.localdate(at)
    check_adoption(
        before=GoalState(found.state),
        body=adoption.body,
        on=adoption.on,
        deadline=found.deadline,
        today=today,
    )
    found.state, found.state_since, found.heard_on = GoalState.ADOPTED, today, today
    found.adopted_by, found.adopted_on = adoption.body.strip(), adoption.on
    found.adopted_case = adoption.case.strip()
    found.save()
    details = {"body": found.adopted_by, "on": adoption.on.isoformat()}
    log(goal=found, event="goal_adopted", by=by, at=at, **details)
    return goal(actor=by, goal_id=goal_id)


@transaction.atomic
def move_goal(*, goal_id: int, state: GoalState, reason: str = "", by: Actor, at: datetime) -> GoalRecord:
    """Start, end, give up or reopen a goal; ``adopt_goal`` is for adopting.

    reason: must be given for a goal that is given up or not reached. A goal that ends keeps what its latest
    measurement showed. Raises NoSuchGoal, NotAllowed, WrongStep.
    """
    found = held_goal(goal_id=goal_id, by=by)
    before = GoalState(found.state)
    check_step(before=before, after=state)
    if state is GoalState.ADOPTED:
        raise WrongStep("body", before)
    if state in NEEDS_REASON and not reason.strip():
        raise WrongStep("reason", before)
    _enter(found, state, reason, timezone.localdate(at))
    found.result = _result(by, goal_id) if state in ENDED else None
    found.save()
    log(goal=found, event="goal_moved", by=by, at=at, before=before.value, after=state.value)
    return goal(actor=by, goal_id=goal_id)


def _enter(found: Goal, state: GoalState, reason: str, today: date) -> None:
    found.state, found.state_since, found.heard_on = state, today, today
    found.reason = reason.strip()
    if state is GoalState.DRAFT:
        found.adopted_by, found.adopted_on, found.adopted_case = "", None, ""
        found.is_public = False


def _result(by: Actor, goal_id: int) -> dict[str, object] | None:
    """The latest figure as it was when the goal ended, pinned like the first."""
    found = [one.later.figure for one in outcomes(goal=goal(actor=by, goal_id=goal_id))]
    latest = next((figure for figure in reversed(found) if figure is not None), None)
    return latest.to_mapping() if latest else None


@transaction.atomic
def tell_progress(*, goal_id: int, pulse: Pulse, text: str = "", by: Actor, at: datetime) -> GoalRecord:
    """Say how it goes. The first word on an adopted goal begins it.

    Raises NoSuchGoal, NotAllowed, WrongStep.
    """
    found = held_goal(goal_id=goal_id, by=by)
    state = GoalState(found.state)
    if state not in UNDER_OBLIGATION:
        raise WrongStep("closed", state)
    today = timezone.localdate(at)
    Progress.objects.create(goal=found, at=at, pulse=pulse, text=text.strip(), by=by.reference)
    found.pulse, found.heard_on = pulse, today
    if state is GoalState.ADOPTED:
        found.state, found.state_since = GoalState.UNDER_WAY, today
    found.save(update_fields=["pulse", "heard_on", "state", "state_since"])
    log(goal=found, event="progress_told", by=by, at=at, pulse=pulse.value)
    return goal(actor=by, goal_id=goal_id)


@transaction.atomic
def publish_goal(*, goal_id: int, by: Actor, at: datetime) -> GoalRecord:
    """Let everybody read the goal. Raises NoSuchGoal, NotAllowed, WrongStep for a draft."""
    found = held_goal(goal_id=goal_id, by=by)
    if found.adopted_on is None:
        raise WrongStep("draft", GoalState(found.state))
    return _shown(found, is_public=True, event="goal_published", by=by, at=at)


@transaction.atomic
def withdraw_goal(*, goal_id: int, by: Actor, at: datetime) -> GoalRecord:
    """Take a published goal back. Raises NoSuchGoal, NotAllowed."""
    return _shown(held_goal(goal_id=goal_id, by=by), is_public=False, event="goal_withdrawn", by=by, at=at)


def _shown(found: Goal, *, is_public: bool, event: str, by: Actor, at: datetime) -> GoalRecord:
    found.is_public = is_public
    found.save(update_fields=["is_public"])
    log(goal=found, event=event, by=by, at=at)
    return goal(actor=by, goal_id=found.pk)
