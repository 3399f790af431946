# SPDX-License-Identifier: EUPL-1.2
"""Reads of calls: the person in hand, how an ask is called for, what the supervisor sees."""

from samband.core.collect.queries.phone.boards import (
    Board,
    Caller,
    HeldCall,
    HourCount,
    OutcomeRow,
    board,
    outcome_rows,
)
from samband.core.collect.queries.phone.calls import CallRecord, call_in_hand, state_record
from samband.core.collect.queries.phone.places import Places, places, traits_of
from samband.core.collect.queries.phone.plans import (
    NoPlan,
    PhoneAsk,
    PlanRecord,
    phone_asks,
    phone_plan,
    rests,
)

__all__ = [
    "Board",
    "CallRecord",
    "Caller",
    "HeldCall",
    "HourCount",
    "NoPlan",
    "OutcomeRow",
    "PhoneAsk",
    "Places",
    "PlanRecord",
    "board",
    "call_in_hand",
    "outcome_rows",
    "phone_asks",
    "phone_plan",
    "places",
    "rests",
    "state_record",
    "traits_of",
]
