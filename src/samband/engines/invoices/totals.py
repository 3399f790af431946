# SPDX-License-Identifier: EUPL-1.2
"""The sums of an invoice, by the rules of EN 16931."""

from decimal import ROUND_HALF_UP, Decimal

from samband.engines.invoices.model import Invoice, InvoiceLine, Totals, Vat, VatTotal


def totals(*, invoice: Invoice) -> Totals:
    """Lines are rounded, then added; VAT is taken of the sum for each category and rate, then rounded."""
    amounts = tuple(line_amount(line=line, minor_units=invoice.minor_units) for line in invoice.lines)
    groups: dict[Vat, Decimal] = {}
    for line, amount in zip(invoice.lines, amounts, strict=True):
        groups[line.vat] = groups.get(line.vat, Decimal(0)) + amount
    vat = tuple(
        VatTotal(group, taxable, _rounded(taxable * group.percent / 100, invoice.minor_units))
        for group, taxable in groups.items()
    )
    net, tax = (
        _rounded(sum(amounts, Decimal(0)), invoice.minor_units),
        sum((one.tax for one in vat), Decimal(0)),
    )
    return Totals(lines=amounts, vat=vat, net=net, tax=tax, gross=net + tax, payable=net + tax)


def line_amount(*, line: InvoiceLine, minor_units: int) -> Decimal:
    return _rounded(line.price * line.quantity, minor_units)


def _rounded(amount: Decimal, minor_units: int) -> Decimal:
    """Nothing is written as 0, never as -0."""
    return amount.quantize(Decimal(1).scaleb(-minor_units), rounding=ROUND_HALF_UP) + 0
