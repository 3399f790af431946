# SPDX-License-Identifier: EUPL-1.2
"""A council answers in its meeting: prepared, opened, closed, with its result at once."""

from samband.core.collect.operations.meeting.codes import make_codes
from samband.core.collect.operations.meeting.sessions import (
    NotPossible,
    Presence,
    call_off_meeting,
    change_presence,
    close_meeting,
    open_meeting,
    prepare_meeting,
)

__all__ = [
    "NotPossible",
    "Presence",
    "call_off_meeting",
    "change_presence",
    "close_meeting",
    "make_codes",
    "open_meeting",
    "prepare_meeting",
]
