# SPDX-License-Identifier: EUPL-1.2
"""Quota cells: seen, changed in place, made by crossing fields or from a table."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect import queries
from samband.core.collect.forms.quotas import CellTableForm, CrossForm, OneCellForm, new_cells, with_cell
from samband.core.collect.operations import NewCell, set_quotas
from samband.core.collect.pages.phone import field_names, quota_fields, quota_table
from samband.core.collect.rules import COLLECT
from samband.core.collect.views.phone.supervising import csv_answer, found, title_of


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@found
def quotas(request: ActorRequest, ask: str) -> HttpResponse:
    """POST: targets changed in place; a cell whose target is emptied goes."""
    require(actor=request.actor, permission=COLLECT)
    if request.method != "POST":
        return _shown(request, ask)
    cells = queries.quotas(ask=ask)
    told = [request.POST.get(f"target-{number}", "").strip() for number in range(len(cells))]
    if any(text and not (text.isascii() and text.isdecimal() and len(text) < 8) for text in told):
        messages.error(request, gettext("A target is a whole number. Nothing was changed."))
        return _shown(request, ask, status=400)
    kept = [
        NewCell(cell.code, cell.definition, int(text)) for cell, text in zip(cells, told, strict=True) if text
    ]
    return _saved(request, ask, kept)


@signed_in
@require_POST
@found
def make(request: ActorRequest, ask: str) -> HttpResponse:
    """One cell more; or all anew, from a table or by crossing fields. Those that stay keep what they have."""
    require(actor=request.actor, permission=COLLECT)
    fields = _fields(ask)
    values = {name: list(codes) for name, codes in fields.items()}
    if "one" in request.POST:
        one = OneCellForm(request.POST, fields=fields, names=_names(fields))
        if one.is_valid():
            return _saved(request, ask, with_cell(cells=queries.quotas(ask=ask), row=one.row()))
        return _shown(request, ask, one=one, status=400)
    if "cross" in request.POST:
        cross = CrossForm(request.POST, fields=values, names=_names(fields))
        if cross.is_valid():
            return _saved(request, ask, new_cells(cross.rows()))
        return _shown(request, ask, cross=cross, status=400)
    table = CellTableForm(request.POST, request.FILES, fields=values)
    if table.is_valid():
        return _saved(request, ask, new_cells(table.rows))
    return _shown(request, ask, table=table, status=400)


@signed_in
@never_cache
@require_safe
@found
def quotas_file(request: ActorRequest, ask: str) -> StreamingHttpResponse:
    """In the form in which it can be taken in again; what is taken stands beside it."""
    require(actor=request.actor, permission=COLLECT)
    cells = queries.quotas(ask=ask)
    names = [name for name in _fields(ask) if any(name in cell.definition for cell in cells)]
    rows = ((*("/".join(cell.definition.get(name, ("*",))) for name in names), cell.target) for cell in cells)
    return csv_answer((*names, "target"), rows, f"{ask}-quotas.csv")


def _shown(
    request: ActorRequest,
    ask: str,
    *,
    one: OneCellForm | None = None,
    cross: CrossForm | None = None,
    table: CellTableForm | None = None,
    status: int = 200,
) -> HttpResponse:
    fields = _fields(ask)
    values: dict[str, Any] = {name: list(codes) for name, codes in fields.items()}
    context = {
        "ask": ask,
        "title": title_of(queries.asked_form(ask=ask), get_language() or "en"),
        "quotas": quota_table(cells=queries.quotas(ask=ask), fields=fields),
        "one": one or OneCellForm(fields=fields, names=_names(fields)),
        "cross": cross or CrossForm(fields=values, names=_names(fields)),
        "table": table or CellTableForm(fields=values),
    }
    return render(request, "collect/phone/quotas.html", context, status=status)


def _saved(request: ActorRequest, ask: str, cells: list[NewCell]) -> HttpResponse:
    set_quotas(ask=ask, cells=cells, by=request.actor, at=timezone.now())
    words = ngettext("%(number)s quota is set.", "%(number)s quotas are set.", len(cells))
    messages.success(request, words % {"number": len(cells)})
    return redirect("collect:quotas", ask)


def _fields(ask: str) -> dict[str, dict[str, str]]:
    return quota_fields(asked=queries.asked_form(ask=ask), language=get_language() or "en")


def _names(fields: Mapping[str, object]) -> dict[str, str]:
    return {name: field_names().get(name, name) for name in fields}
