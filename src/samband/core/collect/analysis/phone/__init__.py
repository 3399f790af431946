# SPDX-License-Identifier: EUPL-1.2
"""Calling people: what comes of a call, when to call again, how numbers are dialled. Pure."""

from samband.core.collect.analysis.phone.numbers import dialled
from samband.core.collect.analysis.phone.outcomes import (
    OUTCOMES,
    Attempt,
    CallOutcome,
    Next,
    OutcomeRule,
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
    "dialled",
    "disposition_of",
    "may_call",
    "next_time",
    "part_of_day",
    "what_follows",
]
