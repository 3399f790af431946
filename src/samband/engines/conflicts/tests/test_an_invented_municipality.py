# SPDX-License-Identifier: EUPL-1.2
"""Planted conflicts are found, all of them, and decoys are told apart."""

import pytest

from samband.engines.conflicts import Outcome, screen
from samband.engines.conflicts.tests.examples import law
from samband.engines.conflicts.tests.municipality import MUST, ON, municipality


def found_in(made):
    screening = screen(law=law(), register=made.register, agenda=made.agenda, on=ON)
    return {
        (one.person, item.item.id): one.outcome
        for item in screening.items
        for one in item.assessments
        if one.outcome is not Outcome.NONE
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_conflict_is_found_and_nothing_else(seed):
    made = municipality(seed=seed)

    found = found_in(made)

    assert {key for key, outcome in found.items() if outcome is Outcome.MANDATORY} == {
        key for key, outcome in made.truth.items() if outcome == MUST
    }
    assert found == made.truth
    assert sum(outcome == MUST for outcome in made.truth.values()) > 20


def test_many_small_meetings_come_out_as_planted():
    for seed in range(40):
        made = municipality(seed=seed, members=11, deputies=5, items=5, organisations=30)
        assert found_in(made) == made.truth
