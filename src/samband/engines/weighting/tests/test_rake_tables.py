# SPDX-License-Identifier: EUPL-1.2
"""Raking goes by the table of the margins: for rows, columns, large tables, bounds and many replicates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.weighting import Bounds, EmptyCategory, NoConvergence, rake, rake_replicates
from samband.engines.weighting import margin_table as tables
from samband.engines.weighting.tests.survey_of_reference import (
    MARGINS,
    base_weights,
    margin,
    number,
    rows_of,
)


def columns():
    return [margin(name).member.astype(np.int32) for name in MARGINS]


def known():
    return [margin(name).totals for name in MARGINS]


def test_columns_and_one_array_give_the_same_weights():
    base = base_weights("free")
    one = rake(design_weights=base, groups=columns(), margins=known())
    other = rake(design_weights=base, groups=np.stack(columns(), axis=1), margins=known())
    assert one.weights.tolist() == other.weights.tolist()


def test_a_table_too_large_to_be_held_whole_gives_the_same_weights(monkeypatch):
    base = base_weights("free")
    whole = rake(design_weights=base, groups=columns(), margins=known(), tolerance=1e-12)
    monkeypatch.setattr(tables, "LARGEST_WHOLE_TABLE", 0)
    used = rake(design_weights=base, groups=columns(), margins=known(), tolerance=1e-12)
    np.testing.assert_allclose(used.weights, whole.weights, rtol=1e-13)


def test_slices_of_rows_change_nothing(monkeypatch):
    base = base_weights("plain")
    at_once = rake(design_weights=base, groups=columns(), margins=known(), tolerance=1e-12)
    monkeypatch.setattr(tables, "ROWS_AT_ONCE", 7)
    in_slices = rake(design_weights=base, groups=columns(), margins=known(), tolerance=1e-12)
    np.testing.assert_allclose(in_slices.weights, at_once.weights, rtol=1e-13)


rows = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.floats(0.5, 20)), min_size=6, max_size=40)


@given(rows)
@settings(deadline=None)
def test_a_slow_twin_that_goes_by_the_rows_agrees(sample):
    every = [(a, b, 1.0) for a in range(3) for b in range(2)]
    first, second, base = (np.array(column) for column in zip(*every, *sample, strict=True))
    margins = [np.array([50.0, 30.0, 20.0]), np.array([45.0, 55.0])]
    weights = base.copy()
    for _ in range(400):
        for codes, totals in ((first, margins[0]), (second, margins[1])):
            for code, total in enumerate(totals):
                weights[codes == code] *= total / weights[codes == code].sum()
    found = rake(design_weights=base, groups=[first, second], margins=margins, tolerance=1e-12)
    np.testing.assert_allclose(found.weights, weights, rtol=1e-9)


def test_bounded_raking_keeps_its_bounds_and_meets_the_margins():
    base, bounds = base_weights("plain"), Bounds(0.65, 1.5)
    found = rake(design_weights=base, groups=columns(), margins=known(), bounds=bounds)
    factors = found.weights / base
    assert bounds.lower - 1e-12 <= factors.min() < factors.max() <= bounds.upper + 1e-12
    for column, totals in zip(columns(), known(), strict=True):
        np.testing.assert_allclose(np.bincount(column, weights=found.weights), totals)


def test_replicates_are_each_raked_as_r_rakes_them():
    base, ids = base_weights("plain"), number("id").astype(int)
    multipliers = np.array([[1 + ((unit * 7 + r * 3) % 5) / 4 for r in (1, 2, 3)] for unit in range(5)])
    found = rake_replicates(
        design_weights=base,
        groups=columns(),
        margins=known(),
        multipliers=multipliers,
        unit_by_respondent=ids % 5,
        tolerance=1e-13,
    )
    for row in rows_of("trimmed_and_replicates.csv"):
        at = ids.tolist().index(int(row["id"]))
        for replicate in range(3):
            weights = found.weights(replicate=replicate, design_weights=base)
            assert weights[at] == pytest.approx(float(row[f"replicate{replicate + 1}"]), rel=1e-9)


def test_a_replicate_that_leaves_a_category_empty_is_refused():
    multipliers = np.ones((6, 2))
    multipliers[3, 1] = 0
    with pytest.raises(EmptyCategory, match="4 of variable 1"):
        rake_replicates(
            design_weights=base_weights("plain"),
            groups=columns(),
            margins=known(),
            multipliers=multipliers,
            unit_by_respondent=margin("area").member,
        )


def test_a_row_of_an_unknown_category_is_named():
    groups = columns()
    groups[1][4] = 2
    with pytest.raises(ValueError, match="Row 5: category 3 of variable 2, which has 2"):
        rake(design_weights=base_weights("plain"), groups=groups, margins=known())


def test_rounds_that_do_not_suffice_are_told():
    with pytest.raises(NoConvergence, match="After 1 rounds"):
        rake(
            design_weights=base_weights("free"),
            groups=columns(),
            margins=known(),
            tolerance=1e-14,
            most_rounds=1,
        )
