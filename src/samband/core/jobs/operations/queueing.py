# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.jobs.models import Job
from samband.core.jobs.operations.running import enqueue
from samband.core.jobs.queries import JobRecord, job, record_of
from samband.core.jobs.rules import OPEN, RESUMABLE, State
from samband.core.web.queries import job_handlers


class UnknownKind(LookupError):  # noqa: N818  it names the fact
    """No card declares this kind of job."""

    def __init__(self, kind: str) -> None:
        known = ", ".join(sorted(job_handlers())) or "none"
        super().__init__(f"No card declares background work “{kind}”. Known: {known}.")


@transaction.atomic
def queue_job(
    *,
    kind: str,
    arguments: Mapping[str, object],
    total: int,
    back_to: str = "",
    by: Actor,
    at: datetime,
) -> JobRecord:
    """Queue work of a kind that a card declares.

    Whether ``by`` may do it is for the operation that calls this. arguments: JSON values for the handler.
    total: number of items. back_to: path of the page with the result. Raises UnknownKind.
    """
    if kind not in job_handlers():
        raise UnknownKind(kind)
    queued = Job.objects.create(
        kind=kind,
        arguments=dict(arguments),
        state=State.QUEUED,
        total=total,
        back_to=back_to,
        queued_by=by.reference,
        queued_at=at,
    )
    record(event="jobs.queued", by=by.reference, at=at, about=f"job:{queued.pk}", details={"kind": kind})
    enqueue(job_id=queued.pk)
    queued.refresh_from_db()
    return record_of(job=queued)


@transaction.atomic
def resume_job(*, job_id: UUID, by: Actor, at: datetime) -> JobRecord:
    """Go on with a failed or cancelled job from its first unfinished item; others are left as they are."""
    job(actor=by, job_id=job_id)
    changes = {"state": State.QUEUED, "error": "", "finished_at": None}
    if Job.objects.filter(pk=job_id, state__in=RESUMABLE).update(**changes):
        record(event="jobs.resumed", by=by.reference, at=at, about=f"job:{job_id}")
        enqueue(job_id=job_id)
    return job(actor=by, job_id=job_id)


@transaction.atomic
def cancel_job(*, job_id: UUID, by: Actor, at: datetime) -> JobRecord:
    """Stop a waiting job at once, a running one after its present item. Finished items stay finished."""
    job(actor=by, job_id=job_id)
    changes = {"state": State.CANCELLED, "finished_at": at}
    if Job.objects.filter(pk=job_id, state__in=OPEN).update(**changes):
        record(event="jobs.cancelled", by=by.reference, at=at, about=f"job:{job_id}")
    return job(actor=by, job_id=job_id)
