# SPDX-License-Identifier: EUPL-1.2
"""Shares on the arcsine scale, where their sampling variance does not depend on the share itself."""

import numpy as np
from scipy.special import gammaln

from samband.engines.weighting.sums import FloatArray

QUARTER_TURN = np.pi / 2
LARGEST_TABLE = 200


def to_arcsine(*, share: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
    """arcsin √((p m + 3/8)/(m + 3/4)) and its variance 1/(4 m + 2), with m = 1/spread effective respondents.

    Defined for shares of 0 and 1 too. A spread of 0 (everybody answered) has variance 0.
    Source: Anscombe, Biometrika 35, 1948.
    """
    moved = (share + 0.375 * spread) / (1 + 0.75 * spread)
    return np.arcsin(np.sqrt(moved)), spread / (4 + 2 * spread)


def corrected_arcsine(
    *, share: FloatArray, spread: FloatArray, centre: float
) -> tuple[FloatArray, FloatArray]:
    """The angle without its bias, and its variance, both exact for a binomial share of ``centre``.

    With few answers the angle of an extreme share is drawn inwards, more so the fewer they are, and the
    model would
    take that for a difference between areas. centre: the share of all areas together. Effective respondents
    between two
    whole numbers are interpolated; above ``LARGEST_TABLE`` the bias is below rounding and Anscombe's
    variance holds.
    """
    angle, variance = to_arcsine(share=share, spread=spread)
    few = np.nan_to_num(spread) > 1 / LARGEST_TABLE
    if not few.any():
        return angle, variance
    means, variances = _angle_table(min(max(centre, 1e-6), 1 - 1e-6))
    sizes = np.maximum(1 / np.where(few, spread, 1.0), 1.0)
    grid = np.arange(1, LARGEST_TABLE + 1)
    bias = np.interp(sizes, grid, means) - np.arcsin(np.sqrt(centre))
    return np.where(few, angle - bias, angle), np.where(few, np.interp(sizes, grid, variances), variance)


def _angle_table(share: float) -> tuple[FloatArray, FloatArray]:
    """Mean and variance of the angle for 1, 2, … respondents: sums over the binomial law."""
    sizes, counts = np.arange(1, LARGEST_TABLE + 1)[:, None], np.arange(LARGEST_TABLE + 1)[None]
    possible = counts <= sizes
    inside = np.where(possible, counts, 0)
    logs = gammaln(sizes + 1) - gammaln(inside + 1) - gammaln(sizes - inside + 1)
    logs = logs + inside * np.log(share) + (sizes - inside) * np.log(1 - share)
    chance = np.where(possible, np.exp(logs), 0.0)
    angle, _ = to_arcsine(share=inside / sizes, spread=1 / sizes)
    mean = (chance * angle).sum(axis=1)
    return mean, (chance * (angle - mean[:, None]) ** 2).sum(axis=1)


def from_arcsine(*, angle: FloatArray, variance: FloatArray) -> FloatArray:
    """Expected share when the angle is normal about ``angle``: ½ (1 − e^(−2 variance) cos 2 angle).

    sin² of the estimate alone would be biased towards the ends (variance: what is left of the area's own
    deviation,
    A ψ/(A + ψ), where there is no direct estimate A).
    Source: Sugasawa and Kubokawa, Scandinavian Journal of Statistics 44, 2017; here the integral is exact.
    """
    found: FloatArray = 0.5 * (1 - np.exp(-2 * variance) * np.cos(2 * inside(angle)))
    return found


def share_mse(*, angle: FloatArray, mse: FloatArray) -> FloatArray:
    """Variance of sin² of a normal angle with this mean and variance: the MSE carried to the scale of
    shares."""
    twice = 2 * inside(angle)
    square = 0.5 * (1 + np.exp(-8 * mse) * np.cos(2 * twice))
    found: FloatArray = 0.25 * (square - np.exp(-4 * mse) * np.cos(twice) ** 2)
    return np.maximum(found, 0.0)


def share_limits(*, angle: FloatArray, half_width: FloatArray) -> tuple[FloatArray, FloatArray]:
    """sin² of the ends of an interval about the angle, which stay between 0 and 1."""
    low, high = inside(angle - half_width), inside(angle + half_width)
    return np.sin(low) ** 2, np.sin(high) ** 2


def inside(angle: FloatArray) -> FloatArray:
    """The angle, kept between those of the shares 0 and 1."""
    found: FloatArray = np.clip(angle, 0.0, QUARTER_TURN)
    return found
