# SPDX-License-Identifier: EUPL-1.2
"""What is kept and how long, requests for erasure, and Popolo files: for administrators."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.core.people import operations, queries
from samband.core.people.analysis.popolo import NotPopolo, write_popolo
from samband.core.people.card import APPLY_RETENTION, LOAD_REGISTER
from samband.core.people.forms import PopoloForm
from samband.core.people.operations import Refused
from samband.core.people.operations.received import discard_received, receive_popolo, received_popolo
from samband.core.people.pages.keeping import popolo_preview, retention_lines
from samband.core.people.pages.search import authority_choices
from samband.core.people.queries.popolo import public_popolo, whole_popolo
from samband.core.people.queries.retention import due, erasure_requests
from samband.core.people.rules import BodyKind
from samband.core.people.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
def retention(request: ActorRequest) -> HttpResponse:
    """The rules with what each would erase today; posting erases it in the background."""
    require(actor=request.actor, permission=APPLY_RETENTION)
    if request.method == "POST":
        operations.queue_retention(back_to=reverse("people:retention"), by=request.actor, at=timezone.now())
        messages.info(request, gettext("What is kept too long is being erased in the background."))
        return redirect("people:retention")
    lines = retention_lines(due=due(actor=request.actor, on=timezone.localdate()))
    context = {
        "lines": lines,
        "is_due": any(one.people for one in lines),
        "requests": erasure_requests(actor=request.actor),
    }
    return render(request, "people/retention.html", context)


@signed_in
@require_POST
def answer_erasure(request: ActorRequest, number: int) -> HttpResponseRedirect:
    try:
        operations.answer_erasure(
            request=number, is_granted=request.POST.get("do") == "erase",
            answer=request.POST.get("answer", ""), by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("The request is answered."))
    return redirect("people:retention")


@signed_in
@require_http_methods(["GET", "POST"])
def popolo(request: ActorRequest) -> HttpResponse:
    """Upload a file, see what would be loaded."""
    require(actor=request.actor, permission=LOAD_REGISTER)
    form = PopoloForm(
        request.POST or None, request.FILES or None, authorities=authority_choices(on=timezone.localdate())
    )
    if request.method == "POST" and form.is_valid():
        try:
            name = receive_popolo(file=cast(BinaryIO, form.cleaned_data["file"].file), by=request.actor)
        except NotPopolo as fault:
            form.add_error("file", str(fault))
        else:
            chosen = {key: form.cleaned_data[key] for key in ("source", "kind", "authority")}
            request.session["popolo"] = {"name": name, **chosen}
            return redirect("people:popolo_received")
    return render(request, "people/popolo.html", {"form": form}, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def popolo_received(request: ActorRequest) -> HttpResponse:
    """What the file holds and what of it is not kept; posting loads or discards it."""
    require(actor=request.actor, permission=LOAD_REGISTER)
    kept = request.session.get("popolo", {})
    reading = received_popolo(name=str(kept.get("name", "")), by=request.actor)
    if request.method == "POST":
        return _ended(request, kept)
    return render(
        request, "people/popolo_received.html", {"page": popolo_preview(reading=reading, kept=kept)}
    )


def _ended(request: ActorRequest, kept: dict[str, str]) -> HttpResponse:
    reading = received_popolo(name=kept["name"], by=request.actor)
    if request.POST.get("do") == "load":
        try:
            loaded = operations.load_popolo(
                popolo=reading.popolo, source=kept["source"], body_kind=BodyKind(kept["kind"]),
                authority=kept["authority"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("people:popolo")
        told = gettext("Loaded: %(people)d persons and %(offices)d offices.")
        messages.success(request, told % {"people": loaded.persons, "offices": loaded.offices})
        for fault in loaded.faults[:10]:
            messages.warning(request, fault.words(gettext))
    else:
        messages.info(request, gettext("The file is discarded. Nothing was changed."))
    discard_received(name=kept["name"], by=request.actor)
    request.session.pop("popolo", None)
    return redirect("people:popolo")


@require_safe
@found
def authority_popolo(request: ActorRequest, code: str) -> HttpResponse:  # noqa: ARG001  it is for everybody
    """The elected of one member, for everybody."""
    return attachment(
        content=write_popolo(popolo=public_popolo(authority=code)), filename=f"people-{code}.json"
    )


@require_safe
@found
def body_popolo(request: ActorRequest, code: str) -> HttpResponse:
    """The elected of one body, for everybody who may know the body."""
    queries.body(actor=request.actor, code=code)
    return attachment(content=write_popolo(popolo=public_popolo(body=code)), filename="people.json")


@signed_in
@require_POST
def whole_popolo_file(request: ActorRequest) -> HttpResponse:
    """All of the register with private data; that it was taken is noted."""
    made = whole_popolo(actor=request.actor, at=timezone.now())
    return attachment(content=write_popolo(popolo=made), filename="people-whole.json")
