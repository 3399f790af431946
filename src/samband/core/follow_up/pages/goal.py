# SPDX-License-Identifier: EUPL-1.2
"""One goal, and the goals of one member."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samband.core.follow_up.analysis import Change, Outcome
from samband.core.follow_up.pages.words import (
    CHANGES,
    COLOURS,
    MOVES,
    PULSE_COLOURS,
    PULSES,
    STATES,
    figure_sentence,
    outcome_sentences,
    value_text,
)
from samband.core.follow_up.queries import GoalRecord
from samband.core.follow_up.rules import (
    ENDED,
    NEEDS_REASON,
    NEXT,
    UNDER_OBLIGATION,
    Figure,
    GoalState,
)
from samband.engines.charts import (
    Axis,
    Chart,
    ColumnNames,
    Dot,
    Frame,
    IntervalRow,
    Screens,
    dot_interval,
    for_screens,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A short word with a colour; the word tells it all."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A pinned figure as the page tells it."""

    name: str
    value: str
    unit: str
    source: str
    period: str
    release: str
    address: str
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    source: str
    value: str
    tag: Tag
    sentences: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Move:
    """A step that may follow. needs_reason: it is taken with a few words."""

    state: GoalState
    label: str
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in a list. outcome: None until measured again. is_late: past its deadline and not ended."""

    goal: GoalRecord
    member: str
    state: Tag
    pulse: Tag | None
    outcome: Tag | None
    about: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class GoalPage:
    line: GoalLine
    figure: FigureWords | None
    baseline: str
    target: str
    owner: str
    outcomes: tuple[OutcomeWords, ...]
    chart: Screens | None
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Goals in one stage of their life."""

    title: str
    lines: tuple[GoalLine, ...]


def goal_line(
    *, goal: GoalRecord, language: str, today: date, member: str = "", outcome: Outcome | None = None
) -> GoalLine:
    """member: its name where lines of several members stand together."""
    return GoalLine(
        goal=goal,
        member=member,
        state=Tag(str(STATES[goal.state]), COLOURS[goal.state]),
        pulse=_pulse(goal),
        outcome=_outcome_tag(outcome) if outcome else None,
        about=goal.figure.name(language) if goal.figure else "",
        is_late=goal.state in UNDER_OBLIGATION and goal.deadline < today,
    )


def goal_page(
    *,
    goal: GoalRecord,
    member: str,
    owner: str,
    outcomes: Sequence[Outcome],
    language: str,
    today: date,
) -> GoalPage:
    """owner: name of the person, empty where there is none or the reader may not know."""
    latest = outcomes[-1] if outcomes else None
    return GoalPage(
        line=goal_line(goal=goal, language=language, today=today, member=member, outcome=latest),
        figure=figure_words(figure=goal.figure, language=language) if goal.figure else None,
        baseline=value_text(value=goal.baseline, figure=goal.figure, language=language, unit=goal.unit),
        target=value_text(value=goal.target, figure=goal.figure, language=language, unit=goal.unit),
        owner=f"{goal.owner_office} ({owner})" if owner else goal.owner_office,
        outcomes=tuple(_outcome_words(one, goal, language) for one in outcomes),
        chart=_chart(goal, outcomes, language) if outcomes else None,
        moves=_moves(goal),
    )


def sections(
    *, goals: Iterable[GoalRecord], outcomes: Mapping[int, Outcome], language: str, today: date
) -> tuple[Section, ...]:
    """A member's goals by what has to be done with them; empty sections are left out."""
    lines = [
        goal_line(goal=one, language=language, today=today, outcome=outcomes.get(one.id)) for one in goals
    ]
    parts = (
        (gettext("Being worked on"), UNDER_OBLIGATION),
        (gettext("Drafts, not adopted yet"), frozenset({GoalState.DRAFT})),
        (gettext("Ended goals"), ENDED),
    )
    found = (
        Section(title, tuple(one for one in lines if one.goal.state in states)) for title, states in parts
    )
    return tuple(section for section in found if section.lines)


