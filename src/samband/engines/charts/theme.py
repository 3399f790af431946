# SPDX-License-Identifier: EUPL-1.2
"""The one theme: readable in black and white, by colour-blind eyes, and repainted by the page in dark mode.

Every shape takes its colour from ``currentColor``, and every class here sets just that; a page restyles a
chart by giving the class another ``color``. Shapes differ too, so colour is never the only sign.
"""

from typing import NamedTuple

FONTS = "Noto Sans, Noto Sans Georgian, sans-serif"


class Paint(NamedTuple):
    """A role in the picture. name: CSS class. color: on paper and where no style sheet says otherwise."""

    name: str
    color: str


INK = Paint("chart-ink", "#1b2430")
MUTED = Paint("chart-muted", "#566170")
GRID = Paint("chart-grid", "#d3d9e0")
PAPER = Paint("chart-paper", "#ffffff")
ACCENTS = (
    Paint("chart-accent-1", "#17527f"),
    Paint("chart-accent-2", "#b4560b"),
    Paint("chart-accent-3", "#5e4b9c"),
    Paint("chart-accent-4", "#3d4754"),
)
"""Dark blue, orange, violet, slate: apart for every kind of colour blindness, and each has its own shape."""

CLASSES = (
    Paint("chart-class-1", "#e3eef8"),
    Paint("chart-class-2", "#b3d0ea"),
    Paint("chart-class-3", "#77abd6"),
    Paint("chart-class-4", "#2f74ae"),
    Paint("chart-class-5", "#0c3c68"),
)
"""Five steps of one hue, light to dark; dark mode leaves them, since a digit stands in each."""

ON_LIGHT = Paint("chart-on-light", "#10202f")
ON_DARK = Paint("chart-on-dark", "#ffffff")

ALL_PAINTS = (INK, MUTED, GRID, PAPER, *ACCENTS, *CLASSES, ON_LIGHT, ON_DARK)
