# SPDX-License-Identifier: EUPL-1.2
"""What a report is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from samband.engines.instrument import Continuity, Instrument, Item, Measure
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status
from samband.engines.tables.estimates import ALL

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


@dataclass(frozen=True)
class Study:
    """One member's report: whose, of which wave, beside whom.

    members: all that took part, the own one among them. chosen: codes of members to compare with besides.
    created: with its time zone.
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
