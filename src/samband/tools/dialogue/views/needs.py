# SPDX-License-Identifier: EUPL-1.2
"""A member's own page, and one need from question to answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.tools.dialogue import operations, queries
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.forms import AnswerForm, HeardNeedForm, NeedForm, PlanNeedForm, RatingForm
from samband.tools.dialogue.pages import need_row, need_rows
from samband.tools.dialogue.rules import Channel, PlanState, WrongStep
from samband.tools.dialogue.views.finding import found, language, member_name, names

OPEN_ITEMS = frozenset({PlanState.PROPOSED, PlanState.ADOPTED})


@require_GET
@signed_in
@found
def member(request: ActorRequest, code: str) -> HttpResponse:
    """What one member asked for, what became of it, what it used."""
    asked = queries.needs_of(actor=request.actor, authority=code)
    used = queries.uses_of(actor=request.actor, authority=code)
    areas = names()
    context = {
        "code": code,
        "name": member_name(code),
        "rows": need_rows(needs=asked, names=areas, members={code: member_name(code)}),
        "uses": [(use, areas.get(use.area, use.area)) for use in used],
        "this_year": timezone.localdate().year,
        "may_run": may(actor=request.actor, permission=RUN),
    }
    return render(request, "dialogue/member.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def state(request: ActorRequest, code: str) -> HttpResponse:
    """The member's own words."""
    queries.require_own(actor=request.actor, authority=code)
    form = NeedForm(
        request.POST if request.method == "POST" else None, areas=queries.service_areas(), language=language()
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.record_need(
                authority=code, stated_on=timezone.localdate(), channel=Channel.PAGE, **form.cleaned_data,
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except operations.UnknownMember as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("Thank you. The association has it now."))
            return redirect("dialogue:member", code)
    context = {"form": form, "code": code, "name": member_name(code)}
    return render(request, "dialogue/state.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def hear(request: ActorRequest) -> HttpResponse:
    """The association writes down what it heard."""
    require(actor=request.actor, permission=RUN)
    today = timezone.localdate()
    form = HeardNeedForm(
        request.POST if request.method == "POST" else None, areas=queries.service_areas(),
        language=language(), members=queries.members_on(on=today),
        initial={"stated_on": today, "channel": Channel.MEETING.value},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = {**form.cleaned_data, "channel": Channel(form.cleaned_data["channel"])}
        try:
            made = operations.record_need(**chosen, by=request.actor, at=timezone.now())
        except operations.UnknownMember as refused:
            form.add_error("authority", str(refused))
        else:
            return redirect("dialogue:need", made.id)
    return render(request, "dialogue/hear.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@signed_in
@found
def need(request: ActorRequest, number: int) -> HttpResponse:
    return _need_page(request, number, AnswerForm(), _plan_form(request))


@signed_in
@require_POST
@found
def answer(request: ActorRequest, number: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        require(actor=request.actor, permission=RUN)
        return _need_page(request, number, form, _plan_form(request))
    operations.answer_need(need_id=number, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, gettext("The member sees the answer now."))
    return redirect("dialogue:need", number)


@signed_in
@require_POST
@found
def into_plan(request: ActorRequest, number: int) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    form = _plan_form(request)
    if form.is_valid():
        try:
            operations.plan_need(
                need_id=number, item_id=form.cleaned_data["item"], by=request.actor, at=timezone.now()
            )
        except WrongStep as refused:
            form.add_error("item", str(refused))
        else:
            return redirect("dialogue:need", number)
    return _need_page(request, number, AnswerForm(), form)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def rate(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """How a service was, in one tap and perhaps a few words."""
    uses = queries.uses_of(actor=request.actor, authority=code)
    use = next((one for one in uses if one.id == number), None)
    if use is None:
        raise queries.NotThere(number)
    form = RatingForm(
        request.POST if request.method == "POST" else None,
        initial={"rating": use.rating, "comment": use.comment},
    )
    if request.method == "POST" and form.is_valid():
        operations.rate_use(use_id=number, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, gettext("Thank you."))
        return redirect("dialogue:member", code)
    context = {"form": form, "use": use, "code": code, "name": member_name(code)}
    return render(request, "dialogue/rate.html", context, status=400 if form.errors else 200)


def _plan_form(request: ActorRequest) -> PlanNeedForm:
    """Planned items that are not over; empty for whoever may not plan."""
    if not may(actor=request.actor, permission=RUN):
        return PlanNeedForm(items=())
    items = [
        (item.id, f"{item.year}: {item.title}")
        for year in queries.plan_years(actor=request.actor)
        for item in queries.plan(actor=request.actor, year=year)
        if item.state in OPEN_ITEMS
    ]
    return PlanNeedForm(request.POST if "item" in request.POST else None, items=items)


def _need_page(request: ActorRequest, number: int, answer: AnswerForm, plan: PlanNeedForm) -> HttpResponse:
    record = queries.need(actor=request.actor, need_id=number)
    members = {record.authority: member_name(record.authority)}
    context = {
        "row": need_row(need=record, names=names(), members=members),
        "answer": answer,
        "plan": plan,
        "may_run": may(actor=request.actor, permission=RUN),
    }
    status = 400 if answer.errors or plan.errors else 200
    return render(request, "dialogue/need.html", context, status=status)
