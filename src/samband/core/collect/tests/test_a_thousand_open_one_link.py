# SPDX-License-Identifier: EUPL-1.2
"""A link on the square's big screen: the real server, everybody a visitor of their own, everybody gets in."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from samband.core.collect.tests.cluster import cluster
from samband.core.collect.tests.installation import Installation
from samband.core.collect.tests.phones import Phone
from samband.core.collect.tests.seeded import ASK

FEW, MANY, AT_ONCE = 40, 1_000, 50
LINK, FIRST = f"/a/open/{ASK}/", f"/a/q/{ASK}/"


def opened(made: Installation, phones: int) -> list[Phone]:
    """As many at once as a small server is asked for in a bad moment, until all have the first page."""

    def one(_number: int) -> Phone:
        phone = Phone(made.port)
        phone.open(LINK)
        return phone

    made.serve()
    try:
        begun = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            found = list(crowd.map(one, range(phones)))
        seconds = time.perf_counter() - begun
    finally:
        made.kill()
    print(f"\n{phones} telephones opened the link in {seconds:.1f} s")  # noqa: T201  for who runs it by hand
    return found


def everybody_is_in(phones: list[Phone], number: int) -> None:
    assert [phone.status for phone in phones] == [200] * number
    assert {phone.place for phone in phones} == {FIRST}
    assert all("Hammered" in phone.page for phone in phones)
    words = {one.value for phone in phones for one in phone.cookies.values() if one["path"] == FIRST}
    assert len(words) == number


def test_a_crowd_opens_one_link(hammered):
    made, _ = hammered
    everybody_is_in(opened(made, FEW), FEW)


@pytest.mark.slow
def test_a_thousand_open_one_link_on_sqlite(hammered):
    made, _ = hammered
    everybody_is_in(opened(made, MANY), MANY)


@pytest.mark.slow
def test_a_thousand_open_one_link_on_postgresql(tmp_path):
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        made.make(1)
        everybody_is_in(opened(made, MANY), MANY)
