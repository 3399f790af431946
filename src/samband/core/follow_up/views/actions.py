# SPDX-License-Identifier: EUPL-1.2
"""What is done to reach a goal; what is shared, featured and taken over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import NotAllowed, may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.follow_up import operations, queries
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.forms import ActionForm, CopyForm, ShareForm
from samband.core.follow_up.rules import WrongStep
from samband.core.follow_up.views.finding import found, member_name, member_names, tell_refusal
from samband.core.follow_up.views.goals import goal_response


@signed_in
@require_POST
@found
def add(request: ActorRequest, number: int) -> HttpResponse:
    form = ActionForm(request.POST)
    if not form.is_valid():
        record = queries.goal(actor=request.actor, goal_id=number)
        require(actor=request.actor, permission=WRITE, authority=record.authority)
        return goal_response(request, number, action=form)
    return _done(
        request, number, lambda: operations.add_action(
            goal_id=number, **form.cleaned_data, by=request.actor, at=timezone.now()
        )
    )  # fmt: skip


@signed_in
@require_POST
@found
def done(request: ActorRequest, number: int) -> HttpResponse:
    is_done = request.POST.get("done") != "no"
    action = operations.mark_action(action_id=number, is_done=is_done, by=request.actor, at=timezone.now())
    return redirect("follow_up:goal", action.goal)


@signed_in
@require_POST
@found
def remove(request: ActorRequest, number: int) -> HttpResponse:
    try:
        goal = operations.remove_action(action_id=number, by=request.actor, at=timezone.now())
    except WrongStep as fault:
        tell_refusal(request, fault)
        return redirect("follow_up:start")
    return redirect("follow_up:goal", goal)


@signed_in
@require_POST
@found
def share(request: ActorRequest, number: int) -> HttpResponse:
    """With all members, or no longer."""
    form = ShareForm(request.POST)
    lesson = form.cleaned_data["lesson"] if form.is_valid() else ""
    is_shared = request.POST.get("share") != "no"
    try:
        action = operations.share_action(
            action_id=number, is_shared=is_shared, lesson=lesson, by=request.actor, at=timezone.now()
        )
    except WrongStep as fault:
        tell_refusal(request, fault)
        return redirect("follow_up:start")
    if is_shared:
        messages.success(request, gettext("Thank you. All members can read it now."))
    return redirect("follow_up:goal", action.goal)


@signed_in
@require_POST
@found
def feature(request: ActorRequest, number: int) -> HttpResponse:
    is_featured = request.POST.get("feature") != "no"
    operations.feature_action(action_id=number, is_featured=is_featured, by=request.actor, at=timezone.now())
    return redirect("follow_up:practice")


@signed_in
@require_http_methods(["GET", "POST"])
@found
def copy(request: ActorRequest, number: int) -> HttpResponse:
    """Into which of the own goals; or a new one begins with it."""
    source = queries.practice_of(actor=request.actor, action_id=number)
    own = [
        code
        for code in sorted(request.actor.authorities)
        if may(actor=request.actor, permission=WRITE, authority=code)
    ]
    if not own:
        raise NotAllowed(request.actor, WRITE, "")
    names = member_names(own)
    goals = [
        (goal.id, f"{names.get(code, code)}: {goal.title}")
        for code in own
        for goal in queries.open_goals(actor=request.actor, authority=code)
        if goal.id != source.action.goal
    ]
    form = CopyForm(request.POST if request.method == "POST" else None, goals=goals)
    if request.method == "POST" and form.is_valid():
        goal = form.cleaned_data["goal"]
        return _done(
            request, goal, lambda: operations.copy_action(
                action_id=number, goal_id=goal, by=request.actor, at=timezone.now()
            )
        )  # fmt: skip
    context = {
        "form": form, "source": source, "goals": goals, "own": own[0],
        "member": member_name(source.authority),
    }  # fmt: skip
    return render(request, "follow_up/copy.html", context, status=400 if form.errors else 200)


def _done(request: ActorRequest, goal: int, doing: Callable[[], object]) -> HttpResponse:
    """Back to the goal, with the reason when the step was refused."""
    try:
        doing()
    except WrongStep as fault:
        tell_refusal(request, fault)
    return redirect("follow_up:goal", goal)
