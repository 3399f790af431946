# SPDX-License-Identifier: EUPL-1.2
"""Small cases whose answer follows on paper."""

import numpy as np
import pytest

from samband.engines.small_areas import (
    Benchmark,
    Concern,
    Method,
    TooFewAreas,
    benchmarked,
    bootstrap_mse,
    diagnose,
    fay_herriot,
    from_arcsine,
    nested_error,
    pooled_share_spread,
    pooled_variances,
    to_arcsine,
)
from samband.engines.small_areas.shares import share_limits, share_mse
from samband.engines.small_areas.tests.survey_of_areas import drawn_areas

FIVE = np.array([1.0, 2.0, 3.0, 4.0, 5.0])


@pytest.mark.parametrize(("method", "between"), [(Method.REML, 2.0), (Method.ML, 1.5), (Method.MOMENTS, 2.0)])
def test_with_equal_variances_the_model_is_that_of_james_and_stein(method, between):
    # s² of 1 to 5 is 2.5 (2.0 with n); the sampling variance 0.5 is taken off.
    model = fay_herriot(direct=FIVE, variances=np.full(5, 0.5), auxiliaries=np.ones((5, 1)), method=method)

    weight = between / (between + 0.5)
    assert model.variance == pytest.approx(between)
    assert model.eblup == pytest.approx(3 + weight * (FIVE - 3))
    assert model.shrinkage == pytest.approx(weight)
    assert model.synthetic == pytest.approx(3.0)


def test_the_error_of_equal_variances_is_added_up_from_three_parts():
    model = fay_herriot(direct=FIVE, variances=np.full(5, 0.5), auxiliaries=np.ones((5, 1)))

    drawn, total = 0.2, 2.5
    own, mean, variance = 0.5 * (1 - drawn), drawn**2 * total / 5, drawn**2 * 2 * total / 5
    assert model.mse == pytest.approx(own + mean + 2 * variance)


def test_an_area_without_answers_gets_what_the_columns_predict():
    direct = np.append(FIVE, np.nan)
    model = fay_herriot(direct=direct, variances=np.full(6, 0.5), auxiliaries=np.ones((6, 1)))

    assert model.eblup[5] == pytest.approx(3.0)
    assert model.mse[5] == pytest.approx(2.0 + 2.5 / 5)
    assert model.shrinkage[5] == 0
    assert list(model.sampled) == [True] * 5 + [False]


def test_an_area_in_which_everybody_answered_keeps_its_figure():
    direct, variances = np.append(FIVE, 9.0), np.append(np.full(5, 0.5), 0.0)
    model = fay_herriot(direct=direct, variances=variances, auxiliaries=np.ones((6, 1)))

    assert (model.eblup[5], model.mse[5], model.shrinkage[5]) == (9.0, 0.0, 1.0)


def test_estimates_as_close_as_their_errors_leave_no_variance_between_areas():
    model = fay_herriot(direct=FIVE, variances=np.full(5, 10.0), auxiliaries=np.ones((5, 1)))

    assert model.variance == 0
    assert bool(model.converged)
    assert model.eblup == pytest.approx(3.0)


@pytest.mark.parametrize(
    "columns", [np.ones((5, 5)), np.column_stack([np.ones(5), np.full(5, 3.0)]), np.zeros((5, 1))]
)
def test_columns_that_say_nothing_of_their_own_are_refused(columns):
    with pytest.raises(TooFewAreas, match="Leave out columns"):
        fay_herriot(direct=FIVE, variances=np.ones(5), auxiliaries=columns)


def test_columns_that_are_one_among_the_areas_with_answers_are_refused():
    columns = np.column_stack([np.ones(6), [1, 1, 1, 1, 1, 2]])

    with pytest.raises(TooFewAreas, match="5 areas"):
        fay_herriot(direct=np.append(FIVE, np.nan), variances=np.ones(6), auxiliaries=columns)


def test_pooled_variances_come_from_one_spread_of_answers():
    # Areas of 11 and 21 answers tell of s² 4 and 1: weighted by 10 and 20 it is 2.
    se = np.sqrt([4 / 11, 1 / 21, np.nan, np.nan])
    found = pooled_variances(se=se, n=np.array([11.0, 21.0, 1.0, 0.0]))

    assert found[:3] == pytest.approx([2 / 11, 2 / 21, 2.0])
    assert np.isnan(found[3])


def test_pooled_variances_heed_how_many_there_are_to_ask():
    found = pooled_variances(
        se=np.sqrt([2 / 10, 2 * 0.5 / 10]), n=np.array([10.0, 10.0]), population=np.array([np.inf, 20.0])
    )

    assert found == pytest.approx([0.2, 0.1])


