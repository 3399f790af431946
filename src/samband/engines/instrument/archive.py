# SPDX-License-Identifier: EUPL-1.2
"""Archives from outside, unpacked in memory and within limits. Nothing is written by the names inside."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from samband.engines.instrument.faults import Fault, InstrumentFaults

LARGEST_FILE_BYTES = 5_000_000
LARGEST_UNPACKED_BYTES = 20_000_000
MOST_PARTS = 200

UNREADABLE = (
    BadZipFile,
    zlib.error,
    LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What unpacking a broken archive raises, by kind of damage."""

_CHUNK = 65_536
_TAKE_OUT = "An instrument is small: remove what does not belong to it."

Check = Callable[[Sequence[ZipInfo]], None]


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    """noun, ending: how faults name it."""

    noun: str
    ending: str


WORKBOOK = ArchiveKind("workbook", ".xlsx")
BUNDLE = ArchiveKind("archive", ".zip")


def file_content(*, path: Path, kind: ArchiveKind) -> bytes:
    """The file's bytes. Raises InstrumentFaults when it is not there or too large."""
    if not path.is_file():
        raise refused(path=path, what="There is no such file.", remedy=f"Check the path {path}.")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        raise too_large(path=path, kind=kind)
    return content


def unpacked_parts(
    *, path: Path, content: bytes, kind: ArchiveKind, check: Check | None = None
) -> dict[str, bytes]:
    """Name -> bytes of every part, once all have been read within the limits.

    check: looks at the directory before anything is unpacked and raises InstrumentFaults.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_extent(path, parts, kind)
            if check:
                check(parts)
            return {part.filename: _unpacked(path, archive, part, kind) for part in parts}
    except InstrumentFaults:
        raise
    except UNREADABLE as error:
        what = f"This is not an intact {kind.ending} file."
        raise refused(path=path, what=what, remedy=f"Save it again as {kind.ending}.") from error


def _check_extent(path: Path, parts: Sequence[ZipInfo], kind: ArchiveKind) -> None:
    if len(parts) > MOST_PARTS:
        what = f"The {kind.noun} has more than {MOST_PARTS} parts."
        raise refused(path=path, what=what, remedy=_TAKE_OUT)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
        raise too_large(path=path, kind=kind)


def _unpacked(path: Path, archive: ZipFile, part: ZipInfo, kind: ArchiveKind) -> bytes:
    """Read to the end: the size in the directory is what the archive claims, the check sum proves it."""
    found = bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            found += chunk
            if len(found) > part.file_size:
                raise too_large(path=path, kind=kind)
    return bytes(found)


def too_large(*, path: Path, kind: ArchiveKind) -> InstrumentFaults:
    what = f"The {kind.noun} is larger than {LARGEST_UNPACKED_BYTES:,} bytes when unpacked."
    return refused(path=path, what=what, remedy=_TAKE_OUT)


def refused(*, path: Path, what: str, remedy: str) -> InstrumentFaults:
    return InstrumentFaults([Fault(path.name, 1, what, remedy)])
