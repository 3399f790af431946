# SPDX-License-Identifier: EUPL-1.2
"""Forms for those who keep the register: the association, and each authority for its own people."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.people import operations, queries
from samband.core.people.card import MANAGE
from samband.core.people.forms import (
    EndForm,
    NewOfficeForm,
    NewPersonForm,
    OfficeForm,
    PersonForm,
    initial_of_office,
)
from samband.core.people.operations import Refused
from samband.core.people.pages.offices import office_lines
from samband.core.people.pages.search import party_choices
from samband.core.people.rules import BodyRecord, OfficeRecord
from samband.core.people.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def new_person(request: ActorRequest, code: str) -> HttpResponse:
    """Somebody new, with an office in this body."""
    body = queries.body(actor=request.actor, code=code)
    require(actor=request.actor, permission=MANAGE, authority=body.authority)
    person = NewPersonForm(request.POST or None)
    office = OfficeForm(request.POST or None, **_choices(), initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and all([person.is_valid(), office.is_valid()]):
        try:
            added = operations.add_office(
                person=person.person(), office=office.office(body=code), by=request.actor, at=timezone.now()
            )
        except Refused as refused:
            office.add_error(None, str(refused))
        else:
            messages.success(request, gettext("%(name)s is added.") % {"name": added.name})
            return redirect("people:person", added.person)
    context = {"person": person, "office": office, "body": body, "name": _named(body)}
    return _answer(request, "people/new_person.html", context, (person, office))


@signed_in
@require_http_methods(["GET", "POST"])
@found
def edit_person(request: ActorRequest, person: int) -> HttpResponse:
    """Name, gender as declared, and private data. Opening it reads private data, which is noted."""
    record = queries.person(actor=request.actor, person=person)
    _require_any(request, person)
    private = queries.private_data(actor=request.actor, person=person, at=timezone.now())
    initial = PersonForm.initial_of(person=record, private=private)
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.correct_person(person=person, to=form.correction(), by=request.actor, at=timezone.now())
        messages.success(request, gettext("Your corrections are kept."))
        return redirect("people:person", person)
    return _answer(request, "people/edit_person.html", {"form": form, "person": record}, (form,))


@signed_in
@require_http_methods(["GET", "POST"])
@found
def add_office(request: ActorRequest, person: int) -> HttpResponse:
    """Another office for somebody in the register."""
    record = queries.person(actor=request.actor, person=person)
    operations.require_taking_in(person=person, by=request.actor, on=timezone.localdate())
    bodies = _own_bodies(request, person)
    form = NewOfficeForm(
        request.POST or None, bodies=bodies, **_choices(), initial={"valid_from": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        office = form.office(body=form.cleaned_data["body"])
        try:
            operations.add_office(person=person, office=office, by=request.actor, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The office is added."))
            return redirect("people:person", person)
    return _answer(request, "people/add_office.html", {"form": form, "person": record}, (form,))


@signed_in
@require_http_methods(["GET", "POST"])
@found
def change_office(request: ActorRequest, office: int) -> HttpResponse:
    """End an office, or correct what is written of it. ``do`` says which form was sent."""
    record = _held(request, office)
    do = request.POST.get("do", "")
    today = timezone.localdate()
    ending = EndForm(request.POST if do == "end" else None, initial={"last_day": today}, auto_id="end_%s")
    right = OfficeForm(
        request.POST if do == "correct" else None, **_choices(), initial=initial_of_office(office=record)
    )
    if request.method == "POST" and (ending if do == "end" else right).is_valid():
        try:
            return _changed(request, record, ending if do == "end" else right)
        except Refused as refused:
            (ending if do == "end" else right).add_error(None, str(refused))
    (line,) = office_lines(offices=[record], today=today)
    context = {"line": line, "ending": ending, "correction": right}
    return _answer(request, "people/change_office.html", context, (ending, right))


@signed_in
@require_POST
@found
def remove_office(request: ActorRequest, office: int) -> HttpResponse:
    """For an office that was entered by mistake."""
    record = _held(request, office)
    operations.remove_office(office=office, by=request.actor, at=timezone.now())
    messages.success(request, gettext("The office is taken away, as if it had never been."))
    return redirect("people:body", record.body.code)


def _changed(request: ActorRequest, record: OfficeRecord, form: EndForm | OfficeForm) -> HttpResponse:
    now = timezone.now()
    if isinstance(form, EndForm):
        operations.end_office(office=record.id, on=form.on, by=request.actor, at=now)
        messages.success(request, gettext("The office is ended."))
    else:
        to = form.office(body=record.body.code, post_name=record.post_name)
        operations.correct_office(office=record.id, to=to, by=request.actor, at=now)
        messages.success(request, gettext("Your corrections are kept."))
    return redirect("people:person", record.person)


def _held(request: ActorRequest, office: int) -> OfficeRecord:
    record = queries.office(actor=request.actor, office=office)
    require(actor=request.actor, permission=MANAGE, authority=record.body.authority)
    return record


def _require_any(request: ActorRequest, person: int) -> None:
    """Who may change one of the person's offices may open the form; the operation asks again."""
    today = timezone.localdate()
    offices = queries.offices_of(actor=request.actor, person=person)
    held = [one for one in offices if one.valid_to is None or one.valid_to > today]
    own = [
        one.body.authority
        for one in held
        if may(actor=request.actor, permission=MANAGE, authority=one.body.authority)
    ]
    require(actor=request.actor, permission=MANAGE, authority=own[0] if own else "")


def _own_bodies(request: ActorRequest, person: int) -> list[tuple[str, str]]:
    """The bodies in which this reader may give the person an office. Raises NotAllowed when there are none.

    For the association those of its own and of the authorities that the person has served.
    """
    actor, today = request.actor, timezone.localdate()
    served = {one.body.authority for one in queries.offices_of(actor=actor, person=person)}
    codes = sorted({"", *served, *actor.authorities})
    own = [code for code in codes if may(actor=actor, permission=MANAGE, authority=code)]
    if not own:
        require(actor=actor, permission=MANAGE)
    bodies = [one for code in own for one in queries.bodies(actor=actor, authority=code, on=today)]
    return [(one.code, _named(one)) for one in bodies]


def _named(body: BodyRecord) -> str:
    return body.in_language(get_language() or "en")


def _choices() -> dict[str, list[tuple[str, str]]]:
    language = get_language() or "en"
    terms = [(term.code, term.in_language(language)) for term in queries.terms()]
    return {"parties": party_choices(), "terms": terms}


def _answer(
    request: ActorRequest, template: str, context: dict[str, object], sent: tuple[forms.Form, ...]
) -> HttpResponse:
    return render(request, template, context, status=400 if any(form.errors for form in sent) else 200)
