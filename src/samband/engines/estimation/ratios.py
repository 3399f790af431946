# SPDX-License-Identifier: EUPL-1.2
"""Ratios of two measures: the sum of one by the sum of the other, over those who answered both.

R = Σwy/Σwx moves like the total of z = w (y − R x)/Σwx. Source: Särndal, Swensson and Wretman 1992, section
5.6; R survey, svyratio. Not for a denominator that may be near 0: the interval is then of no use.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.reduce import Columns, value_range
from samband.engines.estimation.states import coding_of, item_states
from samband.engines.estimation.variance import Influence, sampling_units, variances
from samband.engines.instrument import Measure


@dataclass(frozen=True, slots=True)
class RatioSums:
    """By cell, over those who answered both, in values: y is the measure above, x the one below.

    within_*: sums of squares and products about the means of the cell, from whole numbers.
    """

    name: str
    count: IntArray
    y: FloatArray
    x: FloatArray
    within_yy: FloatArray
    within_yx: FloatArray
    within_xx: FloatArray


@dataclass(frozen=True, slots=True)
class DomainRatios:
    """By domain, (parts,); NaN where nobody answered both, or where the sum below is 0."""

    n: IntArray
    value: FloatArray
    se: FloatArray
    df: IntArray


@dataclass(frozen=True, slots=True)
class Moments:
    """Whole sums of numerators by cell: count, Σy, Σx, Σy², Σyx, Σx²."""

    n: IntArray
    y: IntArray
    x: IntArray
    yy: IntArray
    yx: IntArray
    xx: IntArray


def reduce_ratio(
    *,
    name: str,
    of: Measure,
    to: Measure,
    columns: Columns,
    cell_by_respondent: NDArray[np.int32],
    cells: int,
) -> RatioSums:
    """Arguments and errors: see ``reduce_answers``."""
    above, valid_above = _numerators(of, columns)
    below, valid_below = _numerators(to, columns)
    both = valid_above & valid_below
    cell, y, x = cell_by_respondent[both], above[both], below[both]

    def total(worth: IntArray) -> IntArray:
        return np.bincount(cell, weights=worth, minlength=cells).astype(np.int64)

    moments = Moments(np.bincount(cell, minlength=cells), *map(total, (y, x, y * y, y * x, x * x)))
    return ratio_sums(name=name, of=of, to=to, moments=moments)


def _numerators(measure: Measure, columns: Columns) -> tuple[IntArray, NDArray[np.bool_]]:
    coding = coding_of(measure)
    states = coding.of({item.code: item_states(item=item, codes=columns(item.code)) for item in coding.items})
    return np.append(coding.numerators, 0)[states], states < coding.states - 1


def ratio_sums(*, name: str, of: Measure, to: Measure, moments: Moments) -> RatioSums:
    """From numerators to values: value = offset + factor × numerator / denominator."""
    (offset_y, factor_y), (offset_x, factor_x) = _display(of), _display(to)
    n = moments.n
    return RatioSums(
        name=name,
        count=n,
        y=offset_y * n + factor_y * moments.y,
        x=offset_x * n + factor_x * moments.x,
        within_yy=factor_y**2 * _within(n, moments.y, moments.y, moments.yy),
        within_yx=factor_y * factor_x * _within(n, moments.y, moments.x, moments.yx),
        within_xx=factor_x**2 * _within(n, moments.x, moments.x, moments.xx),
    )


def _display(measure: Measure) -> tuple[float, float]:
    offset, factor, _, _ = value_range(measure)
    return offset, factor / coding_of(measure).denominator


def _within(n: IntArray, first: IntArray, second: IntArray, products: IntArray) -> FloatArray:
    """Σ(a − ā)(b − b̄) of each cell; the difference is taken in whole numbers."""
    exact = n.astype(object) * products.astype(object) - first.astype(object) * second.astype(object)
    within: FloatArray = np.divide(exact.astype(np.float64), n, out=np.zeros(len(n)), where=n > 0)
    return within


def domain_ratios(
    *, sums: RatioSums, layout: Layout, members: NDArray[np.bool_] | None = None
) -> DomainRatios:
    """Estimate the ratio in every domain. members: (cells,), which cells count; None: all."""
    inside, part = layout.inside, layout.part
    belongs = np.ones(len(inside), dtype=bool) if members is None else members[inside]
    n, weight = sums.count[inside] * belongs, layout.design.weight[inside]
    y, x = sums.y[inside] * belongs, sums.x[inside] * belongs
    below = layout.sum(weight * x)
    ratio = np.divide(layout.sum(weight * y), below, out=np.full(layout.parts, np.nan), where=below != 0)
    r = np.nan_to_num(ratio)[part]
    factor = np.divide(weight, below[part], out=np.zeros(len(weight)), where=(below[part] != 0) & belongs)
    within = sums.within_yy[inside] - 2 * r * sums.within_yx[inside] + r**2 * sums.within_xx[inside]
    influence = Influence.of(count=n, factor=factor, total=factor * (y - r * x), within=np.maximum(within, 0))
    _, df = sampling_units(count=n, layout=layout)
    se = np.where(np.isnan(ratio), np.nan, np.sqrt(variances(influence=influence, layout=layout)))
    return DomainRatios(layout.sum_whole(n), ratio, se, df)


def ratio_limits(*, ratios: DomainRatios, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Student's t; without limits where there is no degree of freedom."""
    half = np.where(
        ratios.df > 0, stdtrit(np.maximum(ratios.df, 1), (1 + confidence) / 2) * ratios.se, np.nan
    )
    return ratios.value - half, ratios.value + half
