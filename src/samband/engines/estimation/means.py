# SPDX-License-Identifier: EUPL-1.2
"""Means and shares of all domains of a layout, with their standard errors, and differences between them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.reduce import Sums
from samband.engines.estimation.variance import Influence, sampling_units, sum_within, variances


@dataclass(frozen=True, slots=True)
class DomainMeans:
    """By domain, (parts,), on the scale of the measure; value and se are NaN where n is 0.

    n: respondents with a valid answer. df: degrees of freedom. effective: Kish's effective number of
    respondents, at most the sampling units. population: persons they stand for, infinite when unknown.
    is_constant: all answered alike. low, high: ends of the scale; lowest, highest: what the mean can be at
    most, given the answers, if all who were not seen stood at one end.
    """

    n: IntArray
    value: FloatArray
    se: FloatArray
    df: IntArray
    effective: FloatArray
    population: FloatArray
    is_constant: NDArray[np.bool_]
    low: float
    high: float
    lowest: FloatArray
    highest: FloatArray


def domain_means(*, sums: Sums, layout: Layout, members: NDArray[np.bool_] | None = None) -> DomainMeans:
    """Estimate the mean of every domain of the layout.

    members: (cells,), which cells count, as a group; None: all.
    Source and formula: see ``variance``. Not for totals, quantiles, or a mean over few clusters (df below 5).
    """
    inside = layout.inside
    n, total = _members(sums, layout, members)
    weight = layout.design.weight[inside]
    within = sum_within(sums)[inside]
    influence, centre = _influence(layout, n, total, within)
    count = layout.sum_whole(n)
    variance = variances(influence=influence, layout=layout)
    is_constant = _is_constant(n, total, within, layout)
    units, df = sampling_units(count=n, layout=layout)
    population, squares = layout.sum(weight * n), layout.sum(weight**2 * n)
    kish = np.divide(population**2, squares, out=np.zeros(layout.parts), where=squares > 0)
    se = np.where(is_constant, 0.0, np.sqrt(variance))
    value = np.where(count > 0, sums.offset + sums.factor * centre / sums.denominator, np.nan)
    lowest, highest = _possible(sums, layout, count, layout.sum(total), value)
    return DomainMeans(
        n=count,
        value=value,
        se=np.where(count > 0, se * abs(sums.factor) / sums.denominator, np.nan),
        df=df,
        effective=np.minimum(kish, units),
        population=population if layout.design.population_is_known else np.full(layout.parts, np.inf),
        is_constant=is_constant,
        low=sums.low,
        high=sums.high,
        lowest=lowest,
        highest=highest,
    )


def _possible(
    sums: Sums, layout: Layout, n: IntArray, total: FloatArray, value: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Limits that need no chance: what was seen is seen, the silent stand between the ends of the scale.

    A council where 10 of 11 answered cannot be further from their mean than one person can move it.
    """
    is_known = np.isfinite(layout.unseen) & (n > 0)
    silent = np.where(is_known, layout.unseen, 0.0)
    seen = n * sums.offset + sums.factor * total / sums.denominator
    persons = np.where(is_known, n + silent, 1.0)
    lowest = np.where(is_known, (seen + silent * sums.low) / persons, sums.low)
    highest = np.where(is_known, (seen + silent * sums.high) / persons, sums.high)
    return np.fmin(lowest, value), np.fmax(highest, value)


@dataclass(frozen=True, slots=True)
class DomainDifferences:
    """By domain, (parts,): first − second, NaN where either has nobody. n: the smaller of both."""

    first: DomainMeans
    second: DomainMeans
    n: IntArray
    value: FloatArray
    se: FloatArray
    df: IntArray


def domain_differences(
    *, sums: Sums, layout: Layout, first: NDArray[np.bool_], second: NDArray[np.bool_]
) -> DomainDifferences:
    """Difference of two groups of one sample in every domain, their covariance taken into account.

    first, second: (cells,). df: of both groups together. The same as R svycontrast on svyby(covmat=TRUE).
    """
    within = sum_within(sums)[layout.inside]
    (n1, total1), (n2, total2) = _members(sums, layout, first), _members(sums, layout, second)
    influence1, centre1 = _influence(layout, n1, total1, within)
    influence2, centre2 = _influence(layout, n2, total2, within)
    both = influence1.minus(influence2, within=within)
    least = np.minimum(layout.sum_whole(n1), layout.sum_whole(n2))
    scale = sums.factor / sums.denominator
    se = np.sqrt(variances(influence=both, layout=layout)) * abs(scale)
    return DomainDifferences(
        first=domain_means(sums=sums, layout=layout, members=first),
        second=domain_means(sums=sums, layout=layout, members=second),
        n=least,
        value=np.where(least > 0, (centre1 - centre2) * scale, np.nan),
        se=np.where(least > 0, se, np.nan),
        df=sampling_units(count=both.count, layout=layout)[1],
    )


def _members(sums: Sums, layout: Layout, members: NDArray[np.bool_] | None) -> tuple[IntArray, IntArray]:
    """Count and total of the cells inside, 0 for those that do not belong."""
    n, total = sums.count[layout.inside], sums.total[layout.inside]
    if members is None:
        return n, total
    belongs = members[layout.inside]
    return n * belongs, total * belongs


def _influence(
    layout: Layout, n: IntArray, total: IntArray, within: FloatArray
) -> tuple[Influence, FloatArray]:
    """Influence on the numerators' mean, and that mean by domain."""
    weight = layout.design.weight[layout.inside]
    persons = layout.sum(weight * n)
    centre = np.divide(layout.sum(weight * total), persons, out=np.zeros(layout.parts), where=persons > 0)
    factor = np.divide(weight, persons[layout.part], out=np.zeros(len(weight)), where=n > 0)
    moved = factor * (total - centre[layout.part] * n)
    return Influence.of(count=n, factor=factor, total=moved, within=within), centre


def _is_constant(n: IntArray, total: IntArray, within: FloatArray, layout: Layout) -> NDArray[np.bool_]:
    """Whether everybody in the domain gave one answer: exact, since each cell's mean is then that answer."""
    used = n > 0
    part, means = layout.part[used], total[used] / n[used]
    reference = np.zeros(layout.parts)
    reference[part] = means
    differs = (means != reference[part]) | (within[used] > 0)
    constant: NDArray[np.bool_] = np.bincount(part[differs], minlength=layout.parts) == 0
    return constant
