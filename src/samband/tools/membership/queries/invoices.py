# SPDX-License-Identifier: EUPL-1.2
"""Invoices and credit notes, what stands on them, and the files made of them."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.members.queries import lineage_of
from samband.engines.invoices import Invoice as Document
from samband.engines.invoices import InvoiceWords, is_organisation_number, to_report, to_ubl
from samband.engines.reports import ReportWords, to_pdf
from samband.engines.tables import csv_lines
from samband.tools.membership.analysis.balance import Due, dues
from samband.tools.membership.analysis.documents import document_from_plain
from samband.tools.membership.models import Buyer, FeeYear, FrozenFee, Invoice, Seller
from samband.tools.membership.queries.fees import NoSuchYear
from samband.tools.membership.rules import RUN_MEMBERSHIP, SEE_OWN, InvoiceState

FORMATS = ("pdf", "xml")


class NoSuchInvoice(LookupError):  # noqa: N818  it names the fact
    def __init__(self, number: int) -> None:
        super().__init__(gettext("There is no invoice %(number)s.") % {"number": number})


class FilesMissing(ValueError):  # noqa: N818  it names the fact
    """The job has not made all files yet."""

    def __init__(self, count: int) -> None:
        words = gettext("%(count)s invoices have no file yet. Make the files first.")
        super().__init__(words % {"count": count})


class NoSeller(ValueError):  # noqa: N818  it names the fact
    """What must stand on an invoice about the association is not filled in."""

    def __init__(self) -> None:
        super().__init__(
            gettext("What stands on invoices about the association is missing. Fill it in before invoicing.")
        )


@dataclass(frozen=True, slots=True)
class SellerRecord:
    name: str
    organisation_number: str
    street: str
    postal_code: str
    city: str
    country: str
    is_in_company_register: bool
    email: str
    bank_account: str
    days_to_pay: int
    vat_reason: str
    first_number: int
    receivable_account: str
    income_account: str


@dataclass(frozen=True, slots=True)
class BuyerRecord:
    """Where the invoices of a member go. endpoint: empty when it is the organisation number."""

    member: str
    organisation_number: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    endpoint: str = ""
    reference: str = ""

    @property
    def is_complete(self) -> bool:
        return bool(self.organisation_number)


@dataclass(frozen=True, slots=True)
class InvoiceRecord:
    """amount: minor units, negative for a credit note. credits: number of the invoice it takes back, or 0."""

    number: int
    is_credit: bool
    year: int
    revision: int
    member: str
    name: str
    amount: int
    currency: str
    minor_units: int
    issued_on: date
    due_on: date | None
    credits: int
    state: InvoiceState
    sent_on: date | None
    paid_on: date | None
    is_synthetic: bool
    document: Document


def seller(*, actor: Actor) -> SellerRecord | None:
    """None until somebody has filled it in. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    row = Seller.objects.first()
    return None if row is None else seller_record(row=row)


def buyers(*, actor: Actor) -> Mapping[str, BuyerRecord]:
    """Member -> where its invoices go. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    return {row.member: buyer_record(row=row) for row in Buyer.objects.order_by("member")}


def invoices(
    *, actor: Actor, year: int | None = None, state: str = "", text: str = ""
) -> tuple[InvoiceRecord, ...]:
    """Latest number first. text: part of the member's name or its code. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    rows = Invoice.objects.select_related("fee_year", "fee_year__model", "credits").order_by("-number")
    rows = rows.filter(fee_year__year=year) if year else rows
    rows = rows.filter(state=state) if state else rows
    wanted = text.strip().casefold()
    return tuple(
        invoice_record(row=row)
        for row in rows
        if not wanted or wanted in row.name.casefold() or row.member.startswith(wanted)
    )


def invoices_of(*, actor: Actor, member: str) -> tuple[InvoiceRecord, ...]:
    """Those of the member and of those that it came from, latest first. Raises NotAllowed."""
    require(actor=actor, permission=SEE_OWN, authority=member)
    rows = Invoice.objects.filter(member__in=lineage_of(code=member)).order_by("-number")
    found = rows.select_related("fee_year", "fee_year__model", "credits")
    return tuple(invoice_record(row=row) for row in found)


