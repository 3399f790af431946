# SPDX-License-Identifier: EUPL-1.2
"""What members found worth sharing."""

from dataclasses import dataclass

from samband.core.access.rules import Actor, NotAllowed
from samband.core.follow_up.card import READ
from samband.core.follow_up.models import Action
from samband.core.follow_up.queries.goals import NoSuchGoal
from samband.core.follow_up.queries.records import ActionRecord, action_record
from samband.core.follow_up.rules import Figure, GoalState, figure_of, reads_practice


@dataclass(frozen=True, slots=True)
class PracticeRecord:
    """A shared action with the goal it served. figure: why, None without one. copies: taken over so often."""

    action: ActionRecord
    authority: str
    title: str
    state: GoalState
    figure: Figure | None
    copies: int


def practice(*, actor: Actor) -> tuple[PracticeRecord, ...]:
    """What is shared by goals that a body has adopted: featured first, then what others took over most.

    Raises NotAllowed for whoever has no part in any member.
    """
    if not reads_practice(actor=actor):
        raise NotAllowed(actor, READ, "")
    return tuple(sorted(map(_record, _shared()), key=_place))


def practice_of(*, actor: Actor, action_id: int) -> PracticeRecord:
    """One of them. Raises NoSuchGoal, NotAllowed."""
    found = next((one for one in practice(actor=actor) if one.action.id == action_id), None)
    if found is None:
        raise NoSuchGoal(action_id)
    return found


def _shared() -> list[Action]:
    found = Action.objects.filter(is_shared=True, goal__adopted_on__isnull=False)
    return list(found.select_related("goal", "copied_from__goal").prefetch_related("copies"))


def _place(one: PracticeRecord) -> tuple[bool, int, int]:
    return (not one.action.is_featured, -one.copies, -one.action.id)


def _record(action: Action) -> PracticeRecord:
    goal = action.goal
    return PracticeRecord(
        action=action_record(action=action),
        authority=goal.authority,
        title=goal.title,
        state=GoalState(goal.state),
        figure=figure_of(kept=goal.figure) if goal.figure else None,
        copies=len(action.copies.all()),
    )
