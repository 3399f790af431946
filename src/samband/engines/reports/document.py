# SPDX-License-Identifier: EUPL-1.2
"""A report as a text document (.docx): real headings, lists and tables, to be edited before a meeting."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from samband.engines.charts import Cell, ChartTable, Number, cell_text
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
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

_FONT = "Noto Sans"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name: when its parts were written says nothing."""


def to_docx(*, report: Report) -> bytes:
    """The report as .docx with the styles of a word processor: title, headings, lists, tables.

    Of a chart the figures stand as a table: pictures of this kind are shown by few word processors alike.
    Header rows are repeated on each page and the language is set, for whoever listens to it. The same report
    gives the same bytes.
    """
    import docx  # needed for this kind of file alone

    document = docx.Document()
    _describe(document, report)
    document.add_heading(report.title, level=0)
    for line in (report.subject, report.publisher):
        if line:
            document.add_paragraph(line, style="Subtitle")
    for block, caption in report.pages.numbered:
        _write(document, block, caption, report.language)
    written = BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _describe(document: "Document", report: Report) -> None:
    properties, normal = document.core_properties, document.styles["Normal"]
    properties.title, properties.subject = report.title, report.subject
    properties.author, properties.comments = report.publisher, report.notice
    properties.language = report.language
    properties.created = properties.modified = report.stamp.replace(tzinfo=None)
    _speak(normal, report.language)
    if report.notice:
        document.sections[0].header.paragraphs[0].text = report.notice


def _speak(style: "ParagraphStyle", language: str) -> None:
    """The language of the text, and a font that has its letters."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    style.font.name = _FONT
    told = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        told.set(qn(name), language)
    style.element.get_or_add_rPr().append(told)


def _write(document: "Document", block: Block, caption: str, language: str) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level=level - 1)
        case Paragraph(text):
            document.add_paragraph(text)
        case KeySentence(text):
            document.add_paragraph(text, style="Intense Quote")
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Facts(pairs):
            _facts(document, pairs)
        case Note(_, title, text):
            document.add_paragraph().add_run(title).bold = True
            document.add_paragraph(text)
        case Figure():
            _grid(document, block.chart.table, caption, language)
        case Table(_, header, rows):
            _grid(document, ChartTable(header, rows), caption, language)


def _facts(document: "Document", pairs: tuple[tuple[str, str], ...]) -> None:
    for name, said in pairs:
        line = document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(said)


def _grid(document: "Document", table: ChartTable, caption: str, language: str) -> None:
    document.add_paragraph(caption, style="Caption")
    grid = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.header, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _repeat_header(grid.rows[0]._tr)
    for row in table.rows:
        for cell, given in zip(grid.add_row().cells, row, strict=True):
            _fill(cell, given, language)
    document.add_paragraph()


def _repeat_header(row: object) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    told = OxmlElement("w:tblHeader")
    told.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(told)  # type: ignore[attr-defined]


def _fill(cell: "_Cell", given: Cell, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line = cell.paragraphs[0]
    line.text = cell_text(cell=given, language=language)
    if isinstance(given, Number):
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _without_clock(content: bytes) -> bytes:
    """The same archive, without the time at which each part was written."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(target, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            kept.writestr(ZipInfo(name, _EARLIEST), given.read(name), ZIP_DEFLATED)
    return target.getvalue()
