# SPDX-License-Identifier: EUPL-1.2
"""Trimming: no weight beyond its limits, and what is cut off goes to the others, so that nobody is lost."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.sums import sum_by

MOST_ROUNDS = 1000
ROUNDING = 1e-12


class LimitsTooTight(ValueError):  # noqa: N818  it names the fact
    """Even with all weights at a limit, the persons of a class cannot be carried."""

    def __init__(self, *, respondents: int, persons: float, lower: float, upper: float) -> None:
        self.respondents, self.persons, self.lower, self.upper = respondents, persons, lower, upper
        super().__init__(
            f"{respondents} respondents stand for {persons:g} persons, {persons / respondents:g} each. "
            f"Weights from {lower:g} to {upper:g} cannot do that: widen the limits, or join the class."
        )


@dataclass(frozen=True, slots=True)
class TrimmedWeights:
    """weights: (respondents,), or by cell. trimmed: the same, which were beyond a limit at the outset.

    moved: persons who were cut off and given to others.
    """

    weights: FloatArray
    trimmed: NDArray[np.bool_]
    moved: float


def trim(
    *,
    weights: FloatArray,
    upper: float = inf,
    lower: float = 0.0,
    within: NDArray[np.intp] | None = None,
    respondents: NDArray[np.integer] | None = None,
) -> TrimmedWeights:
    """Cut weights at limits and give what is cut off to the others of the class, the same to each.

    weights: (respondents,), > 0; or by cell, with the number of ``respondents`` in each. within: class of
    each, whose sum is kept; None: one class. Repeated until all weights are inside. Raises LimitsTooTight.
    The same as R survey::trimWeights(strict = TRUE). Source: Potter 1990, Proceedings of the Section on
    Survey Research Methods; Elliott and Little 2000, Journal of Official Statistics 16. Trimming trades
    variance for bias, and breaks the margins that were met: where margins are known, calibrate between
    bounds instead.
    """
    classes = np.zeros(len(weights), dtype=np.intp) if within is None else within
    counts = np.ones(len(weights), dtype=np.int64) if respondents is None else respondents
    _refuse_tight(weights, counts, classes, lower, upper)
    trimmed = (weights < lower) | (weights > upper)
    found, outside = weights, trimmed
    for _ in range(MOST_ROUNDS):
        if not outside.any():
            break
        found = _once(found, counts, outside, classes, lower, upper)
        outside = (found < lower * (1 - ROUNDING)) | (found > upper * (1 + ROUNDING))
    return TrimmedWeights(found, trimmed, float((counts * np.abs(found - weights))[trimmed].sum()))


def times_median(*, weights: FloatArray, times: float) -> float:
    """A limit in common use: so many times the median weight. Source: Potter and Zheng 2015."""
    return times * float(np.median(weights))


def _once(
    weights: FloatArray,
    counts: NDArray[np.integer],
    outside: NDArray[np.bool_],
    classes: NDArray[np.intp],
    lower: float,
    upper: float,
) -> FloatArray:
    size = int(classes.max()) + 1
    cut = np.clip(weights, lower, upper)
    spare = sum_by(index=classes, values=counts * (weights - cut), size=size)
    takers = sum_by(index=classes, values=counts * ~outside, size=size)
    each = np.divide(spare, takers, out=np.zeros(size), where=takers > 0)
    found: FloatArray = cut + np.where(outside, 0.0, each[classes])
    return found


def _refuse_tight(
    weights: FloatArray, counts: NDArray[np.integer], classes: NDArray[np.intp], lower: float, upper: float
) -> None:
    size = int(classes.max(initial=0)) + 1
    persons = sum_by(index=classes, values=counts * weights, size=size)
    number = sum_by(index=classes, values=counts, size=size)
    for at in np.flatnonzero((persons > upper * number) | (persons < lower * number))[:1]:
        raise LimitsTooTight(
            respondents=int(number[at]), persons=float(persons[at]), lower=lower, upper=upper
        )
