# SPDX-License-Identifier: EUPL-1.2
"""What a report is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from math import inf, nan

from samband.engines.comparison import Standings
from samband.engines.estimation import minimum_detectable_change
from samband.engines.instrument import Continuity, Index, Instrument, Item, Measure
from samband.engines.small_areas import Figure
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import (
    Comparison,
    Wanted,
    change_of_members,
    with_previous,
)
from samband.tools.surveys.analysis.gaps import JudgedGaps, judged_gaps
from samband.tools.surveys.analysis.modelled import ModelledRows, modelled_rows
from samband.tools.surveys.analysis.standings import AllStandings
from samband.tools.surveys.rules import WeightingRule

MOST_MAIN = 13
"""Statements that stand as the main figures where no indices sum them up."""
COUNCILLORS = "councillors"
"""The group whose results get a section of what distinguishes it."""


class Mode(StrEnum):
    """How a group was asked."""

    PHONE = "phone"
    MEETING = "meeting"
    WEB = "web"
    PAPER = "paper"
    MIXED = "mixed"


class Places(StrEnum):
    """What units are called in running text."""

    MUNICIPALITIES = "municipalities"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that took part. size_class: name of its class, as ``size:small``, or empty."""

    code: str
    name: str
    size_class: str = ""
    population: int | None = None


@dataclass(frozen=True)
class Wave:
    """One wave as published. table: released; unreleased only for the analyst's own reports.

    period: first and last day of asking. persons: group -> unit -> persons it speaks for (adults, seats).
    """

    title: str
    instrument: Instrument
    table: EstimateTable
    period: tuple[date, date] | None = None
    modes: Mapping[str, Mode] = field(default_factory=dict)
    persons: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Earlier:
    """The wave before. continuity: measure now -> what became of it; see ``comparison.continuities``."""

    wave: Wave
    continuity: Mapping[str, Continuity]
    territory_changed: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """How published figures came to be. version, digest: of the publication. methods: method -> version."""

    version: int
    digest: str
    code_version: str
    methods: Mapping[str, str]
    rules: Mapping[str, object]
    weighting: WeightingRule


