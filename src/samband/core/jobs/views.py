# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samband.core.access.rules import Actor
from samband.core.access.views import ActorRequest, signed_in
from samband.core.jobs import operations, queries
from samband.core.jobs.pages import JobLine, job_line


@require_GET
@signed_in
def job_list(request: ActorRequest) -> HttpResponse:
    jobs = tuple(job_line(job=job) for job in queries.latest_jobs(actor=request.actor))
    return render(request, "jobs/list.html", {"jobs": jobs})


@require_GET
@signed_in
def job_page(request: ActorRequest, job_id: UUID) -> HttpResponse:
    return render(request, "jobs/job.html", {"line": _line(request.actor, job_id)})


@require_GET
@signed_in
def job_progress(request: ActorRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that changes; asked for every other second while the job is open."""
    return render(request, "jobs/progress.html", {"line": _line(request.actor, job_id)})


@require_POST
@signed_in
def resume(request: ActorRequest, job_id: UUID) -> HttpResponse:
    _line(request.actor, job_id)
    operations.resume_job(job_id=job_id, by=request.actor, at=timezone.now())
    return redirect("job", job_id=job_id)


@require_POST
@signed_in
def cancel(request: ActorRequest, job_id: UUID) -> HttpResponse:
    _line(request.actor, job_id)
    operations.cancel_job(job_id=job_id, by=request.actor, at=timezone.now())
    return redirect("job", job_id=job_id)


def _line(actor: Actor, job_id: UUID) -> JobLine:
    try:
        return job_line(job=queries.job(actor=actor, job_id=job_id))
    except queries.UnknownJob as unknown:
        raise Http404 from unknown