def figure_words(*, figure: Figure, language: str) -> FigureWords:
    release = gettext("%(publication)s, version %(version)d, fingerprint %(digest)s")
    return FigureWords(
        name=figure.name(language),
        value=figure_sentence(figure=figure, language=language),
        unit=figure.unit(language),
        source=figure.source(language),
        period=figure.period(language),
        release=release
        % {"publication": figure.publication, "version": figure.version, "digest": figure.digest[:12]},
        address=figure.address,
        is_synthetic=figure.is_synthetic,
    )


def _pulse(goal: GoalRecord) -> Tag | None:
    if goal.pulse is None or goal.state not in UNDER_OBLIGATION:
        return None
    return Tag(str(PULSES[goal.pulse]), PULSE_COLOURS[goal.pulse])


def _outcome_tag(found: Outcome) -> Tag:
    is_certain = found.change in (Change.CERTAINLY_HIGHER, Change.CERTAINLY_LOWER)
    return Tag(str(CHANGES[found.change]), "accent" if is_certain else "neutral")


def _outcome_words(found: Outcome, goal: GoalRecord, language: str) -> OutcomeWords:
    later = found.later.figure
    return OutcomeWords(
        source=found.later.source(language),
        value=figure_sentence(figure=later, language=language) if later else "",
        tag=_outcome_tag(found),
        sentences=outcome_sentences(found=found, goal=goal, language=language),
        address=later.address if later else "",
    )


def _moves(goal: GoalRecord) -> tuple[Move, ...]:
    """Steps that one button takes; adopting has a page of its own."""
    states = (state for state in NEXT[goal.state] if state is not GoalState.ADOPTED)
    reopened = gettext("Work on it again")
    return tuple(
        Move(
            state,
            reopened if goal.state in ENDED and state is GoalState.UNDER_WAY else str(MOVES[state]),
            state in NEEDS_REASON,
        )
        for state in states
    )


def measured_chart(*, goal: GoalRecord, outcomes: Sequence[Outcome], language: str, frame: Frame) -> Chart:
    """The pinned figure, what was measured later, and the target, on one scale. The goal has a figure."""
    figure = goal.figure
    if figure is None:
        raise ValueError(f"The goal {goal.id} has no figure to draw.")
    rows = [_row(figure, figure.source(language)), *_later_rows(outcomes, language)]
    if goal.target is not None:
        rows.append(IntervalRow(gettext("Target"), (Dot(goal.target),)))
    low, high = (
        (0.0, 1.0) if figure.is_share else (figure.low or 0.0, figure.high or _highest(figure, outcomes))
    )
    columns = ColumnNames(
        gettext("Measurement"),
        gettext("What is measured"),
        gettext("Value"),
        gettext("Lower limit"),
        gettext("Upper limit"),
        gettext("Note"),
    )
    axis = Axis(low, high, decimals=figure.decimals, is_share=figure.is_share)
    return dot_interval(frame=frame, rows=rows, series=(figure.name(language),), axis=axis, columns=columns)


def chart_frame(*, goal: GoalRecord, language: str, width: int = 720) -> Frame:
    name = goal.figure.name(language) if goal.figure else goal.title
    description = gettext("Each dot is a figure, each line its 95% interval; the target has none.")
    return Frame(f"goal-{goal.id}", name, description, language, width)


def _chart(goal: GoalRecord, outcomes: Sequence[Outcome], language: str) -> Screens | None:
    if goal.figure is None:
        return None
    return for_screens(
        draw=lambda frame: measured_chart(goal=goal, outcomes=outcomes, language=language, frame=frame),
        frame=chart_frame(goal=goal, language=language),
    )


def _later_rows(outcomes: Sequence[Outcome], language: str) -> list[IntervalRow]:
    found = ((one.later.figure, one.later.source(language)) for one in outcomes)
    return [_row(figure, source) for figure, source in found if figure is not None]


def _row(figure: Figure, label: str) -> IntervalRow:
    return IntervalRow(label, (Dot(figure.value, figure.lower, figure.upper),))


def _highest(figure: Figure, outcomes: Sequence[Outcome]) -> float:
    later = [one.later.figure.value for one in outcomes if one.later.figure is not None]
    return max(figure.value, *later, 1.0) * 1.2
