# SPDX-License-Identifier: EUPL-1.2
"""One moment of a running installation: its rows as one transaction sees them, and its files beside them.

Whoever publishes writes the files first and commits the rows that name them afterwards, and what was
published never changes. So a snapshot of the rows finds the files of every publication, however much later
they are read. The other files, estimates and uploads, are replaced and removed: they get a second name (a
hard link) in the blink in which the snapshot is taken, while no transaction that writes is under way.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

SNAPSHOT = "snapshot"
LASTING = "publications"
CONFIGURATION = "samband.env"
ENDING = ".samband.zip"
ASIDE = "before-restore-"
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Files:
    """found: path in the home folder, with slashes -> where to read it. left_out: in words."""

    found: dict[str, Path]
    left_out: tuple[str, ...]


@contextmanager
def moment(*, home: Path) -> Iterator[Files]:
    """Inside, the alias ``snapshot`` reads the rows of one moment; the files belong to the same moment.

    Nobody waits meanwhile, but for the blink at the beginning.
    """
    _add_alias()
    links = Path(mkdtemp(prefix=".backup-", dir=home))
    try:
        with ExitStack() as stack:
            with _nobody_writes():
                stack.enter_context(transaction.atomic(using=SNAPSHOT))
                with connections[SNAPSHOT].cursor() as cursor:
                    cursor.execute("SELECT COUNT(*) FROM django_migrations")
                linked = _linked(home, links)
            yield Files(linked | _published(home), tuple(_left_out(home)))
    finally:
        shutil.rmtree(links, ignore_errors=True)
        connections[SNAPSHOT].close()


def _add_alias() -> None:
    """The same database once more: reading one snapshot to the end, and never as a writer."""
    ours = connections[DEFAULT_DB_ALIAS].settings_dict
    options = dict(ours.get("OPTIONS", {}))
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
        given = options.get("options", "")
        options["options"] = f"{given} -c default_transaction_read_only=on".strip()
    else:
        options["transaction_mode"] = "DEFERRED"
    connections.databases[SNAPSHOT] = {**ours, "OPTIONS": options, "CONN_MAX_AGE": 0}


@contextmanager
def _nobody_writes() -> Iterator[None]:
    """No transaction that writes is under way inside.

    SQLite: we hold the one lock for writing. PostgreSQL: a lock on every table, which lets readers through.
    We never wait for one lock while we hold another, so that nobody's transaction is ended for our sake; when
    there is no quiet moment for ten seconds we go on without: rows and publications agree all the same.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with ExitStack() as stack:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _locked(stack) and time.monotonic() < deadline:
            time.sleep(0.02)  # to wait in the queue for one lock would be to hold the others meanwhile
        yield


def _locked(stack: ExitStack) -> bool:
    """Whether every table is ours; then until the stack is closed."""
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    with ExitStack() as attempt:
        attempt.enter_context(transaction.atomic())
        with connection.cursor() as cursor:
            names = ", ".join(map(quote, sorted(connection.introspection.table_names(cursor))))
            try:
                cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE NOWAIT")
            except OperationalError:
                transaction.set_rollback(True)
                return False
        stack.push(attempt.pop_all())
        return True


def _linked(home: Path, links: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in _wanted(home, home):
        name = path.relative_to(home).as_posix()
        if name.startswith(f"{LASTING}/"):
            continue
        link = links / str(len(found))
        try:
            os.link(path, link)
        except OSError:  # a file system without second names
            shutil.copy2(path, link)
        found[name] = link
    return found


def _published(home: Path) -> dict[str, Path]:
    """Written once, so they are read where they are."""
    return {path.relative_to(home).as_posix(): path for path in _wanted(home / LASTING, home)}


def _wanted(folder: Path, home: Path) -> Iterator[Path]:
    """Files, without what is made anew, what is being written, what is ours, and what leads elsewhere."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.is_symlink() or _is_left_out(entry, home):
            continue
        if entry.is_dir():
            yield from _wanted(entry, home)
        elif entry.is_file():
            yield entry


def _is_left_out(entry: Path, home: Path) -> bool:
    name = entry.name
    if name.startswith(".") or name.endswith(ENDING) or entry == Path(settings.STATIC_ROOT):
        return True
    if entry.parent != home:
        return False
    return name == CONFIGURATION or name.startswith(ASIDE) or _is_database(entry)


def _is_database(entry: Path) -> bool:
    """The file of SQLite and what it keeps beside it."""
    names = [str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]), str(entry.parent / "samband.sqlite3")]
    return any(str(entry) == name or str(entry).startswith(f"{name}-") for name in names)


def _left_out(home: Path) -> Iterator[str]:
    yield "sessions: everybody signs in again"
    yield "static files: samband init makes them"
    yield from (f"{path.relative_to(home)}: a link" for path in sorted(home.rglob("*")) if path.is_symlink())
