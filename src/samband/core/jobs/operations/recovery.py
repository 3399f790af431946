# SPDX-License-Identifier: EUPL-1.2
"""A worker that was killed leaves its job marked as running. Here it gets back into the queue."""

import os
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from samband.core.jobs.models import Job
from samband.core.jobs.operations.running import enqueue
from samband.core.jobs.rules import State

SILENCE = timedelta(minutes=15)
"""A worker on another machine counts as dead after this long without a finished item."""


@transaction.atomic
def requeue_stale_jobs(*, at: datetime) -> int:
    """Queue the jobs whose worker is gone; they go on after their last saved item. Returns how many.

    Call it between jobs, never during one: a job marked as running in this very process counts as left behind
    by an earlier process of the same number.
    """
    stale = [job for job in _running() if _is_stale(job, at)]
    for job in stale:
        Job.objects.filter(pk=job.pk).update(state=State.QUEUED)
        enqueue(job_id=job.pk)
    return len(stale)


def _running() -> QuerySet[Job]:
    return Job.objects.select_for_update().filter(state=State.RUNNING)


def _is_stale(job: Job, at: datetime) -> bool:
    host, process, _ = job.worker.rsplit(":", 2)
    if host == socket.gethostname():
        return int(process) == os.getpid() or not _is_alive(int(process))
    return job.heartbeat_at is None or at - job.heartbeat_at > SILENCE


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
