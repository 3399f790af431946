# SPDX-License-Identifier: EUPL-1.2
"""Shares on the arcsine scale, where their sampling variance does not depend on the share itself."""

import numpy as np

from samband.engines.weighting.sums import FloatArray

QUARTER_TURN = np.pi / 2


def to_arcsine(*, share: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
    """arcsin √((p m + 3/8)/(m + 3/4)) and its variance 1/(4 m + 2), with m = 1/spread effective respondents.

    Defined for shares of 0 and 1 too. A spread of 0 (everybody answered) has variance 0.
    Source: Anscombe, Biometrika 35, 1948.
    """
    moved = (share + 0.375 * spread) / (1 + 0.75 * spread)
    return np.arcsin(np.sqrt(moved)), spread / (4 + 2 * spread)


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
