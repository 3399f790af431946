# SPDX-License-Identifier: EUPL-1.2
"""Which column of a file holds what, remembered for the next file of the same shape."""

import hashlib
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import Self

from samband.engines.instrument.model import Instrument

REQUIRED = ("respondent", "unit", "group")
FIELDS = ("respondent", "unit", "group", "weight", "sex", "age_group", "mode")
"""What a column may hold beside answers."""

_SPELLINGS: Dictionary[str, tuple[str, ...]] = {
    "respondent": (
        "respondent",
        "respondent_id",
        "id",
        "respid",
        "resp_id",
        "respondentnr",
        "lopenummer",
        "serial",
    ),
    "unit": (
        "unit",
        "member",
        "municipality",
        "municipality_code",
        "kommune",
        "kommunenr",
        "kommunenummer",
        "knr",
    ),
    "group": ("group", "respondent_group", "gruppe", "type"),
    "weight": ("weight", "vekt", "wt", "w"),
    "sex": ("sex", "gender", "kjonn", "kjønn"),
    "age_group": ("age_group", "agegroup", "age", "alder", "aldersgruppe"),
    "mode": ("mode", "svarkanal", "channel", "kanal"),
}
_NEAR = 0.86


@dataclass(frozen=True)
class Mapping:
    """columns: field (one of FIELDS) -> column. items: item code -> column.

    group: the one group of the whole file, when no column tells it. recodes: column -> value in the file ->
    value here (``{"kjonn": {"kvinne": "female"}}``); values are compared without regard to case.
    """

    columns: Dictionary[str, str] = field(default_factory=dict)
    items: Dictionary[str, str] = field(default_factory=dict)
    group: str = ""
    recodes: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Required fields that nothing is chosen for."""
        return tuple(
            name for name in REQUIRED if not (self.columns.get(name) or (name == "group" and self.group))
        )

    @property
    def used_columns(self) -> tuple[str, ...]:
        return tuple(filter(None, (*self.columns.values(), *self.items.values())))

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Dictionary[str, object]) -> Self:
        return cls(**kept)  # type: ignore[arg-type]


def header_signature(columns: Iterable[str]) -> str:
    """The same for files whose columns bear the same names, in whatever order."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()


def suggest_mapping(
    *, columns: Iterable[str], instrument: Instrument, remembered: Mapping | None = None
) -> Mapping:
    """Guess what each column holds: as remembered, else by the exact code, else by a near spelling.

    A column is used once. What cannot be guessed is left open for a person to choose.
    """
    free = dict.fromkeys(columns)
    codes = {item.code for item in instrument.items}
    if remembered and set(remembered.used_columns) <= free.keys() and remembered.items.keys() <= codes:
        return remembered
    taken: set[str] = set()
    items = _assigned({item.code: (item.code,) for item in instrument.items}, free, taken)
    fields = _assigned({name: _SPELLINGS[name] for name in FIELDS}, free, taken)
    constant = instrument.groups[0] if "group" not in fields and len(instrument.groups) == 1 else ""
    return Mapping(columns=fields, items=items, group=constant)


def _assigned(
    wanted: Dictionary[str, tuple[str, ...]], columns: Iterable[str], taken: set[str]
) -> dict[str, str]:
    """Exact names first for everything, so that a near spelling never takes another's own column."""
    found: dict[str, str] = {}
    plain = {_plain(column): column for column in columns}
    for near in (False, True):
        for name, spellings in wanted.items():
            column = None if name in found else _best(spellings, plain, taken, near=near)
            if column:
                found[name] = column
                taken.add(column)
    return {name: found[name] for name in wanted if name in found}


def _best(
    spellings: tuple[str, ...], plain: Dictionary[str, str], taken: set[str], *, near: bool
) -> str | None:
    free = [key for key, column in plain.items() if column not in taken]
    for spelling in map(_plain, spellings):
        hits = _near_spellings(spelling, free) if near else [key for key in free if key == spelling]
        if hits:
            return plain[hits[0]]
    return None


def _near_spellings(spelling: str, free: list[str]) -> list[str]:
    """Only names of some length, and never ones that differ in a digit: q1_01 is not q1_02."""
    if len(spelling) < 4:
        return []
    digits = _digits(spelling)
    return [hit for hit in get_close_matches(spelling, free, n=3, cutoff=_NEAR) if _digits(hit) == digits]


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
