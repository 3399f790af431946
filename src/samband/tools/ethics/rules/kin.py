# SPDX-License-Identifier: EUPL-1.2
"""How somebody stands to a party, as a councillor answers it for herself. Nobody's kin is ever inferred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_KIN = 60
"""Entries of one private list."""


class Relation(StrEnum):
    """Who it is, seen from the person. Two ways round are one answer where laws treat them alike."""

    SELF = "self"
    SPOUSE = "spouse"
    REGISTERED_PARTNER = "registered_partner"
    FORMER_SPOUSE = "former_spouse"
    ENGAGED = "engaged"
    COHABITANT = "cohabitant"
    PARENT_OR_CHILD = "parent_or_child"
    SIBLING = "sibling"
    GRANDPARENT_OR_GRANDCHILD = "grandparent_or_grandchild"
    FURTHER_DIRECT = "further_direct"
    UNCLE_OR_NIECE = "uncle_or_niece"
    COUSIN = "cousin"
    FOSTER = "foster"
    AFFINE_DIRECT = "affine_direct"
    AFFINE_SIBLING = "affine_sibling"
    AFFINE_FURTHER = "affine_further"
    COHABITANTS_FAMILY = "cohabitants_family"
    REPRESENTED = "represented"
    HOUSEHOLD = "household"
    DEPENDANT = "dependant"
    BUSINESS_PARTNER = "business_partner"
    FRIEND = "friend"
    ENEMY = "enemy"
    NEIGHBOUR = "neighbour"
    CLOSE = "close"
    ACQUAINTANCE = "acquaintance"


class Standing(StrEnum):
    """What somebody is in an organisation that is a party. OWNS_MUCH: a twentieth or more."""

    LEADS = "leads"
    OWNS_ALL = "owns_all"
    OWNS_MUCH = "owns_much"
    OWNS_LITTLE = "owns_little"
    WORKS = "works"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class CheckParty:
    """A party of an item. kind: of organisation, PERSON, or '' when nobody has said what it is."""

    ref: str
    name: str
    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class KinAnswer:
    """One answer. party: its ref, '' for a party that the person does not tell the program.

    standing: what the one meant is in the organisation; None when the one meant is the party itself.
    is_sure: the party is the one meant; else only a name agrees.
    """

    relation: Relation
    party: str = ""
    standing: Standing | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class NewKin:
    """Somebody, or an organisation, to be remembered. number: of an organisation, in the country's register.

    ref: of the party it was, in files of screenings. standing: what the one meant is in the organisation.
    """

    name: str
    relation: Relation
    number: str = ""
    ref: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class KinEntry:
    """An entry of a private list. code: of the entry. kept_on: the day on which it was written."""

    code: str
    kin: NewKin
    kept_on: date


class KinUnreadable(ValueError):  # noqa: N818  it names the fact
    """No key of this installation opens the list, or it was kept from another account."""


def kin_to_plain(*, entries: tuple[KinEntry, ...]) -> list[dict[str, str]]:
    return [
        {
            "code": one.code,
            "name": one.kin.name,
            "relation": one.kin.relation.value,
            "number": one.kin.number,
            "ref": one.kin.ref,
            "standing": one.kin.standing.value if one.kin.standing else "",
            "kept_on": one.kept_on.isoformat(),
        }
        for one in entries
    ]


def kin_from_plain(*, rows: Iterable[Mapping[str, str]]) -> tuple[KinEntry, ...]:
    return tuple(
        KinEntry(
            code=row["code"],
            kin=NewKin(
                name=row["name"],
                relation=Relation(row["relation"]),
                number=row["number"],
                ref=row["ref"],
                standing=Standing(row["standing"]) if row["standing"] else None,
            ),
            kept_on=date.fromisoformat(row["kept_on"]),
        )
        for row in rows
    )