def invoice(*, actor: Actor, number: int) -> InvoiceRecord:
    """For the association and for the member itself. Raises NoSuchInvoice, NotAllowed."""
    row = (
        Invoice.objects.select_related("fee_year", "fee_year__model", "credits").filter(number=number).first()
    )
    require(actor=actor, permission=SEE_OWN, authority=row.member if row else "")
    if row is None:
        raise NoSuchInvoice(number)
    return invoice_record(row=row)


def balances(*, actor: Actor, year: int) -> tuple[Due, ...]:
    """What is left to invoice and to credit by the latest decision. Raises NoSuchYear, NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    latest = FeeYear.objects.filter(year=year).order_by("-revision").first()
    if latest is None:
        raise NoSuchYear(year)
    return open_dues(latest=latest)


def open_dues(*, latest: FeeYear) -> tuple[Due, ...]:
    owed = dict(FrozenFee.objects.filter(fee_year=latest).values_list("member", "amount"))
    rows = Invoice.objects.filter(fee_year__year=latest.year).values("member").annotate(total=Sum("amount"))
    return dues(owed=owed, invoiced={row["member"]: row["total"] for row in rows})


def invoice_file(*, actor: Actor, number: int, format: str) -> bytes:  # noqa: A002
    """``pdf`` or ``xml`` (EHF, Peppol BIS Billing 3.0): as the job made it, else made now.

    Raises NoSuchInvoice, NotAllowed, BadInvoice.
    """
    found = invoice(actor=actor, number=number)
    kept = file_of(number=number, format=format)
    return kept.read_bytes() if kept.is_file() else made_file(record=found, format=format)


def invoice_archive(*, actor: Actor, year: int) -> bytes:
    """PDF and XML of all invoices of the year in one zip, as the job made them.

    Raises FilesMissing when it has not made them all, NotAllowed.
    """
    found = invoices(actor=actor, year=year)
    if missing := _without_files(found):
        raise FilesMissing(missing)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in reversed(found):
            for name in FORMATS:
                content = file_of(number=one.number, format=name).read_bytes()
                archive.writestr(f"{one.year}/{one.number}-{one.member}.{name}", content)
    return target.getvalue()


def missing_files(*, actor: Actor, year: int) -> int:
    """How many invoices of the year have no file yet: the job has not made them. Raises NotAllowed."""
    return _without_files(invoices(actor=actor, year=year))


def _without_files(found: Iterable[InvoiceRecord]) -> int:
    return sum(
        not all(file_of(number=one.number, format=name).is_file() for name in FORMATS) for one in found
    )


def made_file(*, record: InvoiceRecord, format: str) -> bytes:  # noqa: A002
    if format == "xml":
        return to_ubl(invoice=record.document)
    created = datetime.combine(record.issued_on, datetime.min.time(), tzinfo=UTC)
    notice = gettext("Synthetic, for demonstration: nobody owes this.") if record.is_synthetic else ""
    return to_pdf(
        report=to_report(invoice=record.document, created=created, words=paper_words(), notice=notice)
    )


def file_of(*, number: int, format: str) -> Path:  # noqa: A002
    """Where the file of an invoice lies: private, in the home folder."""
    return Path(settings.SAMBAND_HOME) / "invoices" / f"{number}.{format}"


def accounting_lines(*, actor: Actor, year: int) -> Iterator[str]:
    """One line for each line of each invoice, for import into accounts. Raises NotAllowed, NoSeller."""
    who = seller(actor=actor)
    if who is None:
        raise NoSeller
    header = (
        "number", "kind", "credits", "issued_on", "due_on", "member", "name", "organisation_number", "line",
        "amount", "currency", "receivable_account", "income_account", "reference", "paid_on",
    )  # fmt: skip
    return csv_lines(header=header, rows=_accounting_rows(invoices(actor=actor, year=year), who))


def _accounting_rows(found: Iterable[InvoiceRecord], who: SellerRecord) -> Iterator[tuple[object, ...]]:
    for one in sorted(found, key=lambda one: one.number):
        document = one.document
        for line in document.lines:
            amount = line.price * line.quantity * (-1 if one.is_credit else 1)
            yield (
                one.number, "credit_note" if one.is_credit else "invoice", one.credits or None, one.issued_on,
                one.due_on, one.member, one.name, document.buyer.organisation_number, line.name, amount,
                one.currency, who.receivable_account, who.income_account, document.payment.kid, one.paid_on,
            )  # fmt: skip


def paper_words() -> InvoiceWords:
    """The words on the paper in the language of the installation."""
    language = settings.LANGUAGE_CODE.partition("-")[0]
    return InvoiceWords(
        language=language,
        invoice=gettext("Invoice {number}"),
        credit_note=gettext("Credit note {number}"),
        seller=gettext("From"),
        buyer=gettext("To"),
        organisation_number=gettext("Organisation number"),
        address=gettext("Address"),
        contact=gettext("Contact"),
        issued=gettext("Date"),
        period=gettext("Period"),
        period_range=gettext("{first} to {last}"),
        credits=gettext("Takes back"),
        your_reference=gettext("Your reference"),
        order=gettext("Order"),
        lines=gettext("What is charged"),
        lines_credited=gettext("What is credited"),
        what=gettext("What"),
        quantity=gettext("Count"),
        price=gettext("Price"),
        vat=gettext("VAT"),
        no_vat=gettext("none"),
        amount=gettext("Amount ({currency})"),
        how=gettext("How the amounts came about"),
        net=gettext("Sum without VAT"),
        to_pay=gettext("To pay by {due}: {currency} {amount}"),
        to_pay_no_day=gettext("To pay: {currency} {amount}"),
        credited=gettext("Credited: {currency} {amount}"),
        pay=gettext("How to pay"),
        account=gettext("Account"),
        kid=gettext("Reference (KID)"),
        company_register=gettext("Registered in the Register of Business Enterprises"),
        terms=gettext("Terms of payment"),
        report=ReportWords(
            contents=gettext("Contents"),
            figure=gettext("Figure"),
            table=gettext("Table"),
            page=gettext("Page {page} of {pages}"),
            summary=gettext("Summary"),
        ),
    )


def is_number(*, text: str, country: str) -> bool:
    """Whether the text can be an organisation number; only Norway's have a form that is known here."""
    return is_organisation_number(text) if country == "NO" else bool(text.strip())


