# SPDX-License-Identifier: EUPL-1.2
"""Calling people: what comes of a call, and when to call again. Pure."""

from samband.core.collect.analysis.phone.outcomes import (
    OUTCOMES,
    Attempt,
    CallOutcome,
    Next,
    OutcomeRule,
    code_of,
    disposition_of,
    what_follows,
)
from samband.core.collect.analysis.phone.schedule import CallRules, Window, may_call, next_time, part_of_day

__all__ = [
    "OUTCOMES",
    "Attempt",
    "CallOutcome",
    "CallRules",
    "Next",
    "OutcomeRule",
    "Window",
    "code_of",
    "disposition_of",
    "may_call",
    "next_time",
    "part_of_day",
    "what_follows",
]
