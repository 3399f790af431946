# SPDX-License-Identifier: EUPL-1.2
"""Small areas: modelled estimates for members with few answers, always beside the direct ones and marked."""

from samband.engines.small_areas.auxiliary import Auxiliary, BadAuxiliary, UnknownColumn, read_auxiliary
from samband.engines.small_areas.benchmarking import Benchmark, benchmarked
from samband.engines.small_areas.bootstrap import bootstrap_mse
from samband.engines.small_areas.diagnostics import Concern, Diagnostics, diagnose
from samband.engines.small_areas.doubt import integrated_mse
from samband.engines.small_areas.fay_herriot import FayHerriot, fay_herriot
from samband.engines.small_areas.fitting import Method, TooFewAreas
from samband.engines.small_areas.modelled import (
    Figure,
    Kind,
    ModelPlan,
    Refusal,
    SmallArea,
    model_small_areas,
)
from samband.engines.small_areas.nested_bootstrap import nested_error_bootstrap
from samband.engines.small_areas.nested_error import NestedError, nested_error
from samband.engines.small_areas.poststratified import AreaLogit, NoFit, fit_area_logit, poststratify
from samband.engines.small_areas.sampling_variances import pooled_share_spread, pooled_variances
from samband.engines.small_areas.shares import corrected_arcsine, from_arcsine, to_arcsine

__all__ = [
    "AreaLogit",
    "Auxiliary",
    "BadAuxiliary",
    "Benchmark",
    "Concern",
    "Diagnostics",
    "FayHerriot",
    "Figure",
    "Kind",
    "Method",
    "ModelPlan",
    "NestedError",
    "NoFit",
    "Refusal",
    "SmallArea",
    "TooFewAreas",
    "UnknownColumn",
    "benchmarked",
    "bootstrap_mse",
    "corrected_arcsine",
    "diagnose",
    "fay_herriot",
    "fit_area_logit",
    "from_arcsine",
    "integrated_mse",
    "model_small_areas",
    "nested_error",
    "nested_error_bootstrap",
    "pooled_share_spread",
    "pooled_variances",
    "poststratify",
    "read_auxiliary",
    "to_arcsine",
]
