# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samband.core.access.rules import Actor, may, require
from samband.core.jobs.card import SEE_ALL_JOBS
from samband.core.jobs.models import Job
from samband.core.jobs.rules import OPEN, RESUMABLE, State, percentage


@dataclass(frozen=True, slots=True)
class JobRecord:
    """done of total items are finished. error: why it stopped, in words. back_to: page of its result."""

    id: UUID
    kind: str
    state: State
    done: int
    total: int
    percentage: int
    error: str
    back_to: str
    queued_by: str
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Waiting or under way."""
        return self.state in OPEN

    @property
    def is_resumable(self) -> bool:
        return self.state in RESUMABLE


def job(*, actor: Actor, job_id: UUID) -> JobRecord:
    """For whoever queued it, and for analysts. Raises NotAllowed for all others and for unknown jobs."""
    found = Job.objects.filter(pk=job_id).first()
    if found is None or found.queued_by != actor.reference or not actor.is_signed_in:
        require(actor=actor, permission=SEE_ALL_JOBS)
    if found is None:
        raise UnknownJob(job_id)
    return record_of(job=found)


def latest_jobs(*, actor: Actor, limit: int = 50) -> tuple[JobRecord, ...]:
    """Latest first: the actor's own, or all for an analyst."""
    if not actor.is_signed_in:
        return ()
    found = Job.objects.order_by("-queued_at", "pk")
    if not may(actor=actor, permission=SEE_ALL_JOBS):
        found = found.filter(queued_by=actor.reference)
    return tuple(record_of(job=each) for each in found[:limit])


class UnknownJob(Exception):  # noqa: N818  it names the fact
    def __init__(self, job_id: UUID) -> None:
        super().__init__(f"There is no job {job_id}.")


def record_of(*, job: Job) -> JobRecord:
    state = State(job.state)
    return JobRecord(
        id=job.pk,
        kind=job.kind,
        state=state,
        done=job.done,
        total=job.total,
        percentage=percentage(done=job.done, total=job.total, state=state),
        error=job.error,
        back_to=job.back_to,
        queued_by=job.queued_by,
        queued_at=job.queued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
