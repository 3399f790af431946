# SPDX-License-Identifier: EUPL-1.2
"""The weights that a plan gives to the respondents of a file, and what they cost."""

from dataclasses import dataclass

from samband.engines.estimation.adjusted import Adjustments
from samband.engines.estimation.answers import Answers, BadAnswers
from samband.engines.estimation.cells import FloatArray, weighting_cells
from samband.engines.estimation.design import design_of
from samband.engines.estimation.plan import Plan
from samband.engines.weighting import Collapse, WeightDiagnostics, weight_diagnostics


@dataclass(frozen=True, slots=True)
class PlannedWeights:
    """weights: (respondents,), persons. collapses: categories and post-strata that were joined, in order.

    adjustments: what was done before totals were met.
    """

    weights: FloatArray
    diagnostics: WeightDiagnostics
    collapses: tuple[Collapse, ...]
    adjustments: Adjustments


def planned_weights(*, answers: Answers, plan: Plan) -> PlannedWeights:
    """The same weights as ``estimate`` uses. Raises what it raises."""
    refuse_no_weights(plan)
    column = next(iter(plan.needed_columns), plan.weights)
    cells = weighting_cells(answers=answers, plan=plan, respondents=len(answers[column]))
    design = design_of(cells=cells, plan=plan)
    return PlannedWeights(
        weights=design.weight[cells.cell_by_respondent],
        diagnostics=weight_diagnostics(weights=design.weight, respondents=cells.respondents),
        collapses=design.collapses,
        adjustments=design.adjustments,
    )


def refuse_no_weights(plan: Plan) -> None:
    """Raise BadAnswers for a plan by which everybody weighs the same, whoever they are."""
    if not plan.needed_columns and not plan.weights:
        raise BadAnswers("The plan says nothing of weights. Add population, post_strata or calibration.")
