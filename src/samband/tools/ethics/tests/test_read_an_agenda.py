# SPDX-License-Identifier: EUPL-1.2
"""From what a secretary has of a meeting to items with proposals of whom they are about."""

import io
import json
import zipfile

import pytest
import typst
from docx import Document

from samband.engines.files import Unreadable
from samband.tools.ethics.analysis.agenda import read_lines, read_rows
from samband.tools.ethics.analysis.agenda_files import AgendaFault, read_text_file
from samband.tools.ethics.analysis.matters import guessed_matter
from samband.tools.ethics.analysis.parties import KnownThings, proposals, recognised
from samband.tools.ethics.rules import Basis, PartyChoice

FERRY, HARBOUR = "974760673", "Harbour Building AS"
KNOWN = KnownThings(
    organisations=(("o1", "Utsira Ferry AS", FERRY, ""), ("o2", HARBOUR, "", "")),
    people=(("p1", ("Anne Berg",)), ("p2", ("Ola Åsen", "Ola Aasen")), ("p3", ("Siri Vik",))),
    properties=(("property_1", "Forest, gnr. 12 bnr. 34"),),
    language="nb",
    country="norway",
)
PASTED = """Møteinnkalling
Sted: rådhuset
PS 12/26 Søknad om tilskudd fra Utsira Ferry AS
Org.nr. 974 760 673
PS 13/26\tDetaljregulering gnr 12 bnr 34
14/26 - Valg av leder i kontrollutvalget
12. mars 2026
"""


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(items):
    return [(one.number, one.title) for one in items]


def found(text):
    return {(one.ref or one.name, one.basis, one.choice) for one in proposals(text=text, known=KNOWN)}


def test_pasted_lines_become_items_and_other_lines_belong_to_the_one_above():
    items = read_lines(text=PASTED)
    assert told(items) == [
        ("12/26", "Søknad om tilskudd fra Utsira Ferry AS"),
        ("13/26", "Detaljregulering gnr 12 bnr 34"),
        ("14/26", "Valg av leder i kontrollutvalget"),
    ]
    assert "974 760 673" in items[0].text


def test_lines_without_numbers_are_an_item_each():
    assert told(read_lines(text="Budget\n\n Lease of the harbour \n")) == [
        ("1", "Budget"),
        ("2", "Lease of the harbour"),
    ]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("1. Approval of the minutes", ("1", "Approval of the minutes")),
        ("Sak 7/26: Referatsaker", ("7/26", "Referatsaker")),
        ("Punctul 3. Aprobarea bugetului", ("3", "Aprobarea bugetului")),
        ("4) Other", ("4", "Other")),
    ],
)
def test_numbers_are_read_as_agendas_write_them(line, item):
    assert told(read_lines(text=line)) == [item]


def test_a_pasted_table_is_read_by_its_columns():
    items = read_lines(text="Saksnr\tTittel\tParter\n12/26\tGrant\tUtsira Ferry AS\n")
    assert [(one.number, one.title, one.text) for one in items] == [("12/26", "Grant", "Utsira Ferry AS")]


def test_a_number_used_twice_stays_with_the_first():
    items = read_rows(columns=("no", "title"), rows=[("1", "a"), ("1", "b"), ("1", "c")])
    assert len({one.number for one in items}) == 3
    assert items[0].number == "1"


def test_a_number_and_a_property_are_parties_and_a_name_is_a_question():
    assert found(PASTED) == {
        ("o1", Basis.NUMBER, PartyChoice.SURE),
        ("property_1", Basis.PROPERTY, PartyChoice.SURE),
    }
    assert found("Lease to Harbour Building A/S") == {("o2", Basis.NAME, PartyChoice.PERHAPS)}
    assert found("Søknad fra Ola Aasen om fradeling") == {("p2", Basis.NAME, PartyChoice.PERHAPS)}


@pytest.mark.parametrize(
    "text", ["Siri Berg", "Anne Hansen", "Phone 974760674", "Budget 2026", "gnr 12 bnr 35", "Harbour"]
)
def test_what_is_only_nearly_the_same_is_not_proposed(text):
    assert found(text) == set()


def test_a_company_that_the_register_does_not_know_is_a_party_of_its_own():
    (one,) = proposals(text="Contract with Nordvik Asfalt AS on roads", known=KNOWN)
    assert (one.ref, one.name, one.kind) == ("", "Nordvik Asfalt AS", "company")


