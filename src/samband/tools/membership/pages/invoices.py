# SPDX-License-Identifier: EUPL-1.2
"""Invoices in a list, and one of them as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.core.access.rules import Actor
from samband.engines.invoices import totals
from samband.tools.membership import queries
from samband.tools.membership.forms import InvoicesForm
from samband.tools.membership.pages import words
from samband.tools.membership.pages.member import InvoiceLine, invoice_line
from samband.tools.membership.queries.wording import money
from samband.tools.membership.rules import can_run


@dataclass(frozen=True, slots=True)
class ListRow:
    line: InvoiceLine
    member: str
    name: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """What can be done with the invoices of a year. missing: invoices without files."""

    year: int
    count: int
    issued: int
    missing: int


@dataclass(frozen=True, slots=True)
class InvoicesPage:
    form: InvoicesForm
    rows: tuple[ListRow, ...]
    years: tuple[YearLine, ...]
    total: str
    unpaid: str
    has_seller: bool
    is_searched: bool


def invoices_page(*, actor: Actor, wanted: Mapping[str, str]) -> InvoicesPage:
    """wanted: year, state, q as in the address. Raises NotAllowed."""
    everything = queries.invoices(actor=actor)
    years = sorted({one.year for one in everything}, reverse=True)
    form = InvoicesForm(wanted, years=years)
    chosen = form.cleaned_data if form.is_valid() else {}
    year, state, text = chosen.get("year"), chosen.get("state", ""), chosen.get("q", "")
    found = queries.invoices(actor=actor, year=year, state=state, text=text)
    return InvoicesPage(
        form=form,
        rows=tuple(ListRow(invoice_line(record=one), one.member, one.name) for one in found),
        years=tuple(_year(actor, year, everything) for year in years),
        total=_sum(found),
        unpaid=_sum(tuple(one for one in found if one.paid_on is None)),
        has_seller=queries.seller(actor=actor) is not None,
        is_searched=bool(year or state or text),
    )


def _year(actor: Actor, year: int, everything: tuple[queries.InvoiceRecord, ...]) -> YearLine:
    own = [one for one in everything if one.year == year]
    missing = queries.missing_files(actor=actor, year=year)
    return YearLine(year, len(own), sum(one.state == "issued" for one in own), missing)


def _sum(found: tuple[queries.InvoiceRecord, ...]) -> str:
    """By currency: an association that has changed its own has two."""
    sums: dict[tuple[str, int], int] = {}
    for one in found:
        key = one.currency, one.minor_units
        sums[key] = sums.get(key, 0) + one.amount
    return ", ".join(words.amount(value, units, currency) for (currency, units), value in sums.items()) or "0"


@dataclass(frozen=True, slots=True)
class InvoicePage:
    record: queries.InvoiceRecord
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    payable: str
    state: str
    colour: str
    can_run: bool


def invoice_page(*, actor: Actor, number: int) -> InvoicePage:
    """Raises NoSuchInvoice, NotAllowed."""
    record = queries.invoice(actor=actor, number=number)
    document = record.document
    sums = totals(invoice=document)
    return InvoicePage(
        record=record,
        lines=tuple(
            (line.name, money(amount, document.currency), line.explanation)
            for line, amount in zip(document.lines, sums.lines, strict=True)
        ),
        payable=money(sums.payable, document.currency),
        state=words.invoice_state(record.state),
        colour=words.STATE_COLOURS[record.state],
        can_run=can_run(actor=actor),
    )
