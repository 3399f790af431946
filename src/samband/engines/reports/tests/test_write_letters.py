# SPDX-License-Identifier: EUPL-1.2
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import segno
from lxml import etree

from samband.engines.reports.letters import MOST_LETTERS, Letter, to_letters
from samband.engines.reports.squares import QUIET, square
from samband.engines.reports.tests.pdf_reading import opened, structure

STAMP = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINK = "https://svar.example.org/a/k7m2pq4xh9tz3rbw6fdn/"
KARI = Letter(
    language="nb", recipient=("Kari Nordmann", "Nordvikveien 7", "5547 Utsira"), sender="Avsender, Oslo",
    day="2. mars 2026", title="Hva mener du?", paragraphs=("Hei.", "#strong[Svar] innen *31. mars*."),
    link=LINK, scan="Skann firkanten", visit="eller skriv", code="k7m2pq4xh9tz3rbw6fdn",
    code_label="Koden er", square_label="QR-kode", reference="nr. 1",
)  # fmt: skip
KETI = replace(KARI, language="ka", recipient=("ქეთი", "თბილისი"), title="რას ფიქრობთ?")


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_letters(letters=[KARI, KETI], title="Letters", language="nb", stamp=STAMP)


def test_everybody_has_a_page_of_their_own(made):
    assert len(opened(made).pages) == 2


def test_the_file_is_tagged_and_names_its_language(made):
    pdf = opened(made)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nb"
    assert b"pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes())


def test_the_same_letters_give_the_same_bytes(made):
    later = STAMP.replace(microsecond=7)  # a clock tells them, a PDF does not
    for stamp in (STAMP, later):
        assert to_letters(letters=[KARI, KETI], title="Letters", language="nb", stamp=stamp) == made


def test_a_letter_is_read_aloud_in_order_and_its_square_described(made):
    tree = structure(opened(made))
    assert [one.alt for one in tree.walk() if one.alt] == ["QR-kode", "QR-kode"]
    text = tree.text()
    parts = ["Kari Nordmann", "5547 Utsira", "Hva mener du?", "Hei.", LINK, "k7m2pq4xh9tz3rbw6fdn", "ქეთი"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_nothing_in_a_letter_is_read_as_markup(made):
    assert "#strong[Svar] innen *31. mars*." in structure(opened(made)).text()


def test_too_many_letters_and_none_are_refused():
    for letters in ([], [KARI] * (MOST_LETTERS + 1)):
        with pytest.raises(ValueError, match="at a time"):
            to_letters(letters=letters, title="Letters", language="nb", stamp=STAMP)


def test_the_square_is_drawn_as_the_standard_says():
    """Against the matrix of the encoder itself: each dark module is drawn, nothing else, with room around."""
    matrix = [list(row) for row in segno.make(LINK, error="m", micro=False, boost_error=False).matrix]
    picture = etree.fromstring(square(text=LINK))
    assert float(picture.get("width")) == 4 * (len(matrix) + 2 * QUIET)
    drawn = [line for path in picture.iter("{*}path") for line in _runs(path)]
    dark = {(row, column) for row, line in enumerate(matrix) for column, bit in enumerate(line) if bit}
    assert {(row - QUIET, column - QUIET) for row, column in drawn} == dark


def _runs(path):
    """Modules of a path of horizontal lines: M4 4.5h7m… as the encoder writes it."""
    if path.get("stroke") is None:
        return
    x = y = 0.0
    for kind, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path.get("d")):
        values = [float(one) for one in numbers.split()]
        if kind == "M":
            x, y = values
        elif kind == "m":
            x, y = x + values[0], y + values[1]
        else:
            for step in range(int(values[0])):
                yield int(y), int(x) + step
            x += values[0]


def test_what_does_not_fit_a_square_is_refused():
    with pytest.raises(ValueError, match="Data too large"):
        square(text="a" * 3000)
