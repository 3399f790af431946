# SPDX-License-Identifier: EUPL-1.2
"""A file of persons: what each column holds, every fault with its row, the good rows kept apart."""

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.files import Unreadable
from samband.engines.sampling import FrameColumns, FrameFault, draw, read_frame, suggest_frame_columns
from samband.engines.sampling.draws import DrawRules

HEADER = "id,kommunenr,kjønn,aldersgruppe,mobil,epost\n"
ROWS = (
    "1,0301,k,18-29,90000001,a@x.example\n"
    "2,0301,m,30-44,+47 900 00 002,b@x.example\n"
    "3,1151,k,18-29,,\n"
    "4,1151,m,30-44,90000004,d@x.example\n"
)
COLUMNS = FrameColumns(
    key="id",
    unit="kommunenr",
    strata={"sex": "kjønn", "age_group": "aldersgruppe"},
    contacts={"phone": "mobil", "email": "epost"},
)


@pytest.fixture
def read(tmp_path):
    def read_text(text, columns=COLUMNS, **options):
        file = tmp_path / "frame.csv"
        file.write_text(text, encoding="utf-8")
        return read_frame(path=file, filename=file.name, folder=tmp_path, columns=columns, **options)

    return read_text


def told(found):
    return [(fault.kind, fault.row, fault.column) for fault in found.faults]


def test_columns_are_recognised_by_their_names():
    names = ["Kommune-nr", "ID", "Kjønn", "Aldersgruppe", "E-post", "Mobil", "Navn", "Språk", "notes"]

    assert suggest_frame_columns(columns=names) == FrameColumns(
        key="ID",
        unit="Kommune-nr",
        strata={"sex": "Kjønn", "age_group": "Aldersgruppe"},
        contacts={"name": "Navn", "phone": "Mobil", "email": "E-post", "language": "Språk"},
    )


def test_a_near_spelling_is_guessed_and_any_column_can_be_a_stratum():
    found = suggest_frame_columns(columns=["person_id", "municipallity", "party"], strata=["party", "absent"])

    assert (found.key, found.unit, found.strata) == ("person_id", "municipallity", {"party": "party"})
    assert FrameColumns(**found.as_json()) == found


def test_good_rows_become_a_frame(read):
    found = read(HEADER + ROWS)

    assert found.faults == ()
    assert (found.rows, found.left_out) == (4, 0)
    assert [found.frame.key(row) for row in range(4)] == ["1", "2", "3", "4"]
    assert found.frame.strata(by=("unit", "sex")).sizes == {
        ("0301", "k"): 1, ("0301", "m"): 1, ("1151", "k"): 1, ("1151", "m"): 1
    }  # fmt: skip
    assert found.frame.contacts["phone"] == ("90000001", "+47 900 00 002", "", "90000004")


def test_a_spreadsheet_is_read_alike(read, tmp_path):
    book = tmp_path / "frame.xlsx"
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = workbook.add_worksheet()
        for number, line in enumerate((HEADER + ROWS).splitlines()):
            for at, cell in enumerate(line.split(",")):
                sheet.write_string(number, at, cell)

    found = read_frame(path=book, filename=book.name, folder=tmp_path, columns=COLUMNS)

    assert found.frame.digest == read(HEADER + ROWS).frame.digest


def test_all_faults_are_told_at_once_and_good_rows_stay(read):
    found = read(
        HEADER + ROWS + ",0301,k,18-29,,\n6,0399,k,,,\n7,=cmd,k,18-29,,\n8,0301,k,18-29,,,,extra\n"
        f"9,0301,{'k' * 101},18-29,,\n10,0301,k\u202e,18-29,,\n11,0301,k\n\n",
        units={"0301", "1151"},
    )

    assert told(found) == [
        (FrameFault.EMPTY, 6, "id"),
        (FrameFault.UNKNOWN_UNIT, 7, "kommunenr"),
        (FrameFault.EMPTY, 7, "aldersgruppe"),
        (FrameFault.UNKNOWN_UNIT, 8, "kommunenr"),
        (FrameFault.TOO_MANY_CELLS, 9, ""),
        (FrameFault.TOO_LONG, 10, "kjønn"),
        (FrameFault.CONTROL, 11, "kjønn"),
        (FrameFault.EMPTY, 12, "aldersgruppe"),
    ]
    assert (len(found.frame), found.rows, found.left_out) == (4, 11, 7)
    assert found.faults[1].words() == (
        "Row 7, column kommunenr: “0399” is no authority that takes part. "
        "Write its code with all zeros, as 0301."
    )


