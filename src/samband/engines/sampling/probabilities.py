# SPDX-License-Identifier: EUPL-1.2
"""Inclusion probabilities: equal in a stratum, or in proportion to a measure of size."""

from math import fsum

import numpy as np
from numpy.typing import NDArray

from samband.engines.sampling.frames import FloatArray

CERTAIN = 1 - 1e-9
"""From here on somebody is taken for certain."""


def pps_probabilities(*, sizes: FloatArray, count: int) -> FloatArray:
    """Inclusion probabilities n x/Σx; who would exceed 1 is certain, and the others share what is left.

    sizes: (persons,), > 0. The result, (persons,), adds up to count. The sum is exactly rounded, so that the
    result is the same on every machine. Raises ValueError when count is above the number of persons.
    Source: Särndal, Swensson and Wretman 1992, section 3.6.2.
    Reference values: R sampling::inclusionprobabilities, tests/reference/probabilities.csv.
    """
    if not 0 <= count <= len(sizes):
        raise ValueError(f"{count} cannot be drawn from {len(sizes)} people.")
    certain: NDArray[np.bool_] = np.zeros(len(sizes), dtype=np.bool_)
    found = np.zeros(len(sizes))
    while count > certain.sum():
        left = count - int(certain.sum())
        found = sizes * (left / fsum(sizes[~certain].tolist()))
        over = (found >= CERTAIN) & ~certain
        if not over.any():
            break
        certain |= over
    found[certain] = 1.0
    return found
