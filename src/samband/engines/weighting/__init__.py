# SPDX-License-Identifier: EUPL-1.2
"""Weights: from the design, from known totals, from margins; and what they cost."""

from samband.engines.weighting.auxiliaries import Auxiliaries, Margin, MarginsDisagree, Quantity
from samband.engines.weighting.calibration import Calibration, calibrate
from samband.engines.weighting.collapsing import (
    Collapse,
    EmptyCategory,
    Enough,
    InfeasibleMargin,
    JoinedCells,
)
from samband.engines.weighting.design import (
    PopulationTooSmall,
    design_weights,
    refuse_more_answers_than_people,
)
from samband.engines.weighting.diagnostics import Finding, WeightDiagnostics, weight_diagnostics
from samband.engines.weighting.distances import UNBOUNDED, Bounds, Method
from samband.engines.weighting.infeasible import Infeasibility, Infeasible, Unmet
from samband.engines.weighting.integration import (
    IntegratedWeights,
    NotCovered,
    Sharing,
    integrate_samples,
    multiplicity_factors,
)
from samband.engines.weighting.normal_equations import Inverse, by_row, normal_inverse
from samband.engines.weighting.post_strata import PostStratification, post_stratify
from samband.engines.weighting.raking import (
    NoConvergence,
    RakedReplicates,
    RakedWeights,
    rake,
    rake_replicates,
)
from samband.engines.weighting.response_classes import adjust_for_silence
from samband.engines.weighting.sums import sum_by
from samband.engines.weighting.trimming import LimitsTooTight, TrimmedWeights, times_median, trim

__all__ = [
    "UNBOUNDED",
    "Auxiliaries",
    "Bounds",
    "Calibration",
    "Collapse",
    "EmptyCategory",
    "Enough",
    "Finding",
    "Infeasibility",
    "Infeasible",
    "InfeasibleMargin",
    "IntegratedWeights",
    "Inverse",
    "JoinedCells",
    "LimitsTooTight",
    "Margin",
    "MarginsDisagree",
    "Method",
    "NoConvergence",
    "NotCovered",
    "PopulationTooSmall",
    "PostStratification",
    "Quantity",
    "RakedReplicates",
    "RakedWeights",
    "Sharing",
    "TrimmedWeights",
    "Unmet",
    "WeightDiagnostics",
    "adjust_for_silence",
    "by_row",
    "calibrate",
    "design_weights",
    "integrate_samples",
    "multiplicity_factors",
    "normal_inverse",
    "post_stratify",
    "rake",
    "rake_replicates",
    "refuse_more_answers_than_people",
    "sum_by",
    "times_median",
    "trim",
    "weight_diagnostics",
]
