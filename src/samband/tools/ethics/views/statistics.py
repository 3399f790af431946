# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register: for everybody where it is public, else for the association."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest
from samband.core.members.views import csv_attachment
from samband.tools.ethics.analysis.counts import FEWEST, STEP
from samband.tools.ethics.pages.statistics import HEADER, count_rows, count_tables
from samband.tools.ethics.queries.statistics import register_counts


@require_safe
def statistics(request: ActorRequest) -> HttpResponse:
    found = register_counts(actor=request.actor, today=timezone.localdate())
    context = {"on": found.on, "tables": count_tables(found=found), "fewest": FEWEST, "step": STEP}
    return render(request, "ethics/statistics.html", context)


@require_safe
def statistics_csv(request: ActorRequest) -> HttpResponseBase:
    found = register_counts(actor=request.actor, today=timezone.localdate())
    return csv_attachment(
        header=HEADER, rows=count_rows(found=found), filename=f"interests-counts-{found.on.isoformat()}.csv"
    )
