# SPDX-License-Identifier: EUPL-1.2
"""Who came to a meeting, who left it at which item, in whose seat: for who serves the council there."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from samband.core.access.views import ActorRequest, signed_in
from samband.tools.ethics import operations
from samband.tools.ethics.analysis.attendance import OPENING, Presence
from samband.tools.ethics.forms.attendance import OpeningForm
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.attendance import attendance_lines, opening_choices, possible_moves
from samband.tools.ethics.queries.attendance import AttendedMeeting, attendance_of
from samband.tools.ethics.queries.readings import read_attendance
from samband.tools.ethics.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def attendance(request: ActorRequest, meeting: int) -> HttpResponse:
    """The roll call at the opening; once it is confirmed, what changed at each item, and its quorum."""
    if "move" in request.POST:
        return _moved(request, attendance_of(actor=request.actor, number=meeting))
    known = read_attendance(actor=request.actor, number=meeting, at=timezone.now())
    is_sent = request.method == "POST"
    form = OpeningForm(request.POST if is_sent else None, expected=opening_choices(found=known))
    if is_sent and form.is_valid():
        _recorded(request, meeting, OPENING, form.notes())
        return redirect("ethics:attendance", meeting)
    opening, *items = attendance_lines(found=known)
    context = {"meeting": known.meeting, "known": known, "form": form, "opening": opening, "items": items}
    return render(request, "ethics/attendance.html", context, status=400 if form.errors else 200)


def _moved(request: ActorRequest, known: AttendedMeeting) -> HttpResponse:
    """One thing that happened at an item: somebody left, came, or took a seat."""
    chosen = request.POST["move"]
    note = possible_moves(found=known).get(chosen)
    _recorded(request, known.meeting.id, note.item if note else OPENING, [note] if note else [])
    place = chosen.partition(".")[0] if note else "0"
    return redirect(f"{reverse('ethics:attendance', args=[known.meeting.id])}#at{place}")


def _recorded(request: ActorRequest, meeting: int, item: str, notes: Sequence[Presence]) -> None:
    at = timezone.now()
    try:
        operations.record_presence(meeting=meeting, item=item, notes=notes, by=request.actor, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("The attendance is recorded."))
