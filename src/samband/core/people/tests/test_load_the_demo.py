# SPDX-License-Identifier: EUPL-1.2
from datetime import date

from samband.core.access.rules import INSTALLATION
from samband.core.people import queries
from samband.core.people.management.demo import latest_term, load_demo
from samband.core.people.rules import PostKind
from samband.core.people.tests.conftest import AT, TODAY, UTSIRA


def test_the_demo_shows_two_terms_of_people_who_are_clearly_made_up(members):
    load_demo(by=INSTALLATION, at=AT)
    then, now = (
        queries.offices_on(actor=INSTALLATION, on=day, body=f"council-{UTSIRA}")
        for day in (date(2022, 1, 1), TODAY)
    )
    assert {one.name for one in then} & {one.name for one in now}
    assert {one.name for one in now} - {one.name for one in then}
    assert [one for one in (*then, *now) if "(synthetic)" not in one.name] == []
    assert sum(one.kind is PostKind.MAYOR for one in now) == 1
    assert len(queries.offices_on(actor=INSTALLATION, on=TODAY, body="board")) == 3
    (file,) = queries.turnovers(actor=INSTALLATION)
    assert (file.undecided, file.fault_count) == (1, 0)
    assert file.counts["came"] == 2


def test_the_terms_are_those_of_the_latest_elections():
    assert latest_term(day=date(2026, 11, 22)) == date(2023, 10, 1)
    assert latest_term(day=date(2027, 9, 30)) == date(2023, 10, 1)
    assert latest_term(day=date(2027, 10, 1)) == date(2027, 10, 1)
