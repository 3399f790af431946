# SPDX-License-Identifier: EUPL-1.2
"""Every figure that R gives for milk, corn and cells; origin: reference/make_reference.R."""

import numpy as np
import pytest

from samband.engines.small_areas import Method, fay_herriot, fit_area_logit, nested_error
from samband.engines.small_areas.tests.survey_of_areas import column, dummies, rows_of

MILK = rows_of("milk_data.csv")
PRECISIONS = ("1e-04", "1e-13")


def milk(method, precision):
    return fay_herriot(
        direct=column(MILK, "direct"),
        variances=column(MILK, "se") ** 2,
        auxiliaries=dummies(column(MILK, "major_area"), (2, 3, 4)),
        method=method,
        tolerance=float(precision),
    )


def expected_of(name, **wanted):
    return [row for row in rows_of(name) if all(row[key] == value for key, value in wanted.items())]


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("method", Method)
def test_milk_estimates_and_their_errors_are_those_of_sae(method, precision):
    model, expected = milk(method, precision), expected_of("milk.csv", method=method, precision=precision)

    np.testing.assert_allclose(model.eblup, column(expected, "eblup"), rtol=0, atol=1e-12)
    np.testing.assert_allclose(model.mse, column(expected, "mse"), rtol=0, atol=1e-12)


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("method", Method)
def test_milk_coefficients_and_likelihood_are_those_of_sae(method, precision):
    model = milk(method, precision)
    found = [model.variance, *model.coefficients, *model.coefficient_errors, model.log_likelihood]

    expected = column(expected_of("milk_fits.csv", method=method, precision=precision), "value")
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-11)


@pytest.mark.parametrize("left_out", ["0", "33"])
@pytest.mark.parametrize("crop", ["corn", "soybeans"])
def test_county_means_of_crops_are_those_of_lme4(crop, left_out):
    segments, counties = rows_of("corn.csv"), rows_of("corn_means.csv")
    if left_out != "0":
        del segments[int(left_out) - 1]
    found = nested_error(
        answers=column(segments, crop),
        auxiliaries=pixels(segments),
        areas=column(segments, "county").astype(np.intp) - 1,
        area_means=pixels(counties),
        population=column(counties, "segments"),
    )

    figures = [found.between, found.inside, *found.coefficients, *found.eblup]
    expected = column(expected_of("corn_expected.csv", crop=crop, left_out=left_out), "value")
    np.testing.assert_allclose(figures, expected, rtol=1e-6)


def pixels(rows):
    return np.column_stack([np.ones(len(rows)), column(rows, "corn_pixels"), column(rows, "soybeans_pixels")])


def test_the_logit_of_cells_is_that_of_glmer():
    cells = rows_of("logit.csv")
    age, education = dummies(column(cells, "age"), range(1, 5)), dummies(column(cells, "education"), (1, 2))
    found = fit_area_logit(
        yes=column(cells, "yes"),
        asked=column(cells, "asked"),
        columns=np.column_stack([age, education[:, 1:], column(cells, "man")]),
        areas=column(cells, "area").astype(np.intp),
        size=25,
    )

    figures = [*found.coefficients, found.sd, found.log_likelihood, *found.effects]
    np.testing.assert_allclose(figures, column(rows_of("logit_expected.csv"), "value"), rtol=0, atol=2e-6)
