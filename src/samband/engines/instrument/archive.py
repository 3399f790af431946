# SPDX-License-Identifier: EUPL-1.2
"""Archives from outside, unpacked in memory and within limits. Nothing is written by the names inside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipInfo

from samband.engines import files
from samband.engines.files import FileFault, Limits, Unreadable
from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.rule_files import Fault

LARGEST_FILE_BYTES = 5_000_000
LARGEST_UNPACKED_BYTES = 20_000_000
LIMITS = Limits(file_bytes=LARGEST_FILE_BYTES, unpacked_bytes=LARGEST_UNPACKED_BYTES, parts=200, ratio=20_000)
"""An instrument is small; what small text folds to is no sign of harm below these limits."""

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
        return files.unpacked_parts(source=BytesIO(content), limits=LIMITS, look=check)
    except Unreadable as unreadable:
        raise _refusal(path, kind, unreadable.faults[0].kind) from unreadable


def _refusal(path: Path, kind: ArchiveKind, fault: files.FaultKind) -> InstrumentFaults:
    if fault is FileFault.NOT_AN_ARCHIVE:
        what = f"This is not an intact {kind.ending} file."
        return refused(path=path, what=what, remedy=f"Save it again as {kind.ending}.")
    if fault is FileFault.TOO_MANY_PARTS:
        what = f"The {kind.noun} has more than {LIMITS.parts} parts."
        return refused(path=path, what=what, remedy=_TAKE_OUT)
    return too_large(path=path, kind=kind)


def too_large(*, path: Path, kind: ArchiveKind) -> InstrumentFaults:
    what = f"The {kind.noun} is larger than {LARGEST_UNPACKED_BYTES:,} bytes when unpacked."
    return refused(path=path, what=what, remedy=_TAKE_OUT)


def refused(*, path: Path, what: str, remedy: str) -> InstrumentFaults:
    return InstrumentFaults([Fault(path.name, 1, what, remedy)])
