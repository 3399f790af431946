# SPDX-License-Identifier: EUPL-1.2
"""A funnel: each member at its margin of error, with the limits between which chance alone would keep it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis, Plot
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import text_width
from samband.engines.charts.marks import marker
from samband.engines.charts.numbers import Number, number_text
from samband.engines.charts.theme import ACCENTS, GRID, INK, MUTED, PAPER

_RADIUS, _OWN_RADIUS = 4.0, 7.0
_TOP, _HEIGHT = 30.0, 300.0
_DASHES = ("6 4", "2 3")
_BEYOND = 2


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One member. margin: half of its 95 % interval, ≥ 0. is_beyond: outside the limits."""

    label: str
    margin: float
    value: float
    is_beyond: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """One pair of limits. curve: (margin, lower, upper), margins ascending."""

    label: str
    curve: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class FunnelNames:
    """The words in the picture and over its table."""

    member: str = "Member"
    value: str = "Value"
    margin: str = "Margin of error"
    target: str = "Average of the members"
    verdict: str = "Verdict"
    inside: str = "Within the limits"
    beyond: str = "Beyond the limits"


def funnel(
    *,
    frame: Frame,
    points: Sequence[FunnelPoint],
    target: float,
    limits: Sequence[FunnelLimits],
    axis: Axis,
    names: FunnelNames = FunnelNames(),
) -> Chart:
    """Values upwards, the margin of error from wide (left) to none (right), so that the funnel narrows.

    axis: of the values; only the part with points is drawn. At most one point may be the own one; at most
    two pairs of limits are told apart by their dashes. Raises ValueError without points.
    """
    if not points:
        raise ValueError("A funnel needs at least one member with a figure.")
    drawn = _Drawing(frame, _upright(points, limits, axis), *_sideways(points), names)
    parts = [drawn.grid(), drawn.target(target), *(drawn.limits(i, one) for i, one in enumerate(limits))]
    parts += [drawn.point(one) for one in points if not one.is_own]
    parts += [drawn.own(one) for one in points if one.is_own]
    key, height = drawn.key(limits, has_beyond=any(one.is_beyond for one in points))
    return frame.chart(body="".join(parts) + key, height=height, table=_table(points, axis, names))


def _upright(points: Sequence[FunnelPoint], limits: Sequence[FunnelLimits], axis: Axis) -> Axis:
    """The part of the axis that holds all points and the limits at most of their margins, to whole steps."""
    values = [point.value for point in points]
    ends = [end for one in limits for _margin, *both in one.curve for end in both]
    low, high = max(axis.low, min([*values, *ends])), min(axis.high, max([*values, *ends]))
    step = (axis.high - axis.low) / 20
    low = axis.low + step * floor((low - axis.low) / step + 1e-9)
    high = axis.low + step * ceil((high - axis.low) / step - 1e-9)
    return replace(axis, low=low, high=max(high, low + step))


def _sideways(points: Sequence[FunnelPoint]) -> tuple[float, float]:
    """The margins at the left and the right edge; the tip itself is left out where nobody comes near it."""
    margins = [point.margin for point in points]
    widest = max(margins) * 1.05 or 1.0
    return widest, max(0.0, min(margins) - (widest - min(margins)) / 2)


