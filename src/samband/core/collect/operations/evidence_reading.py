# SPDX-License-Identifier: EUPL-1.2
"""Files that came with answers, opened for whoever may read answers: one, or all of them in one archive."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.evidence import needs_password, safe_name
from samband.core.collect.analysis.sealing import CannotOpen
from samband.core.collect.operations.evidence import evidence
from samband.core.collect.queries.evidence import EvidencePlace, evidence_places
from samband.core.collect.rules import READ_ANSWERS
from samband.engines.tables import csv_lines

INDEX: Final = "files.csv"
COLUMNS: Final = ("file", "question", "member", "group", "state")
_LONG_AGO: Final = (2000, 1, 1, 0, 0, 0)
"""The clock of every part: none tells when a file came."""


class FileState(StrEnum):
    OPEN = "open"
    LOCKED = "locked"
    """Whoever sent it has set a password, which nobody here has."""
    SEALED = "sealed"
    """No key of this installation opens it."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """name: safe to keep it under. content: b"" where it cannot be opened here."""

    place: EvidencePlace
    name: str
    content: bytes
    state: FileState

    @property
    def is_here(self) -> bool:
        return self.state in {FileState.OPEN, FileState.LOCKED}


def looked_at(*, ask: str, places: Sequence[EvidencePlace], by: Actor) -> Iterator[EvidenceFile]:
    """Each of the files as it can be had now, one after another. Raises NotAllowed."""
    require(actor=by, permission=READ_ANSWERS)
    return (_opened(ask, place, by) for place in places)


@transaction.atomic
def take_file(*, ask: str, name: str, by: Actor, at: datetime) -> EvidenceFile:
    """One file, noted in the log. Raises LookupError when no answer of this ask has it; NotAllowed."""
    place = next((one for one in evidence_places(actor=by, ask=ask) if one.name == name), None)
    if place is None:
        raise LookupError(name)
    found = _opened(ask, place, by)
    if found.is_here:
        _tell(ask, 1, by, at)
    return found


@transaction.atomic
def take_all_files(*, ask: str, names: Mapping[str, str], by: Actor, at: datetime) -> Iterator[bytes]:
    """An archive of all files with a list of them, in pieces: no more than one file is in memory at a time.

    names: member -> what it is called. Noted in the log before the first piece. Raises NoSuchAsk, NotAllowed.
    """
    places = evidence_places(actor=by, ask=ask)
    _tell(ask, len(places), by, at)
    return _archive(ask, places, names, by)


def _archive(
    ask: str, places: Sequence[EvidencePlace], names: Mapping[str, str], by: Actor
) -> Iterator[bytes]:
    target, rows = _Pieces(), []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, place in enumerate(places, start=1):
            one = _opened(ask, place, by)
            part = f"{number:04} {one.name}" if one.is_here else ""
            if one.is_here:
                archive.writestr(zipfile.ZipInfo(part, _LONG_AGO), one.content)
            rows.append(
                (part, place.question, names.get(place.unit, place.unit), place.group, one.state.value)
            )
            yield target.taken()
        archive.writestr(zipfile.ZipInfo(INDEX, _LONG_AGO), "".join(csv_lines(header=COLUMNS, rows=rows)))
    yield target.taken()


class _Pieces(io.RawIOBase):
    """What was written since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        waiting, self._waiting = self._waiting, []
        return b"".join(waiting)


def _opened(ask: str, place: EvidencePlace, by: Actor) -> EvidenceFile:
    try:
        name, content = evidence(actor=by, ask=ask, name=place.name)
    except LookupError:
        return EvidenceFile(place, "", b"", FileState.GONE)
    except CannotOpen:
        return EvidenceFile(place, "", b"", FileState.SEALED)
    state = FileState.LOCKED if needs_password(content=content) else FileState.OPEN
    return EvidenceFile(place, safe_name(name=name), content, state)


def _tell(ask: str, files: int, by: Actor, at: datetime) -> None:
    about = f"collect.ask:{ask}"
    record(event="collect.evidence_read", by=by.reference, at=at, about=about, details={"files": files})
