# SPDX-License-Identifier: EUPL-1.2
"""Modelled figures of inhabitants where few have answered, from the published table and the register."""

from collections.abc import Mapping

import numpy as np

from samband.engines.small_areas import Auxiliary, Figure, ModelPlan, model_small_areas
from samband.engines.tables import EstimateTable
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.weights import CellTotals
from samband.tools.surveys.rules import INHABITANTS

ADULTS, OLD = "adults", "share_old"
OLD_FROM = 65
"""Age groups that begin at this age or later are the old ones: 67 in Norway, 65 elsewhere."""


def model_members(*, table: EstimateTable, frame: WaveFrame, below: int) -> Mapping[str, Figure]:
    """Measure -> the figure with the modelled means of all members; measures without a model are left out.

    The columns are the logarithm of adults and the share of the old among them. table: the released one, so
    that nothing comes out that was not published. below: members with fewer answers than this are modelled.
    """
    means = EstimateTable(row for row in table.where(group=INHABITANTS) if row.statistic == "mean")
    auxiliary = auxiliary_of(frame=frame)
    if len(auxiliary.units) < 2:
        return {}
    plan = ModelPlan(below=below, columns=(f"log({ADULTS})", OLD), population=ADULTS)
    figures = model_small_areas(table=means, auxiliary=auxiliary, plan=plan)
    return {figure.measure: figure for figure in figures if figure.is_modelled}


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
