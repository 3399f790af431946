# SPDX-License-Identifier: EUPL-1.2
"""A map where each member is one mark of equal size, so that the smallest is as visible as the capital."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import isfinite, nan

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import text_width
from samband.engines.charts.placement import place
from samband.engines.charts.theme import ACCENTS, CLASSES, INK, MUTED, ON_DARK, ON_LIGHT, PAPER


class Shown(Enum):
    """What is known of a member: a value, a value that is withheld, or that it did not take part."""

    VALUE = auto()
    WITHHELD = auto()
    ABSENT = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One member. longitude, latitude: degrees, a point inside. href: the member's page, or empty."""

    label: str
    longitude: float
    latitude: float
    shown: Shown
    value: float = nan
    href: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CartogramNames:
    """The words in the legend and over the table."""

    member: str = "Member"
    value: str = "Value"
    withheld: str = "Withheld: too few answers"
    absent: str = "Did not take part"
    own: str = "You are here"
    below: str = "below {limit}"
    from_: str = "{limit} or more"


def cartogram(
    *,
    frame: Frame,
    marks: Sequence[Mark],
    axis: Axis,
    bounds: tuple[float, float, float, float] | None = None,
    names: CartogramNames = CartogramNames(),
) -> Chart:
    """Draw the members where they lie, in five classes from light to dark, the class's digit in each mark.

    bounds: the four limits between the classes; by default classes of equal width over the values shown.
    """
    limits = bounds or equal_classes(values=[m.value for m in marks if m.shown is Shown.VALUE], axis=axis)
    centres, height, spacing = place(
        degrees=tuple((m.longitude, m.latitude) for m in marks), width=float(frame.width)
    )
    radius = spacing * 0.47
    at = zip(marks, centres, strict=True)
    drawn = "".join(_mark(mark, x, y, radius, limits, axis, frame, names) for mark, (x, y) in at)
    legend, legend_height = _legend(height + 18, limits, axis, frame, names, marks)
    has_links = any(mark.href for mark in marks)
    table = _table(marks, axis, names)
    body, height = drawn + legend, height + legend_height + 18
    return frame.chart(body=body, height=height, table=table, has_links=has_links)


def equal_classes(*, values: Sequence[float], axis: Axis) -> tuple[float, float, float, float]:
    """Four limits that cut the span of the values into five equal classes, rounded."""
    low, high = (min(values), max(values)) if values else (axis.low, axis.high)
    step = max((high - low) / 5, 10.0**-axis.decimals / (100 if axis.is_share else 1))
    places = axis.decimals + 2 * axis.is_share + (step < 2 * 10.0 ** -(axis.decimals + 2 * axis.is_share))
    a, b, c, d = (round(low + step * i, places) for i in (1, 2, 3, 4))
    return a, b, c, d


def class_of(*, value: float, limits: tuple[float, float, float, float]) -> int:
    """0–4: how many limits the value has reached."""
    return sum(value >= limit for limit in limits)


def _mark(
    mark: Mark, x: float, y: float, r: float, limits: tuple[float, float, float, float],
    axis: Axis, frame: Frame, names: CartogramNames,
) -> str:  # fmt: skip
    name = f"{mark.label}: {_worded(mark, axis, frame, names)}"
    shape = svg.element("title", svg.escaped(name)) + _shape(mark, x, y, r, limits)
    if mark.href:
        return svg.element("a", shape, href=mark.href, aria_label=name, class_="chart-link")
    return svg.group(shape, role="img", aria_label=name)


def _shape(mark: Mark, x: float, y: float, r: float, limits: tuple[float, float, float, float]) -> str:
    ring = svg.element("circle", cx=x, cy=y, r=r, fill="none", **svg.stroked(ACCENTS[1]), stroke_width=3.5)
    drawn = _circle(
        mark.shown, x, y, r, class_of(value=mark.value, limits=limits) if isfinite(mark.value) else 0
    )
    return drawn + ring if mark.is_own else drawn


