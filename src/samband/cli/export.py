# SPDX-License-Identifier: EUPL-1.2
"""``samband export``: everything in open formats, for whoever goes on without Samband."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from samband.cli.init import home_folder


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the command to those of samband."""
    parser = subparsers.add_parser(
        "export",
        help="write everything to a folder in open formats",
        description="Write every table as CSV with a description of its columns (datapackage.json), and "
        "every publication as it is, to a new folder. Nobody has to stop working. Passwords and keys are "
        "left out.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet")
    parser.add_argument(
        "--without-people",
        action="store_true",
        help="leave out accounts, people, answers, and who did what",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Write the folder and return 0. Raises ValueError and OSError, with no folder left, for any fault."""
    home, to = home_folder(), arguments.folder.resolve()
    if not (home / "samband.env").exists():
        raise ValueError(f"There is no home in {home}. Say where it is: SAMBAND_HOME=/path samband export …")
    if to.exists():
        raise ValueError(f"{to} is there already. Choose another name.")
    if not to.parent.is_dir():
        raise ValueError(f"There is no folder {to.parent}. Make it first.")
    beside = Path(mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        _write(home, beside, without_people=arguments.without_people)
        beside.rename(to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    print(f"{to}: begin with README.md.")
    return 0


def _write(home: Path, to: Path, *, without_people: bool) -> None:
    from samband.cli.manage import load

    load()
    from samband.cli.archive.exporting import write_export
    from samband.cli.archive.schema import refuse_old

    refuse_old()
    done = write_export(home=home, to=to, at=datetime.now(UTC), without_people=without_people)
    print(f"{done.tables} tables, {done.rows:,} rows, {done.files:,} files.")
