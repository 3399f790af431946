# SPDX-License-Identifier: EUPL-1.2
"""Answers of any size: a database reduces its rows to groups, and the groups are all that is held here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import BadAnswers, Categories, categories
from samband.engines.estimation.cells import Cells, weighting_cells
from samband.engines.estimation.databases import Rows
from samband.engines.estimation.group_by import (
    Asked,
    all_measures,
    groups_query,
    items_of,
    strangers_query,
)
from samband.engines.estimation.plan import Key, Plan, Ratio
from samband.engines.estimation.ratios import Moments, RatioSums, ratio_sums
from samband.engines.estimation.reduce import Sums, sums_of
from samband.engines.estimation.sources import count_categories
from samband.engines.estimation.states import IntArray, coding_of
from samband.engines.estimation.steps import Steps, steps_from
from samband.engines.instrument import Instrument, Item, Measure

MOST_GROUPS = 5_000_000
"""Groups that are taken into memory: more means that the weights differ from row to row."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """One row for each group: the design's columns, respondents, and whole sums by name."""

    names: tuple[str, ...]
    design: Mapping[str, Categories | NDArray[np.float64]]
    respondents: IntArray
    found: Mapping[str, IntArray]

    @property
    def columns(self) -> Collection[str]:
        return self.names

    def cells(self, *, plan: Plan) -> Cells:
        """Raises BadAnswers, which cannot name the row here."""
        try:
            cells = weighting_cells(answers=self.design, plan=plan, respondents=len(self.respondents))
        except BadAnswers as bad:
            raise BadAnswers(f"Column {bad.column}: {bad.fault}" if bad.column else bad.fault) from None
        respondents = np.bincount(cells.cell_by_respondent, self.respondents, len(cells)).astype(np.int64)
        return replace(cells, respondents=respondents)

    def counted(self, *, columns: Sequence[str]) -> Mapping[Key, int]:
        found = [categories(answers=self.design, column=name, missing=frozenset({""})) for name in columns]
        return count_categories(columns=found, respondents=self.respondents)

    def sums(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Sums]:
        for measure in measures:
            by_cell = {
                name: self._by_cell(f"{name} {measure.code}", cells) for name in ("count", "total", "squares")
            }
            shares = measure.scale.shares if isinstance(measure, Item) else ()
            hits = {
                share.name: self._by_cell(f"share {measure.code} {share.name}", cells) for share in shares
            }
            yield from sums_of(coding=coding_of(measure), hits=hits, **by_cell)

    def steps(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Steps]:
        for measure in measures:
            coding = coding_of(measure)
            worth = np.unique(coding.numerators)
            hits = [self._by_cell(f"step {measure.code} {one}", cells) for one in worth.tolist()]
            yield steps_from(coding=coding, worth=worth, hits=np.stack(hits, axis=1))

    def ratio(self, *, ratio: Ratio, instrument: Instrument, cells: Cells) -> RatioSums:
        names = ("n", "y", "x", "yy", "yx", "xx")
        moments = Moments(*(self._by_cell(f"ratio {ratio.name} {name}", cells) for name in names))
        of, to = instrument.measures[ratio.of], instrument.measures[ratio.to]
        return ratio_sums(name=ratio.name, of=of, to=to, moments=moments)

    def _by_cell(self, name: str, cells: Cells) -> IntArray:
        """Groups of one cell together. Whole numbers, added up as such."""
        by_cell = np.zeros(len(cells), dtype=np.int64)
        np.add.at(by_cell, cells.cell_by_respondent, self.found[name])
        return by_cell


def read_groups(*, rows: Rows, instrument: Instrument, plan: Plan) -> Grouped:
    """Reduce a table where it is. ``estimate`` takes the result as answers, with this instrument and plan.

    Memory is bounded by groups: combinations of the design's columns and the weight that occur.
    Raises BadAnswers for absent columns, codes off their scale, an empty table, and weights that differ from
    row to row in more than some million groups; whatever the database raises.
    """
    _refuse_absent(rows, plan)
    asked = Asked.of(plan=plan, instrument=instrument, columns=tuple(rows.columns))
    _refuse_strangers(rows, asked, instrument)
    _refuse_too_many(rows, asked)
    query = groups_query(rows=rows, asked=asked, instrument=instrument)
    columns = list(zip(*rows.query(query.text), strict=True))
    if not columns or not columns[len(asked.keys) + bool(asked.weight)][0]:
        raise BadAnswers("There are no answers. Give at least one respondent.")
    keys = {
        name: Categories.of(column, missing=plan.missing)
        for name, column in zip(asked.keys, columns, strict=False)
    }
    sums = columns[len(asked.keys) + bool(asked.weight) :]
    found = {name: np.array(column, dtype=np.int64) for name, column in zip(query.columns, sums, strict=True)}
    design: dict[str, Categories | NDArray[np.float64]] = dict(keys)
    if asked.weight:
        weights = columns[len(asked.keys)]
        design[asked.weight] = np.array([np.nan if w is None else w for w in weights], dtype=np.float64)
    return Grouped(tuple(rows.columns), design, found["n"], found)


def _refuse_absent(rows: Rows, plan: Plan) -> None:
    wanted = [*plan.design_columns, *([plan.weights] if plan.weights else [])]
    absent = [name for name in wanted if name not in rows.columns]
    if absent:
        raise BadAnswers(f"The table has no column {', '.join(absent)}. Add it, or correct the plan.")


def _refuse_strangers(rows: Rows, asked: Asked, instrument: Instrument) -> None:
    measures = all_measures(asked, instrument).values()
    items = list({item.code: item for measure in measures for item in items_of(measure)}.values())
    if not items:
        return
    (counts,) = rows.query(strangers_query(rows=rows, items=items, missing=asked.missing))
    for item, number in zip(items, counts, strict=True):
        if number:
            codes = ", ".join(map(str, [*item.scale.codes, *item.scale.missing]))
            raise BadAnswers(
                f"Column {item.code}: {number} answers are off the scale ({codes}). Correct them, or list "
                "what stands for no answer under missing in the plan."
            )


def _refuse_too_many(rows: Rows, asked: Asked) -> None:
    """Counted before they are fetched, where a column of weights may make as many groups as rows."""
    if not asked.weight:
        return
    name = rows.dialect.name(asked.weight)
    ((different,),) = rows.query(f"SELECT COUNT(DISTINCT {name}) FROM {rows.table}")  # noqa: S608  quoted
    if different > MOST_GROUPS:
        raise BadAnswers(
            f"The column {asked.weight} has {different:,} different weights, each of which would be a "
            f"group in memory; at most {MOST_GROUPS:,} are. Round the weights, or give the plan population "
            "and post_strata instead."
        )
