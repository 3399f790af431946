# SPDX-License-Identifier: EUPL-1.2
"""Elements of SVG as text. Everything that comes from outside is escaped here."""

import re
from functools import lru_cache

from samband.engines.charts.theme import Paint

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}

_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").search


def escaped(text: str) -> str:
    """Text that is safe in an element or an attribute; characters that XML forbids are dropped."""
    return text.translate(_CONTROL).translate(_ESCAPES) if _SPECIAL(text) else text


def digits(value: float) -> str:
    """A coordinate to a hundredth, without idle zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, *children: str, **attributes: str | float) -> str:
    """An element. Children are finished markup; attributes are escaped, ``_`` in their names means ``-``."""
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    content = "".join(children)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(
    content: str, *, x: float, y: float, paint: Paint, anchor: str = "start", **attributes: str | float
) -> str:
    """One line of text; y is its base line."""
    if anchor != "start":
        attributes["text_anchor"] = anchor
    return element("text", escaped(content), x=x, y=y, **filled(paint), **attributes)


def line(*, x1: float, y1: float, x2: float, y2: float, paint: Paint, **attributes: str | float) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **stroked(paint), **attributes)


def group(*children: str, **attributes: str | float) -> str:
    return element("g", *children, **attributes)


def filled(paint: Paint) -> dict[str, str | float]:
    """The colour comes by ``currentColor``, so that one CSS property of the class repaints it."""
    return {"class_": paint.name, "color": paint.color, "fill": "currentColor"}


def stroked(paint: Paint) -> dict[str, str | float]:
    return {"class_": paint.name, "color": paint.color, "stroke": "currentColor"}


@lru_cache(maxsize=200)
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else digits(value)
