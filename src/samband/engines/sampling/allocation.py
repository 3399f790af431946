# SPDX-License-Identifier: EUPL-1.2
"""A sample shared out over strata: by size, equally, by spread, or between; never more than there are."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from samband.engines.sampling.frames import Label
from samband.engines.sharing import largest_remainder, whole_weights

_DIGITS = 12


class Allocation(StrEnum):
    """By what a sample is shared out; N persons and standard deviation S of a stratum, H strata."""

    PROPORTIONAL = "proportional"
    """N: every person has the same chance."""
    EQUAL = "equal"
    """1: every stratum is known equally well."""
    NEYMAN = "neyman"
    """N·S: the total is known as well as it can be (Tschuprow 1923, Neyman 1934)."""
    POWER = "power"
    """N^q: between proportional (q = 1) and equal (q = 0) (Bankier 1988, equal coefficients of variation)."""
    KISH = "kish"
    """√(W² + 1/H²) with W = N/ΣN: a compromise of the whole and its parts (Kish 1988)."""


class TooFew(ValueError):  # noqa: N818  it names the fact
    """A total that the strata cannot hold, or that is less than their minimum."""


def allocate(
    *,
    total: int,
    populations: Mapping[Label, int],
    rule: Allocation = Allocation.PROPORTIONAL,
    deviations: Mapping[Label, float] | None = None,
    power: float = 0.5,
    minimum: int = 0,
) -> dict[Label, int]:
    """Persons to draw in each stratum: whole numbers that add up to the total.

    populations: persons by stratum. deviations: standard deviations, for NEYMAN. power: q, for POWER.
    minimum: in each stratum, or everybody where there are fewer. What a full stratum cannot take goes to the
    others by the same weights, and the rest by largest remainder; of equal remainders the larger stratum,
    then the first label, takes the unit. The order of the strata changes nothing.
    Raises TooFew when the total is above the population or below the minimum of all strata; ValueError for
    weights that are missing or below 0.
    """
    lows = {label: min(minimum, people) for label, people in populations.items()}
    _check_total(total, lows, populations)
    order = sorted(populations, key=lambda label: (-populations[label], label))
    given = _weights(rule, populations, deviations, power)
    weights = {label: given[label] for label in order}
    fixed = _at_their_bounds(total, weights, lows, populations)
    free = {label: weights[label] for label in order if label not in fixed}
    left = total - sum(fixed.values())
    if free and not any(free.values()):
        free = {label: Fraction(populations[label]) for label in free}
    dues = largest_remainder(total=left, weights=whole_weights(free), settle=_first) if free and left else {}
    shares = {label: due.units for label, due in dues.items()}
    return {label: fixed.get(label, shares.get(label, 0)) for label in populations}


def allocate_within(
    *,
    totals: Mapping[str, int],
    populations: Mapping[Label, int],
    rule: Allocation = Allocation.PROPORTIONAL,
    deviations: Mapping[Label, float] | None = None,
    power: float = 0.5,
    minimum: int = 0,
) -> dict[Label, int]:
    """The same for each unit by itself, where a stratum's label begins with its unit's code.

    totals: persons to draw by unit; a unit with fewer people gives them all, one without a total nobody.
    """
    sizes = dict.fromkeys(populations, 0)
    for unit, wanted in totals.items():
        inside = {label: people for label, people in populations.items() if label[0] == unit}
        if inside:
            sizes |= allocate(
                total=min(wanted, sum(inside.values())),
                populations=inside,
                rule=rule,
                deviations=deviations,
                power=power,
                minimum=minimum,
            )
    return sizes


def _check_total(total: int, lows: Mapping[Label, int], populations: Mapping[Label, int]) -> None:
    least, most = sum(lows.values()), sum(populations.values())
    if total > most:
        raise TooFew(f"{total} cannot be drawn from {most} people. Draw {most} at most, which is everybody.")
    if total < least:
        raise TooFew(f"The minimum of all strata adds up to {least}, but {total} are to be drawn. Lower it.")


def _weights(
    rule: Allocation, populations: Mapping[Label, int], deviations: Mapping[Label, float] | None, power: float
) -> dict[Label, Fraction]:
    everybody, strata = max(sum(populations.values()), 1), len(populations)
    given = deviations or {}
    if rule is Allocation.NEYMAN and (missing := [label for label in populations if label not in given]):
        raise ValueError(f"No standard deviation is given for stratum {' / '.join(missing[0])}. Add it.")
    if rule is Allocation.NEYMAN and min(given.values()) < 0:
        raise ValueError("A standard deviation is below 0. Correct it.")

    def weight(label: Label) -> Fraction:
        people = populations[label]
        match rule:
            case Allocation.EQUAL:
                return Fraction(people > 0)
            case Allocation.NEYMAN:
                return people * Fraction(given[label])
            case Allocation.POWER:
                return _steady(people**power) if people else Fraction(0)
            case Allocation.KISH:
                return _steady(sqrt((people / everybody) ** 2 + strata**-2)) if people else Fraction(0)
        return Fraction(people)

    return {label: weight(label) for label in populations}


def _steady(value: float) -> Fraction:
    """Cut to twelve digits, which powers have alike on every machine."""
    return Fraction(f"{value:.{_DIGITS}g}")


def _at_their_bounds(
    total: int, weights: Mapping[Label, Fraction], lows: Mapping[Label, int], highs: Mapping[Label, int]
) -> dict[Label, int]:
    """Strata that would get more than everybody or less than the minimum, at that bound.

    Of the two sides the one that is violated more is fixed first; the other may mend itself.
    """
    fixed: dict[Label, int] = {}
    while True:
        free = [label for label in weights if label not in fixed]
        left, by = total - sum(fixed.values()), sum((weights[label] for label in free), Fraction(0))
        if not by:
            return fixed
        over, under = {}, {}
        for label in free:
            share = left * weights[label] / by
            if share > highs[label]:
                over[label] = share - highs[label]
            elif share < lows[label]:
                under[label] = lows[label] - share
        if not (over or under):
            return fixed
        upper = sum(over.values()) >= sum(under.values())
        fixed |= {label: (highs if upper else lows)[label] for label in (over if upper else under)}


def _first(names: list[Label], _rest: int, places: int) -> list[Label]:
    return names[:places]
