# SPDX-License-Identifier: EUPL-1.2
"""Lines of PDFs: of two programs that write them, by hand, packed, locked, scanned and hostile."""

import io
import zlib

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as some

from samband.engines.pdf_text import Locked, NoText, NotPdf, pdf_lines

TEXT = """= Møteinnkalling
PS 12/26 Søknad fra Åse Ødegård

PS 13/26 Ședința și țara – bugetul

Заседание, სხდომა
"""
LINES = (
    "Møteinnkalling",
    "PS 12/26 Søknad fra Åse Ødegård",
    "PS 13/26 Ședința și țara – bugetul",
)
WRITTEN = typst.compile(TEXT.encode())


def saved(**how):
    """The same pages, written anew by another program."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(WRITTEN)) as pdf:
        pdf.save(kept, **how)
    return kept.getvalue()


def by_hand(content, font="/Type/Font/Subtype/Type1/BaseFont/Helvetica", packed=False):
    """One page with one font, without a table of places."""
    body = zlib.compress(content) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 4 0 R>>>>>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 5 0 R>>endobj\n",
            b"4 0 obj<<" + font.encode() + b">>endobj\n",
            b"5 0 obj<</Length %d%s>>stream\n" % (len(body), filters),
            body,
            b"\nendstream endobj\n",
        )
    )


def test_what_a_program_wrote_is_read_in_lines():
    assert pdf_lines(data=WRITTEN)[:3] == LINES


@pytest.mark.parametrize(
    "how",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False},
        {"linearize": True},
    ],
)
def test_the_same_pages_written_otherwise_give_the_same_lines(how):
    assert pdf_lines(data=saved(**how))[:3] == LINES


@pytest.mark.parametrize("packed", [False, True])
def test_western_letters_and_every_way_to_show_them(packed):
    content = (
        b"BT /F 10 Tf 12 TL 50 700 Td (\xc5se \\(a\\) \\330) Tj T* [(Ka) 20 (ri) -300 (Moe)] TJ (next) ' ET"
    )
    assert pdf_lines(data=by_hand(content, packed=packed)) == ("Åse (a) Ø", "Kari Moe", "next")


def test_a_font_may_say_what_its_codes_mean():
    font = "/Type/Font/Subtype/Type1/Encoding<</Differences[1/A/aring/scommaaccent]>>"
    assert pdf_lines(data=by_hand(b"BT /F 10 Tf <010203> Tj ET", font)) == ("Aåș",)


def test_moved_pages_keep_their_lines():
    content = b"q 1 0 0 1 0 500 cm BT /F 10 Tf (one) Tj ET Q q 1 0 0 1 0 400 cm BT /F 10 Tf (two) Tj ET Q"
    assert pdf_lines(data=by_hand(content)) == ("one", "two")


def test_a_locked_file_a_scan_and_no_pdf_are_told_apart():
    lock = pikepdf.Encryption(owner="a", user="b")
    with pytest.raises(Locked):
        pdf_lines(data=saved(encryption=lock))
    with pytest.raises(NoText):
        pdf_lines(data=typst.compile(b"#rect()"))
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7", b"%PDF-1.4 1 0 obj<<>>endobj"):
        with pytest.raises(NotPdf):
            pdf_lines(data=data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n" + b"1 0 obj [ 1 2 3 " * 20_000,
        b"%PDF-1.4\n1 0 obj " + b"[" * 200_000,
        b"%PDF-1.4\n1 0 obj (" + b"(" * 200_000,
        b"%PDF-1.4\n1 0 obj " + b"%" * 200_000 + b"\n)",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>endobj",
        by_hand(b"q " * 200_000 + b"BT"),
        by_hand(b" " * 30_000_000, packed=True),
    ],
)
def test_a_hostile_file_ends_soon_in_a_plain_refusal(data):
    with pytest.raises((NotPdf, NoText)):
        pdf_lines(data=data)


@settings(max_examples=60, deadline=None)
@given(place=some.integers(0, len(WRITTEN) - 1), change=some.binary(max_size=8), cut=some.booleans())
def test_a_damaged_file_is_read_or_refused(place, change, cut):
    data = WRITTEN[:place] + change + (b"" if cut else WRITTEN[place + len(change) :])
    try:
        lines = pdf_lines(data=data)
    except (NotPdf, NoText, Locked):
        return
    assert lines
