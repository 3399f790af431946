# SPDX-License-Identifier: EUPL-1.2
"""Look into an .xlsx file before anybody opens it: what it says it unfolds to, and what it really does."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from samband.core.collect.analysis.faults import Fault, FaultKind, Unreadable
from samband.core.collect.analysis.limits import Limits

_CHUNK = 1 << 20
_OVERLAP = 64
_CELL = re.compile(rb"""\br=["']([A-Z]{1,4})?([0-9]{1,9})["']""")


def check_archive(*, path: Path, limits: Limits) -> None:
    """Raise Unreadable when the spreadsheet is damaged, encrypted, or would unfold to more than the limits.

    Declared sizes are read first; then every part is unfolded in chunks and counted, for declarations lie.
    A sheet is also bounded by its outermost cell, since readers lay out all cells between the first and it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), limits)
            _check_real(archive, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable(Fault(FaultKind.NOT_A_SPREADSHEET)) from None


def _check_declared(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise Unreadable(Fault(FaultKind.NOT_A_SPREADSHEET))
    if len(parts) > limits.parts:
        raise _bomb(f"{len(parts)} parts")
    _check_size(sum(part.file_size for part in parts), limits)
    for part in parts:
        _check_ratio(part.file_size, part.compress_size, limits)


def _check_real(archive: zipfile.ZipFile, limits: Limits) -> None:
    unfolded = 0
    for part in archive.infolist():
        outermost = _Outermost(limits)
        size = 0
        for chunk in _chunks(archive.open(part)):
            size += len(chunk)
            _check_size(unfolded + size, limits)
            outermost.look(chunk)
        _check_ratio(size, part.compress_size, limits)
        unfolded += size


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    with part:
        while chunk := part.read(_CHUNK):
            yield chunk


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
    return Unreadable(Fault(FaultKind.SPREADSHEET_BOMB, value=measure))
