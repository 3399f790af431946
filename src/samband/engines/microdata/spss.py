# SPDX-License-Identifier: EUPL-1.2
"""SPSS system files (.sav), uncompressed, in UTF-8.

Layout after the description of the format in PSPP's developer's guide ("System File Format"). Written here
because the reader that we depend on writes only from data frames of libraries that we do without.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from samband.engines.microdata.model import Cell, Code, Dataset, Kind, Variable
from samband.engines.microdata.names import shortened

NOTHING = -1.7976931348623157e308
"""System-missing."""
LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_TEXT = 252, 117, 32_767
SEGMENT, USED = 255, 252
_FIRST_DAY = date(1582, 10, 14).toordinal()
"""The day before the first one of the Gregorian calendar, from which SPSS counts seconds."""
_A, _F, _SDATE = 1, 5, 39


def write_sav(*, data: Dataset, path: Path) -> None:
    """Write the file. The same data give the same bytes."""
    path.write_bytes(b"".join(_parts(data)))


def _parts(data: Dataset) -> Iterator[bytes]:
    columns = [
        _Column(variable, n, [row[n] for row in data.rows]) for n, variable in enumerate(data.variables)
    ]
    yield _header(data, sum(column.blocks for column in columns))
    for column in columns:
        yield from column.records(data.language)
    yield from _value_labels(columns, data.language)
    yield _extension(3, 4, struct.pack("<8i", 23, 0, 0, -1, 1, 1, 2, 65001))
    yield _extension(4, 8, struct.pack("<3d", NOTHING, -NOTHING, -1.7976931348623155e308))
    yield _extension(11, 4, b"".join(column.display for column in columns))
    yield _extension(
        13, 1, "\t".join(f"{column.short(0)}={column.variable.name}" for column in columns).encode()
    )
    long_texts = [column for column in columns if column.width > SEGMENT]
    if long_texts:
        yield _extension(14, 1, b"".join(f"{c.short(0)}={c.width:05}\0\t".encode() for c in long_texts))
    yield _extension(16, 8, struct.pack("<2q", 1, len(data.rows)))
    yield _extension(20, 1, b"UTF-8")
    yield struct.pack("<2i", 999, 0)
    for row in data.rows:
        for column, cell in zip(columns, row, strict=True):
            yield column.cell(cell)


def _header(data: Dataset, blocks: int) -> bytes:
    """No clock: the same answers are the same file on any day."""
    title = shortened(text=data.title[data.language], most_bytes=64).encode()
    return (
        b"$FL2"
        + b"@(#) SPSS DATA FILE Samband".ljust(60)
        + struct.pack("<5i", 2, blocks, 0, 0, len(data.rows))
        + struct.pack("<d", 100.0)
        + b"01 Jan 0000:00:00"
        + title.ljust(64)
        + b"\0\0\0"
    )


def _extension(subtype: int, size: int, content: bytes) -> bytes:
    return struct.pack("<4i", 7, subtype, size, len(content) // size) + content


class _Column:
    """width: bytes of a text, 0 for a number. blocks: of 8 bytes in a row. at: the first of them, from 1."""

    def __init__(self, variable: Variable, number: int, cells: Sequence[Cell]) -> None:
        self.variable, self.number = variable, number
        self.is_text = variable.kind is Kind.TEXT
        self.width = _widest(cells) if self.is_text else 0
        self.numbers: dict[Cell, int] = {code.value: code.number for code in variable.codes}

    @property
    def segments(self) -> list[int]:
        """Widths of the pieces that a text is cut into."""
        if self.width <= SEGMENT:
            return [self.width]
        count = -(-self.width // USED)
        return [*[SEGMENT] * (count - 1), self.width - (count - 1) * USED]

    @property
    def blocks(self) -> int:
        return sum(_blocks(width) for width in self.segments)

    def short(self, segment: int) -> str:
        return f"V{self.number:X}" if segment == 0 else f"V{self.number:X}_{segment:X}"

    def records(self, language: str) -> Iterator[bytes]:
        for number, width in enumerate(self.segments):
            label = self.variable.label.get(language, "") if number == 0 else ""
            yield self._record(number, width, shortened(text=label, most_bytes=LONGEST_LABEL).encode())
            for _ in range(_blocks(width) - 1):
                yield struct.pack("<6i", 2, -1, 0, 0, 0, 0) + b" " * 8

    def _record(self, segment: int, width: int, label: bytes) -> bytes:
        kind, missing = self._format(width), self._missing()
        head = struct.pack("<6i", 2, width, int(bool(label)), missing[0], kind, kind)
        said = struct.pack("<i", len(label)) + label + b"\0" * (-len(label) % 4) if label else b""
        return (
            head
            + self.short(segment).encode().ljust(8)
            + said
            + b"".join(struct.pack("<d", one) for one in missing[1])
        )

    def _format(self, width: int) -> int:
        if self.is_text:
            return _A << 16 | width << 8
        if self.variable.kind is Kind.DAY:
            return _SDATE << 16 | 10 << 8
        return _F << 16 | 12 << 8 | min(self.variable.decimals, 10)

    def _missing(self) -> tuple[int, list[float]]:
        """How many, and which: up to three codes; more only as a range in which nothing valid lies."""
        codes = sorted(code.number for code in self.variable.missing)
        if len(codes) <= 3:
            return len(codes), list(map(float, codes))
        valid = [code.number for code in self.variable.codes if not code.why]
        beyond = [code for code in codes if code > max(valid)]
        below = [code for code in codes if code < min(valid)]
        wide, rest = (beyond, below) if len(beyond) >= len(below) else (below, beyond)
        if len(rest) <= 1 and len(wide) + len(rest) == len(codes):
            return -2 - len(rest), [float(wide[0]), float(wide[-1]), *map(float, rest)]
        return 3, list(map(float, codes[:3]))

    @property
    def display(self) -> bytes:
        measure = 1 if self.is_text or (self.variable.codes and not self.variable.is_ordered) else 3
        measure = 2 if self.variable.is_ordered else measure
        return b"".join(struct.pack("<3i", measure, 12, int(not self.is_text)) for _ in self.segments)

    def cell(self, value: Cell) -> bytes:
        if self.is_text:
            return self._text(shortened(text=str(value or ""), most_bytes=LONGEST_TEXT).encode())
        return struct.pack("<d", self._number(value))

    def _number(self, value: Cell) -> float:
        if value is None:
            return NOTHING
        if self.variable.kind is Kind.DAY:
            return float((date.fromisoformat(str(value)).toordinal() - _FIRST_DAY) * 86_400)
        return float(self.numbers[value] if self.variable.codes else value)

    def _text(self, raw: bytes) -> bytes:
        if self.width <= SEGMENT:
            return raw.ljust(_blocks(self.width) * 8)
        pieces = [raw[at : at + SEGMENT] for at in range(0, max(len(raw), 1), SEGMENT)]
        pieces += [b""] * (len(self.segments) - len(pieces))
        sizes = [_blocks(width) * 8 for width in self.segments]
        return b"".join(piece.ljust(size) for piece, size in zip(pieces, sizes, strict=False))


def _widest(cells: Iterable[Cell]) -> int:
    return min(max((len(str(cell or "").encode()) for cell in cells), default=0), LONGEST_TEXT) or 1


def _blocks(width: int) -> int:
    return max(1, -(-width // 8))


def _value_labels(columns: Sequence[_Column], language: str) -> Iterator[bytes]:
    at = 1
    for column in columns:
        if column.variable.codes:
            yield _labels(column.variable.codes, language) + struct.pack("<3i", 4, 1, at)
        at += column.blocks


def _labels(codes: Sequence[Code], language: str) -> bytes:
    found = [struct.pack("<2i", 3, len(codes))]
    for code in codes:
        label = shortened(text=code.label.get(language, ""), most_bytes=LONGEST_VALUE_LABEL).encode()
        found.append(
            struct.pack("<dB", float(code.number), len(label)) + label + b" " * (-(len(label) + 1) % 8)
        )
    return b"".join(found)
