# SPDX-License-Identifier: EUPL-1.2
"""Round the sums that have something withheld beneath them, so that their last digits tell nothing.

Answers are whole numbers. From a sum published to fifteen digits, two withheld parts with different weights
follow exactly, since only one pair of whole numbers fits. A sum that is rounded no finer than one answer
of a withheld part leaves every pair that the linear sums leave.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from math import floor, isfinite, log10

from samband.engines.disclosure.context import DisclosureContext, Place
from samband.engines.disclosure.grid import Grid
from samband.engines.tables import Estimate

DIGITS = 2
"""Significant digits of standard errors and of the distances to the limits, where the value is rounded."""


def steps(*, grid: Grid, withheld: Collection[Place]) -> dict[Place, float]:
    """What each sum with withheld parts, at whatever depth, is rounded to: 1, 2 or 5 times a power of ten."""
    beneath = _beneath(grid, withheld)
    return {
        total: _round_number(max(_part_of_one_answer(grid, total, part) for part in parts))
        for total, parts in beneath.items()
        if total not in withheld and grid.facts[total].n
    }


def rounded(*, row: Estimate, step: float, context: DisclosureContext) -> Estimate:
    """The row with its value on a multiple of the step, its uncertainty laid around it again.

    step: of a share; that of a mean is as many times as long as one answer is worth more than 1.
    """
    low, high = (0.0, 1.0) if row.statistic == "share" else context.scales.get(row.measure, (-1e300, 1e300))
    if row.statistic != "share":
        step = _round_number(step * _worth_of_one_answer(row.measure, context))
    return moved(row=row, value=min(max(_multiple(row.value, step), low), high), low=low, high=high)


def _worth_of_one_answer(measure: str, context: DisclosureContext) -> float:
    """What one code more is worth: 1; on long scales a tenth of them; in a stretched index more likewise.

    An index from 0 to 100 of items from 1 to 4 goes up by 33 when all of a person's items go up by 1.
    """
    if measure not in context.scales:
        return 1.0
    widths = [_width(context, part) for part in context.composites.get(measure, ()) if part in context.scales]
    width = _width(context, measure)
    return max(1.0, width / 10, width / min(widths) if widths else 0.0)


def _width(context: DisclosureContext, measure: str) -> float:
    low, high = context.scales[measure]
    return high - low


def moved(*, row: Estimate, value: float, low: float, high: float) -> Estimate:
    """The row with another value; standard error and distances to the limits to ``DIGITS`` digits."""
    lower = value - significant(row.value - row.lower)
    upper = value + significant(row.upper - row.value)
    return replace(
        row,
        value=value,
        se=significant(row.se),
        lower=_clean(max(lower, low)),
        upper=_clean(min(upper, high)),
    )


def rounded_difference(
    *, row: Estimate, terms: tuple[Estimate, Estimate], originals: tuple[Estimate, Estimate]
) -> Estimate:
    """A difference made anew from its rounded terms, which it would give away to the last digit else."""
    if terms == originals:
        return row
    value = _clean(terms[0].value - terms[1].value)
    return moved(row=row, value=value, low=-1e300, high=1e300)


def significant(number: float) -> float:
    """The number to ``DIGITS`` significant digits."""
    if not isfinite(number) or number == 0:
        return number
    return round(number, DIGITS - 1 - floor(log10(abs(number))))


def _beneath(grid: Grid, withheld: Collection[Place]) -> Mapping[Place, set[Place]]:
    """Sum -> the withheld cells in it; sums of sums included."""
    found: dict[Place, set[Place]] = {}
    is_growing = True
    while is_growing:
        is_growing = False
        for margin in grid.margins:
            parts = {part for part in margin.parts if part in withheld and grid.facts[part].n}
            parts |= {leaf for part in margin.parts for leaf in found.get(part, ())}
            if not parts <= found.get(margin.total, set()):
                found[margin.total] = found.get(margin.total, set()) | parts
                is_growing = True
    return found


def _part_of_one_answer(grid: Grid, total: Place, part: Place) -> float:
    """How far one answer of the part, one code up, moves the mean of the total."""
    whole, piece = grid.facts[total], grid.facts[part]
    if not (whole.population_is_known and piece.population_is_known):
        return 1 / whole.n
    return max(1 / whole.n, piece.population / piece.n / whole.population)


def _round_number(number: float) -> float:
    """The least of 1, 2, 5, 10, … times a power of ten that is not smaller."""
    power = floor(log10(number))
    found = next(lead for lead in (1, 2, 5, 10) if lead * 10.0**power >= number * (1 - 1e-9))
    return round(found * 10.0**power, max(-power, 0))


def _multiple(value: float, step: float) -> float:
    return _clean(round(value / step) * step)


def _clean(value: float) -> float:
    """Without the dust of binary arithmetic."""
    return round(value, 12)