def test_the_design_factor_of_a_simple_random_sample_is_one():
    n, share = np.array([20.0, 50.0]), np.array([0.3, 0.5])
    se = np.sqrt(share * (1 - share) / (n - 1))

    assert pooled_share_spread(share=share, se=se, n=n) == pytest.approx(1 / n)


def test_a_share_of_none_has_an_angle_and_a_variance():
    angle, variance = to_arcsine(share=np.array([0.0]), spread=np.array([0.1]))

    assert np.sin(angle) ** 2 == pytest.approx(0.375 / 10.75)
    assert variance == pytest.approx(1 / 42)


def test_the_expected_share_and_its_spread_are_those_of_many_drawn_angles():
    drawn = np.sin(np.random.default_rng(5).normal(0.6, 0.1, 400_000)) ** 2

    angle = np.array([0.6])
    assert from_arcsine(angle=angle, variance=np.array([0.01])) == pytest.approx(drawn.mean(), abs=1e-3)
    assert share_mse(angle=angle, mse=np.array([0.01])) == pytest.approx(drawn.var(), rel=0.02)


def test_limits_of_a_share_stay_between_none_and_all():
    lower, upper = share_limits(angle=np.array([0.05, 1.5]), half_width=np.array([0.3, 0.3]))

    assert (lower[0], upper[1]) == (0.0, pytest.approx(1.0))


@pytest.mark.parametrize(
    ("how", "moved"),
    [
        (Benchmark.RATIO, [10.0, 8.0, 4.0]),
        (Benchmark.DIFFERENCE, [10.0, 7.0, 5.0]),
        (Benchmark.UNCERTAINTY, [10.0, 6.4, 5.6]),
    ],
)
def test_modelled_areas_are_moved_to_the_total(how, moved):
    estimates, squares = benchmarked(
        estimates=np.array([10.0, 6.0, 3.0]) if how is Benchmark.RATIO else np.array([10.0, 6.0, 4.0]),
        mse=np.array([0.0, 1.0, 4.0]),
        weights=np.array([2.0, 1.0, 1.0]),
        is_modelled=np.array([False, True, True]),
        total=8.0,
        how=how,
    )

    assert estimates == pytest.approx(moved)
    assert squares[0] == 0
    assert (squares[1:] > [1.0, 4.0]).all()


def test_the_bootstrap_finds_the_error_that_the_formula_tells():
    chance = np.random.default_rng(8)
    auxiliaries = np.column_stack([np.ones(60), chance.normal(size=60)])
    variances = chance.uniform(0.5, 1.5, 60)
    direct = auxiliaries @ [1, 2] + chance.normal(size=60) + np.sqrt(variances) * chance.normal(size=60)
    formula = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries).mse

    found = bootstrap_mse(
        direct=direct[None], variances=variances[None], auxiliaries=auxiliaries, replicates=2000, seed=3
    )[0]

    # The naive bootstrap lacks one g3 of the formula's two.
    assert np.median(found / formula) == pytest.approx(1.0, abs=0.06)


def test_an_item_has_the_same_bootstrap_error_whatever_is_asked_with_it():
    direct, variances = np.stack([FIVE, FIVE[::-1] ** 2]), np.full((2, 5), 0.5)
    both = bootstrap_mse(
        direct=direct, variances=variances, auxiliaries=np.ones((5, 1)), replicates=30, seed=1
    )
    first = bootstrap_mse(
        direct=direct[:1], variances=variances[:1], auxiliaries=np.ones((5, 1)), replicates=30, seed=1
    )

    assert both[0] == pytest.approx(first[0], rel=1e-9)


def test_ten_thousand_areas_are_diagnosed():
    direct, variances, auxiliaries, _ = drawn_areas(areas=10_000, seed=1)
    model = fay_herriot(direct=direct[0], variances=variances, auxiliaries=auxiliaries)
    found = diagnose(model=model, direct=direct[0], variances=variances)

    assert found.areas == 10_000
    assert found.normality > 0.01
    assert found.concerns == (Concern.FAR_AREAS,), "some of ten thousand lie far"


def test_a_census_of_every_area_leaves_no_error_of_persons():
    areas = np.repeat([0, 1, 2], 4)
    answers = np.arange(12.0) % 5
    found = nested_error(
        answers=answers,
        auxiliaries=np.ones((12, 1)),
        areas=areas,
        area_means=np.ones((3, 1)),
        population=np.full(3, 4.0),
    )

    assert found.eblup == pytest.approx([answers[areas == area].mean() for area in range(3)])
    assert found.mse == pytest.approx(0.0, abs=1e-12)
