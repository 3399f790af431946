# SPDX-License-Identifier: EUPL-1.2
"""Fee models: keep them, look at them, and see what everybody would pay."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.engines.rule_files import Fault, RuleFaults
from samband.tools.membership import operations, queries
from samband.tools.membership.forms import ChoicesForm, ModelForm
from samband.tools.membership.pages.fees import (
    computed_page,
    computed_table,
    explained,
    fees_page,
    model_page,
    per_head,
)
from samband.tools.membership.pages.tables import table_file
from samband.tools.membership.pages.words import amount
from samband.tools.membership.rules import RUN_MEMBERSHIP
from samband.tools.membership.views.finding import found


@signed_in
@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    return render(request, "membership/fees.html", {"page": fees_page(actor=request.actor)})


@signed_in
@require_http_methods(["GET", "POST"])
@found
def add(request: ActorRequest) -> HttpResponse:
    """A new rule file, or a new version of one; after a file with faults, all of them."""
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    form = ModelForm(request.POST or None, request.FILES or None, initial={"text": _begin_with(request)})
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            kept = _added(form, request)
        except RuleFaults as refused:
            faults = refused.faults
        except operations.ModelExists as taken:
            form.add_error("text", str(taken))
        else:
            messages.success(request, gettext("The fee model is kept. Nothing is decided by it."))
            return redirect("membership:model", kept.code, kept.version)
    context = {"form": form, "faults": faults, "is_edit": bool(request.GET.get("model"))}
    return render(request, "membership/add_model.html", context, status=400 if form.errors or faults else 200)


def _begin_with(request: ActorRequest) -> str:
    """The text to begin with: a kept version to edit, or an example."""
    if key := request.GET.get("model", ""):
        return queries.model_by_key(actor=request.actor, key=key).text
    if name := request.GET.get("example", ""):
        return queries.example_text(name=name)
    return ""


def _added(form: ModelForm, request: ActorRequest) -> queries.FeeModelRecord:
    chosen = form.cleaned_data
    file = chosen.get("file")
    return operations.add_model(
        text=chosen["text"], remark=chosen["remark"], filename=file.name if file else "fees.yaml",
        by=request.actor, at=timezone.now(),
    )  # fmt: skip


@require_safe
@found
def example(request: ActorRequest, name: str) -> HttpResponse:  # noqa: ARG001
    """A rule file that comes with the tool: public facts, for everybody."""
    text = queries.example_text(name=name)
    return attachment(content=text.encode(), filename=f"{name}.yaml")


@signed_in
@require_GET
@found
def model(request: ActorRequest, code: str, version: str) -> HttpResponse:
    kept = queries.fee_model(actor=request.actor, code=code, version=int(version))
    return render(request, "membership/model.html", {"page": model_page(model=kept), "model": kept})


@signed_in
@require_GET
@found
def model_file(request: ActorRequest, code: str, version: str) -> HttpResponse:
    kept = queries.fee_model(actor=request.actor, code=code, version=int(version))
    name = f"{kept.code}-{kept.version}.yaml"
    return attachment(content=kept.text.encode(), filename=name)


@signed_in
@require_GET
@found
def computed(request: ActorRequest, code: str, version: str) -> HttpResponse:
    """What everybody would pay, and the questions that the file leaves open."""
    kept, choices, result = _computed(request, code, version)
    page = computed_page(found=result, query=urlencode(_asked(choices)))
    context = {"page": page, "model": kept, "choices": choices}
    return render(request, "membership/computed.html", context)


@signed_in
@require_GET
@found
def computed_one(request: ActorRequest, code: str, version: str, member: str) -> HttpResponse:
    kept, _choices, result = _computed(request, code, version)
    fee, rules = result.assessment.fee_of(member), result.assessment.rules
    if fee is None:
        raise queries.NoSuchYear(result.assessment.year)
    context = {
        "model": kept,
        "fee": fee,
        "year": result.assessment.year,
        "total": amount(fee.total, rules.minor_units, rules.currency),
        "per_head": per_head(fee.total, fee.size, rules.minor_units),
        "currency": rules.currency,
        "lines": explained(lines=fee.lines, minor_units=rules.minor_units, currency=rules.currency),
    }
    return render(request, "membership/computed_one.html", context)


@signed_in
@require_GET
@found
def computed_file(request: ActorRequest, code: str, version: str, format: str) -> HttpResponse:  # noqa: A002
    kept, _choices, result = _computed(request, code, version)
    content = table_file(table=computed_table(found=result), format=format, created=timezone.now())
    name = f"fees-{kept.code}-{kept.version}.{format}"
    return attachment(content=content, filename=name)


def _computed(
    request: ActorRequest, code: str, version: str
) -> tuple[queries.FeeModelRecord, ChoicesForm, queries.Computed]:
    kept = queries.fee_model(actor=request.actor, code=code, version=int(version))
    choices = ChoicesForm(request.GET.dict(), rules=queries.rules_of(model=kept))
    return kept, choices, queries.computed_fees(actor=request.actor, model=kept, choices=choices.answers())


def _asked(choices: ChoicesForm) -> dict[str, str]:
    return {f"choice_{code}": answer for code, answer in choices.answers().items()}
