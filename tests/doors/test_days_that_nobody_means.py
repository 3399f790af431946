# SPDX-License-Identifier: EUPL-1.2
"""T13: no address breaks on a day at either end of the calendar, or on a number that no row has."""

import pytest

from tests.doors.door import Who
from tests.doors.world import World, build, doors

pytestmark = pytest.mark.django_db

DAYS = (
    "on", "day", "known", "since", "until", "first", "last", "on_2", "dated", "held_on", "valid_from",
    "before_on", "at",
)  # fmt: skip
NUMBERS = ("page", "year", "congress", "beside", "figure", "show", "authority")


@pytest.fixture
def world(request, signed_in, home) -> World:
    return build(signed_in=signed_in, cast={who: request.getfixturevalue(who.value) for who in Who})


@pytest.mark.parametrize(("day", "number"), [("0001-01-01", str(2**63)), ("9999-12-31", "-" + "9" * 400)])
def test_t13_no_address_breaks_on_odd_days_and_numbers(world, day, number):
    asked = dict.fromkeys(DAYS, day) | dict.fromkeys(NUMBERS, number)
    broken = set()
    for door in (one for one in doors() if one.get):
        who = min(door.get, key=list(Who).index)
        answer = world.ask(who, "get", world.address(door).partition("?")[0], asked)
        if answer.status == 500:
            broken.add(door.label("get"))
    assert broken == set()
