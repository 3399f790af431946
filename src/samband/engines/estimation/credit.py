# SPDX-License-Identifier: EUPL-1.2
"""What crediting a calibration takes off the variance: the part of the answers that the known totals explain.

A calibrated mean moves like the total of the residuals e = z − w x'B, with B the regression of the influence
z/w on what was calibrated to. As x'B is seldom 0 outside a domain, everybody has a residual in each of them.
They are never laid out: the variance is a quadratic form, Q(e) = Q(z) − 2 B'c + B'M B, where M belongs to
the design alone and c to the domain.
Source: Deville and Särndal 1992, result 5; Särndal, Swensson and Wretman 1992, section 6.6; R survey:
calibrate, svyrecvar.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from samband.engines.estimation.plan import SingleUnit
from samband.engines.estimation.stages import CENSUS, SecondUnits
from samband.engines.weighting import normal_solver

Index = NDArray[np.intp]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

ROUNDING = 1e-12
"""A variance below this part of the uncredited one is what rounding leaves of 0."""


@dataclass(frozen=True, slots=True)
class Level:
    """Q counts the squared sum of each group worth times. index: (cells,), of the group. worth: (groups,)."""

    index: Index
    worth: FloatArray


@dataclass(frozen=True, slots=True)
class Spread:
    """Q of a design. by_respondent: (cells,), worth of one respondent's square. levels: of sums of groups."""

    by_respondent: FloatArray
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """values: (cells, variables), what was calibrated to. weight: (cells,), calibrated.

    regression: (cells,), the weight that a respondent has in B, by the calibrated one.
    """

    spread: Spread
    values: csr_array
    weight: FloatArray
    regression: FloatArray
    solve: Callable[[FloatArray], FloatArray]
    sums: tuple[csr_array, ...]
    square: FloatArray

    @classmethod
    def of(
        cls,
        *,
        spread: Spread,
        values: csr_array,
        respondents: IntArray,
        weight: FloatArray,
        regression: FloatArray,
    ) -> "Credit":
        """regression: (cells,), weight of a respondent in B: the design weight, or 1."""
        persons = respondents * weight
        sums = tuple(_grouped(level, persons) @ values for level in spread.levels)
        own = diags_array(spread.by_respondent * persons * weight)
        square = (values.T @ own @ values).toarray()
        for level, by_group in zip(spread.levels, sums, strict=True):
            square += (by_group.T @ diags_array(level.worth) @ by_group).toarray()
        solve = normal_solver(values=values, weighted=respondents * regression)
        return cls(spread, values, weight, regression / weight, solve, sums, square)

    def applied(self, *, variance: FloatArray, totals: FloatArray, cells: Index, part: Index) -> FloatArray:
        """The credited variance by domain, (parts,).

        variance: of the same, uncredited. totals: Σz of the cells inside, as they come; cells, part: which
        cell and which domain.
        """
        shape = (len(self.weight), len(variance))
        moved = csr_array((totals, (cells, part)), shape=shape)
        slopes = self.solve((self.values.T @ diags_array(self.regression) @ moved).toarray())
        common = (self.values.T @ diags_array(self.spread.by_respondent * self.weight) @ moved).toarray()
        for level, by_group in zip(self.spread.levels, self.sums, strict=True):
            together = _grouped(level, np.ones(len(self.weight))) @ moved
            common += (by_group.T @ diags_array(level.worth) @ together).toarray()
        saved = (slopes * (2 * common - self.square @ slopes)).sum(axis=0)
        credited = variance - saved
        return np.where(credited > ROUNDING * variance, credited, np.where(np.isnan(credited), credited, 0.0))


def _grouped(level: Level, worth: FloatArray) -> csr_array:
    """(groups, cells), the worth of each cell in its group."""
    cells = np.arange(len(level.index))
    return csr_array((worth, (level.index, cells)), shape=(len(level.worth), len(cells)))


def spread_of(
    *,
    stratum: Index,
    cluster: Index | None,
    sampled: IntArray,
    unsampled_share: FloatArray,
    single_unit: SingleUnit,
    second: SecondUnits | None,
) -> Spread:
    """The same variance as ``variance.variances`` forms, as sums of squares with their worth."""
    n, is_single = sampled, sampled == 1
    per_unit = np.divide(n, n - 1, out=np.zeros(len(n)), where=~is_single)
    if single_unit is SingleUnit.ADJUST:
        per_unit = np.where(is_single, 1.0, per_unit)
    per_unit = np.where(unsampled_share < CENSUS, 0.0, per_unit * unsampled_share)
    levels = [Level(stratum, np.where(is_single, 0.0, -per_unit / n))]
    if cluster is None:
        return Spread(per_unit[stratum], tuple(levels))
    clusters = int(cluster.max()) + 1
    by_cluster = np.zeros(clusters)
    by_cluster[cluster] = per_unit[stratum]
    inside = _inside(cluster, second, single_unit) if second else _Inside(np.zeros(clusters), (), None)
    levels += [Level(cluster, by_cluster + inside.by_cluster), *inside.levels]
    return Spread(np.zeros(len(stratum)) if inside.own is None else inside.own, tuple(levels))


@dataclass(frozen=True, slots=True)
class _Inside:
    """Of the second stage. own: (cells,), where the respondents are its units."""

    by_cluster: FloatArray
    levels: Sequence[Level]
    own: FloatArray | None


def _inside(cluster: Index, second: SecondUnits, single_unit: SingleUnit) -> _Inside:
    m, is_single = second.sampled, second.sampled == 1
    per_unit = np.divide(m, m - 1, out=np.zeros(len(m)), where=~is_single)
    if single_unit is SingleUnit.ADJUST:
        per_unit = np.where(is_single, 1.0, per_unit)
    unsampled = np.where(second.unsampled_share < CENSUS, 0.0, second.unsampled_share)
    per_unit = per_unit * second.first_share * unsampled
    of_sums = np.where(is_single, 0.0, -per_unit / m)
    if second.unit is None:
        return _Inside(of_sums, (), per_unit[cluster])
    by_unit = np.zeros(int(second.unit.max()) + 1)
    by_unit[second.unit] = per_unit[cluster]
    return _Inside(of_sums, (Level(second.unit, by_unit),), None)
