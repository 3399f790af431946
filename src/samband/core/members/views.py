# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.members import pages
from samband.core.members.rules import UnknownAuthority


@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    page = pages.list_page(wanted=request.GET, today=timezone.localdate())
    return render(request, "members/list.html", {"page": page})


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    page = pages.statistics_page(wanted=request.GET, today=timezone.localdate())
    return render(request, "members/statistics.html", {"page": page})


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    page = pages.changes_page(wanted=request.GET, today=timezone.localdate())
    return render(request, "members/changes.html", {"page": page})


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    try:
        page = pages.unit_page(code=code, today=timezone.localdate())
    except UnknownAuthority as unknown:
        raise Http404(str(unknown)) from None
    return render(request, "members/unit.html", {"page": page})
