# SPDX-License-Identifier: EUPL-1.2
"""Variance of domain means by Taylor linearisation, on weighting cells.

A domain mean m = Σwy/Σw behaves like the total of z = w (y − m)/Σw over the domain, 0 outside. Its variance
is Σ_h (1 − f_h) n_h/(n_h − 1) [Σz² − (Σz)²/n_h] with n_h the units of the whole stratum, not of the domain.
Inside a cell w is one number, so that two numbers carry z: its sum over the cell, and how it varies there.
Source: Särndal, Swensson and Wretman 1992, sections 5.5 and 7.6; Lumley 2010; R survey: svyrecvar, onestrat.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.design import Design, FloatArray, IntArray
from samband.engines.estimation.domains import Layout, Pairs
from samband.engines.estimation.plan import SingleUnit
from samband.engines.estimation.reduce import Sums
from samband.engines.estimation.stages import CENSUS as CENSUS
from samband.engines.estimation.stages import SecondUnits
from samband.engines.weighting import sum_by


@dataclass(frozen=True, slots=True)
class Influence:
    """How the respondents of each cell inside the layout move an estimate; additive over estimates.

    count: respondents with a valid answer in the domain. factor: z = factor × (y − centre).
    total: Σz. varying: Σ(z − z̄)² inside the cell.
    """

    count: IntArray
    factor: FloatArray
    total: FloatArray
    varying: FloatArray

    @classmethod
    def of(cls, *, count: IntArray, factor: FloatArray, total: FloatArray, within: FloatArray) -> "Influence":
        """within: Σ(y − ȳ)² of the cell."""
        return cls(count, factor, total, factor**2 * within)

    @property
    def squares(self) -> FloatArray:
        """Σz²."""
        return self.varying + _divide(self.total**2, self.count)

    def minus(self, other: "Influence", *, within: FloatArray) -> "Influence":
        """Influence of a difference between domains of the same respondents' cells (all in or all out)."""
        count = np.maximum(self.count, other.count)
        return Influence.of(
            count=count, factor=self.factor - other.factor, total=self.total - other.total, within=within
        )


def sum_within(sums: Sums) -> FloatArray:
    """Σ(y − ȳ)² inside each cell, (cells,): n Σy² − (Σy)² in whole numbers, then divided by n once."""
    n, squares = sums.count, sums.squares
    if int(n.max(initial=0)) * int(squares.max(initial=0)) < 2**63:
        return _divide((n * squares - sums.total**2).astype(np.float64), n)
    exact = n.astype(object) * squares.astype(object) - sums.total.astype(object) ** 2
    return _divide(exact.astype(np.float64), n)


def variances(*, influence: Influence, layout: Layout) -> FloatArray:
    """Variance of the estimate of each domain, (parts,); NaN where single-unit strata leave nothing."""
    design = layout.design
    if layout.post_strata is None:
        totals, squares = influence.total, influence.squares
    else:
        totals, squares = _credited(influence, layout, layout.post_strata)
    sums = layout.strata.sum(totals)
    if layout.clusters is None:
        square_sums = layout.strata.sum(squares)
    else:
        by_cluster = layout.clusters.sum(totals)
        square_sums = sum_by(index=layout.cluster_strata, values=by_cluster**2, size=len(layout.strata))
    spread = _spread(sums, square_sums, layout.strata, design)
    variance = sum_by(index=layout.strata.part, values=spread, size=layout.parts)
    if layout.clusters is not None and design.second is not None:
        variance += _inside_clusters(totals, squares, layout, layout.clusters, design.second)
    if design.credit is not None:
        variance = design.credit.applied(
            variance=variance, totals=influence.total, cells=layout.inside, part=layout.part
        )
    if design.single_unit is SingleUnit.AVERAGE:
        variance *= _averaging(influence, layout)
    return variance


def _inside_clusters(
    totals: FloatArray, squares: FloatArray, layout: Layout, clusters: Pairs, second: SecondUnits
) -> FloatArray:
    """What the second stage adds to the variance of each domain. Formula and source: see ``stages``."""
    sums = clusters.sum(totals)
    if layout.second is None:
        square_sums = clusters.sum(squares)
    else:
        by_unit = layout.second.sum(totals) ** 2
        square_sums = sum_by(index=layout.second_clusters, values=by_unit, size=len(clusters))
    m, unsampled = second.sampled[clusters.other], second.unsampled_share[clusters.other]
    centred = np.maximum(square_sums - sums**2 / m, 0)
    spread = np.divide(m, m - 1, out=np.zeros(len(m)), where=m > 1) * centred
    if layout.design.single_unit is SingleUnit.ADJUST:
        spread = np.where(m == 1, square_sums, spread)
    added = np.where(unsampled < CENSUS, 0.0, second.first_share[clusters.other] * unsampled * spread)
    return sum_by(index=clusters.part, values=added, size=layout.parts)


