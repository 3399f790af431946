# SPDX-License-Identifier: EUPL-1.2
"""Who prepared an item, as agendas name them: read from lines and columns, placed by exact name alone."""

import pytest
from docx import Document

from samband.tools.ethics.analysis.agenda import read_lines, read_rows
from samband.tools.ethics.analysis.agenda_files import read_text_file
from samband.tools.ethics.analysis.items import items_from_plain, items_to_plain
from samband.tools.ethics.analysis.preparing import placed, the_one
from samband.tools.ethics.rules import MeetingItem

PEOPLE = {1: "Kari Nordmann", 2: "Per Hansen", 3: "Åse Moe", 4: "Åse Moe"}


def named(text):
    return {one.number: one.prepared_by for one in read_lines(text=text)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Saksbehandler: Kari Nordmann", "Kari Nordmann"),
        ("Arkivsaksnr: 24/12  Saksbehandler: Kari Nordmann  Arkiv: L12", "Kari Nordmann"),
        ("Saksbehandler:\nKari Nordmann", "Kari Nordmann"),
        ("SAKSBEHANDLAR: Kari Nordmann", "Kari Nordmann"),
        ("Prepared by: Kari Nordmann", "Kari Nordmann"),
        ("Întocmit de: Ion Popescu", "Ion Popescu"),
        ("Изготвил: Иван Петров", "Иван Петров"),
        ("მოამზადა:\nნინო ბერიძე", "ნინო ბერიძე"),
    ],
)
def test_the_word_before_the_name_is_known_in_each_language(line, name):
    assert named(f"12/26 Grant\n{line}\n13/26 Lease") == {"12/26": (name,), "13/26": ()}


def test_the_line_is_no_text_to_look_for_parties_in_and_no_item():
    (one, other) = read_lines(text="12/26 Grant\nSaksbehandler: Kari Nordmann\nMore\n13/26 Lease")
    assert (one.text, other.text) == ("More", "")
    assert [one.title for one in read_lines(text="Budget\nPrepared by: Kari Nordmann\nLease")] == [
        "Budget",
        "Lease",
    ]


@pytest.mark.parametrize("is_table", [False, True])
def test_a_document_of_a_word_processor_names_them_in_lines_or_in_a_table(tmp_path, is_table):
    document = Document()
    if is_table:
        cells = [("Saksnr", "Tittel", "Saksbehandler"), ("12/26", "Grant", "Kari Nordmann")]
        table = document.add_table(rows=2, cols=3)
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    else:
        document.add_paragraph("12/26 Grant")
        document.add_paragraph("Saksbehandler:\tKari Nordmann")
    path = tmp_path / "agenda.docx"
    document.save(str(path))
    (one,) = read_text_file(path=path, ending=".docx")
    assert (one.title, one.prepared_by) == ("Grant", ("Kari Nordmann",))


def test_what_follows_an_empty_label_is_no_name_unless_it_looks_like_one():
    assert named("12/26 Grant\nSaksbehandler:\nArkiv: L12\n13/26 Lease")["12/26"] == ()
    assert named("12/26 Grant\nSaksbehandler:\n13/26 Lease of Land") == {"12/26": (), "13/26": ()}


@pytest.mark.parametrize("column", ["prepared_by", "Saksbehandler", "Saksbeh.", "Întocmit de", "Изготвил"])
def test_a_table_has_a_column_of_who_prepared(column):
    (one,) = read_rows(columns=("No", "Title", column, "Text"), rows=[("1", "Grant", "Kari Nordmann", "x")])
    assert (one.prepared_by, one.text) == (("Kari Nordmann",), "x")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nordmann, Kari", ("Kari Nordmann",)),
        ("Kari Nordmann, arealplanlegger", ("Kari Nordmann",)),
        ("Kari Nordmann og Per Hansen", ("Kari Nordmann", "Per Hansen")),
        ("Kari Nordmann; Somebody Else", ("Kari Nordmann", "Somebody Else")),
        ("KN", ("KN",)),
    ],
)
def test_several_names_are_told_apart_and_what_is_no_name_is_left_out(text, names):
    assert placed(written=[text], people=PEOPLE) == names


def test_a_name_fits_one_or_nobody_is_chosen():
    assert the_one(name="kari  NORDMANN", people=PEOPLE) == 1
    assert the_one(name="Kari Nordman", people=PEOPLE) == 0
    assert the_one(name="Åse Moe", people=PEOPLE) == 0
    assert the_one(name="", people={1: ""}) == 0


def test_older_items_are_read_unchanged_and_written_as_they_were():
    old = items_to_plain(items=[MeetingItem("1", "Grant")])
    assert not {"prepared_by", "others_prepare"} & set(old[0])
    assert items_to_plain(items=items_from_plain(rows=old)) == old
    new = MeetingItem("1", "Grant", prepared_by=(4, 7), others_prepare=("Hired Adviser",))
    assert items_from_plain(rows=items_to_plain(items=[new])) == (new,)
