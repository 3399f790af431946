# SPDX-License-Identifier: EUPL-1.2
"""Funnel limits: how far a unit of its size may lie from the target by chance alone.

Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import binom, poisson

FloatArray = NDArray[np.float64]

LEVELS: Final = (0.95, 0.998)
"""Two and three standard deviations, as is usual: a warning, and an alarm."""
WINSORISED: Final = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """lower, upper: (levels, units), in the unit of the target. levels: parts inside by chance alone."""

    levels: tuple[float, ...]
    lower: FloatArray
    upper: FloatArray

    def outside(self, values: FloatArray) -> NDArray[np.int8]:
        """By unit, -k below and +k above the limits of k levels; 0 inside, and where there is no value."""
        below = (values < self.lower).sum(axis=0)
        above = (values > self.upper).sum(axis=0)
        found: NDArray[np.int8] = (above - below).astype(np.int8)
        return found


def share_limits(*, target: float, sizes: FloatArray, levels: Sequence[float] = LEVELS) -> Limits:
    """Exact limits of shares r/n: the binomial law, interpolated between whole numbers (A.1.1 there).

    target: of all, within (0, 1). sizes: (units,), persons, ≥ 1; effective numbers are rounded down.
    Units where everybody was asked have no sampling error; their limits speak of chance in what happened.
    Raises ValueError for a target or a size outside. Reference values: R qbinom, tests/reference.
    """
    _refuse(
        when=not 0 < target < 1, words=f"The target of shares must lie between 0 and 1; it is {target:g}."
    )
    whole = np.floor(np.asarray(sizes, dtype=np.float64))
    _refuse(when=bool((whole < 1).any()), words="Every unit needs at least one person.")
    return _exact(levels, lambda p: _interpolated(p, binom(whole, target)) / whole)


def rate_limits(*, target: float, expected: FloatArray, levels: Sequence[float] = LEVELS) -> Limits:
    """Exact limits of ratios of events to expected events: the Poisson law, interpolated (A.1.2).

    target: the ratio of all, > 0, usually 1. expected: (units,), events at the ratio 1, > 0; per 1,000
    inhabitants give expected = inhabitants/1000 and the target as the rate of all.
    """
    _refuse(when=target <= 0, words=f"The target of rates must be above 0; it is {target:g}.")
    due = np.asarray(expected, dtype=np.float64)
    _refuse(when=bool((due <= 0).any()), words="Every unit needs expected events above 0.")
    return _exact(levels, lambda p: _interpolated(p, poisson(due * target)) / due)


def normal_limits(
    *, target: float, errors: FloatArray, between: float = 0.0, levels: Sequence[float] = LEVELS
) -> Limits:
    """target ± z √(se² + τ²), for means and for estimates whose standard error is known.

    errors: (units,). between: τ, the spread of true differences that nobody is to be blamed for.
    """
    spread = np.sqrt(np.asarray(errors, dtype=np.float64) ** 2 + between**2)
    reach = np.array([float(ndtri((1 + level) / 2)) for level in levels])[:, None] * spread
    return Limits(tuple(levels), target - reach, target + reach)


@dataclass(frozen=True, slots=True)
class Dispersion:
    """factor: φ, mean of squared z-scores. between: τ, in the unit of the values. is_over: beyond chance."""

    factor: float
    between: float
    is_over: bool


def dispersion(
    *, values: FloatArray, errors: FloatArray, target: float, part: float = WINSORISED
) -> Dispersion:
    """Whether units differ more than their errors can explain, and by how much.

    values, errors: (units,), errors > 0. part: of z-scores at each end set to the outermost of the others
    (winsorised), so that true outliers do not widen the funnel that is to show them. τ by moments:
    (Iφ − (I − 1)) / (Σw − Σw²/Σw) with w = 1/se² (Spiegelhalter 2005, A.3), 0 when φ is at most (I − 1)/I.
    is_over: φ above 1 + 2 √(2/I), two standard deviations of φ when only chance is at work.
    """
    count = len(values)
    _refuse(when=count < 2, words="At least two units are needed to tell how much units differ.")
    _refuse(when=bool((errors <= 0).any()), words="Every unit needs a standard error above 0.")
    scores = winsorised(values=(values - target) / errors, part=part)
    factor = float(np.mean(scores**2))
    weights = 1 / errors**2
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    excess = max(0.0, count * factor - (count - 1))
    return Dispersion(factor, sqrt(excess / room), factor > 1 + 2 * sqrt(2 / count))


def winsorised(*, values: FloatArray, part: float) -> FloatArray:
    """The values, the lowest and the highest ``part`` of them set to the outermost that remain."""
    cut = int(np.floor(part * len(values)))
    if cut == 0:
        return values
    ranked = np.sort(values)
    return np.clip(values, ranked[cut], ranked[-cut - 1])


class _Law(Protocol):
    """A law of whole numbers, one for each unit."""

    def ppf(self, p: float) -> FloatArray: ...
    def cdf(self, r: FloatArray) -> FloatArray: ...
    def pmf(self, r: FloatArray) -> FloatArray: ...


def _exact(levels: Sequence[float], limit: Callable[[float], FloatArray]) -> Limits:
    lower = np.array([limit((1 - level) / 2) for level in levels])
    upper = np.array([limit((1 + level) / 2) for level in levels])
    return Limits(tuple(levels), lower, upper)


def _interpolated(p: float, law: _Law) -> FloatArray:
    """r − α: the whole number where the law reaches p, less the part of its step that lies above p."""
    reached = law.ppf(p)
    found: FloatArray = np.maximum(reached - (law.cdf(reached) - p) / law.pmf(reached), 0.0)
    return found


def _refuse(*, when: bool, words: str) -> None:
    if when:
        raise ValueError(words)
