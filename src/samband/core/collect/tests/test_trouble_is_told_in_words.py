# SPDX-License-Identifier: EUPL-1.2
"""A full disk, a lock that somebody holds, fifty at once for the last places: told in words, nothing lost."""

import sqlite3

import pytest
from django.db import OperationalError

from samband.core.collect.operations.intake import Reason
from samband.core.collect.operations.intake.writer import reason_of
from samband.core.collect.tests.cluster import cluster
from samband.core.collect.tests.installation import Crowd, Installation

ROOM = 600_000
"""Bytes that the database's log may grow to: a few dozen answers."""


def test_t24_a_full_disk_is_told_and_nothing_acknowledged_is_lost(hammered):
    made, tokens = hammered
    people = list(enumerate(tokens))
    size = (made.home / "samband.sqlite3").stat().st_size
    made.serve(largest_file=size + ROOM)
    crowd = Crowd(made)
    while not {507} & set(crowd.statuses.values()):
        some = [people.pop() for _ in range(20)]
        crowd.send(some)
        crowd.wait()
    made.kill()
    assert {crowd.reasons[number] for number in crowd.statuses if number not in crowd.receipts} == {"no_room"}
    acknowledged = set(crowd.receipts)
    made.serve()
    crowd.send((number, tokens[number]) for number in sorted(crowd.statuses))
    crowd.wait()
    made.kill()
    assert {crowd.statuses[number] for number in acknowledged} == {200}
    assert made.stored() == sorted(crowd.receipts) == sorted(crowd.statuses)


def test_a_lock_that_another_program_holds_is_told_and_the_answer_is_taken_later(hammered):
    made, tokens = hammered
    made.serve()
    crowd, people = Crowd(made), list(enumerate(tokens[:3]))
    with sqlite3.connect(made.home / "samband.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        crowd.send(people)
        crowd.wait()
        other.execute("ROLLBACK")
    other.close()
    assert set(crowd.statuses.values()) == {503}
    crowd.send(people)
    crowd.wait()
    made.kill()
    assert set(crowd.statuses.values()) == {201}
    assert made.stored() == [0, 1, 2]


def fifty_for_thirty_places(made: Installation, *more: str) -> None:
    made.run("samband.core.collect.tests.seeded", "limit", "30")
    made.serve(*more)
    crowd = Crowd(made)
    crowd.send((number, "") for number in range(50))
    crowd.wait()
    made.kill()
    assert len(crowd.receipts) == 30
    assert {crowd.reasons[number] for number in range(50) if number not in crowd.receipts} == {"full"}
    assert made.stored() == sorted(crowd.receipts)


def test_fifty_at_once_for_thirty_places(hammered):
    made, _ = hammered
    fifty_for_thirty_places(made)


@pytest.mark.slow
def test_fifty_at_once_for_thirty_places_from_two_processes(tmp_path):
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        made.make(1)
        fifty_for_thirty_places(made, "--processes", "2")


class ServerError(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("text", "sqlstate", "reason"),
    [
        ("database or disk is full", "", Reason.NO_ROOM),
        ("disk I/O error", "", Reason.NO_ROOM),
        ("could not extend file", "53100", Reason.NO_ROOM),
        ("database is locked", "", Reason.BUSY),
        ("the database system is starting up", "57P03", Reason.BUSY),
    ],
)
def test_no_room_is_told_from_what_passes(text, sqlstate, reason):
    fault = OperationalError(text)
    fault.__cause__ = ServerError(sqlstate)
    assert reason_of(fault=fault) is reason
