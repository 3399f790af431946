# SPDX-License-Identifier: EUPL-1.2
"""The library of dilemmas, for everybody; and how much is trained with them."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.rules import may
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import csv_attachment
from samband.tools.ethics.card import OVERSEE
from samband.tools.ethics.pages import dilemmas as pages
from samband.tools.ethics.pages.training import HEADER, trained_lines, trained_rows
from samband.tools.ethics.queries import dilemmas as queries


@require_safe
def dilemmas(request: ActorRequest) -> HttpResponse:
    """One theme at a time."""
    known = queries.dilemmas()
    themes = pages.themes(known=known)
    chosen = next((one for one in themes if one.code == request.GET.get("theme")), None) or next(
        iter(themes), None
    )
    told = [
        pages.dilemma_page(one=one, with_answers=True) for one in known if chosen and one.theme == chosen.code
    ]
    context = {
        "themes": themes,
        "theme": chosen,
        "dilemmas": told,
        "is_reviewed": all(one.is_reviewed for one in told),
        "may_oversee": may(actor=request.actor, permission=OVERSEE),
    }
    return render(request, "ethics/dilemmas/library.html", context)


@signed_in
@require_safe
def training_statistics(request: ActorRequest) -> HttpResponse:
    year, years = _year(request)
    lines = trained_lines(counted=queries.trained(actor=request.actor, year=year))
    context = {"year": year, "years": years, "lines": tuple(lines)}
    return render(request, "ethics/dilemmas/statistics.html", context)


@signed_in
@require_safe
def training_statistics_csv(request: ActorRequest) -> HttpResponseBase:
    year = _year(request)[0]
    rows = trained_rows(year=year, counted=queries.trained(actor=request.actor, year=year))
    return csv_attachment(header=HEADER, rows=rows, filename=f"training-{year}.csv")


def _year(request: ActorRequest) -> tuple[int, tuple[int, ...]]:
    """The year asked for if there is one, else the latest, else this one; and all there are."""
    years = queries.years_trained(actor=request.actor)
    asked = request.GET.get("year", "")
    wanted = [one for one in years if str(one) == asked] or [*years, timezone.localdate().year]
    return wanted[0], years
