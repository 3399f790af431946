# SPDX-License-Identifier: EUPL-1.2
"""A member that gets another number keeps its goals; a division carries none over."""

from datetime import UTC, datetime

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.audit.queries import events
from samband.core.country.queries import load_pack as read_pack
from samband.core.follow_up import operations, queries
from samband.core.follow_up.tests.conftest import plan
from samband.core.members.operations import load_pack
from tests.packs import only

BEFORE, AFTER = datetime(2023, 6, 1, 12, tzinfo=UTC), datetime(2024, 6, 1, 12, tzinfo=UTC)
BAERUM_THEN, BAERUM_NOW = "3024", "3201"
DIVIDED = "1507"
"""Ålesund, of which a part became a municipality of its own on the same day."""


@pytest.fixture
def years(db):
    codes = {BAERUM_THEN, BAERUM_NOW, DIVIDED, "1508", "1580"}
    pack = only(pack=read_pack(name="norway"), codes=codes, since=2019)
    load_pack(pack=pack, by=INSTALLATION, at=BEFORE)


def speaker(code: str) -> Actor:
    return Actor("cast:speaker", frozenset({Grant(Role.CONTACT, code)}))


def drafted(code: str) -> int:
    return operations.set_goal(authority=code, plan=plan(), by=speaker(code), at=BEFORE).id


def test_goals_go_with_a_new_number_once(years):
    number = drafted(BAERUM_THEN)
    assert operations.follow_renumbering(at=BEFORE) == 0
    assert operations.follow_renumbering(at=AFTER) == 1
    assert operations.follow_renumbering(at=AFTER) == 0
    assert [one.id for one in queries.goals_of(actor=speaker(BAERUM_NOW), authority=BAERUM_NOW)] == [number]
    followed = events(about=f"follow_up.goal:{number}").events[0]
    assert (followed.event, followed.authority) == ("follow_up.goal_followed", BAERUM_NOW)


def test_goals_of_what_was_divided_stay(years):
    drafted(DIVIDED)
    assert operations.follow_renumbering(at=AFTER) == 0
