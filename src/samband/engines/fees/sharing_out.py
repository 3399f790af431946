# SPDX-License-Identifier: EUPL-1.2
"""Amounts in whole units of money that add up to the total."""

from collections.abc import Mapping
from fractions import Fraction

from samband.engines.sharing import largest_remainder, whole_weights


def share_out(*, total: Fraction, weights: Mapping[str, Fraction], unit: Fraction) -> dict[str, Fraction]:
    """Share a total out by weight, in whole units, so that the sum is the total exactly.

    By largest remainder, ties by code. weights: at least one above 0. Raises ValueError when the total is no
    whole number of units.
    """
    units = total / unit
    if units.denominator != 1:
        raise ValueError(
            f"The total {total} is no whole number of {unit}: round the total, or to a smaller unit."
        )
    dues = largest_remainder(total=units.numerator, weights=whole_weights(weights), settle=_by_code)
    return {code: due.units * unit for code, due in dues.items()}


def _by_code(codes: list[str], _rest: int, places: int) -> list[str]:
    return sorted(codes)[:places]
