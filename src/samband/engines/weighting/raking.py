# SPDX-License-Identifier: EUPL-1.2
"""Raking: weights that meet several margins at once, found on the table of the margins, not on the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.collapsing import EmptyCategory
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.sums import sum_by

Margins = Sequence[FloatArray]


class NoConvergence(ValueError):  # noqa: N818  it names the fact
    """The margins cannot all be met, or not in the rounds allowed."""

    def __init__(self, *, rounds: int, gap: float, variable: int) -> None:
        self.rounds, self.gap, self.variable = rounds, gap, variable
        super().__init__(
            f"After {rounds} rounds the totals of variable {variable + 1} are still off by up to {gap:.2g} "
            "of their size. Check that all margins have the same sum and do not contradict one another."
        )


@dataclass(frozen=True, slots=True)
class RakedWeights:
    """weights: (respondents,), persons. rounds used. gap: largest relative distance from a margin."""

    weights: FloatArray
    rounds: int
    gap: float


def rake(
    *,
    design_weights: FloatArray,
    groups: NDArray[np.integer],
    margins: Margins,
    tolerance: float = 1e-8,
    most_rounds: int = 200,
) -> RakedWeights:
    """Scale design weights until every group total equals its known margin.

    design_weights: (respondents,), persons represented, > 0.
    groups: (respondents, variables), index of the category in each variable's margin.
    margins: per variable (categories,), persons.
    Raises EmptyCategory when a margin above zero has no respondent; NoConvergence after ``most_rounds``.
    Source: Deming and Stephan 1940. Reference values: R survey::rake, tests/reference/rake.csv.
    """
    shape = tuple(len(margin) for margin in margins)
    cells, used = _cells(groups, shape)
    start = sum_by(index=cells, values=design_weights, size=len(used))
    members = [np.asarray(part) for part in np.unravel_index(used, shape)]
    _refuse_empty(members, margins)
    table, rounds, gap = _fit(start, members, margins, tolerance, most_rounds)
    return RakedWeights(design_weights * (table / start)[cells], rounds, gap)


def _cells(groups: NDArray[np.integer], shape: tuple[int, ...]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    keys = np.ravel_multi_index(tuple(groups.T), shape)
    counts = np.bincount(keys, minlength=int(np.prod(shape)))
    used = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.intp)
    place[used] = np.arange(len(used))
    return place[keys], used


def _refuse_empty(members: list[NDArray[np.intp]], margins: Margins) -> None:
    for variable, (member, margin) in enumerate(zip(members, margins, strict=True)):
        present = np.bincount(member, minlength=len(margin)) > 0
        for category in np.flatnonzero(~present & (margin > 0))[:1]:
            raise EmptyCategory(
                category=f"{category + 1} of variable {variable + 1}", total=float(margin[category])
            )


def _fit(
    start: FloatArray, members: list[NDArray[np.intp]], margins: Margins, tolerance: float, most_rounds: int
) -> tuple[FloatArray, int, float]:
    table, gap, worst = start.copy(), np.inf, 0
    for done in range(1, most_rounds + 1):
        for member, margin in zip(members, margins, strict=True):
            table *= _ratios(table, member, margin)[member]
        gaps = [_gap(table, member, margin) for member, margin in zip(members, margins, strict=True)]
        worst, gap = int(np.argmax(gaps)), max(gaps)
        if gap <= tolerance:
            return table, done, gap
    raise NoConvergence(rounds=most_rounds, gap=gap, variable=worst)


def _ratios(table: FloatArray, member: NDArray[np.intp], margin: FloatArray) -> FloatArray:
    sums = sum_by(index=member, values=table, size=len(margin))
    ratios: FloatArray = np.divide(margin, sums, out=np.zeros(len(margin)), where=sums > 0)
    return ratios


def _gap(table: FloatArray, member: NDArray[np.intp], margin: FloatArray) -> float:
    sums = sum_by(index=member, values=table, size=len(margin))
    known = margin > 0
    return float(np.abs(sums[known] / margin[known] - 1).max(initial=0.0))
