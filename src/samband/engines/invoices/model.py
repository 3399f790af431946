# SPDX-License-Identifier: EUPL-1.2
"""An invoice or credit note as data, before it is UBL, a report or a PDF. Amounts: Decimal, major units."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class InvoiceKind(StrEnum):
    """With the UNTDID 1001 code of the document."""

    INVOICE = "380"
    CREDIT_NOTE = "381"


class VatCategory(StrEnum):
    """UNCL5305. OUTSIDE_SCOPE: not subject to VAT, as membership fees as a rule. EXEMPT: with a reason."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    OUTSIDE_SCOPE = "O"


@dataclass(frozen=True, slots=True)
class Vat:
    """percent: 0 for all but STANDARD. reason: why no VAT is charged, in words; needed for E and O.

    reason_code: VATEX code, as VATEX-EU-O; may be empty.
    """

    category: VatCategory = VatCategory.OUTSIDE_SCOPE
    percent: Decimal = Decimal(0)
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or a buyer. organisation_number: digits, of the country's register.

    scheme: EAS code of the electronic address and of the organisation number, 0192 for Norway.
    endpoint: electronic address when it is not the organisation number.
    vat_number: with its country, as NO987654325MVA; empty when not registered for VAT.
    is_in_company_register: registered in Norway's Foretaksregisteret, which companies must print.
    """

    name: str
    organisation_number: str
    country: str = "NO"
    street: str = ""
    postal_code: str = ""
    city: str = ""
    scheme: str = "0192"
    endpoint: str = ""
    vat_number: str = ""
    is_in_company_register: bool = False
    contact: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """amount: quantity × price, rounded to the currency. explanation: how the price came about, sentences."""

    name: str
    price: Decimal
    quantity: Decimal = Decimal(1)
    unit: str = "EA"
    vat: Vat = field(default_factory=Vat)
    explanation: tuple[str, ...] = ()
    buyer_account: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """account: IBAN, or the national account number (eleven digits in Norway). kid: reference to pay with."""

    account: str
    kid: str = ""
    bic: str = ""
    account_name: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """credits, credited_on: number and date of the invoice that a credit note takes back.

    buyer_reference: the buyer's own reference; order_reference: of its order. One of the two is needed.
    period: first and last day, both included, that the invoice is for.
    """

    kind: InvoiceKind
    number: str
    issued: date
    seller: Party
    buyer: Party
    lines: tuple[InvoiceLine, ...]
    payment: Payment
    due: date | None = None
    currency: str = "NOK"
    minor_units: int = 2
    buyer_reference: str = ""
    order_reference: str = ""
    note: str = ""
    period: tuple[date, date] | None = None
    credits: str = ""
    credited_on: date | None = None


@dataclass(frozen=True, slots=True)
class VatTotal:
    vat: Vat
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """net: sum of the lines. gross: net and VAT. payable: what is to be paid, or was credited."""

    lines: tuple[Decimal, ...]
    vat: tuple[VatTotal, ...]
    net: Decimal
    tax: Decimal
    gross: Decimal
    payable: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceFault:
    """field: path, as seller.organisation_number or lines.2.price. rule: id in the standard, if any."""

    field: str
    what: str
    remedy: str
    rule: str = ""

    def __str__(self) -> str:
        rule = f" ({self.rule})" if self.rule else ""
        return f"{self.field}: {self.what} {self.remedy}{rule}"


class BadInvoice(ValueError):  # noqa: N818  it names the fact
    """An invoice that may not be sent. faults: everything that is missing or wrong."""

    def __init__(self, faults: tuple[InvoiceFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