def seller_record(*, row: Seller) -> SellerRecord:
    return SellerRecord(
        name=row.name,
        organisation_number=row.organisation_number,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        country=row.country,
        is_in_company_register=row.is_in_company_register,
        email=row.email,
        bank_account=row.bank_account,
        days_to_pay=row.days_to_pay,
        vat_reason=row.vat_reason,
        first_number=row.first_number,
        receivable_account=row.receivable_account,
        income_account=row.income_account,
    )


def buyer_record(*, row: Buyer) -> BuyerRecord:
    return BuyerRecord(
        member=row.member,
        organisation_number=row.organisation_number,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        endpoint=row.endpoint,
        reference=row.reference,
    )


def invoice_record(*, row: Invoice) -> InvoiceRecord:
    return InvoiceRecord(
        number=row.number,
        is_credit=row.is_credit,
        year=row.fee_year.year,
        revision=row.fee_year.revision,
        member=row.member,
        name=row.name,
        amount=row.amount,
        currency=row.currency,
        minor_units=row.fee_year.minor_units,
        issued_on=row.issued_on,
        due_on=row.due_on,
        credits=row.credits.number if row.credits else 0,
        state=InvoiceState(row.state),
        sent_on=row.sent_on,
        paid_on=row.paid_on,
        is_synthetic=row.fee_year.is_synthetic,
        document=document_from_plain(plain=row.document),
    )
