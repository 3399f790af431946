# SPDX-License-Identifier: EUPL-1.2
"""Read a table row by row without trusting the file."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from samband.engines.files.faults import Fault, FileFault, Unreadable, shown
from samband.engines.files.limits import STANDARD, Limits
from samband.engines.files.unpacking import BINARY_KINDS, unpack

_TEXT_KINDS = frozenset({".csv", ".tsv", ".txt"})
_CHUNK = 1 << 20
_DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 20

ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "iso8859-10": "ISO-8859-10",
}
"""Encodings a person may choose: Python's name -> the name people know."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet program may run a text that starts like this."""

Row = tuple[int, list[str]]
"""Number of the row as a spreadsheet counts (the names are row 1) and its cells."""


@dataclass(frozen=True)
class TableFile:
    """A readable file. columns: names in its first row. value_labels: column -> code -> label, from SPSS.

    Rows are read anew at each ``rows()``, so a file of any length takes the memory of one row.
    """

    path: Path
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    limits: Limits
    value_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Rows after the first. Raises Unreadable when there are too many or a quotation mark stays open."""
        rows = _records(self.path, self.encoding, self.delimiter)
        next(rows)
        for number, cells in rows:
            if number > self.limits.rows + 1:
                raise Unreadable(Fault(FileFault.TOO_MANY_ROWS, limit=str(self.limits.rows)))
            yield number, cells


def read_table(
    *, path: Path, filename: str, folder: Path, encoding: str = "utf-8", limits: Limits = STANDARD
) -> TableFile:
    """Open a CSV, .xlsx or .sav file.

    filename: the name it was given, of which only the ending counts. folder: private, for what is unpacked;
    the caller removes it. encoding: of a text file, one of ENCODINGS.
    Raises Unreadable with every reason found; nothing is read into memory before its size is known.
    """
    kind = Path(filename).suffix.lower()
    _check_kind_and_size(path, kind, limits)
    if kind in BINARY_KINDS:
        path, labels = unpack(path=path, kind=kind, folder=folder, limits=limits)
        return _opened(path, "utf-8", ",", limits, labels)
    encoding = _checked_encoding(path, encoding)
    return _opened(path, encoding, _delimiter(path, encoding), limits, {})


def _check_kind_and_size(path: Path, kind: str, limits: Limits) -> None:
    if kind not in _TEXT_KINDS | BINARY_KINDS:
        raise Unreadable(Fault(FileFault.NOT_SUPPORTED, value=shown(kind) or "?"))
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_large(limits)
    if size == 0:
        raise Unreadable(Fault(FileFault.EMPTY_FILE))


def too_large(limits: Limits) -> Unreadable:
    return Unreadable(Fault(FileFault.TOO_LARGE, limit=str(limits.file_bytes // 1_000_000)))


def _checked_encoding(path: Path, encoding: str) -> str:
    """The encoding to read with, after the whole file was decoded once in chunks."""
    if encoding not in ENCODINGS:
        raise Unreadable(Fault(FileFault.ENCODING, value="?"))
    with path.open("rb") as source:
        start = source.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(Fault(FileFault.UTF16))
    _decode_all(path, encoding)
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _decode_all(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            if b"\0" in chunk:
                raise Unreadable(
                    Fault(FileFault.NUL_BYTE, row=line + chunk[: chunk.index(b"\0")].count(b"\n"))
                )
            _decode(decoder, chunk, encoding, line)
            line += chunk.count(b"\n")
    _decode(decoder, b"", encoding, line)


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str, line: int) -> None:
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as fault:
        raise _wrong_encoding(encoding, line + fault.object[: fault.start].count(b"\n")) from None


def _wrong_encoding(encoding: str, line: int) -> Unreadable:
    likely = "cp1252" if encoding == "utf-8" else "utf-8"
    return Unreadable(Fault(FileFault.ENCODING, row=line, value=ENCODINGS[likely]))


def _delimiter(path: Path, encoding: str) -> str:
    """The separator that gives the most columns in the first row, most evenly in the rows after it."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(path, encoding, delimiter))


def _evenness(path: Path, encoding: str, delimiter: str) -> tuple[int, int]:
    widths: list[int] = []
    try:
        for number, cells in _records(path, encoding, delimiter):
            widths.append(len(cells))
            if number == _SAMPLE_ROWS:
                break
    except Unreadable:
        pass
    return (widths.count(widths[0]) if widths and widths[0] > 1 else 0, widths[0] if widths else 0)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as source:
        number = 0
        try:
            for number, cells in enumerate(csv.reader(source, delimiter=delimiter, strict=True), start=1):
                yield number, cells
        except csv.Error:
            raise Unreadable(Fault(FileFault.BROKEN_QUOTES, row=number + 1)) from None


def check_table_text(*, text: str, delimiter: str) -> None:
    """A table small enough to be held as text. Raises Unreadable: zero bytes, or a cell without end."""
    if "\x00" in text:
        raise Unreadable(Fault(FileFault.NUL_BYTE, row=text.count("\n", 0, text.index("\x00")) + 1))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        list(rows)
    except csv.Error:
        raise Unreadable(Fault(FileFault.BROKEN_QUOTES, row=rows.line_num)) from None


def _opened(
    path: Path, encoding: str, delimiter: str, limits: Limits, labels: Mapping[str, Mapping[str, str]]
) -> TableFile:
    header = next(_records(path, encoding, delimiter), (1, []))[1]
    columns = tuple(name.strip() for name in _without_empty_end(header))
    if faults := tuple(_header_faults(columns, limits)):
        raise Unreadable(*faults)
    return TableFile(path, columns, encoding, delimiter, limits, labels)


def _without_empty_end(header: list[str]) -> list[str]:
    end = next((place for place in range(len(header), 0, -1) if header[place - 1].strip()), 0)
    return header[:end]


def _header_faults(columns: tuple[str, ...], limits: Limits) -> Iterator[Fault]:
    if not columns:
        yield Fault(FileFault.EMPTY_FILE)
    if len(columns) > limits.columns:
        yield Fault(FileFault.TOO_MANY_COLUMNS, value=str(len(columns)), limit=str(limits.columns))
        return
    for name, times in Counter(columns).items():
        if name and times > 1:
            yield Fault(FileFault.DUPLICATE_HEADER, row=1, column=shown(name))
        if name.startswith(FORMULA_SIGNS):
            yield Fault(FileFault.FORMULA_HEADER, row=1, column=shown(name))
    for place, name in enumerate(columns, start=1):
        if not name:
            yield Fault(FileFault.NAMELESS_COLUMN, row=1, value=str(place))
