# SPDX-License-Identifier: EUPL-1.2
"""The public list, and one member's membership for those who speak for it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members import operations as register
from samband.core.members.queries import member_code, members_on, memberships_of, scopes, scopes_of
from samband.core.members.rules import UnknownAuthority
from samband.core.members.rules.memberships import AUTHORITY, COMPANY, JOINT_BODY, MembershipRecord, Reason
from samband.core.members.views import csv_attachment
from samband.tools.membership.forms import CorrectForm, JoinForm, OrganisationForm
from samband.tools.membership.pages import words
from samband.tools.membership.pages.member import member_page
from samband.tools.membership.pages.members import member_name, members_page
from samband.tools.membership.rules import RUN_MEMBERSHIP, SEE_OWN
from samband.tools.membership.views.finding import found

REFUSALS = (register.AlreadyMember, register.NoMembership, UnknownAuthority, ValueError)
ENDS = (Reason.WITHDRAWN, Reason.EXCLUDED, Reason.AGREED, Reason.CEASED)


@require_safe
def members(request: ActorRequest) -> HttpResponse:
    page = members_page(actor=request.actor, wanted=request.GET.dict(), today=timezone.localdate())
    return render(request, "membership/members.html", {"page": page})


@require_safe
def members_file(request: ActorRequest) -> StreamingHttpResponse:
    """The members of a scope on a day, for everybody: what the page shows."""
    page = members_page(actor=request.actor, wanted=request.GET.dict(), today=timezone.localdate())
    kinds = (AUTHORITY, COMPANY, JOINT_BODY)
    rows = (
        (
            one.code,
            one.name,
            one.kind,
            "+".join(one.tiers),
            one.member_since,
            one.population,
            page.scope,
            page.on,
        )
        for one in members_on(on=page.on, scope=page.scope, kinds=kinds)
    )
    header = ("code", "name", "kind", "tiers", "member_since", "inhabitants", "scope", "on")
    return csv_attachment(header=header, rows=rows, filename=f"members-{page.scope}-{page.on}.csv")


@signed_in
@require_GET
@found
def member(request: ActorRequest, code: str) -> HttpResponse:
    kept_as = member_code(code=code, on=timezone.localdate())
    require(actor=request.actor, permission=SEE_OWN, authority=kept_as)
    if kept_as != code:
        return redirect("membership:member", kept_as)
    page = member_page(actor=request.actor, code=code, today=timezone.localdate())
    return render(request, "membership/member.html", {"page": page})


@signed_in
@require_http_methods(["GET", "POST"])
@found
def join(request: ActorRequest, code: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    today = timezone.localdate()
    held = scopes_of(member=code, on=today)
    open_scopes = [one for one in scopes() if one.code not in held]
    listed = [(one.code, one.in_language(words.language())) for one in open_scopes]
    form = JoinForm(request.POST or None, scopes=listed)
    if request.method == "POST" and form.is_valid() and _joined(form, code, request):
        return redirect("membership:member", code)
    context = {"form": form, "code": code, "name": member_name(code=code, today=today), "listed": listed}
    return render(request, "membership/join.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def correct(request: ActorRequest, code: str, membership: int) -> HttpResponse:
    """What was entered wrongly: other days, another end, or nothing at all."""
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    record = _record(request, code, membership)
    initial = {
        "valid_from": record.valid_from,
        "last_day": words.last_day(record.valid_to) if record.valid_to else None,
        "end_reason": record.end_reason or "",
    }
    ends = ((one.value, words.reason(one)) for one in ENDS)
    form = CorrectForm(request.POST or None, reasons=ends, initial=initial)
    if request.method == "POST" and form.is_valid() and _corrected(form, record, request):
        return redirect("membership:member", code)
    name = member_name(code=code, today=timezone.localdate())
    context = {"form": form, "code": code, "name": name, "scope": words.scope_name(record.scope)}
    return render(request, "membership/correct.html", context, status=400 if form.errors else 200)


def _record(request: ActorRequest, code: str, membership: int) -> MembershipRecord:
    for one in memberships_of(actor=request.actor, member=code):
        if (one.id, one.member) == (membership, code):
            return one
    raise Http404(gettext("There is no such membership, or it has been corrected since."))


def _corrected(form: CorrectForm, record: MembershipRecord, request: ActorRequest) -> bool:
    given, at = form.cleaned_data, timezone.now()
    try:
        if given["was_never"]:
            register.strike_membership(membership=record.id, why=given["source"], by=request.actor, at=at)
        else:
            register.correct_membership(
                membership=record.id,
                valid_from=given["valid_from"],
                valid_to=form.valid_to(),
                notice_given_on=record.notice_given_on if form.valid_to() else None,
                end_reason=form.reason(),
                source=given["source"],
                note=record.note,
                by=request.actor,
                at=at,
            )
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, gettext("The membership is corrected."))
    return True


def _joined(form: JoinForm, code: str, request: ActorRequest) -> bool:
    chosen = form.cleaned_data
    try:
        register.join(
            member=code,
            scope=chosen["scope"],
            valid_from=chosen["valid_from"],
            source=chosen["source"],
            by=request.actor,
            at=timezone.now(),
        )
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, gettext("The membership is recorded."))
    return True


@signed_in
@require_http_methods(["GET", "POST"])
def add_organisation(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    listed = [(one.code, one.in_language(words.language())) for one in scopes()]
    form = OrganisationForm(request.POST or None, scopes=listed)
    if request.method == "POST" and form.is_valid() and _added(form, request):
        return redirect("membership:member", form.cleaned_data["code"])
    return render(request, "membership/organisation.html", {"form": form}, status=400 if form.errors else 200)


def _added(form: OrganisationForm, request: ActorRequest) -> bool:
    chosen = form.cleaned_data
    try:
        register.add_organisation(
            code=chosen["code"],
            name=chosen["name"],
            kind=chosen["kind"],
            organisation_number=chosen["organisation_number"],
            owners=form.owner_codes(),
            valid_from=chosen["valid_from"],
            by=request.actor,
            at=timezone.now(),
        )
    except REFUSALS as refusal:
        form.add_error("owners" if isinstance(refusal, UnknownAuthority) else "code", str(refusal))
        return False
    return _joined(form, chosen["code"], request)
