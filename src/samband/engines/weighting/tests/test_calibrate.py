# SPDX-License-Identifier: EUPL-1.2
"""Weights are calibrated as R does it, stay within their bounds, and say what cannot be met."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.weighting import (
    Auxiliaries,
    Bounds,
    EmptyCategory,
    Infeasible,
    Margin,
    MarginsDisagree,
    Method,
    Quantity,
    calibrate,
)
from samband.engines.weighting.tests.survey_of_reference import auxiliaries, base_weights, number, rows_of

LINEAR, RAKING, LOGIT = Method.LINEAR, Method.RAKING, Method.LOGIT
HOW = {
    "linear": ("plain", LINEAR, Bounds()),
    "linear_age": ("plain", LINEAR, Bounds()),
    "linear_free": ("free", LINEAR, Bounds()),
    "truncated": ("plain", LINEAR, Bounds(0.65, 1.5)),
    "truncated_free": ("free", LINEAR, Bounds(0.6, 1.5)),
    "raking": ("plain", RAKING, Bounds()),
    "raking_age": ("plain", RAKING, Bounds()),
    "raking_free": ("free", RAKING, Bounds()),
    "raking_bounded": ("plain", RAKING, Bounds(0.65, 1.5)),
    "logit": ("plain", LOGIT, Bounds(0.6, 1.7)),
    "logit_free": ("free", LOGIT, Bounds(0.5, 2.2)),
    "rake": ("plain", RAKING, Bounds()),
    "rake_even": ("even", RAKING, Bounds()),
}
EXPECTED = rows_of("calibrated_weights.csv")


@pytest.mark.parametrize("name", HOW)
def test_calibrated_weights_are_those_of_r(name):
    kind, method, bounds = HOW[name]
    base, known = base_weights(kind), auxiliaries(with_age="age" in name)
    found = calibrate(weighted=base, auxiliaries=known, method=method, bounds=bounds)
    ids = number("id").tolist()
    chosen = [ids.index(float(row["id"])) for row in EXPECTED]
    np.testing.assert_allclose(
        (base * found.factors)[chosen], [float(row[name]) for row in EXPECTED], rtol=1e-9
    )
    assert np.abs(known.gaps(base * found.factors)).max() <= 1e-10
    assert bounds.lower <= found.factors.min() <= found.factors.max() <= bounds.upper


def test_a_case_small_enough_for_pencil_and_paper():
    """Two women and three men, 10 persons each; the register has 30 women and 20 men."""
    known = Auxiliaries.of(margins=[Margin("sex", np.array([0, 1]), np.array([30.0, 20.0]), ("f", "m"))])
    found = calibrate(weighted=np.array([20.0, 30.0]), auxiliaries=known)
    np.testing.assert_allclose(found.factors, [3 / 2, 2 / 3])


def test_a_regression_estimator_by_hand():
    """Weights 1 for x = 1, 2, 3; the sum is 9, not 6: g = 1 + x (9 − 6)/(1 + 4 + 9)."""
    x = np.array([1.0, 2.0, 3.0])
    known = Auxiliaries.of(margins=[], quantities=[Quantity("x", x, 9.0)])
    np.testing.assert_allclose(calibrate(weighted=np.ones(3), auxiliaries=known).factors, 1 + x * 3 / 14)


counts = st.lists(st.integers(1, 30), min_size=6, max_size=6)


@given(counts, st.sampled_from([Method.LINEAR, Method.RAKING]))
def test_every_margin_is_met_whatever_the_sample(sizes, method):
    known = two_margins(np.array([40.0, 60.0]), np.array([30.0, 30.0, 40.0]))
    found = calibrate(weighted=np.array(sizes, dtype=float), auxiliaries=known, method=method)
    weighted = found.factors * sizes
    np.testing.assert_allclose(weighted.reshape(2, 3).sum(axis=1), [40, 60], rtol=1e-9)
    np.testing.assert_allclose(weighted.reshape(2, 3).sum(axis=0), [30, 30, 40], rtol=1e-9)


@given(counts)
def test_weights_that_meet_all_totals_already_are_left_alone(sizes):
    table = np.array(sizes, dtype=float).reshape(2, 3)
    known = two_margins(table.sum(axis=1), table.sum(axis=0))
    for method, bounds in ((LINEAR, Bounds()), (RAKING, Bounds()), (LOGIT, Bounds(0.5, 2))):
        found = calibrate(weighted=table.ravel(), auxiliaries=known, method=method, bounds=bounds)
        np.testing.assert_allclose(found.factors, 1, rtol=1e-9)


def two_margins(rows, columns):
    """Cells of a table of 2 × 3."""
    first = Margin("sex", np.repeat([0, 1], 3), rows, ("f", "m"))
    return Auxiliaries.of(margins=[first, Margin("age", np.tile([0, 1, 2], 2), columns)])


def test_cells_and_respondents_give_the_same_weights():
    base, known = base_weights("plain"), auxiliaries()
    one_by_one = calibrate(weighted=base, auxiliaries=known, method=LOGIT, bounds=Bounds(0.5, 2))
    rows = known.values.toarray()
    cells, index = np.unique(rows, axis=0, return_inverse=True)
    sums = np.bincount(index, weights=base)
    together = Auxiliaries(type(known.values)(cells), known.totals, known.names)
    by_cell = calibrate(weighted=sums, auxiliaries=together, method=LOGIT, bounds=Bounds(0.5, 2))
    np.testing.assert_allclose(by_cell.factors[index], one_by_one.factors, rtol=1e-9)


def test_bounds_that_are_too_tight_are_told_with_what_would_do():
    """One of two people is a woman, but nine of ten in the register: 1.8 is needed, and 0.2."""
    known = Auxiliaries.of(margins=[Margin("sex", np.array([0, 1]), np.array([90.0, 10.0]), ("f", "m"))])
    with pytest.raises(Infeasible) as refused:
        calibrate(weighted=np.array([50.0, 50.0]), auxiliaries=known, bounds=Bounds(0.1, 1.5))
    report = refused.value.report
    assert [(one.name, one.total, round(one.nearest, 6)) for one in report.unmet] == [("sex f", 90, 75)]
    assert report.upper_needed == pytest.approx(1.8)
    assert report.lower_needed is None, "no lower bound helps"
    assert "sex f: 75 instead of 90" in str(refused.value)
    assert "Raise the upper bound to 1.81" in str(refused.value)


def test_the_bound_that_is_told_is_enough():
    base, known = base_weights("plain"), auxiliaries()
    tight = Bounds(0.65, 1.2)
    with pytest.raises(Infeasible) as refused:
        calibrate(weighted=base, auxiliaries=known, bounds=tight)
    enough = refused.value.report.upper_needed
    assert calibrate(weighted=base, auxiliaries=known, bounds=Bounds(0.65, enough * 1.005)).gap < 1e-10


def test_totals_that_no_positive_weights_meet_are_told():
    """All women are young, and there are more women than young people."""
    sex = Margin("sex", np.array([0, 1, 1]), np.array([60.0, 40.0]), ("f", "m"))
    age = Margin("age", np.array([0, 0, 1]), np.array([50.0, 50.0]), ("young", "old"))
    known = Auxiliaries.of(margins=[sex, age])
    with pytest.raises(Infeasible, match="No weights meet all totals") as refused:
        calibrate(weighted=np.ones(3), auxiliaries=known, method=RAKING)
    assert refused.value.report.unmet


def test_margins_of_different_sums_are_refused():
    with pytest.raises(MarginsDisagree, match="sex add up to 100 persons, those of age to 101"):
        two_margins(np.array([40.0, 60.0]), np.array([30.0, 30.0, 41.0]))


def test_a_category_that_nobody_is_in_is_refused():
    with pytest.raises(EmptyCategory, match="sex x has 5 inhabitants"):
        Auxiliaries.of(margins=[Margin("sex", np.array([0, 1]), np.array([1.0, 2.0, 5.0]), ("f", "m", "x"))])


@pytest.mark.parametrize(("lower", "upper"), [(1.0, 2.0), (0.5, 1.0), (2.0, 3.0)])
def test_bounds_that_do_not_hold_1_are_refused(lower, upper):
    with pytest.raises(ValueError, match="One is below 1 and one above"):
        Bounds(lower, upper)


def test_logit_wants_both_bounds():
    with pytest.raises(ValueError, match="needs both bounds"):
        calibrate(weighted=base_weights("plain"), auxiliaries=auxiliaries(), method=LOGIT)


def test_bounds_that_must_both_give_way_are_told_together():
    base, known = base_weights("plain"), auxiliaries()
    with pytest.raises(Infeasible, match="Take bounds from 0") as refused:
        calibrate(weighted=base, auxiliaries=known, bounds=Bounds(0.97, 1.03))
    assert refused.value.report.upper_needed is None
    enough = refused.value.report.both_needed
    assert calibrate(weighted=base, auxiliaries=known, bounds=enough).gap < 1e-10
