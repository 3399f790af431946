# SPDX-License-Identifier: EUPL-1.2
"""A report as a fragment of a web page: plain elements, classes of the site, no style and no script."""

from collections.abc import Callable
from html import escape

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
    Sheet,
    Table,
)


def to_html(
    *, report: Report, prefix: str = "report", with_title: bool = True, with_contents: bool = True
) -> str:
    """The report as one ``<article>``, to be put inside a page.

    prefix: for the ids of headings, unique on the page. with_title: False where the page has the title as its
    own ``<h1>``. with_contents: False for a short report on a page of its own. Every text is escaped; charts
    are trusted, they come from ``engines.charts``.
    """
    anchors = _anchors(report, prefix)
    written = [
        _written(block, caption, anchors.get(i, ""), report.language)
        for i, (block, caption) in enumerate(report.numbered)
    ]
    written.insert(_place_of_contents(report), _contents(report, anchors, prefix) if with_contents else "")
    content = (_head(report) if with_title else _below_title(report)) + "".join(written)
    return f'<article class="report prose" lang="{escape(report.language)}">{content}</article>'


def _place_of_contents(report: Report) -> int:
    """Before the second section when the first one sums up, else first of all."""
    tops = [i for i, block in enumerate(report.blocks) if isinstance(block, Heading) and block.level == 2]
    return tops[1] if report.has_summary and len(tops) > 1 else 0


def _head(report: Report) -> str:
    return f"<h1>{escape(report.title)}</h1>{_below_title(report)}"


def _below_title(report: Report) -> str:
    lines = [f'<p class="report-subject">{escape(report.subject)}</p>'] if report.subject else []
    if report.publisher:
        lines.append(f'<p class="report-publisher">{escape(report.publisher)}</p>')
    return "".join(lines)


def _anchors(report: Report, prefix: str) -> dict[int, str]:
    """Position of each heading among the blocks -> its id."""
    places = [i for i, block in enumerate(report.blocks) if isinstance(block, Heading)]
    return {place: f"{prefix}-section-{number}" for number, place in enumerate(places, start=1)}


def _contents(report: Report, anchors: dict[int, str], prefix: str) -> str:
    tops = [
        (anchors[i], b.text) for i, b in enumerate(report.blocks) if isinstance(b, Heading) and b.level == 2
    ]
    if len(tops) < 3:
        return ""
    items = "".join(f'<li><a href="#{anchor}">{escape(text)}</a></li>' for anchor, text in tops)
    name = f"{prefix}-contents"
    heading = f'<h2 id="{name}">{escape(report.words.contents)}</h2>'
    return f'<nav class="report-contents" aria-labelledby="{name}">{heading}<ol>{items}</ol></nav>'


def _written(block: Block, caption: str, anchor: str, language: str) -> str:
    match block:
        case Heading(text, level):
            return f'<h{level} id="{anchor}">{escape(text)}</h{level}>'
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case KeySentence(text):
            return f'<p class="key-sentence">{escape(text)}</p>'
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Facts(pairs):
            return _facts(pairs)
        case Note(kind, title, text):
            words = f"<p><strong>{escape(title)}</strong></p><p>{escape(text)}</p>"
            return f'<div class="report-note" data-kind="{kind}">{words}</div>'
        case Figure():
            return _figure(block, caption, language)
        case Table(_, header, rows):
            return _grid(ChartTable(header, rows), caption, language)
        case Sheet():
            return ""


def _facts(pairs: tuple[tuple[str, str], ...]) -> str:
    written = (f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in pairs)
    return f'<dl class="report-facts">{"".join(written)}</dl>'


def _figure(block: Figure, caption: str, language: str) -> str:
    name = escape(block.chart.title)
    picture = (
        f'<div class="chart-scroll" role="region" tabindex="0" aria-label="{name}">{block.chart.svg}</div>'
    )
    table = _grid(block.chart.table, "", language) if block.with_table else ""
    return f'<figure class="chart-figure"><figcaption>{escape(caption)}</figcaption>{picture}{table}</figure>'


def _grid(table: ChartTable, caption: str, language: str) -> str:
    head = "".join(
        f'<th scope="col"{_numeric(_is_number(table, i))}>{escape(t)}</th>'
        for i, t in enumerate(table.header)
    )
    rows = "".join(_row(row, _cell_writer(language)) for row in table.rows)
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    grid = f'<table class="ds-table">{named}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    label = escape(caption or table.header[0])
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">{grid}</div>'


def _row(row: tuple[Cell, ...], write: Callable[[Cell], str]) -> str:
    name, *cells = row
    written = "".join(f"<td{_numeric(isinstance(cell, Number))}>{write(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{write(name)}</th>{written}</tr>'


def _cell_writer(language: str) -> Callable[[Cell], str]:
    return lambda cell: escape(cell_text(cell=cell, language=language))


def _is_number(table: ChartTable, column: int) -> bool:
    return any(isinstance(row[column], Number) for row in table.rows)


def _numeric(is_number: bool) -> str:  # noqa: FBT001
    return ' class="numeric"' if is_number else ""
