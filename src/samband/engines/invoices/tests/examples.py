# SPDX-License-Identifier: EUPL-1.2
"""Invoices for tests. The organisations are made up; their numbers have the right check digits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from samband.engines.invoices import (
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Party,
    Payment,
    Vat,
    VatCategory,
    kid,
)

OUTSIDE = Vat(reason="Membership fees are outside the scope of VAT", reason_code="VATEX-EU-O")
STANDARD = Vat(VatCategory.STANDARD, Decimal(25))
EXEMPT = Vat(VatCategory.EXEMPT, reason="Exempt by the VAT Act, section 3-13")

ASSOCIATION = Party(
    name="Kommunesamband",
    organisation_number="310000000",
    street="Eksempelgata 1",
    postal_code="0150",
    city="Oslo",
    contact="Regnskap",
    email="regnskap@example.org",
)
MEMBER = Party(
    name="Eksempel kommune",
    organisation_number="310000019",
    street="Rådhusplassen 2",
    postal_code="5547",
    city="Eksempelvik",
)
ORDINARY = InvoiceLine(
    name="Ordinær kontingent",
    price=Decimal("115082.80"),
    vat=OUTSIDE,
    explanation=("Base amount NOK 108,142.", "NOK 36.15 for each of 192 inhabitants in 2019: NOK 6,940.80."),
)
RESEARCH = InvoiceLine(name="FoU-kontingent", price=Decimal("1155.84"), vat=OUTSIDE)
INVOICE = Invoice(
    kind=InvoiceKind.INVOICE,
    number="2020-0001",
    issued=date(2020, 1, 31),
    due=date(2020, 3, 1),
    seller=ASSOCIATION,
    buyer=MEMBER,
    lines=(ORDINARY, RESEARCH),
    payment=Payment(account="12345678903", kid=kid(digits="202000001151"), account_name="Kommunesamband"),
    buyer_reference="Økonomi",
    period=(date(2020, 1, 1), date(2020, 12, 31)),
)
CREDIT_NOTE = replace(
    INVOICE,
    kind=InvoiceKind.CREDIT_NOTE,
    number="2020-0002",
    credits="2020-0001",
    credited_on=date(2020, 1, 31),
    lines=(replace(ORDINARY, price=Decimal("57541.40")),),
)
TAXED = replace(
    INVOICE,
    seller=replace(ASSOCIATION, vat_number="NO310000000MVA", is_in_company_register=True),
    lines=(
        InvoiceLine(
            "Course",
            Decimal("1333.33"),
            Decimal(3),
            vat=STANDARD,
        ),
        replace(RESEARCH, vat=EXEMPT),
    ),
)
