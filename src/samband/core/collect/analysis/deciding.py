# SPDX-License-Identifier: EUPL-1.2
"""Which of several submissions are taken, given what the database holds while nobody else writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    """What is so now. revisions: open ask -> revision. room: quota cell -> answers still wanted.

    held: quota cell -> cases for whom one of these is kept while they are being interviewed.
    """

    revisions: Mapping[int, int]
    marks: frozenset[str]
    answered: frozenset[int]
    room: Mapping[int, int]
    held: Mapping[int, frozenset[int]] = field(default_factory=dict)


def decide(*, wishes: Iterable[Wish], present: Present) -> tuple[Verdict, ...]:
    """One verdict for each wish, in their order: what an earlier one takes, a later one does not get."""
    marks, answered, room = set(present.marks), set(present.answered), dict(present.room)
    held: dict[int, set[int | None]] = {cell: set(cases) for cell, cases in present.held.items()}
    verdicts = []
    for wish in wishes:
        verdict = _verdict(wish, present, marks, answered, room, held)
        if verdict is Verdict.TAKEN:
            marks.add(wish.mark)
            if wish.case is not None:
                answered.add(wish.case)
            for cell in wish.cells:
                room[cell] -= 1
                held.get(cell, set()).discard(wish.case)
        verdicts.append(verdict)
    return tuple(verdicts)


def _verdict(
    wish: Wish,
    present: Present,
    marks: set[str],
    answered: set[int],
    room: Mapping[int, int],
    held: Mapping[int, set[int | None]],
) -> Verdict:
    if wish.mark in marks:
        return Verdict.REPEATED
    if wish.ask not in present.revisions:
        return Verdict.CLOSED
    if present.revisions[wish.ask] != wish.revision:
        return Verdict.STALE
    if wish.case in answered:
        return Verdict.ANSWERED
    is_full = any(room.get(cell, 0) <= len(held.get(cell, set()) - {wish.case}) for cell in wish.cells)
    return Verdict.FULL if is_full else Verdict.TAKEN
