# SPDX-License-Identifier: EUPL-1.2
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from samband.core.access.rules import Actor, may, require
from samband.core.members import operations, pages, queries
from samband.core.members.analysis import COLUMNS
from samband.core.members.card import IMPORT_UNITS
from samband.core.members.forms import ImportForm
from samband.core.members.rules import UnknownAuthority
from samband.core.members.rules.importing import TABLES
from samband.core.members.views.files import csv_attachment


@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    page = pages.list_page(wanted=request.GET, today=timezone.localdate())
    may_import = may(actor=_actor(request), permission=IMPORT_UNITS)
    return render(request, "members/list.html", {"page": page, "may_import": may_import})


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


@require_safe
def download(_request: HttpRequest, table: str) -> StreamingHttpResponse:
    """The register in the shape in which it is imported. Public, as the register is."""
    return _csv(table, is_empty=False)


@require_safe
def template(_request: HttpRequest, table: str) -> StreamingHttpResponse:
    """The same file with its first row alone."""
    return _csv(table, is_empty=True)


@require_safe
def import_start(request: HttpRequest) -> HttpResponse:
    require(actor=_actor(request), permission=IMPORT_UNITS)
    return _start(request, ImportForm())


@require_POST
def preview_import(request: HttpRequest) -> HttpResponse:
    """What files would change; nothing is changed yet."""
    require(actor=_actor(request), permission=IMPORT_UNITS)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, form)
    files = {
        table: operations.SentFile(file, file.name) for table in TABLES if (file := form.cleaned_data[table])
    }
    try:
        seen = operations.preview_import(
            files=files,
            source=form.source,
            is_whole=form.cleaned_data["is_whole"],
            by=_actor(request),
            at=timezone.now(),
        )
    except operations.UnreadableTable as refused:
        for fault in refused.faults:
            form.add_error(refused.table, fault.words(gettext))
        return _start(request, form)
    except operations.NoRegister:
        return _start(request, form)
    return render(request, "members/import_preview.html", {"page": pages.preview_page(seen=seen)})


@require_POST
def confirm_import(request: HttpRequest) -> HttpResponse:
    token = request.POST.get("token", "")
    try:
        done = operations.confirm_import(token=token, by=_actor(request), at=timezone.now())
    except operations.ImportGone:
        messages.error(request, gettext("The files are not here any more. Upload them again."))
    except operations.ImportRefused:
        messages.error(
            request, gettext("The register has changed in the meantime. Upload the files again to see why.")
        )
    else:
        messages.success(request, pages.done_text(plan=done))
        return redirect("members:list")
    return redirect("members:import")


def _start(request: HttpRequest, form: ImportForm) -> HttpResponse:
    context = {"form": form, "page": pages.start_page()}
    return render(request, "members/import.html", context, status=400 if form.errors else 200)


def _csv(table: str, *, is_empty: bool) -> StreamingHttpResponse:
    if table not in TABLES:
        raise Http404(f"There is no table {table}. Choose one of: {', '.join(TABLES)}.")
    rows = () if is_empty else queries.table_rows(table=table)
    return csv_attachment(header=COLUMNS[table], rows=rows, filename=f"{table}.csv")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
