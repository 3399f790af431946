# SPDX-License-Identifier: EUPL-1.2
"""Answers, an instrument and a plan in; a table of estimates out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import nan

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import Answers
from samband.engines.estimation.cells import Cells
from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.differences import JOINED
from samband.engines.estimation.further import quantile_rows, ratio_rows
from samband.engines.estimation.intervals import difference_limits, mean_limits, share_limits
from samband.engines.estimation.means import domain_differences, domain_means
from samband.engines.estimation.plan import Plan
from samband.engines.estimation.reduce import Sums
from samband.engines.estimation.sample import Sample, Table
from samband.engines.estimation.sources import Source
from samband.engines.instrument import Instrument
from samband.engines.tables import Estimate, EstimateTable, Status


def estimate(*, answers: Answers | Source, instrument: Instrument, plan: Plan) -> EstimateTable:
    """Means and shares of every measure by group and unit, with standard errors and confidence limits.

    Also the plan's quantiles (statistic ``quantile``, category the share) and ratios (statistic ``ratio``).
    answers: column by name, see ``answers``; or groups that a database made, see ``grouped``.
    A measure whose columns are absent is left out; a group that was not asked gives ``not_asked``; a domain
    without a valid answer ``empty``.
    Raises BadAnswers (row and column), AnswerOffScale, PopulationTooSmall, SingleUnitStratum, EmptyCategory,
    InfeasibleMargin. The same answers in another order give the same table to the last bit.
    """
    sample = Sample.of(answers=answers, instrument=instrument, plan=plan)
    means = (
        row
        for sums in sample.reduced()
        for table in sample.tables
        for row in _rows(sums, table, sample, plan)
    )
    further = quantile_rows(sample=sample, plan=plan), ratio_rows(sample=sample, plan=plan)
    return EstimateTable(chain(means, *further))


def _rows(sums: Sums, table: Table, sample: Sample, plan: Plan) -> Iterator[Estimate]:
    for name, members in sample.groups.items():
        if sample.is_asked(measure=sums.measure, group=name):
            yield from _estimated(sums, table, name, members, plan)
        else:
            yield from _not_asked(sums, table, name)
    for pair in plan.differences:
        if all(sample.is_asked(measure=sums.measure, group=name) for name in pair):
            yield from _differences(sums, table, sample.cells, plan, pair)


def _estimated(
    sums: Sums, table: Table, group: str, members: NDArray[np.bool_] | None, plan: Plan
) -> Iterator[Estimate]:
    means = domain_means(sums=sums, layout=table.layout, members=members)
    limits = share_limits if sums.statistic == "share" else mean_limits
    lower, upper = limits(means=means, confidence=plan.confidence)
    figures = _Figures(means.n, means.value, means.se, lower, upper)
    yield from figures.rows(group=group, units=table.units, of=(sums.measure, sums.statistic, sums.category))


def _differences(
    sums: Sums, table: Table, cells: Cells, plan: Plan, groups: tuple[str, str]
) -> Iterator[Estimate]:
    first, second = (cells.in_group[name] for name in groups)
    found = domain_differences(sums=sums, layout=table.layout, first=first, second=second)
    lower, upper = difference_limits(differences=found, confidence=plan.confidence)
    figures = _Figures(found.n, found.value, found.se, lower, upper)
    name, of = JOINED.join(groups), (sums.measure, "difference", sums.category)
    yield from figures.rows(group=name, units=table.units, of=of)


def _not_asked(sums: Sums, table: Table, group: str) -> Iterator[Estimate]:
    for unit in table.units:
        key = (group, unit, sums.measure, sums.statistic, sums.category)
        yield Estimate(*key, None, nan, nan, nan, nan, Status.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class _Figures:
    """By unit, (units,)."""

    n: IntArray
    value: FloatArray
    se: FloatArray
    lower: FloatArray
    upper: FloatArray

    def rows(self, *, group: str, units: Sequence[str], of: tuple[str, str, str]) -> Iterator[Estimate]:
        """of: measure, statistic and category."""
        columns = (self.n, self.value, self.se, self.lower, self.upper)
        lists = [column.tolist() for column in columns]
        for unit, n, value, se, lower, upper in zip(units, *lists, strict=True):
            status = Status.ESTIMATED if n else Status.EMPTY
            yield Estimate(group, unit, *of, n, value, se, lower, upper, status)
