# SPDX-License-Identifier: EUPL-1.2
"""The cast: the same three members and eight people in every test, as fixtures.

Utsira is the smallest municipality of 1 January 2021, Årdal the one in the middle, Oslo the largest
(Statistics Norway, table 07459). The outsider is signed in and must see nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from samband.core.access.rules import NOBODY, Actor, Grant, Role

PASSWORD = "a long password of the cast"


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality. inhabitants: persons on 1 January 2021."""

    code: str
    name: str
    inhabitants: int


UTSIRA = Member("1151", "Utsira", 192)
MEDIAN = Member("4643", "Årdal", 5170)
OSLO = Member("0301", "Oslo", 697_010)


@pytest.fixture
def utsira() -> Member:
    return UTSIRA


@pytest.fixture
def median() -> Member:
    return MEDIAN


@pytest.fixture
def oslo() -> Member:
    return OSLO


@pytest.fixture
def administrator() -> Actor:
    return _holding("administrator", Grant(Role.ADMINISTRATOR))


@pytest.fixture
def analyst() -> Actor:
    return _holding("analyst", Grant(Role.ANALYST))


@pytest.fixture
def interviewer() -> Actor:
    """Calls people for the association, and sees the one in hand."""
    return _holding("interviewer", Grant(Role.INTERVIEWER))


@pytest.fixture
def secretary() -> Actor:
    """Serves the council of the median member."""
    return _holding("secretary", Grant(Role.SECRETARY, MEDIAN.code))


@pytest.fixture
def contact() -> Actor:
    """Speaks for Utsira, alone with five other jobs."""
    return _holding("contact", Grant(Role.CONTACT, UTSIRA.code))


@pytest.fixture
def councillor() -> Actor:
    """Elected in Utsira."""
    return _holding("councillor", Grant(Role.COUNCILLOR, UTSIRA.code))


@pytest.fixture
def inhabitant() -> Actor:
    """Anybody who opens the pages, not signed in."""
    return NOBODY


@pytest.fixture
def outsider() -> Actor:
    """Signed in, without any role: must see no more than the inhabitant."""
    return _holding("outsider")


def _holding(reference: str, *grants: Grant) -> Actor:
    return Actor(f"cast:{reference}", frozenset(grants))


@pytest.fixture
def signed_in(db: None, administrator: Actor) -> Callable[[Actor], Client]:
    """A browser in which a person with the same roles as the given actor has signed in.

    ``signed_in(analyst).get("/")``.
    Roles are held from 1 January 2020. NOBODY gives a browser in which nobody has signed in.
    """

    def open_browser(actor: Actor) -> Client:
        client = Client()
        if actor.is_signed_in:
            email = f"{actor.reference.removeprefix('cast:')}@example.org"
            _make_person(email, actor, administrator)
            assert client.login(email=email, password=PASSWORD)
        return client

    return open_browser


def _make_person(email: str, actor: Actor, administrator: Actor) -> None:
    from samband.core.access.operations import EmailTaken, create_person

    name = email.partition("@")[0].title()
    at = datetime(2020, 1, 1, 12, tzinfo=UTC)
    words = {"email": email, "name": name, "language": "en", "password": PASSWORD}
    try:
        create_person(**words, grants=actor.grants, by=administrator, at=at)
    except EmailTaken:
        return
