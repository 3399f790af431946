# SPDX-License-Identifier: EUPL-1.2
"""Deciding fees, and fees as they were decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.tools.membership import operations, queries
from samband.tools.membership.forms import ChoicesForm, DecisionForm
from samband.tools.membership.pages.decided import own_fee_page, year_page, year_table
from samband.tools.membership.pages.fees import computed_page
from samband.tools.membership.pages.tables import table_file
from samband.tools.membership.rules import RUN_MEMBERSHIP, can_run
from samband.tools.membership.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def decide(request: ActorRequest, code: str, version: str) -> HttpResponse:
    """Look at the fees once more, and freeze them by a decision."""
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    model = queries.fee_model(actor=request.actor, code=code, version=int(version))
    choices = ChoicesForm(request.GET.dict(), rules=queries.rules_of(model=model))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = _frozen(form, model, choices, request)
        if kept is not None:
            return redirect("membership:year", kept.year, kept.revision)
    result = queries.computed_fees(actor=request.actor, model=model, choices=choices.answers())
    earlier = [one for one in queries.fee_years(actor=request.actor) if one.year == result.assessment.year]
    context = {
        "form": form,
        "model": model,
        "page": computed_page(found=result, query=""),
        "answers": [(field.label, field.value()) for field in choices],
        "earlier": earlier[0] if earlier else None,
    }
    return render(request, "membership/decide_fees.html", context, status=400 if form.errors else 200)


def _frozen(
    form: DecisionForm, model: queries.FeeModelRecord, choices: ChoicesForm, request: ActorRequest
) -> queries.FeeYearRecord | None:
    try:
        kept = operations.freeze_fees(
            model=model, decision=form.decision(), choices=choices.answers(), by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, gettext("The fees are decided and frozen. They can be invoiced now."))
    return kept


@signed_in
@require_GET
@found
def year(request: ActorRequest, year: str, revision: str) -> HttpResponse:
    page = year_page(actor=request.actor, year=int(year), revision=int(revision))
    return render(request, "membership/year.html", {"page": page})


@signed_in
@require_GET
@found
def year_file(request: ActorRequest, year: str, revision: str, format: str) -> HttpResponse:  # noqa: A002
    held = queries.fee_year(actor=request.actor, year=int(year), revision=int(revision))
    fees = queries.frozen_fees(actor=request.actor, year=held.year, revision=held.revision)
    content = table_file(
        table=year_table(held=held, fees=fees),
        format=format,
        created=held.frozen_at,
        notice=gettext("Synthetic, for demonstration") if held.is_synthetic else "",
    )
    name = f"fees-{held.year}-{held.revision}.{format}"
    return attachment(content=content, filename=name)


@signed_in
@require_GET
@found
def own(request: ActorRequest, code: str, year: str) -> HttpResponse:
    page = own_fee_page(actor=request.actor, member=code, year=int(year))
    context = {"page": page, "can_run": can_run(actor=request.actor)}
    return render(request, "membership/own_fee.html", context)
