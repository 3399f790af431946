# SPDX-License-Identifier: EUPL-1.2
"""Figures by background beside a published table: every part of a division is shown, or none of them.

A reader chooses a place and a background, and sees all its parts there. What may be chosen is decided once:

- in a place all parts stand the rules, in every measure that is linked with the one asked for, or the place
  is closed: who knows all inhabitants and the women would know the men;
- figures stand at one level only: members, or classes of them, or all together. Whatever is larger is added
  up from what is open at that level, so that it tells nothing that the reader could not add up himself;
- only members whose own totals are published count anywhere. So the parts of a place add up to published
  figures, and those that were withheld stand in no equation.

What is left to a reader are tables of places by parts of which he knows the margins alone. In each of them a
count may lie anywhere between max(0, r + c - n) and min(r, c), r and c its margins and n their sum.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Final

from samband.engines.disclosure.decisions import Cell
from samband.engines.disclosure.facts import NOBODY, Facts, judge, judge_union, together
from samband.engines.disclosure.rules import DisclosureRules, GroupRules
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status, released_table

ENOUGH: Final = 0.9
"""Part of the persons of the counted members that a level must be open for; else a coarser one is taken."""
LEAST: Final = 0.5
"""Part of all persons that the counted members must have; else nothing is shown."""


class Level(StrEnum):
    """Where the figures of a division stand."""

    MEMBERS = "members"
    CLASSES = "classes"
    ALL = "all"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Division:
    """A group of respondents, its parts (groups of the table as well) and the measures judged together.

    measures: those that follow from one another, as an index and its items.
    """

    total: str
    parts: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """members: all that take part -> persons. classes: disjoint sets of them, by name. all: of everybody."""

    members: Mapping[str, float]
    classes: Mapping[str, tuple[str, ...]]
    all: str = "all"

    def at(self, level: Level, counted: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Place -> the counted members in it, places without any left out."""
        found: Mapping[str, Iterable[str]] = {
            Level.MEMBERS: {member: (member,) for member in self.members},
            Level.CLASSES: self.classes,
            Level.ALL: {self.all: self.members},
            Level.NOWHERE: {},
        }[level]
        kept = {name: tuple(one for one in inside if one in counted) for name, inside in found.items()}
        return {name: inside for name, inside in kept.items() if inside}

    def persons(self, members: Iterable[str]) -> float:
        return sum(self.members[member] for member in members)


@dataclass(frozen=True)
class Opening:
    """What may be shown of one division.

    opened: place of the level -> members counted in it. counted: members whose totals are published.
    respondents: in each part of each opened place, for each measure; what a later version is held against.
    """

    level: Level
    opened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    respondents: Mapping[Cell, int] = field(default_factory=dict)

    @property
    def members(self) -> frozenset[str]:
        """Those that stand in some figure."""
        return frozenset(member for inside in self.opened.values() for member in inside)


def open_division(
    *,
    facts: Mapping[Cell, Facts],
    published: EstimateTable,
    division: Division,
    places: Places,
    rules: DisclosureRules,
    earlier: Sequence[Opening] = (),
) -> Opening:
    """Decide at which level a division is shown, and in which places.

    facts: of the total and its parts by member and measure, as ``facts_of`` makes them. published: the table
    beside which the figures will stand. earlier: what was opened beside earlier versions of it: a level once
    taken stays, a place once closed stays closed, and no figure moves by fewer than ``minimum_respondents``.
    """
    sieve = _Sieve(facts, published, division, places, rules, earlier)
    levels = [one.level for one in earlier[-1:]] or [Level.MEMBERS, Level.CLASSES, Level.ALL]
    for level in levels:
        opened = sieve.opened(level)
        if opened and (earlier or sieve.is_enough(opened)):
            return Opening(level, opened, sieve.counted, sieve.respondents(opened))
    return Opening(Level.NOWHERE, counted=sieve.counted)


