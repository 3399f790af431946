# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from samband.core.access.queries import audit_trail
from samband.core.access.views import ActorRequest, signed_in
from samband.core.web import queries
from samband.core.web.pages import audit_lines, tool_lines


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
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "web/method.html")


@require_GET
@signed_in
def audit(request: ActorRequest) -> HttpResponse:
    about, page = request.GET.get("about", ""), request.GET.get("page", "1")
    trail = audit_trail(actor=request.actor, about=about, page=int(page) if page.isdigit() else 1)
    context = {
        "lines": audit_lines(events=trail.events),
        "about": about,
        "page": trail.page,
        "pages": trail.pages,
    }
    return render(request, "web/audit.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Without the request: whatever failed may fail again when the menu is made."""
    return HttpResponseServerError(render_to_string("500.html"))
