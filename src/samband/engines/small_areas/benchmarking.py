# SPDX-License-Identifier: EUPL-1.2
"""Benchmarking: modelled estimates moved so that all areas together give the direct total again."""

from enum import StrEnum

import numpy as np

from samband.engines.small_areas.fitting import BoolArray
from samband.engines.weighting.sums import FloatArray


class Benchmark(StrEnum):
    """How the gap to the direct total is shared out among the modelled areas."""

    RATIO = "ratio"
    """All by the same factor."""
    DIFFERENCE = "difference"
    """All by the same amount."""
    UNCERTAINTY = "uncertainty"
    """By weight × mean squared error: those known least move most (Wang, Fuller and Qu 2008)."""


class NothingToMove(ValueError):  # noqa: N818  it names the fact
    """The areas that may move have no weight, or by ratio sum to 0."""

    def __init__(self) -> None:
        super().__init__(
            "No modelled area has a weight above 0, so that none can be moved to the total. "
            "Give the population of the modelled areas, or leave benchmarking out."
        )


def benchmarked(
    *,
    estimates: FloatArray,
    mse: FloatArray,
    weights: FloatArray,
    is_modelled: BoolArray,
    total: float,
    how: Benchmark,
) -> tuple[FloatArray, FloatArray]:
    """Estimates whose mean by weights is ``total``, and their MSE with the square of the move added.

    estimates, mse, weights (such as persons), is_modelled: (areas,); only modelled areas move.
    Source: Pfeffermann, Statistical Science 28, 2013, section 6.3; added square: Steorts and Ghosh 2013, an
    upper bound.
    Raises NothingToMove.
    """
    parts = weights / weights.sum()
    gap = total - float(parts @ estimates)
    pull = np.where(is_modelled, _pull(estimates, mse, parts, how), 0.0)
    reach = float(parts @ pull)
    if not abs(reach) > 0:
        raise NothingToMove
    move = pull * (gap / reach)
    return estimates + move, mse + move**2


def _pull(estimates: FloatArray, mse: FloatArray, parts: FloatArray, how: Benchmark) -> FloatArray:
    if how is Benchmark.RATIO:
        return estimates
    if how is Benchmark.DIFFERENCE:
        return np.ones_like(estimates)
    return parts * mse
