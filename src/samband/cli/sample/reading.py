# SPDX-License-Identifier: EUPL-1.2
"""Small tables of the command line: named columns, every fault with its row, numbers as numbers."""

from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.cli.output import whole_file
from samband.engines.files import TableFile, Unreadable, read_table
from samband.engines.files.limits import STANDARD, Limits
from samband.engines.tables.downloads import csv_lines


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, by column. number: as a spreadsheet counts."""

    number: int
    values: Mapping[str, str]


@contextmanager
def opened(
    *, path: Path, encoding: str = "utf-8", limits: Limits = STANDARD
) -> Iterator[tuple[TableFile, Path]]:
    """The table and a private folder, while the block lasts. Raises ValueError naming the file."""
    with TemporaryDirectory(prefix="samband-") as folder:
        try:
            table = read_table(
                path=path, filename=path.name, folder=Path(folder), encoding=encoding, limits=limits
            )
            yield table, Path(folder)
        except Unreadable as found:
            raise ValueError(f"{path.name}: {found}") from None


def lines_of(*, path: Path, needed: Iterable[str]) -> list[Line]:
    """All rows. Raises ValueError when a needed column is missing or there are no rows."""
    with opened(path=path) as (table, _):
        missing = [name for name in needed if name not in table.columns]
        if missing:
            has = ", ".join(table.columns)
            raise ValueError(f"{path.name}: there is no column {', '.join(missing)}. It has: {has}.")
        found = [
            Line(number, dict(zip(table.columns, map(str.strip, cells), strict=False)))
            for number, cells in table.rows()
            if any(cells)
        ]
    if not found:
        raise ValueError(f"{path.name}: there are no rows below the names of the columns. Add them.")
    return found


def refuse(*, path: Path, faults: Sequence[str]) -> None:
    """Raise ValueError with every fault, each with the name of the file."""
    if faults:
        raise ValueError("\n".join(f"{path.name}, {fault}" for fault in faults))


def write_table(*, path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    write_lines(path=path, lines=csv_lines(header=header, rows=rows))


def write_lines(*, path: Path, lines: Iterable[str]) -> None:
    with whole_file(path=path) as file:
        file.writelines(lines)


def percent(text: str) -> float:
    """A percentage of an argument as a part of 1."""
    try:
        value = float(text.removesuffix("%").replace(",", ".")) / 100
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"“{text}” is no percentage. Write a number from 0 to 100, as 5 or 2.5.")
    return value


def count(text: str) -> int:
    """A whole number of 0 or more."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"“{text}” is not a whole number of 0 or more. Write it in digits.")
    return int(text)
