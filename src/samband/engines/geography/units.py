# SPDX-License-Identifier: EUPL-1.2
"""The facts about units over time: which were in force when, and what became of them."""

from dataclasses import dataclass
from datetime import date
from enum import IntFlag, StrEnum


class ChangeKind(StrEnum):
    """What happened. Several rows of one date belong together."""

    RENUMBERED = "renumbered"
    """The same territory under a new code, one to one."""
    RENAMED = "renamed"
    """The same territory and code under a new name; the code begins anew."""
    MERGED = "merged"
    """The whole of a unit went into one that others went into too."""
    SPLIT = "split"
    """A unit was divided among several; one row for each part."""
    TRANSFERRED = "transferred"
    """A part of a unit went to another, while it lives on."""


class Happened(IntFlag):
    """The kinds of change between two dates, as bits of one number."""

    NOTHING = 0
    RENUMBERED = 1
    RENAMED = 2
    MERGED = 4
    SPLIT = 8
    TRANSFERRED = 16

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        return tuple(kind for kind in ChangeKind if Happened[kind.name] in self)


class Basis(StrEnum):
    """By what a divided unit is shared out."""

    POPULATION = "population"
    AREA = "area"
    COUNT = "count"
    """Anything else that was counted in each part: buildings, pupils, farms. The source says what."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One code in force on [valid_from, valid_to). tier: kind of authority; changes stay inside a tier."""

    code: str
    name: str
    tier: str
    valid_from: date
    valid_to: date | None = None

    def is_in_force(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def key(self) -> tuple[str, date]:
        return self.code, self.valid_from


@dataclass(frozen=True, slots=True)
class Change:
    """On the first day ``on`` of the new state, ``before`` (or a part of it) became (a part of) ``after``."""

    on: date
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Weight:
    """The share of a divided unit that a part of it has.

    Forward, ``divided`` is a code before the change and ``part`` one after it. is_backward: the change is
    seen from its end, as when figures of a merged unit are carried back to those that it came from.
    The shares of one divided unit sum to one for each date, basis and direction.
    """

    on: date
    divided: str
    part: str
    basis: Basis
    share: float
    source: str
    is_backward: bool = False
