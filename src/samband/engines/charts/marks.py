# SPDX-License-Identifier: EUPL-1.2
"""The shapes of dots, one for each series, and the legend that names them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, nan

from samband.engines.charts import svg
from samband.engines.charts.lettering import text_width
from samband.engines.charts.theme import ACCENTS, INK, PAPER, Paint


@dataclass(frozen=True, slots=True)
class Dot:
    """An estimate with its interval. Without a value, ``note`` says in words why (withheld, not asked)."""

    value: float = nan
    lower: float = nan
    upper: float = nan
    note: str = ""

    @property
    def is_known(self) -> bool:
        return isfinite(self.value)

    @property
    def has_interval(self) -> bool:
        return isfinite(self.lower) and isfinite(self.upper)


def _circle(x: float, y: float, r: float, paint: Paint) -> str:
    return svg.element("circle", cx=x, cy=y, r=r, **svg.filled(paint))


def _hollow(points: Callable[[float, float, float], str]) -> Callable[[float, float, float, Paint], str]:
    def draw(x: float, y: float, r: float, paint: Paint) -> str:
        inside = svg.element("path", d=points(x, y, r + 1.2), **svg.filled(PAPER))
        return inside + svg.element(
            "path", d=points(x, y, r), fill="none", **svg.stroked(paint), stroke_width=2.2
        )

    return draw


def _solid(points: Callable[[float, float, float], str]) -> Callable[[float, float, float, Paint], str]:
    return lambda x, y, r, paint: svg.element("path", d=points(x, y, r), **svg.filled(paint))


def _path(*corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{svg.digits(x)} {svg.digits(y)}" for x, y in corners) + "Z"


def _diamond(x: float, y: float, r: float) -> str:
    return _path((x, y - r * 1.15), (x + r * 1.15, y), (x, y + r * 1.15), (x - r * 1.15, y))


def _square(x: float, y: float, r: float) -> str:
    s = r * 0.88
    return _path((x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s))


def _triangle(x: float, y: float, r: float) -> str:
    return _path((x, y - r * 1.1), (x + r, y + r * 0.8), (x - r, y + r * 0.8))


_SHAPES = (_circle, _hollow(_diamond), _solid(_square), _hollow(_triangle))


def accent(series: int) -> Paint:
    return ACCENTS[series % len(ACCENTS)]


def marker(*, series: int, x: float, y: float, radius: float = 5.5) -> str:
    """The shape of the series: filled circle, open diamond, filled square, open triangle."""
    return _SHAPES[series % len(_SHAPES)](x, y, radius, accent(series))


def whisker(*, series: int, x1: float, x2: float, y: float, width: float = 2.0) -> str:
    """The interval, with short ends so that it reads in black and white."""
    paint = accent(series)
    ends = "".join(svg.line(x1=x, y1=y - 4, x2=x, y2=y + 4, paint=paint, stroke_width=1.4) for x in (x1, x2))
    return svg.line(x1=x1, y1=y, x2=x2, y2=y, paint=paint, stroke_width=width) + ends


def legend(*, names: tuple[str, ...], x: float, y: float, width: float) -> tuple[str, float]:
    """The names beside their shapes, in as many lines as needed; and the height they took."""
    drawn, at, line = [], x, 0
    for series, name in enumerate(names):
        needed = 20 + text_width(name, size=13) + 22
        if at > x and at + needed > x + width:
            at, line = x, line + 1
        base = y + line * 20
        drawn.append(marker(series=series, x=at + 7, y=base - 4.5))
        drawn.append(svg.text(name, x=at + 20, y=base, paint=INK))
        at += needed
    return "".join(drawn), (line + 1) * 20.0 if names else 0.0
