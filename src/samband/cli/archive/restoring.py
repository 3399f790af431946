# SPDX-License-Identifier: EUPL-1.2
"""From a checked backup to an installation in its place."""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.cli.archive import configuration
from samband.cli.archive.manifest import FILES, BadBackup, Manifest
from samband.cli.archive.reading import Backup
from samband.cli.archive.snapshot import CONFIGURATION
from samband.cli.init import make_home, prepare
from samband.cli.manage import load

SQLITE = "samband.sqlite3"
ROOM = 1.5
"""Free space needed, in sizes of the unpacked backup: rows, their indexes, and the files."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. kept: the place of what was there before, in words; empty when there was nothing.

    unreadable: sealed answers that no key of this machine opens.
    """

    manifest: Manifest
    kept: tuple[str, ...]
    unreadable: int


def restore(*, backup: Backup, home: Path, at: datetime, may_replace: bool) -> Restored:
    """Bring a backup back into the home folder and the database that its configuration names.

    Everything is built aside first; nothing of the present installation changes before the last step.
    Raises BadBackup, ValueError when something is there and may not be replaced, OSError.
    """
    from samband.cli.archive import moving

    _check_room(backup.manifest, home)
    if moving.is_taken(home=home) and not may_replace:
        raise ValueError(f"There is something in {home}. Choose another home, or add --replace.")
    with moving.building(home=home) as folder:
        _configure(backup, home, folder)
        _unpack(backup, folder)
        os.environ["SAMBAND_HOME"] = str(folder)
        load()
        return _filled(backup, home, folder, at.strftime("%Y%m%dT%H%M%SZ"), may_replace=may_replace)


def rehearse(*, backup: Backup) -> int:
    """Restore to a folder that is thrown away, on SQLite, and open the pages that anybody may see.

    Returns how many pages were opened. Raises BadBackup for what does not come back, or opens with an error.
    The configuration of this machine is not used: neither its database nor its home is touched.
    """
    with TemporaryDirectory(prefix="samband-rehearsal-") as name:
        folder = Path(name)
        _check_room(backup.manifest, folder)
        _configure(backup, None, folder)
        _unpack(backup, folder)
        os.environ |= {"SAMBAND_HOME": name, "SAMBAND_DATABASE_URL": f"sqlite:///{folder / SQLITE}"}
        os.environ["SAMBAND_STATIC_ROOT"] = str(folder / "static")
        load()
        _fill(backup)
        from samband.cli.archive.trying import opened_pages

        return opened_pages()


def _check_room(manifest: Manifest, home: Path) -> None:
    there = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free, needed = shutil.disk_usage(there).free, int(manifest.size * ROOM)
    if free < needed:
        raise ValueError(
            f"{needed / 1e9:,.1f} GB are needed in {there}, but only {free / 1e9:,.1f} GB are free."
        )


def _configure(backup: Backup, home: Path | None, folder: Path) -> None:
    """Lines of this machine win; the backup adds those it lacks; a signing key is made if neither has one.

    home: None for a rehearsal, which has no machine and wants no secrets.
    """
    lines = configuration.parsed(text=backup.text(content=backup.manifest.configuration))
    if home is None:
        lines = configuration.without_secrets(lines=lines)
    else:
        lines |= configuration.read(file=home / CONFIGURATION)
    file = folder / CONFIGURATION
    file.touch(mode=0o600)
    file.write_text(configuration.written(lines=lines), encoding="utf-8")
    make_home(home=folder)


def _unpack(backup: Backup, folder: Path) -> None:
    for content in backup.manifest.files:
        target = folder / content.member.removeprefix(FILES)
        if target.name == CONFIGURATION and target.parent == folder:
            raise BadBackup(f"{content.member} is no file that a backup holds.")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup.copy(content=content, to=target)


def _filled(backup: Backup, home: Path, folder: Path, moment: str, *, may_replace: bool) -> Restored:
    from django.db import connection

    from samband.cli.archive import moving
    from samband.core.collect.queries import unreadable_envelopes

    with ExitStack() as stack:
        outside = None
        if connection.vendor == "postgresql":
            present = _present_schema(may_replace=may_replace)
            built = stack.enter_context(moving.building_schema(moment=moment))
        elif Path(connection.settings_dict["NAME"]).parent != folder:
            outside = _aside(Path(connection.settings_dict["NAME"]), may_replace=may_replace)
        _fill(backup)
        unreadable = unreadable_envelopes()
        kept: list[str] = []
        if connection.vendor == "postgresql":
            exchange = moving.exchanged_schemas(built=built, present=present, moment=moment)
            kept += [f"schema {old} of the database" for old in stack.enter_context(exchange)]
        else:
            connection.close()
        aside = moving.put_in_place(built=folder, home=home, moment=moment)
        kept += [str(aside)] if aside else []
        if outside is not None:
            kept += _exchange_files(outside, moment)
    return Restored(backup.manifest, tuple(kept), unreadable)


def _present_schema(*, may_replace: bool) -> str:
    from samband.cli.archive import moving

    present = moving.present_schema()
    if moving.has_tables() and not may_replace:
        raise ValueError("The database is not empty. Name another one, or add --replace.")
    if others := moving.others_connected():
        raise ValueError(f"{others} other sessions use the database. Stop web and worker first.")
    return present


def _aside(place: Path, *, may_replace: bool) -> Path:
    """Work in a file beside the database that is in use."""
    from django.db import connection

    if place.exists() and not may_replace:
        raise ValueError(f"There is a database in {place}. Name another one, or add --replace.")
    connection.settings_dict["NAME"] = str(place.with_name(f".being-restored-{place.name}"))
    Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)
    return place


def _exchange_files(place: Path, moment: str) -> list[str]:
    kept = []
    for each in (place, *(place.with_name(place.name + ending) for ending in ("-wal", "-shm"))):
        if each.exists():
            each.rename(each.with_name(f"before-restore-{moment}-{each.name}"))
            kept.append(str(each.with_name(f"before-restore-{moment}-{each.name}")))
    place.with_name(f".being-restored-{place.name}").rename(place)
    return kept


def _fill(backup: Backup) -> None:
    """Rows as they were, then every change made since, then the static files."""
    from samband.cli.archive.loading import load_rows
    from samband.cli.archive.schema import schema_of

    load_rows(backup=backup, schema=schema_of(migrations=backup.manifest.migrations))
    prepare()
