# SPDX-License-Identifier: EUPL-1.2
"""An invoice as a report: page, PDF/UA, spreadsheet."""

from dataclasses import dataclass, field
from datetime import datetime

from samband.engines.invoices.model import Invoice
from samband.engines.reports import Report, ReportWords


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """The words on the paper, in its language."""

    language: str = "en"
    invoice: str = "Invoice {number}"
    credit_note: str = "Credit note {number}"
    seller: str = "From"
    buyer: str = "To"
    organisation_number: str = "Organisation number"
    number: str = "Number"
    issued: str = "Date"
    due: str = "To be paid by"
    period: str = "Period"
    period_range: str = "{first} to {last}"
    credits: str = "Takes back"
    your_reference: str = "Your reference"
    order: str = "Order"
    lines: str = "What is charged"
    lines_credited: str = "What is credited"
    what: str = "What"
    quantity: str = "Number"
    price: str = "Price"
    vat: str = "VAT"
    no_vat: str = "none"
    amount: str = "Amount ({currency})"
    how: str = "How the amounts came about"
    sums: str = "Sums"
    net: str = "Sum without VAT"
    tax: str = "VAT {percent} % of {taxable}"
    payable: str = "To pay"
    credited: str = "Credited"
    pay: str = "How to pay"
    account: str = "Account"
    kid: str = "Reference (KID)"
    bic: str = "BIC"
    company_register: str = "Registered in the Register of Business Enterprises"
    date_format: str = "%d.%m.%Y"
    report: ReportWords = field(default_factory=ReportWords)


def to_report(
    *, invoice: Invoice, created: datetime, words: InvoiceWords | None = None, notice: str = ""
) -> Report:
    """The invoice as blocks of a report; ``to_pdf`` of engines/reports prints it. Raises BadInvoice."""
    raise NotImplementedError
