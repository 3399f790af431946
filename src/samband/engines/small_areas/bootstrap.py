# SPDX-License-Identifier: EUPL-1.2
"""Parametric bootstrap of the mean squared error, all items and replicates in a few large array calls."""

from collections.abc import Callable, Iterator

import numpy as np

from samband.engines.small_areas.fay_herriot import TOLERANCE, orthonormal
from samband.engines.small_areas.fitting import Method, Sample, fit_variances, start_values
from samband.engines.weighting.sums import FloatArray

VALUES_AT_ONCE = 25_000
"""Fits times areas of one portion: arrays of 200 kB, near the processor, multiplied by one thread."""
BOOTSTRAP_TOLERANCE = 1e-4
"""Far below the noise of a replicate."""

Back = Callable[[FloatArray, FloatArray], FloatArray]
"""From the scale of the model and a variance to the scale of the figures."""


def bootstrap_mse(
    *,
    direct: FloatArray,
    variances: FloatArray,
    auxiliaries: FloatArray,
    replicates: int,
    seed: int,
    method: Method = Method.REML,
    back: Back | None = None,
) -> FloatArray:
    """Mean squared error of the EBLUP of each item and area, (items, areas), by simulating from the fitted
    model.

    direct, variances: (items, areas), as for ``fay_herriot``; NaN where there is no direct estimate.
    back: carries estimates to another scale, as ``from_arcsine``: the error is then that on the other scale.
    seed: each item has its own stream, so that an item's result does not depend on which others were asked
    for.
    Source: Butar and Lahiri, Journal of Statistical Planning and Inference 112, 2003 (naive form).
    """
    basis, _ = orthonormal(auxiliaries)
    sample = Sample.of(direct=direct, variances=variances, columns=basis)
    between = fit_variances(sample=sample, method=method, tolerance=TOLERANCE).value
    weights = sample.present / (between[:, None] + sample.variances)
    expected = sample.lines(weights)[0] @ basis.T
    found = np.empty_like(sample.direct)
    for item in range(len(sample)):
        chance = np.random.default_rng([seed, item])
        one = sample.rows(slice(item, item + 1))
        squares = (
            _squared_errors(one, expected[item], float(between[item]), size, chance, method, back)
            for size in _portions(replicates, sample.direct.shape[1])
        )
        found[item] = np.sum(list(squares), axis=0) / replicates
    known = (variances == 0) & np.isfinite(direct)
    return np.where(known, 0.0, found)


def _portions(replicates: int, areas: int) -> Iterator[int]:
    """Replicates of each portion."""
    most = max(1, VALUES_AT_ONCE // areas)
    for start in range(0, replicates, most):
        yield min(most, replicates - start)


def _squared_errors(
    one: Sample,
    expected: FloatArray,
    between: float,
    size: int,
    chance: np.random.Generator,
    method: Method,
    back: Back | None,
) -> FloatArray:
    """(areas,): squared errors of so many replicates, added up."""
    areas = len(expected)
    truth = expected + np.sqrt(between) * chance.standard_normal((size, areas))
    drawn = truth + np.sqrt(one.variances) * chance.standard_normal((size, areas))
    many = Sample(
        np.where(one.present > 0, drawn, 0.0),
        np.broadcast_to(one.variances, drawn.shape),
        np.broadcast_to(one.present, drawn.shape),
        one.columns,
        one.outer,
    )
    start = np.full(size, between) if between > 0 else start_values(many)
    fitted = fit_variances(sample=many, method=method, tolerance=BOOTSTRAP_TOLERANCE, start=start)
    value = fitted.value[:, None]
    weights = many.present / (value + many.variances)
    coefficients, _, residuals = many.lines(weights)
    estimate = coefficients @ one.columns.T + value * weights * residuals
    if back:
        left = np.where(many.present > 0, value * (1 - value * weights), value)
        estimate, truth = back(estimate, left), back(truth, np.zeros_like(truth))
    squares: FloatArray = ((estimate - truth) ** 2).sum(axis=0)
    return squares
