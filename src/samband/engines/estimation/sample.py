# SPDX-License-Identifier: EUPL-1.2
"""A sample made ready for tabulation: its weighting cells, its design, its domains, its measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import Answers, BadAnswers
from samband.engines.estimation.cells import Cells
from samband.engines.estimation.design import Design, design_of
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.plan import Plan, Ratio
from samband.engines.estimation.ratios import RatioSums
from samband.engines.estimation.reduce import Sums
from samband.engines.estimation.sources import InMemory, Source
from samband.engines.estimation.steps import Steps
from samband.engines.instrument import Index, Instrument, Measure
from samband.engines.tables.estimates import ALL


@dataclass(frozen=True, slots=True)
class Table:
    """Domains that share no respondent, with the names of their units."""

    units: tuple[str, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Sample:
    """measures: those that are tabulated. tables: all together; the units; each class of units."""

    source: Source
    instrument: Instrument
    cells: Cells
    tables: tuple[Table, ...]
    measures: tuple[Measure, ...]
    has_total_group: bool

    @classmethod
    def of(cls, *, answers: Answers | Source, instrument: Instrument, plan: Plan) -> "Sample":
        """Raises what ``estimate`` raises, AnswerOffScale excepted."""
        source = answers if isinstance(answers, Source) else InMemory(answers)
        cells = source.cells(plan=plan)
        design = design_of(cells=cells, plan=plan)
        tables = tuple(_tables(cells, design, plan))
        measures = tuple(one for one in _measures(instrument, plan) if _is_complete(one, source))
        return cls(source, instrument, cells, tables, measures, plan.with_total_group)

    @property
    def groups(self) -> Mapping[str, NDArray[np.bool_] | None]:
        """Group -> (cells,), which cells belong to it; None: all."""
        total: dict[str, NDArray[np.bool_] | None] = {ALL: None} if self.has_total_group else {}
        return {**total, **self.cells.in_group}

    def is_asked(self, *, measure: str, group: str) -> bool:
        """Groups that the instrument does not know were asked everything."""
        return group not in self.instrument.groups or self.instrument.measures[measure].is_asked_of(group)

    def reduced(self) -> Iterator[Sums]:
        """Sums of each measure's mean, then of its shares. Raises AnswerOffScale."""
        return self.source.sums(measures=self.measures, cells=self.cells)

    def steps(self, *, measures: Sequence[str]) -> Iterator[Steps]:
        """How many are at or below each value, of these measures; of all when none is named."""
        wanted = [one for one in self.measures if not measures or one.code in measures]
        return self.source.steps(measures=wanted, cells=self.cells)

    def ratio_sums(self, *, plan: Plan) -> Iterator[tuple[Ratio, RatioSums]]:
        """Sums of the plan's ratios whose measures are among the answers."""
        for ratio in plan.ratios:
            if all(
                _is_complete(self.instrument.measures[code], self.source) for code in (ratio.of, ratio.to)
            ):
                yield (
                    ratio,
                    self.source.ratio(ratio=ratio, instrument=self.instrument, cells=self.cells),
                )


def _measures(instrument: Instrument, plan: Plan) -> Sequence[Measure]:
    ratios = [code for ratio in plan.ratios for code in (ratio.of, ratio.to)]
    named = [*plan.measures, *ratios, *(plan.quantiles.measures if plan.quantiles else ())]
    unknown = [code for code in dict.fromkeys(named) if code not in instrument.measures]
    if unknown:
        raise BadAnswers(f"The instrument has no measure {', '.join(unknown)}. Correct measures in the plan.")
    return [instrument.measures[code] for code in plan.measures or instrument.measures]


def _is_complete(measure: Measure, source: Source) -> bool:
    """Whether every item has a column: an index over half of its items would be another index."""
    items = measure.items if isinstance(measure, Index) else (measure,)
    return all(item.code in source.columns for item in items)


def _tables(cells: Cells, design: Design, plan: Plan) -> Iterator[Table]:
    yield Table((ALL,), Layout.whole(design=design))
    if cells.unit is None:
        return
    units = tuple(label for (label,) in cells.unit.labels)
    _refuse_reserved(units, cells, plan)
    yield Table(units, Layout.of(part_by_cell=cells.unit.index, parts=len(units), design=design))
    for name, members in plan.combined_units.items():
        belongs = np.isin(np.array(units), np.array(members, dtype=str))
        part = np.where(belongs[cells.unit.index], 0, -1)
        yield Table((name,), Layout.of(part_by_cell=part, parts=1, design=design))


def _refuse_reserved(units: Sequence[str], cells: Cells, plan: Plan) -> None:
    for at, unit in enumerate(units):
        if unit == ALL or unit in plan.combined_units:
            assert cells.unit is not None  # noqa: S101  there are units
            row = int(np.argmax(cells.unit.index[cells.cell_by_respondent] == at))
            what = f"The unit “{unit}” has the name of a total. Give it another code, or rename the total."
            raise BadAnswers(what, column=plan.unit, row=row)
