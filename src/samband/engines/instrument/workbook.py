# SPDX-License-Identifier: EUPL-1.2
"""Sheets of an .xlsx file as rows of texts, safe against archives that unpack to far more than they weigh."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from samband.engines.instrument.archive import (
    WORKBOOK,
    file_content,
    refused,
    too_large,
    unpacked_parts,
)
from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.rule_files import Fault, Place

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 20_000_000
"""Cells × the longest shared text: one long text may be referred to by every cell."""

_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]*)([0-9]+)["']""")


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: column name -> text, empty cells left out."""

    place: Place
    cells: Mapping[str, str]


Sheets = Mapping[str, Sequence[Row]]


def read_workbook(path: Path) -> Sheets:
    """Sheet name -> rows under the header of the first line. Raises InstrumentFaults."""
    content = _checked_content(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        tables = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except CalamineError as error:
        raise refused(
            path=path, what="The workbook cannot be read.", remedy="Save it again as .xlsx."
        ) from error
    return {name: tuple(_rows(f"{path.name}, sheet {name}", table)) for name, table in tables.items()}


def _rows(file: str, table: Sequence[Sequence[object]]) -> Iterator[Row]:
    header = [_text(cell) for cell in table[0]] if table else []
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        faults = [Fault(file, 1, f"The column {name} stands twice.", "Keep one.") for name in doubled]
        raise InstrumentFaults(faults)
    for line, row in enumerate(table[1:], start=2):
        cells = {name: _text(cell) for name, cell in zip(header, row, strict=False) if name and _text(cell)}
        if cells:
            yield Row(Place(file, line), cells)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return normalize("NFC", str(cell)).strip()


def _checked_content(path: Path) -> bytes:
    """The file's bytes, once every part has been unpacked within the limits."""
    content = file_content(path=path, kind=WORKBOOK)
    unpacked = unpacked_parts(path=path, content=content, kind=WORKBOOK)
    longest_text = _longest_shared_text(unpacked.get("xl/sharedStrings.xml", b""))
    sheets = [xml for name, xml in unpacked.items() if name.startswith("xl/worksheets/")]
    for xml in sheets:
        _check_extent(path, xml)
    cells = sum(xml.count(b"<v") + xml.count(b":v") for xml in sheets)
    if cells * longest_text > MOST_CHARACTERS:
        raise too_large(path=path, kind=WORKBOOK)
    return content


def _longest_shared_text(xml: bytes) -> int:
    return max(map(len, xml.split(b"</si>")))


def _check_extent(path: Path, xml: bytes) -> None:
    """A single cell far out makes a reader fill in everything before it."""
    for letters, digits in _CELL.findall(xml):
        if len(digits) > 7 or int(digits) > MOST_ROWS or _column(letters) > MOST_COLUMNS:
            what = f"A sheet reaches beyond {MOST_ROWS} rows or {MOST_COLUMNS} columns."
            raise refused(path=path, what=what, remedy="Delete the rows and columns that are not used.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number