def sampling_units(*, count: IntArray, layout: Layout) -> tuple[IntArray, IntArray]:
    """Units with a valid answer, and degrees of freedom: units less the strata they are in; by domain.

    count: (cells inside,). Source: R survey, degf() of the design restricted to the domain.
    """
    units = layout.sum_whole(count) if layout.clusters is None else _met(layout.clusters, count, layout)
    return units, units - _met(layout.strata, count, layout)


def _met(pairs: Pairs, count: IntArray, layout: Layout) -> IntArray:
    """How many of the strata (or clusters) have a member of the domain, by domain."""
    members = sum_by(index=pairs.index[: len(count)], values=count, size=len(pairs)) > 0
    return np.bincount(pairs.part[members], minlength=layout.parts).astype(np.int64)


def _credited(influence: Influence, layout: Layout, post_strata: Pairs) -> tuple[FloatArray, FloatArray]:
    """Post-stratification credited: z is replaced by e, its distance from the mean of its post-stratum.

    e = z − w Z̄ with Z̄ = Σz/Σw over the post-stratum, where everybody counts, in the domain or not.
    Returns Σe and Σe² of the cells inside, then of those outside. Source: R survey, postStratify.
    """
    design, inside, outside = layout.design, layout.inside, layout.outside
    persons = design.respondents * design.weight
    population = sum_by(index=_post(design), values=persons, size=int(_post(design).max()) + 1)
    means = post_strata.sum(influence.total) / population[post_strata.other]
    shift, shift_outside = means[post_strata.index], means[layout.outside_post]
    weight, count = design.weight[inside], influence.count
    totals = influence.total - persons[inside] * shift
    squares = (
        influence.varying
        + _divide((influence.total - count * weight * shift) ** 2, count)
        + (design.respondents[inside] - count) * (weight * shift) ** 2
    )
    totals_outside = -persons[outside] * shift_outside
    squares_outside = design.respondents[outside] * (design.weight[outside] * shift_outside) ** 2
    return np.concatenate([totals, totals_outside]), np.concatenate([squares, squares_outside])


def _post(design: Design) -> NDArray[np.intp]:
    assert design.post_stratum is not None  # noqa: S101  the layout has post-strata only when the design has
    return design.post_stratum


def _spread(sums: FloatArray, squares: FloatArray, strata: Pairs, design: Design) -> FloatArray:
    """What each pair of domain and stratum adds to the variance of the domain."""
    n, unsampled = design.sampled[strata.other], design.unsampled_share[strata.other]
    is_single = n == 1
    centred = np.maximum(squares - sums**2 / n, 0)
    spread: FloatArray = unsampled * np.divide(n, n - 1, out=np.zeros(len(n)), where=~is_single) * centred
    if design.single_unit is SingleUnit.ADJUST:
        spread = np.where(is_single, unsampled * squares, spread)
    return np.where(unsampled < CENSUS, 0.0, spread)


def _averaging(influence: Influence, layout: Layout) -> FloatArray:
    """Strata by strata whose variance is known; NaN where none is.

    Of the strata met by the domain; of all strata when known totals are credited, as R does.
    """
    design = layout.design
    is_unknown = (design.sampled == 1) & (design.unsampled_share >= CENSUS)
    if layout.post_strata is not None or design.credit is not None:
        met, unknown = np.array(float(design.strata)), np.array(float(is_unknown.sum()))
    else:
        index, part = layout.strata.index[: len(influence.count)], layout.strata.part
        members = sum_by(index=index, values=influence.count, size=len(part)) > 0
        met = sum_by(index=part, values=members.astype(np.int64), size=layout.parts)
        lost = members & is_unknown[layout.strata.other]
        unknown = sum_by(index=part, values=lost.astype(np.int64), size=layout.parts)
    ratio = np.divide(met, met - unknown, out=np.full(met.shape, np.nan), where=met > unknown)
    return np.broadcast_to(ratio, (layout.parts,))


def _divide(numerator: FloatArray, denominator: NDArray[np.integer]) -> FloatArray:
    """0 where the denominator is 0."""
    quotient: FloatArray = np.divide(
        numerator, denominator, out=np.zeros(len(numerator)), where=denominator != 0
    )
    return quotient
