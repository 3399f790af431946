# SPDX-License-Identifier: EUPL-1.2
"""The screen of the hall: how many have answered, and after the closing the result at once."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.pages.meeting import address_of, result_page, title_in, told_of
from samband.core.collect.queries import meeting as queries
from samband.core.collect.queries.meeting import MeetingRecord
from samband.core.collect.rules import MeetingState
from samband.core.collect.views.meeting.finding import found


@signed_in
@require_safe
@never_cache
@found
def hall(request: ActorRequest, number: int) -> HttpResponse:
    record = queries.meeting(actor=request.actor, meeting=number)
    asked = queries.meeting_form(ask=record.ask)
    context = {
        "session": record,
        "title": title_in(asked.title),
        "told": told_of(record),
        "is_open": record.state is MeetingState.OPEN,
        "address": address_of(record=record, site=request.build_absolute_uri("/")),
        "result": _result(record) if record.figures is not None else None,
    }
    return render(request, "collect/meeting/hall.html", context)


@signed_in
@require_safe
@never_cache
@found
def count(request: ActorRequest, number: int) -> HttpResponse:
    """The count alone, fetched every few seconds; when answering has closed the screen turns over."""
    record = queries.meeting(actor=request.actor, meeting=number)
    response = render(request, "collect/meeting/count.html", {"session": record, "told": told_of(record)})
    if record.state is not MeetingState.OPEN:
        response["HX-Refresh"] = "true"
    return response


def _result(record: MeetingRecord) -> object:
    return result_page(
        record=record,
        instrument=queries.meeting_form(ask=record.ask).instrument,
        beside=queries.beside(ask=record.ask, unit=record.unit),
        language=get_language() or "en",
    )
