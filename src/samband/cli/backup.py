# SPDX-License-Identifier: EUPL-1.2
"""``samband backup``: the whole installation as one file, while it goes on working."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from samband.cli.init import home_folder

if TYPE_CHECKING:
    from samband.cli.archive.manifest import Manifest

PIPE = "-"


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the command to those of samband."""
    parser = subparsers.add_parser(
        "backup",
        help="write database and files of the home folder to one file",
        description="Write the rows of the database and the files of the home folder to one file, as they "
        "are at this moment, while everybody goes on working. The file holds personal data: encrypt it "
        "before it leaves the machine. It is restored on SQLite or PostgreSQL, whichever it comes from.",
    )
    parser.add_argument("file", metavar="FILE.samband.zip", help="where to write; - for a pipe")
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help="also the signing key, passwords and the database's address of samband.env",
    )
    parser.add_argument("--force", action="store_true", help="overwrite a file that is there")
    return parser


def run(arguments: Namespace) -> int:
    """Write the backup and return 0. Raises ValueError and OSError, with no file written, for any fault."""
    home = home_folder()
    if not (home / "samband.env").exists():
        raise ValueError(f"There is no home in {home}. Say where it is: SAMBAND_HOME=/path samband backup …")
    if arguments.file == PIPE:
        return _to_pipe(home, with_secrets=arguments.with_secrets)
    return _to_file(home, Path(arguments.file).resolve(), arguments)


def _to_file(home: Path, to: Path, arguments: Namespace) -> int:
    if to.exists() and not arguments.force:
        raise ValueError(f"{to} is there already. Choose another name, or add --force.")
    if not to.parent.is_dir():
        raise ValueError(f"There is no folder {to.parent}. Make it first.")
    from samband.cli.archive.signs import sign_backup
    from samband.cli.archive.writing import write_backup
    from samband.cli.manage import load

    load()
    begun = datetime.now(UTC)
    manifest = write_backup(home=home, to=to, at=begun, with_secrets=arguments.with_secrets)
    sign_backup(home=home, at=begun, size=to.stat().st_size)
    seconds = (datetime.now(UTC) - begun).total_seconds()
    counts = f"{len(manifest.tables)} tables, {manifest.rows:,} rows, {len(manifest.files):,} files"
    print(f"{to}: {counts}, {to.stat().st_size / 1e6:,.1f} MB in {seconds:.1f} s.")
    print(*(f"Left out: {each}." for each in manifest.left_out), sep="\n")
    if told := sealed_answers(manifest=manifest):
        print(told)
    return 0


def _to_pipe(home: Path, *, with_secrets: bool) -> int:
    if sys.stdout.isatty():
        raise ValueError(
            "A backup is no text for a screen. Send it to a program or a file: samband backup - | …"
        )
    from samband.cli.archive.signs import sign_backup
    from samband.cli.archive.writing import stream_backup
    from samband.cli.manage import load

    load()
    begun = datetime.now(UTC)
    manifest = stream_backup(home=home, to=sys.stdout.buffer, at=begun, with_secrets=with_secrets)
    sign_backup(home=home, at=begun, size=manifest.size)
    return 0


def sealed_answers(*, manifest: "Manifest") -> str:
    """What to do about answers that are still sealed; empty when there are none or the key is in the file."""
    if not manifest.sealed or manifest.has_secrets:
        return ""
    return (
        f"{manifest.sealed:,} answers are sealed, and their key is not in this file: keep SAMBAND_BOX_KEY of "
        "samband.env in another safe place, or nobody can read them after the machine is lost."
    )
