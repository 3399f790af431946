# SPDX-License-Identifier: EUPL-1.2
"""How much of a figure its heaviest respondents are: what the rules of dominance judge."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from samband.engines.disclosure import Cell
from samband.engines.estimation.answers import Answers
from samband.engines.estimation.cells import Index
from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.plan import Plan
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.sources import Source
from samband.engines.instrument import Instrument

Shares = tuple[float, ...]


def largest_shares(*, answers: Answers | Source, instrument: Instrument, plan: Plan) -> Mapping[Cell, Shares]:
    """The two heaviest respondents' parts of the weights of each figure that ``estimate`` gives.

    For each measure by group and unit, over those with a valid answer, whose weights add up to 1: two parts,
    descending, the second 0 where only one answered. Domains without a valid answer, and differences, are
    left out. Raises what ``estimate`` raises. The order of the answers changes nothing.
    """
    sample = Sample.of(answers=answers, instrument=instrument, plan=plan)
    laid = [(table.units, table.layout, _heaviest_first(table.layout)) for table in sample.tables]
    return {
        Cell(group, unit, sums.measure): shares
        for sums in sample.reduced()
        if sums.statistic == "mean"
        for group, members in sample.groups.items()
        if sample.is_asked(measure=sums.measure, group=group)
        for units, layout, order in laid
        for unit, shares in _by_unit(units, layout, order, _counted(sums.count, members))
    }


def _counted(count: IntArray, members: NDArray[np.bool_] | None) -> IntArray:
    return count if members is None else count * members


def _heaviest_first(layout: Layout) -> Index:
    """Places in ``layout.inside``: domain by domain, the greatest weight first."""
    return np.lexsort((-layout.design.weight[layout.inside], layout.part))


def _by_unit(
    units: tuple[str, ...], layout: Layout, order: Index, count: IntArray
) -> Iterator[tuple[str, Shares]]:
    n, weight = count[layout.inside], layout.design.weight[layout.inside]
    used = order[n[order] > 0]
    parts, first = np.unique(layout.part[used], return_index=True)
    whole = layout.sum(n * weight)[parts]
    largest = weight[used[first]] / whole
    second = _second(layout.part[used], n[used], weight[used], first) / whole
    for part, *shares in zip(parts.tolist(), largest.tolist(), second.tolist(), strict=True):
        yield units[part], tuple(shares)


def _second(part: Index, n: IntArray, weight: FloatArray, first: Index) -> FloatArray:
    """Weight of the second respondent of each domain: in the heaviest cell, else in the next; 0 if none."""
    after = np.minimum(first + 1, len(part) - 1)
    is_same = (after > first) & (part[after] == part[first])
    return np.where(n[first] > 1, weight[first], np.where(is_same, weight[after], 0.0))
