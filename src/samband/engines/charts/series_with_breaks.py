# SPDX-License-Identifier: EUPL-1.2
"""Development over time: lines with uncertainty that break, visibly, where wording or territory changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.dot_interval import dot_cells
from samband.engines.charts.lettering import paragraph, text_width, wrapped
from samband.engines.charts.marks import Dot, accent, legend, marker
from samband.engines.charts.theme import GRID, INK, MUTED


@dataclass(frozen=True, slots=True)
class Moment:
    """One measurement in time of every series. at: decimal year. break_before: why the series breaks here."""

    label: str
    at: float
    dots: tuple[Dot | None, ...]
    break_before: str = ""


@dataclass(frozen=True, slots=True)
class SeriesNames:
    """The words over the columns of the table."""

    moment: str = "Time"
    series: str = "Series"
    value: str = "Value"
    lower: str = "Lower limit"
    upper: str = "Upper limit"
    note: str = "Break in the series"


@dataclass(frozen=True, slots=True)
class _Field:
    """The drawing field of a series: time to the right, value upwards."""

    axis: Axis
    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float

    def x(self, at: float) -> float:
        if self.last == self.first:
            return (self.left + self.right) / 2
        return self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.bottom - min(1.0, max(0.0, part)) * (self.bottom - self.top)


def series_with_breaks(
    *,
    frame: Frame,
    moments: Sequence[Moment],
    series: tuple[str, ...],
    axis: Axis,
    names: SeriesNames = SeriesNames(),
) -> Chart:
    """Draw one line for each series, with a bar of uncertainty at each measurement.

    moments: in order of time. No line crosses a break or a missing value; reasons stand below.
    """
    keys, top = legend(names=series, x=4, y=16, width=frame.width - 8)
    field = _field(frame, moments, axis, top + 14)
    parts = [
        keys,
        _grid(field, frame),
        _times(field, moments),
        *(_break(field, m, i) for i, m in _breaks(moments)),
    ]
    parts += [_line(field, moments, s) for s in range(len(series))]
    reasons, height = _reasons(moments, field.bottom + 42, frame)
    table = _table(moments, series, axis, names)
    return frame.chart(body="".join(parts) + reasons, height=field.bottom + 30 + height, table=table)


def _field(frame: Frame, moments: Sequence[Moment], axis: Axis, top: float) -> _Field:
    figures = max(text_width(axis.text(tick, frame.language), size=12) for tick in axis.ticks())
    ends = max((text_width(moment.label, size=12) / 2 for moment in moments), default=0.0)
    times = [moment.at for moment in moments] or [0.0]
    left = max(figures + 16, ends + 6) + 14
    return _Field(axis, left, frame.width - ends - 20, top, top + 210, min(times), max(times))


def _grid(field: _Field, frame: Frame) -> str:
    return "".join(
        svg.line(
            x1=field.left - 14, y1=field.y(v), x2=field.right + 14, y2=field.y(v), paint=GRID, stroke_width=1
        )
        + svg.text(
            field.axis.text(v, frame.language),
            x=field.left - 20,
            y=field.y(v) + 4,
            paint=INK,
            anchor="end",
            font_size=12,
        )
        for v in field.axis.ticks()
    )


def _times(field: _Field, moments: Sequence[Moment]) -> str:
    return "".join(
        svg.text(
            moment.label, x=field.x(moment.at), y=field.bottom + 20, paint=INK, anchor="middle", font_size=12
        )
        for moment in moments
    )


def _breaks(moments: Sequence[Moment]) -> list[tuple[int, tuple[Moment, Moment]]]:
    broken = [(before, after) for before, after in pairwise(moments) if after.break_before]
    return list(enumerate(broken, start=1))


def _break(field: _Field, around: tuple[Moment, Moment], number: int) -> str:
    """A dotted line half-way, with the number of its reason."""
    x = (field.x(around[0].at) + field.x(around[1].at)) / 2
    line = svg.line(
        x1=x, y1=field.top - 4, x2=x, y2=field.bottom, paint=INK, stroke_width=1.6, stroke_dasharray="2 4"
    )
    return line + svg.text(f"({number})", x=x + 5, y=field.top + 6, paint=INK, font_size=12)


def _line(field: _Field, moments: Sequence[Moment], series: int) -> str:
    """Offsets keep the bars of several series apart at one time."""
    shift = series * 9.0 - 4.5
    parts = [
        _stretch(field, before, after, series, shift)
        for before, after in pairwise(moments)
        if not after.break_before and _known(before, series) and _known(after, series)
    ]
    parts += [_measured(field, moment, series, shift) for moment in moments if _known(moment, series)]
    return "".join(parts)


def _known(moment: Moment, series: int) -> Dot | None:
    dot = moment.dots[series]
    return dot if dot is not None and dot.is_known else None


def _stretch(field: _Field, before: Moment, after: Moment, series: int, shift: float) -> str:
    a, b = _known(before, series), _known(after, series)
    if a is None or b is None:
        return ""
    x1, x2 = field.x(before.at) + shift, field.x(after.at) + shift
    return svg.line(
        x1=x1, y1=field.y(a.value), x2=x2, y2=field.y(b.value), paint=accent(series), stroke_width=2.2
    )


def _measured(field: _Field, moment: Moment, series: int, shift: float) -> str:
    dot = _known(moment, series)
    if dot is None:
        return ""
    x = field.x(moment.at) + shift
    bar = ""
    if dot.has_interval:
        low, high = field.y(dot.lower), field.y(dot.upper)
        bar = svg.line(x1=x, y1=low, x2=x, y2=high, paint=accent(series), stroke_width=1.8) + "".join(
            svg.line(x1=x - 4, y1=y, x2=x + 4, y2=y, paint=accent(series), stroke_width=1.4)
            for y in (low, high)
        )
    return bar + marker(series=series, x=x, y=field.y(dot.value))


def _reasons(moments: Sequence[Moment], y: float, frame: Frame) -> tuple[str, float]:
    drawn, height = "", 0.0
    for number, (_, after) in _breaks(moments):
        lines = wrapped(f"({number}) {after.break_before}", width=frame.width - 8, size=12, max_lines=3)
        drawn += paragraph(lines, x=4, y=y + height, size=12, paint=MUTED)
        height += len(lines) * 16.0
    return drawn, height + 4


def _table(moments: Sequence[Moment], series: tuple[str, ...], axis: Axis, names: SeriesNames) -> ChartTable:
    header = (names.moment, names.series, names.value, names.lower, names.upper, names.note)
    rows = tuple(
        (moment.label, series[s], *dot_cells(dot, axis), moment.break_before)
        for moment in moments
        for s, dot in enumerate(moment.dots)
        if dot is not None
    )
    return ChartTable(header, rows)
