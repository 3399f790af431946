# SPDX-License-Identifier: EUPL-1.2
"""Invoices: what stands on them, making them, their files, and what became of them."""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.queries import members_on, scopes
from samband.core.members.rules.memberships import AUTHORITY, COMPANY, JOINT_BODY
from samband.core.members.views import attachment
from samband.engines.invoices import BadInvoice
from samband.tools.membership import operations, queries
from samband.tools.membership.forms import BuyersForm, IssueForm, PaidForm, SellerForm
from samband.tools.membership.pages.invoices import invoice_page, invoices_page
from samband.tools.membership.rules import RUN_MEMBERSHIP, InvoiceState
from samband.tools.membership.views.finding import found


@signed_in
@require_GET
def invoices(request: ActorRequest) -> HttpResponse:
    page = invoices_page(actor=request.actor, wanted=request.GET.dict())
    return render(request, "membership/invoices.html", {"page": page})


@signed_in
@require_http_methods(["GET", "POST"])
def seller(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    held = queries.seller(actor=request.actor)
    initial = asdict(held) if held else {"name": settings.SAMBAND_ASSOCIATION}
    form = SellerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.set_seller(seller=form.seller(), by=request.actor, at=timezone.now())
        messages.success(request, gettext("Kept. New invoices say so; those that are made stay as they are."))
        return redirect("membership:invoices")
    return render(request, "membership/seller.html", {"form": form}, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def buyers(request: ActorRequest) -> HttpResponse:
    """Addresses of the members, as a list from a file."""
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    kinds = (AUTHORITY, COMPANY, JOINT_BODY)
    listed = members_on(on=timezone.localdate(), scope=scopes()[0].code, kinds=kinds)
    form = BuyersForm(request.POST or None, request.FILES or None)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            count = _kept(form, [one.code for one in listed], request)
        except operations.BadBuyers as bad:
            faults = bad.faults
        else:
            told = ngettext("%(count)s address is kept.", "%(count)s addresses are kept.", count)
            messages.success(request, told % {"count": count})
            return redirect("membership:buyers")
    held = queries.buyers(actor=request.actor)
    context = {
        "form": form,
        "faults": faults,
        "rows": [(one, held.get(one.code)) for one in listed],
        "missing": sum(one.code not in held for one in listed),
    }
    return render(request, "membership/buyers.html", context, status=400 if form.errors or faults else 200)


def _kept(form: BuyersForm, members: list[str], request: ActorRequest) -> int:
    held = queries.seller(actor=request.actor)
    read = operations.read_buyers(
        text=form.cleaned_data["file"], members=members, country=held.country if held else "NO"
    )
    return operations.set_buyers(buyers=read, by=request.actor, at=timezone.now())


@signed_in
@require_http_methods(["GET", "POST"])
@found
def issue(request: ActorRequest, year: str) -> HttpResponse:
    left = queries.balances(actor=request.actor, year=int(year))
    held = queries.seller(actor=request.actor)
    today = timezone.localdate()
    initial = {"issued_on": today, "due_on": today + timedelta(days=held.days_to_pay if held else 30)}
    form = IssueForm(request.POST or None, initial=initial)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            numbers = operations.issue_invoices(
                year=int(year), by=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except operations.CannotInvoice as refusal:
            faults = refusal.faults
        except (queries.NoSeller, operations.NothingDue) as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_issued(request, len(numbers))
            return redirect(f"{reverse('membership:invoices')}?year={year}")
    context = {
        "form": form,
        "faults": faults,
        "year": year,
        "has_seller": held is not None,
        "to_invoice": sum(due.difference > 0 for due in left),
        "to_credit": sum(due.difference < 0 for due in left),
    }
    return render(request, "membership/issue.html", context, status=400 if form.errors or faults else 200)


def _tell_issued(request: ActorRequest, count: int) -> None:
    told = ngettext("%(count)s document is made.", "%(count)s documents are made.", count)
    messages.success(request, told % {"count": count})


@signed_in
@require_POST
def files(request: ActorRequest, year: str) -> HttpResponse:
    """Order the files and go to where their progress shows."""
    back = f"{reverse('membership:invoices')}?year={year}"
    job = operations.queue_invoice_files(year=int(year), back_to=back, by=request.actor, at=timezone.now())
    return redirect("job", job.id)


@signed_in
@require_POST
def sent(request: ActorRequest, year: str) -> HttpResponse:
    """Say that all that are issued and not yet sent have left the house."""
    waiting = queries.invoices(actor=request.actor, year=int(year), state=InvoiceState.ISSUED)
    count = operations.mark_sent(
        numbers=[one.number for one in waiting], on=timezone.localdate(), by=request.actor, at=timezone.now()
    )
    told = ngettext("%(count)s document is marked as sent.", "%(count)s documents are marked as sent.", count)
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('membership:invoices')}?year={year}")


@signed_in
@require_GET
def archive(request: ActorRequest, year: str) -> HttpResponse:
    try:
        content = queries.invoice_archive(actor=request.actor, year=int(year))
    except queries.FilesMissing as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('membership:invoices')}?year={year}")
    return attachment(content=content, filename=f"invoices-{year}.zip")


@signed_in
@require_GET
def accounting(request: ActorRequest, year: str) -> HttpResponse:
    try:
        lines = queries.accounting_lines(actor=request.actor, year=int(year))
    except queries.NoSeller as refusal:
        messages.error(request, str(refusal))
        return redirect("membership:seller")
    content = "".join(lines).encode()
    return attachment(content=content, filename=f"accounting-{year}.csv")


@signed_in
@require_GET
@found
def invoice(request: ActorRequest, number: int) -> HttpResponse:
    page = invoice_page(actor=request.actor, number=number)
    form = PaidForm(initial={"on": timezone.localdate()})
    return render(request, "membership/invoice.html", {"page": page, "form": form})


@signed_in
@require_GET
@found
def invoice_file(request: ActorRequest, number: str, format: str) -> HttpResponse:  # noqa: A002
    try:
        content = queries.invoice_file(actor=request.actor, number=int(number), format=format)
    except BadInvoice as refusal:
        messages.error(request, str(refusal))
        return redirect("membership:invoice", int(number))
    return attachment(content=content, filename=f"invoice-{number}.{format}")


@signed_in
@require_POST
@found
def paid(request: ActorRequest, number: int) -> HttpResponse:
    require(actor=request.actor, permission=RUN_MEMBERSHIP)
    form = PaidForm(request.POST)
    if form.is_valid():
        operations.mark_paid(number=number, on=form.cleaned_data["on"], by=request.actor, at=timezone.now())
        messages.success(request, gettext("Marked as paid."))
    else:
        messages.error(request, gettext("Say on which day it was paid."))
    return redirect("membership:invoice", number)
