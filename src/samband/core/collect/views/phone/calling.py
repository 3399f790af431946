# SPDX-License-Identifier: EUPL-1.2
"""The interviewer's desk: the next person, what came of the call. Never a list of people."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.analysis.phone import CallOutcome
from samband.core.collect.forms.phone import OutcomeForm
from samband.core.collect.operations import phone
from samband.core.collect.pages.languages import best_language, language_choices, name_of
from samband.core.collect.pages.phone import OUTCOME_WORDS, call_page
from samband.core.collect.queries import AskedForm, NoSuchAsk, asked_form
from samband.core.collect.queries.phone import CallRecord, NoPlan, call_in_hand, phone_asks, phone_plan
from samband.core.collect.rules import CALL, MANAGE_CASES

SPOKEN = "phone_languages"
"""In the session: languages that the interviewer speaks."""


@signed_in
@never_cache
@require_safe
def start(request: ActorRequest) -> HttpResponse:
    asks = phone_asks(actor=request.actor, at=timezone.now())
    language = get_language() or "en"
    codes = sorted({code for one in asks for code in one.languages})
    context = {
        "asks": [(one, one.title.get(language) or next(iter(one.title.values()), one.slug)) for one in asks],
        "call": call_in_hand(actor=request.actor),
        "spoken_choices": [(code, name_of(language=code)) for code in codes],
        "spoken": request.session.get(SPOKEN, codes),
        "supervises": may(actor=request.actor, permission=MANAGE_CASES),
    }
    return render(request, "collect/phone/start.html", context)


@signed_in
@require_POST
def next_one(request: ActorRequest, ask: str) -> HttpResponse:
    require(actor=request.actor, permission=CALL)
    if "chosen" in request.POST:
        request.session[SPOKEN] = request.POST.getlist("spoken")
    spoken = request.session.get(SPOKEN, ())
    try:
        found = phone.next_call(ask=ask, by=request.actor, at=timezone.now(), languages=spoken)
    except (NoSuchAsk, NoPlan) as nothing:
        raise Http404(str(nothing)) from None
    except phone.NotNow as reason:
        messages.error(request, reason.words)
        return redirect("collect:phone")
    if found is None:
        messages.info(request, _nobody())
        return redirect("collect:phone")
    return redirect("collect:phone_call")


@signed_in
@never_cache
@require_safe
def call(request: ActorRequest) -> HttpResponse:
    held = call_in_hand(actor=request.actor)
    return redirect("collect:phone") if held is None else call_shown(request, held)


def call_shown(request: ActorRequest, held: CallRecord, form: OutcomeForm | None = None) -> HttpResponse:
    asked = asked_form(ask=held.ask)
    language = spoken_language(asked, held)
    context = {
        "call": held,
        "extent": phone.interview_extent(call=held, at=timezone.now()),
        "page": call_page(call=held, asked=asked, script=phone_plan(ask=held.ask).script, language=language),
        "form": form or OutcomeForm(initial={"day": timezone.localdate(), "note": held.note}),
        "asked_in": language_choices(languages=asked.languages, current=language),
        "back_words": OUTCOME_WORDS[CallOutcome.CALL_BACK],
        "language_words": OUTCOME_WORDS[CallOutcome.LANGUAGE],
    }
    status = 400 if form is not None else 200
    return render(request, "collect/phone/call.html", context, status=status)


def spoken_language(asked: AskedForm, held: CallRecord) -> str:
    """The person's own, as far as it is known; else the interviewer's."""
    return best_language(languages=asked.languages, wanted=[held.case.language, get_language() or "en"])


@signed_in
@require_POST
def outcome(request: ActorRequest) -> HttpResponse:
    held = call_in_hand(actor=request.actor)
    form = OutcomeForm(request.POST)
    if held is None or form.data.get("call") != str(held.case.id):
        return gone(request)
    if not form.is_valid():
        return call_shown(request, held, form)
    chosen = CallOutcome(form.cleaned_data["outcome"])
    try:
        follows = phone.end_call(
            call=held.case.id, outcome=chosen, by=request.actor, at=timezone.now(),
            appointment=form.appointment(), language=form.cleaned_data["language"],
            note=form.cleaned_data["note"],
        )  # fmt: skip
    except phone.NoAppointment as refused:
        form.add_error("day", str(refused))
        return call_shown(request, held, form)
    except phone.NotInHand:
        return gone(request)
    after = gettext("Nobody calls there again.") if follows.is_over else gettext("It is planned again.")
    messages.success(request, f"{OUTCOME_WORDS[chosen]}. {after}")
    return redirect("collect:phone")


def gone(request: ActorRequest) -> HttpResponse:
    """What was sent was about somebody who is not in hand any more."""
    messages.warning(request, gettext("That person is not with you any more; nothing was noted."))
    return redirect("collect:phone")


@signed_in
@require_POST
def give_back(request: ActorRequest) -> HttpResponse:
    phone.release_call(by=request.actor, at=timezone.now())
    messages.info(request, gettext("The person is given back, as if nothing had been tried."))
    return redirect("collect:phone")


def _nobody() -> str:
    return gettext(
        "Nobody is due now. Outside the hours to call in only those are called with whom it was agreed."
    )
