# SPDX-License-Identifier: EUPL-1.2
"""Who is asked: the way from a file of people to the last reminder, on one page."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect import queries
from samband.core.collect.forms.people import ExportForm, OutcomeForm
from samband.core.collect.operations import invitations
from samband.core.collect.operations.councils import add_councils
from samband.core.collect.operations.invitations.exporting import SampleTable
from samband.core.collect.pages.people import (
    disposition_words,
    frame_state,
    mailing_line,
    outcome_lines,
    rate_lines,
)
from samband.core.collect.queries.frames import sample_frames
from samband.core.collect.queries.mailings import (
    batch_counts,
    mailings,
    outcome_counts,
    reachable,
    read_people,
)
from samband.core.collect.rules import COUNCIL
from samband.core.collect.views.people.finding import about, found, origin
from samband.engines.sampling import NEVER_TRIED
from samband.engines.tables import csv_lines

PER_PAGE = 50


@signed_in
@require_safe
@found
def people(request: ActorRequest, ask: str) -> HttpResponse:
    asked = about(request, ask)
    actor = request.actor
    counts = outcome_counts(actor=actor, ask=ask)
    rates = rate_lines(counts=counts)
    by_unit = [
        (asked.unit(unit), asked.groups.get(group, group), one.asked, one.answered)
        for (unit, group), one in sorted(queries.case_counts(ask=ask).items())
    ]
    context = {
        "about": asked,
        "total": sum(counts.people.values()),
        "outcomes": outcome_lines(counts=counts),
        "rates": [line for line in rates if line.is_main],
        "other_rates": [line for line in rates if not line.is_main],
        "is_weighted": counts.weighted is not None,
        "by_unit": by_unit,
        "batches": sorted(batch_counts(actor=actor, ask=ask).items()),
        "reachable": reachable(actor=actor, ask=ask),
        "frames": [(one, frame_state(record=one)) for one in sample_frames(actor=actor, ask=ask)],
        "mailings": [mailing_line(record=one) for one in mailings(actor=actor, ask=ask)],
        "has_council": COUNCIL in asked.groups,
    }
    return render(request, "collect/people/people.html", context)


@signed_in
@require_safe
@found
def names(request: ActorRequest, ask: str) -> HttpResponse:
    """Names and addresses: every look at them stands in the log."""
    asked = about(request, ask)
    wanted = request.GET.get("q", "").strip()[:100]
    page = _page_number(request.GET.get("page", "1"))
    shown, total = read_people(
        actor=request.actor, ask=ask, wanted=wanted, page=page, at=timezone.now(), per_page=PER_PAGE
    )
    context = {
        "about": asked,
        "people": [
            (one, asked.unit(one.unit), disposition_words(code=one.disposition or NEVER_TRIED))
            for one in shown
        ],
        "total": total,
        "wanted": wanted,
        "page": page,
        "pages": max(1, -(-total // PER_PAGE)),
    }
    return render(request, "collect/people/names.html", context)


def _page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def one(request: ActorRequest, ask: str, case: int) -> HttpResponse:
    """What became of one person, noted by hand."""
    asked = about(request, ask)
    person = queries.case(actor=request.actor, ask=ask, case_id=case)
    form = OutcomeForm(request.POST or None, initial={"disposition": person.disposition})
    if request.method == "POST" and form.is_valid():
        invitations.note_outcome(
            ask=ask, case=case, disposition=form.cleaned_data["disposition"], by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, gettext("The outcome is noted."))
        return redirect("collect:people", ask)
    context = {"about": asked, "person": person, "unit": asked.unit(person.unit), "form": form}
    return render(request, "collect/people/one.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def councils(request: ActorRequest, ask: str) -> HttpResponse:
    about(request, ask)
    now = timezone.now()
    number = add_councils(ask=ask, on=timezone.localdate(now), by=request.actor, at=now)
    words = ngettext("%(number)d councillor is added.", "%(number)d councillors are added.", number)
    messages.success(request, words % {"number": number})
    return redirect("collect:people", ask)


@signed_in
@require_POST
@found
def sample(request: ActorRequest, ask: str) -> HttpResponseBase:
    """The sample for a polling firm; with links each person gets a new one, so it is sent, not fetched."""
    about(request, ask)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return redirect("collect:people", ask)
    table = invitations.sample_rows(
        ask=ask, with_links=form.cleaned_data["with_links"], address=origin(request), by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    return _as_file(table, form.cleaned_data["format"], ask)


def _as_file(table: SampleTable, kind: str, ask: str) -> HttpResponseBase:
    name = {"Content-Disposition": f'attachment; filename="{ask}-sample.{kind}"', "Cache-Control": "no-store"}
    if kind == "csv":
        lines = csv_lines(header=table.header, rows=table.rows)
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=name)
    kind_of_xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(_workbook(table), content_type=kind_of_xlsx, headers=name)


def _workbook(table: SampleTable) -> bytes:
    from xlsxwriter import Workbook  # needed for spreadsheets alone

    out = BytesIO()
    options: dict[str, Any] = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with Workbook(out, options) as book:
        sheet = book.add_worksheet("sample")
        for place, row in enumerate((table.header, *table.rows)):
            sheet.write_row(place, 0, row)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
