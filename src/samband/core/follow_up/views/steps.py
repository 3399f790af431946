# SPDX-License-Identifier: EUPL-1.2
"""What happens to a goal: adopted, begun, told about, ended, published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.follow_up import operations, queries
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.forms import AdoptForm, ProgressForm, ReasonForm
from samband.core.follow_up.pages.paper import proposed_decision
from samband.core.follow_up.pages.words import MOVES, refusal
from samband.core.follow_up.rules import NEEDS_REASON, GoalState, WrongStep
from samband.core.follow_up.views.finding import found, language, member_name, tell_refusal
from samband.core.follow_up.views.goals import goal_response


@signed_in
@require_http_methods(["GET", "POST"])
@found
def adopt(request: ActorRequest, number: int) -> HttpResponse:
    """Which body decided, when."""
    record = queries.goal(actor=request.actor, goal_id=number)
    require(actor=request.actor, permission=WRITE, authority=record.authority)
    today = timezone.localdate()
    bodies = queries.possible_bodies(actor=request.actor, authority=record.authority, on=today)
    form = AdoptForm(
        request.POST if request.method == "POST" else None, initial={"body": next(iter(bodies), "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.adopt_goal(
                goal_id=number, adoption=form.adoption(), by=request.actor, at=timezone.now()
            )
        except WrongStep as fault:
            form.add_error(None, refusal(fault=fault))
        else:
            messages.success(request, gettext("The goal is adopted. The association sees it now."))
            return redirect("follow_up:goal", number)
    context = {
        "form": form,
        "goal": record,
        "name": member_name(record.authority),
        "bodies": bodies,
        "proposal": proposed_decision(goal=record, language=language()),
    }
    return render(request, "follow_up/adopt.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def move(request: ActorRequest, number: int) -> HttpResponse:
    """One step; for some of them a reason is asked for first."""
    record = queries.goal(actor=request.actor, goal_id=number)
    require(actor=request.actor, permission=WRITE, authority=record.authority)
    wanted = request.POST.get("state", "")
    if wanted not in set(MOVES):
        return redirect("follow_up:goal", number)
    state = GoalState(wanted)
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if state in NEEDS_REASON and not form.is_valid():
        context = {
            "form": form,
            "goal": record,
            "name": member_name(record.authority),
            "state": state,
            "label": MOVES[state],
        }
        return render(request, "follow_up/reason.html", context, status=400 if form.errors else 200)
    reason = form.cleaned_data["reason"] if state in NEEDS_REASON else ""
    try:
        operations.move_goal(goal_id=number, state=state, reason=reason, by=request.actor, at=timezone.now())
    except WrongStep as fault:
        tell_refusal(request, fault)
    return redirect("follow_up:goal", number)


@signed_in
@require_POST
@found
def progress(request: ActorRequest, number: int) -> HttpResponse:
    form = ProgressForm(request.POST)
    if not form.is_valid():
        record = queries.goal(actor=request.actor, goal_id=number)
        require(actor=request.actor, permission=WRITE, authority=record.authority)
        return goal_response(request, number, progress=form)
    try:
        operations.tell_progress(goal_id=number, **form.told(), by=request.actor, at=timezone.now())  # type: ignore[arg-type]
    except WrongStep as fault:
        tell_refusal(request, fault)
    else:
        messages.success(request, gettext("Thank you. You are asked again in three months."))
    return redirect("follow_up:goal", number)


@signed_in
@require_POST
@found
def publish(request: ActorRequest, number: int) -> HttpResponse:
    """Open to everybody, or closed again."""
    doing = operations.withdraw_goal if request.POST.get("open") == "no" else operations.publish_goal
    try:
        doing(goal_id=number, by=request.actor, at=timezone.now())
    except WrongStep as fault:
        tell_refusal(request, fault)
    return redirect("follow_up:goal", number)


@require_http_methods(["GET", "POST"])
@found
def how_by_mail(request: ActorRequest, word: str) -> HttpResponse:
    """The address in a reminder: one click, without signing in. Opening it changes nothing."""
    at = timezone.now()
    actor, record = operations.actor_of(word=word, at=at)
    form = ProgressForm(request.POST if request.method == "POST" else None)
    is_told = False
    if request.method == "POST" and form.is_valid():
        try:
            operations.tell_progress(goal_id=record.id, **form.told(), by=actor, at=at)  # type: ignore[arg-type]
        except WrongStep as fault:
            form.add_error(None, refusal(fault=fault))
        else:
            is_told = True
    context = {"form": form, "goal": record, "name": member_name(record.authority), "is_told": is_told}
    return render(request, "follow_up/how.html", context, status=400 if form.errors else 200)
