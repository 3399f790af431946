# SPDX-License-Identifier: EUPL-1.2
"""The value axis under a chart."""

from dataclasses import dataclass
from math import ceil, floor, log10

from samband.engines.charts import svg
from samband.engines.charts.lettering import paragraph, text_width, wrapped
from samband.engines.charts.numbers import Number, number_text
from samband.engines.charts.theme import GRID, INK, MUTED


@dataclass(frozen=True, slots=True)
class Axis:
    """The range of the values and what its ends mean, such as *fits very badly* and *fits very well*."""

    low: float
    high: float
    low_label: str = ""
    high_label: str = ""
    decimals: int = 1
    is_share: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(
                f"An axis from {self.low} to {self.high} has no length. Give a low below a high."
            )

    def number(self, value: float, *, is_signed: bool = False) -> Number:
        return Number(value, self.decimals, self.is_share, is_signed)

    def text(self, value: float, language: str) -> str:
        return number_text(number=self.number(value), language=language)

    def ticks(self, *, most: int = 7) -> tuple[float, ...]:
        """Round values from low to high, at most ``most``."""
        step = _round_step((self.high - self.low) / (most - 1))
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return tuple(i * step for i in range(first, last + 1))


def _round_step(least: float) -> float:
    scale = 10.0 ** floor(log10(least))
    return next(factor * scale for factor in (1, 2, 2.5, 5, 10) if factor * scale >= least - 1e-12)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values come to stand between two edges, left to right."""

    axis: Axis
    left: float
    right: float

    def x(self, value: float) -> float:
        """Position of a value; what lies outside the axis is drawn on its edge."""
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)

    def gridlines(self, *, top: float, bottom: float) -> str:
        lines = (
            svg.line(x1=self.x(v), y1=top, x2=self.x(v), y2=bottom, paint=GRID, stroke_width=1)
            for v in self.axis.ticks()
        )
        return "".join(lines)

    def ruler(self, *, y: float, language: str) -> tuple[str, float]:
        """Base line, tick figures and the words at both ends, drawn below y; and the height they took."""
        base = svg.line(x1=self.left, y1=y, x2=self.right, y2=y, paint=MUTED, stroke_width=1)
        figures = "".join(self._figure(value, y, language) for value in self.axis.ticks())
        words, height = self._end_words(y + 32)
        return base + figures + words, 22 + height

    def _figure(self, value: float, y: float, language: str) -> str:
        decimals = 0 if all(float(tick).is_integer() for tick in self.axis.ticks()) else self.axis.decimals
        decimals = max(0, self.axis.decimals) if self.axis.is_share else decimals
        figure = number_text(number=Number(value, decimals, self.axis.is_share), language=language)
        return svg.text(figure, x=self.x(value), y=y + 17, paint=INK, anchor="middle", font_size=12)

    def _end_words(self, y: float) -> tuple[str, float]:
        half = (self.right - self.left) / 2 - 8
        low = wrapped(self.axis.low_label, width=half, size=12, max_lines=2) if self.axis.low_label else ()
        high = wrapped(self.axis.high_label, width=half, size=12, max_lines=2) if self.axis.high_label else ()
        drawn = paragraph(low, x=self.left, y=y, size=12, paint=MUTED)
        drawn += paragraph(high, x=self.right, y=y, size=12, paint=MUTED, anchor="end")
        return drawn, max(len(low), len(high)) * 16.0


def right_edge(*, texts: tuple[str, ...], width: float, size: float) -> float:
    """The x where a plot ends so that the widest of the texts fits to its right."""
    return width - max((text_width(text, size=size) for text in texts), default=0.0) - 12
