# SPDX-License-Identifier: EUPL-1.2
from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseServerError,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samband.core.access.card import READ_AUDIT
from samband.core.access.operations import note_log_downloaded
from samband.core.access.queries import audit_areas, audit_rows, audit_trail, place_names
from samband.core.access.rules import Actor, may
from samband.core.access.views import ActorRequest, signed_in
from samband.core.audit.queries import EventFilter
from samband.core.members.views import csv_attachment
from samband.core.web import queries
from samband.core.web.forms import LogForm
from samband.core.web.pages import LOG_COLUMNS, area_choices, audit_lines, chosen_words, log_rows, tool_lines


@require_GET
def start(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "waiting": queries.waiting(actor=actor) if actor.is_signed_in else (),
        "results": queries.open_results(actor=actor),
        "tools": tool_lines(actor=actor),
    }
    return render(request, "web/start.html", context)


@require_GET
@never_cache
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """For a program that watches: 200 when all is well, else 503. Words only, so anybody may ask."""
    found = queries.health(now=timezone.now())
    return JsonResponse(found.words(), status=200 if found.is_well else 503)


@require_GET
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "web/method.html")


@require_GET
@signed_in
def audit(request: ActorRequest) -> HttpResponseBase:
    """The log in sentences, all of it or one's own authority's; ``?format=csv`` takes it away."""
    authority = request.GET.get("authority", "") or _own_authority(request.actor)
    areas = audit_areas(actor=request.actor, authority=authority)
    form = LogForm(request.GET or None, areas=area_choices(areas=areas))
    wanted = form.wanted(authority=authority)
    if request.GET.get("format") == "csv":
        return _download(request.actor, wanted)
    page = request.GET.get("page", "1")
    trail = audit_trail(actor=request.actor, wanted=wanted, page=int(page) if page.isdecimal() else 1)
    given = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {
        "form": form,
        "trail": trail,
        "lines": audit_lines(events=trail.events),
        "chosen": chosen_words(wanted=wanted),
        "authority": authority,
        "place": place_names(codes=[authority], on=timezone.localdate()).get(authority, ""),
        "csv": urlencode({**given, "format": "csv"}),
        "given": given,
    }
    return render(request, "web/audit.html", context)


def _own_authority(actor: Actor) -> str:
    """The first authority whose log the actor may read; empty for the association, which reads all."""
    if may(actor=actor, permission=READ_AUDIT):
        return ""
    codes = sorted(actor.authorities)
    return next((code for code in codes if may(actor=actor, permission=READ_AUDIT, authority=code)), "")


def _download(actor: Actor, wanted: EventFilter) -> StreamingHttpResponse:
    rows = audit_rows(actor=actor, wanted=wanted)
    note_log_downloaded(by=actor, authority=wanted.authority, at=timezone.now())
    return csv_attachment(header=LOG_COLUMNS, rows=log_rows(events=rows), filename="log.csv")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Without the request: whatever failed may fail again when the menu is made."""
    return HttpResponseServerError(render_to_string("500.html"))
