# SPDX-License-Identifier: EUPL-1.2
"""Invoices as Peppol BIS Billing 3.0, judged by the official schemas and rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from samband.engines.invoices import (
    BadInvoice,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Vat,
    VatCategory,
    check_invoice,
    to_ubl,
    totals,
)
from samband.engines.invoices.tests.examples import (
    CREDIT_NOTE,
    EXEMPT,
    INVOICE,
    MEMBER,
    OUTSIDE,
    RESEARCH,
    STANDARD,
    TAXED,
)
from samband.engines.invoices.tests.official_rules import judge

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def said(invoice: Invoice, path: str) -> list[str]:
    found = etree.fromstring(to_ubl(invoice=invoice)).xpath(path, namespaces=NAMES)
    return [one if isinstance(one, str) else one.text for one in found]


@pytest.mark.parametrize("invoice", [INVOICE, CREDIT_NOTE, TAXED], ids=["invoice", "credit_note", "with_vat"])
def test_documents_are_valid_by_the_schema_and_by_every_rule(invoice):
    verdict = judge(to_ubl(invoice=invoice))

    assert verdict.is_valid, verdict
    assert verdict.fired > 80


def test_the_only_remark_is_that_of_the_register_of_companies():
    """NO-R-002 is a warning to companies that must name the register; an association need not."""
    assert judge(to_ubl(invoice=INVOICE)).warnings == ("NO-R-002",)
    assert judge(to_ubl(invoice=TAXED)).warnings == ()


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        (b"116238.64</cbc:PayableAmount>", b"116238.65</cbc:PayableAmount>", "BR-CO-16"),
        (b"<cbc:BuyerReference>\xc3\x98konomi</cbc:BuyerReference>", b"", "PEPPOL-EN16931-R003"),
        (b">310000000<", b">310000001<", "PEPPOL-COMMON-R041"),
        (b"<cbc:ID>O</cbc:ID>", b"<cbc:ID>Z</cbc:ID>", "BR-Z-02"),
        (b"380</cbc:InvoiceTypeCode>", b"389</cbc:InvoiceTypeCode>", "PEPPOL-EN16931-P0100"),
    ],
)
def test_the_judges_do_refuse_what_is_wrong(right, wrong, rule):
    xml = to_ubl(invoice=INVOICE)
    assert right in xml

    assert rule in judge(xml.replace(right, wrong)).fatal


def test_elements_in_a_wrong_order_are_refused_by_the_schema():
    root = etree.fromstring(to_ubl(invoice=INVOICE))
    root.append(root[0])

    assert judge(etree.tostring(root)).schema_faults


def test_parties_are_addressed_by_their_organisation_numbers():
    assert said(INVOICE, "//cac:AccountingCustomerParty//cbc:EndpointID") == ["310000019"]
    assert said(INVOICE, "//cac:AccountingCustomerParty//cbc:EndpointID/@schemeID") == ["0192"]
    assert said(INVOICE, "//cac:PartyLegalEntity/cbc:CompanyID") == ["310000000", "310000019"]


def test_fees_outside_the_scope_of_vat_carry_a_reason_and_no_vat_number():
    registered = replace(INVOICE, seller=TAXED.seller)

    assert said(INVOICE, "//cac:TaxSubtotal//cbc:ID") == ["O", "VAT"]
    assert said(INVOICE, "//cbc:TaxExemptionReason") == [OUTSIDE.reason]
    assert said(registered, "//cac:PartyTaxScheme//cac:TaxScheme/cbc:ID") == ["TAX"]
    assert judge(to_ubl(invoice=registered)).is_valid


def test_the_reference_to_pay_with_the_account_and_the_day_are_there():
    assert said(INVOICE, "//cbc:PaymentID") == [INVOICE.payment.kid]
    assert said(INVOICE, "//cac:PayeeFinancialAccount/cbc:ID") == ["12345678903"]
    assert said(INVOICE, "/*/cbc:DueDate") == ["2020-03-01"]


def test_a_credit_note_names_the_invoice_and_has_amounts_above_zero():
    assert said(CREDIT_NOTE, "//cac:BillingReference//cbc:ID") == ["2020-0001"]
    assert said(CREDIT_NOTE, "//cbc:PayableAmount") == ["57541.40"]
    assert said(CREDIT_NOTE, "//cbc:CreditNoteTypeCode") == ["381"]


def test_each_line_explains_itself():
    assert said(INVOICE, "//cac:InvoiceLine[1]//cbc:Description") == [
        "Base amount NOK 108,142. NOK 36.15 for each of 192 inhabitants in 2019: NOK 6,940.80."
    ]


def test_sums_by_hand():
    """3 · 1,333.33 = 3,999.99, of which 25 % is 999.9975, and 1,155.84 without VAT."""
    sums = totals(invoice=TAXED)

    assert sums.lines == (Decimal("3999.99"), Decimal("1155.84"))
    assert [(one.vat.category, one.taxable, one.tax) for one in sums.vat] == [
        ("S", Decimal("3999.99"), Decimal("1000.00")),
        ("E", Decimal("1155.84"), Decimal("0.00")),
    ]
    assert (sums.net, sums.tax, sums.payable) == (Decimal("5155.83"), Decimal("1000.00"), Decimal("6155.83"))


def test_an_incomplete_invoice_is_not_written():
    with pytest.raises(BadInvoice, match="no organisation number"):
        to_ubl(invoice=replace(INVOICE, buyer=replace(MEMBER, organisation_number="")))


def mostly(usual: st.SearchStrategy, rare: object) -> st.SearchStrategy:
    """Seldom the value that is refused, so that many invoices get through."""
    return st.integers(0, 20).flatmap(lambda number: usual if number else st.just(rare))


written = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
texts = mostly(st.text(written, min_size=1, max_size=12), "")
prices = mostly(st.decimals(min_value=0, max_value=10**7, places=3), Decimal(-1))
vats = st.sampled_from(
    [
        OUTSIDE,
        STANDARD,
        EXEMPT,
        Vat(VatCategory.ZERO),
        Vat(VatCategory.STANDARD, Decimal("15.5")),
        Vat(reason=""),
        Vat(VatCategory.STANDARD, Decimal(25), reason="none"),
        Vat(VatCategory.ZERO, Decimal(-5)),
    ]
)
lines = st.builds(
    InvoiceLine,
    name=texts,
    price=prices,
    quantity=mostly(st.decimals(min_value=0, max_value=50, places=2), Decimal(-3)),
    vat=vats,
    explanation=st.tuples(texts),
    buyer_account=texts,
)
parties = st.builds(
    replace,
    st.sampled_from([INVOICE.seller, INVOICE.buyer, TAXED.seller]),
    name=texts,
    street=texts,
    city=texts,
    contact=texts,
    email=texts,
    endpoint=st.sampled_from(["", "", " "]),
)
invoices = st.builds(
    Invoice,
    kind=st.sampled_from(InvoiceKind),
    number=texts,
    issued=st.dates(date(2020, 1, 1), date(2020, 2, 1)),
    due=st.just(date(2020, 2, 15)) | st.dates(date(2020, 2, 1), date(2020, 3, 1)),
    seller=parties,
    buyer=parties,
    lines=mostly(st.lists(lines, min_size=1, max_size=3).map(tuple), ()),
    payment=st.sampled_from(
        [INVOICE.payment, replace(INVOICE.payment, terms="30 days", kid="", bic="DNBANOKK")]
    ),
    minor_units=st.sampled_from([0, 2]),
    buyer_reference=texts,
    order_reference=texts,
    note=texts,
    period=st.none() | st.just(INVOICE.period),
    credits=texts,
    credited_on=st.none() | st.just(date(2019, 12, 31)),
)


@settings(max_examples=150, deadline=None)  # the first one waits for the rules to be compiled
@given(invoice=invoices, vat=mostly(vats, None))
def test_whatever_the_check_lets_through_is_valid(invoice, vat):
    if vat:
        invoice = replace(invoice, lines=tuple(replace(line, vat=vat) for line in invoice.lines))
    if check_invoice(invoice=invoice):
        with pytest.raises(BadInvoice):
            to_ubl(invoice=invoice)
    else:
        verdict = judge(to_ubl(invoice=invoice))
        assert verdict.is_valid, (verdict, to_ubl(invoice=invoice).decode())


def test_many_lines_add_up_as_the_standard_wants():
    thirds = tuple(replace(RESEARCH, price=Decimal("33.3333"), quantity=Decimal(n)) for n in range(1, 60))

    assert judge(to_ubl(invoice=replace(INVOICE, lines=thirds))).is_valid
