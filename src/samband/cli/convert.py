# SPDX-License-Identifier: EUPL-1.2
"""``samband convert``: a questionnaire from YAML to XLSForm and back. Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from pathlib import Path

from samband.engines.instrument import (
    Instrument,
    InstrumentFaults,
    instrument_files,
    load_instrument,
    read_xlsform,
    words_files,
    write_instrument,
    write_xlsform,
)
from samband.engines.rule_files import Fault

YAML, XLSFORM = ".yaml", ".xlsx"
DONE, FAULTY = 0, 1


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "convert",
        help="turn an instrument file into an XLSForm, or an XLSForm into instrument files",
        description="Turn an instrument (.yaml with its words files beside it) into an XLSForm (.xlsx), or "
        "an XLSForm into a structure file with one words file per language beside it. Prints what is not "
        "taken over, or every fault with its place and remedy. Exit code 0; 1 with faults; 2 when refused.",
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="file to read: .yaml or .xlsx")
    parser.add_argument("target", type=Path, metavar="TARGET", help="file to write: .xlsx or .yaml")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")
    return parser


def run(arguments: Namespace) -> int:
    """Convert and return 0, or print all faults of the source and return 1. Raises ValueError, OSError."""
    source, target = arguments.source, arguments.target
    for path in (source, target):
        _check_kind(path)
    try:
        instrument, refusals = _read(source)
    except InstrumentFaults as found:
        print(*found.faults, sep="\n")
        return FAULTY
    written = _write(instrument, target, may_overwrite=arguments.force)
    print(f"{instrument.code} {instrument.version} is written: {', '.join(path.name for path in written)}.")
    if refusals:
        print("Left out or assumed:", *(f"  {refusal}" for refusal in refusals), sep="\n")
    return DONE


def _check_kind(path: Path) -> None:
    if path.suffix.lower() not in {YAML, XLSFORM}:
        raise ValueError(f"{path} is neither {YAML} nor {XLSFORM}. Give the file one of these endings.")


def _read(source: Path) -> tuple[Instrument, Sequence[Fault]]:
    if source.suffix.lower() == XLSFORM:
        form = read_xlsform(source)
        return form.instrument, form.refusals
    return load_instrument(source), ()


def _write(instrument: Instrument, target: Path, *, may_overwrite: bool) -> Sequence[Path]:
    is_form = target.suffix.lower() == XLSFORM
    names = [target.name] if is_form else list(instrument_files(instrument=instrument, stem=target.stem))
    _check_room([target.parent / name for name in names], target, may_overwrite=may_overwrite)
    if is_form:
        write_xlsform(instrument=instrument, path=target)
        return [target]
    return write_instrument(instrument=instrument, folder=target.parent, stem=target.stem)


def _check_room(wanted: Sequence[Path], target: Path, *, may_overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise ValueError(f"There is no folder {target.parent}. Make it first.")
    taken = [path for path in wanted if path.exists()]
    if taken and not may_overwrite:
        names = ", ".join(map(str, taken))
        raise ValueError(f"{names} would be overwritten. Choose another name, or add --force.")
    others = set(words_files(path=target).values()) - set(wanted) if target.suffix.lower() == YAML else set()
    if others:
        names = ", ".join(sorted(map(str, others)))
        raise ValueError(f"{names} would be read as words of {target.name} too. Move or remove them first.")
