# SPDX-License-Identifier: EUPL-1.2
"""Elections of committees: lists in, seats and persons out, with every step explained."""

from collections.abc import Callable
from functools import partial

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.web.forms import slug_of
from samband.engines.reports import Report
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.elections import elected, written
from samband.tools.congress.card import RUN
from samband.tools.congress.forms import ElectionForm
from samband.tools.congress.pages.elections import election_report
from samband.tools.congress.views.answering import REFUSALS, file_of, found, refusal_words, shown, tried


@signed_in
@require_http_methods(["GET", "POST"])
@found
def create(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    form = ElectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        try:
            made = operations.create_election(
                slug=slug_of(title=title, otherwise="election"),
                title=title,
                congress=request.GET.get("congress", ""),
                **form.operation(),
                by=request.actor,
                at=timezone.now(),
            )
        except operations.NameTaken as taken:
            form.add_error("title", str(taken))
        else:
            return redirect("congress:election", made.slug)
    return render(
        request, "congress/create_election.html", {"form": form}, status=400 if form.errors else 200
    )


@require_safe
@found
def election(request: ActorRequest, slug: str) -> HttpResponse:
    record = queries.election(actor=request.actor, slug=slug)
    report, refusal = _report(record)
    context = {
        "election": record,
        "may_run": may(actor=request.actor, permission=RUN),
        "report": shown(report) if report else "",
        "refusal": refusal,
    }
    return render(request, "congress/election.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def change(request: ActorRequest, slug: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    record = queries.election(actor=request.actor, slug=slug)
    initial = {
        "title": record.title,
        "seats": record.seats,
        "rule": record.rule,
        "way": "agreement" if record.by_agreement else "lists",
        "text": written(lists=record.lists),
        "votes_for": record.votes_for,
        "votes_cast": record.votes_cast,
        "seed": record.seed,
    }
    form = ElectionForm(request.POST or None, initial=initial)
    form.fields["title"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_election(election=slug, **form.operation(), by=request.actor, at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, refusal_words(refusal))
        else:
            return redirect("congress:election", slug)
    context = {"form": form, "election": record}
    return render(request, "congress/create_election.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def step(request: ActorRequest, slug: str, name: str) -> HttpResponseRedirect:
    require(actor=request.actor, permission=RUN)
    operation, done = _steps()[name]
    tried(request, partial(operation, election=slug, by=request.actor, at=timezone.now()), done=done)
    return redirect("congress:election", slug)


def _steps() -> dict[str, tuple[Callable[..., object], str]]:
    return {
        "declare": (operations.declare_election, gettext("The result is declared and kept for good.")),
        "publish": (operations.publish_election, gettext("The result is published.")),
    }


@require_safe
@found
def protocol(request: ActorRequest, slug: str) -> FileResponse:
    record = queries.election(actor=request.actor, slug=slug)
    report, _ = _report(record)
    if report is None or not record.declared_at:
        raise Http404(gettext("The result is not declared yet."))
    return file_of(report, name=slug, format="pdf")


def _report(record: queries.ElectionRecord) -> tuple[Report | None, str]:
    """The declared result, or a preview of it; else why there is none."""
    try:
        result = record.result or elected(held=record.held)
    except REFUSALS as refusal:
        return None, refusal_words(refusal)
    created = record.declared_at or timezone.now()
    return election_report(election=record, result=result, created=created), ""
