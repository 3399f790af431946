# SPDX-License-Identifier: EUPL-1.2
"""People and roles: the association makes accounts, an authority delegates its own roles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samband.core.access import operations, queries
from samband.core.access.card import DELEGATE, MANAGE_PEOPLE
from samband.core.access.forms import EndRoleForm, InviteForm, SearchForm
from samband.core.access.pages import (
    ASSOCIATION,
    access_lines,
    authority_of,
    holders,
    person_lines,
    place_of,
    refusal,
    role_label,
    role_lines,
)
from samband.core.access.rules import Refused, may, require
from samband.core.access.views.asking import ActorRequest, signed_in


@require_GET
@signed_in
def people_and_roles(request: ActorRequest) -> HttpResponse:
    """An administrator finds everybody; a contact person comes to the own authority."""
    if not may(actor=request.actor, permission=MANAGE_PEOPLE):
        return _own_authorities(request)
    form = SearchForm(request.GET or None)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    page = request.GET.get("page", "1")
    found = queries.people_found(
        actor=request.actor, search=search, page=int(page) if page.isdecimal() else 1
    )
    context = {
        "form": form,
        "people": person_lines(people=found.people, on=timezone.localdate()),
        "found": found,
        "search": search,
    }
    return render(request, "access/people_and_roles.html", context)


def _own_authorities(request: ActorRequest) -> HttpResponse:
    codes = queries.delegated_authorities(actor=request.actor)
    if not codes:
        require(actor=request.actor, permission=DELEGATE)
    if len(codes) == 1:
        return redirect("authority_access", code=codes[0])
    names = queries.place_names(codes=codes, on=timezone.localdate())
    return render(request, "access/own_authorities.html", {"places": [(code, names[code]) for code in codes]})


@require_GET
@signed_in
def authority_access(request: ActorRequest, code: str) -> HttpResponse:
    """Who has access to what for one authority, or for the association, since when and for how long."""
    authority = _place(code)
    found = queries.access_in(actor=request.actor, authority=authority)
    context = {
        "code": code,
        "place": place_of(authority=authority),
        "is_association": code == ASSOCIATION,
        "may_manage": may(actor=request.actor, permission=MANAGE_PEOPLE),
        **access_lines(lines=found, on=timezone.localdate()),
    }
    return render(request, "access/authority.html", context)


def _place(code: str) -> str:
    """The code of the authority, empty for the association. Raises Http404 when there is none."""
    authority = authority_of(code=code)
    if authority and not queries.is_place(authority=authority, on=timezone.localdate()):
        raise Http404(f"The register knows nothing by the number {code}.")
    return authority


@require_http_methods(["GET", "POST"])
@signed_in
def invite(request: ActorRequest, code: str) -> HttpResponse:
    authority, today = _place(code), timezone.localdate()
    found = queries.access_in(actor=request.actor, authority=authority)
    form = InviteForm(
        request.POST or None, authority=authority, today=today, holders=holders(lines=found, on=today)
    )
    if request.method == "POST" and form.is_valid() and _is_invited(request, form):
        return redirect("authority_access", code=code)
    context = {"form": form, "code": code, "place": place_of(authority=authority)}
    return render(request, "access/invite.html", context)


def _is_invited(request: ActorRequest, form: InviteForm) -> bool:
    """Whether it worked; the form has the reason otherwise."""
    words: dict[str, Any] = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
    address = request.build_absolute_uri(reverse("account_login"))
    try:
        operations.invite(
            **words,
            **form.period(),  # type: ignore[arg-type]
            grant=form.grant(),
            substitute_for=form.stands_in_for(),
            address=address,
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as fault:
        form.add_error(None, refusal(reason=fault.reason))
        return False
    messages.success(request, _invited_words(form))
    return True


def _invited_words(form: InviteForm) -> str:
    first = form.cleaned_data["valid_from"]
    told = {
        "email": form.cleaned_data["email"],
        "role": role_label(role=form.grant().role),
        "day": date_format(first, "DATE_FORMAT"),
    }
    if first > timezone.localdate():
        return gettext("%(email)s is %(role)s from %(day)s. We have sent an e-mail.") % told
    return gettext("%(email)s is now %(role)s. We have sent an e-mail.") % told


@require_http_methods(["GET", "POST"])
@signed_in
def end_role(request: ActorRequest, role: int) -> HttpResponse:
    try:
        line = queries.given_role(actor=request.actor, grant_id=role)
    except queries.UnknownRole as fault:
        raise Http404 from fault
    form = EndRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_ended(request, form, role):
        return redirect("authority_access", code=line.grant.authority or ASSOCIATION)
    context = {
        "form": form,
        "line": line,
        "role_name": role_label(role=line.grant.role),
        "code": line.grant.authority or ASSOCIATION,
        "place": place_of(authority=line.grant.authority),
    }
    return render(request, "access/end_role.html", context)


def _is_ended(request: ActorRequest, form: EndRoleForm, role: int) -> bool:
    try:
        operations.revoke_role(grant_id=role, on=form.on(), by=request.actor, at=timezone.now())
    except Refused as fault:
        form.add_error(None, refusal(reason=fault.reason))
        return False
    messages.success(request, gettext("The role is ended."))
    return True


@require_POST
@signed_in
def send_again(request: ActorRequest, role: int) -> HttpResponse:
    address = request.build_absolute_uri(reverse("account_login"))
    try:
        line = queries.given_role(actor=request.actor, grant_id=role)
        operations.send_invitation(grant_id=role, address=address, by=request.actor, at=timezone.now())
    except queries.UnknownRole as fault:
        raise Http404 from fault
    told = {"email": line.email}
    messages.success(request, gettext("The invitation is on its way to %(email)s again.") % told)
    return redirect("authority_access", code=line.grant.authority or ASSOCIATION)


@require_GET
@signed_in
def person_access(request: ActorRequest, person: int) -> HttpResponse:
    """An administrator looks at one account; the log keeps that they did."""
    reference = f"person:{person}"
    require(actor=request.actor, permission=MANAGE_PEOPLE)
    try:
        record = queries.person(actor=request.actor, reference=reference)
    except queries.UnknownPerson as fault:
        raise Http404 from fault
    operations.note_reading(person=reference, by=request.actor, at=timezone.now())
    own = queries.role_grants(actor=request.actor, person=reference)
    context = {
        "person": record,
        "number": person,
        "is_oneself": reference == request.actor.reference,
        "roles": role_lines(grants=own, on=timezone.localdate()),
    }
    return render(request, "access/person.html", context)


@require_POST
@signed_in
def person_step(request: ActorRequest, person: int, step: str) -> HttpResponse:
    """Close or open the account, or sign the person out everywhere."""
    steps = {
        "close": (operations.close_account, gettext("The account is closed.")),
        "reopen": (operations.reopen_account, gettext("The account is open again.")),
        "sign-out": (operations.end_sessions, gettext("The person is signed out everywhere.")),
    }
    require(actor=request.actor, permission=MANAGE_PEOPLE)
    if step not in steps:
        raise Http404
    change, told = steps[step]
    try:
        change(person=f"person:{person}", by=request.actor, at=timezone.now())
    except Refused as fault:
        messages.error(request, refusal(reason=fault.reason))
    except queries.UnknownPerson as fault:
        raise Http404 from fault
    else:
        messages.success(request, told)
    return redirect("person_access", person=person)
