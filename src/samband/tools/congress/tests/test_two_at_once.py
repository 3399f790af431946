# SPDX-License-Identifier: EUPL-1.2
"""Really at once, on a server that lets several write: each voter counts once, and no row tells how."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from samband.tools.congress import operations, queries
from samband.tools.congress.models import SecretCount, Vote
from samband.tools.congress.tests.conftest import NOON, UTSIRA

pytestmark = pytest.mark.postgres
AT_ONCE = 6


@pytest.fixture
def at_once(transactional_db):
    """Do the same several times at the same moment; returns what each became."""

    def run(work):
        gate = Barrier(AT_ONCE)

        def one(number):
            gate.wait()
            try:
                work(number)
            except operations.AlreadyVoted:
                return "refused"
            else:
                return "cast"
            finally:
                connection.close()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return sorted(pool.map(one, range(AT_ONCE)))

    return run


def test_of_six_people_of_one_member_one_casts_its_vote(at_once, called, cast):
    became = at_once(lambda number: cast(called, UTSIRA, ("yes", "no")[number % 2]))

    assert became == ["cast", *["refused"] * (AT_ONCE - 1)]
    assert Vote.objects.count() == 1


def test_a_code_used_six_times_at_once_counts_once(at_once, codes, secret, analyst):
    code = next(iter(codes.values()))
    became = at_once(lambda number: operations.cast_secret_vote(code=code, choice="yes", at=NOON))

    assert became == ["cast", *["refused"] * (AT_ONCE - 1)]
    assert sum(SecretCount.objects.values_list("count", flat=True)) == 1
    assert queries.turnout(actor=analyst, slug=secret).voted.voters == 1


def test_no_version_of_a_row_tells_which_count_grew(transactional_db, codes):
    for code, choice in zip(codes.values(), ("yes", "no"), strict=False):
        operations.cast_secret_vote(code=code, choice=choice, at=NOON)
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT xmin::text FROM congress_secretcount")
            assert len(cursor.fetchall()) == 1
