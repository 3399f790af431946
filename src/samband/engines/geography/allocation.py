# SPDX-License-Identifier: EUPL-1.2
"""Counts shared out so that the parts are whole and sum to the total."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samband.engines.sharing import largest_remainder, whole_weights

FloatArray = NDArray[np.float64]
_LARGEST_DENOMINATOR = 10**7
"""Shares are made of inhabitants: with so many the fraction behind a float is found again."""


def share_out(*, totals: FloatArray, shares: FloatArray) -> FloatArray:
    """(n, parts): each total shared out by the shares, in whole numbers that sum to the total.

    totals: (n,), whole numbers from 0 to 2^53, NaN stays NaN. shares: (parts,), from 0 to 1, not all 0.
    By largest remainder; between equal ones to the larger share, then to the earlier.
    Not for seats in a council, where the paradoxes of the method matter: see an apportionment by divisors.
    """
    weights = whole_weights({at: _fraction(share) for at, share in enumerate(shares.tolist())})
    shared = np.full((len(totals), len(shares)), np.nan)
    for row in np.flatnonzero(~np.isnan(totals)):
        shared[row] = _parts(int(totals[row]), weights)
    return shared


def _parts(total: int, weights: dict[int, int]) -> list[int]:
    def settle(equal: list[int], _rest: int, places: int) -> list[int]:
        return sorted(equal, key=lambda at: (-weights[at], at))[:places]

    return [due.units for due in largest_remainder(total=total, weights=weights, settle=settle).values()]


def _fraction(share: float) -> Fraction:
    """The simplest fraction that is this float: 1/3, where the float itself is a little off it."""
    simple = Fraction(share).limit_denominator(_LARGEST_DENOMINATOR)
    return simple if float(simple) == share else Fraction(share)
