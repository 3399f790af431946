# SPDX-License-Identifier: EUPL-1.2
"""Units that cannot be told apart, in place of an order that chance has made."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from samband.engines.estimation.gaps import benjamini_hochberg

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def told_apart(*, values: FloatArray, errors: FloatArray, rate: float = 0.05) -> BoolArray:
    """(units, units), whether two units certainly differ when all pairs are looked at together.

    values, errors: (units,), independent between units. Of the pairs told apart at most ``rate`` are so
    by chance, on average (Benjamini and Hochberg 1995, valid for pairs as Yekutieli 2008 shows).
    """
    count = len(values)
    first, second = np.triu_indices(count, 1)
    spread = np.hypot(errors[first], errors[second])
    gap = np.abs(values[first] - values[second])
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(gap == 0, 0.0, gap / spread)
    found = np.zeros((count, count), dtype=np.bool_)
    found[first, second] = benjamini_hochberg(2 * ndtr(-z)) <= rate
    return found | found.T


def groups_alike(*, apart: BoolArray) -> tuple[tuple[int, ...], ...]:
    """The largest sets of units of which no two are told apart; each unit is in at least one.

    Insert and absorb: one set of all; each pair that is told apart splits the sets that hold both; a set
    within another is dropped (Piepho 2004, the letters behind means in tables). Sets in the order of their
    members. For some tens of units: the number of sets can grow fast.
    """
    sets: list[frozenset[int]] = [frozenset(range(len(apart)))]
    for one, other in combinations(range(len(apart)), 2):
        if apart[one, other]:
            sets = _absorbed([part for found in sets for part in _split(found, one, other)])
    return tuple(sorted(tuple(sorted(found)) for found in sets))


def _split(found: frozenset[int], one: int, other: int) -> tuple[frozenset[int], ...]:
    return (found - {one}, found - {other}) if {one, other} <= found else (found,)


def _absorbed(sets: list[frozenset[int]]) -> list[frozenset[int]]:
    kept: list[frozenset[int]] = []
    for found in sorted(set(sets), key=len, reverse=True):
        if not any(found <= larger for larger in kept):
            kept.append(found)
    return kept
