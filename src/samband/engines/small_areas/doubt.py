# SPDX-License-Identifier: EUPL-1.2
"""Errors that heed how little is known of the variance between areas: integrated over it, not put in as one
number."""

import numpy as np

from samband.engines.small_areas.fay_herriot import FayHerriot, orthonormal
from samband.engines.small_areas.fitting import Sample, start_values
from samband.engines.weighting.sums import FloatArray

NODES = 40


def integrated_mse(
    *, model: FayHerriot, direct: FloatArray, variances: FloatArray, auxiliaries: FloatArray
) -> FloatArray:
    """(…, areas): mean squared error of the EBLUP, over all variances between areas that the estimates allow.

    The restricted likelihood, taken as a law of the variance, weighs g1 + g2 and the squared distance of
    the EBLUP at
    each variance from the EBLUP given (a flat prior: Morris 1983; Rao and Molina 2015, section 10.3).
    Arguments as for ``fay_herriot``, and what it found. Where the variance is well known this is g1 + g2 +
    g3; where it
    is small or 0 the formula of Prasad and Rao is too short, and this one is not
    (docs/methods/small-areas.md).
    """
    leading, areas = model.eblup.shape[:-1], model.eblup.shape[-1]
    flat = (-1, areas)
    basis, _ = orthonormal(auxiliaries)
    direct, variances = np.broadcast_arrays(direct, variances)
    sample = Sample.of(direct=direct.reshape(flat), variances=variances.reshape(flat), columns=basis)
    found = _integrated(sample, model.eblup.reshape(flat))
    known = (sample.present == 0) & (variances.reshape(flat) == 0) & np.isfinite(direct.reshape(flat))
    return np.where(known, 0.0, found).reshape(*leading, areas)


def _integrated(sample: Sample, eblup: FloatArray) -> FloatArray:
    """One pass over the nodes; sums are kept relative to the largest likelihood so far."""
    scale = start_values(sample)
    places, widths = _nodes()
    highest = np.full(len(sample), -np.inf)
    total, squares = np.zeros(len(sample)), np.zeros_like(eblup)
    for place, width in zip(places, widths, strict=True):
        log_weight, error = _at(sample, place * scale, eblup)
        log_weight += np.log(width)
        new = np.maximum(highest, log_weight)
        shrunk, weight = np.exp(highest - new), np.exp(log_weight - new)
        total = total * shrunk + weight
        squares = squares * shrunk[:, None] + weight[:, None] * error
        highest = new
    found: FloatArray = squares / total[:, None]
    return found


def _nodes() -> tuple[FloatArray, FloatArray]:
    """Variances in units of the median sampling variance, from 0 to far beyond, dense near 0, and their
    widths."""
    legendre, weights = np.polynomial.legendre.leggauss(NODES)
    t = (legendre + 1) / 2
    return t**2 / (1 - t**2), weights * t / (1 - t**2) ** 2


def _at(sample: Sample, value: FloatArray, eblup: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Log restricted likelihood (fits,), and by area g1 + g2 + squared distance from the EBLUP given."""
    weights = sample.present / (value[:, None] + sample.variances)
    coefficients, inverse, residuals = sample.lines(weights)
    shrinkage = value[:, None] * weights
    leverage = inverse.reshape(len(sample), -1) @ sample.outer.T
    own = np.where(sample.present > 0, shrinkage * sample.variances, value[:, None])
    here = coefficients @ sample.columns.T + shrinkage * residuals
    logs = np.log(np.where(sample.present > 0, weights, 1.0)).sum(axis=1)
    likelihood = 0.5 * (logs + np.linalg.slogdet(inverse)[1] - (weights * residuals**2).sum(axis=1))
    return likelihood, own + (1 - shrinkage) ** 2 * leverage + (here - eblup) ** 2
