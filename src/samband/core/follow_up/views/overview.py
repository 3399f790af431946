# SPDX-License-Identifier: EUPL-1.2
"""All members together, and what they share."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.rules import NotAllowed, may
from samband.core.access.views import ActorRequest, signed_in
from samband.core.follow_up import queries
from samband.core.follow_up.card import OVERSEE, READ, WRITE
from samband.core.follow_up.pages.overview import FILE_COLUMNS, file_rows, overview_page, practice_lines
from samband.core.follow_up.views.finding import language, member_names
from samband.core.members.views import csv_attachment


@require_safe
@signed_in
def start(request: ActorRequest) -> HttpResponse:
    """The association sees everybody; who belongs to one member goes straight to it."""
    if not may(actor=request.actor, permission=OVERSEE):
        own = queries.own_members(actor=request.actor)
        if not own:
            raise NotAllowed(request.actor, READ, "")
        return redirect("follow_up:member", own[0])
    today = timezone.localdate()
    summary = queries.overview(actor=request.actor, on=today)
    names = member_names(line.authority for line in summary.lines)
    topics = queries.topic_names(actor=request.actor)
    page = overview_page(summary=summary, names=names, topics=topics, language=language(), today=today)
    return render(request, "follow_up/overview.html", {"page": page})


@require_safe
@signed_in
def goals_csv(request: ActorRequest) -> StreamingHttpResponse:
    """Every adopted goal as a table."""
    goals = tuple(queries.adopted(actor=request.actor))
    names = member_names(one.authority for one in goals)
    rows = file_rows(goals=goals, names=names, language=language())
    return csv_attachment(header=FILE_COLUMNS, rows=rows, filename="goals.csv")


@require_safe
@signed_in
def practice(request: ActorRequest) -> HttpResponse:
    """What members found worth sharing."""
    shared = queries.practice(actor=request.actor)
    names = member_names(one.authority for one in shared)
    context = {
        "lines": practice_lines(found=shared, names=names, language=language()),
        "may_feature": may(actor=request.actor, permission=OVERSEE),
        "may_copy": any(
            may(actor=request.actor, permission=WRITE, authority=code) for code in request.actor.authorities
        ),
    }
    return render(request, "follow_up/practice.html", context)
