# SPDX-License-Identifier: EUPL-1.2
"""Invoices and credit notes from a decided year: numbered without gaps, never changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from samband.core.access.rules import INSTALLATION, Actor, require
from samband.core.audit.operations import record
from samband.core.jobs.operations import queue_job
from samband.core.jobs.queries import JobRecord
from samband.engines.fees import FeeLine, in_major, line_from_plain
from samband.engines.invoices import (
    Invoice as Document,
)
from samband.engines.invoices import (
    InvoiceKind,
    InvoiceLine,
    Party,
    Payment,
    Vat,
    VatCategory,
    check_invoice,
    kid,
)
from samband.tools.membership.analysis.balance import Due
from samband.tools.membership.analysis.documents import document_to_plain
from samband.tools.membership.card import INVOICE_FILES
from samband.tools.membership.models import Buyer, FeeYear, Invoice, Seller
from samband.tools.membership.queries.fees import NoSuchYear
from samband.tools.membership.queries.invoices import (
    FORMATS,
    InvoiceRecord,
    NoSeller,
    NoSuchInvoice,
    file_of,
    invoice_record,
    invoices,
    made_file,
    open_dues,
)
from samband.tools.membership.queries.wording import amount_text, line_name, sentences
from samband.tools.membership.rules import RUN_MEMBERSHIP, InvoiceState


class CannotInvoice(ValueError):  # noqa: N818  it names the fact
    """Some documents could not be sent, so that none was made. faults: in words, one for each cause."""

    def __init__(self, faults: Sequence[str]) -> None:
        words = gettext("No invoice was made. %(count)s things are missing or wrong.")
        super().__init__(words % {"count": len(faults)})
        self.faults = tuple(faults)


class NothingDue(ValueError):  # noqa: N818  it names the fact
    def __init__(self, year: int) -> None:
        words = gettext("Everything of %(year)s is invoiced, and nothing is left to credit.")
        super().__init__(words % {"year": year})


@transaction.atomic
def issue_invoices(
    *, year: int, issued_on: date, due_on: date | None = None, by: Actor, at: datetime
) -> tuple[int, ...]:
    """Make the invoices and credit notes that are left by the latest decision of the year; their numbers.

    Doing it again makes none: what has been invoiced is counted. due_on: None for the seller's days to pay.
    All or nothing. Raises NoSuchYear, NoSeller, NothingDue, CannotInvoice with every fault, NotAllowed.
    """
    require(actor=by, permission=RUN_MEMBERSHIP)
    latest = FeeYear.objects.select_for_update().filter(year=year).order_by("-revision").first()
    if latest is None:
        raise NoSuchYear(year)
    seller = Seller.objects.select_for_update().first()
    if seller is None:
        raise NoSeller
    with translation.override(settings.LANGUAGE_CODE):
        rows = _documents(latest, seller, issued_on, due_on)
    Invoice.objects.bulk_create(rows, batch_size=200)
    details = {
        "invoices": sum(not row.is_credit for row in rows),
        "credits": sum(row.is_credit for row in rows),
    }
    about = f"membership.fees:{latest.year}:{latest.revision}"
    record(event="membership.invoices_issued", by=by.reference, at=at, about=about, details=details)
    return tuple(row.number for row in rows)


def _documents(latest: FeeYear, seller: Seller, issued_on: date, due_on: date | None) -> list[Invoice]:
    left = open_dues(latest=latest)
    if not left:
        raise NothingDue(latest.year)
    drawing = _Drawing(latest, seller, issued_on, due_on)
    first = _next_number(seller)
    rows = [drawing.row(due, number) for number, due in enumerate(left, start=first)]
    if drawing.faults:
        raise CannotInvoice(sorted(set(drawing.faults)))
    return rows


def _next_number(seller: Seller) -> int:
    latest = Invoice.objects.order_by("-number").first()
    return latest.number + 1 if latest else seller.first_number


class _Drawing:
    """Draws up the documents of one run; notes what stands in the way."""

    def __init__(self, latest: FeeYear, seller: Seller, issued_on: date, due_on: date | None) -> None:
        self.latest, self.seller, self.issued_on = latest, seller, issued_on
        self.due_on = due_on or date.fromordinal(issued_on.toordinal() + seller.days_to_pay)
        self.fees = {fee.member: fee for fee in latest.fees.all()}
        self.buyers = {buyer.member: buyer for buyer in Buyer.objects.all()}
        earlier = Invoice.objects.filter(fee_year__year=latest.year, is_credit=False).order_by("number")
        self.earlier = {row.member: row for row in earlier}
        self.faults: list[str] = []

    def row(self, due: Due, number: int) -> Invoice:
        is_credit = due.difference < 0
        credited = self.earlier.get(due.member) if is_credit else None
        document = self._document(due, number, credited)
        self.faults += [self._told(fault.field, str(fault), due) for fault in check_invoice(invoice=document)]
        return Invoice(
            number=number, is_credit=is_credit, fee_year=self.latest, member=due.member,
            name=document.buyer.name, amount=due.difference, currency=document.currency,
            issued_on=self.issued_on, due_on=document.due, credits=credited,
            document=document_to_plain(invoice=document), state=InvoiceState.ISSUED,
        )  # fmt: skip

    def _told(self, field: str, text: str, due: Due) -> str:
        """A fault of the seller is one, however many documents it stands on."""
        return text if field.startswith("seller") else f"{due.member}: {text}"

    def _document(self, due: Due, number: int, credited: Invoice | None) -> Document:
        year, buyer = self.latest.year, self.buyers.get(due.member)
        return Document(
            kind=InvoiceKind.CREDIT_NOTE if credited else InvoiceKind.INVOICE,
            number=str(number),
            issued=self.issued_on,
            seller=self._seller(),
            buyer=self._buyer(due.member, buyer),
            lines=tuple(self._lines(due)),
            payment=Payment(self.seller.bank_account, "" if credited else kid(digits=f"{number:07d}")),
            due=None if credited else self.due_on,
            currency=self.latest.model.currency,
            minor_units=self.latest.minor_units,
            buyer_reference=(buyer.reference if buyer else "") or due.member,
            note=gettext("Membership fee %(year)s, decided by %(body)s, case %(case)s.")
            % {"year": year, "body": self.latest.body, "case": self.latest.case_number},
            period=(date(year, 1, 1), date(year, 12, 31)),
            credits=str(credited.number) if credited else "",
            credited_on=credited.issued_on if credited else None,
        )

    def _lines(self, due: Due) -> Iterator[InvoiceLine]:
        fee = self.fees.get(due.member)
        if fee is not None and not due.invoiced:
            lines = [line_from_plain(plain=line) for line in fee.lines]
            yield from (self._line(line) for line in lines if line.amount)
        else:
            yield self._change(due)

    def _line(self, line: FeeLine) -> InvoiceLine:
        currency = self.latest.model.currency
        return InvoiceLine(
            name=f"{line_name(line=line)} {self.latest.year}",
            price=in_major(amount=line.amount, minor_units=self.latest.minor_units),
            vat=self._vat(),
            explanation=sentences(line=line, currency=currency),
        )

    def _change(self, due: Due) -> InvoiceLine:
        """The difference to what was invoiced before, after a correction by a new decision."""
        units, currency = self.latest.minor_units, self.latest.model.currency
        words = {
            "year": self.latest.year,
            "before": amount_text(amount=due.invoiced, minor_units=units, currency=currency),
            "after": amount_text(amount=due.owed, minor_units=units, currency=currency),
        }
        return InvoiceLine(
            name=gettext("Membership fee %(year)s, corrected") % words,
            price=in_major(amount=abs(due.difference), minor_units=units),
            vat=self._vat(),
            explanation=(gettext("Invoiced before: %(before)s. Decided now: %(after)s.") % words,),
        )

    def _vat(self) -> Vat:
        return Vat(VatCategory.OUTSIDE_SCOPE, Decimal(0), self.seller.vat_reason, "vatex-eu-o")

    def _seller(self) -> Party:
        row = self.seller
        return Party(
            name=row.name, organisation_number=row.organisation_number, country=row.country,
            street=row.street, postal_code=row.postal_code, city=row.city, email=row.email,
            is_in_company_register=row.is_in_company_register,
        )  # fmt: skip

    def _buyer(self, member: str, row: Buyer | None) -> Party:
        fee, earlier = self.fees.get(member), self.earlier.get(member)
        name = fee.name if fee else earlier.name if earlier else member
        if row is None:
            return Party(name=name, organisation_number="", country=self.seller.country)
        return Party(
            name=name, organisation_number=row.organisation_number, country=self.seller.country,
            street=row.street, postal_code=row.postal_code, city=row.city, endpoint=row.endpoint,
        )  # fmt: skip


@transaction.atomic
def mark_sent(*, numbers: Iterable[int], on: date, by: Actor, at: datetime) -> int:
    """Say that invoices have left the house; those sent or paid before stay as they are. How many changed."""
    require(actor=by, permission=RUN_MEMBERSHIP)
    rows = Invoice.objects.filter(number__in=list(numbers), state=InvoiceState.ISSUED)
    changed = rows.update(state=InvoiceState.SENT, sent_on=on)
    details = {"invoices": changed, "on": on.isoformat()}
    record(
        event="membership.invoices_sent", by=by.reference, at=at, about="membership.invoices", details=details
    )
    return changed


@transaction.atomic
def mark_paid(*, number: int, on: date, by: Actor, at: datetime) -> InvoiceRecord:
    """Say that an invoice is paid, or a credit note settled. Raises NoSuchInvoice, NotAllowed."""
    require(actor=by, permission=RUN_MEMBERSHIP)
    row = Invoice.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NoSuchInvoice(number)
    row.state, row.paid_on = InvoiceState.PAID, on
    row.save(update_fields=["state", "paid_on"])
    record(
        event="membership.invoice_paid", by=by.reference, at=at, about=f"membership.invoice:{number}",
        details={"on": on.isoformat()},
    )  # fmt: skip
    return invoice_record(row=row)


@transaction.atomic
def queue_invoice_files(*, year: int, back_to: str = "", by: Actor, at: datetime) -> JobRecord:
    """Have PDF and XML of all invoices of the year made in the background. Raises NotAllowed."""
    found = invoices(actor=by, year=year)
    record(event="membership.files_queued", by=by.reference, at=at, about=f"membership.fees:{year}")
    return queue_job(
        kind=INVOICE_FILES, arguments={"year": year}, total=len(found), back_to=back_to, by=by, at=at
    )


def make_invoice_files(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """Make the files of a year's invoices; yields the number after each. One that is there is kept."""
    year = int(str(arguments["year"]))
    with translation.override(settings.LANGUAGE_CODE):
        for one in sorted(invoices(actor=INSTALLATION, year=year), key=lambda one: one.number):
            if str(one.number) not in done:
                _keep(one)
                yield str(one.number)


def _keep(one: InvoiceRecord) -> None:
    for name in FORMATS:
        path = file_of(number=one.number, format=name)
        if path.is_file():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{name}.part")
        unfinished.write_bytes(made_file(record=one, format=name))
        unfinished.replace(path)
