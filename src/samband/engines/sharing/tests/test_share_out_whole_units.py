# SPDX-License-Identifier: EUPL-1.2
"""Whole units by weight: they add up, nobody is a unit off, and equal rests are settled by the caller."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.sharing import Due, largest_remainder, whole_weights

weights_of_many = st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any)


def first(names, _rest, places):
    return names[:places]


def shared(total, weights, settle=first):
    return largest_remainder(total=total, weights=dict(enumerate(weights)), settle=settle)


def slow_twin(total, weights):
    """One unit after the other to whoever is furthest below the exact share."""
    due = [Fraction(total * weight, sum(weights)) for weight in weights]
    given_out = [share.__floor__() for share in due]
    for _ in range(total - sum(given_out)):
        at = max(range(len(due)), key=lambda place: (due[place] - given_out[place], -place))
        given_out[at] += 1
    return given_out


def test_a_total_by_hand():
    """10 by 6 : 6 : 2 is 4 2/7, 4 2/7 and 1 3/7: the last has the largest rest."""
    made = shared(10, [6, 6, 2])

    assert made == {0: Due(4, 4, False), 1: Due(4, 4, False), 2: Due(1, 6, True)}
    assert [due.units for due in made.values()] == [4, 4, 2]


@given(st.integers(0, 10**7), weights_of_many)
def test_units_add_up_and_are_those_of_the_slow_twin(total, weights):
    units = [due.units for due in shared(total, weights).values()]

    assert sum(units) == total
    assert units == slow_twin(total, weights)


@given(st.integers(0, 10**7), weights_of_many, st.integers(1, 1000))
def test_only_the_proportion_of_the_weights_matters(total, weights, times):
    finer = whole_weights({at: Fraction(weight, times) for at, weight in enumerate(weights)})
    made = largest_remainder(total=total, weights=finer, settle=first)

    assert [due.units for due in made.values()] == [due.units for due in shared(total, weights).values()]


def test_who_wins_among_equal_rests_is_asked_once_and_only_then():
    asked = []

    def last(names, rest, places):
        asked.append((names, rest, places))
        return names[-places:]

    assert [due.units for due in shared(4, [1, 1, 1], last).values()] == [1, 1, 2]
    assert asked == [([0, 1, 2], 1, 1)]
    assert [due.units for due in shared(6, [1, 1, 1], last).values()] == [2, 2, 2]
    assert len(asked) == 1


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [0, 0]), (1, [2, -1]), (1, [])])
def test_what_cannot_be_shared_out_is_refused(total, weights):
    with pytest.raises(ValueError, match="whole numbers from 0 up"):
        shared(total, weights)
