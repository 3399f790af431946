# SPDX-License-Identifier: EUPL-1.2
"""The self-check on family and close ties, and the private list that only its person reads."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms.kin import CheckForm, KinForm
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.advice import advice_lines_of
from samband.tools.ethics.pages.kin import (
    checked_page,
    kin_lines,
    kin_to_remember,
    own_meeting_page,
    said_in_words,
)
from samband.tools.ethics.queries.kin import own_kin
from samband.tools.ethics.queries.self_check import CheckItem, check_item, from_list, self_check
from samband.tools.ethics.views.finding import found


@signed_in
@require_safe
@cache_control(private=True, no_store=True)
def own_meetings(request: ActorRequest) -> HttpResponse:
    """May I take part? What the register and the private list say of oneself, and every item to ask about."""
    language, today = get_language() or "en", timezone.localdate()
    known = queries.own_meetings(actor=request.actor, on=today, language=language)
    if known is None:
        return render(request, "ethics/own_meetings.html", {"meetings": (), "has_person": False})
    private = from_list(actor=request.actor, on=today, language=language, at=timezone.now())
    advice = advice_lines_of(actor=request.actor, meetings=[one.number for one in known])
    context = {
        "meetings": [
            own_meeting_page(own=one, private=private.found, advice=advice[one.number]) for one in known
        ],
        "has_person": True, "is_unreadable": private.is_unreadable,
    }  # fmt: skip
    return render(request, "ethics/own_meetings.html", context)


@sensitive_post_parameters()
@signed_in
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
@found
def check(request: ActorRequest, meeting: int, item: int) -> HttpResponse:
    """Ask oneself about one item; what comes out is on the page, and nowhere else.

    ``do=nobody`` is no to all; ``do=keep`` remembers the answers that name a party. No answer is ever in an
    address.
    """
    language = get_language() or "en"
    asked = check_item(
        actor=request.actor, meeting=meeting, place=item, on=timezone.localdate(), language=language
    )
    sent = request.POST if request.method == "POST" else None
    said: Mapping[str, object] | None = {} if sent and sent.get("do") == "nobody" else sent
    form = CheckForm(said, parties=asked.parties, relations=asked.relations)
    if sent is None or not form.is_valid():
        status = 400 if sent is not None else 200
        return render(request, "ethics/check.html", {"asked": asked, "form": form}, status=status)
    if sent.get("do") == "keep" and _is_kept(request, asked, form):
        return redirect("ethics:kin")
    return _answered(request, asked, form, language)


@sensitive_post_parameters()
@signed_in
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
@found
def kin(request: ActorRequest) -> HttpResponse:
    """The private list: read, add, take out, erase; ``do`` says which form was sent."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = KinForm(request.POST if do == "add" else None)
    if (do in {"remove", "erase"} or (do == "add" and form.is_valid())) and _changed(request, do, form):
        return redirect("ethics:kin")
    entries = own_kin(actor=request.actor, at=timezone.now())
    months = queries.policy_on(on=timezone.localdate()).kin_keep_months
    context = {
        "lines": kin_lines(entries=entries or ()), "is_unreadable": entries is None, "form": form,
        "months": months,
    }  # fmt: skip
    return render(request, "ethics/kin.html", context, status=400 if form.errors else 200)


def _changed(request: ActorRequest, do: str, form: KinForm) -> bool:
    """Whether it was done; else the form, or a message, says why not."""
    by, at = request.actor, timezone.now()
    try:
        if do == "add":
            operations.remember_kin(new=[form.kin()], by=by, at=at)
        elif do == "remove":
            operations.forget_kin(code=request.POST.get("entry", ""), by=by, at=at)
        else:
            operations.erase_kin(by=by, at=at)
    except Refused as refused:
        if do == "add":
            add_refusal(form=form, refused=refused)
        else:
            messages.error(request, str(refused))
        return False
    return True


def _is_kept(request: ActorRequest, asked: CheckItem, form: CheckForm) -> bool:
    new = kin_to_remember(answers=form.answers(), parties=asked.parties)
    try:
        operations.remember_kin(new=new, by=request.actor, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _answered(request: ActorRequest, asked: CheckItem, form: CheckForm, language: str) -> HttpResponse:
    answers = form.answers()
    outcome = self_check(
        actor=request.actor, meeting=asked.meeting, place=asked.place, answers=answers,
        on=timezone.localdate(), language=language,
    )  # fmt: skip
    said = said_in_words(answers=answers, parties=asked.parties)
    page = checked_page(found=outcome, said=said, subject=gettext("May I take part?"))
    context = {
        "asked": asked, "page": page, "said": said, "form": form,
        "may_keep": bool(kin_to_remember(answers=answers, parties=asked.parties)),
    }  # fmt: skip
    return render(request, "ethics/checked.html", context)
