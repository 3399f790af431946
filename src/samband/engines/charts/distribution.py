# SPDX-License-Identifier: EUPL-1.2
"""All members as dots on the value axis, with *you are here*: a place among others, not a rank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import sqrt
from statistics import median

from samband.engines.charts import svg
from samband.engines.charts.axis import Axis, Plot
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import text_width
from samband.engines.charts.marks import whisker
from samband.engines.charts.theme import ACCENTS, INK, MUTED, PAPER

_RADIUS, _SMALL_RADIUS = 4.5, 3.2
_MANY = 150
_OWN_RADIUS = 7.0


@dataclass(frozen=True, slots=True)
class Place:
    """One member. is_peer: in the class compared with, drawn filled; the others are drawn hollow."""

    label: str
    value: float
    is_peer: bool = True
    is_own: bool = False
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class DistributionNames:
    """The words in the picture and over its table."""

    member: str = "Member"
    value: str = "Value"
    peers: str = "Members of the size class"
    others: str = "Other members"
    median: str = "Median of the size class"


def distribution(
    *,
    frame: Frame,
    places: Sequence[Place],
    axis: Axis,
    names: DistributionNames = DistributionNames(),
) -> Chart:
    """Draw the members as a swarm; equal values stand beside one another, none covers another.

    At most one place may be the own one. Its name and value are written, with its interval when given.
    """
    plot = Plot(axis, 16, frame.width - 16)
    own = next((place for place in places if place.is_own), None)
    others = [place for place in places if not place.is_own]
    here = plot.x(own.value) if own else None
    radius = _RADIUS if len(places) <= _MANY else _SMALL_RADIUS
    heights = swarm(positions=[plot.x(place.value) for place in others], radius=radius, keep_free=here)
    reach = max((abs(height) for height in heights), default=0.0) + radius + 6
    middle = 54 + reach
    dots = "".join(_dot(place, plot, middle + dy, radius) for place, dy in zip(others, heights, strict=True))
    bottom = middle + reach + (22 if own else 4)
    parts = [plot.gridlines(top=50, bottom=bottom), _middle_line(places, plot, bottom, names, frame), dots]
    if own is not None:
        parts.append(_own(own, plot, middle, bottom - 10, frame))
    ruler, height = plot.ruler(y=bottom, language=frame.language)
    key, key_height = _key(places, names, bottom + height + 18, frame)
    table = _table(places, axis, names)
    return frame.chart(
        body="".join(parts) + ruler + key, height=bottom + height + key_height + 8, table=table
    )


def swarm(*, positions: Sequence[float], radius: float, keep_free: float | None = None) -> list[float]:
    """Offsets across the axis so that circles at the positions do not overlap, kept small by a greedy walk.

    Deterministic: circles are placed from left to right, nearest free height first, above before below.
    keep_free: a position on the axis where a larger circle will stand.
    """
    gap = 2 * radius + 1.0
    reserved = [] if keep_free is None else [(keep_free, 0.0, _OWN_RADIUS + radius + 1.0)]
    placed: list[tuple[float, float, float]] = []
    heights = [0.0] * len(positions)
    for i in sorted(range(len(positions)), key=lambda i: (positions[i], i)):
        behind = takewhile(lambda other: positions[i] - other[0] < gap, reversed(placed))  # noqa: B023  used at once
        heights[i] = _free_height(positions[i], [*behind, *reserved])
        placed.append((positions[i], heights[i], gap))
    return heights


def _free_height(x: float, near: list[tuple[float, float, float]]) -> float:
    """The height nearest to zero that no neighbour (x, y, distance to keep) forbids.

    Each neighbour forbids a stretch of heights; where stretches that overlap hold zero, their end is next.
    """
    low = high = 0.0
    for bottom, top in _merged(sorted(_forbidden(x, near))):
        if bottom < 0.0 < top:
            low, high = bottom, top
    return low if -low <= high else high


def _forbidden(x: float, near: list[tuple[float, float, float]]) -> Iterator[tuple[float, float]]:
    for at, y, gap in near:
        room = gap * gap - (x - at) ** 2
        if room > 0:
            reach = sqrt(room) + 1e-9
            yield y - reach, y + reach


def _merged(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches in ascending order, those that overlap joined."""
    if not stretches:
        return
    bottom, top = stretches[0]
    for start, end in stretches[1:]:
        if start >= top:
            yield bottom, top
            bottom, top = start, end
        top = max(top, end)
    yield bottom, top


