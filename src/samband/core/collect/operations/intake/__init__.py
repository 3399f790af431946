# SPDX-License-Identifier: EUPL-1.2
"""Taking an answer: validated by the engine, durable when the receipt is given, once for each token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from samband.core.collect.analysis.deciding import Verdict
from samband.core.collect.operations.intake.preparing import Prepared, Submission, forget_form, prepare
from samband.core.collect.operations.intake.refusals import AGAIN, NotTaken, Reason
from samband.core.collect.operations.intake.writer import WRITER, Outcome, reason_of, written

__all__ = ["AGAIN", "NotTaken", "Reason", "Receipt", "Submission", "submit"]

_TRIES: Final = 5
_REFUSED: Final = {
    Verdict.ANSWERED: Reason.ANSWERED,
    Verdict.FULL: Reason.FULL,
    Verdict.CLOSED: Reason.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """number: what the respondent may note; kept nowhere. is_repeat: the same submission was taken before."""

    number: str
    is_repeat: bool = False


def submit(*, submission: Submission, at: datetime) -> Receipt:
    """Take an answer. Durable when it returns; sent again with the same nonce it gets the same receipt.

    Writes no audit event and no time: who answered when is nobody's business. Whoever submits for a case
    (``SecretKind.CASE``) must have asked for its own permission before. Called inside a transaction it
    becomes a part of that; otherwise the one writer of the process writes it together with others.
    Raises NotTaken, with nothing stored; ``may_send_again`` when it may have been and sending again is safe.
    """
    for _ in range(_TRIES):
        prepared = _prepared(submission, at)
        if isinstance(prepared, str):
            return Receipt(prepared, is_repeat=True)
        outcome = _written(prepared)
        if outcome is not Verdict.STALE:
            return _receipt(prepared, outcome)
        forget_form(ask=submission.ask)
    raise NotTaken(Reason.BUSY)


def _prepared(submission: Submission, at: datetime) -> Prepared | str:
    """Once more when the connection turned out to be an old one."""
    for is_last in (False, True):
        try:
            return prepare(submission=submission, at=at)
        except DatabaseError as fault:
            if is_last or connection.in_atomic_block:
                raise NotTaken(reason_of(fault=fault)) from fault
            connection.close()
    raise AssertionError("unreachable")


def _written(prepared: Prepared) -> Outcome:
    if connection.in_atomic_block or settings.SAMBAND_WRITE_AT_ONCE:
        return written(batch=[prepared])[0]
    return WRITER.take(prepared=prepared)


def _receipt(prepared: Prepared, outcome: Outcome) -> Receipt:
    if isinstance(outcome, Reason):
        raise NotTaken(outcome)
    if outcome in _REFUSED:
        raise NotTaken(_REFUSED[outcome])
    return Receipt(prepared.receipt, is_repeat=outcome is Verdict.REPEATED)
