# SPDX-License-Identifier: EUPL-1.2
"""Quotas by area, sex and age: what is open, full, missing, and where it will end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.sampling import ANY, Cell, marginal_targets, quota_board, quotas_of, takes

DIMENSIONS = ("area", "sex", "age")
CROSSED = {("north", "f", "18-44"): 2, ("north", "m", "18-44"): 1, ("south", "f", "18-44"): 3}


def test_margins_are_the_sums_of_the_crossed_targets():
    assert marginal_targets(crossed=CROSSED, kept=[0]) == {("north", ANY, ANY): 3, ("south", ANY, ANY): 3}
    assert marginal_targets(crossed=CROSSED, kept=[1]) == {(ANY, "f", ANY): 5, (ANY, "m", ANY): 1}
    assert marginal_targets(crossed=CROSSED, kept=[]) == {(ANY, ANY, ANY): 6}


def test_a_full_cell_takes_nobody_more_and_running_interviews_hold_their_place():
    held = quotas_of(dimensions=DIMENSIONS, targets=CROSSED)
    person = ("north", "f", "18-44")

    assert takes(quotas=held, person=person, done={person: 1}, running={})
    assert not takes(quotas=held, person=person, done={person: 1}, running={person: 1})
    assert not takes(quotas=held, person=person, done={person: 2}, running={})


def test_who_belongs_to_no_cell_is_not_taken():
    held = quotas_of(dimensions=DIMENSIONS, targets=CROSSED)

    assert not takes(quotas=held, person=("south", "m", "18-44"), done={}, running={})


def test_all_margins_of_a_person_must_be_open():
    held = quotas_of(
        dimensions=("area", "sex"),
        targets={("north", ANY): 2, ("south", ANY): 2, (ANY, "f"): 1, (ANY, "m"): 3},
    )

    assert [cell.label for cell in held.cells_of(("north", "f"))] == [(ANY, "f"), ("north", ANY)]
    assert not takes(quotas=held, person=("north", "f"), done={("south", "f"): 1}, running={})
    assert takes(quotas=held, person=("north", "m"), done={("south", "f"): 1}, running={})


def test_the_board_tells_what_is_missing_and_where_it_will_end():
    held = quotas_of(dimensions=("sex",), targets={("f",): 10, ("m",): 10, ("x",): 1})

    f, m, x = quota_board(
        quotas=held, done={("f",): 4, ("m",): 1, ("x",): 1}, running={("f",): 2, ("m",): 9}, elapsed=0.4
    )

    assert (f.cell, f.done, f.running, f.missing, f.projected) == (Cell(("f",), 10), 4, 2, 6, 10)
    assert (m.missing, m.is_open, m.projected) == (9, False, 3)
    assert (x.missing, x.is_open, x.projected) == (0, False, 1)


def test_before_the_first_day_is_over_nothing_is_projected():
    held = quotas_of(dimensions=("sex",), targets={("f",): 10})

    assert quota_board(quotas=held, done={})[0].projected is None
    with pytest.raises(ValueError, match="part of fieldwork that is over is 2"):
        quota_board(quotas=held, done={}, elapsed=2)


def test_contradicting_and_misshapen_targets_are_refused_in_words():
    with pytest.raises(ValueError, match=r"north × \* allows 3, but its cells want 4 together"):
        quotas_of(
            dimensions=("area", "sex"), targets={("north", "f"): 2, ("north", "m"): 2, ("north", ANY): 3}
        )
    with pytest.raises(ValueError, match="Name one category for each of area, sex"):
        quotas_of(dimensions=("area", "sex"), targets={("north",): 2})
    with pytest.raises(ValueError, match="target of 0 or more"):
        quotas_of(dimensions=("area",), targets={("north",): -1})


PEOPLE = st.tuples(st.sampled_from("ns"), st.sampled_from("fm"))


@settings(deadline=None)
@given(
    arrivals=st.lists(PEOPLE, max_size=40),
    targets=st.dictionaries(st.tuples(st.sampled_from("ns*"), st.sampled_from("fm*")), st.integers(0, 4)),
)
def test_whoever_comes_in_whatever_order_no_quota_is_exceeded(arrivals, targets):
    try:
        held = quotas_of(dimensions=("area", "sex"), targets=targets)
    except ValueError:
        return
    done, refused = {}, set()
    for person in arrivals:
        if takes(quotas=held, person=person, done=done, running={}):
            done[person] = done.get(person, 0) + 1
        else:
            refused.add(person)

    board = quota_board(quotas=held, done=done)

    assert all(state.done <= state.cell.target for state in board)
    assert not any(takes(quotas=held, person=person, done=done, running={}) for person in refused)
    assert all(state.missing == state.cell.target - state.done for state in board)
