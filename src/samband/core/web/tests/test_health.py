# SPDX-License-Identifier: EUPL-1.2
"""A program asks whether all is well: database, worker, last backup. It learns four words."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from samband.core.jobs.operations import give_sign
from samband.core.web import queries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def signs(home, time_machine):
    """Leaves the signs of a worker and of a backup and its rehearsal, some hours old."""
    time_machine.move_to(NOW, tick=False)

    def left(*, worker: timedelta = timedelta(), backup_hours: float = 1) -> None:
        give_sign()
        touched = (NOW - worker).timestamp()
        os.utime(home / ".signs" / "worker", (touched, touched))
        told = json.dumps({"at": (NOW - timedelta(hours=backup_hours)).isoformat(), "bytes": 1})
        for name in ("backup", "rehearsal"):
            (home / ".signs" / f"{name}.json").write_text(told)

    return left


def asked(client) -> tuple[int, dict[str, str]]:
    response = client.get("/health/")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def test_all_is_well(client, signs):
    signs()
    words = dict.fromkeys(("health", "database", "worker", "backup", "rehearsal"), "well")
    assert asked(client) == (200, words)


def test_without_a_worker_it_fails(client, home):
    status, words = asked(client)
    assert (status, words["health"], words["worker"]) == (503, "fails", "never")


@pytest.mark.parametrize(("seconds", "status"), [(119, 200), (120, 503)])
def test_a_worker_that_is_silent_for_two_minutes_fails(client, signs, seconds, status):
    signs(worker=timedelta(seconds=seconds))
    assert asked(client)[0] == status


@pytest.mark.parametrize(
    ("allowed", "hours", "status", "word"),
    [(26, 25.9, 200, "well"), (26, 26, 503, "old"), (0, 500, 200, "old"), (0, 2, 200, "well")],
)
def test_an_old_backup_fails_where_somebody_said_how_old_it_may_be(
    client, signs, settings, allowed, hours, status, word
):
    settings.SAMBAND_BACKUP_HOURS = allowed
    signs(backup_hours=hours)
    found, words = asked(client)
    assert (found, words["backup"], words["rehearsal"]) == (status, word, word)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"at": "yesterday"}'])
def test_a_spoilt_sign_counts_as_none(client, signs, home, spoilt):
    signs()
    (home / ".signs" / "backup.json").write_text(spoilt)
    assert asked(client)[1]["backup"] == "never"


def test_a_database_that_does_not_answer_fails_without_telling_why(client, signs, monkeypatch, caplog):
    def broken() -> None:
        raise DatabaseError("password of the database is wrong")

    signs()
    monkeypatch.setattr(queries.connection, "cursor", broken)
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["database"] == "fails"
    assert b"password" not in response.content
    assert "does not answer" in caplog.text


def test_the_machine_itself_may_ask_without_tls(client, signs, settings):
    settings.SECURE_SSL_REDIRECT = True
    signs()
    assert asked(client)[0] == 200


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ends_in_good_order_leaves_no_sign(home):
    call_command("run_jobs", once=True)
    assert queries.health(now=NOW).worker == "never"
