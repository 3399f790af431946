# SPDX-License-Identifier: EUPL-1.2
"""Files that are broken or mean harm: each is refused with one clear reason, in bounded memory."""

import resource
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from samband.engines.files import FaultKind, FileFault, Limits, Unreadable, check_table_text, read_table

HEADER = "respondent,unit,group,trust\n"


def read(path: Path, **options):
    return read_table(path=path, filename=path.name, folder=options.pop("folder", path.parent), **options)


def kinds(path: Path, **options) -> list[FaultKind]:
    with pytest.raises(Unreadable) as refused:
        list(read(path, **options).rows())
    return [fault.kind for fault in refused.value.faults]


def words(path: Path, **options) -> str:
    with pytest.raises(Unreadable) as refused:
        list(read(path, **options).rows())
    return str(refused.value)


def spreadsheet(path: Path, rows) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def repacked(source: Path, target: Path, **parts: bytes) -> Path:
    """The spreadsheet with some parts replaced (``sheet`` = its first sheet)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts["sheet"] if name.endswith("sheet1.xml") else old.read(name))
    return target


def test_a_file_in_windows_1252_is_refused_with_its_row_and_the_likely_encoding(file_of):
    path = file_of(HEADER.encode() + "1,Tromsø,inhabitants,3\n".encode("cp1252"))
    assert words(path) == (
        "Row 2: the letters are not UTF-8; it looks like Windows-1252. "
        "Save the file as “CSV UTF-8”, or choose Windows-1252 as its encoding."
    )


def test_a_chosen_encoding_is_used(file_of):
    path = file_of(HEADER.encode() + "1,Tromsø,inhabitants,3\n".encode("cp1252"))
    assert next(read(path, encoding="cp1252").rows()) == (2, ["1", "Tromsø", "inhabitants", "3"])


def test_a_letter_cut_off_at_the_very_end_is_a_wrong_encoding(file_of):
    assert kinds(file_of(HEADER.encode() + b"1,Troms\xc3")) == [FileFault.ENCODING]


def test_a_byte_order_mark_does_not_become_part_of_the_first_name(file_of):
    assert read(file_of(b"\xef\xbb\xbf" + HEADER.encode())).columns[0] == "respondent"


def test_unicode_text_from_a_spreadsheet_program_is_named(file_of):
    assert kinds(file_of(HEADER.encode("utf-16"))) == [FileFault.UTF16]


def test_zero_bytes_are_refused(file_of):
    assert kinds(file_of(HEADER + "1,0301,inha\0bitants,3\n")) == [FileFault.NUL_BYTE]


def test_an_empty_file_is_refused(file_of):
    assert kinds(file_of("")) == [FileFault.EMPTY_FILE]
    assert kinds(file_of("\n\n", "blank.csv")) == [FileFault.EMPTY_FILE]


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert words(path).startswith("The file is larger than 50 MB")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


def test_a_file_with_too_many_rows_is_refused(file_of):
    path = file_of(HEADER + "1,0301,inhabitants,3\n" * 11)
    assert kinds(path, limits=Limits(rows=10)) == [FileFault.TOO_MANY_ROWS]
    assert len(list(read(path, limits=Limits(rows=11)).rows())) == 11


def test_a_file_with_too_many_columns_is_refused(file_of):
    assert kinds(file_of(",".join(f"c{i}" for i in range(12))), limits=Limits(columns=10)) == [
        FileFault.TOO_MANY_COLUMNS
    ]


def test_an_open_quotation_mark_is_named_with_its_row(file_of):
    assert words(file_of(HEADER + '1,"0301,inhabitants,3\n2,0301,inhabitants,3\n')).startswith(
        "Row 2: a cell does not end"
    )


def test_every_fault_of_the_first_row_is_named(file_of):
    faults = kinds(file_of("respondent,trust,trust,=cmd(),,unit\n"))
    assert faults == [FileFault.DUPLICATE_HEADER, FileFault.FORMULA_HEADER, FileFault.NAMELESS_COLUMN]


def test_other_kinds_of_files_are_refused(file_of):
    assert words(file_of("x", "answers.xls")) == (
        "Files of the kind .xls cannot be read. Save it as CSV (UTF-8), as .xlsx or as SPSS .sav."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_found(file_of, delimiter):
    text = "id{0}weight{0}trust\n1{0}0{1}5{0}3\n".format(delimiter, "." if delimiter == "," else ",")
    assert read(file_of(text)).columns == ("id", "weight", "trust")


def test_a_text_that_says_it_is_a_spreadsheet_is_refused(file_of):
    assert kinds(file_of(HEADER, "answers.xlsx")) == [FileFault.NOT_A_SPREADSHEET]


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert kinds(path) == [FileFault.NOT_A_SPREADSHEET]


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    plain = spreadsheet(tmp_path / "plain.xlsx", [["respondent"]])
    bomb = repacked(plain, tmp_path / "bomb.xlsx", sheet=b"<worksheet>" + b"0" * 50_000_000 + b"</worksheet>")
    assert bomb.stat().st_size < 200_000
    assert words(bomb).startswith("The spreadsheet would unfold to far more than its size")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    plain = spreadsheet(tmp_path / "plain.xlsx", [["respondent"]])
    bomb = repacked(plain, tmp_path / "bomb.xlsx", sheet=b"0" * 50_000_000)
    honest, lie = struct.pack("<L", 50_000_000), struct.pack("<L", 5_000)
    bomb.write_bytes(bomb.read_bytes().replace(honest, lie))
    assert kinds(bomb)[0] in {FileFault.SPREADSHEET_BOMB, FileFault.NOT_A_SPREADSHEET}


def test_a_small_sheet_with_one_cell_at_the_far_corner_is_refused(tmp_path):
    far = (
        b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    plain = spreadsheet(tmp_path / "plain.xlsx", [["respondent"]])
    assert kinds(repacked(plain, tmp_path / "far.xlsx", sheet=far)) == [FileFault.SPREADSHEET_BOMB]


def test_a_parser_that_wants_more_memory_than_allowed_ends_alone(tmp_path):
    path = spreadsheet(tmp_path / "answers.xlsx", [["x" * 30_000] * 50] * 400)
    assert kinds(path, limits=Limits(memory_bytes=150_000_000)) == [FileFault.NOT_A_SPREADSHEET]


def test_numbers_of_a_spreadsheet_read_as_they_look(tmp_path):
    path = spreadsheet(
        tmp_path / "answers.xlsx", [["respondent", "weight"], [17, 1.25], ["a", 2.0], [None, ""]]
    )
    assert [cells for _, cells in read(path).rows()] == [["17", "1.25"], ["a", "2"]]


def test_a_statistics_file_keeps_its_value_labels_and_its_missing_codes(tmp_path):
    """two_answers.sav was written once with pyreadstat: user-missing 8, labels for 3 and 8."""
    answers = read(Path(__file__).parent / "files/two_answers.sav", folder=tmp_path)
    assert list(answers.rows()) == [(2, ["1", "3", "f"]), (3, ["2", "8", ""])]
    assert answers.value_labels == {"trust": {"3": "rather well", "8": "don't know"}}


def test_a_damaged_statistics_file_is_refused(file_of):
    assert kinds(file_of(b"$FL2" + b"\xff" * 4_000, "answers.sav")) == [FileFault.NOT_A_STATISTICS_FILE]


@pytest.mark.parametrize(
    ("text", "kind", "row"),
    [
        ("unit,name\n1151,U\x00tsira\n", FileFault.NUL_BYTE, 2),
        ('unit\n"' + "x" * 140_000, FileFault.BROKEN_QUOTES, 2),
    ],
)
def test_a_table_held_as_text_is_looked_through_first(text: str, kind: FaultKind, row: int):
    with pytest.raises(Unreadable) as refused:
        check_table_text(text=text, delimiter=",")
    assert [(fault.kind, fault.row) for fault in refused.value.faults] == [(kind, row)]


def test_a_sound_table_held_as_text_is_let_through():
    check_table_text(text='unit;name\n1151;"Uts;ira"\n', delimiter=";")
