# SPDX-License-Identifier: EUPL-1.2
"""Confidence intervals of means and shares, never beyond what the answers leave possible."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, stdtrit

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.means import DomainDifferences, DomainMeans

Limits = tuple[FloatArray, FloatArray]

BISECTIONS = 60


def mean_limits(*, means: DomainMeans, confidence: float) -> Limits:
    """Student's t with the domain's degrees of freedom, cut at what is possible.

    Where all answered alike, or there is no degree of freedom, see ``unseen_limits``.
    """
    half = _quantile(means.df, confidence) * means.se
    return _bounded(means, confidence, means.value - half, means.value + half)


def share_limits(*, means: DomainMeans, confidence: float) -> Limits:
    """On the logit scale, as R svyciprop(method = "logit") with the domain's degrees of freedom.

    For a share of 0 or 1, see ``unseen_limits``.
    """
    share = means.value
    inner = (share > 0) & (share < 1)
    p = np.where(inner, share, 0.5)
    half = _quantile(means.df, confidence) * means.se / (p * (1 - p))
    logit = np.log(p / (1 - p))
    return _bounded(means, confidence, _expit(logit - half), _expit(logit + half))


def difference_limits(*, differences: DomainDifferences, confidence: float) -> Limits:
    """Student's t with the degrees of freedom of both groups together, cut at the width of the scale.

    Where one of the groups does not vary, from the limits of both (MOVER, Zou and Donner 2008).
    """
    first, second = differences.first, differences.second
    half = _quantile(differences.df, confidence) * differences.se
    low1, high1 = mean_limits(means=first, confidence=confidence)
    low2, high2 = mean_limits(means=second, confidence=confidence)
    is_silent = first.is_constant | second.is_constant | (differences.df < 1)
    below = np.where(is_silent, np.hypot(first.value - low1, high2 - second.value), half)
    above = np.where(is_silent, np.hypot(high1 - first.value, second.value - low2), half)
    width = first.high - first.low
    lower, upper = differences.value - below, differences.value + above
    return np.clip(lower, -width, width), np.clip(upper, -width, width)


def unseen_limits(*, means: DomainMeans, confidence: float) -> Limits:
    """Where the answers show no variation: how far could the others be from those who answered?

    All answered alike: up to the share u of the population may answer otherwise, so that the mean lies
    between m − u (m − low) and m + u (high − m); u = ``unseen_share``. For a share of 0 or 1 this is the
    limit of Clopper and Pearson (hypergeometric in a finite population). Answers that differ without a
    degree of freedom left (one respondent in each stratum) tell nothing: the whole scale.
    """
    unseen = np.where(means.is_constant, unseen_share(means=means, confidence=confidence), 1.0)
    lower = means.value - unseen * (means.value - means.low)
    return lower, means.value + unseen * (means.high - means.value)


def unseen_share(*, means: DomainMeans, confidence: float) -> FloatArray:
    """The largest share that a sample of the effective size would miss with a probability of (1 − level)/2.

    1 − (α/2)^(1/n); in a population of N the M/N with C(N − M, n)/C(N, n) = α/2, solved for real M.
    Source: Clopper and Pearson 1934; effective numbers as Korn and Graubard 1998.
    """
    tail = (1 - confidence) / 2
    n = np.maximum(means.effective, 1e-12)
    endless = 1 - tail ** (1 / n)
    population = np.where(np.isfinite(means.population), means.population, 1.0)
    finite = _unseen_persons(n, np.maximum(population, n), tail) / np.maximum(population, n)
    return np.where(np.isfinite(means.population), finite, endless)


def _unseen_persons(n: FloatArray, population: FloatArray, tail: float) -> FloatArray:
    """Real M with ln C(N − M, n) − ln C(N, n) = ln(α/2), at most N − n, by bisection."""

    def log_missed(persons: FloatArray) -> FloatArray:
        return _log_choose(population - persons, n) - _log_choose(population, n)

    return _bisect(log_missed, np.zeros(len(n)), population - n, np.log(tail))


def _bisect(
    falling: Callable[[FloatArray], FloatArray], low: FloatArray, high: FloatArray, goal: float
) -> FloatArray:
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        is_above = falling(middle) > goal
        low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
    return (low + high) / 2


def _log_choose(of: FloatArray, taken: FloatArray) -> FloatArray:
    logarithm: FloatArray = gammaln(of + 1) - gammaln(of - taken + 1) - gammaln(taken + 1)
    return logarithm


def _quantile(df: IntArray, confidence: float) -> FloatArray:
    """Upper quantile of Student's t; 0 where there are no degrees of freedom."""
    quantile: FloatArray = np.where(df > 0, stdtrit(np.maximum(df, 1), (1 + confidence) / 2), 0.0)
    return quantile


def _bounded(means: DomainMeans, confidence: float, lower: FloatArray, upper: FloatArray) -> Limits:
    """Cut at what is possible; where nothing varies, the limits of what was not seen."""
    is_silent = means.is_constant | (means.df < 1)
    if is_silent.any():
        silent_lower, silent_upper = unseen_limits(means=means, confidence=confidence)
        lower, upper = np.where(is_silent, silent_lower, lower), np.where(is_silent, silent_upper, upper)
    nobody: NDArray[np.bool_] = means.n == 0
    return (
        np.where(nobody, np.nan, np.clip(lower, means.lowest, means.highest)),
        np.where(nobody, np.nan, np.clip(upper, means.lowest, means.highest)),
    )


def _expit(logit: FloatArray) -> FloatArray:
    odds: FloatArray = 1 / (1 + np.exp(-logit))
    return odds
