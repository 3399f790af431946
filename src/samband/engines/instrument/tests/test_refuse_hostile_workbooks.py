# SPDX-License-Identifier: EUPL-1.2
"""Workbooks made to exhaust the machine are refused before they are read."""

import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from samband.engines.instrument import InstrumentFaults, read_xlsform
from samband.engines.instrument.archive import LARGEST_UNPACKED_BYTES
from samband.engines.instrument.workbook import MOST_COLUMNS, MOST_ROWS, read_workbook


def archive(path: Path, **parts: bytes) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def sheet(path: Path, *, row: int, column: int) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("survey").write(row, column, "x")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InstrumentFaults) as raised:
        read_xlsform(path)
    return str(raised.value)


def test_a_zip_bomb_is_refused_by_what_it_claims(tmp_path: Path):
    bomb = archive(
        tmp_path / "bomb.xlsx", **{"xl/worksheets/sheet1.xml": b"0" * (LARGEST_UNPACKED_BYTES + 1)}
    )
    assert bomb.stat().st_size < 100_000
    assert "larger than 20,000,000 bytes when unpacked" in refusal(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_unpacking(tmp_path: Path):
    bomb = archive(
        tmp_path / "bomb.xlsx", **{"xl/worksheets/sheet1.xml": b"0" * (LARGEST_UNPACKED_BYTES + 1)}
    )
    claimed = struct.pack("<I", LARGEST_UNPACKED_BYTES + 1)
    bomb.write_bytes(bomb.read_bytes().replace(claimed, struct.pack("<I", 10)))
    assert "not an intact .xlsx file" in refusal(bomb)


def test_an_archive_of_very_many_parts_is_refused(tmp_path: Path):
    many = archive(tmp_path / "many.xlsx", **{f"part{i}": b"" for i in range(300)})
    assert "more than 200 parts" in refusal(many)


@pytest.mark.parametrize(("row", "column"), [(MOST_ROWS, 0), (0, MOST_COLUMNS), (1_048_575, 16_383)])
def test_one_cell_far_out_is_refused(tmp_path: Path, row: int, column: int):
    assert "reaches beyond" in refusal(sheet(tmp_path / "far.xlsx", row=row, column=column))


def test_the_last_cell_within_the_limits_is_read(tmp_path: Path):
    rows = read_workbook(sheet(tmp_path / "near.xlsx", row=MOST_ROWS - 1, column=MOST_COLUMNS - 1))
    assert rows["survey"] == ()  # a cell without a column name says nothing


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path):
    cells = b"".join(b'<c t="s"><v>0</v></c>' for _ in range(10_000))
    texts = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    parts = {"xl/worksheets/sheet1.xml": cells, "xl/sharedStrings.xml": texts}
    assert "larger than" in refusal(archive(tmp_path / "echo.xlsx", **parts))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"type,name,label\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert "not an intact .xlsx file" in refusal(path)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path):
    assert "cannot be read" in refusal(archive(tmp_path / "form.xlsx", **{"hello.txt": b"hello"}))


def test_a_file_beyond_the_limit_is_not_read_whole(tmp_path: Path):
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"PK" + b"\0" * 5_000_000)
    assert "larger than" in refusal(path)


def test_a_column_named_twice_is_refused(tmp_path: Path):
    path = tmp_path / "twice.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("survey").write_row(0, 0, ["type", "name", "type"])
    assert refusal(path) == "twice.xlsx, sheet survey:1: The column type stands twice. Keep one."


def test_a_damaged_archive_is_refused(tmp_path: Path):
    path = sheet(tmp_path / "damaged.xlsx", row=0, column=0)
    content = bytearray(path.read_bytes())
    with ZipFile(path) as intact:
        info = intact.getinfo("xl/worksheets/sheet1.xml")
    begin = info.header_offset + 30 + len(info.filename)
    content[begin : begin + 40] = b"\xff" * 40
    path.write_bytes(bytes(content))
    assert "not an intact .xlsx file" in refusal(path)
