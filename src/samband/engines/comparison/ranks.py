# SPDX-License-Identifier: EUPL-1.2
"""Places in an order, and how sure they are. A plain order of estimates is mostly noise among small units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Places:
    """Place 1 is the highest value.

    place: (units,), by the estimates; equal ones share the middle. lower, upper: (units,), the places that
    the unit itself may have. in_top, in_bottom: (units,), how likely it is in the first and the last quarter.
    """

    place: FloatArray
    lower: IntArray
    upper: IntArray
    in_top: FloatArray
    in_bottom: FloatArray


def rank_intervals(
    *, values: FloatArray, errors: FloatArray, seed: int, confidence: float = 0.95, draws: int = DRAWS
) -> Places:
    """Interval of each unit's place, by drawing what units may truly be (Goldstein and Spiegelhalter 1996).

    values, errors: (units,), estimates and standard errors, independent between units; NaN is not allowed.
    Each unit by itself: that all intervals hold at once is promised by ``rank_sets``. An interval is too
    narrow where units are nearly equal and errors large, since the estimates are then spread wider than the
    truth; give shrunken values and their errors there.
    """
    count = len(values)
    within = _draws_within(values, errors, np.random.default_rng(seed), draws)
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    lower, upper = np.quantile(np.arange(draws), ends, method="inverted_cdf")
    quarter = max(1, count // 4)
    return Places(
        place=_middle_places(values),
        lower=(within <= lower).sum(axis=1),
        upper=(within <= upper).sum(axis=1),
        in_top=within[:, quarter] / draws,
        in_bottom=(draws - within[:, count - quarter]) / draws,
    )


def rank_sets(
    *, values: FloatArray, errors: FloatArray, seed: int, confidence: float = 0.95, draws: int = DRAWS
) -> tuple[IntArray, IntArray]:
    """First and last place of each unit, all of them right at once with the confidence.

    A unit is placed behind those that are certainly higher and before those that are certainly lower, when
    all pairs are looked at together: the largest studentised difference of all pairs is simulated, and each
    pair is held against its quantile (Mogstad, Romano, Shaikh and Wilhelm 2024). Wide, and honest.
    """
    random = np.random.default_rng(seed)
    apart = np.hypot(errors[:, None], errors[None, :])
    np.fill_diagonal(apart, np.inf)
    apart[apart == 0] = np.finfo(np.float64).tiny
    largest = np.array([_largest(random, errors, apart) for _ in range(draws)])
    critical = float(np.quantile(largest, confidence, method="higher"))
    beyond = (values[None, :] - values[:, None]) / apart > critical
    certainly_higher, certainly_lower = beyond.sum(axis=1), beyond.sum(axis=0)
    return certainly_higher + 1, len(values) - certainly_lower


def _largest(random: np.random.Generator, errors: FloatArray, apart: FloatArray) -> float:
    drawn = random.standard_normal(len(errors)) * errors
    return float((np.abs(drawn[:, None] - drawn[None, :]) / apart).max())


def _draws_within(
    values: FloatArray, errors: FloatArray, random: np.random.Generator, draws: int
) -> IntArray:
    """(units, 0 … units): in how many draws the unit is among so many first ones.

    Units in their order are counted by place, without looking up the place of each: a third of the time.
    """
    count = len(values)
    lowered = random.standard_normal((draws, count)) * -errors - values
    can_tie = np.count_nonzero(errors == 0) > 1
    order = np.argsort(lowered, axis=1, kind="stable" if can_tie else "quicksort")
    at = order * (count + 1) + np.arange(1, count + 1)
    found = np.bincount(at.ravel(), minlength=count * (count + 1)).reshape(count, count + 1)
    within: IntArray = found.cumsum(axis=1)
    return within


def _middle_places(values: FloatArray) -> FloatArray:
    higher = (values[None, :] > values[:, None]).sum(axis=1)
    equal = (values[None, :] == values[:, None]).sum(axis=1)
    found: FloatArray = higher + (equal + 1) / 2
    return found
