# SPDX-License-Identifier: EUPL-1.2
"""Stata data sets (.dta), format 118 (Stata 14 and later), in UTF-8.

Layout after Stata's help "File formats .dta". Answers that are missing become .a, .b …, each labelled.
"""

import struct
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from samband.engines.microdata.model import Cell, Dataset, Kind, Variable
from samband.engines.microdata.names import shortened

NO_LONG, NO_DOUBLE = 2_147_483_621, bytes.fromhex("000000000000e07f")
LONG, DOUBLE, LONG_TEXT, LONGEST_TEXT = 65_528, 65_526, 32_768, 2_045
_FIRST_DAY = date(1960, 1, 1).toordinal()


def write_dta(*, data: Dataset, path: Path) -> None:
    """Write the file. The same data give the same bytes."""
    path.write_bytes(_Writer(data).content())


class _Writer:
    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.texts: list[bytes] = []  # texts that are too long for a row
        self.types = [self._type(n, variable) for n, variable in enumerate(data.variables)]
        self.codes = [_stored(variable) for variable in data.variables]

    def content(self) -> bytes:
        """The parts one after the other; the map says where each begins."""
        parts = [
            b"<stata_dta>" + self._header(),
            b"",
            _tagged("variable_types", b"".join(struct.pack("<H", kind) for kind in self.types)),
            _tagged("varnames", b"".join(_fixed(one.name, 129) for one in self.data.variables)),
            _tagged("sortlist", b"\0\0" * (len(self.types) + 1)),
            _tagged("formats", b"".join(_fixed(self._format(n), 57) for n in range(len(self.types)))),
            _tagged(
                "value_label_names",
                b"".join(_fixed(one.name if one.codes else "", 129) for one in self.data.variables),
            ),
            _tagged(
                "variable_labels",
                b"".join(_fixed(_label(one, self.data.language), 321) for one in self.data.variables),
            ),
            _tagged("characteristics", b""),
            _tagged("data", b"".join(self._rows())),
            _tagged("strls", b"".join(self.texts)),
            _tagged("value_labels", b"".join(self._value_labels())),
            b"</stata_dta>",
        ]
        size_of_map = len(_tagged("map", b"\0" * 8 * 14))
        at, starts = 0, []
        for number, part in enumerate(parts):
            starts.append(at)
            at += size_of_map if number == 1 else len(part)
        parts[1] = _tagged("map", struct.pack("<14q", *starts, at))
        return b"".join(parts)

    def _header(self) -> bytes:
        """No clock: the same answers are the same file on any day."""
        title = shortened(text=self.data.title[self.data.language], most_bytes=80).encode()
        return _tagged(
            "header",
            b"<release>118</release><byteorder>LSF</byteorder>"
            + _tagged("K", struct.pack("<H", len(self.types)))
            + _tagged("N", struct.pack("<Q", len(self.data.rows)))
            + _tagged("label", struct.pack("<H", len(title)) + title)
            + _tagged("timestamp", b"\0"),
        )

    def _type(self, number: int, variable: Variable) -> int:
        if variable.codes or variable.kind is Kind.DAY:
            return LONG
        if variable.kind is Kind.NUMBER:
            return DOUBLE
        widest = max((len(str(row[number] or "").encode()) for row in self.data.rows), default=0)
        return LONG_TEXT if widest > LONGEST_TEXT else max(widest, 1)

    def _format(self, number: int) -> str:
        variable, kind = self.data.variables[number], self.types[number]
        if variable.kind is Kind.DAY:
            return "%td"
        if kind == LONG:
            return "%12.0g"
        if kind == DOUBLE:
            return f"%12.{min(variable.decimals, 6)}f"
        return "%9s" if kind == LONG_TEXT else f"%{min(kind, 80)}s"

    def _rows(self) -> Iterator[bytes]:
        for line, row in enumerate(self.data.rows, start=1):
            for number, cell in enumerate(row):
                yield self._cell(number, line, cell)

    def _cell(self, number: int, line: int, cell: Cell) -> bytes:
        kind, variable = self.types[number], self.data.variables[number]
        if kind == LONG:
            return struct.pack("<i", self._whole(number, variable, cell))
        if kind == DOUBLE:
            return NO_DOUBLE if cell is None else struct.pack("<d", float(cell))
        raw = str(cell or "").encode()
        return raw.ljust(kind, b"\0") if kind <= LONGEST_TEXT else self._long_text(number, line, raw)

    def _whole(self, number: int, variable: Variable, cell: Cell) -> int:
        if cell is None:
            return NO_LONG
        if variable.kind is Kind.DAY:
            return date.fromisoformat(str(cell)).toordinal() - _FIRST_DAY
        return self.codes[number].get(cell, NO_LONG)

    def _long_text(self, number: int, line: int, raw: bytes) -> bytes:
        """Kept apart, under the column and row where it stands."""
        if not raw:
            return b"\0" * 8
        self.texts.append(b"GSO" + struct.pack("<IQBI", number + 1, line, 130, len(raw) + 1) + raw + b"\0")
        return struct.pack("<H", number + 1) + struct.pack("<Q", line)[:6]

    def _value_labels(self) -> Iterator[bytes]:
        for number, variable in enumerate(self.data.variables):
            if variable.codes:
                pairs = sorted(
                    (self.codes[number][code.value], code.label.get(self.data.language, ""))
                    for code in variable.codes
                )
                yield _tagged("lbl", _table(variable.name, pairs))


def _stored(variable: Variable) -> dict[object, int]:
    """Code -> number; the missing ones, in their order, are .a, .b …"""
    stored: dict[object, int] = {code.value: code.number for code in variable.codes if not code.why}
    for place, code in enumerate(variable.missing[:26], start=1):
        stored[code.value] = NO_LONG + place
    return stored | {code.value: code.number for code in variable.missing[26:]}


def _label(variable: Variable, language: str) -> str:
    """Stata cuts labels at 80 characters."""
    text = variable.label.get(language, "")
    return text if len(text) <= 80 else text[:79] + "…"


def _tagged(name: str, content: bytes) -> bytes:
    return f"<{name}>".encode() + content + f"</{name}>".encode()


def _fixed(text: str, size: int) -> bytes:
    return text.encode()[: size - 1].ljust(size, b"\0")


def _table(name: str, pairs: Sequence[tuple[int, str]]) -> bytes:
    texts = [shortened(text=text, most_bytes=31_999).encode() + b"\0" for _number, text in pairs]
    starts = [sum(map(len, texts[:place])) for place in range(len(texts))]
    content = b"".join(
        [
            struct.pack("<2i", len(pairs), sum(map(len, texts))),
            struct.pack(f"<{len(pairs)}i", *starts),
            struct.pack(f"<{len(pairs)}i", *(number for number, _text in pairs)),
            *texts,
        ]
    )
    return struct.pack("<i", len(content)) + _fixed(name, 129) + b"\0\0\0" + content
