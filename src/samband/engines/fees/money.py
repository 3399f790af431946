# SPDX-License-Identifier: EUPL-1.2
"""Exact money: no floats, rounding only where a rule says so."""

from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.model import Round, Rounding


def rounded(*, value: Fraction, rule: Round) -> Fraction:
    """The multiple of ``rule.to`` nearest to the value, by the rule's rounding; up is away from zero."""
    step = Fraction(rule.to)
    whole, rest = divmod(abs(value), step)
    return (
        (whole + _one_more(whole=int(whole), rest=rest, step=step, rounding=rule.rounding))
        * step
        * _sign(value)
    )


def in_minor(*, value: Fraction, minor_units: int) -> int:
    """Whole minor units of an amount that is already rounded to them. Raises ValueError when it is not."""
    scaled = value * 10**minor_units
    if scaled.denominator != 1:
        raise ValueError(f"{value} is no whole number of the smallest unit of money.")
    return int(scaled)


def in_major(*, amount: int, minor_units: int) -> Decimal:
    """Minor units as a Decimal in major units, with all its digits: 150050 → 1500.50."""
    return Decimal(amount).scaleb(-minor_units)


def _one_more(*, whole: int, rest: Fraction, step: Fraction, rounding: Rounding) -> bool:
    if rounding is Rounding.UP:
        return rest > 0
    if rounding is Rounding.DOWN:
        return False
    if rounding is Rounding.HALF_EVEN and 2 * rest == step:
        return whole % 2 == 1
    return 2 * rest >= step


def _sign(value: Fraction) -> int:
    return -1 if value < 0 else 1
