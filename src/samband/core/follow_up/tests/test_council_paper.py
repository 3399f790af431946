# SPDX-License-Identifier: EUPL-1.2
"""The council paper opens as PDF and as a document, in the member's language, with figure and decision."""

import io

import pytest
from docx import Document
from pikepdf import Pdf

from samband.core.follow_up.tests.conftest import figure, later
from samband.engines.reports.tests.pdf_reading import structure


def paper(browser, number, format, language="en"):  # noqa: A002
    answer = browser.get(f"/goals/{number}/paper.{format}?language={language}")
    assert answer.status_code == 200
    return answer.content


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_the_document_holds_decision_figure_actions_and_who_is_responsible(drafted, signed_in, contact):
    number = drafted(
        actions=["Office hours"], why="People do not know us.", proposal="The council decides so."
    )
    said = words_of(paper(signed_in(contact), number, "docx"))
    for part in (
        "The council decides so.", "People do not know us.", "Trust – inhabitants",
        "2.4 (95% interval 2.2–2.6, 300 answers)", "Office hours", "Chief executive", "1 March 2027",
        "surveys-democracy-2025, version 1, fingerprint abababababab",
    ):  # fmt: skip
        assert part in said


def test_without_own_words_a_decision_is_proposed(drafted, signed_in, contact):
    said = words_of(paper(signed_in(contact), drafted(), "docx"))
    assert "The goal “More people trust us” is adopted, to be reached by 1 March 2027." in said
    assert "The figure is to go from 2.4 to 2.8." in said


def test_the_pdf_is_tagged_and_says_what_was_measured_since(adopted, signed_in, contact, measured):
    measured(later(2.9))
    content = paper(signed_in(contact), adopted(), "pdf")
    with Pdf.open(io.BytesIO(content)) as opened:
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "en"
        said = " ".join(structure(opened).text().split())
    assert "Certainly higher than the figure the goal began from" in said
    assert "not why" in said


@pytest.mark.parametrize("format", ["pdf", "docx"])
@pytest.mark.parametrize("language", ["nb", "ro", "bg", "ka"])
def test_it_is_made_in_every_language(drafted, signed_in, contact, format, language):  # noqa: A002
    content = paper(signed_in(contact), drafted(), format, language)
    assert content.startswith(b"%PDF" if format == "pdf" else b"PK")


def test_synthetic_figures_are_marked_on_it(drafted, signed_in, contact):
    content = paper(signed_in(contact), drafted(figure=figure(is_synthetic=True)), "docx")
    header = Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
    assert header == "Synthetic data: the figures describe nobody."


def test_a_goal_without_a_figure_has_a_paper_too(drafted, signed_in, contact):
    number = drafted(figure=None, baseline=None, target=30, unit="days", title="Quicker answers")
    said = words_of(paper(signed_in(contact), number, "docx"))
    assert "30 days" in said


def test_nobody_else_takes_a_draft_away(drafted, signed_in, analyst, secretary, outsider):
    number = drafted()
    for actor in (analyst, secretary, outsider):
        assert signed_in(actor).get(f"/goals/{number}/paper.pdf").status_code == 404


def test_the_association_takes_the_paper_of_an_adopted_goal(adopted, signed_in, analyst):
    number = adopted()
    assert "Municipal council, 2 March 2026, Case 12/26" in words_of(
        paper(signed_in(analyst), number, "docx")
    )
