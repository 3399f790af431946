# SPDX-License-Identifier: EUPL-1.2
"""What crediting a calibration takes off the variance: the part of the answers that the known totals explain.

A calibrated mean moves like the total of the residuals e = z − w x'B, with B the regression of the influence
z/w on what was calibrated to. As x'B is seldom 0 outside a domain, everybody has a residual in each of them.
They are never laid out: the variance is a quadratic form, Q(e) = Q(z) − 2 B'c + B'M B, where M belongs to
the design alone and c to the domain.
Source: Deville and Särndal 1992, result 5; Särndal, Swensson and Wretman 1992, section 6.6; R survey:
calibrate, svyrecvar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from samband.engines.estimation.plan import SingleUnit
from samband.engines.estimation.stages import CENSUS, SecondUnits
from samband.engines.weighting import Inverse, by_row, normal_inverse

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
    """What is made once of the design, for all domains and measures.

    inverse: of the normal equations of B, whose right-hand side is regressors @ z. own, by_level: give c, the
    latter by way of the sums of groups. square: M. Both matrices are sparse where the margins fall into
    blocks.
    """

    inverse: Inverse
    regressors: csr_array
    own: csr_array
    by_level: tuple[tuple[csr_array, csr_array], ...]
    square: Inverse

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
        """values: (cells, variables), what was calibrated to. weight: (cells,), calibrated.

        regression: (cells,), what a respondent counts in B: the design weight, or 1.
        """
        persons = respondents * weight
        own = csr_array(by_row(values=values, factors=spread.by_respondent * weight).T)
        square = own @ by_row(values=values, factors=persons)
        by_level = []
        for level in spread.levels:
            groups = _grouped(level)
            sums = groups @ by_row(values=values, factors=persons)
            worth = csr_array(by_row(values=sums, factors=level.worth).T)
            square = square + worth @ sums
            by_level.append((worth, groups))
        inverse = normal_inverse(values=values, weighted=respondents * regression)
        regressors = csr_array(by_row(values=values, factors=regression / weight).T)
        is_sparse = isinstance(inverse, csr_array)
        return cls(inverse, regressors, own, tuple(by_level), square if is_sparse else square.toarray())

    def applied(self, *, variance: FloatArray, totals: FloatArray, cells: Index, part: Index) -> FloatArray:
        """The credited variance by domain, (parts,).

        variance: of the same, uncredited. totals: Σz of the cells inside, as they come; cells, part: which
        cell and which domain.
        """
        moved = csr_array((totals, (cells, part)), shape=(self.own.shape[1], len(variance)))
        right, common = self.regressors @ moved, self.own @ moved
        for worth, groups in self.by_level:
            common = common + worth @ (groups @ moved)
        if isinstance(self.inverse, csr_array):
            slopes = self.inverse @ right
            saved = slopes.multiply(2 * common - self.square @ slopes).sum(axis=0)
        else:
            slopes = self.inverse @ right.toarray()
            saved = (slopes * (2 * common.toarray() - self.square @ slopes)).sum(axis=0)
        credited = variance - saved
        return np.where(credited <= ROUNDING * variance, 0.0, credited)


def _grouped(level: Level) -> csr_array:
    """(groups, cells), 1 where the cell belongs to the group."""
    cells = np.arange(len(level.index))
    shape = (len(level.worth), len(cells))
    return csr_array((np.ones(len(cells)), (level.index, cells)), shape=shape)


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
