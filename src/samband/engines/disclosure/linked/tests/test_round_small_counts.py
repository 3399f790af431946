# SPDX-License-Identifier: EUPL-1.2
"""Rounding: additive, never small, and near the truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.disclosure.linked import Axis, BadTable, table_of
from samband.engines.disclosure.linked.small_counts import round_small_counts
from samband.engines.disclosure.linked.tests.examples import municipalities, small_tables


@given(table=small_tables(), base=st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_no_published_figure_is_small_and_all_add_up(table, base):
    rounded = round_small_counts(table=table, base=base)
    assert not np.any((rounded.values > 0) & (rounded.values < base))
    assert np.abs(table.sums @ rounded.values).max() < 1e-9
    left = table.is_leaf & ~rounded.is_rounded
    assert (rounded.values[left] == table.values[left]).all()
    assert set(rounded.values[rounded.is_rounded]) <= {0.0, float(base)}


@given(table=small_tables(dimensions=(1, 2), most=4))
@settings(max_examples=15, deadline=None)
def test_the_choice_is_seldom_worse_than_the_best_of_all(table):
    """The slow twin tries every way of rounding; ours may miss an exchange of three leaves or more."""
    rounded = round_small_counts(table=table, base=3)
    places = np.flatnonzero(rounded.is_rounded)
    if not 0 < len(places) <= 8:
        return
    missed = float(np.sum((rounded.values - table.values) ** 2))
    leaf_at = np.cumsum(table.is_leaf) - 1
    fixed = np.where(rounded.is_rounded, 0.0, table.values)[table.is_leaf]
    best = np.inf
    for choice in range(2 ** len(places)):
        counts = fixed.copy()
        counts[leaf_at[places]] = [3.0 * (choice >> at & 1) for at in range(len(places))]
        best = min(best, float(np.sum((table.leaves @ counts - table.values) ** 2)))
    assert missed <= 1.6 * best + 1e-9


def test_a_national_total_hardly_moves():
    table = municipalities(40)
    rounded = round_small_counts(table=table, base=3)
    assert abs(rounded.values[0] - table.values[0]) <= 3
    assert rounded.distance.largest <= 4
    assert round_small_counts(table=table, base=3).values.tolist() == rounded.values.tolist()


def test_sums_of_money_are_refused():
    table = table_of(axes=[Axis("unit", {"all": (("a", "b"),)})], values={("a",): 1.5})
    with pytest.raises(BadTable, match="Only whole numbers"):
        round_small_counts(table=table)
