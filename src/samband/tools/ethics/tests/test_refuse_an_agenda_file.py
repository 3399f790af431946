# SPDX-License-Identifier: EUPL-1.2
"""Agendas that are scans, empty, locked or hostile: a clear word at the field, and nothing is kept."""

import io

import pikepdf
import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.engines.pdf_text.tests.test_read_a_pdf import by_hand
from samband.tools.ethics.models import Meeting
from samband.tools.ethics.tests.conftest import UTSIRA


def locked():
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst.compile(b"12/26 Grant"))) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    return kept.getvalue()


FILES = {
    "a scan.pdf": (typst.compile(b"#rect()"), "scan"),
    "locked.pdf": (locked(), "password"),
    "nothing.pdf": (b"", "empty"),
    "only a head.pdf": (b"%PDF-1.7\n", "PDF"),
    "deep.pdf": (b"%PDF-1.4\n1 0 obj " + b"[" * 100_000, "PDF"),
    "circle.pdf": (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>endobj", "PDF"),
    "unfolds.pdf": (by_hand(b" " * 30_000_000, packed=True), "PDF"),
    "a program.pdf": (b"MZ\x90\x00" * 200, "PDF"),
    "cut.xlsx": (b"PK\x03\x04 and then nothing", "spreadsheet"),
    "open quotes.csv": (b'number,title\n"1,' + b"x" * 10_000, "quotation"),
    "cut.docx": (b"PK\x03\x04", "document"),
    "deep.json": (b"[" * 100_000, "meeting"),
    "a picture.png": (b"\x89PNG", "read"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_page_says_what_is_wrong_and_keeps_nothing(council, signed_in, contact, name):
    content, word = FILES[name]
    sent = {"body": "council-1151", "day": "2026-03-19", "file": SimpleUploadedFile(name, content)}
    answer = signed_in(contact).post(reverse("ethics:meetings", args=[UTSIRA]), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert word in page.split('class="ds-error-summary')[-1]
    assert "Traceback" not in page
    assert not Meeting.objects.exists()


def test_every_fault_of_a_table_is_told(council, signed_in, contact):
    """More than one: the first must not hide the others, nor break the page."""
    content = b"title,title,=x\nGrant,Lease,1\n"
    sent = {"body": "council-1151", "day": "2026-03-19", "file": SimpleUploadedFile("a.csv", content)}
    answer = signed_in(contact).post(reverse("ethics:meetings", args=[UTSIRA]), sent)
    assert answer.status_code == 400
    assert "two columns bear this name" in answer.content.decode()
    assert "starts like a spreadsheet formula" in answer.content.decode()