def _dot(place: Place, plot: Plot, y: float, radius: float) -> str:
    name = svg.element("title", svg.escaped(place.label))
    x = plot.x(place.value)
    if place.is_peer:
        return svg.element("circle", name, cx=x, cy=y, r=radius, **svg.filled(ACCENTS[3]))
    return svg.element(
        "circle", name, cx=x, cy=y, r=radius - 0.7, fill="none", stroke_width=1.3, **svg.stroked(MUTED)
    )


def _middle_line(
    places: Sequence[Place], plot: Plot, bottom: float, names: DistributionNames, frame: Frame
) -> str:
    """The median, its words on the side away from the own value, so that no line strikes them through."""
    peers = [place.value for place in places if place.is_peer]
    if not peers:
        return ""
    middle = median(peers)
    x, own = plot.x(middle), next((plot.x(place.value) for place in places if place.is_own), 0.0)
    words = f"{names.median}: {plot.axis.text(middle, frame.language)}"
    half = text_width(words, size=13) / 2
    line = svg.line(x1=x, y1=44, x2=x, y2=bottom, paint=INK, stroke_width=1.5, stroke_dasharray="5 4")
    return line + _label(words, x - half - 4 if own >= x else x + half + 4, 40, frame, weight="400")


def _own(own: Place, plot: Plot, middle: float, below: float, frame: Frame) -> str:
    x = plot.x(own.value)
    words = f"{own.label}: {plot.axis.text(own.value, frame.language)}"
    stem = svg.line(x1=x, y1=22, x2=x, y2=below, paint=ACCENTS[1], stroke_width=1.5)
    ring = svg.element("circle", cx=x, cy=middle, r=_OWN_RADIUS + 1.5, **svg.filled(PAPER))
    dot = svg.element("circle", cx=x, cy=middle, r=_OWN_RADIUS, **svg.filled(ACCENTS[1]))
    span = ""
    if own.lower is not None and own.upper is not None:
        span = whisker(series=1, x1=plot.x(own.lower), x2=plot.x(own.upper), y=below)
    return stem + ring + dot + span + _label(words, x, 16, frame, weight="700")


def _label(words: str, x: float, y: float, frame: Frame, *, weight: str) -> str:
    """Words centred over x, moved inwards where they would leave the picture."""
    half = text_width(words, size=13, is_bold=weight == "700") / 2
    centre = min(max(x, half + 4), max(frame.width - half - 4, half + 4))
    return svg.text(words, x=centre, y=y, paint=INK, anchor="middle", font_weight=weight)


def _key(places: Sequence[Place], names: DistributionNames, y: float, frame: Frame) -> tuple[str, float]:
    """What filled and hollow dots are; without hollow ones there is nothing to tell apart."""
    if all(place.is_peer or place.is_own for place in places):
        return "", 0.0
    second = 4 + 18 + text_width(names.peers, size=12) + 24
    wraps = second + 18 + text_width(names.others, size=12) > frame.width
    x, lower = (4.0, y + 20) if wraps else (second, y)
    drawn = svg.element("circle", cx=10, cy=y - 4, r=_RADIUS, **svg.filled(ACCENTS[3]))
    drawn += svg.text(names.peers, x=22, y=y, paint=INK, font_size=12)
    drawn += svg.element(
        "circle", cx=x + 6, cy=lower - 4, r=_RADIUS - 0.7, fill="none", stroke_width=1.3, **svg.stroked(MUTED)
    )
    return drawn + svg.text(names.others, x=x + 18, y=lower, paint=INK, font_size=12), 44.0 if wraps else 24.0


def _table(places: Sequence[Place], axis: Axis, names: DistributionNames) -> ChartTable:
    """By name, not by value: the table is for looking up, not for ranking."""
    ordered = sorted(places, key=lambda place: place.label)
    return ChartTable((names.member, names.value), tuple((p.label, axis.number(p.value)) for p in ordered))
