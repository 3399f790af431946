# SPDX-License-Identifier: EUPL-1.2
"""What an invoice lacks is told in plain words, all at once, before anything is written."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from samband.engines.invoices import (
    Invoice,
    InvoiceLine,
    Vat,
    VatCategory,
    check_invoice,
    is_kid,
    is_organisation_number,
    kid,
)
from samband.engines.invoices.numbers import is_account_number, is_iban
from samband.engines.invoices.tests.examples import (
    CREDIT_NOTE,
    EXEMPT,
    INVOICE,
    ORDINARY,
    OUTSIDE,
    RESEARCH,
    STANDARD,
    TAXED,
)


def seller(**changes) -> Invoice:
    return replace(INVOICE, seller=replace(INVOICE.seller, **changes))


def buyer(**changes) -> Invoice:
    return replace(INVOICE, buyer=replace(INVOICE.buyer, **changes))


def paid(**changes) -> Invoice:
    return replace(INVOICE, payment=replace(INVOICE.payment, **changes))


def line(**changes) -> Invoice:
    return replace(INVOICE, lines=(ORDINARY, replace(RESEARCH, **changes)))


@pytest.mark.parametrize("invoice", [INVOICE, CREDIT_NOTE, TAXED])
def test_a_complete_document_has_no_faults(invoice):
    assert check_invoice(invoice=invoice) == ()


@pytest.mark.parametrize(
    ("invoice", "field", "rule"),
    [
        (replace(INVOICE, number=" "), "number", "BR-02"),
        (replace(INVOICE, currency="kr"), "currency", "BR-05"),
        (replace(INVOICE, minor_units=3), "minor_units", "BR-DEC-09"),
        (replace(INVOICE, buyer_reference=""), "buyer_reference", "PEPPOL-EN16931-R003"),
        (replace(INVOICE, period=(date(2020, 2, 1), date(2020, 1, 1))), "period", "BR-29"),
        (replace(INVOICE, due=None), "due", "BR-CO-25"),
        (replace(INVOICE, due=date(2020, 1, 30)), "due", ""),
        (replace(CREDIT_NOTE, credits=""), "credits", "BR-55"),
        (replace(INVOICE, lines=()), "lines", "BR-16"),
        (seller(name=""), "seller.name", "BR-06"),
        (seller(country="Norge"), "seller.country", "BR-09"),
        (seller(organisation_number=""), "seller.organisation_number", "PEPPOL-EN16931-R020"),
        (seller(organisation_number="310000001"), "seller.organisation_number", "PEPPOL-COMMON-R041"),
        (seller(vat_number="310000000"), "seller.vat_number", "NO-R-001"),
        (buyer(vat_number="310000019"), "buyer.vat_number", "BR-CO-09"),
        (seller(country="MD", scheme="0130", vat_number="123"), "seller.vat_number", "BR-CO-09"),
        (buyer(name=""), "buyer.name", "BR-07"),
        (buyer(scheme="NO"), "buyer.scheme", "PEPPOL-EN16931-CL008"),
        (buyer(organisation_number=""), "buyer.organisation_number", "PEPPOL-EN16931-R010"),
        (buyer(organisation_number="31 00 00 019"), "buyer.organisation_number", "PEPPOL-COMMON-R041"),
        (line(name=""), "lines.2.name", "BR-25"),
        (line(price=Decimal("NaN")), "lines.2", "BR-24"),
        (line(price=Decimal(-1)), "lines.2.price", "BR-27"),
        (line(price=Decimal("1e30")), "lines.2", ""),
        (line(unit=""), "lines.2.unit", "BR-23"),
        (line(vat=Vat()), "lines.2.vat.reason", "BR-O-10"),
        (line(vat=replace(OUTSIDE, percent=Decimal(-5))), "lines.2.vat.percent", "BR-O-05"),
        (line(vat=replace(OUTSIDE, percent=Decimal("NaN"))), "lines.2.vat.percent", "BR-O-05"),
        (line(vat=replace(STANDARD, reason="none")), "lines.2.vat.reason", "BR-S-10"),
        (line(vat=Vat(VatCategory.ZERO, reason_code="VATEX-EU-O")), "lines.2.vat.reason", "BR-Z-10"),
        (line(vat=STANDARD), "lines", "BR-O-11"),
        (replace(INVOICE, lines=(replace(RESEARCH, vat=EXEMPT),)), "seller.vat_number", "BR-E-02"),
        (
            replace(TAXED, lines=(InvoiceLine("x", Decimal(1), vat=Vat(VatCategory.STANDARD)),)),
            "lines.1.vat.percent",
            "BR-S-05",
        ),
        (line(price=Decimal(10), quantity=Decimal(-50_000)), "lines", ""),
        (replace(line(price=Decimal("0.30")), minor_units=0), "lines.2.price", "PEPPOL-EN16931-R120"),
        (paid(account=""), "payment.account", "BR-61"),
        (paid(account="12345678904"), "payment.account", ""),
        (paid(account="NO9386011117948"), "payment.account", ""),
        (paid(kid="2020000011517"), "payment.kid", ""),
        (replace(INVOICE, note="\x07"), "invoice.note", ""),
    ],
)
def test_each_fault_names_its_field_and_the_rule(invoice, field, rule):
    faults = check_invoice(invoice=invoice)

    assert (field, rule) in [(fault.field, fault.rule) for fault in faults], faults
    assert all(fault.what and fault.remedy for fault in faults)


def test_all_faults_are_told_at_once_in_plain_words():
    empty = replace(buyer(organisation_number=""), due=None, buyer_reference="")

    assert [str(fault) for fault in check_invoice(invoice=empty)] == [
        "buyer_reference: No reference of the buyer is given. Ask the buyer for its reference or order "
        "number. (PEPPOL-EN16931-R003)",
        "due: By when to pay is not said. Give a due date, or terms of payment. (BR-CO-25)",
        "buyer.organisation_number: Eksempel kommune has no organisation number. Enter it in the register. "
        "(PEPPOL-EN16931-R010)",
    ]


def test_organisation_numbers_check_themselves():
    """The Brønnøysund Register Centre's own number is printed on its pages: 974 760 673."""
    assert is_organisation_number("974760673")
    assert not any(
        is_organisation_number(text) for text in ("974760674", "97476067", "974760673 ", "９74760673")
    )


def test_accounts_check_themselves():
    """NO93 8601 1117 947 is the example of the registry of IBAN; its last eleven digits are the account."""
    assert is_iban("NO9386011117947")
    assert is_account_number("86011117947")
    assert not is_iban("NO9386011117948")
    assert not is_account_number("86011117948")


def test_references_to_pay_with_check_themselves():
    """Modulus 10 is Luhn's: 7992739871 gets 3, his textbook example. Modulus 11: 1234567 gets 4."""
    assert kid(digits="7992739871") == "79927398713"
    assert is_kid("79927398713")
    assert is_kid("12345674")
    assert not is_kid("79927398714")
    with pytest.raises(ValueError, match="1 to 24 digits"):
        kid(digits="2020-1")


@pytest.mark.parametrize("number", range(0, 400, 7))
def test_a_wrong_digit_in_a_reference_is_noticed(number):
    good = kid(digits=f"{number:06}")
    other = f"{good[:3]}{(int(good[3]) + 1) % 10}{good[4:]}"

    assert is_kid(good)
    assert other != kid(digits=other[:-1])
