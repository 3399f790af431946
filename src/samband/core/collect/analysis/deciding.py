# SPDX-License-Identifier: EUPL-1.2
"""Which of several submissions are taken, given what the database holds while nobody else writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    TAKEN = "taken"
    REPEATED = "repeated"
    """It was taken before: the same receipt."""
    ANSWERED = "answered"
    """The token, code or case has answered already, otherwise."""
    FULL = "full"
    """A quota cell has as many answers as it is to have."""
    CLOSED = "closed"
    STALE = "stale"
    """The ask changed since the submission was looked at: look again."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a submission would take. case: None without one. cells: quota cells that it would count in."""

    mark: str
    ask: int
    revision: int
    case: int | None
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What is so now. revisions: open ask -> revision. room: quota cell -> answers still wanted."""

    revisions: Mapping[int, int]
    marks: frozenset[str]
    answered: frozenset[int]
    room: Mapping[int, int]


def decide(*, wishes: Iterable[Wish], present: Present) -> tuple[Verdict, ...]:
    """One verdict for each wish, in their order: what an earlier one takes, a later one does not get."""
    marks, answered, room = set(present.marks), set(present.answered), dict(present.room)
    verdicts = []
    for wish in wishes:
        verdict = _verdict(wish, present, marks, answered, room)
        if verdict is Verdict.TAKEN:
            marks.add(wish.mark)
            if wish.case is not None:
                answered.add(wish.case)
            for cell in wish.cells:
                room[cell] -= 1
        verdicts.append(verdict)
    return tuple(verdicts)


def _verdict(
    wish: Wish, present: Present, marks: set[str], answered: set[int], room: Mapping[int, int]
) -> Verdict:
    if wish.mark in marks:
        return Verdict.REPEATED
    if wish.ask not in present.revisions:
        return Verdict.CLOSED
    if present.revisions[wish.ask] != wish.revision:
        return Verdict.STALE
    if wish.case in answered:
        return Verdict.ANSWERED
    is_full = any(room.get(cell, 0) <= 0 for cell in wish.cells)
    return Verdict.FULL if is_full else Verdict.TAKEN
