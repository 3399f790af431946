# SPDX-License-Identifier: EUPL-1.2
"""Sums by index, in the order of the values."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def sum_by(*, index: NDArray[np.intp], values: NDArray[np.number], size: int) -> FloatArray:
    """(size,): sum of the values of each index, in double precision; whole numbers below 2^53 stay exact."""
    sums: FloatArray = np.asarray(np.bincount(index, weights=values, minlength=size), dtype=np.float64)
    return sums
