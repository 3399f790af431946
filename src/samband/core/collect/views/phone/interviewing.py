# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire as an interviewer reads it aloud: the pages of respondents, the person in hand above."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.analysis.visits import Move, Turn, place_of, reviewed, turned
from samband.core.collect.forms.steps import raw_of
from samband.core.collect.operations import phone
from samband.core.collect.operations.answering import Sheet, in_language
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.pages import language_choices, review_page, step_view
from samband.core.collect.queries import AskedForm, asked_form
from samband.core.collect.queries.phone import CallRecord, call_in_hand
from samband.core.collect.views.phone.calling import gone, spoken_language
from samband.engines.instrument import Step, progress, step_of, steps

_MOVES = {"back": Move.BACK, "pause": Move.STAY}


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: ActorRequest) -> HttpResponse:
    held = call_in_hand(actor=request.actor)
    if held is None:
        return redirect("collect:phone")
    if held.case.has_answered:
        return _answered(request, held)
    asked = asked_form(ask=held.ask)
    try:
        if request.method != "POST" and not held.secret:
            return redirect("collect:phone_call")
        sheet = phone.begin_interview(
            call=held.case.id, language=spoken_language(asked, held), by=request.actor, at=timezone.now()
        )
        if request.method == "POST" and "page" in request.POST:
            return _sent(request, held, asked, sheet)
    except phone.NotInHand:
        return gone(request)
    if request.method == "POST":
        return redirect("collect:phone_interview")
    return _page(request, held, asked, sheet)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest) -> HttpResponse:
    """All is asked: save it."""
    held = call_in_hand(actor=request.actor)
    sheet = phone.load_interview(call=held) if held is not None else None
    if held is None or sheet is None:
        return redirect("collect:phone")
    asked = asked_form(ask=held.ask)
    refused = None
    if request.method == "POST":
        if request.POST.get("call") != str(held.case.id):
            return gone(request)
        try:
            phone.finish_interview(
                call=held.case.id, by=request.actor, at=timezone.now(), is_partial="partial" in request.POST
            )
        except phone.NotInHand:
            return gone(request)
        except NotTaken as reason:
            if reason.reason is Reason.ANSWERED:
                return _answered(request, held)
            if reason.reason is Reason.FULL:
                return _full(request, held, asked)
            refused = reason
        else:
            messages.success(request, gettext("The interview is saved."))
            return redirect("collect:phone")
    return _ending(request, held, asked, sheet, refused)


def _sent(request: ActorRequest, held: CallRecord, asked: AskedForm, sheet: Sheet) -> HttpResponse:
    if request.POST.get("call") != str(held.case.id):
        return gone(request)
    visit, flow, today = sheet.visit, asked.instrument.flow, timezone.localdate()
    key = request.POST["page"]
    step = step_of(flow=flow, group=visit.group, answers=visit.answers, key=key, today=today)
    if step is None:  # another window changed the way in the meantime
        return redirect("collect:phone_interview")
    move = _MOVES.get(request.POST.get("go", ""), Move.FORWARD)
    if "language" in request.POST:
        move = Move.STAY
    raw = raw_of(step=step, data=request.POST)
    turn = turned(flow=flow, visit=visit, step=step, raw=raw, move=move, today=today)
    taken = replace(sheet, visit=turn.visit if turn.step else reviewed(visit=turn.visit))
    wanted = request.POST.get("language", "")
    if wanted in asked.languages:
        taken = in_language(sheet=taken, language=wanted)
    has_place = phone.keep_interview(call=held.case.id, sheet=taken, by=request.actor, at=timezone.now())
    if not has_place:
        return _full(request, held, asked)
    return _after(request, held, asked, taken, step, turn)


def _after(
    request: ActorRequest, held: CallRecord, asked: AskedForm, sheet: Sheet, step: Step, turn: Turn
) -> HttpResponse:
    if request.POST.get("go") == "pause":
        return redirect("collect:phone_call")
    if turn.step is None:
        return redirect("collect:phone_end")
    if turn.step.key == step.key and not turn.outcome.is_done:
        return _shown(request, held, asked, sheet, turn.step, turn)
    number = place_of(
        flow=asked.instrument.flow, visit=sheet.visit, step=turn.step, today=timezone.localdate()
    )
    return redirect(f"{reverse('collect:phone_interview')}?p={number}")


def _page(request: ActorRequest, held: CallRecord, asked: AskedForm, sheet: Sheet) -> HttpResponse:
    """The page named, or the first that was not asked yet."""
    visit = sheet.visit
    here = steps(
        flow=asked.instrument.flow, group=visit.group, answers=visit.answers, today=timezone.localdate()
    )
    wanted = request.GET.get("p", "")
    if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted) <= len(here):
        return _shown(request, held, asked, sheet, here[int(wanted) - 1])
    for step in here:
        if step.key not in visit.seen:
            return _shown(request, held, asked, sheet, step)
    return redirect("collect:phone_end")


def _shown(
    request: ActorRequest,
    held: CallRecord,
    asked: AskedForm,
    sheet: Sheet,
    step: Step,
    turn: Turn | None = None,
) -> HttpResponse:
    """turn: what the page that was just sent came to, when it has to be shown again."""
    visit, outcome = sheet.visit, turn.outcome if turn else None
    view = step_view(
        step=step,
        words=asked.instrument.in_language(visit.language),
        answers=visit.answers,
        seed=visit.seed,
        raw=visit.typed.get(step.key),
        problems=outcome.problems if outcome else (),
        wanted=outcome.wanted if outcome else (),
        revealed=outcome.revealed if outcome else (),
        files=sheet.files,
        today=timezone.localdate(),
    )
    context = {
        "call": held,
        "step": view,
        "done": progress(flow=asked.instrument.flow, group=visit.group, answers=visit.answers, at=step.key),
        "asked_in": language_choices(languages=asked.languages, current=visit.language),
    }
    return render(request, "collect/phone/interview.html", context, status=400 if view.faults else 200)


def _ending(
    request: ActorRequest,
    held: CallRecord,
    asked: AskedForm,
    sheet: Sheet,
    refused: NotTaken | None,
) -> HttpResponse:
    words = asked.instrument.in_language(sheet.visit.language)
    page = review_page(
        flow=asked.instrument.flow, visit=sheet.visit, words=words, files=sheet.files,
        today=timezone.localdate(),
    )  # fmt: skip
    context = {"call": held, "page": page, "refused": refused, "words_language": words.language}
    return render(request, "collect/phone/end.html", context, status=409 if refused else 200)


def _full(request: ActorRequest, held: CallRecord, asked: AskedForm) -> HttpResponse:
    """Enough people like this have answered: the talk ends here, politely."""
    context = {"call": held, "kind": "full", "title": asked.slug}
    return render(request, "collect/phone/stop.html", context, status=409)


def _answered(request: ActorRequest, held: CallRecord) -> HttpResponse:
    phone.close_answered(call=held.case.id, by=request.actor)
    return render(request, "collect/phone/stop.html", {"call": held, "kind": "answered"}, status=409)