def test_a_formula_is_refused_but_a_phone_may_begin_with_plus(read):
    found = read(HEADER + "=1+1,0301,k,18-29,+4790000000,=x\n")

    assert told(found) == [
        (FrameFault.NO_PEOPLE, 0, ""),
        (FrameFault.FORMULA, 2, "id"),
        (FrameFault.FORMULA, 2, "epost"),
    ]
    assert found.frame is None


def test_the_same_person_twice_counts_once_and_contradictions_not_at_all(read):
    found = read(HEADER + ROWS + "1,0301,k,18-29,90000001,a@x.example\n2,0301,k,30-44,,\n2,0301,k,30-44,,\n")

    assert told(found) == [
        (FrameFault.KEY_CONTRADICTED, 3, "id"),
        (FrameFault.KEY_TWICE, 6, "id"),
        (FrameFault.KEY_CONTRADICTED, 7, "id"),
        (FrameFault.KEY_CONTRADICTED, 8, "id"),
    ]
    assert [found.frame.key(row) for row in range(3)] == ["1", "3", "4"]


def test_the_same_phone_or_address_is_reported_and_left_to_a_person(read):
    found = read(HEADER + ROWS + "5,0301,k,18-29,0047 90000002,D@x.example\n")

    assert [(one.kind, one.keys, one.rows) for one in found.likenesses] == [
        ("phone", ("2", "5"), (3, 6)),
        ("email", ("4", "5"), (5, 6)),
    ]
    assert len(found.frame) == 5


def test_a_measure_of_size_must_be_a_number(read):
    columns = FrameColumns(key="id", size="members")

    found = read("id;members\na;1,5\nb;2\nc;0\nd;many\ne;inf\nf;nan\n", columns)

    assert found.frame.sizes.tolist() == [1.5, 2]
    assert told(found) == [(FrameFault.BAD_SIZE, row, "members") for row in (4, 5, 6, 7)]


def test_wrong_columns_are_told_before_anything_is_read(read):
    wrong = FrameColumns(unit="kommunenr", strata={"sex": "gender", "unit": "kjønn"}, size="kommunenr")

    found = read(HEADER + ROWS, wrong)

    assert found.frame is None
    assert told(found) == [
        (FrameFault.NO_KEY_COLUMN, 0, ""),
        (FrameFault.COLUMN_TWICE, 0, "kommunenr"),
        (FrameFault.UNKNOWN_COLUMN, 0, "gender"),
        (FrameFault.COLUMN_TWICE, 0, "kjønn"),
    ]
    assert "aldersgruppe" in found.faults[2].words()


def test_a_file_that_is_no_table_is_refused(tmp_path):
    file = tmp_path / "frame.csv"
    file.write_bytes(b"\x00\x01\x02" * 100)

    with pytest.raises(Unreadable, match="zero bytes"):
        read_frame(path=file, filename=file.name, folder=tmp_path, columns=COLUMNS)


def test_many_faults_are_counted_and_not_all_kept(read, monkeypatch):
    monkeypatch.setattr("samband.engines.sampling.frame_files.MOST_FAULTS", 3)

    found = read(HEADER + ",0301,k,18-29,,\n" * 10)

    assert len(found.faults) == 3
    assert found.fault_count == 11


@settings(max_examples=30, deadline=None)
@given(rows=st.permutations((HEADER + ROWS + "5,1151,k,18-29,,\n5,1151,m,18-29,,\n").splitlines()[1:]))
def test_the_order_of_the_rows_changes_nothing(tmp_path_factory, rows):
    file = tmp_path_factory.getbasetemp() / "permuted.csv"
    file.write_text(HEADER + "\n".join(rows), encoding="utf-8")
    found = read_frame(path=file, filename=file.name, folder=file.parent, columns=COLUMNS)

    sample = draw(frame=found.frame, rules=DrawRules(sizes={(): 2}), seed=3)

    assert [found.frame.key(row) for row in range(len(found.frame))] == ["1", "2", "3", "4"]
    assert sample.digest == "e756ccd3efe5d23b20050cf50c7d7f4a0984b195920de0efaeb6294225f841cb"


CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@settings(deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_whatever_is_in_the_file_there_is_an_answer(tmp_path_factory, rows):
    file = tmp_path_factory.getbasetemp() / "anything.csv"
    file.write_text(HEADER + "\n".join(",".join(row) for row in rows), encoding="utf-8")

    try:
        found = read_frame(path=file, filename=file.name, folder=file.parent, columns=COLUMNS)
    except Unreadable:
        return
    assert (found.frame is None) == (found.left_out == found.rows)
    assert all(fault.words() for fault in found.faults)
