# SPDX-License-Identifier: EUPL-1.2
"""Facts that stand beside the country pack: where they come from, and what a file of them would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samband.core.country.rules import (
    AuthorityFact,
    PopulationFact,
    SuccessionFact,
    Tier,
    WeightFact,
)

UNITS, POPULATION, CHANGES = "authorities", "population", "successions"
TABLES = (UNITS, POPULATION, CHANGES)
"""The files that can be imported and downloaded, by the name that they have in a pack."""
ChangeKey = tuple[date, str, str]
"""Day, code before, code after."""


@dataclass(frozen=True, slots=True)
class ImportSource:
    """Where a file comes from, told by who imports it. dated: the day of its facts."""

    title: str
    publisher: str
    licence: str
    dated: date


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """A file that was imported, as everybody may know it."""

    source: ImportSource
    imported_on: date


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """All that the register holds, and which of it was imported rather than read from the pack."""

    tiers: tuple[Tier, ...]
    population_days: Mapping[int, date]
    units: tuple[AuthorityFact, ...]
    populations: tuple[PopulationFact, ...]
    changes: tuple[SuccessionFact, ...]
    weights: tuple[WeightFact, ...] = ()
    imported_codes: frozenset[str] = frozenset()
    imported_populations: frozenset[tuple[str, int]] = frozenset()
    imported_changes: frozenset[ChangeKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are new, another than before, gone and the same. ended: those of ``changed`` that end."""

    new: int = 0
    changed: int = 0
    ended: int = 0
    removed: int = 0
    same: int = 0

    @property
    def differ(self) -> bool:
        return bool(self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a file does to one unit. what: new, changed, ended or removed. columns: which differ."""

    what: str
    code: str
    name: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would change. tiers: kind -> counts of units. The rest is what to write and to take out."""

    tiers: Mapping[str, Counts]
    population: Counts
    changes: Counts
    each: tuple[UnitChange, ...] = ()
    units: tuple[AuthorityFact, ...] = ()
    gone_units: frozenset[str] = frozenset()
    populations: tuple[PopulationFact, ...] = ()
    gone_populations: frozenset[tuple[str, int]] = frozenset()
    successions: tuple[SuccessionFact, ...] = ()
    gone_successions: frozenset[ChangeKey] = frozenset()
    county_names: Mapping[tuple[str, date], str] = field(default_factory=dict)

    @property
    def changes_something(self) -> bool:
        return any(one.differ for one in (*self.tiers.values(), self.population, self.changes))
