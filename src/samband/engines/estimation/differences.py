# SPDX-License-Identifier: EUPL-1.2
"""Differences: between two independent estimates, and between two groups of one sample."""

from math import exp, hypot, inf, isfinite, log, nan

from scipy.special import stdtrit

from samband.engines.tables import Estimate, Status

JOINED = " - "


def difference(*, first: Estimate, second: Estimate, confidence: float = 0.95) -> Estimate:
    """first − second for estimates from independent samples: two waves, inhabitants and councillors.

    The limits are made from both intervals (MOVER), so that they keep the shape of each: lower = d −
    √((θ₁ − l₁)² + (u₂ − θ₂)²), upper = d + √((u₁ − θ₁)² + (θ₂ − l₂)²); se = √(se₁² + se₂²).
    confidence: of both intervals.
    Key: parts in which the two differ are joined with " - ", statistic ``difference``, category that of a
    share. n: the smaller of both. Status: withheld, not asked or empty when either is.
    Source: Zou and Donner 2008. Not for groups of one sample, which are correlated: name those under
    ``differences`` in the plan.
    """
    status = joint_status(first.status, second.status)
    key = difference_key(first=first, second=second)
    if status is Status.SUPPRESSED:
        return Estimate(*key, None, nan, nan, nan, nan, status)
    n = None if first.n is None or second.n is None else min(first.n, second.n)
    value = first.value - second.value
    if not isfinite(value):
        return Estimate(*key, n, nan, nan, nan, nan, status)
    below1, above1 = _distances(first, confidence)
    below2, above2 = _distances(second, confidence)
    lower, upper = value - hypot(below1, above2), value + hypot(above1, below2)
    return Estimate(*key, n, value, hypot(first.se, second.se), lower, upper, status)


def _distances(estimate: Estimate, confidence: float) -> tuple[float, float]:
    """From the value to its limits.

    Limits that were cut at what is possible say too little of the variance: those get their uncut distance.
    """
    below, above = estimate.value - estimate.lower, estimate.upper - estimate.value
    if not estimate.n or estimate.n < 2 or estimate.se == 0:
        return below, above
    half = float(stdtrit(estimate.n - 1, (1 + confidence) / 2)) * estimate.se
    if estimate.statistic != "share":
        return max(below, half), max(above, half)
    p = estimate.value
    logit, half = log(p / (1 - p)), half / (p * (1 - p))
    return max(below, p - _expit(logit - half)), max(above, _expit(logit + half) - p)


def _expit(logit: float) -> float:
    return 1 / (1 + exp(-logit))


def joint_status(first: Status, second: Status) -> Status:
    """The status of what is made of two figures: the more reticent of theirs."""
    order = (Status.NOT_ASKED, Status.SUPPRESSED, Status.EMPTY, Status.ESTIMATED, Status.RELEASED)
    return min(first, second, key=order.index)


def difference_key(*, first: Estimate, second: Estimate) -> tuple[str, str, str, str, str]:
    """group, unit, measure, statistic, category of the difference.

    Raises ValueError when a mean is compared with a share.
    """
    if (first.statistic, first.category) != (second.statistic, second.category):
        raise ValueError(
            f"A {first.statistic} {first.category} cannot be compared with a {second.statistic} "
            f"{second.category}. Compare means with means, and shares of the same codes."
        )
    group, unit, measure = (
        one if one == other else f"{one}{JOINED}{other}"
        for one, other in zip(first.key[:3], second.key[:3], strict=True)
    )
    return group, unit, measure, "difference", first.category


def is_certain(estimate: Estimate) -> bool:
    """Whether a difference is one: its interval does not hold 0. False when it is not known."""
    lower = estimate.lower if isfinite(estimate.lower) else -inf
    upper = estimate.upper if isfinite(estimate.upper) else inf
    return lower > 0 or upper < 0
