# SPDX-License-Identifier: EUPL-1.2
"""Look into an archive before anybody opens it: what it says it unfolds to, and what it really does."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path
from typing import IO

from samband.engines.files.faults import Fault, FileFault, Unreadable
from samband.engines.files.limits import Limits

Look = Callable[[Sequence[zipfile.ZipInfo]], None]
Take = Callable[[bytes], None]

_DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError, RuntimeError, EOFError, OSError)
"""What unpacking a broken archive raises, by kind of damage."""

_CHUNK = 1 << 20
_OVERLAP = 64
CONTENTS = "[Content_Types].xml"
_CELL = re.compile(rb"""\br=["']([A-Z]{1,4})?([0-9]{1,9})["']""")


def check_spreadsheet(*, path: Path, limits: Limits) -> None:
    """Raise Unreadable when the spreadsheet is damaged, encrypted, or would unfold to more than the limits.

    Declared sizes are read first; then every part is unfolded in chunks and counted, for declarations lie.
    A sheet is also bounded by its outermost cell, since readers lay out all cells between the first and it.
    """
    with _opened(path, FileFault.NOT_A_SPREADSHEET) as archive:
        parts = archive.infolist()
        if CONTENTS not in {part.filename for part in parts}:
            raise Unreadable(Fault(FileFault.NOT_A_SPREADSHEET))
        _check_declared(parts, limits)
        _unfold(archive, limits, lambda _: _Outermost(limits).look)


def unpacked_parts(*, source: Path | IO[bytes], limits: Limits, look: Look | None = None) -> dict[str, bytes]:
    """Name -> bytes of every part, in memory. Nothing is written by the names inside.

    look: sees the directory before anything is unpacked and may refuse it.
    Raises Unreadable when the archive is damaged, encrypted, or would unfold to more than the limits.
    """
    with _opened(source, FileFault.NOT_AN_ARCHIVE) as archive:
        _check_declared(archive.infolist(), limits)
        if look:
            look(archive.infolist())
        unpacked: dict[str, bytearray] = {}
        _unfold(archive, limits, lambda part: unpacked.setdefault(part.filename, bytearray()).extend)
        return {name: bytes(content) for name, content in unpacked.items()}


@contextmanager
def _opened(source: Path | IO[bytes], damaged: FileFault) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except _DAMAGED:
        raise Unreadable(Fault(damaged)) from None


def _check_declared(parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise Unreadable(Fault(FileFault.TOO_MANY_PARTS, value=str(len(parts)), limit=str(limits.parts)))
    _check_size(sum(part.file_size for part in parts), limits)
    for part in parts:
        _check_ratio(part.file_size, part.compress_size, limits)


def _unfold(archive: zipfile.ZipFile, limits: Limits, taker: Callable[[zipfile.ZipInfo], Take]) -> None:
    """Hand the chunks of every part to its taker, counting what they really amount to."""
    unfolded = 0
    for part in archive.infolist():
        take, size = taker(part), 0
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                _check_size(unfolded + size, limits)
                take(chunk)
        _check_ratio(size, part.compress_size, limits)
        unfolded += size


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.unpacked_bytes:
        raise _bomb(f"> {limits.unpacked_bytes // 1_000_000} MB")


def _check_ratio(size: int, packed: int, limits: Limits) -> None:
    """Small parts may fold well: a few hundred kilobytes of one letter harm nobody."""
    if size > _CHUNK and size > limits.ratio * max(packed, 1):
        raise _bomb(f"1 : {size // max(packed, 1)}")


class _Outermost:
    """Follows cell references through the chunks of one part."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.tail, self.row, self.column = limits, b"", 1, 1

    def look(self, chunk: bytes) -> None:
        text = self.tail + chunk
        for letters, digits in set(_CELL.findall(text)):
            self.row = max(self.row, int(digits))
            self.column = max(self.column, _column_number(letters))
        self.tail = text[-_OVERLAP:]
        if self.row * self.column > self.limits.cells:
            raise _bomb(f"{self.row} × {self.column}")


def _column_number(letters: bytes) -> int:
    """1 for A, 27 for AA; 1 for a row, which has no letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return max(number, 1)


def _bomb(measure: str) -> Unreadable:
    return Unreadable(Fault(FileFault.SPREADSHEET_BOMB, value=measure))