def _circle(shown: Shown, x: float, y: float, r: float, step: int) -> str:
    if shown is Shown.ABSENT:
        return svg.element(
            "circle", cx=x, cy=y, r=r * 0.45, fill="none", **svg.stroked(MUTED), stroke_width=1
        )
    if shown is Shown.WITHHELD:
        return _crossed(x, y, r)
    disc = svg.element("circle", cx=x, cy=y, r=r, **svg.filled(CLASSES[step]))
    edge = svg.element("circle", cx=x, cy=y, r=r, fill="none", **svg.stroked(CLASSES[4]), stroke_width=0.8)
    paint, size = (ON_DARK if step > 2 else ON_LIGHT), max(7.0, r * 1.1)
    return (
        disc
        + edge
        + svg.text(str(step + 1), x=x, y=y + size * 0.36, paint=paint, anchor="middle", font_size=size)
    )


def _crossed(x: float, y: float, r: float) -> str:
    """A dashed disc with a cross: something is there, and it is not shown."""
    s = r * 0.5
    disc = svg.element("circle", cx=x, cy=y, r=r * 0.94, **svg.filled(PAPER))
    edge = svg.element(
        "circle",
        cx=x,
        cy=y,
        r=r * 0.94,
        fill="none",
        **svg.stroked(INK),
        stroke_width=1.2,
        stroke_dasharray="3 2",
    )
    arms = ((x - s, y - s, x + s, y + s), (x - s, y + s, x + s, y - s))
    cross = "".join(svg.line(x1=a, y1=b, x2=c, y2=d, paint=INK, stroke_width=1.2) for a, b, c, d in arms)
    return disc + edge + cross


def _worded(mark: Mark, axis: Axis, frame: Frame, names: CartogramNames) -> str:
    if mark.shown is Shown.VALUE:
        return axis.text(mark.value, frame.language)
    return names.withheld if mark.shown is Shown.WITHHELD else names.absent


def _legend(
    y: float, limits: tuple[float, float, float, float], axis: Axis, frame: Frame, names: CartogramNames,
    marks: Sequence[Mark],
) -> tuple[str, float]:  # fmt: skip
    """Every kind of mark with its words, flowing in lines."""
    ranges = _ranges(limits, axis, frame, names)
    entries = [(_circle(Shown.VALUE, 10, -5, 9, i), words) for i, words in enumerate(ranges)]
    entries += [
        (_circle(Shown.WITHHELD, 10, -5, 9, 0), names.withheld),
        (_circle(Shown.ABSENT, 10, -5, 9, 0), names.absent),
    ]
    if any(mark.is_own for mark in marks):
        ring = svg.element(
            "circle", cx=10, cy=-5, r=8, fill="none", **svg.stroked(ACCENTS[1]), stroke_width=3.5
        )
        entries.append((ring, names.own))
    return _flowing(entries, y, frame.width)


def _flowing(entries: Sequence[tuple[str, str]], y: float, width: float) -> tuple[str, float]:
    drawn, x, line = [], 4.0, 0
    for shape, words in entries:
        needed = 24 + text_width(words, size=13) + 16
        if x > 4 and x + needed > width:
            x, line = 4.0, line + 1
        label = svg.text(words, x=25, y=0, paint=INK)
        drawn.append(
            svg.group(shape, label, transform=f"translate({svg.digits(x)} {svg.digits(y + line * 24)})")
        )
        x += needed
    return "".join(drawn), (line + 1) * 24.0


def _ranges(
    limits: tuple[float, float, float, float], axis: Axis, frame: Frame, names: CartogramNames
) -> list[str]:
    finest = max(_decimals(limit * (100 if axis.is_share else 1)) for limit in limits)
    told = Axis(axis.low, axis.high, decimals=max(axis.decimals, finest), is_share=axis.is_share)
    a, b, c, d = (told.text(limit, frame.language) for limit in limits)
    below, above = names.below.format(limit=a), names.from_.format(limit=d)
    return [below, f"{a}–{b}", f"{b}–{c}", f"{c}–{d}", above]


def _decimals(value: float) -> int:
    return next((places for places in range(4) if abs(round(value, places) - value) < 1e-9), 4)


def _table(marks: Sequence[Mark], axis: Axis, names: CartogramNames) -> ChartTable:
    ordered = sorted(marks, key=lambda mark: mark.label)
    rows = tuple(
        (m.label, axis.number(m.value) if m.shown is Shown.VALUE else _missing(m, names)) for m in ordered
    )
    return ChartTable((names.member, names.value), rows)


def _missing(mark: Mark, names: CartogramNames) -> str:
    return names.withheld if mark.shown is Shown.WITHHELD else names.absent
