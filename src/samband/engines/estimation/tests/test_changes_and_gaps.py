# SPDX-License-Identifier: EUPL-1.2
"""What the next wave can show, and which of many gaps stand."""

from math import inf, isinf, isnan, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.estimation.changes import minimum_detectable_change, respondents_for_change
from samband.engines.estimation.differences import difference, is_certain
from samband.engines.estimation.gaps import benjamini_hochberg, family_of_gaps, probability
from samband.engines.tables import Estimate, Status


def figure(value=0.5, se=0.05, n=100, *, lower=None, upper=None):
    low = value - 1.96 * se if lower is None else lower
    high = value + 1.96 * se if upper is None else upper
    return Estimate("all", "all", "a", "mean", "", n, value, se, low, high, Status.ESTIMATED)


def test_a_wave_as_large_as_the_first_finds_2_8_standard_errors_of_the_difference():
    # (1.959964 + 0.841621) · √(0.05² + 0.05²)
    assert minimum_detectable_change(first=figure()) == pytest.approx(2.801585 * sqrt(2) * 0.05, abs=1e-6)


def test_a_census_in_the_next_wave_leaves_only_the_first_ones_uncertainty():
    found = minimum_detectable_change(first=figure(), respondents=400, population=400)

    assert found == pytest.approx(2.801585 * 0.05, abs=1e-6)


@given(st.integers(2, 400), st.floats(0.001, 2), st.integers(2, 5000), st.floats(0.5, 0.99))
def test_the_respondents_for_a_change_are_those_that_find_it(n, se, following, power):
    first = figure(se=se, n=n)
    change = minimum_detectable_change(first=first, respondents=following, population=6000, power=power)
    found = respondents_for_change(first=first, change=change, population=6000, power=power)

    assert found == pytest.approx(following, rel=1e-6)


def test_a_change_that_the_first_wave_hides_needs_endless_respondents():
    assert isinf(respondents_for_change(first=figure(), change=0.05))


def test_without_variance_nothing_can_be_said():
    assert isnan(minimum_detectable_change(first=figure(se=0.0)))
    assert isnan(respondents_for_change(first=figure(se=nan), change=0.1))


@given(st.floats(-3, 3), st.floats(0.01, 2), st.floats(0.01, 2))
def test_a_probability_is_below_five_in_a_hundred_just_when_the_interval_leaves_out_0(value, below, above):
    gap = figure(value, lower=value - below, upper=value + above)

    if min(abs(gap.lower), abs(gap.upper)) > 1e-9:
        assert (probability(difference=gap) < 0.05) == is_certain(gap)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusting_raises_probabilities_and_keeps_their_order(p):
    found = benjamini_hochberg(np.array(p))

    assert (found >= np.array(p) - 1e-15).all()
    assert (found <= 1).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= -1e-15).all()


def test_many_gaps_need_more_than_one():
    gaps = [difference(first=figure(0.5 + z * 0.05 * sqrt(2)), second=figure(0.5)) for z in (2.1, 0.3, 0.6)]
    alone, together = family_of_gaps(differences=gaps[:1]), family_of_gaps(differences=gaps)

    assert alone[0].stands
    assert together[0].p == alone[0].p
    assert not together[0].stands


def test_gaps_without_limits_are_left_out():
    assert family_of_gaps(differences=[figure(nan, lower=nan, upper=nan), figure(1.0, upper=inf)]) == ()
