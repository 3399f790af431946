# SPDX-License-Identifier: EUPL-1.2
"""The association's view of all goals, and what members share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samband.core.follow_up.analysis import MemberLine, Overview, TopicLine
from samband.core.follow_up.pages.goal import Tag
from samband.core.follow_up.pages.words import COLOURS, PULSES, STATES
from samband.core.follow_up.queries import GoalRecord, PracticeRecord
from samband.core.follow_up.rules import QUARTER_DAYS, GoalFact, GoalState, Pulse, in_language

FILE_COLUMNS = (
    "member", "name", "goal", "title", "about", "state", "baseline", "target", "deadline", "adopted_by",
    "adopted_on", "case", "pulse", "heard_on", "actions", "actions_done", "responsible", "next_measurement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StuckLine:
    """why: in words."""

    goal: GoalFact
    member: str
    why: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    line: MemberLine
    member: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    name: str
    line: TopicLine


@dataclass(frozen=True, slots=True)
class OverviewPage:
    summary: Overview
    states: tuple[tuple[str, int], ...]
    stuck: tuple[StuckLine, ...]
    members: tuple[MemberRow, ...]
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """about: what the goal wants to change."""

    record: PracticeRecord
    member: str
    state: Tag
    about: str


def overview_page(
    *,
    summary: Overview,
    names: Mapping[str, str],
    topics: Mapping[str, Mapping[str, str]],
    language: str,
    today: date,
) -> OverviewPage:
    """names: code -> member. topics: topic -> language -> words."""
    shown = (state for state in GoalState if state is not GoalState.DRAFT)
    return OverviewPage(
        summary=summary,
        states=tuple((str(STATES[state]), summary.states.get(state, 0)) for state in shown),
        stuck=tuple(
            StuckLine(one, names.get(one.authority, one.authority), _why(one, today)) for one in summary.stuck
        ),
        members=tuple(MemberRow(line, names.get(line.authority, line.authority)) for line in summary.lines),
        topics=tuple(TopicRow(_topic(line, topics, language), line) for line in summary.topics),
    )


def practice_lines(
    *, found: Iterable[PracticeRecord], names: Mapping[str, str], language: str
) -> tuple[PracticeLine, ...]:
    return tuple(
        PracticeLine(
            record=one,
            member=names.get(one.authority, one.authority),
            state=Tag(str(STATES[one.state]), COLOURS[one.state]),
            about=one.figure.name(language) if one.figure else "",
        )
        for one in found
    )


def file_rows(
    *, goals: Iterable[GoalRecord], names: Mapping[str, str], language: str
) -> Iterator[tuple[object, ...]]:
    """Every adopted goal under FILE_COLUMNS; days as in ISO 8601, figures to their last digit."""
    for one in goals:
        yield (
            one.authority, names.get(one.authority, ""), one.id, one.title,
            one.figure.name(language) if one.figure else "", one.state.value, _plain(one.baseline),
            _plain(one.target),
            one.deadline.isoformat(), one.adopted_by, one.adopted_on.isoformat() if one.adopted_on else "",
            one.adopted_case, one.pulse.value if one.pulse else "", one.heard_on.isoformat(),
            len(one.actions),
            one.done, one.owner_office, one.next_measurement,
        )  # fmt: skip


def _why(goal: GoalFact, today: date) -> str:
    if goal.deadline < today:
        return gettext("Past its deadline")
    if goal.pulse is Pulse.STUCK:
        return str(PULSES[Pulse.STUCK])
    months = (today - goal.heard_on).days * 3 // QUARTER_DAYS
    return gettext("Not heard of for %(months)d months") % {"months": months}


def _topic(line: TopicLine, topics: Mapping[str, Mapping[str, str]], language: str) -> str:
    if not line.topic:
        return gettext("Goals without a published figure")
    return in_language(topics.get(line.topic, {}), language) or line.topic


def _plain(value: float | None) -> object:
    return "" if value is None else value
