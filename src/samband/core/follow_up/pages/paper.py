# SPDX-License-Identifier: EUPL-1.2
"""A goal as a council paper: what is proposed, why, what will be done, and how it will be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from samband.core.follow_up.analysis import Outcome
from samband.core.follow_up.pages.goal import (
    FigureWords,
    chart_frame,
    figure_words,
    measured_chart,
)
from samband.core.follow_up.pages.words import STATES, outcome_sentences, value_text
from samband.core.follow_up.queries import ActionRecord, GoalRecord
from samband.engines.reports import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Report,
    ReportWords,
    Table,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a council paper is made of. member: its name. owner: responsible person, empty for none by name.

    created: with its time zone, on the paper's own clock.
    """

    goal: GoalRecord
    member: str
    owner: str
    outcomes: Sequence[Outcome]
    language: str
    created: datetime


def council_paper(*, paper: Paper) -> Report:
    """The report, in the language that is active; call it with the paper's language active."""
    goal = paper.goal
    is_synthetic = goal.figure is not None and goal.figure.is_synthetic
    return Report(
        title=goal.title,
        subject=gettext("Council paper"),
        language=paper.language,
        publisher=paper.member,
        created=paper.created,
        blocks=tuple(_blocks(paper)),
        notice=gettext("Synthetic data: the figures describe nobody.") if is_synthetic else "",
        words=ReportWords(
            gettext("Contents"), gettext("Figure"), gettext("Table"), gettext("Page {page} of {pages}"),
            gettext("Summary"),
        ),
    )  # fmt: skip


def proposed_decision(*, goal: GoalRecord, language: str) -> tuple[str, ...]:
    """In the member's own words, a paragraph each; else a text to begin from."""
    own = [line.strip() for line in goal.proposal.splitlines() if line.strip()]
    if own:
        return tuple(own)
    facts = {
        "title": goal.title,
        "deadline": _day(goal.deadline),
        "owner": goal.owner_office,
        "next": goal.next_measurement,
        "baseline": value_text(value=goal.baseline, figure=goal.figure, language=language, unit=goal.unit),
        "target": value_text(value=goal.target, figure=goal.figure, language=language, unit=goal.unit),
    }
    said = [gettext("The goal “%(title)s” is adopted, to be reached by %(deadline)s.") % facts]
    if facts["baseline"] and facts["target"]:
        said.append(gettext("The figure is to go from %(baseline)s to %(target)s.") % facts)
    said.append(
        gettext("Responsible: %(owner)s. The matter is reported on when this is there: %(next)s.") % facts
    )
    return tuple(said)


def _blocks(paper: Paper) -> Iterator[Block]:
    yield Heading(gettext("Proposed decision"))
    yield from (Paragraph(line) for line in proposed_decision(goal=paper.goal, language=paper.language))
    yield Heading(gettext("Why"))
    yield from (Paragraph(line) for line in paper.goal.why.splitlines() if line.strip())
    yield from _figure(paper)
    yield Heading(gettext("The goal"))
    yield Facts(tuple(_facts(paper)))
    yield Heading(gettext("What will be done"))
    yield _actions(paper.goal.actions)
    if paper.outcomes:
        yield Heading(gettext("Measured since"))
        yield from _measured(paper)


def _figure(paper: Paper) -> Iterator[Block]:
    figure = paper.goal.figure
    if figure is None:
        return
    words = figure_words(figure=figure, language=paper.language)
    yield Facts(tuple(_about(words)))
    yield Note(
        NoteKind.METHOD,
        gettext("How certain is it?"),
        gettext(
            "The interval tells how far the figure may lie from what everybody would have answered. The next "
            "measurement has one too: only a difference that is larger than both allow is called certain."
        ),
    )


def _about(words: FigureWords) -> Iterator[tuple[str, str]]:
    yield gettext("What was measured"), words.name
    yield gettext("Figure of the member"), words.value
    if words.unit:
        yield gettext("Scale"), words.unit
    yield gettext("Source"), words.source
    if words.period:
        yield gettext("Period of the answers"), words.period
    yield gettext("Publication"), words.release


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    goal, language = paper.goal, paper.language
    for name, value in ((gettext("At the outset"), goal.baseline), (gettext("Target"), goal.target)):
        if text := value_text(value=value, figure=goal.figure, language=language, unit=goal.unit):
            yield name, text
    yield gettext("To be reached by"), _day(goal.deadline)
    yield gettext("Responsible"), f"{goal.owner_office} ({paper.owner})" if paper.owner else goal.owner_office
    yield gettext("Next measurement"), _next(goal)
    yield gettext("Status"), str(STATES[goal.state])
    if goal.adopted_on:
        yield gettext("Adopted by"), adopted_words(goal=goal)
    if goal.reason:
        yield gettext("Reason"), goal.reason


def adopted_words(*, goal: GoalRecord) -> str:
    """``Municipal council, 12 March 2026, Case 12/26``; empty for a draft."""
    day = _day(goal.adopted_on) if goal.adopted_on else ""
    return ", ".join(filter(None, (goal.adopted_by, day, goal.adopted_case)))


def _next(goal: GoalRecord) -> str:
    return f"{goal.next_measurement} ({_day(goal.next_on)})" if goal.next_on else goal.next_measurement


def _actions(actions: tuple[ActionRecord, ...]) -> Block:
    if not actions:
        return Paragraph(gettext("No actions are listed yet."))
    if not any(one.responsible or one.due_on or one.done_on for one in actions):
        return Bullets(tuple(one.text for one in actions))
    header = (gettext("Action"), gettext("Responsible"), gettext("To be done by"), gettext("Done"))
    rows = tuple(
        (one.text, one.responsible or "–", _day_or_dash(one.due_on), _day_or_dash(one.done_on))
        for one in actions
    )
    return Table(gettext("What will be done"), header, rows)


def _measured(paper: Paper) -> Iterator[Block]:
    goal, language = paper.goal, paper.language
    for found in paper.outcomes:
        yield Heading(found.later.source(language), 3)
        yield from (Paragraph(line) for line in outcome_sentences(found=found, goal=goal, language=language))
    if goal.figure is not None and any(one.later.figure for one in paper.outcomes):
        frame = chart_frame(goal=goal, language=language, width=640)
        chart = measured_chart(goal=goal, outcomes=paper.outcomes, language=language, frame=frame)
        yield Figure(chart, goal.figure.name(language), with_table=True)


def _day(day: object) -> str:
    return date_format(day, "DATE_FORMAT")  # type: ignore[arg-type]


def _day_or_dash(day: object) -> str:
    return _day(day) if day else "–"
