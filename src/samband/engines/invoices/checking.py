# SPDX-License-Identifier: EUPL-1.2
"""What an invoice lacks before it may be sent, with the id of the standard's rule that asks for it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from samband.engines.invoices.model import (
    Invoice,
    InvoiceFault,
    InvoiceKind,
    InvoiceLine,
    Party,
    Vat,
    VatCategory,
)
from samband.engines.invoices.numbers import is_account_number, is_iban, is_kid, is_organisation_number
from samband.engines.invoices.totals import totals

NORWAY, NORWEGIAN_NUMBER = "NO", "0192"
LARGEST_NUMBER = Decimal(10**12)
LARGEST_ROUNDING = Decimal("0.02")
"""How far the standard lets the amount of a line be from price times number."""
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEEDS_REASON = (VatCategory.EXEMPT, VatCategory.OUTSIDE_SCOPE)

Faults = Iterator[InvoiceFault]


def check_invoice(*, invoice: Invoice) -> tuple[InvoiceFault, ...]:
    """Everything that is missing or wrong, in plain words; empty when the invoice may be sent.

    Names of rules are those of EN 16931 (BR-…) and Peppol BIS Billing 3.0 (PEPPOL-…, NO-R-…). Not everything
    that these rule sets ask is checked here: what the writer always does right is left out, and of codes
    (currency, country, unit, scheme of addresses, VATEX) only the form, not the standard's lists.
    """
    unwritable = tuple(_unwritable("invoice", invoice))
    return unwritable or tuple(fault for check in _CHECKS for fault in check(invoice))


def _head(invoice: Invoice) -> Faults:
    if not invoice.number.strip():
        yield InvoiceFault(
            "number", "The document has no number.", "Give it the next one of its series.", "BR-02"
        )
    if not re.fullmatch("[A-Z]{3}", invoice.currency):
        yield InvoiceFault("currency", f"“{invoice.currency}” is no currency.", "Write it as NOK.", "BR-05")
    if not 0 <= invoice.minor_units <= 2:
        what = f"Amounts have {invoice.minor_units} decimals."
        yield InvoiceFault("minor_units", what, "The standard allows 2 at most.", "BR-DEC-09")
    if not (invoice.buyer_reference.strip() or invoice.order_reference.strip()):
        remedy = "Ask the buyer for its reference or order number."
        yield InvoiceFault(
            "buyer_reference", "No reference of the buyer is given.", remedy, "PEPPOL-EN16931-R003"
        )
    if invoice.period and invoice.period[1] < invoice.period[0]:
        yield InvoiceFault("period", "The period ends before it begins.", "Correct one of the days.", "BR-29")


def _kind(invoice: Invoice) -> Faults:
    if invoice.kind is InvoiceKind.CREDIT_NOTE and not invoice.credits.strip():
        what = "The credit note does not say which invoice it takes back."
        yield InvoiceFault("credits", what, "Give the number of that invoice.", "BR-55")
    if invoice.due and invoice.due < invoice.issued:
        what = f"It is to be paid by {invoice.due}, before it is issued, {invoice.issued}."
        yield InvoiceFault("due", what, "Correct one of the two days.")
    if invoice.kind is InvoiceKind.INVOICE and not (invoice.due or invoice.payment.terms.strip()):
        yield InvoiceFault(
            "due", "By when to pay is not said.", "Give a due date, or terms of payment.", "BR-CO-25"
        )


def _parties(invoice: Invoice) -> Faults:
    yield from _party("seller", invoice.seller, ("BR-06", "BR-09", "PEPPOL-EN16931-R020"))
    yield from _party("buyer", invoice.buyer, ("BR-07", "BR-11", "PEPPOL-EN16931-R010"))
    yield from _vat_number("seller", invoice.seller)
    yield from _vat_number("buyer", invoice.buyer)


def _vat_number(field: str, party: Party) -> Faults:
    if not party.vat_number:
        return
    if field == "seller" and party.country == NORWAY:
        number = re.fullmatch("NO([0-9]{9})MVA", party.vat_number)
        if not (number and is_organisation_number(number[1])):
            what = f"“{party.vat_number}” is no Norwegian VAT number."
            remedy = "Write NO, the nine digits of the organisation number, MVA."
            yield InvoiceFault("seller.vat_number", what, remedy, "NO-R-001")
    elif not re.match("[A-Z]{2}.", party.vat_number):
        what = f"“{party.vat_number}” is no VAT number."
        remedy = "Begin with the two letters of its country, as NO."
        yield InvoiceFault(f"{field}.vat_number", what, remedy, "BR-CO-09")


def _party(field: str, party: Party, rules: tuple[str, str, str]) -> Faults:
    who = party.name.strip() or f"The {field}"
    if not party.name.strip():
        yield InvoiceFault(f"{field}.name", f"The {field} has no name.", "Give its name.", rules[0])
    if not re.fullmatch("[A-Z]{2}", party.country):
        yield InvoiceFault(
            f"{field}.country", f"{who} has no country.", "Write two letters, as NO.", rules[1]
        )
    if not re.fullmatch("[0-9]{4}", party.scheme):
        what, remedy = f"“{party.scheme}” is no scheme of addresses.", "Write four digits, 0192 for Norway."
        yield InvoiceFault(f"{field}.scheme", what, remedy, "PEPPOL-EN16931-CL008")
    if not party.organisation_number.strip():
        what, remedy = f"{who} has no organisation number.", "Enter it in the register."
        yield InvoiceFault(f"{field}.organisation_number", what, remedy, rules[2])
    elif party.scheme == NORWEGIAN_NUMBER and not is_organisation_number(party.organisation_number):
        what = f"{who}: {party.organisation_number} is no Norwegian organisation number."
        remedy = "It has nine digits, the last of which checks the others: look it up again."
        yield InvoiceFault(f"{field}.organisation_number", what, remedy, "PEPPOL-COMMON-R041")


def _lines(invoice: Invoice) -> Faults:
    if not invoice.lines:
        yield InvoiceFault("lines", "There is nothing to pay for.", "Add at least one line.", "BR-16")
    for number, line in enumerate(invoice.lines, start=1):
        yield from _line(f"lines.{number}", line)


def _line(field: str, line: InvoiceLine) -> Faults:
    if not line.name.strip():
        yield InvoiceFault(f"{field}.name", "The line does not say what for.", "Name it.", "BR-25")
    if not line.price.is_finite() or not line.quantity.is_finite():
        yield InvoiceFault(field, "The line has no amount.", "Give a price and a number.", "BR-24")
    elif max(abs(line.price), abs(line.quantity)) > LARGEST_NUMBER:
        yield InvoiceFault(field, "A number of the line is larger than any fee.", "Correct it.")
    elif line.price < 0:
        remedy = "Write a credit note, or a negative number."
        yield InvoiceFault(f"{field}.price", f"The price is {line.price}.", remedy, "BR-27")
    if not line.unit.strip():
        yield InvoiceFault(f"{field}.unit", "The number has no unit.", "Write EA for each.", "BR-23")
    yield from _vat(f"{field}.vat", line.vat)


def _vat(field: str, vat: Vat) -> Faults:
    letter, has_reason = vat.category.value, bool(vat.reason.strip() or vat.reason_code.strip())
    if not _is_lawful(vat):
        what = f"VAT of category {letter} is at {vat.percent} %."
        remedy = "Only category S has a rate, and it is above 0."
        yield InvoiceFault(f"{field}.percent", what, remedy, f"BR-{letter}-05")
    if vat.category in _NEEDS_REASON and not has_reason:
        what = "Why no VAT is charged is not said."
        yield InvoiceFault(f"{field}.reason", what, "Give the reason in words.", f"BR-{letter}-10")
    if vat.category not in _NEEDS_REASON and has_reason:
        what = f"VAT of category {letter} has a reason why none is charged."
        yield InvoiceFault(f"{field}.reason", what, "Remove it: only E and O have one.", f"BR-{letter}-10")


def _is_lawful(vat: Vat) -> bool:
    if vat.category is VatCategory.STANDARD:
        return vat.percent.is_finite() and vat.percent > 0
    return vat.percent == 0


def _vat_of_all(invoice: Invoice) -> Faults:
    categories = {line.vat.category for line in invoice.lines}
    if VatCategory.OUTSIDE_SCOPE in categories and len(categories) > 1:
        what = "Lines outside the scope of VAT stand beside others."
        yield InvoiceFault("lines", what, "Write two invoices.", "BR-O-11")
    for category in sorted(categories - {VatCategory.OUTSIDE_SCOPE}):
        if not invoice.seller.vat_number.strip():
            what = f"The seller has no VAT number, but lines are of VAT category {category.value}."
            remedy = "Enter it, or use category O for what lies outside the scope of VAT."
            yield InvoiceFault("seller.vat_number", what, remedy, f"BR-{category.value}-02")
            return
    exempt = {line.vat for line in invoice.lines if line.vat.category in _NEEDS_REASON}
    if len({vat.category for vat in exempt}) < len(exempt):
        what = "Lines of one VAT category give different reasons."
        yield InvoiceFault("lines", what, "Give one reason for each category.", "BR-E-01")


def _payment(invoice: Invoice) -> Faults:
    account, is_invoice = invoice.payment.account, invoice.kind is InvoiceKind.INVOICE
    if not account.strip():
        if is_invoice:
            yield InvoiceFault("payment.account", "The account to pay to is missing.", "Give it.", "BR-61")
    elif account[:2].isalpha():
        if not is_iban(account):
            what = f"{account} is no IBAN."
            yield InvoiceFault("payment.account", what, "Look it up again; write it without spaces.")
    elif invoice.seller.country == NORWAY and not is_account_number(account):
        what = f"{account} is no Norwegian account number."
        yield InvoiceFault("payment.account", what, "It has eleven digits: look it up again.")
    if invoice.payment.kid and invoice.seller.country == NORWAY and not is_kid(invoice.payment.kid):
        what = f"{invoice.payment.kid} is no KID."
        yield InvoiceFault("payment.kid", what, "Its last digit checks the others: make it anew.")


def _amounts(invoice: Invoice) -> Faults:
    if not all(_is_usable(line) for line in invoice.lines) or not 0 <= invoice.minor_units <= 2:
        return
    sums = totals(invoice=invoice)
    for number, (line, amount) in enumerate(zip(invoice.lines, sums.lines, strict=True), start=1):
        exact = line.price * line.quantity
        if abs(exact - amount) > LARGEST_ROUNDING:
            what = (
                f"{line.quantity} times {line.price} is {exact:f}, and the currency has {amount:f} at best."
            )
            remedy = "Round the price, so that the line is told as it is paid."
            yield InvoiceFault(f"lines.{number}.price", what, remedy, "PEPPOL-EN16931-R120")
    if sums.payable < 0:
        what = "What is to be paid is below 0."
        yield InvoiceFault("lines", what, "Write a credit note instead, with amounts above 0.")


def _is_usable(line: InvoiceLine) -> bool:
    numbers = (line.price, line.quantity)
    is_written = all(number.is_finite() and abs(number) <= LARGEST_NUMBER for number in numbers)
    return is_written and line.vat.percent.is_finite()


def _unwritable(field: str, value: object) -> Faults:
    """Characters that no XML file can hold."""
    if isinstance(value, str) and _UNWRITABLE.search(value):
        yield InvoiceFault(field, "The text has a character that cannot be written.", "Type it anew.")
    elif is_dataclass(value):
        for part in fields(value):
            yield from _unwritable(f"{field}.{part.name}", getattr(value, part.name))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value, start=1):
            yield from _unwritable(f"{field}.{number}", entry)


_CHECKS: tuple[Callable[[Invoice], Faults], ...] = (
    _head,
    _kind,
    _parties,
    _lines,
    _vat_of_all,
    _payment,
    _amounts,
)
