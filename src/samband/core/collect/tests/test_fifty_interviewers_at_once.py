# SPDX-License-Identifier: EUPL-1.2
"""Fifty interviewers at the same moment, on both databases: nobody is called by two, quotas are exact."""

import json
from collections.abc import Iterator

import pytest

from samband.core.collect.tests.calling import AT_ONCE
from samband.core.collect.tests.cluster import cluster
from samband.core.collect.tests.installation import Installation

MODULE = "samband.core.collect.tests.calling"
pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path) -> Iterator[Installation]:
    """An installation without anything in it."""
    if request.param == "sqlite":
        made = Installation(tmp_path / "home")
        made.run("samband.cli", "init")
        yield made
        return
    with cluster() as server:
        made = Installation(tmp_path / "home", server.url)
        made.run("samband.cli", "init")
        yield made


def test_two_interviewers_never_get_the_same_person(empty):
    found = json.loads(empty.run(MODULE, "hand_out", str(AT_ONCE * 3)))
    assert found == {"given": AT_ONCE * 3, "different": AT_ONCE * 3, "wrong": []}


def test_quotas_are_exact_across_ways_and_languages(empty):
    found = json.loads(empty.run(MODULE, "interview", "20"))
    assert found["taken"] == found["envelopes"] == 20
    assert found["holds"] == 0
    became = found["became"]
    assert set(became) <= {"web", "phone", "no place", "web full"}
    assert became.get("web", 0) + became.get("phone", 0) == 20
    assert sum(became.values()) == AT_ONCE
