# SPDX-License-Identifier: EUPL-1.2
"""One's own member, person by person; and all members, as counts."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.queries import latest_authority
from samband.core.members.views import attachment, csv_attachment
from samband.core.people.queries import person as person_by_number
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms import InterestForm
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.members import COVERAGE_HEADER, coverage_page, coverage_rows, person_lines
from samband.tools.ethics.pages.own import interests_page
from samband.tools.ethics.pages.screening import agenda_file, register_file
from samband.tools.ethics.pages.words import KINDS, office
from samband.tools.ethics.queries.administration import employee, policy_about
from samband.tools.ethics.queries.own import require_keeping
from samband.tools.ethics.rules import InterestKind
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.own import rules_of, shows


@signed_in
@require_safe
@found
def member(request: ActorRequest, code: str) -> HttpResponse:
    """Who has confirmed, who has not, who is new, who left."""
    today = timezone.localdate()
    known = queries.reconciliation(actor=request.actor, authority=code, on=today)
    context = {
        "code": code,
        "name": latest_authority(code=code, on=today).name,
        "known": known,
        "people": person_lines(known=known),
        "bodies": [
            (one.code, one.in_language(get_language() or "en"))
            for one in queries.bodies_of_member(actor=request.actor, authority=code, on=today)
        ],
        "in_order": known.number(queries.Todo.IN_ORDER),
    }
    return render(request, "ethics/member.html", context)


@signed_in
@require_safe
@found
def member_person(request: ActorRequest, code: str, person: int) -> HttpResponse:
    """What somebody elected or employed has declared. That it was read is noted."""
    at, today = timezone.now(), timezone.localdate()
    known = queries.interests_of(actor=request.actor, authority=code, person=person, at=at)
    employed = employee(actor=request.actor, authority=code, person=person, on=today)
    context = {
        "code": code,
        "member": latest_authority(code=code, on=today).name,
        "person": person_by_number(actor=request.actor, person=person),
        "page": interests_page(found=known, policy=policy_about(person=person, on=today)),
        "employee": employed,
        "employed_as": office(held=employed.state.offices) if employed else "",
    }
    return render(request, "ethics/member_person.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def member_add(request: ActorRequest, code: str, person: int, kind: str) -> HttpResponse:
    """Write down what somebody told."""
    require_keeping(actor=request.actor, authority=code, person=person, on=timezone.localdate())
    if kind not in set(InterestKind):
        raise Http404
    chosen = InterestKind(kind)
    form = InterestForm(request.POST or None, kind=chosen, is_own=False)
    if request.method == "POST" and form.is_valid():
        try:
            operations.declare_interest(
                person=person, new=form.interest(), by=request.actor, at=timezone.now()
            )
        except Refused as refused:
            add_refusal(form=form, refused=refused)
        else:
            messages.success(request, gettext("It is written down. The person sees it, and who wrote it."))
            return redirect("ethics:member_person", code, person)
    context = {
        "form": form, "kind": KINDS[chosen], "is_public": shows(chosen, person), "code": code,
        "limits": rules_of(kind=chosen),
        "person": person_by_number(actor=request.actor, person=person),
    }  # fmt: skip
    return render(request, "ethics/add.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def register_json(request: ActorRequest, code: str) -> HttpResponse:
    """All that is known of the elected, for ``samband screen``. That it was taken away is noted."""
    known = queries.known_of_member(actor=request.actor, authority=code, at=timezone.now())
    return attachment(content=register_file(known=known), filename="register.json")


@signed_in
@require_safe
@found
def agenda_json(request: ActorRequest, code: str, body: str) -> HttpResponse:
    """A body with its seats, for the items of a meeting."""
    today = timezone.localdate()
    record, seats = queries.seats_of_body(actor=request.actor, authority=code, code=body, on=today)
    return attachment(content=agenda_file(body=record, seats=seats), filename="agenda.json")


@signed_in
@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """How complete and how fresh the register is."""
    counted = queries.coverage(actor=request.actor, on=timezone.localdate())
    return render(request, "ethics/overview.html", {"page": coverage_page(counted=counted)})


@signed_in
@require_safe
def overview_csv(request: ActorRequest) -> HttpResponseBase:
    counted = queries.coverage(actor=request.actor, on=timezone.localdate())
    return csv_attachment(
        header=COVERAGE_HEADER, rows=coverage_rows(counted=counted), filename="interests-by-member.csv"
    )
