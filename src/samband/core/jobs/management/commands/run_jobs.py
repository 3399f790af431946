# SPDX-License-Identifier: EUPL-1.2
"""The job worker: one process beside the web process."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from samband.core.jobs.operations import (
    SECONDS_BETWEEN_ROUNDS,
    STOP,
    give_sign,
    make_round,
    requeue_stale_jobs,
    take_sign_away,
)


class Command(BaseCommand):
    help = "Do background work until stopped; first pick up what a killed worker left unfinished."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between looks at the queue.")
        parser.add_argument("--once", action="store_true", help="Do what waits, then end.")

    def handle(self, *, interval: float, once: bool, **_options: Any) -> None:  # noqa: ANN401
        worker, next_round = _worker(), 0.0
        with _stopping_gently(worker):
            try:
                while not STOP.is_set():
                    give_sign()
                    requeue_stale_jobs(at=timezone.now())
                    if time.monotonic() >= next_round:
                        make_round(at=timezone.now())
                        next_round = time.monotonic() + SECONDS_BETWEEN_ROUNDS
                    worker.run()
                    if once or STOP.wait(interval):
                        return
            finally:
                take_sign_away()


@contextmanager
def _stopping_gently(worker: Worker) -> Iterator[None]:
    """On Ctrl-C or SIGTERM finish the item under way; the rest of its job waits for the next worker."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.running = False
        STOP.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0.2,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