@dataclass(frozen=True)
class _Drawing:
    """Where margins and values come to stand."""

    frame: Frame
    axis: Axis
    widest: float
    tip: float
    names: FunnelNames

    @cached_property
    def left(self) -> float:
        return 14 + max(text_width(self._value(tick), size=12) for tick in self._ticks)

    @property
    def right(self) -> float:
        return self.frame.width - 14.0

    @property
    def bottom(self) -> float:
        return _TOP + _HEIGHT

    @cached_property
    def _ticks(self) -> tuple[float, ...]:
        return self.axis.ticks()

    def _value(self, tick: float) -> str:
        number = Number(tick, _decimals(self._ticks, self.axis), self.axis.is_share)
        return number_text(number=number, language=self.frame.language)

    def x(self, margin: float) -> float:
        part = (margin - self.tip) / (self.widest - self.tip)
        return self.right - min(1.0, max(0.0, part)) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Position of a value; what lies outside the axis is drawn on its edge."""
        plot = Plot(self.axis, 0.0, _HEIGHT)
        return self.bottom - plot.x(value)

    def grid(self) -> str:
        lines = "".join(
            svg.line(x1=self.left, y1=self.y(v), x2=self.right, y2=self.y(v), paint=GRID, stroke_width=1)
            + svg.text(
                self._value(v),
                x=self.left - 6, y=self.y(v) + 4, paint=INK, anchor="end", font_size=12,
            )
            for v in self._ticks
        )  # fmt: skip
        return lines + self._ruler()

    def _ruler(self) -> str:
        """Margins below, the wide ones to the left."""
        axis = replace(self.axis, low=self.tip, high=self.widest)
        base = svg.line(
            x1=self.left, y1=self.bottom, x2=self.right, y2=self.bottom, paint=MUTED, stroke_width=1
        )
        ticks = axis.ticks(most=4 if self.frame.width < 480 else 7)
        decimals = _decimals(ticks, axis)
        figures = "".join(self._figure(tick, decimals) for tick in ticks)
        middle = (self.left + self.right) / 2
        return (
            base
            + figures
            + svg.text(
                self.names.margin, x=middle, y=self.bottom + 36, paint=MUTED, anchor="middle", font_size=12
            )
        )

    def _figure(self, margin: float, decimals: int) -> str:
        number = Number(margin, decimals, self.axis.is_share)
        words = ("±" if margin else "") + number_text(number=number, language=self.frame.language)
        anchor = "end" if self.x(margin) > self.right - 12 else "middle"
        return svg.text(words, x=self.x(margin), y=self.bottom + 17, paint=INK, anchor=anchor, font_size=12)

    def target(self, value: float) -> str:
        y = self.y(value)
        return svg.line(x1=self.left, y1=y, x2=self.right, y2=y, paint=INK, stroke_width=1.5)

    def limits(self, at: int, one: FunnelLimits) -> str:
        dashes = _DASHES[at % len(_DASHES)]
        both = ([(m, lower) for m, lower, _ in one.curve], [(m, upper) for m, _, upper in one.curve])
        return "".join(
            svg.element(
                "path", d=self._path(line), fill="none", **svg.stroked(MUTED), stroke_width=1.6,
                stroke_dasharray=dashes,
            )
            for line in both
        )  # fmt: skip

    def _path(self, line: Sequence[tuple[float, float]]) -> str:
        steps = (f"{svg.digits(self.x(margin))} {svg.digits(self.y(value))}" for margin, value in line)
        return "M" + "L".join(steps)

    def point(self, one: FunnelPoint) -> str:
        x, y = self.x(one.margin), self.y(one.value)
        if one.is_beyond:
            shape = marker(series=_BEYOND, x=x, y=y, radius=_RADIUS + 1.2)
        else:
            shape = svg.element("circle", cx=x, cy=y, r=_RADIUS, **svg.filled(ACCENTS[3]))
        return svg.group(svg.element("title", svg.escaped(self._told(one))), shape)

    def own(self, one: FunnelPoint) -> str:
        x, y = self.x(one.margin), self.y(one.value)
        ring = svg.element("circle", cx=x, cy=y, r=_OWN_RADIUS + 1.5, **svg.filled(PAPER))
        dot = svg.element("circle", cx=x, cy=y, r=_OWN_RADIUS, **svg.filled(ACCENTS[1]))
        words = self._told(one)
        half = text_width(words, size=13, is_bold=True) / 2
        centre = min(max(x, half + 4), max(self.frame.width - half - 4, half + 4))
        stem = svg.line(x1=x, y1=20, x2=x, y2=y, paint=ACCENTS[1], stroke_width=1.2)
        label = svg.text(words, x=centre, y=15, paint=INK, anchor="middle", font_weight="700")
        return svg.group(svg.element("title", svg.escaped(words)), stem, ring, dot) + label

    def _told(self, one: FunnelPoint) -> str:
        return f"{one.label}: {self.axis.text(one.value, self.frame.language)}"

    def key(self, limits: Sequence[FunnelLimits], *, has_beyond: bool) -> tuple[str, float]:
        """What the lines and marks are, one below another; and where the picture ends."""
        dot = svg.element("circle", cx=14, cy=-4, r=_RADIUS, **svg.filled(ACCENTS[3]))
        entries = [(_stroke(""), self.names.target)]
        entries += [(_stroke(_DASHES[i % len(_DASHES)]), one.label) for i, one in enumerate(limits)]
        entries.append((dot, self.names.inside))
        if has_beyond:
            entries.append((marker(series=_BEYOND, x=14, y=-4, radius=_RADIUS + 1.2), self.names.beyond))
        top = self.bottom + 62
        lines = [
            svg.group(
                shape,
                svg.text(words, x=34, y=0, paint=INK, font_size=12),
                transform=f"translate(0 {svg.digits(top + at * 20)})",
            )
            for at, (shape, words) in enumerate(entries)
        ]
        return "".join(lines), top + len(entries) * 20


def _decimals(ticks: Sequence[float], axis: Axis) -> int:
    """As many as the axis has, more where the step between ticks needs them: 0.25 is not 0.2."""
    step = (ticks[1] - ticks[0]) * (100 if axis.is_share else 1) if len(ticks) > 1 else 1.0
    return max(axis.decimals, next((d for d in range(4) if abs(round(step, d) - step) < 1e-9), 3))


def _stroke(dashes: str) -> str:
    dashed: dict[str, str | float] = {"stroke_dasharray": dashes} if dashes else {}
    return svg.line(x1=2, y1=-4, x2=26, y2=-4, paint=MUTED if dashes else INK, stroke_width=1.6, **dashed)


def _table(points: Sequence[FunnelPoint], axis: Axis, names: FunnelNames) -> ChartTable:
    """By name, not by value: the table is for looking up, not for ranking."""
    finer = axis.decimals + 1
    rows = tuple(
        (one.label, axis.number(one.value), Number(one.margin, finer, axis.is_share),
         names.beyond if one.is_beyond else names.inside)
        for one in sorted(points, key=lambda point: point.label)
    )  # fmt: skip
    return ChartTable((names.member, names.value, f"{names.margin} (±)", names.verdict), rows)
