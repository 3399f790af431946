# SPDX-License-Identifier: EUPL-1.2
"""How sure a place is, and which units cannot be told apart."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from samband.engines.comparison import groups_alike, rank_intervals, rank_sets, told_apart
from samband.engines.comparison.tests.reading import column, rows_of

UNITS = rows_of("units.csv")
VALUES, ERRORS = column(UNITS, "value"), column(UNITS, "error")


def test_without_errors_every_place_is_sure():
    values = np.array([3.0, 1.0, 2.0, 4.0])
    found = rank_intervals(values=values, errors=np.zeros(4), seed=1)

    assert found.place.tolist() == found.lower.tolist() == found.upper.tolist() == [2, 4, 3, 1]
    assert found.in_top.tolist() == [0, 0, 0, 1]
    assert found.in_bottom.tolist() == [0, 1, 0, 0]


def test_equal_values_share_the_middle_place():
    assert rank_intervals(values=np.array([2.0, 2.0, 1.0]), errors=np.ones(3), seed=1).place.tolist() == [
        1.5, 1.5, 3,
    ]  # fmt: skip


def test_of_two_units_the_first_place_is_as_likely_as_the_normal_law_says():
    values, errors = np.array([1.0, 0.6]), np.array([0.3, 0.4])
    found = rank_intervals(values=values, errors=errors, seed=7, draws=40_000)

    assert found.in_top[0] == pytest.approx(ndtr(0.4 / 0.5), abs=0.01)


def test_the_same_seed_gives_the_same_places():
    one, other = (rank_intervals(values=VALUES, errors=ERRORS, seed=3) for _ in range(2))

    assert one.lower.tolist() == other.lower.tolist()
    assert one.upper.tolist() == other.upper.tolist()


@given(
    st.lists(
        st.tuples(st.sampled_from([1.0, 1.5, 2.0]), st.sampled_from([0.0, 0.1, 0.7])), min_size=1, max_size=9
    )
)
def test_places_are_those_of_looking_each_up_in_every_draw(units):
    """The slow twin. Units without error may tie: the one that comes first has the place before."""
    values, errors = (np.array(column) for column in zip(*units, strict=True))
    found = rank_intervals(values=values, errors=errors, seed=2, draws=200)
    drawn = np.random.default_rng(2).standard_normal((200, len(units))) * errors + values
    places = np.array([1 + np.argsort(np.argsort(-one, kind="stable"), kind="stable") for one in drawn])
    quarter = max(1, len(units) // 4)
    ends = np.quantile(places, [(1 - 0.95) / 2, (1 + 0.95) / 2], axis=0, method="inverted_cdf")

    assert [found.lower.tolist(), found.upper.tolist()] == ends.tolist()
    assert found.in_top.tolist() == (places <= quarter).mean(axis=0).tolist()
    assert found.in_bottom.tolist() == (places > len(units) - quarter).mean(axis=0).tolist()


def test_places_that_hold_all_at_once_are_wider():
    each = rank_intervals(values=VALUES, errors=ERRORS, seed=3)
    first, last = rank_sets(values=VALUES, errors=ERRORS, seed=3)

    assert (last - first).mean() > (each.upper - each.lower).mean()
    assert (first <= each.place).all()
    assert (last >= each.place).all()


def test_all_places_at_once_are_right_nineteen_times_of_twenty():
    truth = np.linspace(0, 2, 15)
    errors = np.linspace(0.1, 0.4, 15)[::-1]
    right = np.arange(15, 0, -1)
    random = np.random.default_rng(11)
    held = 0
    for seed in range(200):
        drawn = truth + random.standard_normal(15) * errors
        first, last = rank_sets(values=drawn, errors=errors, seed=seed, draws=400)
        held += bool(((first <= right) & (right <= last)).all())

    assert held >= 0.92 * 200


def test_units_far_apart_have_one_possible_place():
    first, last = rank_sets(values=np.array([1.0, 9.0, 5.0]), errors=np.full(3, 0.1), seed=1)

    assert first.tolist() == last.tolist() == [3, 1, 2]


def test_pairs_told_apart_are_those_of_r():
    found = told_apart(values=VALUES, errors=ERRORS)

    for row in rows_of("pairs.csv"):
        pair = int(row["first"]), int(row["second"])
        assert found[pair] == found[pair[::-1]] == (row["apart"] == "1"), pair


def test_a_middle_unit_stands_in_both_groups():
    apart = np.zeros((3, 3), dtype=bool)
    apart[0, 2] = apart[2, 0] = True

    assert groups_alike(apart=apart) == ((0, 1), (1, 2))


@given(size=st.integers(1, 7), seed=st.integers(0, 10_000))
def test_groups_are_all_the_largest_sets_of_units_alike(size, seed):
    drawn = np.random.default_rng(seed).random((size, size)) < 0.4
    apart = np.triu(drawn, 1)
    apart = apart | apart.T

    alike = [
        set(chosen)
        for number in range(1, size + 1)
        for chosen in combinations(range(size), number)
        if not any(apart[pair] for pair in combinations(chosen, 2))
    ]
    largest = sorted(tuple(sorted(one)) for one in alike if not any(one < other for other in alike))
    assert list(groups_alike(apart=apart)) == largest
