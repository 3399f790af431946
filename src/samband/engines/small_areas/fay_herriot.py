# SPDX-License-Identifier: EUPL-1.2
"""Area-level model of Fay and Herriot: the direct estimate drawn towards what the auxiliary columns
predict."""

from dataclasses import dataclass

import numpy as np

from samband.engines.small_areas.fitting import (
    BoolArray,
    Method,
    Sample,
    TooFewAreas,
    Variances,
    fit_variances,
)
from samband.engines.weighting.sums import FloatArray

TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class FayHerriot:
    """The leading axes are those of ``direct``: none for one item, (items,) for several.

    variance: (…,), between areas. converged: (…,). log_likelihood: (…,), at the estimates.
    coefficients, coefficient_errors: (…, columns).
    eblup, mse, synthetic (what the columns alone predict), shrinkage (weight of the direct estimate, 0
    where there
    is none), influence (Cook's distance): (…, areas). sampled: (…, areas), whether the area took part in
    the fit.
    """

    method: Method
    variance: FloatArray
    converged: BoolArray
    log_likelihood: FloatArray
    coefficients: FloatArray
    coefficient_errors: FloatArray
    eblup: FloatArray
    mse: FloatArray
    synthetic: FloatArray
    shrinkage: FloatArray
    influence: FloatArray
    sampled: BoolArray


def fay_herriot(
    *,
    direct: FloatArray,
    variances: FloatArray,
    auxiliaries: FloatArray,
    method: Method = Method.REML,
    tolerance: float = TOLERANCE,
) -> FayHerriot:
    """Empirical best linear unbiased predictors of all areas, with their mean squared error.

    direct: (…, areas), estimates by area; NaN where there is none: such an area gets the synthetic value.
    variances: of the direct estimates, taken as known; 0 means that the direct estimate is the truth.
    auxiliaries: (areas, columns), known for every area, a constant among them.
    MSE: g1 + g2 + 2 g3 for REML, less the bias of the variance for ML and moments (Prasad and Rao 1990;
    Datta and
    Lahiri 2000; Datta, Rao and Smith 2005); for an area without direct estimate A + xᵀ Q x.
    Raises TooFewAreas. Reference values: R sae::mseFH on the milk data, tests/reference/milk.csv.
    Not for: few areas (below about 20), variances guessed from a handful of answers (see
    ``pooled_variances``).
    """
    direct, variances = np.broadcast_arrays(np.asarray(direct, np.float64), np.asarray(variances, np.float64))
    leading, areas = direct.shape[:-1], direct.shape[-1]
    basis, turn = orthonormal(np.asarray(auxiliaries, np.float64))
    sample = Sample.of(
        direct=direct.reshape(-1, areas), variances=variances.reshape(-1, areas), columns=basis
    )
    between = fit_variances(sample=sample, method=method, tolerance=tolerance)
    is_known = (
        (sample.present == 0) & (variances.reshape(-1, areas) == 0) & np.isfinite(direct).reshape(-1, areas)
    )
    found = _predicted(sample, between, method, turn)
    eblup = np.where(is_known, direct.reshape(-1, areas), found.eblup)
    return _shaped(found, eblup, np.where(is_known, 0.0, found.mse), is_known, leading)


def _predicted(sample: Sample, between: Variances, method: Method, turn: FloatArray) -> FayHerriot:
    variance = between.value[:, None]
    weights = sample.present / (variance + sample.variances)
    coefficients, inverse, residuals = sample.lines(weights)
    synthetic = coefficients @ sample.columns.T
    shrinkage = variance * weights
    leverage = inverse.reshape(len(sample), -1) @ sample.outer.T
    errors = np.sqrt(np.einsum("ij,fjk,ik->fi", turn, inverse, turn))
    return FayHerriot(
        method=method,
        variance=between.value,
        converged=between.converged,
        log_likelihood=_log_likelihood(sample, weights, residuals),
        coefficients=coefficients @ turn.T,
        coefficient_errors=errors,
        eblup=synthetic + shrinkage * residuals,
        mse=_mse(sample, between.value, weights, leverage, inverse, method),
        synthetic=synthetic,
        shrinkage=shrinkage,
        influence=_influence(weights, residuals, leverage, turn.shape[0]),
        sampled=sample.present > 0,
    )


