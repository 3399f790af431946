# SPDX-License-Identifier: EUPL-1.2
"""Congresses: the list, how many delegates from where, and who they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import csv_attachment
from samband.engines.ballots import DelegateRule
from samband.engines.reports import Report
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.allocations import allocated, compared
from samband.tools.congress.analysis.parameters import rule
from samband.tools.congress.card import RUN
from samband.tools.congress.forms import ApportionmentForm, CongressForm, DelegatesForm
from samband.tools.congress.pages.allocations import allocation_report, comparison_report
from samband.tools.congress.pages.lists import ballot_lines, delegate_lines, election_lines
from samband.tools.congress.views.answering import REFUSALS, file_of, found, refusal_words, shown, tried


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """What this reader may know of; everybody finds the published results."""
    may_run = may(actor=request.actor, permission=RUN)
    ballots = ballot_lines(queries.ballots(actor=request.actor))
    context = {
        "may_run": may_run,
        "congresses": queries.congresses(actor=request.actor) if may_run else (),
        "under_way": [one for one in ballots if not one.is_public],
        "published": [one for one in ballots if one.is_public],
        "elections": election_lines(queries.elections(actor=request.actor)),
        "to_vote": queries.to_vote(actor=request.actor),
        "is_member": bool(request.actor.authorities),
    }
    return render(request, "congress/start.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    form = CongressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.create_congress(
                slug=form.slug,
                name=given["name"],
                held_on=given["held_on"],
                rule=given["rule"],
                borders_on=given["borders_on"],
                by=request.actor,
                at=timezone.now(),
            )
        except operations.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            return redirect("congress:apportionment", made.slug)
    return render(request, "congress/create.html", {"form": form}, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def congress(request: ActorRequest, slug: str) -> HttpResponse:
    record = queries.congress(actor=request.actor, slug=slug)
    listed = queries.delegates(actor=request.actor, congress=slug)
    context = {
        "congress": record,
        "listed": sum(not one.is_substitute for one in listed),
        "present": sum(one.is_present for one in listed),
        "ballots": ballot_lines(queries.ballots(actor=request.actor, congress=slug)),
        "elections": election_lines(queries.elections(actor=request.actor, congress=slug)),
    }
    return render(request, "congress/congress.html", context)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the apportionment page was asked for. refusal: why there is no report, in words."""

    report: Report | None
    form: ApportionmentForm
    refusal: str = ""


@signed_in
@require_safe
@found
def apportionment(request: ActorRequest, slug: str) -> HttpResponse:
    """The number of delegates by a rule on a day, alone or beside another."""
    record = queries.congress(actor=request.actor, slug=slug)
    wanted = _wanted(request, record)
    context = {
        "congress": record,
        "form": wanted.form,
        "report": shown(wanted.report) if wanted.report else "",
        "refusal": wanted.refusal,
        "query": request.GET.urlencode(),
        "is_comparison": wanted.form.is_valid() and _is_comparison(wanted.form),
    }
    return render(request, "congress/apportionment.html", context)


@signed_in
@require_safe
@found
def apportionment_file(request: ActorRequest, slug: str, format: str) -> HttpResponseBase:  # noqa: A002
    record = queries.congress(actor=request.actor, slug=slug)
    wanted = _wanted(request, record)
    if wanted.report is None:
        return redirect("congress:apportionment", slug)
    if format != "csv":
        return file_of(wanted.report, name=f"{slug}-delegates", format=format)
    given = wanted.form.cleaned_data
    chosen = rule(DelegateRule, given["rule"])
    made = allocated(
        units=queries.units_on(on=given["on"], kinds=chosen.kinds), rule=chosen, seed=given["seed"]
    )
    rows = [
        (line.part, line.unit.code if line.unit else "", line.unit.name if line.unit else "",
         line.unit.inhabitants if line.unit else None, line.delegates, line.reason.value)
        for line in made.lines
    ]  # fmt: skip
    header = ("part", "unit", "name", "inhabitants", "delegates", "reason")
    return csv_attachment(header=header, rows=rows, filename=f"{slug}-delegates.csv")


