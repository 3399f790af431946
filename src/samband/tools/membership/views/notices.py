# SPDX-License-Identifier: EUPL-1.2
"""Leaving: the contact person prepares, the association registers; and what the register has changed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members import operations as register_operations
from samband.core.members.queries import scopes, scopes_to_decide
from samband.core.members.rules.memberships import NoLawfulEnd
from samband.tools.membership import operations, queries
from samband.tools.membership.forms import DecideScopeForm, FoundForm, NoticeForm, RegisterForm
from samband.tools.membership.pages import words
from samband.tools.membership.pages.desk import desk_page
from samband.tools.membership.pages.member import leaving_text
from samband.tools.membership.pages.members import member_name
from samband.tools.membership.rules import PREPARE_NOTICE, RUN_MEMBERSHIP
from samband.tools.membership.views.finding import found as looked_up


@signed_in
@require_http_methods(["GET", "POST"])
@looked_up
def prepare(request: ActorRequest, code: str, scope: str) -> HttpResponse:
    require(actor=request.actor, permission=PREPARE_NOTICE, authority=code)
    if scope not in {one.code for one in scopes()}:
        raise Http404
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _prepared(form, code, scope, request):
        return redirect("membership:member", code)
    today = timezone.localdate()
    context = {
        "form": form,
        "code": code,
        "name": member_name(code=code, today=today),
        "scope": words.scope_name(scope),
        "leaving": leaving_text(scope=scope, today=today),
    }
    return render(request, "membership/prepare.html", context, status=400 if form.errors else 200)


def _prepared(form: NoticeForm, code: str, scope: str, request: ActorRequest) -> bool:
    try:
        operations.prepare_notice(
            member=code, scope=scope, today=timezone.localdate(), by=request.actor, at=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
    except (operations.NoticeOpen, operations.NotAMember) as refusal:
        form.add_error(None, str(refusal))
        return False
    told = gettext("The notice is prepared. Nothing ends before the association has registered it.")
    messages.success(request, told)
    return True


@signed_in
@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    page = desk_page(actor=request.actor, today=timezone.localdate())
    return render(request, "membership/desk.html", {"page": page, "found": FoundForm()})


@signed_in
@require_http_methods(["GET", "POST"])
@looked_up
def register(request: ActorRequest, notice: int) -> HttpResponse:
    one = queries.prepared_notice(actor=request.actor, notice=notice)
    form = RegisterForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _registered(form, notice, request):
        return redirect("membership:desk")
    today = timezone.localdate()
    context = {
        "form": form,
        "notice": one,
        "name": member_name(code=one.member, today=today),
        "scope": words.scope_name(one.scope),
        "leaving": leaving_text(scope=one.scope, today=today),
    }
    return render(request, "membership/register.html", context, status=400 if form.errors else 200)


def _registered(form: RegisterForm, notice: int, request: ActorRequest) -> bool:
    chosen, now = form.cleaned_data, timezone.now()
    try:
        if chosen["action"] == RegisterForm.RETURN:
            operations.return_notice(notice=notice, remark=chosen["remark"], by=request.actor, at=now)
            messages.info(request, gettext("The notice is returned. The membership goes on."))
            return True
        changed = operations.register_notice(
            notice=notice,
            received_on=chosen["received_on"],
            remark=chosen["remark"],
            by=request.actor,
            at=now,
        )
    except (
        register_operations.NoMembership,
        register_operations.UnderNotice,
        register_operations.AlreadyMember,
        NoLawfulEnd,
    ) as refusal:
        form.add_error(None, str(refusal))
        return False
    if changed.valid_to is not None:
        told = gettext("The notice is registered. The last day of membership is %(day)s.")
        messages.success(request, told % {"day": words.day(words.last_day(changed.valid_to))})
    return True


@signed_in
@require_POST
def found(request: ActorRequest) -> HttpResponse:
    """Record the first members, as the articles say who they are."""
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    form = FoundForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say from which day the first members are members."))
        return redirect("membership:desk")
    day = form.cleaned_data["valid_from"]
    try:
        register_operations.found_memberships(valid_from=day, by=request.actor, at=timezone.now())
    except register_operations.AlreadyMember as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("The first members are recorded."))
    return redirect("membership:desk")


@signed_in
@require_POST
def follow(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    left = register_operations.follow_register(on=timezone.localdate(), by=request.actor, at=timezone.now())
    if left:
        messages.warning(request, gettext("Some memberships await a decision. They are listed below."))
    else:
        messages.success(request, gettext("The memberships follow the register."))
    return redirect("membership:desk")


@signed_in
@require_http_methods(["GET", "POST"])
@looked_up
def decide(request: ActorRequest, code: str, scope: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    today = timezone.localdate()
    open_ones = scopes_to_decide(on=today)
    one = next((step for step in open_ones if (step.member, step.scope) == (code, scope)), None)
    if one is None:
        raise Http404
    form = DecideScopeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        register_operations.decide_scope(
            member=code, scope=scope, is_member=form.cleaned_data["is_member"] == "yes",
            source=form.cleaned_data["source"], by=request.actor, at=timezone.now(), on=today,
        )  # fmt: skip
        messages.success(request, gettext("The decision is recorded."))
        return redirect("membership:desk")
    context = {
        "form": form,
        "name": member_name(code=code, today=today),
        "scope": words.scope_name(scope),
        "step": one,
    }
    return render(request, "membership/decide.html", context, status=400 if form.errors else 200)
