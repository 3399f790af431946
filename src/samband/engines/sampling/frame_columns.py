# SPDX-License-Identifier: EUPL-1.2
"""Which column of a file of persons holds what, guessed from its name and chosen by a person."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches

KEY, UNIT, SIZE, PHONE, EMAIL, LANGUAGE = "key", "unit", "size", "phone", "email", "language"
CONTACTS = ("name", PHONE, EMAIL, "address", LANGUAGE)
STRATA = ("sex", "age_group", "area")
"""Columns of strata that are recognised; any other can be chosen."""

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    KEY: ("key", "person", "person_id", "personid", "id", "lopenummer", "løpenummer", "serial"),
    UNIT: (
        "unit",
        "member",
        "municipality",
        "municipality_code",
        "kommune",
        "kommunenr",
        "kommunenummer",
        "knr",
    ),
    "sex": ("sex", "gender", "kjonn", "kjønn"),
    "age_group": ("age_group", "agegroup", "aldersgruppe", "age", "alder"),
    "area": ("area", "district", "bydel", "krets", "grunnkrets", "postcode", "postnummer"),
    SIZE: ("size", "measure_of_size", "mos", "storrelse", "størrelse"),
    "name": ("name", "full_name", "navn", "fullt_navn"),
    PHONE: ("phone", "telephone", "mobile", "telefon", "mobil", "mobilnummer", "tlf"),
    EMAIL: ("email", "e_mail", "mail", "epost", "e_post"),
    "address": ("address", "adresse", "postadresse"),
    LANGUAGE: ("language", "lang", "sprak", "språk", "målform", "maalform"),
}
_NEAR = 0.86
_SHORTEST_GUESSED = 4


@dataclass(frozen=True, slots=True)
class FrameColumns:
    """key: column with a key of its own for each person; the only one that must be there.

    unit: column with the code of the authority. size: column with a measure of size. strata: name in the
    frame -> column. contacts: name, phone, email, address, language -> column. Empty texts: there is none.
    """

    key: str = ""
    unit: str = ""
    size: str = ""
    strata: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)

    @property
    def categories(self) -> dict[str, str]:
        """Name in the frame -> column, for the unit and the strata."""
        return ({UNIT: self.unit} if self.unit else {}) | dict(self.strata)

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the file that are read."""
        single = (self.key, self.unit, self.size)
        return tuple(filter(None, (*single, *self.strata.values(), *self.contacts.values())))

    def as_json(self) -> dict[str, object]:
        """Plain values for keeping; ``FrameColumns(**kept)`` reads them back."""
        return asdict(self)


def suggest_frame_columns(*, columns: Iterable[str], strata: Iterable[str] = ()) -> FrameColumns:
    """Guess what each column holds: by its exact name, else by a near spelling; English and Norwegian names.

    strata: further columns that are wanted as strata under their own names. A column is used once; what
    cannot be guessed is left open.
    """
    free = list(columns)
    wanted = dict.fromkeys(name for name in strata if name in free)
    found = _guessed([name for name in free if name not in wanted])
    return FrameColumns(
        key=found.get(KEY, ""),
        unit=found.get(UNIT, ""),
        size=found.get(SIZE, ""),
        strata={name: found[name] for name in STRATA if name in found} | {name: name for name in wanted},
        contacts={name: found[name] for name in CONTACTS if name in found},
    )


def _guessed(columns: list[str]) -> dict[str, str]:
    """Exact names first for everything, so that a near spelling never takes another's own column."""
    found: dict[str, str] = {}
    for is_near in (False, True):
        for name, spellings in _SPELLINGS.items():
            free = {_plain(column): column for column in columns if column not in found.values()}
            if name not in found and (hit := _hit(spellings, list(free), is_near=is_near)):
                found[name] = free[hit]
    return found


def _hit(spellings: tuple[str, ...], free: list[str], *, is_near: bool) -> str:
    for spelling in map(_plain, spellings):
        if spelling in free:
            return spelling
        if is_near and len(spelling) >= _SHORTEST_GUESSED:
            near = get_close_matches(spelling, free, n=1, cutoff=_NEAR)
            if near:
                return near[0]
    return ""


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
