# SPDX-License-Identifier: EUPL-1.2
"""``samband restore``: an installation back from its backup, or a trial that it would come back."""

import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import UTC, datetime
from pathlib import Path

from samband.cli.archive.manifest import Manifest
from samband.cli.archive.reading import Backup, open_backup
from samband.cli.archive.signs import sign_rehearsal, worker_seconds_ago
from samband.cli.init import home_folder

QUIET_SECONDS = 30.0


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the command to those of samband."""
    parser = subparsers.add_parser(
        "restore",
        help="bring an installation back from a backup, or try whether it would come back",
        description="Check every byte of a backup, build home folder and database aside, bring them up to "
        "this version, and put them in place. What was there before is kept. Stop web and worker first.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.samband.zip")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--replace", action="store_true", help="take the place of what is there, and keep that aside"
    )
    how.add_argument("--check", action="store_true", help="only read all of the file against its digests")
    how.add_argument(
        "--rehearse",
        action="store_true",
        help="restore to a folder that is thrown away, on SQLite, and open the pages",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Return 0 when the backup came back, or would. Raises ValueError and OSError, with nothing changed."""
    begun = time.monotonic()
    with open_backup(file=arguments.file) as backup:
        backup.check()
        if arguments.check:
            print(f"{arguments.file} is whole: {_told(backup.manifest)}.")
        elif arguments.rehearse:
            _rehearse(backup, begun)
        else:
            _restore(backup, begun, may_replace=arguments.replace)
    return 0


def _rehearse(backup: Backup, begun: float) -> None:
    from samband.cli.archive.restoring import rehearse

    home = home_folder()
    pages = rehearse(backup=backup)
    if home.is_dir():
        sign_rehearsal(home=home, at=datetime.now(UTC))
    print(f"It would come back: {_told(backup.manifest)}; {pages} pages opened, in {_since(begun)}.")


def _restore(backup: Backup, begun: float, *, may_replace: bool) -> None:
    from samband.cli.archive.restoring import restore

    home = home_folder()
    _refuse_running(home)
    done = restore(backup=backup, home=home, at=datetime.now(UTC), may_replace=may_replace)
    print(f"{home} is restored: {_told(done.manifest)}, in {_since(begun)}.")
    for place in done.kept:
        print(f"What was there before is in {place}. Remove it when all is well.")
    if not done.manifest.has_secrets:
        print("The backup held no secrets: set passwords in samband.env again. Everybody signs in again.")
    if done.manifest.sealed:
        print(_told_of_sealed(home, done.manifest.sealed, done.unreadable))


def _told_of_sealed(home: Path, sealed: int, unreadable: int) -> str:
    if not unreadable:
        return f"{sealed:,} answers are still sealed, and the key of this machine opens them."
    return (
        f"{unreadable:,} sealed answers cannot be opened with the key of this machine. Add the key they were "
        f"sealed with to {home / 'samband.env'}, after the present one: SAMBAND_BOX_KEY=present,earlier"
    )


def _refuse_running(home: Path) -> None:
    seconds = worker_seconds_ago(home=home)
    if seconds is not None and seconds < QUIET_SECONDS:
        raise ValueError(
            f"The worker of {home} was at work {seconds:.0f} s ago. Stop web and worker, wait, try again."
        )


def _told(manifest: Manifest) -> str:
    counts = f"{len(manifest.tables)} tables, {manifest.rows:,} rows, {len(manifest.files):,} files"
    return f"{counts} of {manifest.created_at:%Y-%m-%d %H:%M} UTC, made by Samband {manifest.version}"


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.1f} s"
