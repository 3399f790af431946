# SPDX-License-Identifier: EUPL-1.2
"""DOCX of a report: it opens, says the same words, and is made of real headings, lists and tables."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from samband.engines.reports import to_docx
from samband.engines.reports.tests.examples import HOSTILE, SENTENCES, report


def opened(language: str = "nb") -> Opened:
    return Document(BytesIO(to_docx(report=report(language=language))))


@pytest.mark.parametrize("language", SENTENCES)
def test_it_says_the_words_of_the_report_in_its_letters(language):
    document = opened(language)
    texts = [line.text for line in document.paragraphs]
    assert texts[0] == f"Rapport: {SENTENCES[language]}"
    assert SENTENCES[language] in texts
    assert document.core_properties.language == language
    said = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert said.get(qn("w:val")) == language


def test_headings_lists_and_tables_are_what_they_look_like():
    document = opened()
    styles = {line.text: line.style.name for line in document.paragraphs}
    assert (styles["Første"], styles["Del"]) == ("Heading 1", "Heading 2")
    assert styles[HOSTILE] in {"Normal", "List Bullet"}
    assert len(document.tables) == 2
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["=1+1", "2,2", "43\xa0%"]
    assert document.tables[1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_what_stands_on_every_page_stands_in_its_head():
    assert opened().sections[0].header.paragraphs[0].text == "Syntetiske data"


def test_the_same_report_gives_the_same_bytes():
    assert to_docx(report=report()) == to_docx(report=report())
