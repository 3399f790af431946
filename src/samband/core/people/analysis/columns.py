# SPDX-License-Identifier: EUPL-1.2
"""Which column of a file of those elected holds what, remembered for the next file of the same shape."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from samband.core.people.rules import Gender, PostKind

NAME, GIVEN, FAMILY = "name", "given_name", "family_name"
FIELDS = (
    "authority", NAME, GIVEN, FAMILY, "party", "office", "order", "gender", "birth_date",
    "email", "phone", "language", "person_id",
)  # fmt: skip
"""What a column may hold. A name is either whole or given and family name."""

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "authority": ("authority", "member", "municipality", "municipality_code", "kommune", "kommunenr",
                  "kommunenummer", "kommunenavn", "fylke", "fylkesnr", "localitate", "община"),
    NAME: ("name", "full_name", "navn", "kandidatnavn", "nume", "име"),
    GIVEN: ("given_name", "first_name", "fornavn", "prenume"),
    FAMILY: ("family_name", "last_name", "surname", "etternavn"),
    "party": ("party", "party_code", "party_name", "list", "parti", "partikode", "partinavn", "liste",
              "partid", "партия"),
    "office": ("office", "post", "role", "verv", "rolle", "funksjon", "functie", "длъжност"),
    "order": ("order", "list_order", "number", "nummer", "nr", "rekkefolge", "rekkefølge", "varanummer",
              "plass", "kandidatnr"),
    "gender": ("gender", "sex", "kjonn", "kjønn", "sex_gen", "пол"),
    "birth_date": ("birth_date", "born", "birth_year", "year_of_birth", "fodt", "født", "fodselsdato",
                   "fødselsdato", "fodselsar", "fødselsår", "data_nasterii"),
    "email": ("email", "e_mail", "mail", "epost", "e_post", "epostadresse"),
    "phone": ("phone", "telephone", "mobile", "telefon", "mobil", "mobiltelefon"),
    "language": ("language", "malform", "målform", "språk", "sprak", "limba"),
    "person_id": ("person_id", "id", "external_id", "personid"),
}  # fmt: skip

OFFICES: Mapping[str, PostKind] = {
    word: kind
    for kind, spelt in {
        PostKind.MAYOR: ("mayor", "ordfører", "ordforer", "fylkesordfører", "byråsleder", "primar", "кмет"),
        PostKind.DEPUTY_MAYOR: ("deputy mayor", "deputy_mayor", "varaordfører", "varaordforer", "viceprimar"),
        PostKind.MEMBER: ("member", "councillor", "medlem", "fast medlem", "representant",
                          "kommunestyrerepresentant", "kommunestyremedlem", "fylkestingsmedlem", "consilier"),
        PostKind.SUBSTITUTE: ("substitute", "deputy", "vara", "varamedlem", "vararepresentant", "supleant"),
        PostKind.GROUP_LEADER: ("group leader", "group_leader", "gruppeleder"),
    }.items()
    for word in spelt
}  # fmt: skip
GENDERS: Mapping[str, Gender] = {
    word: gender
    for gender, spelt in {
        Gender.FEMALE: ("female", "woman", "f", "kvinne", "k", "kvinna", "femeie", "жена"),
        Gender.MALE: ("male", "man", "m", "mann", "bărbat", "barbat", "мъж"),
        Gender.OTHER: ("other", "another", "x", "annet"),
        Gender.UNKNOWN: ("unknown", "ukjent", "", "?"),
    }.items()
    for word in spelt
}


@dataclass(frozen=True)
class Columns:
    """columns: field (one of FIELDS) -> column. words: field -> word in the file -> code here.

    Words are for offices, genders and parties that the file calls otherwise; compared without regard to case.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def missing(self, *, is_whole_country: bool) -> tuple[str, ...]:
        """Fields that nothing is chosen for and that the file cannot do without."""
        has_name = bool(self.columns.get(NAME)) or {GIVEN, FAMILY} <= {
            f for f, c in self.columns.items() if c
        }
        needed = () if has_name else (NAME,)
        return (*needed, *(("authority",) if is_whole_country and not self.columns.get("authority") else ()))

    def as_json(self) -> dict[str, object]:
        return {"columns": dict(self.columns), "words": {name: dict(to) for name, to in self.words.items()}}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Self:
        return cls(dict(kept.get("columns") or {}), dict(kept.get("words") or {}))  # type: ignore[call-overload]


def signature(*, columns: Iterable[str]) -> str:
    """Recognises a file of the same shape, whatever the order of its columns."""
    names = sorted(_plain(column) for column in columns)
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


def suggest_columns(*, columns: Iterable[str], remembered: Columns | None = None) -> Columns:
    """As remembered for a file of this shape, else by the names of the columns. A column is used once."""
    there = list(columns)
    if remembered and set(remembered.columns.values()) <= set(there):
        return remembered
    free = {_plain(column): column for column in reversed(there)}
    found: dict[str, str] = {}
    for name in FIELDS:
        spelling = next((_plain(one) for one in _SPELLINGS[name] if _plain(one) in free), None)
        if spelling:
            found[name] = free.pop(spelling)
    if NAME in found:
        found.pop(GIVEN, None)
        found.pop(FAMILY, None)
    return Columns(found)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
