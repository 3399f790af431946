# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what: kept for one's own member, and public where the policy says so."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.forms import Choices
from samband.core.members.queries import authorities_on, latest_authority
from samband.core.members.views import csv_attachment
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms import DelegationForm, EndForm, PublicDelegationsForm, initial_delegation
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.delegations import HEADER, delegation_lines, delegation_rows
from samband.tools.ethics.queries.administration import silent_among
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.register import day_given


@signed_in
@require_http_methods(["GET", "POST"])
@found
def delegations(request: ActorRequest, code: str) -> HttpResponse:
    """Of one's own member on a day, and a new one."""
    on = _day(request)
    known = queries.delegations_on(actor=request.actor, authority=code, on=on)
    form = DelegationForm(request.POST or None, **_choices(request, code, on))
    if request.method == "POST" and form.is_valid() and _recorded(request, code, form):
        return redirect("ethics:delegations", code)
    named = {one.told.person for one in known if one.told.person}
    context = {
        "silent": silent_among(
            actor=request.actor, authority=code, persons=named, on=timezone.localdate()
        ),
        "form": form, "code": code, "name": latest_authority(code=code, on=timezone.localdate()).name,
        "lines": delegation_lines(found=known), "on": on, "is_past": on != timezone.localdate(),
        "policy": queries.policy_on(on=timezone.localdate()),
    }  # fmt: skip
    return render(request, "ethics/delegations.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def delegations_csv(request: ActorRequest, code: str) -> HttpResponseBase:
    on = _day(request)
    known = queries.delegations_on(actor=request.actor, authority=code, on=on)
    return _file(delegation_rows(found=known, with_people=True), on)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def delegation(request: ActorRequest, key: str) -> HttpResponse:
    """Correct it, end it or take it back; what stood in the record stays known."""
    one = queries.delegation(actor=request.actor, key=key)
    choices = _choices(request, one.authority, timezone.localdate())
    form = DelegationForm(request.POST or None, initial=initial_delegation(one=one), **choices)
    if request.method == "POST" and form.is_valid() and _corrected(request, key, form):
        return redirect("ethics:delegations", one.authority)
    history = queries.delegation_history(actor=request.actor, key=key)
    context = {"one": one, "form": form, "end": EndForm(), "history": delegation_lines(found=history[1:])}
    return render(request, "ethics/delegation.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def end_delegation(request: ActorRequest, key: str) -> HttpResponseRedirect:
    one, form = queries.delegation(actor=request.actor, key=key), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Write the last day."))
        return redirect("ethics:delegation", key)
    try:
        operations.end_delegation(
            key=key, last_day=form.cleaned_data["last_day"], by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("ethics:delegation", key)
    messages.success(request, gettext("It is ended."))
    return redirect("ethics:delegations", one.authority)


@signed_in
@require_POST
@found
def withdraw_delegation(request: ActorRequest, key: str) -> HttpResponseRedirect:
    one = queries.delegation(actor=request.actor, key=key)
    operations.withdraw_delegation(key=key, by=request.actor, at=timezone.now())
    messages.success(request, gettext("It is taken back."))
    return redirect("ethics:delegations", one.authority)


@require_safe
def public_delegations(request: ActorRequest) -> HttpResponse:
    """Where they are not public the page says so."""
    policy = queries.policy_on(on=timezone.localdate())
    on, code = _day(request), request.GET.get("authority", "")
    context: dict[str, object] = {"policy": policy, "on": on, "code": code}
    if policy.is_delegations_public:
        members = [(one.code, one.name) for one in authorities_on(on=timezone.localdate())]
        names = dict(members)
        known = queries.public_delegations(authority=code, on=on)
        lines = [(names.get(line.one.authority, ""), line) for line in delegation_lines(found=known)]
        context |= {"form": PublicDelegationsForm({"authority": code, "on": on}, members=members)}
        context |= {"lines": lines, "string": request.GET.urlencode()}
    return render(request, "ethics/public_delegations.html", context)


@require_safe
@found
def public_delegations_csv(request: ActorRequest) -> HttpResponseBase:
    on = _day(request)
    known = queries.public_delegations(authority=request.GET.get("authority", ""), on=on)
    return _file(delegation_rows(found=known, with_people=False), on)


def _file(rows: object, on: date) -> HttpResponseBase:
    return csv_attachment(header=HEADER, rows=rows, filename=f"delegations-{on.isoformat()}.csv")  # type: ignore[arg-type]


def _day(request: ActorRequest) -> date:
    """Today when none is asked for, or none that exists."""
    return day_given(request, "on") or timezone.localdate()


def _choices(request: ActorRequest, code: str, on: date) -> dict[str, Choices]:
    language = get_language() or "en"
    bodies = queries.bodies_of_member(actor=request.actor, authority=code, on=on)
    people = queries.candidates(actor=request.actor, authority=code, on=on)
    return {
        "bodies": [(one.code, one.in_language(language)) for one in bodies],
        "people": [(str(one.person), one.name) for _body, some in people for one in some],
    }


def _recorded(request: ActorRequest, code: str, form: DelegationForm) -> bool:
    try:
        operations.record_delegation(authority=code, new=form.told(), by=request.actor, at=timezone.now())
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return False
    messages.success(request, gettext("It is recorded."))
    return True


def _corrected(request: ActorRequest, key: str, form: DelegationForm) -> bool:
    try:
        operations.correct_delegation(key=key, to=form.told(), by=request.actor, at=timezone.now())
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return False
    messages.success(request, gettext("It is corrected."))
    return True
