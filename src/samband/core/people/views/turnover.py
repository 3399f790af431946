# SPDX-License-Identifier: EUPL-1.2
"""An election is loaded: upload, see what it would do, answer what is asked, confirm or discard."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.people import operations, queries
from samband.core.people.card import IMPORT_ELECTION
from samband.core.people.forms import ColumnsForm, TurnoverForm
from samband.core.people.operations import Refused
from samband.core.people.pages.turnover import EVERYWHERE, councils_to_choose, turnover_files, turnover_page
from samband.core.people.queries.turnover import LOADING, TurnoverRecord
from samband.core.people.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
def elections(request: ActorRequest) -> HttpResponse:
    """All files this reader may load, and the form for another."""
    today = timezone.localdate()
    councils = councils_to_choose(actor=request.actor, today=today)
    if not councils:
        require(actor=request.actor, permission=IMPORT_ELECTION)
    form = TurnoverForm(
        request.POST or None, request.FILES or None, authorities=councils, terms=queries.terms()
    )
    if request.method == "POST" and form.is_valid():
        record = _preview(request, form)
        return redirect("people:election", record.id)
    context = {"form": form, "files": turnover_files(actor=request.actor, today=today)}
    return render(request, "people/elections.html", context, status=400 if form.errors else 200)


def _preview(request: ActorRequest, form: TurnoverForm) -> TurnoverRecord:
    file = form.cleaned_data["file"]
    return operations.preview_turnover(
        file=cast(BinaryIO, file.file),
        filename=file.name,
        authority="" if form.cleaned_data["authority"] == EVERYWHERE else form.cleaned_data["authority"],
        term=form.new_term(),
        begins=form.first_day,
        by=request.actor,
        at=timezone.now(),
    )


@signed_in
@require_http_methods(["GET", "POST"])
@found
def election(request: ActorRequest, number: int) -> HttpResponse:
    """What a file would do. Posting reads it again with other columns."""
    record = queries.turnover(actor=request.actor, number=number)
    form = ColumnsForm(request.POST or None, record=record)
    if request.method == "POST" and form.is_valid():
        try:
            operations.recheck_turnover(
                number=number, columns=form.columns(), encoding=form.cleaned_data["encoding"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("people:election", number)
    page = turnover_page(actor=request.actor, number=number, wanted=request.GET)
    context = {"page": page, "form": form, "is_open": bool(form.errors)}
    return render(request, "people/election.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def decide(request: ActorRequest, number: int) -> HttpResponseRedirect:
    """Answers to the questions of one page."""
    queries.turnover(actor=request.actor, number=number)
    given = {
        int(name.removeprefix("line-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("line-") and name.removeprefix("line-").isdecimal()
    }
    try:
        record = operations.decide_turnover(
            number=number, decisions=given, by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _still_open(record))
    page = request.POST.get("questions", "1")
    return redirect(f"{reverse('people:election', args=[number])}?questions={page}#questions")


def _still_open(record: TurnoverRecord) -> str:
    if not record.undecided:
        return gettext("Your answers are kept. Every question is answered.")
    return gettext("Your answers are kept. Questions that wait: %(number)d.") % {"number": record.undecided}


@signed_in
@require_POST
@found
def confirm(request: ActorRequest, number: int) -> HttpResponseRedirect:
    queries.turnover(actor=request.actor, number=number)
    try:
        record = operations.confirm_turnover(
            number=number,
            by=request.actor,
            at=timezone.now(),
            back_to=reverse("people:election", args=[number]),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("people:election", number)
    if record.state == LOADING:
        messages.info(request, gettext("The election is being loaded in the background, council by council."))
    else:
        messages.success(request, gettext("The election is loaded."))
    return redirect("people:election", number)


@signed_in
@require_POST
@found
def discard(request: ActorRequest, number: int) -> HttpResponseRedirect:
    queries.turnover(actor=request.actor, number=number)
    try:
        operations.discard_turnover(number=number, by=request.actor, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.info(request, gettext("The file is discarded. Nothing was changed."))
    return redirect("people:elections")
