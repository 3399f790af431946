# SPDX-License-Identifier: EUPL-1.2
"""A home and a database are built aside and take their places at the end; what was there is kept.

Everything happens inside the home folder and the database, so that the account of the service may do it: it
need not be able to write beside its home or to make databases.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from django.db import connection, transaction

from samband.cli.archive.snapshot import ASIDE, CONFIGURATION

BUILDING = ".being-restored-"


@contextmanager
def building(*, home: Path) -> Iterator[Path]:
    """A folder in the home for what is being restored; gone afterwards, whatever happens."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(prefix=BUILDING, dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_taken(*, home: Path) -> bool:
    """Whether there is more in it than a configuration."""
    return home.is_dir() and any(not _is_ours(entry) for entry in home.iterdir())


def _is_ours(entry: Path) -> bool:
    return entry.name == CONFIGURATION or entry.name.startswith((".", ASIDE))


def put_in_place(*, built: Path, home: Path, moment: str) -> Path | None:
    """Move what is there to ``before-restore-…`` and what was built to its place; undone if a step fails.

    Returns where the old things are; None when there were none.
    """
    done: list[tuple[Path, Path]] = []
    aside = home / f"{ASIDE}{moment}"
    old = [entry for entry in sorted(home.iterdir()) if not entry.name.startswith((".", ASIDE))]
    try:
        if old:
            aside.mkdir(mode=0o700)
        for entry in old:
            _move(entry, aside / entry.name, done)
        for entry in sorted(built.iterdir()):
            _move(entry, home / entry.name, done)
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
    return aside if old else None


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    done.append((source, target))


def present_schema() -> str:
    """The schema of PostgreSQL that the installation lives in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (name,) = cursor.fetchone() or (None,)
    if not name:
        raise ValueError("The database has no schema for the installation. Make one: CREATE SCHEMA public")
    return str(name)


def has_tables() -> bool:
    """Whether anything is in the database already."""
    return bool(connection.introspection.table_names())


def others_connected() -> int:
    """How many other sessions of PostgreSQL use the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


@contextmanager
def building_schema(*, moment: str) -> Iterator[str]:
    """A schema beside the present one, in which the connection works from now on; gone if it fails."""
    name = f"being_restored_{_plain(moment)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
    _work_in(name)
    try:
        yield name
    except BaseException:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
        raise


def _work_in(name: str) -> None:
    connection.close()
    options = connection.settings_dict.setdefault("OPTIONS", {})
    given = re.sub(r"-c search_path=\S+", "", options.get("options", ""))
    options["options"] = f"{given} -c search_path={name}".strip()


@contextmanager
def exchanged_schemas(*, built: str, present: str, moment: str) -> Iterator[tuple[str, ...]]:
    """The built schema takes the name of the present one, together with what the caller does inside.

    Gives the new name of what was there; nothing when that was empty, which is then gone.
    """
    old = f"before_restore_{_plain(moment)}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_class WHERE relnamespace = %s::regnamespace", [f'"{present}"']
        )
        is_empty = cursor.fetchone() == (0,)
        cursor.execute(f'ALTER SCHEMA "{present}" RENAME TO "{old}"')
        cursor.execute(f'ALTER SCHEMA "{built}" RENAME TO "{present}"')
        if is_empty:
            cursor.execute(f'DROP SCHEMA "{old}"')
        yield () if is_empty else (old,)


def _plain(moment: str) -> str:
    return re.sub(r"\W", "_", moment.lower())
