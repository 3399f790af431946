# SPDX-License-Identifier: EUPL-1.2
"""A tagged PDF as assistive technology reads it: text in the order of the structure tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf


@dataclass(frozen=True)
class Element:
    """A structure element: its tag, its alternative text, what it contains and the text right in it."""

    tag: str
    alt: str
    children: tuple["Element | str", ...]

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def text(self, *, without: frozenset[str] = frozenset()) -> str:
        if self.tag in without:
            return ""
        return "".join(c if isinstance(c, str) else c.text(without=without) for c in self.children)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.Pdf.open(BytesIO(content))


def structure(pdf: pikepdf.Pdf) -> Element:
    """The whole tree."""
    texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
    return Element("Root", "", tuple(_children(pdf.Root.StructTreeRoot, None, texts)))


def glyph_codes(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Every glyph shown on pages and in pictures: its code in the font, and the letters it stands for."""
    for page in pdf.pages:
        yield from _codes(page, page.Resources)


def _children(node, page, texts) -> Iterator[Element | str]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            at = kid.get("/Pg", page)
            if kid.get("/Type") == "/OBJR":
                continue
            if "/MCID" in kid:
                yield texts[at.objgen].get(int(kid.MCID), "")
            else:
                alt = str(kid.get("/Alt", ""))
                yield Element(str(kid.S)[1:], alt, tuple(_children(kid, at, texts)))
        else:
            yield texts[node.get("/Pg", page).objgen].get(int(kid), "")


def _marked_texts(page) -> dict[int, str]:
    """Marked-content id -> text; an /ActualText stands for what is shown inside it."""
    found: dict[int, str] = {}
    marks: list[tuple[int | None, str | None]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            font = _letters(page.Resources.Font[str(operands[0])])
        elif name in ("BDC", "BMC"):
            details = operands[1] if len(operands) > 1 else {}
            details = details if isinstance(details, pikepdf.Dictionary) else {}
            actual = details.get("/ActualText")
            mark = int(details["/MCID"]) if "/MCID" in details else (marks[-1][0] if marks else None)
            hidden = marks[-1][1] if marks else None
            if actual is not None and hidden is None and mark is not None:
                found[mark] = found.get(mark, "") + str(actual)
            marks.append((mark, str(actual) if actual is not None else hidden))
        elif name == "EMC":
            marks.pop()
        elif name in ("Tj", "TJ") and marks and marks[-1][0] is not None and marks[-1][1] is None:
            shown = "".join(font.get(code, "\ufffd") for code in _shown(operands))
            found[marks[-1][0]] = found.get(marks[-1][0], "") + shown
    return found


def _codes(stream, resources) -> Iterator[tuple[int, str]]:
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        if name == "Tf":
            font = _letters(resources.Font[str(operands[0])])
        elif name in ("Tj", "TJ"):
            yield from ((code, font.get(code, "")) for code in _shown(operands))
        elif name == "Do":
            drawn = resources.XObject[str(operands[0])]
            if drawn.get("/Subtype") == "/Form":
                yield from _codes(drawn, drawn.get("/Resources", resources))


def _shown(operands) -> Iterator[int]:
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    for part in parts:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))


_READ: dict[bytes, dict[int, str]] = {}


def _letters(font) -> dict[int, str]:
    """The font's /ToUnicode: code -> letters."""
    raw = font.ToUnicode.read_bytes()
    if raw not in _READ:
        _READ[raw] = dict(_mapping(raw.decode("latin-1")))
    return _READ[raw]


def _mapping(cmap: str) -> Iterator[tuple[int, str]]:
    for part in cmap.split("beginbfchar")[1:]:
        words = part.split("endbfchar")[0].replace("<", " ").replace(">", " ").split()
        for code, letters in zip(words[::2], words[1::2], strict=True):
            yield int(code, 16), bytes.fromhex(letters).decode("utf-16-be")
    for part in cmap.split("beginbfrange")[1:]:
        words = part.split("endbfrange")[0].replace("<", " ").replace(">", " ").split()
        for first, last, start in zip(words[::3], words[1::3], words[2::3], strict=True):
            for i in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + i, chr(int(start, 16) + i)
