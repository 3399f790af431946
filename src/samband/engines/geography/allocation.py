# SPDX-License-Identifier: EUPL-1.2
"""Whole numbers shared out so that the parts are whole and sum to the total."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_DIGITS = 9
"""Remainders that agree to so many decimals are equal: the rest is the noise of the arithmetic."""


def largest_remainder(*, totals: FloatArray, shares: FloatArray) -> FloatArray:
    """(n, parts): each total shared out by the shares, in whole numbers that sum to the total.

    totals: (n,), whole numbers from 0 to 2^53, NaN stays NaN. shares: (parts,), from 0 to 1, not all 0.
    Each part gets the whole part of its due; what is left goes, one each, to the largest remainders; between
    equal ones to the larger share, then to the earlier. Source: Hamilton's method; Balinski and Young 1982.
    Not for seats in a council, where the paradoxes of the method matter: see an apportionment by divisors.
    """
    due = totals[:, None] * (shares / shares.sum())
    whole = np.floor(due)
    left = totals - whole.sum(axis=1)
    remainder = np.round(due - whole, _DIGITS)
    order = np.lexsort((np.broadcast_to(-shares, due.shape), -remainder), axis=1)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(len(shares)), due.shape), axis=1)
    shared: FloatArray = whole + (rank < left[:, None]) + 0 * due
    return shared
