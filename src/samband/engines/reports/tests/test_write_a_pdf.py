# SPDX-License-Identifier: EUPL-1.2
"""The PDF: tagged, titled, readable aloud, with the words of the page and the letters of its language."""

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from samband.engines.reports import FONTS_FOLDER, Figure, FontsMissing, Report, Sheet, to_html, to_pdf
from samband.engines.reports.tests.examples import CREATED, SENTENCES, report
from samband.engines.reports.tests.pdf_reading import glyph_codes, opened, structure

pytestmark = pytest.mark.skipif(not FONTS_FOLDER.is_dir(), reason="the fonts are put in place by the build")
NOT_TEXT = frozenset({"Figure", "TOC", "Lbl"})
"""Pictures have alternative texts; contents repeat headings; labels are the dots before points."""


class PageText(HTMLParser):
    """The text of a page without pictures and without the list of contents."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in ("svg", "ol")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("svg", "ol")

    def handle_data(self, data: str) -> None:
        self.text += data if not self.depth else ""


def page_text(made: Report) -> str:
    parser = PageText()
    parser.feed(to_html(report=made))
    return squeezed(parser.text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", SENTENCES)
def test_the_text_of_the_pdf_is_the_text_of_the_page(language: str) -> None:
    made = report(language=language)
    tree = structure(opened(to_pdf(report=made)))
    assert squeezed(tree.text(without=NOT_TEXT)) == page_text(made)


@pytest.mark.parametrize("language", SENTENCES)
def test_every_letter_has_a_glyph_and_every_glyph_its_letter(language: str) -> None:
    codes = list(glyph_codes(opened(to_pdf(report=report(language=language)))))
    assert len(codes) > 500
    assert all(code != 0 for code, _ in codes)
    assert all(letters and "\ufffd" not in letters for _, letters in codes)


@pytest.mark.parametrize("language", SENTENCES)
def test_the_letters_in_pictures_are_letters_too(language: str) -> None:
    shown = "".join(letters for _, letters in glyph_codes(opened(to_pdf(report=report(language=language)))))
    last_word = SENTENCES[language].split()[-1]
    in_text = squeezed(structure(opened(to_pdf(report=report(language=language)))).text(without=NOT_TEXT))
    assert shown.count(last_word) > in_text.count(last_word)


def test_the_file_says_its_title_its_language_and_that_it_is_tagged() -> None:
    pdf = opened(to_pdf(report=report(language="ka")))
    assert str(pdf.Root.Lang) == "ka"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.docinfo.Title) == f"Rapport: {SENTENCES['ka']}"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_structure_has_headings_lists_tables_with_heads_and_figures() -> None:
    tree = structure(opened(to_pdf(report=report())))
    tags = [element.tag for element in tree.walk()]
    assert {"H1", "H2", "H3", "P", "L", "LI", "Table", "TH", "TD", "Figure", "Caption", "TOC"} <= set(tags)
    headings = [int(tag[1]) for tag in tags if re.fullmatch(r"H\d", tag)]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_every_picture_has_its_title_and_description_as_alternative_text() -> None:
    made = report()
    charts = [block.chart for block in made.blocks if isinstance(block, Figure)]
    figures = [e.alt for e in structure(opened(to_pdf(report=made))).walk() if e.tag == "Figure"]
    assert figures == [f"{chart.title}. {chart.description}" for chart in charts]


def test_a_report_gives_the_same_bytes_again() -> None:
    assert to_pdf(report=report()) == to_pdf(report=report())


def test_the_time_in_the_file_is_the_time_of_the_report() -> None:
    made = replace(report(), created=CREATED.replace(microsecond=5))
    assert str(opened(to_pdf(report=made)).docinfo.CreationDate).startswith("D:20250901123000")


def test_no_text_is_taken_for_markup() -> None:
    """The hostile sentence holds code that would change or stop the document if it were read as markup."""
    text = squeezed(structure(opened(to_pdf(report=report()))).text(without=NOT_TEXT))
    assert text.count(squeezed('#strong[x] $1+1$ *b* @ref <tag> </table> & "q" \\ `raw` #eval("1")')) == 2


def test_missing_fonts_are_said_before_letters_go_missing(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="make build"):
        to_pdf(report=report(), fonts=tmp_path)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_another_reader_finds_the_same_words(tmp_path: Path) -> None:
    """The twin: poppler. Words in any order, since it reads by place and not by structure."""
    file = tmp_path / "report.pdf"
    file.write_bytes(to_pdf(report=report(language="bg")))
    found = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert set(SENTENCES["bg"].split()) <= set(found.split())


def test_a_summary_stands_before_the_contents() -> None:
    made = replace(report(), has_summary=True)
    text = squeezed(structure(opened(to_pdf(report=made))).text(without=NOT_TEXT))
    assert text == page_text(made)
    assert text.index("Første") < text.index("Innhold") < text.index("Andre")
    plain = page_text(report())
    assert plain.index("Innhold") < plain.index("Første")


def test_a_sheet_is_for_spreadsheets_and_no_page_holds_it() -> None:
    wide = replace(report(), blocks=(*report().blocks, Sheet("Wide", ("a", "b"), (("1", "2"),))))
    assert to_pdf(report=wide) == to_pdf(report=report())
    assert to_html(report=wide) == to_html(report=report())
