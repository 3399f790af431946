# SPDX-License-Identifier: EUPL-1.2
"""Two dots joined: what two groups say of the same thing, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis, Plot
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.dot_interval import DEFAULT_NAMES, ColumnNames, dot_cells, is_narrow
from samband.engines.charts.lettering import LINE_HEIGHT, paragraph, wrapped
from samband.engines.charts.marks import Dot, legend, marker, whisker
from samband.engines.charts.theme import GRID, INK, MUTED

_SIZE = 13.0


@dataclass(frozen=True, slots=True)
class Pair:
    """What both groups say. note: the verdict in words, set at the right, such as *no certain difference*."""

    label: str
    first: Dot
    second: Dot
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where labels, dots and notes stand."""

    label: float
    note: float
    note_left: float
    plot: Plot


def paired_dots(
    *,
    frame: Frame,
    pairs: Sequence[Pair],
    series: tuple[str, str],
    axis: Axis,
    columns: ColumnNames = DEFAULT_NAMES,
) -> Chart:
    """Draw pairs in the order given. Intervals lie above and below the joining line: none hides another."""
    places = _places(frame, axis, has_notes=any(pair.note for pair in pairs))
    drawn, y = legend(names=series, x=4, y=16, width=frame.width - 8)
    top = y = y + 8
    body = []
    for i, pair in enumerate(pairs):
        part, height = _row(pair, i, places, y, frame)
        body.append(part)
        y += height
    ruler, ruler_height = places.plot.ruler(y=y, language=frame.language)
    content = drawn + places.plot.gridlines(top=top, bottom=y) + "".join(body) + ruler
    return frame.chart(body=content, height=y + ruler_height + 4, table=_table(pairs, series, axis, columns))


def _places(frame: Frame, axis: Axis, *, has_notes: bool) -> _Columns:
    if is_narrow(frame):
        return _Columns(frame.width - 8.0, frame.width - 8.0, 4.0, Plot(axis, 14, frame.width - 14))
    label, note = frame.width * 0.4, frame.width * 0.18 * has_notes
    plot = Plot(axis, label + 20, frame.width - note - 22)
    return _Columns(label, note, frame.width - note - 2, plot)


def _row(pair: Pair, index: int, places: _Columns, y: float, frame: Frame) -> tuple[str, float]:
    label = wrapped(pair.label, width=places.label, size=_SIZE, max_lines=5)
    note = wrapped(pair.note, width=places.note, size=12, max_lines=7) if pair.note else ()
    words, note_height = len(label) * _SIZE * LINE_HEIGHT, len(note) * 12 * LINE_HEIGHT
    narrow = is_narrow(frame)
    height = words + 40 + note_height if narrow else max(words, 30.0, note_height) + 10
    middle = y + words + 20 if narrow else y + height / 2
    drawn = svg.line(x1=0, y1=y, x2=frame.width, y2=y, paint=GRID, stroke_width=1) if index else ""
    drawn += paragraph(
        label, x=4, y=y + (15 if narrow else (height - words) / 2 + 12.5), size=_SIZE, paint=INK
    )
    note_y = middle + 29 if narrow else y + (height - note_height) / 2 + 11.5
    drawn += paragraph(note, x=places.note_left, y=note_y, size=12, paint=INK)
    return drawn + _dots(pair, places.plot, middle), height


def _dots(pair: Pair, plot: Plot, y: float) -> str:
    known = [(s, dot) for s, dot in enumerate((pair.first, pair.second)) if dot.is_known]
    ends = [plot.x(dot.value) for _, dot in known]
    joined = (
        svg.line(x1=ends[0], y1=y, x2=ends[-1], y2=y, paint=MUTED, stroke_width=3) if len(known) == 2 else ""
    )
    intervals = "".join(
        whisker(series=s, x1=plot.x(dot.lower), x2=plot.x(dot.upper), y=y + (-9, 9)[s], width=1.6)
        for s, dot in known
        if dot.has_interval
    )
    dots = "".join(marker(series=s, x=plot.x(dot.value), y=y, radius=6) for s, dot in known)
    return joined + intervals + dots + _missing(pair, plot, y)


def _missing(pair: Pair, plot: Plot, y: float) -> str:
    notes = [dot.note for dot in (pair.first, pair.second) if not dot.is_known and dot.note]
    text = " · ".join(dict.fromkeys(notes))
    taken = [dot for dot in (pair.first, pair.second) if dot.is_known]
    at_right = bool(taken) and plot.x(taken[0].value) < (plot.left + plot.right) / 2
    x, anchor = (plot.right - 4, "end") if at_right else (plot.left + 4, "start")
    if not text:
        return ""
    return svg.text(text, x=x, y=y + 4, paint=MUTED, anchor=anchor, font_size=12, font_style="italic")


def _table(pairs: Sequence[Pair], series: tuple[str, str], axis: Axis, columns: ColumnNames) -> ChartTable:
    header = (columns.row, columns.series, columns.value, columns.lower, columns.upper, columns.note)
    rows = tuple(
        (pair.label, name, *dot_cells(dot, axis), pair.note)
        for pair in pairs
        for name, dot in zip(series, (pair.first, pair.second), strict=True)
    )
    return ChartTable(header, rows)
