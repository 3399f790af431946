# SPDX-License-Identifier: EUPL-1.2
"""How far calibrated weights may lie from the design weights: the functions that make factors of scores.

Source: Deville and Särndal 1992, Journal of the American Statistical Association 87; Deville, Särndal and
Sautory 1993, ibid. 88.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray

STEEPEST = 500.0
"""Scores are cut here before they are raised to a power: e^500 is beyond any weight, but still a number."""


class Method(StrEnum):
    """What the factor g of a respondent is of the score u = x'λ."""

    LINEAR = "linear"
    """g = 1 + u: the generalised regression estimator; between bounds, cut there (truncated linear)."""
    RAKING = "raking"
    """g = e^u: never below 0; between bounds, cut there."""
    LOGIT = "logit"
    """g approaches its bounds and never reaches them."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a design weight may at least and at most be multiplied by: lower < 1 < upper."""

    lower: float = -inf
    upper: float = inf

    def __post_init__(self) -> None:
        if not self.lower < 1 < self.upper:
            raise ValueError(
                f"Bounds are {self.lower:g} and {self.upper:g}. One is below 1 and one above, as 0.3 and 3."
            )

    @property
    def are_given(self) -> bool:
        return isfinite(self.lower) or isfinite(self.upper)


UNBOUNDED = Bounds()

Slope = tuple[FloatArray, FloatArray]


def factors(*, scores: FloatArray, method: Method, bounds: Bounds) -> Slope:
    """Factors g and their derivatives by the score, each of the shape of the scores."""
    if method is Method.LOGIT:
        return _logit(scores, bounds)
    if method is Method.RAKING:
        free = np.exp(np.clip(scores, -STEEPEST, STEEPEST))
        slope = free
    else:
        free, slope = 1 + scores, np.ones(len(scores))
    inside: NDArray[np.bool_] = (free > bounds.lower) & (free < bounds.upper)
    return np.clip(free, bounds.lower, bounds.upper), slope * inside


def _logit(scores: FloatArray, bounds: Bounds) -> Slope:
    if not (isfinite(bounds.lower) and isfinite(bounds.upper)):
        raise ValueError("Logit calibration needs both bounds. Give them, or choose raking.")
    low, high = bounds.lower, bounds.upper
    steepness = (high - low) / ((1 - low) * (high - 1))
    power = np.exp(np.clip(steepness * scores, -STEEPEST, STEEPEST))
    below, above = high - 1, (1 - low) * power
    factor = (low * below + high * above) / (below + above)
    return factor, steepness * (factor - low) * (high - factor) / (high - low)
