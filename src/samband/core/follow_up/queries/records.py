# SPDX-License-Identifier: EUPL-1.2
"""Rows as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from samband.core.follow_up.models import Action, Goal, Progress
from samband.core.follow_up.rules import Figure, GoalFact, GoalState, Pulse, figure_of


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """copied_from: authority of the member it was taken from, empty for none."""

    id: int
    goal: int
    text: str
    responsible: str
    due_on: date | None
    done_on: date | None
    is_shared: bool
    lesson: str
    is_featured: bool
    copied_from: str


@dataclass(frozen=True, slots=True)
class ProgressRecord:
    at: datetime
    pulse: Pulse
    text: str


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """figure: None when the goal has none; then baseline and target are in ``unit``, or None.

    owner_person: number in the register of people, None for an office alone. heard_on: of the latest word.
    """

    id: int
    authority: str
    title: str
    why: str
    proposal: str
    figure: Figure | None
    topic: str
    baseline: float | None
    target: float | None
    unit: str
    owner_office: str
    owner_person: int | None
    deadline: date
    next_measurement: str
    next_on: date | None
    state: GoalState
    state_since: date
    reason: str
    adopted_by: str
    adopted_on: date | None
    adopted_case: str
    pulse: Pulse | None
    heard_on: date
    is_public: bool
    actions: tuple[ActionRecord, ...]

    @property
    def is_adopted(self) -> bool:
        """Whether a body has adopted it as it stands."""
        return self.adopted_on is not None

    @property
    def done(self) -> int:
        return sum(action.done_on is not None for action in self.actions)


def goal_record(*, goal: Goal) -> GoalRecord:
    return GoalRecord(
        id=goal.pk,
        authority=goal.authority,
        title=goal.title,
        why=goal.why,
        proposal=goal.proposal,
        figure=figure_of(kept=goal.figure) if goal.figure else None,
        topic=goal.topic,
        baseline=goal.baseline,
        target=goal.target,
        unit=goal.unit,
        owner_office=goal.owner_office,
        owner_person=goal.owner_person_id,
        deadline=goal.deadline,
        next_measurement=goal.next_measurement,
        next_on=goal.next_on,
        state=GoalState(goal.state),
        state_since=goal.state_since,
        reason=goal.reason,
        adopted_by=goal.adopted_by,
        adopted_on=goal.adopted_on,
        adopted_case=goal.adopted_case,
        pulse=Pulse(goal.pulse) if goal.pulse else None,
        heard_on=goal.heard_on,
        is_public=goal.is_public,
        actions=tuple(action_record(action=one) for one in goal.actions.all()),
    )


def action_record(*, action: Action) -> ActionRecord:
    source = action.copied_from
    return ActionRecord(
        id=action.pk,
        goal=action.goal_id,
        text=action.text,
        responsible=action.responsible,
        due_on=action.due_on,
        done_on=action.done_on,
        is_shared=action.is_shared,
        lesson=action.lesson,
        is_featured=action.is_featured,
        copied_from=source.goal.authority if source else "",
    )


def progress_record(*, word: Progress) -> ProgressRecord:
    return ProgressRecord(word.at, Pulse(word.pulse), word.text)


def goal_fact(*, goal: Goal) -> GoalFact:
    return GoalFact(
        id=goal.pk,
        authority=goal.authority,
        title=goal.title,
        topic=goal.topic,
        state=GoalState(goal.state),
        deadline=goal.deadline,
        heard_on=goal.heard_on,
        pulse=Pulse(goal.pulse) if goal.pulse else None,
    )
