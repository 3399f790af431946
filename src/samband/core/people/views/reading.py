# SPDX-License-Identifier: EUPL-1.2
"""Pages that anybody may open; what they show depends on who opens them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest
from samband.core.people.pages.authority import authority_page
from samband.core.people.pages.body import body_page
from samband.core.people.pages.person import person_page
from samband.core.people.pages.search import search_page
from samband.core.people.views.finding import found


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    page = search_page(actor=request.actor, wanted=request.GET, today=timezone.localdate())
    return render(request, "people/search.html", {"page": page})


@require_safe
@found
def person(request: ActorRequest, person: int) -> HttpResponse:
    """``?contact=show`` reads the private data, which is noted in the log."""
    page = person_page(
        actor=request.actor,
        person=person,
        is_private_asked=request.GET.get("contact") == "show",
        at=timezone.now(),
        today=timezone.localdate(),
    )
    return render(request, "people/person.html", {"page": page})


@require_safe
@found
def body(request: ActorRequest, code: str) -> HttpResponse:
    page = body_page(actor=request.actor, code=code, wanted=request.GET, today=timezone.localdate())
    return render(request, "people/body.html", {"page": page})


@require_safe
@found
def authority(request: ActorRequest, code: str = "") -> HttpResponse:
    page = authority_page(actor=request.actor, code=code, today=timezone.localdate())
    return render(request, "people/authority.html", {"page": page})
