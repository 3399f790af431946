# SPDX-License-Identifier: EUPL-1.2
"""The error of the model of persons and areas once more, by simulating from it."""

import numpy as np
import pytest

from samband.engines.small_areas import nested_error, nested_error_bootstrap
from samband.engines.small_areas.tests.test_agree_with_r import column, pixels, rows_of


def given(segments, counties, population=None):
    return {
        "auxiliaries": pixels(segments),
        "areas": column(segments, "county").astype(np.intp) - 1,
        "area_means": pixels(counties),
        "population": column(counties, "segments") if population is None else population,
    }


@pytest.fixture(scope="module")
def corn():
    segments, counties = rows_of("corn.csv"), rows_of("corn_means.csv")
    del segments[32]
    plan = given(segments, counties)
    return nested_error(answers=column(segments, "corn"), **plan), plan


def test_it_agrees_with_the_formula_where_that_is_meant_to_hold(corn):
    """Corn in twelve counties: two ways to one figure, the noise of 400 replicates between them."""
    fitted, plan = corn
    found = nested_error_bootstrap(fitted=fitted, **plan, replicates=400, seed=4)
    np.testing.assert_allclose(found, fitted.mse, rtol=0.35)
    assert found.mean() == pytest.approx(fitted.mse.mean(), rel=0.1)


def test_the_same_seed_gives_the_same_figure_and_another_one_another(corn):
    fitted, plan = corn
    first, again, other = (
        nested_error_bootstrap(fitted=fitted, **plan, replicates=5, seed=seed) for seed in (1, 1, 2)
    )
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_an_area_in_which_everybody_was_asked_has_no_error():
    rng = np.random.default_rng(3)
    areas = np.repeat(np.arange(8), 6)
    columns = np.column_stack([np.ones(48), rng.normal(size=48)])
    means = np.stack([columns[areas == at].mean(axis=0) for at in range(8)])
    plan = {
        "auxiliaries": columns,
        "areas": areas,
        "area_means": means,
        "population": np.array([6.0, *[60.0] * 7]),
    }
    fitted = nested_error(answers=rng.normal(size=48) + areas / 4, **plan)
    found = nested_error_bootstrap(fitted=fitted, **plan, replicates=20, seed=1)
    assert found[0] == pytest.approx(0, abs=1e-20)
    assert found[1:].min() > 0
