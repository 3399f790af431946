# SPDX-License-Identifier: EUPL-1.2
"""A ballot for those who run it, those who vote in it, and everybody once it is published."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import csv_attachment
from samband.tools.congress import operations, queries
from samband.tools.congress.card import RUN
from samband.tools.congress.forms import BallotForm, ReasonForm, as_written
from samband.tools.congress.pages.ballots import (
    ballot_report,
    result_sentence,
    rule_in_words,
    turnout_words,
    vote_rows,
)
from samband.tools.congress.pages.words import choice_words, phase_words
from samband.tools.congress.rules import Phase
from samband.tools.congress.views.answering import REFUSALS, file_of, found, refusal_words, shown, tried


@signed_in
@require_http_methods(["GET", "POST"])
@found
def create(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    known = queries.congresses(actor=request.actor)
    initial = {
        "congress": request.GET.get("congress", ""),
        "roll_on": timezone.localdate(),
        "votes": "one_each/general",
        "decided_by": "simple_majority",
    }
    form = BallotForm(request.POST or None, congresses=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_ballot(**form.operation(), by=request.actor, at=timezone.now())
        except operations.NameTaken as taken:
            form.add_error("title", str(taken))
        else:
            return redirect("congress:ballot", made.slug)
    return render(request, "congress/create_ballot.html", {"form": form}, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def change(request: ActorRequest, slug: str) -> HttpResponse:
    """Correct what is not called yet: after that nothing of it changes."""
    require(actor=request.actor, permission=RUN)
    record = queries.ballot(actor=request.actor, slug=slug)
    if record.phase is not Phase.DRAFT:
        messages.error(request, gettext("The ballot is called. Withdraw it and prepare another instead."))
        return redirect("congress:ballot", slug)
    known = queries.congresses(actor=request.actor)
    form = BallotForm(request.POST or None, congresses=known, initial=as_written(record))
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.operation().items() if name != "slug"}
        try:
            operations.change_ballot(ballot=slug, **given, by=request.actor, at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, refusal_words(refusal))
        else:
            messages.success(request, gettext("The ballot is changed."))
            return redirect("congress:ballot", slug)
    context = {"form": form, "ballot": record}
    return render(request, "congress/create_ballot.html", context, status=400 if form.errors else 200)


@require_safe
@found
def ballot(request: ActorRequest, slug: str) -> HttpResponse:
    record = queries.ballot(actor=request.actor, slug=slug)
    may_run = may(actor=request.actor, permission=RUN)
    lines = queries.roll_of(actor=request.actor, slug=slug)
    context = {
        "ballot": record,
        "phase": record.phase.value,
        "phase_words": phase_words(record.phase),
        "rule": rule_in_words(record),
        "choices": [choice_words(ballot=record, choice=one) for one in record.choices],
        "may_run": may_run,
        "roll": sorted(lines, key=lambda line: line.name) if may_run else (),
        "own": _own(request, record),
        "turnout": _turnout(request, slug) if record.phase in {Phase.OPEN, Phase.CLOSED} else "",
        "has_codes": may_run and record.is_secret and queries.has_codes(actor=request.actor, slug=slug),
        "sentence": result_sentence(record) if record.result else "",
        "report": shown(ballot_report(ballot=record, roll=lines)) if record.result else "",
        "reason": ReasonForm(),
    }
    return render(request, "congress/ballot.html", context)


@signed_in
@require_safe
@found
def turnout(request: ActorRequest, slug: str) -> HttpResponse:
    """The live turnout, as a part of the page."""
    queries.ballot(actor=request.actor, slug=slug)
    return HttpResponse(_turnout(request, slug))


@signed_in
@require_POST
@found
def step(request: ActorRequest, slug: str, name: str) -> HttpResponseRedirect:
    """One of the steps that need no more than a button."""
    require(actor=request.actor, permission=RUN)
    operation, done = _steps()[name]
    tried(request, partial(operation, ballot=slug, by=request.actor, at=timezone.now()), done=done)
    return redirect("congress:ballot", slug)


def _steps() -> dict[str, tuple[Callable[..., object], str]]:
    return {
        "call": (operations.call_ballot, gettext("The ballot is called. Roll and rule are fixed.")),
        "declare": (operations.declare_ballot, gettext("The result is declared and kept for good.")),
        "publish": (operations.publish_ballot, gettext("The result is published.")),
    }


@signed_in
@require_POST
@found
def withdraw(request: ActorRequest, slug: str) -> HttpResponseRedirect:
    require(actor=request.actor, permission=RUN)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why the ballot is withdrawn; the reason stays on record."))
        return redirect("congress:ballot", slug)
    reason = form.cleaned_data["reason"]
    withdrawing = partial(
        operations.withdraw_ballot, ballot=slug, reason=reason, by=request.actor, at=timezone.now()
    )
    tried(request, withdrawing, done=gettext("The ballot is withdrawn."))
    return redirect("congress:ballot", slug)


@signed_in
@require_http_methods(["GET", "POST"])
@never_cache
@found
def codes(request: ActorRequest, slug: str) -> HttpResponse:
    """Make codes and show them this once. Who comes back to the address finds the ballot instead."""
    if request.method == "GET":
        return redirect("congress:ballot", slug)
    try:
        made = operations.make_codes(ballot=slug, by=request.actor, at=timezone.now())
    except REFUSALS as refusal:
        messages.error(request, refusal_words(refusal))
        return redirect("congress:ballot", slug)
    record = queries.ballot(actor=request.actor, slug=slug)
    return render(request, "congress/codes.html", {"ballot": record, "codes": made})


@require_safe
@found
def protocol(request: ActorRequest, slug: str) -> FileResponse:
    record = _declared(request, slug)
    lines = queries.roll_of(actor=request.actor, slug=slug)
    return file_of(ballot_report(ballot=record, roll=lines), name=slug, format="pdf")


@require_safe
@found
def votes(request: ActorRequest, slug: str) -> StreamingHttpResponse:
    record = _declared(request, slug)
    if record.is_outcome_alone:
        raise Http404(gettext("So few voted that only the outcome is told."))
    lines = queries.roll_of(actor=request.actor, slug=slug)
    if not lines and not record.is_secret:
        raise Http404(gettext("The votes of single members are for the members."))
    header, rows = vote_rows(record, lines)
    return csv_attachment(header=header, rows=rows, filename=f"{slug}.csv")


def _declared(request: ActorRequest, slug: str) -> queries.BallotRecord:
    record = queries.ballot(actor=request.actor, slug=slug)
    if not record.result:
        raise Http404(gettext("The result is not declared yet."))
    return record


def _own(request: ActorRequest, record: queries.BallotRecord) -> list[tuple[queries.RollLine, str]]:
    """The reader's own members with their votes in words."""
    if record.is_secret or not request.actor.is_signed_in:
        return []
    lines = queries.own_codes(actor=request.actor, slug=record.slug)
    return [(one, choice_words(ballot=record, choice=one.choice) if one.choice else "") for one in lines]


def _turnout(request: ActorRequest, slug: str) -> str:
    counted = queries.turnout(actor=request.actor, slug=slug)
    return turnout_words(counted.voted.voters, counted.entitled.voters)
