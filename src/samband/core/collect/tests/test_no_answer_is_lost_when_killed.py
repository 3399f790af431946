# SPDX-License-Identifier: EUPL-1.2
"""Server and database killed without warning while fifty send: what was acknowledged is there, once."""

from random import Random

import pytest

from samband.core.collect.tests.cluster import Cluster, cluster
from samband.core.collect.tests.installation import Crowd, Installation

AT_ONCE = 50
FEW, MANY = 2, 100


def killed_again_and_again(
    made: Installation, tokens: list[str], rounds: int, server: Cluster | None
) -> None:
    """Each round fifty send at once, and after some receipts the server is killed.

    server: of the database, killed in every second round too; None for SQLite, which has none.
    """
    random, crowd = Random(20260101), Crowd(made)
    people = list(enumerate(tokens[: AT_ONCE * rounds]))
    for number in range(rounds):
        made.serve()
        some = people[number * AT_ONCE : (number + 1) * AT_ONCE]
        assert crowd.send(some, then=random.randrange(1, AT_ONCE)).wait(60)
        if server is not None and number % 2:
            server.kill()
            server.start()
            crowd.wait()
        made.kill()
        crowd.wait()
    check_all(made, crowd, people)


def check_all(made: Installation, crowd: Crowd, people: list[tuple[int, str]]) -> None:
    """Everybody sends again: whoever had a receipt gets the same one, and nothing is stored anew for them."""
    acknowledged = set(crowd.receipts)
    made.serve()
    try:
        for start in range(0, len(people), AT_ONCE):
            crowd.send(people[start : start + AT_ONCE])
            crowd.wait()
    finally:
        made.kill()
    assert {crowd.statuses[number] for number in acknowledged} == {200}
    assert made.stored() == [number for number, _ in people]


def test_t24_killed_on_sqlite(hammered):
    made, tokens = hammered
    killed_again_and_again(made, tokens, FEW, None)


def test_t24_killed_on_postgresql_together_with_the_database(tmp_path):
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        killed_again_and_again(made, made.make(AT_ONCE * FEW), FEW, server)


@pytest.mark.slow
def test_a_hundred_times_on_sqlite(tmp_path):
    made = Installation(tmp_path / "home")
    killed_again_and_again(made, made.make(AT_ONCE * MANY), MANY, None)


@pytest.mark.slow
def test_a_hundred_times_on_postgresql_and_a_hundred_times_with_the_database(tmp_path):
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        killed_again_and_again(made, made.make(2 * AT_ONCE * MANY), 2 * MANY, server)
