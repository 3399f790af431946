# SPDX-License-Identifier: EUPL-1.2
"""Sampling variances steady enough to be taken as known: pooled over the areas."""

import numpy as np

from samband.engines.weighting.sums import FloatArray


def pooled_variances(*, se: FloatArray, n: FloatArray, population: FloatArray | None = None) -> FloatArray:
    """Variance of each area's mean from one variance of single answers, common to all areas.

    se, n: (…, areas), direct standard errors and respondents; NaN or n < 2 adds nothing. population:
    (areas,).
    Returns (…, areas): s² (1 − n/N)/n, NaN where nobody answered; s² is the mean of se² n/(1 − n/N),
    weighted by
    n − 1. A handful of answers says little about its own variance, and the model takes the variance as known.
    Not for areas whose answers differ in spread for known reasons: give their own variances.
    """
    spread = per_answer(n=n, population=population)
    counts = _useful(se, n, spread)
    squares = np.where(counts > 0, se**2 / np.where(counts > 0, spread, 1.0), 0.0)
    return _shared((counts * squares).sum(axis=-1), counts.sum(axis=-1)) * spread


def pooled_share_spread(
    *, share: FloatArray, se: FloatArray, n: FloatArray, population: FloatArray | None = None
) -> FloatArray:
    """(…, areas): 1 / effective respondents of a share, from one design factor common to all areas.

    The factor is Σ (n − 1) se² n/(1 − n/N) over Σ n p (1 − p): 1 for simple random samples. Arguments as
    above.
    """
    spread = per_answer(n=n, population=population)
    counts = _useful(se, n, spread)
    inside = counts > 0
    above = np.where(inside, counts * se**2 / np.where(inside, spread, 1.0), 0.0).sum(axis=-1)
    below = np.where(inside, n * share * (1 - share), 0.0).sum(axis=-1)
    return _shared(above, below) * spread


def per_answer(*, n: FloatArray, population: FloatArray | None) -> FloatArray:
    """(1 − n/N)/n: what the variance of single answers is multiplied with; NaN where nobody answered."""
    answers = np.where(n > 0, n, np.nan)
    silent = 1.0 if population is None else np.maximum(1 - answers / population, 0.0)
    found: FloatArray = silent / answers
    return found


def _useful(se: FloatArray, n: FloatArray, spread: FloatArray) -> FloatArray:
    """Degrees of freedom of the areas that can tell of the spread."""
    is_useful = (n >= 2) & np.isfinite(se) & (spread > 0)
    found: FloatArray = np.where(is_useful, n - 1, 0.0)
    return found


def _shared(above: FloatArray, below: FloatArray) -> FloatArray:
    ratio: FloatArray = np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)[..., None]
    return ratio
