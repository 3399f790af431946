# SPDX-License-Identifier: EUPL-1.2
"""What a country pack says, as frozen values. Form of the files: docs/reference/packs.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Text = Mapping[str, str]
"""The same words by language tag."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, named wherever they are shown."""

    key: str
    title: str
    publisher: str
    licence: str
    address: str = ""
    note: str = ""


INNER, LOCAL, UPPER = "inner", "local", "upper"
"""Levels of a tier: local authorities, what they lie in, and what lies in one of them (sectors of a city)."""
LEVELS = (INNER, LOCAL, UPPER)


@dataclass(frozen=True, slots=True)
class Tier:
    """A kind of authority: what one is called, what several are, and what its council is.

    level: one of LEVELS. councils: empty for a division without a council of its own.
    """

    kind: str
    names: Text
    councils: Text
    level: str = LOCAL
    plurals: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Authorities with at least ``minimum`` inhabitants and fewer than ``below`` (None: no upper end)."""

    code: str
    minimum: int
    below: int | None
    source: str
    is_verified: bool

    def holds(self, population: int) -> bool:
        return self.minimum <= population and (self.below is None or population < self.below)


@dataclass(frozen=True, slots=True)
class SeatBand:
    """The least number of council members for more than ``above`` and up to ``up_to`` inhabitants."""

    above: int
    up_to: int | None
    seats: int

    def holds(self, population: int) -> bool:
        return self.above < population and (self.up_to is None or population <= self.up_to)


@dataclass(frozen=True, slots=True)
class CouncilSizes:
    """bands: kind of authority -> least numbers of members."""

    bands: Mapping[str, tuple[SeatBand, ...]]
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class CouncilTerms:
    """elections: days of the local elections, oldest first; years: length of a term."""

    years: int
    elections: tuple[date, ...]
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class PopulationTotals:
    """Published totals of the country by year, to hold the sum of the authorities against."""

    counts: Mapping[int, int]
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What ``pack.yaml`` holds. register_from: the first day on which the pack knows every authority.

    population_days: year -> the day its inhabitants were counted, where that was not 1 January.
    """

    code: str
    version: str
    compiled_on: date
    country: str
    names: Text
    languages: tuple[str, ...]
    name_languages: tuple[str, ...]
    register_from: date
    sources: tuple[Source, ...]
    tiers: tuple[Tier, ...]
    size_classes: tuple[SizeClass, ...]
    council_sizes: CouncilSizes
    council_terms: CouncilTerms
    population_totals: PopulationTotals | None = None
    population_days: Mapping[int, date] = field(default_factory=dict)

    def level(self, *, kind: str) -> str:
        """The level of a kind; empty for a kind that no tier has."""
        return next((tier.level for tier in self.tiers if tier.kind == kind), "")

    def kinds(self, *, level: str) -> tuple[str, ...]:
        """The kinds of authority of one level, in the order of the file."""
        return tuple(tier.kind for tier in self.tiers if tier.level == level)

    def size_class(self, *, population: int) -> str:
        """Code of the size class; empty when no class holds the number."""
        return next((size.code for size in self.size_classes if size.holds(population)), "")

    def minimum_seats(self, *, kind: str, population: int) -> int | None:
        """The least number of council members the law asks for; None where the pack has no rule."""
        bands = self.council_sizes.bands.get(kind, ())
        return next((band.seats for band in bands if band.holds(population)), None)


@dataclass(frozen=True, slots=True)
class OfficialName:
    """A name in force, in one language (BCP 47 tag)."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class AuthorityFact:
    """One authority under one code, in force on [valid_from, valid_to).

    official_names: in their official order, empty when ``name`` is the only one. county_code: what it lies in
    of the level above, a county or another division, empty when there is none. longitude, latitude: degrees,
    a point inside.
    """

    code: str
    name: str
    official_names: tuple[OfficialName, ...]
    kind: str
    county_code: str
    valid_from: date
    valid_to: date | None
    longitude: float | None
    latitude: float | None

    def is_in_force(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """On ``on``, code_before or a part of it became code_after or a part of it.

    kind: renumbered, renamed, merged, split, transferred, as in ``engines.geography``.
    """

    on: date
    kind: str
    code_before: str
    code_after: str


@dataclass(frozen=True, slots=True)
class WeightFact:
    """The part of code_before that went into code_after on the day, as published.

    basis: population, area or count, as in ``engines.geography``. share: from 0 to 1.
    """

    on: date
    code_before: str
    code_after: str
    basis: str
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class PopulationFact:
    """Inhabitants on 1 January of the year, or on the day that ``population_days`` gives.

    In a year before the code began: inhabitants of the same territory, added up by the source.
    """

    code: str
    year: int
    population: int


@dataclass(frozen=True, slots=True)
class PopulationCellFact:
    """Inhabitants of one sex and age group on 1 January of the year."""

    code: str
    year: int
    sex: str
    age_group: str
    population: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. digest: SHA-256 over its files, hex; equal digests hold equal facts."""

    description: Description
    authorities: tuple[AuthorityFact, ...]
    successions: tuple[SuccessionFact, ...]
    populations: tuple[PopulationFact, ...]
    population_cells: tuple[PopulationCellFact, ...]
    digest: str
    weights: tuple[WeightFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack: where, what, and what to do.

    line 0: the file as a whole, or the first row whose first field is ``about``.
    """

    file: str
    line: int
    text: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class PackFaults(ValueError):  # noqa: N818  it names what was found
    """Every fault of a pack, at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class UnknownPack(ValueError):  # noqa: N818  it names the fact
    """There is no pack of this name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        named = f"Choose one of: {', '.join(known)}" if known else "Name a folder that holds a pack.yaml"
        super().__init__(f"There is no country pack “{name}”. {named}.")
        self.name, self.known = name, known
