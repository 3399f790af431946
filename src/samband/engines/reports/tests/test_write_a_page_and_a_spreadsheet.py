# SPDX-License-Identifier: EUPL-1.2
"""HTML and XLSX of a report, and what a report must be."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from samband.engines.charts import Number
from samband.engines.reports import BadReport, Heading, Paragraph, Sheet, Table, to_html, to_xlsx
from samband.engines.reports.tests.examples import CREATED, HOSTILE, report


def tree() -> ET.Element:
    return ET.fromstring(to_html(report=report()).replace("&nbsp;", " "))


def test_the_page_is_well_formed_and_says_its_language() -> None:
    assert tree().tag == "article"
    assert tree().get("lang") == "nb"


def test_the_page_has_no_style_and_no_script() -> None:
    for node in tree().iter():
        assert node.tag.rpartition("}")[2] not in ("style", "script")
        assert not [key for key in node.attrib if key == "style" or key.startswith("on")]


def test_hostile_words_stay_words() -> None:
    paragraphs = [node.text for node in tree().iter("p")]
    assert HOSTILE in paragraphs


def test_the_contents_lead_to_the_sections() -> None:
    links = [(node.get("href") or "")[1:] for node in tree().iter("a")]
    ids = {node.get("id") for node in tree().iter("h2")}
    assert len(links) == 3
    assert set(links) <= ids


def test_tables_name_rows_and_columns() -> None:
    scopes = [node.get("scope") for node in tree().iter("th")]
    assert scopes.count("col") == 3 + 4
    assert scopes.count("row") == 2 + 2


def test_a_page_with_its_own_title_gets_none() -> None:
    assert "<h1" not in to_html(report=report(), with_title=False)


def test_numbers_are_written_in_the_language_of_the_report() -> None:
    assert ">2,2<" in to_html(report=report())
    assert ">2.2<" in to_html(report=replace(report(), language="en"))


def workbook() -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(to_xlsx(report=report())))


def test_the_spreadsheet_has_a_summary_and_a_sheet_for_each_figure_and_table() -> None:
    assert workbook().sheet_names == ["Sammendrag", "Figur 1", "Tabell 1"]
    words = [row[0] for row in workbook().get_sheet_by_name("Sammendrag").to_python()]
    assert words[0].startswith("Rapport:")
    assert "Syntetiske data" in words


def test_numbers_stay_numbers_in_full_and_words_stay_words() -> None:
    rows = workbook().get_sheet_by_name("Tabell 1").to_python()
    assert rows[1:] == [["Navn", "Verdi", "Andel"], ["=1+1", 2.25, 0.43], ["@SUM(A1)", "Ikke vist", "–"]]
    assert "Syntetiske data" in rows[0][0]


def test_no_cell_is_a_formula() -> None:
    with ZipFile(BytesIO(to_xlsx(report=report()))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert len(sheets) == 3
    assert not [sheet for sheet in sheets if b"<f>" in sheet]


def test_the_same_report_gives_the_same_spreadsheet() -> None:
    assert to_xlsx(report=report()) == to_xlsx(report=report())


def test_a_skipped_heading_level_is_refused() -> None:
    with pytest.raises(BadReport, match="level 3 after level 1"):
        replace(report(), blocks=(Heading("Deep", 3),))


def test_a_report_without_title_or_time_zone_is_refused() -> None:
    with pytest.raises(BadReport, match="title"):
        replace(report(), title=" ")
    with pytest.raises(BadReport, match="time zone"):
        replace(report(), created=CREATED.replace(tzinfo=None))


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(BadReport, match="row 2: 1 cells under 2 names"):
        Table("T", ("a", "b"), (("x", Number(1)), ("y",)))


def test_captions_are_numbered_each_kind_by_itself() -> None:
    captions = [
        caption for _, caption in report(extra=(Table("To", ("a",), ()), Paragraph("x"))).numbered if caption
    ]
    assert [caption.split(".")[0] for caption in captions] == ["Figur 1", "Tabell 1", "Tabell 2"]
    assert report().stamp == CREATED


def test_a_short_report_goes_without_contents() -> None:
    blocks = tuple(block for at in range(3) for block in (Heading(f"Part {at}"), Paragraph("Words.")))
    short = replace(report(), blocks=blocks)

    assert "report-contents" in to_html(report=short)
    assert "report-contents" not in to_html(report=short, with_contents=False)


def test_a_sheet_of_its_own_comes_after_the_summary_and_bears_its_name() -> None:
    wide = Sheet("Wide", ("code", "value"), (("a", Number(1.25, 3)),))
    book = CalamineWorkbook.from_filelike(BytesIO(to_xlsx(report=report(extra=(wide,)))))
    assert book.sheet_names[:2] == ["Sammendrag", "Wide"]
    assert book.get_sheet_by_name("Wide").to_python()[1:] == [["code", "value"], ["a", 1.25]]


def test_a_sheet_with_a_short_row_is_refused() -> None:
    with pytest.raises(BadReport, match="Sheet “Wide”, row 1"):
        Sheet("Wide", ("code", "value"), (("a",),))
