# SPDX-License-Identifier: EUPL-1.2
"""Quantiles of all domains of a layout, from the shares at or below each value.

Point: the least value whose weighted share at or below reaches the wanted one (R svyquantile, qrule "math" or
"school"). Limits by default from the limits of those shares, value by value, which holds for answers in few
codes; or Woodruff's (1952), as R svyquantile's interval.type "mean", "beta" or "xlogit".
Not for few respondents at the ends of a distribution: the limits are then the ends of the scale.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.intervals import share_limits
from samband.engines.estimation.means import DomainMeans, domain_means
from samband.engines.estimation.plan import QuantileInterval, QuantileRule
from samband.engines.estimation.steps import Steps

CLOSE = 1e-12
"""Shares this near to one another are the same."""


@dataclass(frozen=True, slots=True)
class DomainQuantiles:
    """By domain, (parts,), on the measure's scale; NaN where n is 0. se: half the interval by t."""

    n: IntArray
    value: FloatArray
    se: FloatArray
    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True, slots=True)
class Shares:
    """The distribution in each domain. at: (steps, parts), share at or below; means: the same, whole."""

    steps: Steps
    means: tuple[DomainMeans, ...]
    at: FloatArray

    @classmethod
    def of(cls, *, steps: Steps, layout: Layout, members: NDArray[np.bool_] | None = None) -> "Shares":
        """members: (cells,), which cells count; None: all."""
        means = tuple(domain_means(sums=sums, layout=layout, members=members) for sums in steps.at_or_below)
        return cls(steps, means, np.nan_to_num(np.stack([mean.value for mean in means])))

    @property
    def last(self) -> DomainMeans:
        return self.means[-1]


def domain_quantiles(
    *,
    shares: Shares,
    wanted: float,
    rule: QuantileRule = QuantileRule.MATH,
    interval: QuantileInterval = QuantileInterval.STEPS,
    confidence: float = 0.95,
) -> DomainQuantiles:
    """The quantile of a wanted share (0.5: the median) in every domain."""
    n, df = shares.last.n, shares.last.df
    at = np.full(len(n), wanted)
    value = quantile_at(shares=shares, wanted=at, rule=rule)
    if interval is QuantileInterval.STEPS:
        lower, upper = _limits_by_steps(shares, wanted, confidence)
    else:
        lower, upper = _limits_by_share(shares, at, rule, interval, confidence)
    t = stdtrit(np.maximum(df, 1), (1 + confidence) / 2)
    se = np.where(df > 0, (upper - lower) / (2 * t), np.nan)
    nobody = n == 0
    value, se, lower, upper = (np.where(nobody, np.nan, figure) for figure in (value, se, lower, upper))
    return DomainQuantiles(n, value, se, np.fmin(lower, value), np.fmax(upper, value))


def quantile_at(*, shares: Shares, wanted: FloatArray, rule: QuantileRule) -> FloatArray:
    """wanted: (parts,)."""
    reached = shares.at >= wanted - CLOSE
    place = _first(reached)
    value: FloatArray = shares.steps.values[place]
    if rule is QuantileRule.SCHOOL:
        is_met = np.abs(np.take_along_axis(shares.at, place[None], axis=0)[0] - wanted) <= CLOSE
        above = shares.steps.values[_first(shares.at > wanted + CLOSE)]
        value = np.where(is_met & (wanted < 1), (value + above) / 2, value)
    return value


def _first(holds: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The first step where it holds, the last one where it never does; (parts,)."""
    return np.where(holds.any(axis=0), holds.argmax(axis=0), len(holds) - 1)


def _limits_by_steps(shares: Shares, wanted: float, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Values v whose share at or below may reach the wanted one, up to the first that certainly does."""
    limits = [share_limits(means=mean, confidence=confidence) for mean in shares.means]
    below, above = (np.nan_to_num(np.stack(ends)) for ends in zip(*limits, strict=True))
    below[-1] = above[-1] = 1.0  # nobody is above the scale
    values = shares.steps.values
    return values[_first(above >= wanted - CLOSE)], values[_first(below >= wanted - CLOSE)]


def _limits_by_share(
    shares: Shares, wanted: FloatArray, rule: QuantileRule, interval: QuantileInterval, confidence: float
) -> tuple[FloatArray, FloatArray]:
    place = _first(shares.at >= wanted - CLOSE)
    p = np.take_along_axis(shares.at, place[None], axis=0)[0]
    se = np.take_along_axis(np.stack([mean.se for mean in shares.means]), place[None], axis=0)[0]
    with np.errstate(all="ignore"):
        low, high = _share_limits(p, se, shares.last, interval, confidence)
    lower = quantile_at(shares=shares, wanted=np.nan_to_num(low), rule=rule)
    upper = quantile_at(shares=shares, wanted=np.nan_to_num(high, nan=1.0), rule=rule)
    return (
        np.where(low >= 0, lower, shares.steps.low),
        np.where(high <= 1, upper, shares.steps.high),
    )


def _share_limits(
    p: FloatArray, se: FloatArray, last: DomainMeans, interval: QuantileInterval, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Limits of the share at or below the quantile, as R woodruffCI."""
    t = np.where(last.df > 0, stdtrit(np.maximum(last.df, 1), (1 + confidence) / 2), np.nan)
    if interval is QuantileInterval.MEAN:
        return p - t * se, p + t * se
    if interval is QuantileInterval.XLOGIT:
        half, logit = t * se / (p * (1 - p)), np.log(p / (1 - p))
        return 1 / (1 + np.exp(half - logit)), 1 / (1 + np.exp(-half - logit))
    ratio = stdtrit(np.maximum(last.n - 1, 1), (1 + confidence) / 2) / t
    n, tail = p * (1 - p) / se**2 * ratio**2, (1 - confidence) / 2
    return (
        betaincinv(n * p, n * (1 - p) + 1, tail),
        betaincinv(n * p + 1, n * (1 - p), 1 - tail),
    )
