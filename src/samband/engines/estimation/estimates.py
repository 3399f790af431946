# SPDX-License-Identifier: EUPL-1.2
"""Answers, an instrument and a plan in; a table of estimates out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import Answers, BadAnswers, codes
from samband.engines.estimation.cells import Cells, weighting_cells
from samband.engines.estimation.design import Design, FloatArray, IntArray, design_of
from samband.engines.estimation.differences import JOINED
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.intervals import difference_limits, mean_limits, share_limits
from samband.engines.estimation.means import domain_differences, domain_means
from samband.engines.estimation.plan import Plan
from samband.engines.estimation.reduce import Sums, reduce_answers
from samband.engines.instrument import Index, Instrument, Measure
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.engines.tables.estimates import ALL


def estimate(*, answers: Answers, instrument: Instrument, plan: Plan) -> EstimateTable:
    """Means and shares of every measure by group and unit, with standard errors and confidence limits.

    answers: column by name; see ``answers``. A measure whose columns are absent is left out; a group that was
    not asked gives ``not_asked``; a domain without a valid answer ``empty``.
    Raises BadAnswers (row and column), AnswerOffScale, PopulationTooSmall, SingleUnitStratum, EmptyCategory,
    InfeasibleMargin. The same answers in another order give the same table to the last bit.
    """
    respondents = _respondents(answers)
    cells = weighting_cells(answers=answers, plan=plan, respondents=respondents)
    design = design_of(cells=cells, plan=plan)
    tables = tuple(_tables(cells, design, plan))
    measures = [measure for measure in _measures(instrument, plan) if _is_complete(measure, answers)]
    reduced = reduce_answers(
        measures=measures,
        columns=lambda name: codes(answers=answers, column=name, respondents=respondents),
        cell_by_respondent=cells.cell_by_respondent,
        cells=len(cells),
    )
    return EstimateTable(
        row for sums in reduced for table in tables for row in _rows(sums, table, cells, plan, instrument)
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Domains that share no respondent, with the names of their units."""

    units: tuple[str, ...]
    layout: Layout


def _respondents(answers: Answers) -> int:
    first = next(iter(answers), None)
    respondents = 0 if first is None else len(answers[first])
    if not respondents:
        raise BadAnswers("There are no answers. Give at least one respondent.")
    return respondents


def _measures(instrument: Instrument, plan: Plan) -> Sequence[Measure]:
    unknown = [code for code in plan.measures if code not in instrument.measures]
    if unknown:
        raise BadAnswers(f"The instrument has no measure {', '.join(unknown)}. Correct measures in the plan.")
    return [instrument.measures[code] for code in plan.measures or instrument.measures]


def _is_complete(measure: Measure, answers: Answers) -> bool:
    """Whether every item has a column: an index over half of its items would be another index."""
    items = measure.items if isinstance(measure, Index) else (measure,)
    return all(item.code in answers for item in items)


def _tables(cells: Cells, design: Design, plan: Plan) -> Iterator[_Table]:
    """All together; the units; and each class of units."""
    yield _Table((ALL,), Layout.whole(design=design))
    if cells.unit is None:
        return
    units = tuple(label for (label,) in cells.unit.labels)
    _refuse_reserved(units, cells, plan)
    yield _Table(units, Layout.of(part_by_cell=cells.unit.index, parts=len(units), design=design))
    for name, members in plan.combined_units.items():
        belongs = np.isin(np.array(units), np.array(members, dtype=str))
        part = np.where(belongs[cells.unit.index], 0, -1)
        yield _Table((name,), Layout.of(part_by_cell=part, parts=1, design=design))


def _refuse_reserved(units: Sequence[str], cells: Cells, plan: Plan) -> None:
    for at, unit in enumerate(units):
        if unit == ALL or unit in plan.combined_units:
            assert cells.unit is not None  # noqa: S101  there are units
            row = int(np.argmax(cells.unit.index[cells.cell_by_respondent] == at))
            what = f"The unit “{unit}” has the name of a total. Give it another code, or rename the total."
            raise BadAnswers(what, column=plan.unit, row=row)


def _rows(sums: Sums, table: _Table, cells: Cells, plan: Plan, instrument: Instrument) -> Iterator[Estimate]:
    groups: dict[str, NDArray[np.bool_] | None] = {ALL: None} if plan.with_total_group else {}
    measure = instrument.measures[sums.measure]
    for name, members in {**groups, **cells.in_group}.items():
        if name in instrument.groups and not measure.is_asked_of(name):
            yield from _not_asked(sums, table, name)
        else:
            yield from _estimated(sums, table, name, members, plan)
    for first, second in plan.differences:
        if all(name not in instrument.groups or measure.is_asked_of(name) for name in (first, second)):
            yield from _differences(sums, table, cells, plan, (first, second))


def _estimated(
    sums: Sums, table: _Table, group: str, members: NDArray[np.bool_] | None, plan: Plan
) -> Iterator[Estimate]:
    means = domain_means(sums=sums, layout=table.layout, members=members)
    limits = share_limits if sums.statistic == "share" else mean_limits
    lower, upper = limits(means=means, confidence=plan.confidence)
    figures = _Figures(means.n, means.value, means.se, lower, upper)
    yield from figures.rows(group=group, units=table.units, of=(sums.measure, sums.statistic, sums.category))


def _differences(
    sums: Sums, table: _Table, cells: Cells, plan: Plan, groups: tuple[str, str]
) -> Iterator[Estimate]:
    first, second = (cells.in_group[name] for name in groups)
    found = domain_differences(sums=sums, layout=table.layout, first=first, second=second)
    lower, upper = difference_limits(differences=found, confidence=plan.confidence)
    figures = _Figures(found.n, found.value, found.se, lower, upper)
    name, of = JOINED.join(groups), (sums.measure, "difference", sums.category)
    yield from figures.rows(group=name, units=table.units, of=of)


def _not_asked(sums: Sums, table: _Table, group: str) -> Iterator[Estimate]:
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
