# SPDX-License-Identifier: EUPL-1.2
"""The secretary's work: prepare a session, hand out codes, open, close."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.forms.meeting import PAPER, PDF, CodesForm, MeetingForm, PresenceForm
from samband.core.collect.operations import meeting as operations
from samband.core.collect.operations.meeting import NotPossible
from samband.core.collect.pages.meeting import paper_file, slips_file, slips_of, title_in, told_of
from samband.core.collect.queries import meeting as queries
from samband.core.collect.queries.meeting import MeetingRecord
from samband.core.collect.views.meeting.finding import found

READ_AND_SEND = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(READ_AND_SEND)
@found
def council(request: ActorRequest, ask: str, unit: str) -> HttpResponse:
    """One council and one questionnaire: the session there is, or the form for a new one."""
    today = timezone.localdate()
    one = queries.council_to_ask(actor=request.actor, ask=ask, unit=unit, on=today)
    form = MeetingForm(request.POST or None, initial={"on": today, "seats": one.seats, "members": one.seats})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.prepare_meeting(
                ask=ask,
                unit=unit,
                on=form.cleaned_data["on"],
                presence=form.presence(),
                by=request.actor,
                at=timezone.now(),
            )
            return redirect("collect:meeting", made.id)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    context = {"council": one, "title": title_in(one.title), "form": form}
    return render(request, "collect/meeting/council.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def councils(request: ActorRequest, ask: str) -> HttpResponse:
    """All sessions of a questionnaire, for the association."""
    known = queries.meetings_of(actor=request.actor, ask=ask)
    form = queries.meeting_form(ask=ask)
    lines = [(one, told_of(one)) for one in known]
    context = {"title": title_in(form.title), "lines": lines, "ask": ask}
    return render(request, "collect/meeting/councils.html", context)


@signed_in
@require_safe
@found
def session(request: ActorRequest, number: int) -> HttpResponse:
    return _session(request, queries.meeting(actor=request.actor, meeting=number))


@signed_in
@require_POST
@found
def presence(request: ActorRequest, number: int) -> HttpResponse:
    record = queries.meeting(actor=request.actor, meeting=number)
    form = PresenceForm(request.POST)
    if form.is_valid():
        try:
            operations.change_presence(
                meeting=number, presence=form.presence(), by=request.actor, at=timezone.now()
            )
            messages.success(request, gettext("Noted who is present."))
            return redirect("collect:meeting", number)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return _session(request, record, presence=form)


@signed_in
@require_POST
@never_cache
@found
def codes(request: ActorRequest, number: int) -> HttpResponse:
    """New codes, shown this once: as slips to cut, or on the screen."""
    record = queries.meeting(actor=request.actor, meeting=number)
    form = CodesForm(request.POST, wanted=_wanted(record))
    if form.is_valid():
        try:
            made = operations.make_codes(
                meeting=number,
                number=form.cleaned_data["number"],
                by=request.actor,
                at=timezone.now(),
                anew="anew" in request.POST,
            )
            return _handed_out(request, record, made, form.cleaned_data["way"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return _session(request, record, codes=form)


def _handed_out(
    request: ActorRequest, record: MeetingRecord, made: tuple[str, ...], way: str
) -> HttpResponse:
    sheet = slips_of(record=record, codes=made, site=request.build_absolute_uri("/"))
    if way == PDF:
        return _file(slips_file(sheet), "codes.pdf")
    if way == PAPER:
        asked = queries.meeting_form(ask=record.ask).instrument
        return _file(paper_file(record=record, instrument=asked, sheet=sheet), "questionnaires.pdf")
    return render(request, "collect/meeting/codes.html", {"session": record, "sheet": sheet})


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_http_methods(READ_AND_SEND)
@found
def close(request: ActorRequest, number: int) -> HttpResponse:
    """Asked once more: nothing can be answered afterwards."""
    record = queries.meeting(actor=request.actor, meeting=number)
    if request.method == "POST":
        return _stepped(request, number, operations.close_meeting, "collect:meeting_hall")
    context = {
        "session": record,
        "title": _title(record),
        "missing": max(record.present - record.answered, 0),
    }
    return render(request, "collect/meeting/close.html", context)


@signed_in
@require_POST
@found
def step(request: ActorRequest, number: int, name: str) -> HttpResponse:
    steps = {"open": operations.open_meeting, "call_off": operations.call_off_meeting}
    return _stepped(request, number, steps[name], "collect:meeting")


def _stepped(
    request: ActorRequest, number: int, taken: Callable[..., MeetingRecord], onward: str
) -> HttpResponse:
    try:
        taken(meeting=number, by=request.actor, at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("collect:meeting", number)
    return redirect(onward, number)


def _session(
    request: ActorRequest,
    record: MeetingRecord,
    *,
    codes: CodesForm | None = None,
    presence: PresenceForm | None = None,
) -> HttpResponse:
    there = {"seats": record.seats, "members": record.members, "substitutes": record.substitutes}
    wrong = next((form for form in (codes, presence) if form is not None), None)
    context = {
        "session": record,
        "title": _title(record),
        "told": told_of(record),
        "codes": codes or CodesForm(wanted=_wanted(record)),
        "presence": presence or PresenceForm(initial=there),
        "wrong": wrong,
        "is_out": record.codes >= record.present,
    }
    return render(request, "collect/meeting/session.html", context, status=400 if wrong else 200)


def _wanted(record: MeetingRecord) -> int:
    """All that are present at first, then one for whoever comes late."""
    return record.present - record.codes


def _title(record: MeetingRecord) -> str:
    return title_in(queries.meeting_form(ask=record.ask).title)
