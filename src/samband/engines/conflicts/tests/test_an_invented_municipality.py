# SPDX-License-Identifier: EUPL-1.2
"""Planted conflicts are found, all of them, and decoys are told apart."""

from dataclasses import replace

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


def test_a_meeting_of_forty_items_has_no_false_alert():
    """The goal is at most one for a meeting; known ties and numbers leave none, decoys or not."""
    for seed in (4, 5):
        made = municipality(seed=seed)
        alerts = {
            key for key, outcome in found_in(made).items() if outcome in (Outcome.MANDATORY, Outcome.ASSESS)
        }

        assert len(made.agenda.items) == 40
        assert alerts == set(made.truth)


def test_among_a_thousand_cases_with_one_conflict_hardly_any_other_is_flagged():
    """As rare as in procurement, where one in a thousand is true; at most 5 in a thousand may be flagged."""
    made = municipality(seed=6, members=5, deputies=2, items=1000, organisations=3000)
    true = {item for _, item in made.truth}
    rare = true - set(sorted(true)[1:])
    items = tuple(
        item if item.id in rare or item.id not in true else replace(item, parties=())
        for item in made.agenda.items
    )
    thousand = replace(made, agenda=replace(made.agenda, items=items))

    flagged = {
        item
        for (_, item), outcome in found_in(thousand).items()
        if outcome in (Outcome.MANDATORY, Outcome.ASSESS)
    }

    assert flagged == rare
    assert len(flagged) <= 5
