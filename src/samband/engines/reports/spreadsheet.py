# SPDX-License-Identifier: EUPL-1.2
"""A report as a spreadsheet: its words on the first sheet, then one sheet for each table and figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from samband.engines.charts import Cell, ChartTable, Number, format_code
from samband.engines.reports.model import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    KeySentence,
    Note,
    Paragraph,
    Report,
    Sheet,
    Table,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    caption: str
    table: ChartTable


def to_xlsx(*, report: Report) -> bytes:
    """The report as .xlsx: numbers stay numbers with the digits of the report, everything else is text.

    Texts are never formulas or links, whatever they begin with. The same report gives the same bytes.
    """
    from xlsxwriter import Workbook  # needed for spreadsheets alone

    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    book.set_properties(_properties(report))
    sheets = list(_sheets(report))
    _write_summary(book, report, sheets)
    formats: dict[str, Format] = {}
    for sheet in sheets:
        _write_sheet(book, sheet, report, formats)
    book.close()
    return target.getvalue()


def _properties(report: Report) -> dict[str, object]:
    created = report.stamp.replace(tzinfo=None)
    words = {"title": report.title, "subject": report.subject, "company": report.publisher}
    return words | {"comments": report.notice, "created": created}


def _sheets(report: Report) -> Iterator[_Sheet]:
    """Sheets of their own first, then tables and figures in their order, named *Table 1*, *Figure 1*."""
    for block in report.blocks:
        if isinstance(block, Sheet):
            yield _Sheet(block.name, block.name, ChartTable(block.header, block.rows))
    for block, caption in report.numbered:
        if isinstance(block, Figure):
            yield _Sheet(_sheet_name(caption), caption, block.chart.table)
        elif isinstance(block, Table):
            yield _Sheet(_sheet_name(caption), caption, ChartTable(block.header, block.rows))


def _sheet_name(caption: str) -> str:
    return _FORBIDDEN.sub(" ", caption.split(". ", 1)[0])[:31]


def _write_summary(book: "Workbook", report: Report, sheets: list[_Sheet]) -> None:
    page = book.add_worksheet(_FORBIDDEN.sub(" ", report.words.summary)[:31])
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 60, wrap)
    page.set_column(1, 1, 60, wrap)
    lines = [(report.title, "", True), (report.subject, "", False), (report.publisher, "", False)]
    lines += [(report.notice, "", True), *(line for block in report.blocks for line in _lines(block))]
    lines += [(sheet.name, sheet.caption, False) for sheet in sheets]
    for row, (first, second, is_strong) in enumerate(line for line in lines if line[0]):
        page.write_string(row, 0, first, strong if is_strong else wrap)
        page.write_string(row, 1, second, wrap)


def _lines(block: Block) -> list[tuple[str, str, bool]]:
    """The words of a block as lines of two cells; tables and figures have sheets of their own."""
    match block:
        case Heading(text):
            return [(text, "", True)]
        case Paragraph(text) | KeySentence(text):
            return [(text, "", False)]
        case Bullets(items):
            return [(item, "", False) for item in items]
        case Facts(pairs):
            return [(name, said, False) for name, said in pairs]
        case Note(_, title, text):
            return [(title, text, True)]
        case _:
            return []


def _write_sheet(book: "Workbook", sheet: _Sheet, report: Report, formats: "dict[str, Format]") -> None:
    page = book.add_worksheet(sheet.name)
    strong = _format(book, formats, "heading")
    page.write_string(0, 0, f"{sheet.caption} ({report.notice})" if report.notice else sheet.caption, strong)
    for column, name in enumerate(sheet.table.header):
        page.write_string(1, column, name, strong)
        page.set_column(column, column, _width([name, *(row[column] for row in sheet.table.rows)]))
    for at, row in enumerate(sheet.table.rows, start=2):
        for column, cell in enumerate(row):
            _write_cell(page, at, column, cell, book, formats)
    page.freeze_panes(2, 1)


def _write_cell(
    page: "Worksheet", row: int, column: int, cell: Cell, book: "Workbook", formats: "dict[str, Format]"
) -> None:
    if isinstance(cell, Number):
        page.write_number(row, column, cell.value, _format(book, formats, format_code(number=cell)))
    else:
        page.write_string(row, column, cell)


def _format(book: "Workbook", formats: "dict[str, Format]", code: str) -> "Format":
    if code not in formats:
        formats[code] = book.add_format({"bold": True} if code == "heading" else {"num_format": code})
    return formats[code]


def _width(cells: list[Cell]) -> float:
    return float(min(60, max((len(cell) for cell in cells if isinstance(cell, str)), default=8) + 2))
