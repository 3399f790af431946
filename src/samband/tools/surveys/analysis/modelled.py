# SPDX-License-Identifier: EUPL-1.2
"""Modelled figures of inhabitants where few have answered, from the published table and the register."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np

from samband.engines.instrument import Index, Instrument, Measure
from samband.engines.small_areas import (
    Auxiliary,
    Concern,
    Figure,
    Kind,
    ModelPlan,
    SmallArea,
    model_small_areas,
)
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.weights import CellTotals
from samband.tools.surveys.rules import INHABITANTS

ADULTS, OLD, BEFORE, TOOK_PART = "adults", "share_old", "figure_before", "took_part_before"
OLD_FROM = 65
"""Age groups that begin at this age or later are the old ones: 67 in Norway, 65 elsewhere."""

FEWEST_BEFORE, FEWEST_NEW = 20, 5
"""Members with a figure of both waves that a column needs; new ones that a level of their own needs."""

FiguresBefore = Mapping[str, Mapping[str, float]]
"""Measure -> member -> its mean in the wave before, where it asked the same of the same territory."""


@dataclass(frozen=True, slots=True)
class ModelledRow:
    """One measure of one member in both ways. shown: the modelled figure, within the ends of its scale."""

    measure: str
    direct: Estimate
    shown: Estimate
    kind: Kind


@dataclass(frozen=True, slots=True)
class ModelledRows:
    """helps: False when the model hardly adds to what the member's own answers say."""

    rows: tuple[ModelledRow, ...]
    helps: bool

    def of(self, measure: str) -> ModelledRow | None:
        return next((row for row in self.rows if row.measure == measure), None)


def modelled_rows(*, figures: Mapping[str, Figure], unit: str, instrument: Instrument) -> ModelledRows:
    """The measures that are modelled for the member, indices first; no rows where none is."""
    order: tuple[Measure, ...] = (*instrument.indices, *instrument.items)
    found: list[ModelledRow] = []
    helping = 0
    for measure in order:
        figure = figures.get(measure.code)
        area = next((one for one in figure.rows if one.direct.unit == unit), None) if figure else None
        if figure and area and area.kind is not Kind.DIRECT:
            found.append(ModelledRow(measure.code, area.direct, _within_scale(area, measure), area.kind))
            helping += Concern.NO_GAIN not in figure.concerns
    return ModelledRows(tuple(found), helps=2 * helping >= len(found))


def members_modelled(*, figures: Mapping[str, Figure]) -> Mapping[str, int]:
    """Member -> how many of its measures are modelled; members with enough answers are left out."""
    areas = [area for figure in figures.values() for area in figure.rows if area.kind is not Kind.DIRECT]
    return Counter(area.direct.unit for area in areas)


def _within_scale(area: SmallArea, measure: Measure) -> Estimate:
    low, high = ends_of(measure=measure)
    value, lower, upper = (min(max(one, low), high) for one in (area.value, area.lower, area.upper))
    return Estimate(*area.direct.key, area.direct.n, value, area.se, lower, upper, Status.RELEASED)


def ends_of(*, measure: Measure) -> tuple[float, float]:
    """The lowest and the highest value that a mean of the measure can have."""
    if isinstance(measure, Index):
        return measure.low, measure.high
    return float(measure.scale.low), float(measure.scale.high)


def model_members(
    *, table: EstimateTable, frame: WaveFrame, below: int, before: FiguresBefore | None = None
) -> Mapping[str, Figure]:
    """Measure -> the figure with the modelled means of all members; measures without a model are left out.

    The columns are the logarithm of adults and the share of the old among them, and what the member answered
    in the wave before, where enough members took part then; the others stand at the average of those, with a
    level of their own where they are more than a few. table, before: released, so that nothing comes out that
    was not published. below: members with fewer answers than this are modelled.
    """
    means = EstimateTable(row for row in table.where(group=INHABITANTS) if row.statistic == "mean")
    auxiliary = auxiliary_of(frame=frame)
    if len(auxiliary.units) < 2:
        return {}
    plan = ModelPlan(below=below, columns=(f"log({ADULTS})", OLD), population=ADULTS)
    found = dict(_with_before(means, auxiliary, plan, before or {}))
    others = EstimateTable(row for row in means if row.measure not in found)
    figures = model_small_areas(table=others, auxiliary=auxiliary, plan=plan)
    by_measure = found | {figure.measure: figure for figure in figures if figure.is_modelled}
    return {
        code: by_measure[code] for code in dict.fromkeys(row.measure for row in means) if code in by_measure
    }


def _with_before(
    means: EstimateTable,
    auxiliary: Auxiliary,
    plan: ModelPlan,
    before: FiguresBefore,
) -> Iterator[tuple[str, Figure]]:
    """Measures whose model has the wave before as a column; an error in it only makes it weigh less."""
    for measure in before:
        table = means.where(measure=measure)
        wider = _wider(auxiliary, before[measure], {row.unit for row in table if row.is_known})
        if wider:
            asked = replace(plan, columns=(*plan.columns, *wider.columns[len(auxiliary.columns) :]))
            (figure,) = model_small_areas(table=table, auxiliary=wider, plan=asked)
            if figure.is_modelled:
                yield measure, figure


def _wider(auxiliary: Auxiliary, before: Mapping[str, float], now: set[str]) -> Auxiliary | None:
    """now: members with a figure of this wave. None where too few have one of both."""
    both, new = len(now & before.keys()), len(now - before.keys())
    if both < FEWEST_BEFORE:
        return None
    level = fmean(before[unit] for unit in auxiliary.units if unit in before)
    columns = {BEFORE: [before.get(unit, level) - level for unit in auxiliary.units]}
    if new >= FEWEST_NEW:
        columns[TOOK_PART] = [float(unit in before) for unit in auxiliary.units]
    values = np.column_stack([auxiliary.values, *columns.values()])
    return Auxiliary(auxiliary.units, (*auxiliary.columns, *columns), values)


def auxiliary_of(*, frame: WaveFrame) -> Auxiliary:
    """Adults and the share of the old of every member that takes part and whose adults are known by age."""
    adults, cells = frame.populations.get(INHABITANTS, {}), frame.cells.get(INHABITANTS, {})
    units = tuple(unit for unit in sorted(adults) if adults[unit] > 0 and cells.get(unit))
    values = [(adults[unit], _share_of_old(cells[unit])) for unit in units]
    return Auxiliary(units, (ADULTS, OLD), np.array(values, dtype=np.float64).reshape(-1, 2))


def _share_of_old(cells: CellTotals) -> float:
    everybody = sum(cells.values())
    old = sum(persons for (_, age_group), persons in cells.items() if _begins(age_group) >= OLD_FROM)
    return old / everybody if everybody else 0.0


def _begins(age_group: str) -> int:
    """67 of 67-79, 80 of 80+."""
    digits = age_group.partition("-")[0].rstrip("+")
    return int(digits) if digits.isdecimal() else 0
