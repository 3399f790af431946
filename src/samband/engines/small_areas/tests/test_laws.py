# SPDX-License-Identifier: EUPL-1.2
"""What must hold for any areas, and a slow twin with whole matrices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.small_areas import Method, fay_herriot, integrated_mse, nested_error
from samband.engines.small_areas.tests.survey_of_areas import drawn_areas

SEEDS = st.integers(0, 10_000)
METHODS = st.sampled_from(list(Method))


@given(seed=SEEDS, method=METHODS, between=st.sampled_from([0.2, 1.0, 4.0]))
@settings(max_examples=40, deadline=None)
def test_an_estimate_lies_between_the_direct_one_and_what_the_columns_say(seed, method, between):
    direct, variances, auxiliaries, _ = drawn_areas(areas=30, seed=seed, between=between)
    model = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries, method=method)

    low, high = np.minimum(direct, model.synthetic), np.maximum(direct, model.synthetic)
    assert ((low - 1e-9 <= model.eblup) & (model.eblup <= high + 1e-9)).all()
    assert (model.mse > 0).all()


@given(seed=SEEDS, method=METHODS, factor=st.sampled_from([0.01, 3.0, 1000.0]))
@settings(max_examples=30, deadline=None)
def test_another_unit_or_a_shift_along_the_columns_changes_nothing_else(seed, method, factor):
    direct, variances, auxiliaries, _ = drawn_areas(areas=40, seed=seed)
    shift = auxiliaries @ [5, -2, 1]
    plain = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries, method=method)
    other = fay_herriot(
        direct=(direct + shift) * factor,
        variances=variances * factor**2,
        auxiliaries=auxiliaries * [1, 7, 0.3],
        method=method,
    )

    np.testing.assert_allclose(other.eblup, (plain.eblup + shift) * factor, rtol=1e-7, atol=1e-7 * factor)
    np.testing.assert_allclose(other.mse, plain.mse * factor**2, rtol=1e-6)


@given(seed=SEEDS)
@settings(max_examples=20, deadline=None)
def test_many_items_at_once_are_the_same_as_one_by_one_in_any_order_of_areas(seed):
    direct, variances, auxiliaries, _ = drawn_areas(areas=25, seed=seed, items=4)
    direct[1, 3] = np.nan
    order = np.random.default_rng(seed).permutation(25)
    together = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries)

    for item in range(4):
        alone = fay_herriot(
            direct=direct[item, order], variances=variances[order], auxiliaries=auxiliaries[order]
        )
        np.testing.assert_allclose(alone.eblup, together.eblup[item, order], rtol=0, atol=1e-8)
        np.testing.assert_allclose(alone.mse, together.mse[item, order], rtol=1e-7)


@pytest.mark.parametrize("seed", range(3))
def test_the_restricted_likelihood_is_highest_where_the_fit_says(seed):
    direct, variances, auxiliaries, _ = drawn_areas(areas=20, seed=seed)
    between = float(fay_herriot(direct=direct[0], variances=variances, auxiliaries=auxiliaries).variance)

    here = restricted(between, direct[0], variances, auxiliaries)
    for other in (between * 0.98, between * 1.02):
        assert restricted(other, direct[0], variances, auxiliaries) < here


def restricted(between, direct, variances, auxiliaries):
    """By the book, with whole matrices."""
    total = np.diag(variances + between)
    inverse = np.linalg.inv(total)
    moment = auxiliaries.T @ inverse @ auxiliaries
    projection = inverse - inverse @ auxiliaries @ np.linalg.solve(moment, auxiliaries.T @ inverse)
    logs = np.linalg.slogdet(total)[1] + np.linalg.slogdet(moment)[1]
    return -0.5 * (logs + direct @ projection @ direct)


def test_the_integrated_error_is_that_of_a_fine_sum_over_variances():
    direct, variances, auxiliaries, _ = drawn_areas(areas=25, seed=4, between=0.3)
    direct = direct[0]
    model = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries)
    values = np.concatenate([np.arange(0.0005, 3, 0.001), np.arange(3.025, 60, 0.05)])
    widths = np.concatenate([np.full(3000, 0.001), np.full(len(values) - 3000, 0.05)])
    logs = np.array([restricted(value, direct, variances, auxiliaries) for value in values])
    weights = np.exp(logs - logs.max()) * widths
    slow = sum(
        weight * one_error(value, direct, variances, auxiliaries, model.eblup)
        for weight, value in zip(weights / weights.sum(), values, strict=True)
    )

    found = integrated_mse(model=model, direct=direct, variances=variances, auxiliaries=auxiliaries)
    np.testing.assert_allclose(found, slow, rtol=2e-3)


def one_error(between, direct, variances, auxiliaries, eblup):
    inverse = np.diag(1 / (variances + between))
    covariance = np.linalg.inv(auxiliaries.T @ inverse @ auxiliaries)
    line = auxiliaries @ covariance @ auxiliaries.T @ inverse @ direct
    shrinkage = between / (between + variances)
    here = line + shrinkage * (direct - line)
    leverage = np.diag(auxiliaries @ covariance @ auxiliaries.T)
    return shrinkage * variances + (1 - shrinkage) ** 2 * leverage + (here - eblup) ** 2


def test_the_integrated_error_is_longer_where_no_variance_was_found_and_alike_where_it_is_known():
    direct, variances, auxiliaries, _ = drawn_areas(areas=200, seed=2, between=5.0)
    clear = fay_herriot(direct=direct[0], variances=variances, auxiliaries=auxiliaries)
    known = integrated_mse(model=clear, direct=direct[0], variances=variances, auxiliaries=auxiliaries)
    assert np.median(known / clear.mse) == pytest.approx(1.0, abs=0.02)

    alike, variances, auxiliaries, _ = drawn_areas(areas=40, seed=3, items=50, between=0.05)
    models = fay_herriot(direct=alike, variances=variances, auxiliaries=auxiliaries)
    doubted = integrated_mse(model=models, direct=alike, variances=variances, auxiliaries=auxiliaries)
    none = models.variance == 0
    assert none.sum() > 5
    assert np.median(doubted[none] / models.mse[none]) > 1.1


def test_the_nested_error_model_is_that_of_whole_matrices():
    chance = np.random.default_rng(1)
    areas = np.repeat(np.arange(6), [1, 2, 3, 4, 5, 6])
    columns = np.column_stack([np.ones(21), chance.normal(size=21)])
    answers = columns @ [1.0, 2.0] + chance.normal(size=6)[areas] + chance.normal(size=21)
    population, means = np.full(6, 1e12), np.column_stack([np.ones(6), np.zeros(6)])
    found = nested_error(
        answers=answers, auxiliaries=columns, areas=areas, area_means=means, population=population
    )

    same = (areas[:, None] == areas[None]).astype(float)
    inverse = np.linalg.inv(found.inside * np.eye(21) + found.between * same)
    coefficients = np.linalg.solve(columns.T @ inverse @ columns, columns.T @ inverse @ answers)
    of_area = (areas == np.arange(6)[:, None]).astype(float)
    effects = found.between * of_area @ inverse @ (answers - columns @ coefficients)
    np.testing.assert_allclose(found.coefficients, coefficients, rtol=1e-9)
    np.testing.assert_allclose(found.effects, effects, rtol=1e-7, atol=1e-10)
    np.testing.assert_allclose(found.eblup, means @ coefficients + effects, rtol=1e-7)
