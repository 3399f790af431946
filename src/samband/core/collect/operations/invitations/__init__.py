# SPDX-License-Identifier: EUPL-1.2
"""Letters, e-mail and text messages to people who are asked: planned, sent, come back, stopped."""

from samband.core.collect.operations.invitations.exporting import sample_rows
from samband.core.collect.operations.invitations.letters import write_letters
from samband.core.collect.operations.invitations.planning import (
    CannotSend,
    NewMailing,
    call_off_mailing,
    plan_mailing,
)
from samband.core.collect.operations.invitations.replies import (
    note_outcome,
    read_stop,
    stop,
    stop_word,
)
from samband.core.collect.operations.invitations.returning import Returned, note_returned
from samband.core.collect.operations.invitations.sending import queue_due, send_now

__all__ = [
    "CannotSend",
    "NewMailing",
    "Returned",
    "call_off_mailing",
    "note_outcome",
    "note_returned",
    "plan_mailing",
    "queue_due",
    "read_stop",
    "sample_rows",
    "send_now",
    "stop",
    "stop_word",
    "write_letters",
]
