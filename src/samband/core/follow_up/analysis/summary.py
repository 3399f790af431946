# SPDX-License-Identifier: EUPL-1.2
"""All goals together: who acts on what, and who is stuck."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samband.core.follow_up.rules import UNDER_OBLIGATION, GoalFact, GoalState, is_stuck


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member that has goals. stuck: those that need help, the most urgent first."""

    authority: str
    goals: int
    active: int
    reached: int
    stuck: tuple[GoalFact, ...]
    next_deadline: date | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What goals are about. members: how many act on it."""

    topic: str
    members: int
    active: int
    reached: int
    not_reached: int


@dataclass(frozen=True, slots=True)
class Overview:
    """states: how many goals are in each. acting: members with a goal that somebody works on."""

    members: int
    acting: int
    states: Mapping[GoalState, int]
    stuck: tuple[GoalFact, ...]
    lines: tuple[MemberLine, ...]
    topics: tuple[TopicLine, ...]


def overview(*, goals: Iterable[GoalFact], members: int, on: date) -> Overview:
    """goals: without drafts, which are the members' own. members: of the association, with goals or not."""
    known = tuple(goals)
    lines = tuple(_member(code, own, on) for code, own in _by(known, "authority").items())
    return Overview(
        members=members,
        acting=sum(line.active > 0 for line in lines),
        states=Counter(goal.state for goal in known),
        stuck=_stuck(known, on),
        lines=tuple(sorted(lines, key=lambda line: (-len(line.stuck), -line.active, line.authority))),
        topics=_topics(known),
    )


def _member(code: str, goals: list[GoalFact], on: date) -> MemberLine:
    active = [goal for goal in goals if goal.state in UNDER_OBLIGATION]
    return MemberLine(
        authority=code,
        goals=len(goals),
        active=len(active),
        reached=sum(goal.state is GoalState.REACHED for goal in goals),
        stuck=_stuck(goals, on),
        next_deadline=min((goal.deadline for goal in active), default=None),
    )


def _stuck(goals: Iterable[GoalFact], on: date) -> tuple[GoalFact, ...]:
    return tuple(
        sorted((one for one in goals if is_stuck(goal=one, on=on)), key=lambda one: (one.deadline, one.id))
    )


def _topics(goals: tuple[GoalFact, ...]) -> tuple[TopicLine, ...]:
    """The most common first; goals without a figure stand together."""
    lines = [
        TopicLine(
            topic=topic,
            members=len({goal.authority for goal in own}),
            active=sum(goal.state in UNDER_OBLIGATION for goal in own),
            reached=sum(goal.state is GoalState.REACHED for goal in own),
            not_reached=sum(goal.state is GoalState.NOT_REACHED for goal in own),
        )
        for topic, own in _by(goals, "topic").items()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.topic, -line.members, line.topic)))


def _by(goals: Iterable[GoalFact], column: str) -> dict[str, list[GoalFact]]:
    found: dict[str, list[GoalFact]] = {}
    for goal in goals:
        found.setdefault(getattr(goal, column), []).append(goal)
    return found
