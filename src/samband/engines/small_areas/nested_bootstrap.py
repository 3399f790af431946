# SPDX-License-Identifier: EUPL-1.2
"""Mean squared error of the model of persons and areas, by simulating from the fitted model."""

import numpy as np
from numpy.typing import NDArray

from samband.engines.small_areas.nested_error import NestedError, nested_error
from samband.engines.weighting.sums import FloatArray, sum_by


def nested_error_bootstrap(
    *,
    fitted: NestedError,
    auxiliaries: FloatArray,
    areas: NDArray[np.intp],
    area_means: FloatArray,
    population: FloatArray,
    replicates: int,
    seed: int,
) -> FloatArray:
    """Mean squared error of the EBLUP of each area's mean, (areas,).

    fitted: of ``nested_error`` with the same auxiliaries, areas, means and population. In each replicate
    effects, answers and the mean of those who were not asked are drawn, the model is fitted anew, and its
    EBLUP held against the mean that was drawn. A second opinion on ``fitted.mse``, for few areas or a
    variance between them near 0, where the formula leans on large numbers. Inherits the fitted variances:
    where that between areas is fitted as 0, all replicates have areas that do not differ.
    Source: González-Manteiga and others, Computational Statistics and Data Analysis 52, 2008.
    """
    chance = np.random.default_rng(seed)
    asked = sum_by(index=areas, values=np.ones(len(areas)), size=len(population))
    squares = np.zeros(len(population))
    for _ in range(replicates):
        effects = chance.normal(0.0, np.sqrt(fitted.between), len(population))
        noise = chance.normal(0.0, np.sqrt(fitted.inside), len(areas))
        silent = chance.normal(size=len(population)) * np.sqrt(fitted.inside * (population - asked))
        heard = sum_by(index=areas, values=noise, size=len(population))
        truth = area_means @ fitted.coefficients + effects + (heard + silent) / population
        again = nested_error(
            answers=auxiliaries @ fitted.coefficients + effects[areas] + noise,
            auxiliaries=auxiliaries,
            areas=areas,
            area_means=area_means,
            population=population,
        )
        squares += (again.eblup - truth) ** 2
    return squares / replicates
