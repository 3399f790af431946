# SPDX-License-Identifier: EUPL-1.2
"""The page that a municipality's accountant files: who, what, why, how much, by when, to which account."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from samband.engines.invoices import BadInvoice, Invoice, InvoiceWords, to_report
from samband.engines.invoices.tests.examples import CREDIT_NOTE, INVOICE, TAXED
from samband.engines.reports import FONTS_FOLDER, KeySentence, Report, Table, to_html, to_pdf
from samband.engines.reports.tests.pdf_reading import opened, structure

AT = datetime(2020, 1, 31, tzinfo=UTC)


def page(invoice: Invoice, **more) -> str:
    return to_html(report=to_report(invoice=invoice, created=AT, **more))


def key_sentence(report: Report) -> str:
    return next(block.text for block in report.blocks if isinstance(block, KeySentence))


def test_everything_an_accountant_looks_for_is_on_the_page():
    text = page(INVOICE)

    for word in (
        "Invoice 2020-0001",
        "Kommunesamband",
        "310000000",
        "Eksempelgata 1, 0150 Oslo, NO",
        "Eksempel kommune",
        "310000019",
        "31.01.2020",
        "01.01.2020 to 31.12.2020",
        "Økonomi",
        "115,082.80",
        "1,155.84",
        "Membership fees are outside the scope of VAT",
        "12345678903",
        "2020000011516",
        "NOK 36.15 for each of 192 inhabitants in 2019: NOK 6,940.80.",
    ):
        assert word in text


def test_what_to_pay_and_by_when_stands_large():
    assert key_sentence(to_report(invoice=INVOICE, created=AT)) == "To pay by 01.03.2020: NOK 116,238.64"


def test_a_credit_note_says_what_it_takes_back_and_asks_for_nothing():
    report = to_report(invoice=CREDIT_NOTE, created=AT)

    assert report.title == "Credit note 2020-0002"
    assert key_sentence(report) == "Credited: NOK 57,541.40"
    assert "2020-0001, 31.01.2020" in page(CREDIT_NOTE)
    assert INVOICE.payment.kid in page(INVOICE)
    assert INVOICE.payment.kid not in page(CREDIT_NOTE)


def test_vat_is_told_by_rate_with_its_base():
    text = page(TAXED)

    assert "VAT 25 % of NOK 3,999.99" in text
    assert "Exempt by the VAT Act, section 3-13 (NOK 1,155.84)" in text
    assert "NO310000000MVA, Registered in the Register of Business Enterprises" in text


def test_the_words_and_digits_are_those_of_the_reader():
    norwegian = InvoiceWords(
        language="nb", invoice="Faktura {number}", to_pay="Å betale innen {due}: {amount} {currency}"
    )
    report = to_report(invoice=INVOICE, created=AT, words=norwegian)

    assert report.title == "Faktura 2020-0001"
    assert key_sentence(report).replace("\xa0", " ") == "Å betale innen 01.03.2020: 116 238,64 NOK"


def test_amounts_stand_in_a_table_that_a_spreadsheet_can_add():
    (table,) = (block for block in to_report(invoice=TAXED, created=AT).blocks if isinstance(block, Table))

    assert [(row[0], row[1].value, row[-1].value) for row in table.rows] == [
        ("Course", 3, 3999.99),
        ("FoU-kontingent", 1, 1155.84),
    ]


@pytest.mark.skipif(not FONTS_FOLDER.is_dir(), reason="the fonts are put in place by the build")
def test_the_pdf_is_tagged_with_headings_and_a_table():
    pdf = opened(to_pdf(report=to_report(invoice=INVOICE, created=AT, notice="Synthetic data")))
    tree = structure(pdf)

    assert pdf.Root.MarkInfo.Marked
    assert {"H1", "H2", "Table", "TH"} <= {element.tag for element in tree.walk()}
    assert "2020000011516" in tree.text()


def test_an_incomplete_invoice_is_not_printed():
    with pytest.raises(BadInvoice, match="By when to pay is not said"):
        to_report(invoice=replace(INVOICE, due=None), created=AT)
