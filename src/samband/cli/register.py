# SPDX-License-Identifier: EUPL-1.2
"""``samband register``: a register in a published format as screening reads it. Never loads Django."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.cli.output import whole_file
from samband.engines.conflicts import Identity, TieKind
from samband.engines.files import Fault, Limits
from samband.engines.registers import Format, Found, Gathering, identity_of, read_register_file, register_text

LIMITS = Limits(file_bytes=200_000_000, rows=2_000_000, columns=100, unpacked_bytes=400_000_000, parts=50)
SHOWN = 20
FAULT = 2


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "register",
        help="turn a register of owners and posts into the one that screening reads",
        description="Read people, organisations, posts, ownership and memberships from BODS 0.4, "
        "FollowTheMoney, Popolo, units and roles of Brønnøysund, or a table, and write REGISTER.json for "
        "samband screen. What is left out is counted; a record with a fault is told with its line. "
        "What is taken from each format: "
        "docs/reference/registers.md. Exit code 0, or 2 when refused.",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="JSON, JSON lines, CSV or XLSX; also .gz, .zip"
    )
    parser.add_argument(
        "--from",
        dest="shape",
        type=Format,
        choices=tuple(Format),
        metavar="FORMAT",
        help=f"one of {', '.join(Format)}; left out: told by what stands in the file",
    )
    parser.add_argument(
        "--roles", type=Path, metavar="FILE", help="roles of Brønnøysund for the units in the first file"
    )
    parser.add_argument(
        "--source", default="", help="of ties that say none; the name of the file if left out"
    )
    parser.add_argument(
        "--with-kin",
        action="store_true",
        help="take declared parents and spouses from FollowTheMoney too; never for a register of others",
    )
    parser.add_argument(
        "--skip-faults", action="store_true", help="write the register without the records with faults"
    )
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="REGISTER.json")
    return parser


def run(arguments: Namespace) -> int:
    """Write the register and return 0; 2, with nothing written, for faults. Raises ValueError or OSError."""
    found = _read(arguments)
    _tell(found.faults)
    if found.faults and not arguments.skip_faults:
        print("Nothing was written. Correct these, or add --skip-faults.", file=sys.stderr)
        return FAULT
    if not found.ties:
        raise ValueError(f"{arguments.file}: no tie was found. Check that --from fits the file.")
    code = arguments.file.name.split(".")[0][:60]
    with whole_file(path=arguments.out) as file:
        file.write(register_text(found=found, code=code))
    for line in _summary(found):
        print(line)
    return 0


def _read(arguments: Namespace) -> Found:
    into = Gathering(source=arguments.source or arguments.file.name)
    with TemporaryDirectory() as folder:
        for path, shape in ((arguments.file, arguments.shape), (arguments.roles, Format.BRREG)):
            if path is not None:
                read_register_file(
                    path=path, filename=path.name, folder=Path(folder), into=into, shape=shape,
                    with_kin=arguments.with_kin, limits=LIMITS,
                )  # fmt: skip
    return into.found()


def _tell(faults: tuple[Fault, ...]) -> None:
    for fault in faults[:SHOWN]:
        print(fault.words(), file=sys.stderr)
    if len(faults) > SHOWN:
        print(f"And {len(faults) - SHOWN} more.", file=sys.stderr)


def _summary(found: Found) -> Iterable[str]:
    kinds = {kind: sum(tie.kind is kind for tie in found.ties) for kind in TieKind}
    yield f"{len(found.people)} people, {len(found.organisations)} organisations"
    yield ", ".join(f"{number} × {kind}" for kind, number in kinds.items() if number)
    classes = [identity_of(tie=tie, found=found) for tie in found.ties]
    yield "; ".join(f"identity {one}: {classes.count(one)}" for one in Identity if one in classes)
    yield from (note.words() for note in found.left_out)
