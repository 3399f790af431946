# SPDX-License-Identifier: EUPL-1.2
"""Running one job, item by item. Finished items are saved about once a second, so a kill loses little."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Protocol, cast
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from samband.core.jobs.models import Job, JobItem
from samband.core.jobs.rules import State
from samband.core.web.queries import job_handlers, signs_folder

STOP = threading.Event()
"""Set when the worker is asked to end: the job under way goes back to the queue after its present item."""

SECONDS_BETWEEN_SAVES = 1.0
logger = logging.getLogger(__name__)


class Handler(Protocol):
    """Yields the key of each item when it is finished; leaves out the keys in done.

    An item may be done again when the machine stopped between doing and saving it, so doing it twice
    must give the same result as doing it once.
    """

    def __call__(self, *, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]: ...


def give_sign() -> None:
    """Tell the health page that the worker lives."""
    folder = signs_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "worker").touch()


def take_sign_away() -> None:
    """The worker ends in good order: nobody has to wait to see that it is gone."""
    (signs_folder() / "worker").unlink(missing_ok=True)


def this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def enqueue(*, job_id: UUID) -> None:
    """Put the job in the queue; with the database queue this is part of the caller's transaction."""
    run_job.enqueue(job_id=str(job_id))


@task()
def run_job(job_id: str) -> None:
    """Run a queued job to its end. Does nothing when it is cancelled or in other hands."""
    now = timezone.now()
    worker = f"{this_process()}:{uuid4().hex[:8]}"
    claim = {"state": State.RUNNING, "heartbeat_at": now, "started_at": now, "worker": worker}
    if not Job.objects.filter(pk=job_id, state=State.QUEUED).update(**claim):
        return
    job = Job.objects.get(pk=job_id)
    try:
        _run_items(job)
    except Exception as failure:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        _end(job, State.FAILED, error=str(failure) or type(failure).__name__)


def _run_items(job: Job) -> None:
    done = frozenset(JobItem.objects.filter(job=job).values_list("key", flat=True))
    fresh: list[str] = []
    saved_at = time.monotonic()
    try:
        for key in _handler(job.kind)(arguments=job.arguments, done=done):
            fresh.append(key)
            if STOP.is_set():
                break
            if time.monotonic() - saved_at >= SECONDS_BETWEEN_SAVES:
                if not _save(job, fresh):
                    return
                fresh, saved_at = [], time.monotonic()
    finally:
        _save(job, fresh)
    if STOP.is_set():
        _hand_back(job)
    else:
        _end(job, State.FINISHED)


def _handler(kind: str) -> Handler:
    paths = job_handlers()
    if kind not in paths:
        raise LookupError(f"No card declares background work “{kind}” any more.")
    return cast(Handler, import_string(paths[kind]))


def _ours(job: Job) -> QuerySet[Job]:
    """The job, as long as it is running in this very run: not cancelled, not taken over."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)


@transaction.atomic
def _save(job: Job, keys: list[str]) -> bool:
    """Save finished items; False when somebody has cancelled the job meanwhile."""
    give_sign()
    JobItem.objects.bulk_create((JobItem(job=job, key=key) for key in keys), ignore_conflicts=True)
    Job.objects.filter(pk=job.pk).update(done=job.items.count(), heartbeat_at=timezone.now())
    return _ours(job).exists()


@transaction.atomic
def _hand_back(job: Job) -> None:
    if _ours(job).update(state=State.QUEUED):
        enqueue(job_id=job.pk)


def _end(job: Job, state: State, *, error: str = "") -> None:
    changes = {"state": state, "error": error, "finished_at": timezone.now()}
    _ours(job).update(**changes)
