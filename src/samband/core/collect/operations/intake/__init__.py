# SPDX-License-Identifier: EUPL-1.2
"""Taking an answer: validated by the engine, durable when the receipt is given, once for each token."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from samband.core.collect.analysis.sealing import receipt_number, spent_mark
from samband.core.collect.operations.intake.finishing import Receipt
from samband.core.collect.operations.intake.holders import spent
from samband.core.collect.operations.intake.preparing import (
    Begun,
    Submission,
    begin,
    forget_form,
    is_nonce,
)
from samband.core.collect.operations.intake.refusals import AGAIN, NotTaken, Reason
from samband.core.collect.operations.intake.writer import WRITER, Outcome, Stale, reason_of, written

__all__ = ["AGAIN", "NotTaken", "Reason", "Receipt", "Submission", "submit", "taken_before"]

_TRIES: Final = 5


def submit(*, submission: Submission, at: datetime) -> Receipt:
    """Take an answer. Durable when it returns; sent again with the same nonce it gets the same receipt.

    Writes no audit event and no time: who answered when is nobody's business. Whoever submits for a case
    (``SecretKind.CASE``) must have asked for its own permission before. Called inside a transaction it
    becomes a part of that; otherwise the one writer of the process writes it together with others.
    Raises NotTaken, with nothing stored; ``may_send_again`` when it may have been and sending again is safe.
    """
    for _ in range(_TRIES):
        outcome = _written(_begun(submission, at))
        if isinstance(outcome, Receipt):
            return outcome
        if not isinstance(outcome, Stale):
            raise outcome
        forget_form(ask=submission.ask)
    raise NotTaken(Reason.BUSY)


def taken_before(*, ask: str, secret: str, nonce: str) -> str:
    """Number of the receipt of a submission that was taken; '' when none was.

    secret: as of the submission, so '' for an open link. For a page whose draft is gone because it was sent.
    """
    if not is_nonce(text=nonce):
        return ""
    is_taken = spent(marks={spent_mark(ask=ask, secret=secret, nonce=nonce)})
    return receipt_number(ask=ask, nonce=nonce) if is_taken else ""


def _begun(submission: Submission, at: datetime) -> Begun:
    """Once more when the connection turned out to be an old one."""
    for is_last in (False, True):
        try:
            return begin(submission=submission, at=at)
        except DatabaseError as fault:
            if is_last or connection.in_atomic_block:
                raise NotTaken(reason_of(fault=fault)) from fault
            connection.close()
    raise AssertionError("unreachable")


def _written(begun: Begun) -> Outcome:
    if connection.in_atomic_block or settings.SAMBAND_WRITE_AT_ONCE:
        return written(batch=[begun])[0]
    return WRITER.take(begun=begun)
