# SPDX-License-Identifier: EUPL-1.2
"""What the register says, as frozen values."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from samband.core.country.rules import LOCAL, OfficialName, Source
from samband.core.members.rules.importing import ImportRecord

MUNICIPALITY = "municipality"
COUNTY = "county"
THRESHOLD = 3_000
"""Below this many inhabitants a municipality counts as small in the association's own text."""

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "–": " ", "-": " "})


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """One authority as it was on one day, in force on [valid_from, valid_to).

    official_names: all official names in their order, empty when ``name`` is the only one.
    population: inhabitants on 1 January of population_year, or on the day that ``population_days`` tells, the
    latest known year up to the day asked for; None when unknown. level: local, upper or inner.
    """

    code: str
    name: str
    kind: str
    county_code: str
    county_name: str
    longitude: float | None
    latitude: float | None
    valid_from: date
    valid_to: date | None
    population: int | None
    population_year: int | None
    official_names: tuple[OfficialName, ...] = ()
    level: str = LOCAL

    @property
    def other_names(self) -> tuple[OfficialName, ...]:
        """The official names besides ``name``."""
        return tuple(official for official in self.official_names if official.name != self.name)


@dataclass(frozen=True, slots=True)
class PopulationCell:
    """Inhabitants of one sex (``female``, ``male``) and age group (``18-29`` … ``80+``)."""

    code: str
    sex: str
    age_group: str
    population: int


@dataclass(frozen=True, slots=True)
class PopulationPoint:
    """Inhabitants on 1 January of the year. codes: the numbers then in force, several for a sum."""

    year: int
    population: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """On ``on``, code_before gave way to code_after.

    kind: renumbered, renamed, merged, split, transferred, as in ``engines.geography``.
    """

    on: date
    kind: str
    code_before: str
    code_after: str
    name_before: str = ""
    name_after: str = ""


@dataclass(frozen=True, slots=True)
class NotConvertible:
    """Why figures of ``code`` cannot be carried to another day.

    kind: ``split``, ``merged`` or ``transferred`` on the day ``on``, when what was ``code`` went into
    ``others``; ``not_in_force`` when the register does not know the unit on the day asked for.
    """

    code: str
    kind: str
    on: date
    others: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """In plain English; pages word it in the reader's language from the fields."""
        others = ", ".join(self.others)
        if self.kind == "split":
            return f"{self.code} cannot be carried over {self.on.isoformat()}: a unit was divided ({others})."
        if self.kind == "merged":
            return f"{self.code} cannot be carried over {self.on.isoformat()}: units were merged ({others})."
        if self.kind == "transferred":
            return f"{self.code} cannot be carried over {self.on.isoformat()}: a part was moved ({others})."
        return f"{self.code} is not in the register on {self.on.isoformat()}."


@dataclass(frozen=True, slots=True)
class SizeClassCount:
    """Municipalities of one size class: at least ``minimum`` inhabitants, fewer than ``below``."""

    code: str
    minimum: int
    below: int | None
    count: int
    population: int


@dataclass(frozen=True, slots=True)
class RegisterStatistics:
    """The municipalities of one day. All figures are of units whose population is known.

    count: municipalities in force; without_population: those of them whose population is unknown.
    older_figures: municipalities whose latest figure is older than population_year.
    below_threshold: municipalities with fewer than THRESHOLD inhabitants.
    """

    on: date
    population_year: int | None
    count: int
    counties: int
    without_population: int
    older_figures: int
    population: int
    smallest: AuthorityRecord | None
    largest: AuthorityRecord | None
    mean: float | None
    median: float | None
    below_threshold: int
    size_classes: tuple[SizeClassCount, ...]

    @property
    def share_below_threshold(self) -> float | None:
        """A part of one."""
        known = self.count - self.without_population
        return self.below_threshold / known if known else None


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which country pack the register holds, where its facts come from, and what was imported beside it."""

    pack: str
    version: str
    compiled_on: date
    sources: tuple[Source, ...]
    imports: tuple[ImportRecord, ...] = ()


class UnknownAuthority(LookupError):  # noqa: N818  it names the fact
    """The register has no authority with this code on that day."""

    def __init__(self, code: str, on: date | None = None) -> None:
        when = f" on {on.isoformat()}" if on else ""
        super().__init__(f"There is no authority {code}{when}. Look it up in the register of members.")
        self.code, self.on = code, on


def plain(text: str) -> str:
    """Letters without marks and case, so that ``karasjohka`` finds Kárášjohka."""
    folded = text.casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


def matches(*, authority: AuthorityRecord, text: str) -> bool:
    """True when the text is the start of the code or a part of one of the names.

    Who writes a letter with its mark means that letter: ``ål`` finds Ålesund, ``al`` finds Årdal too.
    """
    fold = plain if text.isascii() else str.casefold
    wanted = fold(text.strip())
    names = (authority.name, *(official.name for official in authority.official_names))
    return authority.code.startswith(wanted) or any(wanted in fold(name) for name in names)
