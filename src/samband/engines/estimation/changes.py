# SPDX-License-Identifier: EUPL-1.2
"""What the next wave can show: the smallest change that it would find, and the respondents a change needs.

A change Δ between two independent waves is found with the wanted power when Δ = (z_{1−α/2} + z_{power}) ·
√(V₁ + V₂). V = s (1/n − 1/N) takes the unit variance s, design effect included, from the first wave.
Source: Cochran 1977, section 2.6; Särndal, Swensson and Wretman 1992, section 2.10.
Not for a share near 0 or 1, where the next wave's variance will be another.
"""

from math import inf, isfinite, nan, sqrt

from scipy.special import ndtri

from samband.engines.tables import Estimate


def minimum_detectable_change(
    *,
    first: Estimate,
    respondents: float | None = None,
    population: float = inf,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float:
    """In the units of the figure. respondents: of the next wave, as many as before unless given.

    NaN where the first figure has no standard error above 0.
    """
    if not first.n or not first.se > 0 or not isfinite(first.se):
        return nan
    variance = first.se**2
    following = _unit_variance(first, population) * _share(respondents or first.n, population)
    return _quantiles(power, confidence) * sqrt(variance + following)


def respondents_for_change(
    *,
    first: Estimate,
    change: float,
    population: float = inf,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float:
    """Respondents of the next wave that would find the change; infinite when no number would."""
    if not first.n or not first.se > 0 or not isfinite(first.se):
        return nan
    left = (change / _quantiles(power, confidence)) ** 2 - first.se**2
    if left < 0:
        return inf
    return 1 / (left / _unit_variance(first, population) + 1 / population)


def _unit_variance(first: Estimate, population: float) -> float:
    assert first.n  # noqa: S101  both callers see to it
    share = _share(first.n, population)
    return first.se**2 / share if share else 0.0


def _share(respondents: float, population: float) -> float:
    return max(1 / respondents - 1 / population, 0.0)


def _quantiles(power: float, confidence: float) -> float:
    return float(ndtri((1 + confidence) / 2) + ndtri(power))
