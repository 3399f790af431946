# SPDX-License-Identifier: EUPL-1.2
"""What a page shows, as pieces of text with the places where they stand (ISO 32000-1, 9.4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samband.engines.pdf_text.fonts import Font, read_font
from samband.engines.pdf_text.objects import Objects
from samband.engines.pdf_text.syntax import MOST_VALUES, Name, Reader, Word

Matrix = tuple[float, float, float, float, float, float]
UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_OPERATORS = 400_000
DEEPEST_FORM = 4
WORD_GAP = -180
"""In thousandths of a letter's height: from here on a gap between letters is one between words."""
USUAL_WIDTH = 0.5
"""Of a letter, in parts of its height, where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """x, y: where it begins on the page, y upwards. size: height of its letters."""

    x: float
    y: float
    size: float
    text: str


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


class Page:
    """Runs the operators of pages that place text; all others are passed over. Bounded over a whole file."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.pieces: list[Piece] = []
        self.operators, self.values = MOST_OPERATORS, MOST_VALUES
        self.fonts: dict[int, Font] = {}

    def run(self, content: bytes, resources: Mapping[str, object], at: Matrix, depth: int = 0) -> None:
        _Run(self, resources, at, depth).operators(content)

    def font(self, entries: Mapping[str, object]) -> Font:
        if id(entries) not in self.fonts:
            self.fonts[id(entries)] = read_font(entries=entries, objects=self.objects)
        return self.fonts[id(entries)]


class _Run:
    def __init__(self, page: Page, resources: Mapping[str, object], at: Matrix, depth: int) -> None:
        self.page, self.resources, self.depth = page, resources, depth
        self.at, self.kept = at, list[tuple[Matrix, Font, float]]()
        self.line, self.text = UNCHANGED, UNCHANGED
        self.font, self.size, self.leading = Font({}, 1), 1.0, 0.0

    def operators(self, content: bytes) -> None:
        held: list[object] = []
        reader, page = Reader(content, 0, self.page.values), self.page
        for one in reader.values():
            page.values = reader.left
            if not isinstance(one, Word):
                held.append(one)
                continue
            page.operators -= 1
            if page.operators < 0:
                return
            self._operator(bytes(one), held)
            held = []

    def _operator(self, name: bytes, held: list[object]) -> None:
        numbers = [float(one) for one in held if isinstance(one, int | float)]
        if name in _PLACING and len(numbers) >= _PLACING[name]:
            self._place(name, numbers)
        elif name == b"q" and len(self.kept) < 200:
            self.kept.append((self.at, self.font, self.size))
        elif name == b"Q" and self.kept:
            self.at, self.font, self.size = self.kept.pop()
        elif name == b"BT":
            self.line = self.text = UNCHANGED
        elif name == b"Tf" and held and numbers:
            self._choose(held[0], numbers[-1])
        elif name in (b"Tj", b"TJ", b"'", b'"', b"T*"):
            self._show(name, held)
        elif name == b"Do" and held and self.depth < DEEPEST_FORM:
            self._form(held[-1])

    def _place(self, name: bytes, numbers: list[float]) -> None:
        if name == b"TL":
            self.leading = numbers[0]
        elif name in (b"Td", b"TD"):
            self.leading = -numbers[1] if name == b"TD" else self.leading
            self._move(numbers[0], numbers[1])
        else:
            a, b, c, d, e, f = numbers[:6]
            if name == b"Tm":
                self.line = self.text = (a, b, c, d, e, f)
            else:
                self.at = times((a, b, c, d, e, f), self.at)

    def _move(self, x: float, y: float) -> None:
        self.line = self.text = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def _show(self, name: bytes, held: list[object]) -> None:
        if name in (b"'", b'"', b"T*"):
            self._move(0.0, -self.leading)
        if held and name != b"T*":
            text = "".join(self._letters(held[-1]))
            place = times(self.text, self.at)
            size = abs(self.size * (abs(place[3]) or abs(place[1]) or 1.0))
            self.page.pieces.append(Piece(place[4], place[5], size, text))
            self.text = times((1.0, 0.0, 0.0, 1.0, len(text) * USUAL_WIDTH * self.size, 0.0), self.text)

    def _letters(self, shown: object) -> Iterator[str]:
        for one in shown if isinstance(shown, list) else [shown]:
            if isinstance(one, bytes):
                yield self.font.text(one)
            elif isinstance(one, int | float) and one < WORD_GAP:
                yield " "

    def _choose(self, name: object, size: float) -> None:
        known = self.page.objects.entries(self.resources.get("Font"))
        entries = self.page.objects.entries(known.get(str(name))) if isinstance(name, Name) else {}
        self.font, self.size = self.page.font(entries), size

    def _form(self, name: object) -> None:
        objects = self.page.objects
        form = objects.entries(self.resources.get("XObject")).get(str(name))
        entries = objects.entries(form)
        if entries.get("Subtype") != "Form":
            return
        moved = [float(one) for one in objects.listed(entries.get("Matrix")) if isinstance(one, int | float)]
        at = (
            times((moved[0], moved[1], moved[2], moved[3], moved[4], moved[5]), self.at)
            if len(moved) == 6
            else self.at
        )
        own = objects.entries(entries.get("Resources")) or self.resources
        self.page.run(objects.content(form), own, at, self.depth + 1)


_PLACING = {b"TL": 1, b"Td": 2, b"TD": 2, b"Tm": 6, b"cm": 6}
