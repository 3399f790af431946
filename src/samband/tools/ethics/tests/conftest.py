# SPDX-License-Identifier: EUPL-1.2
"""The council of Utsira with Anne, who is the councillor that signs in, Ola and Siri; a mayor in Årdal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.core.people import operations as people
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.rules import BodyKind, PostKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.operations import NewCase
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.rules import Hand, InterestKind, NewInterest, PostRole
from tests.packs import only

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TODAY = date(2026, 3, 12)
UTSIRA, MEDIAN = "1151", "4643"
BEGAN = date(2023, 10, 1)
DOING = {"by": INSTALLATION, "at": NOON}
FERRY = "974760673"
"""A number whose check digit is right."""
CASE_DAY = date(2026, 3, 26)
PARTIES = (f"Utsira Ferry AS; {FERRY}", "Nordvik Asfalt AS")


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


@pytest.fixture
def officers(council):
    """A head of planning and a director beside the council; numbers by first name."""
    people.register_body(
        code="adm-1151", name="Administration", kind=BodyKind.ADMINISTRATION, authority=UTSIRA, **DOING
    )
    council["Dina"] = elect("Dina Lie", body="adm-1151", kind=PostKind.CHIEF_EXECUTIVE)
    council["Per"] = elect("Per Sand", body="adm-1151", kind=PostKind.OTHER)
    return council


@pytest.fixture
def case(officers, declared, contact):
    """A grant to the ferry, which Anne chairs. Per prepares, Anne decides; number of the case."""
    declared()
    new = NewCase("2026/118", "Grant to the ferry", "grant", CASE_DAY, parties=PARTIES)
    number = operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)
    change(number, contact, officers)
    return number


def change(number, by, known, *, hands=None, body="", seen=""):
    hands = (
        hands
        if hands is not None
        else (
            Hand(known["Per"], "Per Sand", "prepare", "employee_prepares"),
            Hand(known["Anne"], "Anne Berg", "decide", "elected"),
            Hand(known["Ola"], "Ola Åsen", "decide", "elected"),
        )
    )
    record = queries.case(actor=by, number=number)
    operations.change_case(
        case=number, item=record.item, day=record.day, body=body, amount=record.amount, hands=hands,
        seen=seen, by=by,
        at=NOON,
    )  # fmt: skip


def check(number, by, at=NOON + timedelta(minutes=1)):
    register, agenda = case_files(facts=queries.facts_of_case(actor=by, number=number))
    operations.check_case(case=number, register=register, agenda=agenda, by=by, at=at)


@pytest.fixture
def checked(case, contact):
    check(case, contact)
    return case


def read(number, by, language="en"):
    return queries.checked_case(actor=by, number=number, language=language, at=NOON)


def page(client, name, *args, status=200):
    answer = client.get(reverse(f"ethics:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()
