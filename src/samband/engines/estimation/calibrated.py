# SPDX-License-Identifier: EUPL-1.2
"""Weights of the cells calibrated to the margins of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from samband.engines.estimation.answers import BadAnswers
from samband.engines.estimation.cells import Cells, Dimension, FloatArray
from samband.engines.estimation.plan import CalibrationRule, KnownMargin
from samband.engines.weighting import (
    Auxiliaries,
    Bounds,
    Collapse,
    Enough,
    JoinedCells,
    Margin,
    Method,
    Quantity,
    calibrate,
)


@dataclass(frozen=True, slots=True)
class CalibratedCells:
    """factors: (cells,), what base weights are multiplied by. auxiliaries: what was calibrated to."""

    factors: FloatArray
    auxiliaries: Auxiliaries
    collapses: tuple[Collapse, ...]


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What calibrates a replicate of the sample anew. base: (cells,), weights before calibration.

    factors: (cells,), of the whole sample.
    """

    base: FloatArray
    factors: FloatArray
    auxiliaries: Auxiliaries
    method: Method
    bounds: Bounds

    def again(self, weighted: FloatArray) -> FloatArray:
        """Factors of a replicate. weighted: (cells,), its sums of base weights. Raises Infeasible."""
        return calibrate(
            weighted=weighted, auxiliaries=self.auxiliaries, method=self.method, bounds=self.bounds
        ).factors


def calibrated_cells(*, cells: Cells, rule: CalibrationRule, weight: FloatArray) -> CalibratedCells:
    """weight: (cells,), of one respondent. Margins whose small categories may be joined are joined first.

    Raises EmptyCategory, InfeasibleMargin, MarginsDisagree, Infeasible, and BadAnswers where linear
    calibration without bounds makes weights that are not above 0.
    """
    collapses: list[Collapse] = []
    margins = list(_margins(cells, rule, collapses))
    if rule.scale_margins:
        margins = [_to_sum(margin, float(margins[0].totals.sum())) for margin in margins]
    known = Auxiliaries.of(margins=margins, quantities=list(_quantities(cells, rule)))
    found = calibrate(
        weighted=weight * cells.respondents, auxiliaries=known, method=rule.method, bounds=rule.bounds
    )
    below = int(cells.respondents[found.factors <= 0].sum())
    if below:
        raise BadAnswers(
            f"Calibration gives {below} respondents a weight of 0 or less. Give it bounds (calibration: "
            "bounds: [0.3, 3]), or choose the method raking."
        )
    return CalibratedCells(found.factors, known, tuple(collapses))


def _margins(cells: Cells, rule: CalibrationRule, collapses: list[Collapse]) -> Iterator[Margin]:
    for known, dimension in zip(rule.margins, cells.margins[: len(rule.margins)], strict=True):
        joined = _joined(known, dimension, cells)
        collapses += joined.collapses
        ends = [label for label in joined.totals if label not in joined.into]
        place = {label: at for at, label in enumerate(ends)}
        of = np.array([place[joined.end_of(label)] for label in dimension.labels], dtype=np.intp)
        totals = np.array([joined.totals[label] for label in ends])
        words = tuple(" / ".join(label) for label in ends)
        yield Margin(" × ".join(known.columns), of[dimension.index], totals, words)


def _quantities(cells: Cells, rule: CalibrationRule) -> Iterator[Quantity]:
    for (column, total), dimension in zip(rule.sums.items(), cells.margins[len(rule.margins) :], strict=True):
        numbers = np.array([_number(label) for (label,) in dimension.labels])
        for at in np.flatnonzero(~np.isfinite(numbers))[:1]:
            row = int(np.argmax(dimension.index[cells.cell_by_respondent] == at))
            what = f"“{dimension.labels[at][0][:20]}” is no number, but calibration sums it up. Correct it."
            raise BadAnswers(what, column=column, row=row)
        yield Quantity(column, numbers[dimension.index], total)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan


def _to_sum(margin: Margin, persons: float) -> Margin:
    return replace(margin, totals=margin.totals * (persons / margin.totals.sum()))


def _joined(known: KnownMargin, dimension: Dimension, cells: Cells) -> JoinedCells:
    respondents = np.bincount(dimension.index, weights=cells.respondents).astype(np.int64)
    joined = JoinedCells(labels=dimension.labels, respondents=respondents, totals=known.totals)
    if known.collapse:
        joined.collapse(enough=Enough(known.minimum), along=known.columns.index(known.collapse))
    return joined
