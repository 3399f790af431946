# SPDX-License-Identifier: EUPL-1.2
"""Calling people: hand one out, note what came of it, interview, keep places in the quotas."""

from samband.core.collect.operations.phone.ending import NoAppointment, end_call
from samband.core.collect.operations.phone.handing_out import (
    NotInHand,
    NotNow,
    add_to_calls,
    next_call,
    release_call,
    release_held,
)
from samband.core.collect.operations.phone.interviewing import (
    begin_interview,
    close_answered,
    finish_interview,
    interview_extent,
    keep_interview,
    load_interview,
)
from samband.core.collect.operations.phone.planning import PhoneSettings, plan_calls, usual_windows

__all__ = [
    "NoAppointment",
    "NotInHand",
    "NotNow",
    "PhoneSettings",
    "add_to_calls",
    "begin_interview",
    "close_answered",
    "end_call",
    "finish_interview",
    "interview_extent",
    "keep_interview",
    "load_interview",
    "next_call",
    "plan_calls",
    "release_call",
    "release_held",
    "usual_windows",
]
