# SPDX-License-Identifier: EUPL-1.2
"""Small registers, agendas and laws, short to write."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from samband import packs
from samband.engines.conflicts import (
    Agenda,
    Body,
    Identity,
    Item,
    Law,
    Matter,
    Organisation,
    Participant,
    Person,
    Register,
    Seat,
    Tie,
    TieKind,
    choose_law,
    load_laws,
    screen,
)

PACKS = Path(packs.__file__).parent
LAWS: tuple[Law, ...] = tuple(
    law for folder in sorted(PACKS.glob("*/law")) for law in load_laws(folder=folder)
)
ON = date(2026, 3, 12)


def law(jurisdiction="NO", on=ON):
    return choose_law(laws=[one for one in LAWS if one.jurisdiction == jurisdiction], on=on)


def tie(who, kind, to, detail="", **more):
    share = more.pop("share", None)
    more.setdefault("identity", Identity.IDENTIFIER)
    if kind == "parent_of":
        detail = detail or "biological"
    return Tie(who, TieKind(kind), to, detail, share=None if share is None else Fraction(share), **more)


def register(*ties, organisations=(), people=()):
    organisations = {one.id: one for one in organisations}
    ends = {end for one in ties for end in (one.who, one.to)} | set(people)
    names = sorted(end for end in ends if end not in organisations)
    return Register("example", {name: Person(name) for name in names}, organisations, ties)


def organisation(code, kind="company", *, is_public=False):
    return Organisation(code, kind=kind, is_public=is_public)


def item(*parties, code="case", **more):
    more.setdefault("patrimonial", "yes")
    more["matter"] = Matter(more.get("matter", "other"))
    return Item(code, case=code, parties=tuple(Participant(one) for one in parties), **more)


def agenda(*items, members=("ann",), deputies=(), absent=()):
    body = Body(
        "council",
        members=tuple(Seat(one) for one in members),
        deputies=tuple(Seat(one) for one in deputies),
    )
    return Agenda("example", "", body, items, frozenset(absent))


def screened(found_register, *items, person="ann", under=None, on=ON, known_at=None):
    """What is found about a person in the first item."""
    found = screen(
        law=under or law(),
        register=found_register,
        agenda=agenda(*items, members=(person,)),
        on=on,
        known_at=known_at,
    )
    return found.items[0].of(person)
