# SPDX-License-Identifier: EUPL-1.2
"""How the fieldwork goes: the whole board for the association, a member's own counts for the member."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, answering_404, signed_in
from samband.core.collect.pages.board import HEADER, board_page, board_rows, own_board_page
from samband.core.collect.queries import NoSuchAsk
from samband.core.collect.queries.board import fieldwork, own_fieldwork
from samband.engines.tables import csv_lines

found = answering_404(NoSuchAsk)


@signed_in
@require_safe
@found
def board(request: ActorRequest, ask: str) -> HttpResponse:
    record = fieldwork(actor=request.actor, ask=ask, at=timezone.now())
    return render(request, "collect/board/board.html", {"page": board_page(board=record), "ask": ask})


@signed_in
@require_safe
@found
def board_file(request: ActorRequest, ask: str) -> StreamingHttpResponse:
    """One row for each group in each member."""
    record = fieldwork(actor=request.actor, ask=ask, at=timezone.now())
    lines = csv_lines(header=HEADER, rows=board_rows(board=record))
    response = StreamingHttpResponse(lines, content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{ask}-fieldwork.csv"'
    return response


@signed_in
@require_safe
@found
def own_board(request: ActorRequest, ask: str, unit: str) -> HttpResponse:
    record = own_fieldwork(actor=request.actor, ask=ask, unit=unit, at=timezone.now())
    if record is None:
        raise Http404(unit)
    return render(request, "collect/board/own.html", {"page": own_board_page(board=record)})