@dataclass(frozen=True)
class Study:
    """One report: whose, of which wave, beside whom. unit: a member; all for the report of the whole wave.

    members: all that took part, the own one among them. chosen: codes of members to compare with besides.
    created: with its time zone. similar: members most like it, the most alike first. modelled: measure -> its
    modelled figure in all members; model_below: where fewer have answered. shared: where members stand,
    computed once for all reports of a wave. made: None for figures that were not published by Samband.
    """

    unit: str
    wave: Wave
    members: Mapping[str, Member]
    created: datetime
    publisher: str = ""
    chosen: tuple[str, ...] = ()
    earlier: Earlier | None = None
    is_synthetic: bool = False
    places: Places = Places.MUNICIPALITIES
    similar: tuple[str, ...] = ()
    modelled: Mapping[str, Figure] = field(default_factory=dict, compare=False)
    model_below: int | None = None
    shared: AllStandings | None = field(default=None, compare=False)
    made: Made | None = None

    @property
    def instrument(self) -> Instrument:
        return self.wave.instrument

    @property
    def table(self) -> EstimateTable:
        return self.wave.table

    @property
    def own(self) -> Member:
        return self.members[self.unit]

    @cached_property
    def is_released(self) -> bool:
        """False while figures are for the analyst's desk only."""
        return isinstance(self.table, ReleasedTable) or not any(
            row.status in (Status.ESTIMATED, Status.EMPTY) for row in self.table
        )

    @cached_property
    def others(self) -> tuple[str, ...]:
        return tuple(code for code in self.members if code != self.unit)

    @cached_property
    def peers(self) -> tuple[str, ...]:
        """The other members of the own size class."""
        wanted = self.own.size_class
        return tuple(code for code in self.others if wanted and self.members[code].size_class == wanted)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Groups with results, in the order of the instrument; the whole first where it was computed."""
        return tuple(group for group in (ALL, *self.instrument.groups) if any(self._rows(group)))

    @cached_property
    def pair(self) -> tuple[str, str] | None:
        """The two groups asked side by side; none where the groups are parts of one sample."""
        named = [group for group in self.groups if group != ALL]
        return (named[0], named[1]) if len(named) == 2 and ALL not in self.groups else None

    @cached_property
    def separate_groups(self) -> tuple[str, ...]:
        """Groups with a section of their own: both of a pair, else the first, the others beside it."""
        return self.pair or self.groups[:1]

    @cached_property
    def gaps(self) -> JudgedGaps:
        """First group of the pair minus the second on their common items, judged together."""
        first, second = self.pair or ("", "")
        codes = [item.code for item in self.common_items()] if self.pair else []
        return judged_gaps(table=self.table, measures=codes, unit=self.unit, first=first, second=second)

    @cached_property
    def standings(self) -> AllStandings:
        return self.shared or AllStandings(self.table, tuple(self.members))

    def standing(self, *, measure: str, group: str) -> Standings | None:
        """Where members stand in a mean; None where the own unit has no place among them."""
        found = self.standings.of(measure, group)
        return found if found and self.unit in found.units else None

    @cached_property
    def modelled_rows(self) -> ModelledRows:
        """Of inhabitants alone; no rows for a unit with enough answers."""
        return modelled_rows(figures=self.modelled, unit=self.unit, instrument=self.instrument)

    def change(self, *, measure: str, group: str) -> Comparison | None:
        """Now minus the wave before; None without one. Of all: members that took part in both."""
        if self.earlier is None:
            return None
        if self.unit == ALL:
            return change_of_members(
                now=self.table,
                before=self.earlier.wave.table,
                wanted=Wanted(measure, group),
                units=self.members,
                continuity=self.earlier.continuity.get(measure),
            )
        return with_previous(
            now=self.table,
            before=self.earlier.wave.table,
            wanted=Wanted(measure, group),
            unit=self.unit,
            continuity=self.earlier.continuity.get(measure),
            territory_changed=self.earlier.territory_changed,
        )

    def detectable(self, *, measure: str, group: str) -> float:
        """The smallest change that a next wave as large finds in four of five cases; NaN: cannot be told."""
        row = self.table.get(measure=measure, group=group, unit=self.unit)
        if row is None or not row.is_known:
            return nan
        return minimum_detectable_change(first=row, population=self.persons(group=group) or inf)

    def persons(self, *, group: str) -> int | None:
        """Whom the unit's group speaks for: adults, seats."""
        known = self.wave.persons.get(group, {})
        return sum(known.values()) if self.unit == ALL and known else known.get(self.unit)

    def main_measures(self, *, group: str) -> tuple[Measure, ...]:
        """Indices where they sum up most of the items; else the first items."""
        measures = self.measures(group=group)
        indices = tuple(measure for measure in measures if isinstance(measure, Index))
        summed = {item.code for index in indices for item in index.items}
        return indices if 2 * len(summed) >= len(measures) - len(indices) else measures[:MOST_MAIN]

    def measures(self, *, group: str) -> tuple[Measure, ...]:
        """Indices, then items, that the group was asked and the table has for the own unit."""
        inst = self.instrument
        both: tuple[Measure, ...] = (*inst.indices, *inst.items)
        return tuple(measure for measure in both if self._has(measure.code, group))

    def items(self, *, group: str) -> tuple[Item, ...]:
        return tuple(m for m in self.measures(group=group) if isinstance(m, Item))

    def common_items(self) -> tuple[Item, ...]:
        """Items put to all separate groups."""
        return tuple(
            item
            for item in self.instrument.items
            if all(self._has(item.code, g) for g in self.separate_groups)
        )

    def respondents(self, *, group: str) -> int | None:
        """The most valid answers to one measure: how many took part, as far as the table tells."""
        return max((row.n for row in self._rows(group) if row.n is not None), default=None)

    def _rows(self, group: str) -> Iterator[Estimate]:
        """The own unit's means of the group."""
        for measure in self.instrument.measures:
            row = self.table.get(measure=measure, group=group, unit=self.unit)
            if row is not None:
                yield row

    def _has(self, measure: str, group: str) -> bool:
        row = self.table.get(measure=measure, group=group, unit=self.unit)
        return row is not None and row.status is not Status.NOT_ASKED
