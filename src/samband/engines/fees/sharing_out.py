# SPDX-License-Identifier: EUPL-1.2
"""Whole units that add up to the total."""

from collections.abc import Mapping
from fractions import Fraction


def largest_remainder(
    *, total: Fraction, weights: Mapping[str, Fraction], unit: Fraction
) -> dict[str, Fraction]:
    """Share a total out by weight, in whole units, so that the sum is the total exactly.

    Everybody first gets the whole units of the exact share; the units left go to the largest remainders, one
    each, ties by code. weights: at least one above 0. Raises ValueError when the total is no whole number of
    units. Source: Hamilton's method, as for seats.
    """
    units = total / unit
    if units.denominator != 1:
        raise ValueError(
            f"The total {total} is no whole number of {unit}: round the total, or to a smaller unit."
        )
    whole = sum(weights.values(), Fraction(0))
    exact = {code: units * weight / whole for code, weight in weights.items()}
    given = {code: int(share) for code, share in exact.items()}
    left = int(units) - sum(given.values())
    in_order = sorted(exact, key=lambda code: (given[code] - exact[code], code))
    for code in in_order[:left]:
        given[code] += 1
    return {code: count * unit for code, count in given.items()}
