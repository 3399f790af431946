# SPDX-License-Identifier: EUPL-1.2
"""The method of the largest remainder, in whole numbers throughout: nothing is rounded."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeVar

Name = TypeVar("Name")
Settle = Callable[[list[Name], int, int], Collection[Name]]


@dataclass(frozen=True, slots=True)
class Due:
    """The exact share is whole + rest / sum of the weights. has_extra: the rest won one more."""

    whole: int
    rest: int
    has_extra: bool

    @property
    def units(self) -> int:
        return self.whole + self.has_extra


def largest_remainder(*, total: int, weights: Mapping[Name, int], settle: Settle[Name]) -> dict[Name, Due]:
    """Share a total out by weight: first the whole part of each share, then one each to the largest rests.

    settle: called with (names, their equal rest, places) when there are more names than places, for those who
    get one; it may raise. Raises ValueError for anything below 0 and for weights that are all 0.
    Not house monotone: a larger total can take a unit from somebody (the Alabama paradox).
    Source: Hamilton 1792, Hare 1859; Balinski and Young 1982.
    """
    by = sum(weights.values())
    if total < 0 or by < 1 or min(weights.values()) < 0:
        raise ValueError("Give a total and weights that are whole numbers from 0 up, not all weights 0.")
    exact = {name: divmod(total * weight, by) for name, weight in weights.items()}
    left = total - sum(whole for whole, _ in exact.values())
    extra = _extra({name: rest for name, (_, rest) in exact.items()}, left, settle)
    return {name: Due(whole, rest, name in extra) for name, (whole, rest) in exact.items()}


def _extra(rests: Mapping[Name, int], left: int, settle: Settle[Name]) -> set[Name]:
    if not left:
        return set()
    last = sorted(rests.values(), reverse=True)[left - 1]
    above = {name for name, rest in rests.items() if rest > last}
    equal = [name for name, rest in rests.items() if rest == last]
    places = left - len(above)
    return above | set(equal if len(equal) == places else settle(equal, last, places))


def whole_weights(weights: Mapping[Name, Fraction]) -> dict[Name, int]:
    """The same weights as whole numbers, in the same proportion to one another."""
    by = lcm(*(weight.denominator for weight in weights.values()))
    return {name: weight.numerator * (by // weight.denominator) for name, weight in weights.items()}