@signed_in
@require_POST
@found
def adopt(request: ActorRequest, slug: str) -> HttpResponseRedirect:
    require(actor=request.actor, permission=RUN)
    form = ApportionmentForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose a rule and a day first."))
        return redirect("congress:apportionment", slug)
    given = form.cleaned_data
    adopting = partial(
        operations.adopt_allocation,
        congress=slug,
        rule=given["rule"],
        borders_on=given["on"],
        seed=given["seed"],
        by=request.actor,
        at=timezone.now(),
    )
    is_adopted = tried(request, adopting, done=gettext("The number of delegates is adopted."))
    return redirect("congress:congress" if is_adopted else "congress:apportionment", slug)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def delegates(request: ActorRequest, slug: str) -> HttpResponse:
    record = queries.congress(actor=request.actor, slug=slug)
    names = {code: name for code, (name, _) in record.seats.items()}
    form = DelegatesForm(request.POST or None, units=names)
    if request.method == "POST" and form.is_valid():
        added = operations.add_delegates(
            congress=slug, delegates=form.delegates, by=request.actor, at=timezone.now()
        )
        messages.success(request, gettext("%(count)s new on the list.") % {"count": added})
        return redirect("congress:delegates", slug)
    listed = queries.delegates(actor=request.actor, congress=slug)
    context = {
        "congress": record,
        "form": form,
        "units": delegate_lines(seats=record.seats, delegates=listed),
        "genders": _balance(one.gender for one in listed if not one.is_substitute),
        "parties": _balance(one.party for one in listed if not one.is_substitute),
    }
    return render(request, "congress/delegates.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def delegates_file(request: ActorRequest, slug: str) -> StreamingHttpResponse:
    record = queries.congress(actor=request.actor, slug=slug)
    names = record.seats
    rows = [
        (one.unit, names.get(one.unit, (one.unit, 0))[0], one.label, "yes" if one.is_substitute else "no",
         one.party, one.gender, one.email, "yes" if one.is_present else "no")
        for one in queries.delegates(actor=request.actor, congress=slug)
    ]  # fmt: skip
    header = ("unit", "unit_name", "name", "substitute", "party", "gender", "email", "present")
    return csv_attachment(header=header, rows=rows, filename=f"{slug}-delegates.csv")


@signed_in
@require_POST
@found
def check(request: ActorRequest, slug: str, number: int) -> HttpResponseRedirect:
    operations.check_delegate(
        congress=slug,
        delegate=number,
        is_present=request.POST.get("present") == "yes",
        by=request.actor,
        at=timezone.now(),
    )
    return redirect(f"{reverse('congress:delegates', args=[slug])}#delegate-{number}")


@signed_in
@require_POST
@found
def remove(request: ActorRequest, slug: str, number: int) -> HttpResponseRedirect:
    operations.remove_delegate(congress=slug, delegate=number, by=request.actor, at=timezone.now())
    messages.success(request, gettext("Taken off the list. To undo it, add the line again."))
    return redirect("congress:delegates", slug)


def _wanted(request: ActorRequest, record: queries.CongressRecord) -> Wanted:
    """The report that the form asks for; what the congress has when nothing is asked."""
    given = request.GET.copy() if request.GET else None
    initial = {"on": record.borders_on.isoformat(), "rule": record.rule, "seed": record.seed}
    form = ApportionmentForm(given if given is not None else initial)
    if not form.is_valid():
        return Wanted(None, form)
    try:
        return Wanted(_report(form, record), form)
    except REFUSALS as refusal:
        return Wanted(None, form, refusal_words(refusal))


def _is_comparison(form: ApportionmentForm) -> bool:
    return bool(form.cleaned_data["before_on"] or form.cleaned_data["before_rule"])


def _report(form: ApportionmentForm, record: queries.CongressRecord) -> Report:
    given = form.cleaned_data
    after, on = rule(DelegateRule, given["rule"]), given["on"]
    title = gettext("Delegates: %(name)s") % {"name": record.name}
    synthetic, now = record.is_synthetic, timezone.now()
    units = queries.units_on(on=on, kinds=after.kinds)
    if not _is_comparison(form):
        made = allocated(units=units, rule=after, seed=given["seed"])
        return allocation_report(allocation=made, on=on, title=title, is_synthetic=synthetic, created=now)
    then: date = given["before_on"] or on
    before = rule(DelegateRule, given["before_rule"] or given["rule"])
    kinds = before.kinds | after.kinds
    both = compared(
        before=queries.units_on(on=then, kinds=before.kinds),
        after=units,
        rules=(before, after),
        became=queries.became(before=then, after=on, kinds=kinds),
        same_people=given["same_people"],
        seed=given["seed"],
    )
    return comparison_report(compared=both, days=(then, on), title=title, is_synthetic=synthetic, created=now)


def _balance(values: Iterable[str]) -> list[tuple[str, int]]:
    """Each value with its count, most first."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
