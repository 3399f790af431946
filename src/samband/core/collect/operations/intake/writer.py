# SPDX-License-Identifier: EUPL-1.2
"""One thread of the process writes what all others hand over: what waits together is made durable together.

Two writers to one SQLite file wait for each other by sleeping; one writer never waits (docs/decisions/0003).
And the disk is asked once for many answers instead of once for each.
"""

import logging
import os
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from samband.core.collect.analysis.deciding import Verdict
from samband.core.collect.operations.housekeeping import keep_house
from samband.core.collect.operations.intake.finishing import Prepared, Receipt, finished
from samband.core.collect.operations.intake.preparing import Begun
from samband.core.collect.operations.intake.refusals import NotTaken, Reason
from samband.core.collect.operations.intake.writing import write

Outcome = Receipt | Exception
"""The receipt, or why there is none."""
MOST_TOGETHER: Final = 128
PATIENCE_SECONDS: Final = 30.0
"""A respondent is told to send again after this long; what is written later is recognised then."""
TRIES: Final = 20
PAUSE_SECONDS: Final = 0.25
IDLE_SECONDS: Final = 20.0
HOUSEKEEPING_SECONDS: Final = 3_600.0
LOCKED_SECONDS: Final = 5
"""How long the writer waits for another program that holds SQLite's lock."""

_REFUSED: Final = {
    Verdict.ANSWERED: Reason.ANSWERED,
    Verdict.FULL: Reason.FULL,
    Verdict.CLOSED: Reason.CLOSED,
}
_log = logging.getLogger(__name__)


class Stale(Exception):  # noqa: N818  it names the fact
    """The ask changed since the submission was begun: begin again."""


class Waiting:
    """A submission on its way through the writer."""

    __slots__ = ("begun", "outcome", "ready")

    def __init__(self, begun: Begun) -> None:
        self.begun = begun
        self.outcome: Outcome | None = None
        self.ready = threading.Lock()
        self.ready.acquire()

    def settle(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.ready.release()


class Writer:
    """Starts its thread when it is first needed, so that a process that is copied gets one of its own."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        self._starting, self._process = threading.Lock(), 0

    def take(self, *, begun: Begun) -> Outcome:
        """Hand over a submission and wait for what becomes of it."""
        self.start()
        waiting = Waiting(begun)
        self._queue.put(waiting)
        is_ready = waiting.ready.acquire(timeout=PATIENCE_SECONDS)
        return waiting.outcome if is_ready and waiting.outcome else NotTaken(Reason.BUSY)

    def start(self) -> None:
        """Begin, unless it has begun: a web process does so at once, for the sake of the housekeeping."""
        if self._process == os.getpid():
            return
        with self._starting:
            if self._process != os.getpid():
                threading.Thread(target=self._run, name="collect-writer", daemon=True).start()
                self._process = os.getpid()

    def _run(self) -> None:
        kept_at = time.monotonic()
        while True:
            batch = self._next()
            if not batch:
                if time.monotonic() - kept_at >= HOUSEKEEPING_SECONDS:
                    keep_house(at=timezone.now())
                    kept_at = time.monotonic()
                continue
            try:
                outcomes = written(batch=[one.begun for one in batch])
            except Exception:  # noqa: BLE001  the thread must live on
                _log.exception("The writer of answers failed; nobody was told that their answer is stored.")
                outcomes = _refused(Reason.BUSY, len(batch))
            for one, outcome in zip(batch, outcomes, strict=True):
                one.settle(outcome)

    def _next(self) -> list[Waiting]:
        """What waits; nothing when nobody has come for a while."""
        batch: list[Waiting] = []
        try:
            batch.append(self._queue.get(timeout=IDLE_SECONDS))
            while len(batch) < MOST_TOGETHER:
                batch.append(self._queue.get_nowait())
        except Empty:
            pass
        return batch


def written(*, batch: Sequence[Begun]) -> list[Outcome]:
    """Finish and write a batch; again when the database was away. Marks keep it from being written twice."""
    for number in range(TRIES):
        try:
            _make_durable()
            return _settled(batch)
        except (OperationalError, InterfaceError) as fault:
            reason = reason_of(fault=fault)
            _log.warning("Answers could not be written (%s): %s", reason.value, fault)
            if connection.in_atomic_block or not _is_away(fault):
                return _refused(reason, len(batch))
            connection.close()
            time.sleep(PAUSE_SECONDS if number else 0)
        except DatabaseError:
            return _one_by_one(batch)
    return _refused(Reason.BUSY, len(batch))


def _settled(batch: Sequence[Begun]) -> list[Outcome]:
    made = finished(begun=batch)
    prepared = [one for one in made if isinstance(one, Prepared)]
    verdicts = iter(write(batch=prepared) if prepared else ())
    return [_outcome(one, next(verdicts)) if isinstance(one, Prepared) else one for one in made]


def _outcome(prepared: Prepared, verdict: Verdict) -> Outcome:
    if verdict in _REFUSED:
        return NotTaken(_REFUSED[verdict])
    is_repeat = verdict is Verdict.REPEATED
    return Stale() if verdict is Verdict.STALE else Receipt(prepared.receipt, is_repeat)


def _refused(reason: Reason, number: int) -> list[Outcome]:
    return [NotTaken(reason) for _ in range(number)]


def _one_by_one(batch: Sequence[Begun]) -> list[Outcome]:
    """One of them cannot be written, for a reason of its own: the others are."""
    if len(batch) > 1:
        return [outcome for one in batch for outcome in written(batch=[one])]
    _log.exception("An answer could not be written.")
    return _refused(Reason.BUSY, 1)


def reason_of(*, fault: Exception) -> Reason:
    """Whether there is no room, or something that passes."""
    text = str(fault).lower()
    is_full = getattr(fault.__cause__, "sqlstate", "") == "53100" or any(
        sign in text for sign in ("disk is full", "disk i/o error", "readonly database", "no space left")
    )
    return Reason.NO_ROOM if is_full else Reason.BUSY


def _is_away(fault: Exception) -> bool:
    """Whether the server is gone or starting, or two processes stood in each other's way: not on SQLite."""
    return connection.vendor == "postgresql" and reason_of(fault=fault) is not Reason.NO_ROOM


def _make_durable() -> None:
    """Whatever the server's own setting: an answer that is acknowledged is on the disk."""
    known = connection.connection
    connection.ensure_connection()
    if connection.connection is known or transaction.get_connection().in_atomic_block:
        return
    statement = (
        "SET synchronous_commit TO on"
        if connection.vendor == "postgresql"
        else f"PRAGMA busy_timeout={LOCKED_SECONDS * 1000}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


WRITER: Final = Writer()
