# SPDX-License-Identifier: EUPL-1.2
"""The plan of a year, with the needs behind each item."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.tools.dialogue import operations, queries
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.forms import MoveForm, PlanItemForm
from samband.tools.dialogue.pages import plan_rows
from samband.tools.dialogue.rules import PlanState, WrongStep
from samband.tools.dialogue.views.finding import found, language, names

YEARS = range(2000, 2100)
"""Other years are a slip in the address."""


@require_GET
@signed_in
def plan(request: ActorRequest, year: int) -> HttpResponse:
    return _page(request, year, _form(request))


@signed_in
@require_POST
def add(request: ActorRequest, year: int) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    form = _form(request)
    if year not in YEARS or not form.is_valid():
        return _page(request, year, form)
    operations.add_plan_item(year=year, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("dialogue:plan", year)


@signed_in
@require_POST
@found
def move(request: ActorRequest, number: int) -> HttpResponse:
    """The next state of one item."""
    require(actor=request.actor, permission=RUN)
    item = queries.plan_item(actor=request.actor, item_id=number)
    form = MoveForm(request.POST)
    if form.is_valid():
        chosen = {**form.cleaned_data, "state": PlanState(form.cleaned_data["state"])}
        try:
            operations.move_plan_item(item_id=number, **chosen, by=request.actor, at=timezone.now())
        except WrongStep as refused:
            messages.error(request, str(refused))
    return redirect("dialogue:plan", item.year)


def _form(request: ActorRequest) -> PlanItemForm:
    return PlanItemForm(
        request.POST if request.method == "POST" else None, areas=queries.service_areas(), language=language()
    )


def _page(request: ActorRequest, year: int, form: PlanItemForm) -> HttpResponse:
    if year not in YEARS:
        raise Http404(gettext("There is no plan for that year."))
    members = queries.members_on(on=timezone.localdate())
    items = queries.plan(actor=request.actor, year=year)
    context = {
        "year": year,
        "years": queries.plan_years(actor=request.actor),
        "rows": plan_rows(
            items=items, names=names(), populations={one.code: one.population or 0 for one in members}
        ),
        "form": form,
        "may_run": may(actor=request.actor, permission=RUN),
    }
    return render(request, "dialogue/plan.html", context, status=400 if form.errors else 200)
