# SPDX-License-Identifier: EUPL-1.2
"""Everybody in the hall scans at the same moment: the real server, real pages, no answer lost or doubled."""

import json

import pytest

from samband.core.collect.tests.cluster import cluster
from samband.core.collect.tests.installation import Installation
from samband.core.collect.tests.phones import Hall, Phone
from samband.core.collect.tests.seeded import answers_of

MODULE = "samband.core.collect.tests.seeded_meeting"
FEW, MANY = 12, 120


def hall_of(made: Installation, present: int) -> Hall:
    """All of them answer, each as their number; then the session is closed."""
    session = json.loads(made.run(MODULE, "open", str(present)))
    made.serve()
    try:
        hall = Hall([Phone(made.port) for _ in range(present)])
        slips = [f"/a/m/{session['word']}/{code}/" for code in session["codes"]]
        answers = [
            {code: str(value) for code, value in answers_of(number).items()} for number in range(present)
        ]
        seconds = hall.all_answer(slips, answers)
        assert not hall.faults, hall.faults[0]
        twice = Phone(made.port)
        twice.open(slips[0])
        assert "You have answered already" in twice.page
    finally:
        made.kill()
    closed = json.loads(made.run(MODULE, "close", str(session["meeting"])))
    assert closed == {"answered": present, "heard": present, "stored": list(range(present))}
    p50, p95, slowest = (hall.percentile(part) for part in (0.5, 0.95, 1.0))
    requests = sum(len(phone.took) for phone in hall.phones)
    print(  # noqa: T201  for who runs it by hand
        f"\n{present} telephones, {requests} requests in {seconds:.1f} s; "
        f"median {p50 * 1000:.0f} ms, 95 % {p95 * 1000:.0f} ms, slowest {slowest * 1000:.0f} ms"
    )
    return hall


def test_a_small_council_at_the_same_moment(hammered):
    made, _ = hammered
    hall_of(made, FEW)


@pytest.mark.slow
def test_a_hundred_and_twenty_at_the_same_moment_on_sqlite(hammered):
    made, _ = hammered
    hall_of(made, MANY)


@pytest.mark.slow
def test_a_hundred_and_twenty_at_the_same_moment_on_postgresql(tmp_path):
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        made.make(1)
        hall_of(made, MANY)
