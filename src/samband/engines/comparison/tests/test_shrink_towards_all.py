# SPDX-License-Identifier: EUPL-1.2
"""Weak figures are drawn towards the mean of all, strong ones hardly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.comparison import shrunken_means, shrunken_rates, shrunken_shares
from samband.engines.comparison.tests.reading import column, rows_of

CLOSE = {"rtol": 0, "atol": 1e-5}


def test_shares_are_those_of_r():
    rows = rows_of("shrunken.csv", kind="share")
    found = shrunken_shares(events=column(rows, "events"), persons=column(rows, "size"))

    np.testing.assert_allclose(found.value, column(rows, "value"), **CLOSE)
    np.testing.assert_allclose(found.lower, column(rows, "lower"), **CLOSE)
    np.testing.assert_allclose(found.upper, column(rows, "upper"), **CLOSE)


def test_rates_are_those_of_r():
    rows = rows_of("shrunken.csv", kind="rate")
    found = shrunken_rates(events=column(rows, "events"), exposure=column(rows, "size"))

    np.testing.assert_allclose(found.value, column(rows, "value"), rtol=1e-5)
    np.testing.assert_allclose(found.lower, column(rows, "lower"), rtol=1e-4)
    np.testing.assert_allclose(found.upper, column(rows, "upper"), rtol=1e-4)


def test_means_follow_the_model_of_one_mean():
    rows = rows_of("units.csv")
    values, errors = column(rows, "value"), column(rows, "error")
    found = shrunken_means(values=values, errors=errors)

    own = found.spread**2 / (found.spread**2 + errors**2)
    mean = np.average(values, weights=1 / (found.spread**2 + errors**2))
    np.testing.assert_allclose(found.own, own, atol=1e-10)
    np.testing.assert_allclose(found.value, own * values + (1 - own) * mean, atol=1e-10)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=4, max_size=12))
def test_every_share_lies_between_its_own_and_the_mean(counts):
    events, persons = (np.array(column, dtype=float) for column in zip(*counts, strict=True))
    if events.sum() == 0:
        with pytest.raises(ValueError, match="nothing to draw towards"):
            shrunken_shares(events=events, persons=persons)
        return
    found = shrunken_shares(events=events, persons=persons)
    own = events / persons

    assert (np.minimum(own, found.mean) - 1e-9 <= found.value).all()
    assert (found.value <= np.maximum(own, found.mean) + 1e-9).all()
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()


def test_small_units_give_way_more():
    found = shrunken_rates(events=np.array([9.0, 90, 4, 60]), exposure=np.array([1.0, 10, 1, 12]))

    assert found.own[0] < found.own[1]
    with pytest.raises(ValueError, match="no events at all"):
        shrunken_rates(events=np.zeros(3), exposure=np.ones(3))
