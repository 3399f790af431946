# SPDX-License-Identifier: EUPL-1.2
"""Agenda in, parties confirmed, screened, decided, minutes out: for who serves the council there."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.queries import latest_authority
from samband.engines.files import Unreadable
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.agenda import AgendaItem
from samband.tools.ethics.analysis.evidence import state_of
from samband.tools.ethics.analysis.minutes import LANGUAGES, minutes_text
from samband.tools.ethics.forms import AbsentForm, AgendaForm, AnyDecisionForm, DecisionForm, ItemForm
from samband.tools.ethics.forms.refusals import add_file_faults, add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.advice import advice_lines_in, advice_told
from samband.tools.ethics.pages.attendance import attendance_minutes
from samband.tools.ethics.pages.meetings import concerned_in, grounds_named, result_page
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.attendance import attendance_of
from samband.tools.ethics.queries.preparing import chosen_in, preparers
from samband.tools.ethics.queries.readings import read_decisions
from samband.tools.ethics.rules import Decided, MeetingItem, MeetingRecord
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.register import page_number


@signed_in
@require_http_methods(["GET", "POST"])
@found
def meetings(request: ActorRequest, code: str) -> HttpResponse:
    """Meetings of one's own member, and a new one."""
    known = queries.meetings_of(actor=request.actor, authority=code, page=page_number(request))
    bodies = queries.bodies_of_member(actor=request.actor, authority=code, on=timezone.localdate())
    language = get_language() or "en"
    form = AgendaForm(
        request.POST or None, request.FILES or None,
        bodies=[(one.code, one.in_language(language)) for one in bodies],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := _entered(request, code, form)):
        return redirect("ethics:meeting", made)
    name = latest_authority(code=code, on=timezone.localdate()).name
    context = {
        "form": form,
        "meetings": known.meetings,
        "page": known,
        "code": code,
        "name": name,
        "has_bodies": bool(bodies),
    }
    return render(request, "ethics/meetings.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def meeting(request: ActorRequest, meeting: int) -> HttpResponse:
    """Each item with its parties, to be confirmed by hand, kept, and held against the interests."""
    record = queries.meeting(actor=request.actor, number=meeting)
    is_sent = request.method == "POST"
    if is_sent and request.POST.get("seen", record.state) != record.state:
        messages.error(request, gettext("The meeting has been changed meanwhile. Look at it again."))
        return redirect("ethics:meeting", meeting)
    staff = preparers(
        actor=request.actor, authority=record.authority, on=record.day, also=chosen_in(items=record.items)
    )
    forms = [
        ItemForm(request.POST if is_sent else None, item=one, place=place, staff=staff)
        for place, one in enumerate(record.items)
    ]
    away = _away_form(request, record)
    wrong = [form for form in (*forms, away) if is_sent and not form.is_valid()]
    if is_sent and not wrong and _changed(request, record, forms, away):
        if request.POST.get("do") == "screen" and _screened(request, meeting):
            return redirect("ethics:result", meeting)
        return redirect("ethics:meeting", meeting)
    context = {"meeting": record, "forms": forms, "away": away, "has_staff": bool(staff)}
    return render(request, "ethics/meeting.html", context, status=400 if wrong else 200)


def _away_form(request: ActorRequest, record: MeetingRecord) -> AbsentForm:
    _, seats = queries.seats_of_body(
        actor=request.actor, authority=record.authority, code=record.body, on=record.day
    )
    people = {str(seat.person): seat.name for seat in seats}
    sent = request.POST if request.method == "POST" else None
    return AbsentForm(sent, seats=people.items(), absent=record.absent)


@signed_in
@require_safe
@found
def result(request: ActorRequest, meeting: int) -> HttpResponse:
    """Who may have a conflict in which item, why, and what becomes of the body."""
    screened = queries.screened_meeting(
        actor=request.actor, number=meeting, language=get_language() or "en", at=timezone.now()
    )
    facts = queries.facts_of_meeting(actor=request.actor, number=meeting)
    register, agenda = meeting_files(facts=facts)
    context = {
        "meeting": screened.meeting,
        "screened": screened,
        "law": screened.result["law"],
        "page": result_page(found=screened, advice=advice_lines_in(actor=request.actor, meeting=meeting)),
        "has_changed": state_of(register=register, agenda=agenda) != screened.state,
        "form": AnyDecisionForm(
            items=[(one.number, f"{one.number} {one.title}") for one in screened.meeting.items],
            seats=[(str(person), name) for person, name in screened.seats.items()],
            grounds=grounds_named(found=screened),
        ),
        "told": len(screened.told),
    }
    return render(request, "ethics/result.html", context)


@signed_in
@require_POST
@found
def again(request: ActorRequest, meeting: int) -> HttpResponseRedirect:
    """Screen once more: facts or items have changed."""
    _screened(request, meeting)
    return redirect("ethics:result", meeting)


@signed_in
@require_POST
@found
def decide(request: ActorRequest, meeting: int) -> HttpResponseRedirect:
    """Write down what the body decided."""
    form = DecisionForm(request.POST)
    queries.meeting(actor=request.actor, number=meeting)
    if not form.is_valid():
        messages.error(request, gettext("Choose what the body decided."))
        return redirect("ethics:result", meeting)
    told = form.cleaned_data
    try:
        operations.record_decision(
            meeting=meeting, item=told["item"], person=told["person"], outcome=Decided(told["outcome"]),
            rule=told["rule"], reason=told["reason"], by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("The decision is recorded."))
    return redirect("ethics:result", meeting)


@signed_in
@require_safe
@found
def minutes(request: ActorRequest, meeting: int) -> HttpResponse:
    """Text for the minutes, in the language that is asked for."""
    asked = request.GET.get("language", get_language() or "en")
    language = asked if asked in LANGUAGES else "en"
    known = read_decisions(actor=request.actor, number=meeting, at=timezone.now())
    text = minutes_text(
        titles={one.number: one.title for one in known.meeting.items}, decisions=known.decisions,
        body=known.meeting.body_name, is_announced=known.is_announced, language=language,
        advice=advice_told(actor=request.actor, meeting=meeting, language=language),
        attendance=attendance_minutes(
            found=attendance_of(actor=request.actor, number=meeting), language=language
        ),
    )  # fmt: skip
    context = {"meeting": known.meeting, "text": text, "language": language, "languages": LANGUAGES.items()}
    return render(request, "ethics/minutes.html", context)


@signed_in
@require_POST
@found
def tell(request: ActorRequest, meeting: int) -> HttpResponseRedirect:
    """Write to those about whom something is asked and who were not written to."""
    screened = queries.screened_meeting(actor=request.actor, number=meeting, language="en", at=timezone.now())
    concerned = concerned_in(result=screened.result)
    link = request.build_absolute_uri(reverse("ethics:own_meetings"))
    mails, unreached = operations.tell_concerned(
        meeting=meeting, persons=concerned, link=link, by=request.actor, at=timezone.now()
    )
    text = ngettext("%(n)s person was written to.", "%(n)s persons were written to.", mails)
    messages.success(request, text % {"n": mails})
    if unreached:
        away = ngettext(
            "%(n)s person could not be reached by e-mail: tell them yourself.",
            "%(n)s persons could not be reached by e-mail: tell them yourself.",
            unreached,
        )
        messages.warning(request, away % {"n": unreached})
    return redirect("ethics:result", meeting)


@signed_in
@require_POST
@found
def erase(request: ActorRequest, meeting: int) -> HttpResponseRedirect:
    code = operations.erase_meeting(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, gettext("The meeting is erased, with all that was kept of it."))
    return redirect("ethics:meetings", code)


def _entered(request: ActorRequest, code: str, form: AgendaForm) -> int:
    """Number of the new meeting; 0 when the form says why there is none."""
    told = form.cleaned_data
    field = "file" if told["file"] else "text"
    try:
        return operations.enter_meeting(
            authority=code, body=told["body"], day=told["day"], items=_items(form), by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except Unreadable as refused:
        add_file_faults(form=form, refused=refused, field=field)
    except Refused as refused:
        add_refusal(form=form, refused=refused)
    return 0


def _items(form: AgendaForm) -> Sequence[AgendaItem]:
    told = form.cleaned_data
    if told["file"]:
        return operations.read_agenda_file(file=told["file"], filename=told["file"].name)
    return operations.read_agenda_text(text=told["text"])


def _changed(
    request: ActorRequest, record: MeetingRecord, forms: Sequence[ItemForm], away: AbsentForm
) -> bool:
    """Whether the items are kept as they were sent."""
    known = queries.known_things(actor=request.actor, authority=record.authority, on=record.day)
    items: list[MeetingItem] = [form.item(known=known) for form in forms if not form.cleaned_data["drop"]]
    try:
        operations.change_items(
            meeting=record.id, items=items, absent=away.cleaned_data["absent"], seen=record.state,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    if request.POST.get("do") != "screen":
        messages.success(request, gettext("The items are kept."))
    return True


def _screened(request: ActorRequest, meeting: int) -> bool:
    """Whether it could be."""
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=request.actor, number=meeting))
    try:
        operations.screen_meeting(
            meeting=meeting, register=register, agenda=agenda, by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True
