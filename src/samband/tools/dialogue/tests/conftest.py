# SPDX-License-Identifier: EUPL-1.2
"""Three members and Bergen in the register; who speaks for Utsira; needs and uses made with few words."""

from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.tools.dialogue import operations
from tests.packs import only

CODES = frozenset({"1151", "4643", "0301", "4601"})
NOON = datetime(2021, 12, 1, 12, tzinfo=UTC)
TODAY = date(2021, 12, 1)


@pytest.fixture(scope="session")
def four_members():
    return only(pack=read_pack(name="norway"), codes=CODES, since=2019)


@pytest.fixture
def members(db, four_members, time_machine):
    time_machine.move_to(NOON)
    load_pack(pack=four_members, by=INSTALLATION, at=NOON)


@pytest.fixture
def contact() -> Actor:
    """Speaks for Utsira."""
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, "1151")}))


@pytest.fixture
def asked(members, contact):
    """Utsira asks for something today."""

    def ask(title: str = "A second opinion", **other: object):
        given = {"authority": "1151", "area": "legal", "stated_on": TODAY, "by": contact, "at": NOON}
        return operations.record_need(title=title, **(given | other))

    return ask


@pytest.fixture
def used(members, analyst):
    """A member used a service."""

    def use(service: str = "Course", **other: object):
        given = {"authority": "1151", "area": "finance", "used_on": TODAY, "by": analyst, "at": NOON}
        return operations.record_use(service=service, **(given | other))

    return use