def _mse(
    sample: Sample,
    value: FloatArray,
    weights: FloatArray,
    leverage: FloatArray,
    inverse: FloatArray,
    method: Method,
) -> FloatArray:
    """g1 + g2 + 2 g3 − B² · bias; where there is no direct estimate, A + leverage."""
    drawn = sample.variances * weights
    of_variance, bias = _uncertainty(sample, weights, inverse, method)
    first = drawn * value[:, None]
    third = drawn * drawn * weights * of_variance[:, None]
    sampled = first + drawn * drawn * (leverage - bias[:, None]) + 2 * third
    found: FloatArray = np.where(sample.present > 0, sampled, value[:, None] + leverage)
    return found


def _uncertainty(
    sample: Sample, weights: FloatArray, inverse: FloatArray, method: Method
) -> tuple[FloatArray, FloatArray]:
    """Asymptotic variance and bias of the variance between areas, (fits,) each."""
    squares = (weights * weights).sum(axis=1)
    if method is Method.REML:
        return 2 / squares, np.zeros(len(sample))
    if method is Method.ML:
        second = sample.moment(weights * weights)
        return 2 / squares, -np.einsum("fij,fji->f", inverse, second) / squares
    present, total = sample.present.sum(axis=1), weights.sum(axis=1)
    return 2 * present / total**2, 2 * (present * squares - total**2) / total**3


def _log_likelihood(sample: Sample, weights: FloatArray, residuals: FloatArray) -> FloatArray:
    inside = sample.present > 0
    logs = np.log(np.where(inside, weights, 1.0) / (2 * np.pi), where=inside, out=np.zeros_like(weights))
    found: FloatArray = 0.5 * (logs - weights * residuals * residuals).sum(axis=1)
    return found


def _influence(weights: FloatArray, residuals: FloatArray, leverage: FloatArray, columns: int) -> FloatArray:
    """Cook's distance of each area: how far all predictions move when it is left out, at the same
    variance."""
    hat = weights * leverage
    found: FloatArray = weights * residuals**2 * hat / (1 - hat) ** 2 / columns
    return found


def orthonormal(auxiliaries: FloatArray) -> tuple[FloatArray, FloatArray]:
    """An orthonormal basis of the columns, and the matrix that turns its coefficients into theirs."""
    scale = np.linalg.norm(auxiliaries, axis=0)
    areas, columns = auxiliaries.shape
    if areas <= columns or not (scale > 0).all():
        raise TooFewAreas(areas=areas, columns=columns)
    basis, triangle = np.linalg.qr(auxiliaries / scale)
    if np.abs(np.diag(triangle)).min() < 1e-10:
        raise TooFewAreas(areas=areas, columns=columns)
    # Long columns keep the sums of squares near 1 whatever the number of areas.
    length = np.sqrt(areas)
    return basis * length, np.linalg.inv(triangle) / scale[:, None] * length


def _shaped(
    found: FayHerriot, eblup: FloatArray, mse: FloatArray, is_known: BoolArray, leading: tuple[int, ...]
) -> FayHerriot:
    columns, areas = found.coefficients.shape[-1], eblup.shape[-1]
    return FayHerriot(
        method=found.method,
        variance=found.variance.reshape(leading),
        converged=found.converged.reshape(leading),
        log_likelihood=found.log_likelihood.reshape(leading),
        coefficients=found.coefficients.reshape(*leading, columns),
        coefficient_errors=found.coefficient_errors.reshape(*leading, columns),
        eblup=eblup.reshape(*leading, areas),
        mse=mse.reshape(*leading, areas),
        synthetic=found.synthetic.reshape(*leading, areas),
        shrinkage=np.where(is_known, 1.0, found.shrinkage).reshape(*leading, areas),
        influence=found.influence.reshape(*leading, areas),
        sampled=found.sampled.reshape(*leading, areas),
    )