def released_breakdown(*, rows: Iterable[Estimate], rules: DisclosureRules) -> ReleasedTable:
    """Rows of opened places and of their sums, as a table that may be shown."""
    opened = (
        Estimate(*row.key, row.n, row.value, row.se, row.lower, row.upper, Status.RELEASED) for row in rows
    )
    return released_table(rows=opened, rules=rules.to_mapping())


class _Sieve:
    def __init__(
        self,
        facts: Mapping[Cell, Facts],
        published: EstimateTable,
        division: Division,
        places: Places,
        rules: DisclosureRules,
        earlier: Sequence[Opening],
    ) -> None:
        self.facts, self.division, self.places, self.earlier = facts, division, places, earlier
        self.rules: GroupRules = rules.of(division.total)
        self.counted = frozenset(one for one in places.members if self._is_published(one, published))

    def _is_published(self, member: str, published: EstimateTable) -> bool:
        """The same respondents stand behind the published total of every measure."""
        for measure in self.division.measures:
            row = published.get(measure=measure, group=self.division.total, unit=member)
            if (
                row is None
                or not row.is_known
                or row.n != self._facts(self.division.total, member, measure).n
            ):
                return False
        return True

    def opened(self, level: Level) -> dict[str, tuple[str, ...]]:
        if self.places.persons(self.counted) < LEAST * self.places.persons(self.places.members):
            return {}
        blocks = self.places.at(level, self.counted)
        return {
            name: inside
            for name, inside in blocks.items()
            if self._stands(inside) and self._agrees(level, name, inside)
        }

    def is_enough(self, opened: Mapping[str, tuple[str, ...]]) -> bool:
        inside = self.places.persons(member for members in opened.values() for member in members)
        return inside >= ENOUGH * self.places.persons(self.counted)

    def respondents(self, opened: Mapping[str, tuple[str, ...]]) -> dict[Cell, int]:
        return {
            Cell(part, name, measure): self._union(part, inside, measure).n
            for name, inside in opened.items()
            for part in self.division.parts
            for measure in self.division.measures
        }

    def _stands(self, members: tuple[str, ...]) -> bool:
        judged = judge if len(members) == 1 else judge_union
        return all(
            judged(facts=self._union(part, members, measure), rules=self.rules) is None
            and self._hides_each(part, members, measure)
            for measure in self.division.measures
            for part in self.division.parts
        ) and not any(self._leaves_few(members, measure) for measure in self.division.measures)

    def _hides_each(self, part: str, members: tuple[str, ...], measure: str) -> bool:
        """Whoever knows one member knows few of the part at most, if others are not enough beside it."""
        if len(members) == 1:
            return True
        numbers = [self._facts(part, member, measure).n for member in members]
        return sum(numbers) - max(numbers) >= self.rules.minimum_respondents

    def _leaves_few(self, members: tuple[str, ...], measure: str) -> bool:
        """Total less parts: those who stand in no part. In one member they could be subtracted too."""
        named = sum(self._union(part, members, measure).n for part in self.division.parts)
        rest = self._union(self.division.total, members, measure).n - named
        return rest < 0 or 0 < rest < self.rules.minimum_respondents

    def _agrees(self, level: Level, place: str, members: tuple[str, ...]) -> bool:
        return all(
            one.level is level and one.opened.get(place) == members and not self._moved_little(one, place)
            for one in self.earlier
        )

    def _moved_little(self, before: Opening, place: str) -> bool:
        now = self.respondents({place: before.opened[place]})
        return any(
            0 < abs(n - before.respondents.get(cell, 0)) < self.rules.minimum_respondents
            for cell, n in now.items()
        )

    def _union(self, group: str, members: tuple[str, ...], measure: str) -> Facts:
        if len(members) == 1:
            return self._facts(group, members[0], measure)
        return reduce(together, (self._facts(group, member, measure) for member in members), NOBODY)

    def _facts(self, group: str, member: str, measure: str) -> Facts:
        return self.facts.get(Cell(group, member, measure), NOBODY)
