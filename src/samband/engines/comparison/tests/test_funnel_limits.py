# SPDX-License-Identifier: EUPL-1.2
"""How far chance alone may carry a unit of its size, and when units differ more than chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from samband.engines.comparison import dispersion, normal_limits, rate_limits, share_limits
from samband.engines.comparison.tests.reading import column, rows_of

LEVELS = ("0.95", "0.998")
UNITS = rows_of("units.csv")


@pytest.mark.parametrize("place", range(2))
def test_limits_of_shares_are_those_of_r(place):
    expected = rows_of("funnel.csv", kind="share", level=LEVELS[place])
    found = share_limits(target=0.13, sizes=column(expected, "size"))

    np.testing.assert_allclose(found.lower[place], column(expected, "lower"), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.upper[place], column(expected, "upper"), rtol=0, atol=1e-10)


@pytest.mark.parametrize("place", range(2))
def test_limits_of_rates_are_those_of_r(place):
    expected = rows_of("funnel.csv", kind="rate", level=LEVELS[place])
    found = rate_limits(target=1.2, expected=column(expected, "size"))

    np.testing.assert_allclose(found.lower[place], column(expected, "lower"), rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.upper[place], column(expected, "upper"), rtol=0, atol=1e-10)


def test_one_person_of_two_by_hand():
    # Of two persons with p = ½: P(0) = ¼, P(≤1) = ¾. Within 50 %: 0 − 0 = 0, and 1 − 0 = 1 of two.
    found = share_limits(target=0.5, sizes=np.array([2.0]), levels=(0.5,))

    assert (found.lower[0, 0], found.upper[0, 0]) == (pytest.approx(0.0), pytest.approx(0.5))


def test_limits_of_means_are_two_and_three_errors_away():
    found = normal_limits(target=2.5, errors=np.array([0.1, 0.3]), between=0.4)

    np.testing.assert_allclose(found.upper[0] - 2.5, 1.959963985 * np.hypot([0.1, 0.3], 0.4), atol=1e-8)
    np.testing.assert_allclose(2.5 - found.lower[1], 3.090232306 * np.hypot([0.1, 0.3], 0.4), atol=1e-8)


def test_units_are_told_by_how_many_limits_they_lie_beyond():
    found = normal_limits(target=0.0, errors=np.full(6, 1.0))
    values = np.array([-4.0, -2.5, 0.0, 1.9, 2.5, np.nan])

    assert found.outside(values).tolist() == [-2, -1, 0, 0, 1, 0]


@given(
    target=st.floats(0.02, 0.98),
    sizes=st.lists(st.integers(2, 3000), min_size=2, max_size=6, unique=True),
)
def test_the_funnel_narrows_and_holds_the_target(target, sizes):
    found = share_limits(target=target, sizes=np.array(sorted(sizes), dtype=float))

    assert (found.lower <= target + 1 / sizes[0]).all()
    assert (found.lower[1] <= found.lower[0]).all()
    assert (found.upper[1] >= found.upper[0]).all()
    assert found.upper[0, -1] - found.lower[0, -1] <= found.upper[0, 0] - found.lower[0, 0] + 2 / min(sizes)


@pytest.mark.parametrize("size", [30, 192, 1000])
def test_chance_leaves_about_one_in_twenty_outside(size):
    limits = share_limits(target=0.3, sizes=np.array([float(size)]))
    below = binom.cdf(np.ceil(limits.lower[0, 0] * size) - 1, size, 0.3)
    above = binom.sf(np.floor(limits.upper[0, 0] * size), size, 0.3)

    assert below + above == pytest.approx(0.05, abs=0.05)
    assert below + above <= 0.1


def test_spread_between_units_is_that_of_r():
    found = dispersion(values=column(UNITS, "value"), errors=column(UNITS, "error"), target=2.7)
    factor, between = column(rows_of("dispersion.csv"), "value")

    assert found.factor == pytest.approx(factor, abs=1e-12)
    assert found.between == pytest.approx(between, abs=1e-12)


def test_units_that_differ_by_chance_have_no_spread():
    errors = np.full(40, 0.2)
    values = 3 + 0.2 * np.tile([1.0, -1.0], 20) * 0.8
    found = dispersion(values=values, errors=errors, target=3.0)

    assert (found.between, found.is_over) == (0.0, False)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: share_limits(target=1.0, sizes=np.array([5.0])), "between 0 and 1; it is 1"),
        (lambda: share_limits(target=0.5, sizes=np.array([0.5])), "at least one person"),
        (lambda: rate_limits(target=0.0, expected=np.array([5.0])), "above 0; it is 0"),
        (lambda: rate_limits(target=1.0, expected=np.array([0.0])), "expected events above 0"),
        (lambda: dispersion(values=np.ones(1), errors=np.ones(1), target=1.0), "At least two units"),
        (lambda: dispersion(values=np.ones(2), errors=np.zeros(2), target=1.0), "standard error above 0"),
    ],
)
def test_what_makes_no_funnel_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
