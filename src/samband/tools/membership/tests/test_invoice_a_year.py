# SPDX-License-Identifier: EUPL-1.2
"""Invoices and credit notes: numbered without gaps, never changed, as PDF and EHF."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from samband.core.access.rules import INSTALLATION, NOBODY, NotAllowed
from samband.core.jobs.rules import State
from samband.core.members.operations import follow_register
from samband.tools.membership import operations, queries
from samband.tools.membership.analysis.balance import dues, nearest, size_class
from samband.tools.membership.analysis.documents import document_from_plain, document_to_plain
from samband.tools.membership.models import Invoice
from samband.tools.membership.tests.conftest import AT, DEARER, DECISION, MEDIAN, RULES, SELLER, TODAY, UTSIRA

DAY, DUE = date(2026, 1, 15), date(2026, 2, 14)
MONEY = {"cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}


def issued(**words):
    given_words = {"year": 2026, "issued_on": DAY, "due_on": DUE, "by": INSTALLATION, "at": AT, **words}
    return operations.issue_invoices(**given_words)


def of(member):
    return [one for one in queries.invoices(actor=INSTALLATION) if one.member == member]


def correct(text):
    model = operations.add_model(text=text, by=INSTALLATION, at=AT)
    return operations.freeze_fees(model=model, decision=DECISION, by=INSTALLATION, at=AT)


def test_every_member_gets_an_invoice_and_numbers_have_no_gaps(parties):
    assert issued() == tuple(range(100, 107))
    assert sum(one.amount for one in queries.invoices(actor=INSTALLATION)) == parties.total


def test_invoicing_twice_invoices_nothing_twice(parties):
    issued()
    with pytest.raises(operations.NothingDue, match="Everything of 2026 is invoiced"):
        issued()
    assert Invoice.objects.count() == 7


def test_an_invoice_says_what_for_and_how_it_comes_about(parties):
    issued()
    (one,) = of(UTSIRA)
    assert [line.name for line in one.document.lines] == ["Ordinary fee 2026", "Research 2026"]
    assert one.document.lines[0].explanation[0].startswith("Base amount NOK\u00a010,000.")
    assert "The board, case 1/25" in one.document.note
    assert (one.document.due, one.document.period) == (DUE, (date(2026, 1, 1), date(2026, 12, 31)))


def test_without_the_associations_particulars_nothing_is_made(decided):
    with pytest.raises(queries.NoSeller, match="Fill it in before invoicing"):
        issued()


def test_a_member_without_organisation_number_stops_all_and_is_named(parties):
    from samband.tools.membership.models import Buyer

    Buyer.objects.filter(member=UTSIRA).delete()
    with pytest.raises(operations.CannotInvoice) as caught:
        issued()
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].startswith("1151: buyer.organisation_number")
    assert not Invoice.objects.exists()


def test_a_fault_of_the_seller_is_told_once(parties):
    operations.set_seller(seller=replace(SELLER, bank_account="1"), by=INSTALLATION, at=AT)
    with pytest.raises(operations.CannotInvoice) as caught:
        issued()
    assert sum("payment.account" in fault for fault in caught.value.faults) <= 7
    assert not Invoice.objects.exists()


def test_a_dearer_correction_is_invoiced_for_the_difference(parties):
    issued()
    correct(DEARER)
    assert issued() == tuple(range(107, 112))
    first, second = sorted(of(UTSIRA), key=lambda one: one.number)
    assert (second.is_credit, second.amount) == (False, 2_000_00)
    assert (
        first.amount + second.amount
        == queries.own_fee(actor=INSTALLATION, member=UTSIRA, year=2026).fee.amount
    )
    assert second.document.lines[0].name == "Membership fee 2026, corrected"


def test_a_cheaper_correction_is_credited_with_the_invoice_it_takes_back(parties):
    issued()
    correct(RULES.replace("fixed: 10000}", "fixed: 9000}"))
    issued()
    credit, invoice = sorted(of(UTSIRA), key=lambda one: one.amount)
    assert (credit.is_credit, credit.amount, credit.credits) == (True, -1_000_00, invoice.number)
    assert credit.document.kind.value == "381"
    assert (credit.document.credits, credit.document.credited_on) == (str(invoice.number), DAY)
    assert [due for due in queries.balances(actor=INSTALLATION, year=2026) if due.difference] == []


def test_a_merger_in_the_year_is_credited_to_the_old_and_invoiced_to_the_new(parties, reform):
    issued()
    reform(merged={"1199": ("11", (UTSIRA, "1106"))})
    follow_register(on=TODAY, by=INSTALLATION, at=AT)
    model = queries.model_by_key(actor=INSTALLATION, key="plain:1")
    operations.freeze_fees(model=model, decision=DECISION, by=INSTALLATION, at=AT)
    buyer = replace(queries.buyers(actor=INSTALLATION)[UTSIRA], member="1199")
    operations.set_buyers(buyers=[buyer], by=INSTALLATION, at=AT)
    assert len(issued()) == 3
    assert [one.is_credit for member in (UTSIRA, "1106", "1199") for one in of(member)] == [
        True, False, True, False, False,
    ]  # fmt: skip
    for member in (UTSIRA, "1106", "1199"):
        owed = queries.own_fee(actor=INSTALLATION, member=member, year=2026).fee.amount
        assert sum(one.amount for one in of(member)) == owed


def test_what_has_been_invoiced_cannot_be_changed(parties):
    issued()
    for changes in ({"amount": 1}, {"document": {}}, {"number": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Invoice.objects.filter(member=UTSIRA).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.all().delete()


def test_an_invoice_is_sent_and_paid(parties):
    issued()
    assert operations.mark_sent(numbers=[100, 101], on=DAY, by=INSTALLATION, at=AT) == 2
    paid = operations.mark_paid(number=100, on=DUE, by=INSTALLATION, at=AT)
    assert (paid.state, paid.sent_on, paid.paid_on) == ("paid", DAY, DUE)
    assert operations.mark_sent(numbers=[100, 101], on=DUE, by=INSTALLATION, at=AT) == 0
    found = queries.invoices(actor=INSTALLATION, state="paid")
    assert [one.number for one in found] == [100]


def test_an_invoice_leaves_as_ehf_and_as_pdf(parties, contact):
    issued()
    (one,) = of(UTSIRA)
    xml = etree.fromstring(queries.invoice_file(actor=contact, number=one.number, format="xml"))
    assert xml.findtext("cbc:ID", namespaces=MONEY) == str(one.number)
    pdf = queries.invoice_file(actor=contact, number=one.number, format="pdf")
    assert pdf.startswith(b"%PDF-")


def test_the_files_of_a_year_are_made_in_the_background_and_fetched_at_once(parties):
    issued()
    with pytest.raises(queries.FilesMissing, match="7 invoices have no file yet"):
        queries.invoice_archive(actor=INSTALLATION, year=2026)
    job = operations.queue_invoice_files(year=2026, by=INSTALLATION, at=AT)
    assert (job.state, job.done, job.total) == (State.FINISHED, 7, 7)
    archive = zipfile.ZipFile(io.BytesIO(queries.invoice_archive(actor=INSTALLATION, year=2026)))
    assert len(archive.namelist()) == 14
    assert {f"2026/{one.number}-{UTSIRA}.pdf" for one in of(UTSIRA)} <= set(archive.namelist())


def test_the_accounting_file_has_a_line_for_each_line_and_sums_to_what_is_invoiced(parties):
    issued()
    text = "".join(queries.accounting_lines(actor=INSTALLATION, year=2026)).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 5 * 2 + 2
    assert sum(round(float(row["amount"]) * 100) for row in rows) == parties.total
    assert {row["receivable_account"] for row in rows} == {"1500"}


def test_a_member_sees_its_own_invoices_and_no_other(parties, contact, outsider):
    issued()
    (own,), (other,) = of(UTSIRA), of(MEDIAN)
    assert [one.number for one in queries.invoices_of(actor=contact, member=UTSIRA)] == [own.number]
    assert queries.invoice(actor=contact, number=own.number) == own
    for actor, number in (
        (contact, other.number),
        (outsider, own.number),
        (NOBODY, own.number),
        (contact, 9),
    ):
        with pytest.raises(NotAllowed):
            queries.invoice(actor=actor, number=number)


@pytest.mark.parametrize("who", ["contact", "secretary", "councillor", "outsider", "inhabitant"])
def test_only_the_association_invoices(parties, request, who):
    actor = request.getfixturevalue(who)
    for call in (
        lambda: issued(by=actor),
        lambda: operations.set_seller(seller=SELLER, by=actor, at=AT),
        lambda: operations.set_buyers(buyers=[], by=actor, at=AT),
        lambda: operations.mark_paid(number=1, on=DAY, by=actor, at=AT),
        lambda: operations.mark_sent(numbers=[1], on=DAY, by=actor, at=AT),
        lambda: operations.queue_invoice_files(year=2026, by=actor, at=AT),
        lambda: queries.invoices(actor=actor),
        lambda: queries.buyers(actor=actor),
        lambda: queries.seller(actor=actor),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_a_document_comes_back_as_it_was_kept(parties):
    issued()
    for one in queries.invoices(actor=INSTALLATION):
        assert document_from_plain(plain=document_to_plain(invoice=one.document)) == one.document


def test_a_list_of_addresses_is_read_with_all_its_faults():
    text = "member;organisation_number;town\n1151;310000000;x\n"
    with pytest.raises(operations.BadBuyers) as caught:
        operations.read_buyers(text=text, members=["1151"], country="NO")
    assert caught.value.faults[0].startswith("The column town is unknown.")
    text = "member,organisation_number\n1151,123456789\n9999,123456789\n"
    with pytest.raises(operations.BadBuyers) as caught:
        operations.read_buyers(text=text, members=["1151"], country="NO")
    assert [fault[:2] for fault in caught.value.faults] == ["2:", "3:", "3:"]


AMOUNTS = st.fixed_dictionaries({}, optional=dict.fromkeys("ABCD", st.integers(1, 10**9)))


@given(AMOUNTS, AMOUNTS)
def test_after_what_is_due_nothing_is_left(owed, invoiced):
    """The slow twin: add every difference to what was invoiced."""
    after = dict(invoiced)
    for due in dues(owed=owed, invoiced=invoiced):
        after[due.member] = after.get(due.member, 0) + due.difference
    assert {member: amount for member, amount in after.items() if amount} == owed
    assert dues(owed=owed, invoiced=after) == ()


class One:
    def __init__(self, member: str, size: int | None) -> None:
        self.member, self.size = member, size


def test_the_nearest_in_size_are_chosen_on_both_sides():
    others = [One(str(size), size) for size in (10, 40, 48, 53, 90)] + [One("?", None)]
    found = nearest(own=One("own", 50), others=others, count=3)
    assert [one.member for one in found] == ["40", "48", "own", "53"]
    assert [one.member for one in nearest(own=One("own", None), others=others, count=3)] == ["own"]


def test_a_size_class_holds_its_lower_end():
    assert [size_class(size=size, starts=(0, 5_000)) for size in (0, 4_999, 5_000, None)] == [0, 0, 1, -1]
