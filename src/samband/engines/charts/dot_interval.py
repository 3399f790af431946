# SPDX-License-Identifier: EUPL-1.2
"""Dots with intervals: every estimate with its uncertainty, one row for each thing measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis, Plot, right_edge
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import LINE_HEIGHT, paragraph, wrapped
from samband.engines.charts.marks import Dot, legend, marker, whisker
from samband.engines.charts.numbers import Cell
from samband.engines.charts.theme import GRID, INK, MUTED

_SUBROW = 15.5
_LABEL_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A labelled row with one dot for each series. None: this series has nothing here."""

    label: str
    dots: tuple[Dot | None, ...]


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The words over the columns of a chart's table."""

    row: str = "Measure"
    series: str = "Group"
    value: str = "Value"
    lower: str = "Lower limit"
    upper: str = "Upper limit"
    note: str = "Note"


DEFAULT_NAMES = ColumnNames()


def dot_interval(
    *,
    frame: Frame,
    rows: Sequence[IntervalRow],
    series: tuple[str, ...],
    axis: Axis,
    columns: ColumnNames = DEFAULT_NAMES,
) -> Chart:
    """Draw rows of dots with intervals; the value stands in figures at the right.

    series: names in the order of the dots; a single unnamed series has no legend.
    In a frame narrower than 480 the labels stand above their dots instead of to the left.
    """
    plot = _plot(frame, rows, axis)
    drawn, y = legend(names=series, x=4, y=16, width=frame.width - 8) if len(series) > 1 else ("", 0.0)
    top = y = y + 8
    body = []
    for i, row in enumerate(rows):
        part, height = _row(row, i, plot, y, frame)
        body.append(part)
        y += height
    ruler, ruler_height = plot.ruler(y=y, language=frame.language)
    content = drawn + plot.gridlines(top=top, bottom=y) + "".join(body) + ruler
    return frame.chart(body=content, height=y + ruler_height + 4, table=_table(rows, series, axis, columns))


def is_narrow(frame: Frame) -> bool:
    return frame.width < 480


def label_width(frame: Frame) -> float:
    return frame.width - 8.0 if is_narrow(frame) else frame.width * 0.4


def _plot(frame: Frame, rows: Sequence[IntervalRow], axis: Axis) -> Plot:
    figures = tuple(
        axis.text(dot.value, frame.language) for row in rows for dot in row.dots if dot and dot.is_known
    )
    left = 14 if is_narrow(frame) else label_width(frame) + 18
    return Plot(axis, left, right_edge(texts=figures, width=frame.width, size=13) - 4)


def _row(row: IntervalRow, index: int, plot: Plot, y: float, frame: Frame) -> tuple[str, float]:
    lines = wrapped(row.label, width=label_width(frame), size=_LABEL_SIZE, max_lines=5)
    words = len(lines) * _LABEL_SIZE * LINE_HEIGHT
    dots = [(s, dot) for s, dot in enumerate(row.dots) if dot is not None]
    above = words + 4 if is_narrow(frame) else 0.0
    height = above + max(len(dots) * _SUBROW, 0.0 if above else words) + 7
    first = y + above + (height - above - len(dots) * _SUBROW) / 2 + _SUBROW / 2
    label_y = y + 15 if above else y + (height - words) / 2 + _LABEL_SIZE
    drawn = paragraph(lines, x=4, y=label_y, size=_LABEL_SIZE, paint=INK)
    if index:
        drawn = svg.line(x1=0, y1=y, x2=frame.width, y2=y, paint=GRID, stroke_width=1) + drawn
    drawn += "".join(_dot(s, dot, plot, first + i * _SUBROW, frame) for i, (s, dot) in enumerate(dots))
    return drawn, height


def _dot(series: int, dot: Dot, plot: Plot, y: float, frame: Frame) -> str:
    if not dot.is_known:
        return svg.text(dot.note, x=plot.left + 4, y=y + 4, paint=MUTED, font_size=12, font_style="italic")
    interval = (
        whisker(series=series, x1=plot.x(dot.lower), x2=plot.x(dot.upper), y=y) if dot.has_interval else ""
    )
    figure = plot.axis.text(dot.value, frame.language)
    return (
        interval
        + marker(series=series, x=plot.x(dot.value), y=y)
        + svg.text(figure, x=frame.width - 4, y=y + 4.5, paint=INK, anchor="end")
    )


def _table(
    rows: Sequence[IntervalRow], series: tuple[str, ...], axis: Axis, columns: ColumnNames
) -> ChartTable:
    many = len(series) > 1
    header = (columns.row, *((columns.series,) if many else ()), columns.value, columns.lower, columns.upper)
    body = tuple(
        (row.label, *((series[s],) if many else ()), *dot_cells(dot, axis))
        for row in rows
        for s, dot in enumerate(row.dots)
        if dot is not None
    )
    return ChartTable(header, body)


def dot_cells(dot: Dot, axis: Axis) -> tuple[Cell, Cell, Cell]:
    """Value and limits for a table, or the note in place of the value."""
    if not dot.is_known:
        return dot.note, "", ""
    if not dot.has_interval:
        return axis.number(dot.value), "", ""
    return axis.number(dot.value), axis.number(dot.lower), axis.number(dot.upper)
