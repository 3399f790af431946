# SPDX-License-Identifier: EUPL-1.2
"""An invoice as a report: page, PDF/UA, spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from samband.engines.charts import Cell, Number, cell_text
from samband.engines.invoices.checking import check_invoice
from samband.engines.invoices.model import (
    BadInvoice,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Party,
    Totals,
    VatCategory,
    VatTotal,
)
from samband.engines.invoices.totals import totals
from samband.engines.reports import (
    Block,
    Bullets,
    Facts,
    Heading,
    KeySentence,
    Paragraph,
    Report,
    ReportWords,
    Table,
)


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """The words on the paper, in its language."""

    language: str = "en"
    invoice: str = "Invoice {number}"
    credit_note: str = "Credit note {number}"
    seller: str = "From"
    buyer: str = "To"
    organisation_number: str = "Organisation number"
    address: str = "Address"
    contact: str = "Contact"
    issued: str = "Date"
    period: str = "Period"
    period_range: str = "{first} to {last}"
    credits: str = "Takes back"
    your_reference: str = "Your reference"
    order: str = "Order"
    lines: str = "What is charged"
    lines_credited: str = "What is credited"
    what: str = "What"
    quantity: str = "Count"
    price: str = "Price"
    vat: str = "VAT"
    no_vat: str = "none"
    amount: str = "Amount ({currency})"
    how: str = "How the amounts came about"
    net: str = "Sum without VAT"
    tax: str = "VAT {percent} % of {taxable}"
    to_pay: str = "To pay by {due}: {currency} {amount}"
    to_pay_no_day: str = "To pay: {currency} {amount}"
    credited: str = "Credited: {currency} {amount}"
    pay: str = "How to pay"
    account: str = "Account"
    kid: str = "Reference (KID)"
    bic: str = "BIC"
    company_register: str = "Registered in the Register of Business Enterprises"
    date_format: str = "%d.%m.%Y"
    terms: str = "Terms"
    report: ReportWords = field(default_factory=ReportWords)


def to_report(
    *, invoice: Invoice, created: datetime, words: InvoiceWords | None = None, notice: str = ""
) -> Report:
    """The invoice as blocks of a report; ``to_pdf`` of engines/reports prints it. Raises BadInvoice.

    notice: stands on every page, as that the data are synthetic. created: with its time zone.
    """
    faults = check_invoice(invoice=invoice)
    if faults:
        raise BadInvoice(faults)
    said = words or InvoiceWords()
    title = said.invoice if invoice.kind is InvoiceKind.INVOICE else said.credit_note
    return Report(
        title=title.format(number=invoice.number),
        subject="",
        language=said.language,
        publisher=invoice.seller.name,
        created=created,
        blocks=tuple(_blocks(invoice, said)),
        notice=notice,
        words=said.report,
    )


def _blocks(invoice: Invoice, words: InvoiceWords) -> Iterator[Block]:
    sums = totals(invoice=invoice)
    yield Facts(tuple(_party(words.seller, invoice.seller, words)))
    yield Facts(tuple(_party(words.buyer, invoice.buyer, words)))
    yield Facts(tuple(_head(invoice, words)))
    if invoice.note.strip():
        yield Paragraph(invoice.note)
    yield _table(invoice, sums, words)
    yield Facts(tuple(_sums(invoice, sums, words)))
    yield KeySentence(_payable(invoice, sums, words))
    if invoice.kind is InvoiceKind.INVOICE and invoice.payment.account.strip():
        yield Heading(words.pay)
        yield Facts(tuple(_payment(invoice, words)))
    yield from _explanations(invoice, words)


def _party(title: str, party: Party, words: InvoiceWords) -> Iterator[tuple[str, str]]:
    """What accounting law asks to be on the paper."""
    yield title, party.name
    place = " ".join(filter(None, (party.postal_code, party.city)))
    address = ", ".join(filter(None, (party.street, place, party.country)))
    yield words.address, address
    numbers = (party.organisation_number, party.vat_number, _register(party, words))
    yield words.organisation_number, ", ".join(filter(None, numbers))
    people = ", ".join(filter(None, (party.contact, party.email, party.phone)))
    if people:
        yield words.contact, people


def _register(party: Party, words: InvoiceWords) -> str:
    return words.company_register if party.is_in_company_register else ""


def _head(invoice: Invoice, words: InvoiceWords) -> Iterator[tuple[str, str]]:
    yield words.issued, _day(invoice.issued, words)
    if invoice.credits:
        day = f", {_day(invoice.credited_on, words)}" if invoice.credited_on else ""
        yield words.credits, f"{invoice.credits}{day}"
    if invoice.period:
        first, last = (_day(day, words) for day in invoice.period)
        yield words.period, words.period_range.format(first=first, last=last)
    if invoice.buyer_reference:
        yield words.your_reference, invoice.buyer_reference
    if invoice.order_reference:
        yield words.order, invoice.order_reference


def _table(invoice: Invoice, sums: Totals, words: InvoiceWords) -> Table:
    amount = words.amount.format(currency=invoice.currency)
    pairs = zip(invoice.lines, sums.lines, strict=True)
    return Table(
        caption=words.lines if invoice.kind is InvoiceKind.INVOICE else words.lines_credited,
        header=(words.what, words.quantity, words.price, words.vat, amount),
        rows=tuple(_row(line, amount, invoice, words) for line, amount in pairs),
    )


def _row(line: InvoiceLine, amount: Decimal, invoice: Invoice, words: InvoiceWords) -> tuple[Cell, ...]:
    decimals = max(0, -_exponent(line.quantity.normalize()))
    prices = max(invoice.minor_units, -_exponent(line.price))
    vat = f"{line.vat.percent.normalize():f} %" if line.vat.category is VatCategory.STANDARD else words.no_vat
    return (
        line.name,
        Number(float(line.quantity), decimals=decimals),
        Number(float(line.price), decimals=prices),
        vat,
        Number(float(amount), decimals=invoice.minor_units),
    )


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _sums(invoice: Invoice, sums: Totals, words: InvoiceWords) -> Iterator[tuple[str, str]]:
    yield words.net, _money(sums.net, invoice, words)
    for one in sums.vat:
        if one.vat.category is VatCategory.STANDARD:
            taxable = _money(one.taxable, invoice, words)
            title = words.tax.format(percent=f"{one.vat.percent.normalize():f}", taxable=taxable)
            yield title, _money(one.tax, invoice, words)
        else:
            yield words.vat, _untaxed(one, invoice, words, is_only=len(sums.vat) == 1)


def _untaxed(one: VatTotal, invoice: Invoice, words: InvoiceWords, *, is_only: bool) -> str:
    """Why no VAT is charged; beside other sums also of how much: accounting law wants each summed apart."""
    reason = one.vat.reason or one.vat.reason_code or words.no_vat
    return reason if is_only else f"{reason} ({_money(one.taxable, invoice, words)})"


def _payable(invoice: Invoice, sums: Totals, words: InvoiceWords) -> str:
    pattern = words.to_pay if invoice.due else words.to_pay_no_day
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        pattern = words.credited
    due = _day(invoice.due, words) if invoice.due else ""
    return pattern.format(due=due, currency=invoice.currency, amount=_digits(sums.payable, invoice, words))


def _payment(invoice: Invoice, words: InvoiceWords) -> Iterator[tuple[str, str]]:
    payment = invoice.payment
    yield words.account, " – ".join(filter(None, (payment.account, payment.account_name)))
    for title, text in ((words.bic, payment.bic), (words.kid, payment.kid), (words.terms, payment.terms)):
        if text:
            yield title, text


def _explanations(invoice: Invoice, words: InvoiceWords) -> Iterator[Block]:
    explained = [line for line in invoice.lines if line.explanation]
    if explained:
        yield Heading(words.how)
    for line in explained:
        yield Heading(line.name, level=3)
        yield Bullets(line.explanation)


def _money(amount: Decimal, invoice: Invoice, words: InvoiceWords) -> str:
    return f"{invoice.currency} {_digits(amount, invoice, words)}"


def _digits(amount: Decimal, invoice: Invoice, words: InvoiceWords) -> str:
    return cell_text(cell=Number(float(amount), decimals=invoice.minor_units), language=words.language)


def _day(day: date, words: InvoiceWords) -> str:
    return day.strftime(words.date_format)
