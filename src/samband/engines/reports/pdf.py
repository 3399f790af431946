# SPDX-License-Identifier: EUPL-1.2
"""A report as a tagged PDF (PDF/UA-1), typeset by Typst.

The report goes to the template as JSON and is never read as markup, so no text in it can become code.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from samband.engines.charts import ChartTable, Number, cell_text
from samband.engines.reports.fonts_folder import font_folder
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
    from typst import Compiler

Json = dict[str, object]
_SHORT = 26
"""Characters up to which a column of words takes just the room it needs."""


def to_pdf(*, report: Report, fonts: Path | None = None) -> bytes:
    """The report as PDF/UA-1: tags, title, language, alternative texts, contents, page numbers.

    fonts: folder with .ttf files of Noto Sans and Noto Sans Georgian; by default those of the build. The
    fonts of the machine are not used, and the time is the report's: the same report gives the same bytes.
    Row headings are tagged as plain cells: Typst 0.14 and 0.15 tag headings of columns alone.
    Raises FontsMissing; TypstError when the compiler refuses, for example a figure without description.
    """
    pdf = compiler(font_folder(folder=fonts)).compile(
        input=_template(),
        format="pdf",
        sys_inputs={"report": json.dumps(_data(report), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=report.stamp,
    )
    return cast(bytes, pdf)


@cache
def _template() -> bytes:
    return files("samband.engines.reports").joinpath("report.typ").read_bytes()


@cache
def compiler(folder: Path) -> "Compiler":
    """One compiler for each font folder, so that fonts are read once."""
    from typst import Compiler  # slow to import, and needed for PDF alone

    fonts: list[str] = [str(folder)]
    return Compiler(font_paths=fonts, ignore_system_fonts=True)


def _data(report: Report) -> Json:
    tops = sum(isinstance(block, Heading) and block.level == 2 for block in report.blocks)
    return {
        "title": report.title,
        "subject": report.subject,
        "publisher": report.publisher,
        "notice": report.notice,
        "language": report.language.replace("_", "-").split("-")[0],
        "contents": report.words.contents if tops >= 3 else "",
        "page": report.words.page,
        "has_summary": report.has_summary,
        "blocks": [_block(block, caption, report.language) for block, caption in report.pages.numbered],
    }


def _block(block: Block, caption: str, language: str) -> Json:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case KeySentence(text):
            return {"kind": "key", "text": text}
        case Bullets(items):
            return {"kind": "bullets", "items": items}
        case Facts(pairs):
            return {"kind": "facts", "pairs": pairs}
        case Note(_, title, text):
            return {"kind": "note", "title": title, "text": text}
        case Figure():
            return _figure(block, caption, language)
        case Table(_, header, rows):
            return _grid(ChartTable(header, rows), caption, language)
        case Sheet():
            raise TypeError("A sheet has no place on a page.")


def _figure(block: Figure, caption: str, language: str) -> Json:
    chart = block.chart
    return {
        "kind": "figure",
        "svg": chart.svg,
        "alt": f"{chart.title}. {chart.description}",
        "caption": caption,
        "width": min(1.0, chart.width / 640, 1.3 * chart.width / chart.height),
        "table": _grid(chart.table, "", language) if block.with_table else None,
    }


def _grid(table: ChartTable, caption: str, language: str) -> Json:
    texts = [[cell_text(cell=cell, language=language) for cell in row] for row in table.rows]
    columns = range(len(table.header))
    right = [any(isinstance(row[i], Number) for row in table.rows) for i in columns]
    return {
        "kind": "table",
        "caption": caption,
        "header": table.header,
        "rows": texts,
        "right": right,
        "widths": [_width(table.header[i], [row[i] for row in texts], right[i]) for i in columns],
    }


def _width(heading: str, cells: list[str], is_number: bool) -> float:  # noqa: FBT001
    """Of a column: above 0 a share of the room, 0 what its text takes, below 0 so many em.

    Headings break between words, so that a long one does not take the room of the cells.
    """
    words = heading.split() or [""]
    if is_number:
        return -(1.4 + max(2.5, *map(_em, words), *map(_em, cells)))
    longest = max(map(len, [*cells, *words]))
    return 0.0 if longest <= _SHORT else float(min(longest, 70)) ** 0.7


def _em(text: str) -> float:
    """About how wide the text is in bold; Georgian and Cyrillic letters are wider than Latin ones."""
    return sum(0.62 if letter < "\u0370" else 0.8 for letter in text)
