# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.core.people import operations
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.rules import BodyKind, Gender, PostKind
from tests.packs import only

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
BEGAN, ENDED = date(2023, 10, 1), date(2027, 10, 1)
UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"
CODES = {"03", "11", "46", UTSIRA, MEDIAN, OSLO}
TERM, COUNCIL, PARTY, OTHER_PARTY = "2023", "council-1151", "green", "blue"
DOING = {"by": INSTALLATION, "at": AT}


@pytest.fixture(scope="session")
def three_members():
    return only(pack=read_pack(name="norway"), codes=CODES, since=2019)


@pytest.fixture
def members(db, three_members):
    load_pack(pack=three_members, by=INSTALLATION, at=AT)


@pytest.fixture
def ground(members):
    """Two parties, a term, and councils of Utsira, Årdal and Oslo without anybody in them."""
    operations.register_party(code=PARTY, name="The Greens", short="G", names={"nb": "De grønne"}, **DOING)
    operations.register_party(code=OTHER_PARTY, name="The Blues", short="B", **DOING)
    operations.register_term(code=TERM, name="2023–2027", valid_from=BEGAN, valid_to=ENDED, **DOING)
    for code, name in {UTSIRA: "Utsira", MEDIAN: "Årdal", OSLO: "Oslo"}.items():
        operations.register_body(
            code=f"council-{code}", name=f"Council of {name}", kind=BodyKind.COUNCIL, authority=code, **DOING
        )
    operations.register_body(
        code="administration-1151", name="Administration of Utsira", kind=BodyKind.ADMINISTRATION,
        authority=UTSIRA, **DOING,
    )  # fmt: skip


def elect(name, *, body=COUNCIL, kind=PostKind.MEMBER, gender=Gender.UNKNOWN, party=PARTY, **more):
    """Somebody new in an office; the record of the office."""
    person = {name: more.pop(name) for name in ("email", "phone", "birth_date", "account") if name in more}
    begins = more.pop("valid_from", BEGAN)
    return operations.add_office(
        person=NewPerson(name=name, gender=gender, **person),
        office=NewOffice(body=body, kind=kind, party=party, term=TERM, valid_from=begins, **more),
        **DOING,
    )


@pytest.fixture
def council(ground):
    """Utsira: a mayor, two members, two substitutes and a finance head; numbers of the persons by name."""
    offices = [
        elect("Anne Berg", kind=PostKind.MAYOR, gender=Gender.FEMALE, email="anne@utsira.example",
              phone="+47 51 00 00 01", birth_date="1970-05-17"),
        elect("Bjørn Dahl", gender=Gender.MALE),
        elect("Ola Åsen", gender=Gender.MALE, party=OTHER_PARTY, email="ola@utsira.example"),
        elect("Siri Vik", kind=PostKind.SUBSTITUTE, gender=Gender.FEMALE, order=2),
        elect("Kari Moe", kind=PostKind.SUBSTITUTE, gender=Gender.FEMALE, order=1),
        elect("Per Hus", body="administration-1151", kind=PostKind.FINANCE_HEAD, party="",
              email="per@utsira.example"),
    ]  # fmt: skip
    return {office.name: office.person for office in offices}


@pytest.fixture
def contact():
    """Speaks for Utsira."""
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))
