# SPDX-License-Identifier: EUPL-1.2
"""A new model beside the present one. Everything stands in the address; nothing is kept."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.engines.fees import Simulation
from samband.tools.membership import queries
from samband.tools.membership.forms import ChoicesForm, SimulationForm
from samband.tools.membership.pages import words
from samband.tools.membership.pages.simulation import simulation_page, simulation_table
from samband.tools.membership.pages.tables import table_file
from samband.tools.membership.rules import RUN_MEMBERSHIP
from samband.tools.membership.views.finding import found

Pair = tuple[queries.FeeModelRecord, queries.FeeModelRecord, Simulation]


@signed_in
@require_GET
@found
def simulation(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    form = _form(request)
    page, after, choices = None, None, None
    if form.is_bound and form.is_valid():
        pair = _simulated(form, request)
        if pair is not None:
            before, after, result = pair
            page = simulation_page(found=result, before=before, after=after)
            choices = ChoicesForm(request.GET.dict(), rules=queries.rules_of(model=after))
    context = {
        "form": form,
        "page": page,
        "after": after,
        "choices": choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "membership/simulation.html", context, status=400 if form.errors else 200)


@signed_in
@require_GET
@found
def simulation_file(request: ActorRequest, format: str) -> HttpResponse:  # noqa: A002
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    form = _form(request)
    pair = _simulated(form, request) if form.is_bound and form.is_valid() else None
    if pair is None:
        raise Http404
    content = table_file(table=simulation_table(found=pair[2]), format=format, created=timezone.now())
    name = f"simulation-{pair[2].after.year}.{format}"
    return attachment(content=content, filename=name)


def _form(request: ActorRequest) -> SimulationForm:
    kept = queries.fee_models(actor=request.actor)
    listed = [
        (one.key, f"{one.in_language(words.language())} ({gettext('version')} {one.version}, {one.year})")
        for one in kept
    ]
    return SimulationForm(request.GET if "after" in request.GET else None, models=listed)


def _simulated(form: SimulationForm, request: ActorRequest) -> Pair | None:
    chosen = form.cleaned_data
    before, after = (
        queries.model_by_key(actor=request.actor, key=chosen[name]) for name in ("before", "after")
    )
    try:
        choices = ChoicesForm(request.GET.dict(), rules=queries.rules_of(model=after))
        result = queries.simulated(
            actor=request.actor, before=before, after=after, year=chosen["year"] or 0,
            choices=choices.answers(),
        )  # fmt: skip
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return None
    return before, after, result
