# SPDX-License-Identifier: EUPL-1.2
"""Dilemmas for training: what a law says to a situation, how a session goes on, when answers are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samband.engines.conflicts import (
    Assessment,
    Collective,
    Expectation,
    Law,
    Outcome,
    Vignette,
    choose_law,
    screen,
)

FEWEST = 5
"""Answers, or sessions, that are needed before any number of them is shown."""
MOST_DILEMMAS = 12
"""In one session: an hour and a half."""
PROPOSED = 5


class Choice(StrEnum):
    """What somebody answers, alone and without a word."""

    TAKES_PART = "takes_part"
    STEPS_ASIDE = "steps_aside"
    ASSESS = "assess"
    UNSURE = "unsure"


class Stage(StrEnum):
    """Where a session is with one dilemma. ENDED: of the whole session."""

    ASKING = "asking"
    SPREAD = "spread"
    LAW = "law"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Dilemma:
    """theme: name of the file it stands in."""

    theme: str
    vignette: Vignette

    @property
    def code(self) -> str:
        return self.vignette.code

    @property
    def is_for_training(self) -> bool:
        """Whether it asks about one person, so that everybody in a room answers the same question."""
        asked = {(one.item, one.person) for one in self.vignette.expect if one.person and one.outcome}
        return len(asked) == 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a law says on a day. found: about a person; body: about the quorum. One of them is there."""

    law: Law
    on: date
    found: Assessment | None
    body: Collective | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is: which of its dilemmas, counted from 0, and what is done with it."""

    position: int
    stage: Stage


def answers_of(*, vignette: Vignette, laws: Sequence[Law]) -> tuple[Answer, ...]:
    """One for each person and day that the situation expects something of, the latest day first.

    The situation is screened anew: what is told is what the program finds. Raises NoSuchLaw.
    """
    wanted = sorted(vignette.expect, key=lambda one: one.on, reverse=True)
    return tuple(_answer(vignette, one, laws) for one in wanted)


def fitting_choice(*, outcome: Outcome) -> Choice:
    """What comes nearest to an outcome among what can be answered."""
    if outcome is Outcome.MANDATORY:
        return Choice.STEPS_ASIDE
    return Choice.ASSESS if outcome in (Outcome.ASSESS, Outcome.UNKNOWN) else Choice.TAKES_PART


def place_after(*, place: Place, dilemmas: int) -> Place:
    """Asking, then the answers of all, then the law, then the next; after the last it has ended."""
    if place.stage is Stage.ASKING:
        return Place(place.position, Stage.SPREAD)
    if place.stage is Stage.SPREAD:
        return Place(place.position, Stage.LAW)
    if place.stage is Stage.LAW and place.position + 1 < dilemmas:
        return Place(place.position + 1, Stage.ASKING)
    return Place(place.position, Stage.ENDED)


def spread(*, counts: Mapping[Choice, int]) -> tuple[tuple[Choice, int], ...]:
    """How many chose what, in the order in which it was offered; empty while fewer than five answered."""
    if sum(counts.values()) < FEWEST:
        return ()
    return tuple((choice, counts.get(choice, 0)) for choice in Choice)


def proposed(*, dilemmas: Sequence[Dilemma], most: int = PROPOSED) -> tuple[str, ...]:
    """Codes to begin with: of each theme one, if possible with another outcome than the one before."""
    themes: dict[str, list[Dilemma]] = {}
    for one in dilemmas:
        if one.is_for_training:
            themes.setdefault(one.theme, []).append(one)
    found: list[Dilemma] = []
    for of_theme in list(themes.values())[:most]:
        before = _outcome(found[-1]) if found else None
        found.append(next((one for one in of_theme if _outcome(one) is not before), of_theme[0]))
    return tuple(one.code for one in found)


def _outcome(one: Dilemma) -> Outcome | None:
    return next((expected.outcome for expected in one.vignette.expect if expected.outcome), None)


def _answer(vignette: Vignette, expected: Expectation, laws: Sequence[Law]) -> Answer:
    law = _law_of(expected, laws)
    found = screen(
        law=law,
        register=vignette.register,
        agenda=vignette.agenda,
        on=expected.on,
        known_at=expected.known_at,
    )
    item = found.of_item(expected.item) if expected.item else found.items[0]
    person = item.of(expected.person) if expected.person else None
    return Answer(law, expected.on, person, None if person else item.collective)


def _law_of(expected: Expectation, laws: Sequence[Law]) -> Law:
    """A jurisdiction, in capitals, leaves the choice to the day; a code names a law, also a prepared one."""
    code = "" if expected.law.isupper() else expected.law
    return choose_law(laws=laws, on=expected.on, code=code)
