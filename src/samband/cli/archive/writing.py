# SPDX-License-Identifier: EUPL-1.2
"""Writing a backup: one pass, no more memory for a million rows than for a thousand."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Model

from samband import __version__
from samband.cli.archive import configuration
from samband.cli.archive.manifest import CONFIGURATION, FILES, MANIFEST, TABLES, Content, Manifest, Table
from samband.cli.archive.rows import lines
from samband.cli.archive.schema import applied_migrations, columns_of, schema_of
from samband.cli.archive.snapshot import SNAPSHOT, Files, moment

CHUNK: Final = 1 << 20
PACKED: Final = (".pdf", ".xlsx", ".parquet", ".zip", ".gz", ".png", ".jpg", ".woff2")


def write_backup(*, home: Path, to: Path, at: datetime, with_secrets: bool = False) -> Manifest:
    """Write the installation as it is at this moment. Others go on working.

    to: written beside its place and put there when it is whole, readable by its owner alone.
    Raises BadBackup when the database is newer than this program, OSError when there is no room.
    """
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _write(home, file, at, with_secrets=with_secrets)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(to)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return manifest


def stream_backup(*, home: Path, to: IO[bytes], at: datetime, with_secrets: bool = False) -> Manifest:
    """The same to a pipe, for a program that encrypts."""
    return _write(home, to, at, with_secrets=with_secrets)


def _write(home: Path, file: IO[bytes], at: datetime, *, with_secrets: bool) -> Manifest:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive, moment(home=home) as files:
        migrations = applied_migrations(using=SNAPSHOT)
        models = schema_of(migrations=migrations).models
        manifest = Manifest(
            version=__version__,
            created_at=at,
            database=connections[SNAPSHOT].vendor,
            migrations=migrations,
            tables=tuple(_table(archive, label, models[label], at) for label in sorted(models)),
            files=tuple(_files(archive, files, at)),
            configuration=_configuration(archive, home, at, with_secrets=with_secrets),
            has_secrets=with_secrets,
            left_out=files.left_out,
        )
        with archive.open(_entry(MANIFEST, at), "w") as member:
            member.write(manifest.to_json().encode())
    return manifest


def _entry(name: str, at: datetime) -> ZipInfo:
    entry = ZipInfo(name, at.timetuple()[:6])
    entry.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class _Member:
    """What is written is counted and digested on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self.size = file, sha256(), 0

    def write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self.size += len(content)

    def content(self, name: str) -> Content:
        return Content(name, self.size, self._digest.hexdigest())


@contextmanager
def _member(archive: ZipFile, name: str, at: datetime) -> Iterator[_Member]:
    with archive.open(_entry(name, at), "w", force_zip64=True) as file:
        yield _Member(file)


def _table(archive: ZipFile, label: str, model: type[Model], at: datetime) -> Table:
    name, rows = f"{TABLES}{label}.jsonl", 0
    with _member(archive, name, at) as member:
        for batch in lines(model=model, using=SNAPSHOT):
            member.write(("\n".join(batch) + "\n").encode())
            rows += len(batch)
    columns = tuple(str(field.column) for field in columns_of(model=model))
    last = last_id(model=model, connection=connections[SNAPSHOT])
    return Table(label, columns, rows, last, member.content(name))


def _files(archive: ZipFile, files: Files, at: datetime) -> Iterable[Content]:
    for path in sorted(files.found):
        with files.found[path].open("rb") as source, _member(archive, FILES + path, at) as member:
            while chunk := source.read(CHUNK):
                member.write(chunk)
        yield member.content(FILES + path)


def _configuration(archive: ZipFile, home: Path, at: datetime, *, with_secrets: bool) -> Content:
    kept = configuration.read(file=home / "samband.env")
    if not with_secrets:
        kept = configuration.without_secrets(lines=kept)
    with _member(archive, CONFIGURATION, at) as member:
        member.write(configuration.written(lines=kept).encode())
    return member.content(CONFIGURATION)


def last_id(*, model: type[Model], connection: BaseDatabaseWrapper) -> int:
    """The highest number that the database has given to a row of this table, though it be deleted since."""
    key = model._meta.pk
    if not isinstance(key, AutoField) and (key is None or "AutoField" not in key.get_internal_type()):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key.column])
            (sequence,) = cursor.fetchone() or ("",)
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        found = cursor.fetchone()
    return int(found[0]) if found else 0
