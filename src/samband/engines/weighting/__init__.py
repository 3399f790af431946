# SPDX-License-Identifier: EUPL-1.2
"""Weights: from the design, from known totals, from margins; and what they cost."""

from samband.engines.weighting.design import (
    PopulationTooSmall,
    design_weights,
    refuse_more_answers_than_people,
)
from samband.engines.weighting.diagnostics import WeightDiagnostics, weight_diagnostics
from samband.engines.weighting.post_strata import (
    Collapse,
    EmptyCategory,
    InfeasibleMargin,
    PostStratification,
    post_stratify,
)
from samband.engines.weighting.raking import NoConvergence, RakedWeights, rake
from samband.engines.weighting.sums import sum_by

__all__ = [
    "Collapse",
    "EmptyCategory",
    "InfeasibleMargin",
    "NoConvergence",
    "PopulationTooSmall",
    "PostStratification",
    "RakedWeights",
    "WeightDiagnostics",
    "design_weights",
    "post_stratify",
    "rake",
    "refuse_more_answers_than_people",
    "sum_by",
    "weight_diagnostics",
]
