# SPDX-License-Identifier: EUPL-1.2
"""Families of gaps: which of many differences stand when all are looked at together.

Benjamini and Hochberg 1995: among the gaps called real, the share of false ones is at most the rate, on
average. Not for one gap that was asked about beforehand: its own interval answers that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from samband.engines.tables import Estimate

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference, the probability of one so large by chance, and the same for the family of all.

    stands: the adjusted probability is at most the rate.
    """

    estimate: Estimate
    p: float
    adjusted: float
    stands: bool


def family_of_gaps(
    *, differences: Iterable[Estimate], rate: float = 0.05, confidence: float = 0.95
) -> tuple[Gap, ...]:
    """Judge differences together, in their order; those without limits are left out.

    confidence: of their intervals.
    """
    known = [one for one in differences if isfinite(one.lower) and isfinite(one.upper)]
    p = np.array([probability(difference=one, confidence=confidence) for one in known])
    adjusted = benjamini_hochberg(p)
    return tuple(
        Gap(one, float(own), float(joint), bool(joint <= rate))
        for one, own, joint in zip(known, p, adjusted, strict=True)
    )


def probability(*, difference: Estimate, confidence: float = 0.95) -> float:
    """Two-sided: below 1 − confidence just when the interval does not hold 0.

    The distance from the figure to its limit towards 0 stands for that many standard errors, so that limits
    which are not symmetric keep their say.
    """
    value = difference.value
    towards = value - difference.lower if value > 0 else difference.upper - value
    if value == 0:
        return 1.0
    if towards <= 0:
        return 0.0
    z = abs(value) / towards * float(ndtri((1 + confidence) / 2))
    return float(2 * ndtr(-z))


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """Adjusted probabilities, as R p.adjust(method = "BH")."""
    order = np.argsort(-p, kind="stable")
    ranked = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked), 1.0)
    return adjusted
