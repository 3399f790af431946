# SPDX-License-Identifier: EUPL-1.2
"""Files of an import between its preview and its confirmation: kept aside, named by a signed token."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.conf import settings
from django.core import signing

from samband.core.access.rules import Actor
from samband.core.members.analysis import Upload, read_changes, read_populations, read_units
from samband.core.members.queries.register import tiers
from samband.core.members.rules.importing import CHANGES, POPULATION, UNITS, ImportSource
from samband.engines.files import Limits, TableFile, Unreadable, keep, read_table

LIMITS = Limits(file_bytes=10_000_000, rows=100_000, columns=50)
"""A country has some thousand authorities; inhabitants are a row for each of them and year."""
KEPT_FOR_SECONDS = 24 * 3600
_SALT = "members.import"
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class SentFile:
    """filename: of which only the ending counts."""

    file: BinaryIO
    filename: str


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """files: table -> (name in the folder, ending)."""

    files: Mapping[str, tuple[str, str]]
    source: ImportSource
    is_whole: bool


class ImportGone(ValueError):  # noqa: N818  it names the fact
    """The files were used already, or lay too long."""

    def __init__(self) -> None:
        super().__init__("The files are not here any more. Upload them again.")


class UnreadableTable(Unreadable):
    """One of the files cannot be read at all. table: which of TABLES."""

    def __init__(self, table: str, unreadable: Unreadable) -> None:
        super().__init__(*unreadable.faults)
        self.table = table


def keep_files(
    *, files: Mapping[str, SentFile], source: ImportSource, is_whole: bool, at: datetime
) -> KeptUpload:
    """Copy the files aside, and remove those that nobody confirmed. Raises UnreadableTable."""
    _remove_old(at)
    kept: dict[str, tuple[str, str]] = {}
    upload = KeptUpload(kept, source, is_whole)
    for table, sent in files.items():
        try:
            found = keep(file=sent.file, folder=_folder(), limits=LIMITS)
        except Unreadable as refused:
            forget_files(kept=upload)
            raise UnreadableTable(table, refused) from None
        kept[table] = (found.name, Path(sent.filename).suffix.lower())
    return upload


def token_of(*, kept: KeptUpload, by: Actor) -> str:
    """What names the kept files to the same person for a day."""
    source = asdict(kept.source) | {"dated": kept.source.dated.isoformat()}
    return signing.dumps([dict(kept.files), source, kept.is_whole, by.reference], salt=_SALT)


def kept_behind(*, token: str, by: Actor) -> KeptUpload:
    """Raises ImportGone."""
    try:
        files, told, is_whole, reference = signing.loads(token, salt=_SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        raise ImportGone from None
    source = ImportSource(**told | {"dated": date.fromisoformat(told["dated"])})
    kept = KeptUpload({table: (name, ending) for table, (name, ending) in files.items()}, source, is_whole)
    if reference != by.reference or not all(_path(name).is_file() for name, _ in kept.files.values()):
        raise ImportGone
    return kept


def forget_files(*, kept: KeptUpload) -> None:
    for name, _ in kept.files.values():
        _path(name).unlink(missing_ok=True)


def read_kept(*, kept: KeptUpload) -> Upload:
    """The facts and faults of the files. Raises UnreadableTable."""
    kinds = tuple(tier.kind for tier in tiers())
    return Upload(
        units=_table(kept, UNITS, lambda t: read_units(columns=t.columns, rows=t.rows(), kinds=kinds)),
        populations=_table(kept, POPULATION, lambda t: read_populations(columns=t.columns, rows=t.rows())),
        changes=_table(kept, CHANGES, lambda t: read_changes(columns=t.columns, rows=t.rows())),
        is_whole=kept.is_whole,
    )


def _table(kept: KeptUpload, table: str, read: Callable[[TableFile], Read]) -> Read | None:
    if table not in kept.files:
        return None
    name, ending = kept.files[table]
    with tempfile.TemporaryDirectory(dir=_folder()) as scratch:
        try:
            return read(_opened(_path(name), f"{table}{ending}", Path(scratch)))
        except Unreadable as refused:
            raise UnreadableTable(table, refused) from None


def _opened(path: Path, filename: str, scratch: Path) -> TableFile:
    return read_table(path=path, filename=filename, folder=scratch, limits=LIMITS)


def _folder() -> Path:
    folder = Path(settings.SAMBAND_HOME) / "uploads" / "members"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(name: str) -> Path:
    return _folder() / name


def _remove_old(at: datetime) -> None:
    for path in _folder().iterdir():
        if path.is_file() and path.stat().st_mtime < at.timestamp() - KEPT_FOR_SECONDS:
            path.unlink(missing_ok=True)
