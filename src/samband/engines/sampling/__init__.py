# SPDX-License-Identifier: EUPL-1.2
"""Whom to ask and what became of it: frames, sizes, draws, batches, dispositions, quotas."""

from samband.engines.sampling.allocation import Allocation, TooFew, allocate, allocate_within
from samband.engines.sampling.batches import Released, released
from samband.engines.sampling.chance import GENERATOR, permanent_numbers
from samband.engines.sampling.disposition_codes import (
    DISPOSITIONS,
    AskedBy,
    Disposition,
    Outcome,
    UnknownDisposition,
    outcome_of,
)
from samband.engines.sampling.dispositions import (
    NEVER_TRIED,
    RATES,
    OutcomeRates,
    estimated_eligibility,
    final_disposition,
    outcome_rates,
)
from samband.engines.sampling.draws import (
    DrawnStratum,
    DrawRules,
    Method,
    Sample,
    draw,
    inclusion_probabilities,
    rules_from_json,
)
from samband.engines.sampling.frame_columns import CONTACTS, STRATA, FrameColumns, suggest_frame_columns
from samband.engines.sampling.frame_faults import FrameFault
from samband.engines.sampling.frame_files import FRAME_LIMITS, FrameRead, Likeness, read_frame
from samband.engines.sampling.frames import BadFrame, Column, Frame, Label, Strata, frame_of
from samband.engines.sampling.probabilities import pps_probabilities
from samband.engines.sampling.quotas import (
    ANY,
    Cell,
    CellState,
    Quotas,
    marginal_targets,
    quota_board,
    quotas_of,
    takes,
)
from samband.engines.sampling.sizes import SampleSize, margin_of_error, sample_size

__all__ = [
    "ANY",
    "CONTACTS",
    "DISPOSITIONS",
    "FRAME_LIMITS",
    "GENERATOR",
    "NEVER_TRIED",
    "RATES",
    "STRATA",
    "Allocation",
    "AskedBy",
    "BadFrame",
    "Cell",
    "CellState",
    "Column",
    "Disposition",
    "DrawRules",
    "DrawnStratum",
    "Frame",
    "FrameColumns",
    "FrameFault",
    "FrameRead",
    "Label",
    "Likeness",
    "Method",
    "Outcome",
    "OutcomeRates",
    "Quotas",
    "Released",
    "Sample",
    "SampleSize",
    "Strata",
    "TooFew",
    "UnknownDisposition",
    "allocate",
    "allocate_within",
    "draw",
    "estimated_eligibility",
    "final_disposition",
    "frame_of",
    "inclusion_probabilities",
    "margin_of_error",
    "marginal_targets",
    "outcome_of",
    "outcome_rates",
    "permanent_numbers",
    "pps_probabilities",
    "quota_board",
    "quotas_of",
    "read_frame",
    "released",
    "rules_from_json",
    "sample_size",
    "suggest_frame_columns",
    "takes",
]
