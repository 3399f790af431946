# SPDX-License-Identifier: EUPL-1.2
"""Raking: weights that meet several margins at once, found on the table of the margins, not on the rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from samband.engines.weighting.auxiliaries import Auxiliaries, Margin
from samband.engines.weighting.calibration import calibrate
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.distances import Bounds, Method
from samband.engines.weighting.margin_table import Groups, Margins, MarginTable

__all__ = ["Groups", "Margins", "NoConvergence", "RakedReplicates", "RakedWeights", "rake", "rake_replicates"]


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
    groups: Groups,
    margins: Margins,
    tolerance: float = 1e-8,
    most_rounds: int = 200,
    bounds: Bounds | None = None,
) -> RakedWeights:
    """Scale design weights until every group total equals its known margin.

    design_weights: (respondents,), persons represented, > 0.
    groups: (respondents, variables), index of the category in each variable's margin; or a list of columns,
    which is faster. margins: per variable (categories,), persons.
    bounds: what a design weight may be multiplied by; then found as in ``calibrate``.
    Raises EmptyCategory when a margin above zero has no respondent; NoConvergence after ``most_rounds``; with
    bounds Infeasible and MarginsDisagree.
    Source: Deming and Stephan 1940. Reference values: R survey::rake, tests/reference/rake.csv.
    """
    shape = tuple(len(margin) for margin in margins)
    table = MarginTable.of(design_weights=design_weights, groups=groups, shape=shape)
    table.refuse_empty(margins, table.weighted)
    if bounds is not None:
        return _bounded(table, design_weights, margins, bounds)
    fitted, rounds, gap = _fit(table.weighted[:, None], table, margins, tolerance, most_rounds)
    factors = _divide(fitted[:, 0], table.weighted)
    return RakedWeights(table.spread(factors, design_weights), rounds, gap)


@dataclass(frozen=True, slots=True)
class RakedReplicates:
    """factors: (cells, replicates), what each cell's weights are multiplied by. rounds, gap: of the worst."""

    table: MarginTable
    multipliers: FloatArray
    unit_by_respondent: NDArray[np.integer]
    factors: FloatArray
    rounds: int
    gap: float

    def weights(self, *, replicate: int, design_weights: FloatArray) -> FloatArray:
        """(respondents,), the raked weights of one replicate; all at once may not fit in memory."""
        own = self.multipliers[:, replicate][self.unit_by_respondent]
        return self.table.spread(np.ascontiguousarray(self.factors[:, replicate]), design_weights * own)


def rake_replicates(
    *,
    design_weights: FloatArray,
    groups: Groups,
    margins: Margins,
    multipliers: FloatArray,
    unit_by_respondent: NDArray[np.integer],
    tolerance: float = 1e-8,
    most_rounds: int = 200,
) -> RakedReplicates:
    """Rake every replicate of a sample anew, all together, on the table of the margins.

    multipliers: (units, replicates), 0 or more, what a replicate makes of the design weights of a sampling
    unit (jackknife group, cluster, stratum …). unit_by_respondent: (respondents,), index into them.
    The rows are read once, whatever the number of replicates. Raises what ``rake`` raises.
    """
    table = MarginTable.of(
        design_weights=design_weights, groups=groups, shape=tuple(len(margin) for margin in margins)
    )
    shape = (len(table.weighted), len(multipliers))
    start = (
        csr_array((design_weights, (table.cell_by_respondent, unit_by_respondent)), shape=shape) @ multipliers
    )
    for replicate in start.T:
        table.refuse_empty(margins, replicate)
    fitted, rounds, gap = _fit(start, table, margins, tolerance, most_rounds)
    return RakedReplicates(table, multipliers, unit_by_respondent, _divide(fitted, start), rounds, gap)


def _fit(
    start: FloatArray, table: MarginTable, margins: Margins, tolerance: float, most_rounds: int
) -> tuple[FloatArray, int, float]:
    """start: (cells, replicates). Each round scales every margin once."""
    fitted, gap, worst = start.copy(), np.inf, 0
    member = [by.tocsc().indices for by in table.by]
    for done in range(1, most_rounds + 1):
        for by, of, margin in zip(table.by, member, margins, strict=True):
            fitted *= _ratios(by @ fitted, margin)[of]
        gaps = [_gap(by @ fitted, margin) for by, margin in zip(table.by, margins, strict=True)]
        worst, gap = int(np.argmax(gaps)), max(gaps)
        if gap <= tolerance:
            return fitted, done, gap
    raise NoConvergence(rounds=most_rounds, gap=gap, variable=worst)


def _ratios(sums: FloatArray, margin: FloatArray) -> FloatArray:
    return _divide(np.broadcast_to(margin[:, None], sums.shape), sums)


def _gap(sums: FloatArray, margin: FloatArray) -> float:
    known = margin > 0
    return float(np.abs(sums[known] / margin[known][:, None] - 1).max(initial=0.0))


def _divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """0 where the denominator is 0."""
    quotient: FloatArray = np.divide(
        numerator, denominator, out=np.zeros(numerator.shape), where=denominator > 0
    )
    return quotient


def _bounded(
    table: MarginTable, design_weights: FloatArray, margins: Margins, bounds: Bounds
) -> RakedWeights:
    used = np.flatnonzero(table.weighted)
    known = Auxiliaries.of(
        margins=[
            Margin(f"variable {at}", by.tocsc().indices[used], margin)
            for at, (by, margin) in enumerate(zip(table.by, margins, strict=True), start=1)
        ]
    )
    found = calibrate(weighted=table.weighted[used], auxiliaries=known, method=Method.RAKING, bounds=bounds)
    factors = np.zeros(len(table.weighted))
    factors[used] = found.factors
    return RakedWeights(table.spread(factors, design_weights), found.rounds, found.gap)
