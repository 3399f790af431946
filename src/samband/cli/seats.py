# SPDX-License-Identifier: EUPL-1.2
"""``samband seats``: votes in, seats and the table that proves them out. Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.engines.ballots import (
    Apportionment,
    Method,
    Quotient,
    Remainders,
    Tie,
    TieRule,
    TieStep,
    apportion,
    largest_remainder,
)
from samband.engines.files import Unreadable, read_table
from samband.engines.tables.downloads import csv_lines

HARE = "largest_remainder"
COLUMNS = ("name", "votes", "held", "limit")


@dataclass(frozen=True, slots=True)
class Votes:
    """What a file holds, by name."""

    votes: dict[str, int]
    held: dict[str, int]
    limits: dict[str, int]


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "seats",
        help="share out seats by votes, with the table that proves the result",
        description="Share out seats by votes in exact fractions. VOTES.csv has the columns name and votes; "
        "held (seats given beforehand) and limit (the most a name can take) may follow. A tie for the last "
        "seat is refused unless --ties says how it is decided. Exit code 0, or 2 for a fault.",
    )
    parser.add_argument(
        "votes",
        type=Path,
        metavar="VOTES.csv",
        help="UTF-8, with a header, fields parted by comma or semicolon",
    )
    parser.add_argument("--seats", type=int, required=True, metavar="N", help="size of the house")
    parser.add_argument("--method", choices=[*Method, HARE], default=Method.SAINTE_LAGUE)
    parser.add_argument(
        "--ties", nargs="+", choices=list(TieStep), default=[], help="steps that decide a tie, in order"
    )
    parser.add_argument("--seed", default="", help="text from which a lot is drawn; it stands in the result")
    parser.add_argument("--proof", type=Path, metavar="PROOF.csv", help="write every quotient to this file")
    return parser


def run(arguments: Namespace) -> int:
    """Print the seats and return 0. Raises ValueError or OSError for any fault."""
    given = read_votes(path=arguments.votes)
    ties = TieRule(tuple(TieStep(step) for step in arguments.ties), arguments.seed)
    made = _shared(given, arguments.method, arguments.seats, ties)
    print("\n".join(_told(made, given)))
    if arguments.proof:
        _write_proof(made, arguments.proof)
    return 0


def _shared(given: Votes, method: str, seats: int, ties: TieRule) -> Apportionment | Remainders:
    if method != HARE:
        return apportion(
            votes=given.votes,
            seats=seats,
            method=Method(method),
            ties=ties,
            held=given.held,
            limits=given.limits,
        )
    if given.held or given.limits:
        raise ValueError("Largest remainder takes no held seats and no limits. Choose another method.")
    return largest_remainder(votes=given.votes, seats=seats, ties=ties)


def read_votes(*, path: Path) -> Votes:
    """A table with commas or semicolons. Raises ValueError with every fault, each with its line."""
    with TemporaryDirectory() as folder:
        try:
            table = read_table(path=path, filename=path.name, folder=Path(folder))
            if not {"name", "votes"} <= set(table.columns) <= set(COLUMNS):
                raise ValueError(
                    f"{path.name}, line 1: the columns are {', '.join(table.columns)}. "
                    "Write name and votes, and held or limit when you need them."
                )
            records = list(table.rows())
        except Unreadable as found:
            raise ValueError(f"{path.name}: {found}") from None
    width = len(table.columns)
    faults = [
        f"{path.name}, line {number}: there are {len(cells)} fields in {width} columns. Check the separators."
        for number, cells in records
        if len(cells) > width
    ]
    rows = [
        (number, dict(zip(table.columns, map(str.strip, cells), strict=False))) for number, cells in records
    ]
    faults += _faults(path.name, rows)
    if faults:
        raise ValueError("\n".join(faults))
    return Votes(*(_column(rows, key) for key in ("votes", "held", "limit")))


def _column(rows: Sequence[tuple[int, dict[str, str]]], key: str) -> dict[str, int]:
    return {row["name"]: int(row[key]) for _, row in rows if row.get(key)}


def _faults(file: str, rows: Sequence[tuple[int, dict[str, str]]]) -> Iterator[str]:
    seen: set[str] = set()
    for number, row in rows:
        name = row.get("name", "")
        if not name or name in seen:
            what = f"“{name}” stands twice" if name else "the name is missing"
            yield f"{file}, line {number}: {what}. Give each line its own name."
        seen.add(name)
        for key in COLUMNS[1:]:
            text = row.get(key, "")
            if (text or key == "votes") and not (text.isascii() and text.isdigit()):
                at = f"{file}, line {number}, column {key}"
                yield f"{at}: “{text}” is not a whole number. Write it in digits."


def _told(made: Apportionment | Remainders, given: Votes) -> Iterator[str]:
    width = max(map(len, given.votes))
    for name, seats in made.seats.items():
        held = f"  (held {given.held[name]})" if given.held.get(name) else ""
        yield f"{name:<{width}}  {given.votes[name]:>12,}  {seats:>5}{held}"
    yield f"{'Sum':<{width}}  {sum(given.votes.values()):>12,}  {sum(made.seats.values()):>5}"
    ties = made.ties if isinstance(made, Apportionment) else filter(None, [made.tie])
    yield from map(_tie_told, ties)
    if isinstance(made, Apportionment) and made.unfilled:
        yield f"Nobody could take {made.unfilled} seats."


def _tie_told(tie: Tie) -> str:
    by = "more votes" if tie.by is TieStep.MOST_VOTES else "lot"
    return (
        f"Equal at {_number(tie.value)}: {', '.join(tie.names)}; decided by {by}: {', '.join(tie.winners)}."
    )


def _write_proof(made: Apportionment | Remainders, to: Path) -> None:
    lines = _remainder_lines(made) if isinstance(made, Remainders) else _quotient_lines(made)
    with to.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _quotient_lines(made: Apportionment) -> Iterator[str]:
    """seat: its place in the order; held; limit, where the quotient did not compete; or nothing."""
    return csv_lines(
        header=("name", "number", "divisor", "quotient", "seat"),
        rows=(
            (cell.name, cell.number, _number(cell.divisor), _number(cell.quotient), _place(cell))
            for cell in made.table
        ),
    )


def _place(cell: Quotient) -> str | int:
    if cell.is_over_limit:
        return "limit"
    return "held" if cell.is_held else cell.place or ""


def _remainder_lines(made: Remainders) -> Iterator[str]:
    return csv_lines(
        header=("name", "votes", "share", "whole", "remainder", "extra", "seats"),
        rows=(
            (
                line.name,
                line.votes,
                _number(line.share),
                line.whole,
                _number(line.remainder),
                int(line.has_extra),
                line.seats,
            )
            for line in made.lines
        ),
    )


def _number(value: Fraction) -> str:
    """Exact: 50, 7/5 or 100/3."""
    return str(value)