def test_what_somebody_writes_is_found_again_by_its_number():
    assert recognised(line=f"Whatever; {FERRY}", known=KNOWN).ref == "o1"
    assert recognised(line="harbour building a/s", known=KNOWN).ref == "o2"
    assert recognised(line="Utsira Ferry AS", known=KNOWN).ref == ""
    assert recognised(line="Utsira sparebank", known=KNOWN).kind == "savings_bank"


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("Klage på vedtak om byggetillatelse", "appeal"),
        ("Søknad om tilskudd", "grant"),
        ("Aprobarea bugetului local", "budget"),
        ("Detaljregulering for Havna", "zoning_building"),
        ("Orientering", "other"),
    ],
)
def test_the_kind_of_case_is_proposed_from_the_title(title, matter):
    assert guessed_matter(title=title) == matter


def test_a_word_document_is_read_by_its_lines(tmp_path):
    document, kept = Document(), io.BytesIO()
    for line in ("Saksliste", "12/26 Grant", "To Utsira Ferry AS"):
        document.add_paragraph(line)
    document.save(kept)
    items = read_text_file(path=written(tmp_path, "a.docx", kept.getvalue()), ending=".docx")
    assert [(one.number, one.text) for one in items] == [("12/26", "To Utsira Ferry AS")]


def test_a_table_in_a_word_document_goes_before_its_lines(tmp_path):
    document, kept = Document(), io.BytesIO()
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("Saksnr", "Tittel", "13/26", "Lease")):
        table.cell(place // 2, place % 2).text = text
    document.save(kept)
    items = read_text_file(path=written(tmp_path, "a.docx", kept.getvalue()), ending=".docx")
    assert told(items) == [("13/26", "Lease")]


def test_a_pdf_with_text_is_read_by_its_lines(tmp_path):
    page = typst.compile("12/26 Tilskudd til Årdal\n\n13/26 Ședința\n\n12/26 Papers of the first".encode())
    items = read_text_file(path=written(tmp_path, "a.pdf", page), ending=".pdf")
    assert told(items) == [("12/26", "Tilskudd til Årdal"), ("13/26", "Ședința")]


def test_where_cases_have_a_year_other_numbers_are_text_and_a_case_begins_once():
    text = "PS 1/26 Grant\n1. Applicant\n2. Sum\nPS 2/26 Lease\nPS 1/26 Grant\nPapers"
    items = read_lines(text=text)
    assert [(one.number, one.text) for one in items] == [
        ("1/26", "1. Applicant\n2. Sum"),
        ("2/26", "PS 1/26 Grant\nPapers"),
    ]


def test_a_calendar_and_a_meeting_of_oparl_are_read(tmp_path):
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:12/26 Grant\\n13/26 Lea\r\n se\r\nEND:VEVENT\r\n"
    assert told(read_text_file(path=written(tmp_path, "a.ics", event), ending=".ics")) == [
        ("12/26", "Grant"),
        ("13/26", "Lease"),
    ]
    meeting = {
        "agendaItem": [{"number": "1", "name": "Grant"}, {"number": "2", "name": "Secret", "public": False}]
    }
    path = written(tmp_path, "a.json", json.dumps(meeting))
    assert told(read_text_file(path=path, ending=".json")) == [("1", "Grant")]


def bomb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "ending", "kind"),
    [
        (b"%PDF-1.7 \n", ".pdf", AgendaFault.NOT_A_PDF),
        (b"%PDF-1.7 \n", ".docx", AgendaFault.NOT_A_PDF),
        (b"", ".pdf", AgendaFault.NOT_A_PDF),
        (typst.compile(b"#rect()"), ".pdf", AgendaFault.SCAN),
        (b"", ".txt", AgendaFault.NO_ITEMS),
        (b"x", ".exe", AgendaFault.NOT_SUPPORTED),
        (b"{}", ".json", AgendaFault.NOT_A_MEETING),
        (b"[" * 100_000, ".json", AgendaFault.NOT_A_MEETING),
        (b"BEGIN:VEVENT", ".ics", AgendaFault.NOT_A_MEETING),
        (b"\xff\xfe", ".txt", AgendaFault.LETTERS),
        (bomb(), ".docx", AgendaFault.NO_ITEMS),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, ending, kind):
    with pytest.raises(Unreadable) as refused:
        read_text_file(path=written(tmp_path, f"a{ending}", content), ending=ending)
    assert refused.value.faults[0].kind is kind


def test_signs_that_cannot_be_kept_are_left_out(tmp_path):
    meeting = {"agendaItem": [{"number": "1\ud800", "name": "Gr\x00ant \ud800"}]}
    (one,) = read_text_file(path=written(tmp_path, "a.json", json.dumps(meeting)), ending=".json")
    assert f"{one.number}{one.title}".encode()
    assert "\x00" not in one.title
