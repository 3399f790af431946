# SPDX-License-Identifier: EUPL-1.2
"""What every chart is: a picture, its name, its description and the same figures as a table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from samband.engines.charts import svg
from samband.engines.charts.numbers import Cell
from samband.engines.charts.theme import FONTS

PHONE_WIDTH: Final = 320


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart. The first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """svg: one element, well-formed XML, no script, no style attribute; the same string on page and paper.

    title, description: its accessible name and description, plain text. width, height: of the view box.
    """

    svg: str
    title: str
    description: str
    table: ChartTable
    width: float
    height: float

    def __post_init__(self) -> None:
        if not (self.title.strip() and self.description.strip()):
            raise ValueError(
                "A chart needs a title and a description: without them it is mute to many readers."
            )


@dataclass(frozen=True, slots=True)
class Screens:
    """The same figures drawn for a desk and for a phone; a page shows one of the two by its width."""

    wide: Chart
    narrow: Chart


@dataclass(frozen=True, slots=True)
class Frame:
    """What a chart is called and how wide it is.

    prefix: unique on the page, for the ids inside the picture. language: tag of title and figures.
    """

    prefix: str
    title: str
    description: str
    language: str
    width: int = 640

    def chart(self, *, body: str, height: float, table: ChartTable, has_links: bool = False) -> Chart:
        """The finished chart. A picture with links is a group, since links inside an image are mute."""
        role = "group" if has_links else "img"
        return Chart(self._svg(body, height, role), self.title, self.description, table, self.width, height)

    def _svg(self, body: str, height: float, role: str) -> str:
        name, described = f"{self.prefix}-title", f"{self.prefix}-desc"
        return svg.element(
            "svg",
            svg.element("title", svg.escaped(self.title), id=name),
            svg.element("desc", svg.escaped(self.description), id=described),
            body,
            xmlns="http://www.w3.org/2000/svg",
            class_="chart",
            role=role,
            aria_labelledby=f"{name} {described}",
            viewBox=f"0 0 {self.width} {svg.digits(height)}",
            width=self.width,
            height=height,
            font_family=FONTS,
            font_size=13,
            lang=self.language,
        )


def for_screens(*, draw: Callable[[Frame], Chart], frame: Frame) -> Screens:
    """Draw twice: in the frame given, and in one as wide as a phone with ids of its own."""
    return Screens(draw(frame), draw(replace(frame, prefix=f"{frame.prefix}-narrow", width=PHONE_WIDTH)))
