# SPDX-License-Identifier: EUPL-1.2
"""Ask the ethics adviser about one person and item; the queue; the answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.tools.ethics import operations
from samband.tools.ethics.forms.advice import AdviceForm, AskForm
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.operations.advice_mails import tell_advisers, tell_asker
from samband.tools.ethics.pages.advice import advice_page, queue
from samband.tools.ethics.queries.advice import advice_case, askable
from samband.tools.ethics.queries.readings import read_questions
from samband.tools.ethics.rules.advice import Advised
from samband.tools.ethics.views.finding import found


@signed_in
@require_safe
@cache_control(private=True, no_store=True)
def advice(request: ActorRequest) -> HttpResponse:
    """Questions by day of the meeting, and earlier ones."""
    today = timezone.localdate()
    waiting, earlier = queue(known=read_questions(actor=request.actor, at=timezone.now()), today=today)
    return render(request, "ethics/advice/queue.html", {"waiting": waiting, "earlier": earlier})


@signed_in
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
@found
def advice_ask(request: ActorRequest, meeting: int, item: int, person: int) -> HttpResponse:
    """The finding goes along; the reader writes the rest."""
    asked = askable(
        actor=request.actor, meeting=meeting, place=item, person=person, on=timezone.localdate(),
        language=get_language() or "en",
    )  # fmt: skip
    if asked.open:
        return redirect("ethics:advice_question", asked.open)
    form = AskForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (number := _asked(request, meeting, item, person, form))
    ):
        return redirect("ethics:advice_question", number)
    context = {"asked": asked, "form": form}
    return render(request, "ethics/advice/ask.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
@found
def advice_question(request: ActorRequest, number: int) -> HttpResponse:
    """A question with what goes along; ``do`` is take, keep or give."""
    at = timezone.now()
    case = advice_case(actor=request.actor, number=number, language=get_language() or "en", at=at)
    page = advice_page(case=case, actor=request.actor, today=timezone.localdate())
    is_sent = request.method == "POST"
    form = AdviceForm(
        request.POST if is_sent else None, factors=page.factors, record=case.record, draft=page.draft
    )
    if is_sent and form.is_valid() and _done(request, number, form):
        return redirect("ethics:advice_question", number)
    context = {
        "case": case, "page": page, "record": case.record, "form": form,
        "may_answer": case.may_answer and case.record.answered_at is None,
    }  # fmt: skip
    return render(request, "ethics/advice/question.html", context, status=400 if form.errors else 200)


def _asked(request: ActorRequest, meeting: int, item: int, person: int, form: AskForm) -> int:
    """Number of the question; 0 when the form says why there is none."""
    told = form.cleaned_data
    try:
        number = operations.ask_advice(
            meeting=meeting, place=item, person=person, question=told["question"],
            to_association=told["to_association"], by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return 0
    tell_advisers(number=number, link=_link(request, number), on=timezone.localdate())
    messages.success(request, gettext("The question is sent. You see the answer here and are written to."))
    return number


def _done(request: ActorRequest, number: int, form: AdviceForm) -> bool:
    """Whether it was done; else the form says why not."""
    told, by, at = form.cleaned_data, request.actor, timezone.now()
    do = request.POST.get("do", "")
    try:
        if do == "take":
            operations.take_advice(number=number, by=by, at=at)
        elif do == "give":
            operations.give_advice(
                number=number, weighed=form.weighed(), answer=told["answer"], reason=told["reason"],
                advised=Advised(told["advised"]) if told["advised"] else None, by=by, at=at,
            )  # fmt: skip
            tell_asker(number=number, link=_link(request, number))
            messages.success(request, gettext("The answer is given. The body decides."))
        else:
            operations.keep_advice(number=number, weighed=form.weighed(), answer=told["answer"], by=by, at=at)
            messages.success(request, gettext("Kept. Nobody but advisers sees it yet."))
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return False
    return True


def _link(request: ActorRequest, number: int) -> str:
    return request.build_absolute_uri(reverse("ethics:advice_question", args=[number]))
