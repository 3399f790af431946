# SPDX-License-Identifier: EUPL-1.2
"""The council of Utsira with Anne, who is the councillor that signs in, Ola and Siri; a mayor in Årdal."""

from datetime import UTC, date, datetime

import pytest

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.core.people import operations as people
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.rules import BodyKind, PostKind
from samband.tools.ethics import operations
from samband.tools.ethics.rules import InterestKind, NewInterest, PostRole
from tests.packs import only

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TODAY = date(2026, 3, 12)
UTSIRA, MEDIAN = "1151", "4643"
BEGAN = date(2023, 10, 1)
DOING = {"by": INSTALLATION, "at": NOON}
FERRY = "974760673"
"""A number whose check digit is right."""


@pytest.fixture(scope="session")
def two_members():
    return only(pack=read_pack(name="norway"), codes={"11", "46", UTSIRA, MEDIAN}, since=2019)


@pytest.fixture
def members(db, two_members, time_machine):
    time_machine.move_to(NOON, tick=False)
    load_pack(pack=two_members, **DOING)


@pytest.fixture
def council(members, anne):
    """Number of each person by first name; Anne has the account of the councillor."""
    for code in (UTSIRA, MEDIAN):
        people.register_body(
            code=f"council-{code}", name=f"Council of {code}", kind=BodyKind.COUNCIL, authority=code, **DOING
        )
    return {
        "Anne": elect("Anne Berg", birth_date="1970-05-17", account=anne.reference),
        "Ola": elect("Ola Åsen", birth_date="1980-02-01"),
        "Siri": elect("Siri Vik", birth_date="1990-11-30", begins=date(2026, 2, 1)),
        "Kari": elect("Kari Moe", body=f"council-{MEDIAN}", kind=PostKind.MAYOR),
    }


def elect(name, *, body=f"council-{UTSIRA}", kind=PostKind.MEMBER, begins=BEGAN, ends=None, **more) -> int:
    """Somebody new in a council; number of the person."""
    office = NewOffice(body=body, kind=kind, valid_from=begins, valid_to=ends)
    return people.add_office(person=NewPerson(name=name, **more), office=office, **DOING).person


@pytest.fixture
def anne(signed_in, councillor) -> Actor:
    """The councillor of the cast, with the account that signs in."""
    signed_in(councillor)
    return actor_by_email(email="councillor@example.org", on=date(2999, 1, 1))


@pytest.fixture
def contact() -> Actor:
    """Serves Utsira."""
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))


def ferry(**other) -> NewInterest:
    """Chair of the ferry company since 2022."""
    told = {"kind": InterestKind.POST, "role": PostRole.CHAIR, "organisation": "Utsira Ferry AS",
            "number": FERRY, "valid_from": date(2022, 1, 1)}  # fmt: skip
    return NewInterest(**(told | other))


@pytest.fixture
def declared(council, anne):
    """Anne declares; the record."""

    def declare(new=None, **other):
        by, at = other.pop("by", anne), other.pop("at", NOON)
        person = council[other.pop("of", "Anne")]
        return operations.declare_interest(person=person, new=new or ferry(**other), by=by, at=at)

    return declare
