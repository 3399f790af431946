# SPDX-License-Identifier: EUPL-1.2
"""``samband check``: is this instrument, XLSForm or crosswalk in order? Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable
from pathlib import Path

from samband.engines.instrument import (
    Crosswalk,
    Instrument,
    InstrumentFaults,
    load_crosswalk,
    load_instrument,
    read_xlsform,
)
from samband.engines.rule_files import Fault

CROSSWALK = "crosswalk.yaml"
IN_ORDER, FAULTY = 0, 1


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "check",
        help="check an instrument file and list every fault in it",
        description="Check an instrument (.yaml with its words files beside it), an XLSForm (.xlsx) or a "
        f"{CROSSWALK}. Prints a summary, or every fault with file, line and remedy. Exit code 0 or 1.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.yaml|FILE.xlsx")
    return parser


def run(arguments: Namespace) -> int:
    """Print the summary and return 0, or print all faults and return 1."""
    path: Path = arguments.file
    try:
        lines = _checked(path)
    except InstrumentFaults as found:
        _print_lines(_faults(found.faults))
        return FAULTY
    _print_lines(lines)
    return IN_ORDER


def _checked(path: Path) -> list[str]:
    if path.name == CROSSWALK:
        return _crosswalk(load_crosswalk(path=path))
    if path.suffix.lower() == ".xlsx":
        form = read_xlsform(path)
        return [*_instrument(form.instrument), *_left_out(form.refusals)]
    return _instrument(load_instrument(path))


def _instrument(instrument: Instrument) -> list[str]:
    unverified = sum(not item.is_verified for item in instrument.items)
    return [
        f"{instrument.code} {instrument.version} is in order.",
        f"Valid from:  {instrument.valid_from.isoformat()}",
        f"Source:      {instrument.source}",
        f"Asked of:    {', '.join(instrument.groups) or 'everybody'}",
        f"Items:       {len(instrument.items)} ({unverified} still to be verified)",
        f"Indices:     {_indices(instrument)}",
        f"Languages:   {', '.join(instrument.languages)}",
        "Gaps:        none",
        f"Digest:      {instrument.digest}",
        *(f"Note:        {note}" for note in instrument.notes),
    ]


def _indices(instrument: Instrument) -> str:
    names = (f"{i.code} ({len(i.items)} items, at least {i.minimum_valid})" for i in instrument.indices)
    return ", ".join(names) or "none"


def _crosswalk(crosswalk: Crosswalk) -> list[str]:
    unverified = sum(not row.is_verified for row in crosswalk.rows)
    return [
        f"The crosswalk of {crosswalk.code} is in order.",
        f"Versions:    {', '.join(crosswalk.versions)}",
        f"Rows:        {len(crosswalk.rows)} ({unverified} still to be verified)",
    ]


def _left_out(refusals: Iterable[Fault]) -> list[str]:
    listed = [f"  {refusal}" for refusal in refusals]
    return ["Left out or assumed:", *listed] if listed else []


def _faults(faults: tuple[Fault, ...]) -> list[str]:
    gaps = sum(bool(fault.gap_in) for fault in faults)
    count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    return [*map(str, faults), f"{count}, of which {gaps} missing words."]


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
