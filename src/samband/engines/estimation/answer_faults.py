# SPDX-License-Identifier: EUPL-1.2
"""Where exactly a file of answers is wrong: a slow second reading, after the fast one has met a fault."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path

from samband.engines.instrument import Item, Refusal, check_answer

MOST_FAULTS = 20
FORMULA = ("=", "+", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RowFault:
    """row: as a spreadsheet counts, the header being row 1; 0 for the file as a whole."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        row = f"Row {self.row}" if self.row else ""
        column = f"column {self.column}" if self.column else ""
        place = ", ".join(filter(None, (row, column)))
        return f"{place}: {self.what}" if place else self.what


class AnswerFaults(ValueError):  # noqa: N818  it names the fact
    """A file of answers that cannot be used. faults: the first ones, at most ``MOST_FAULTS``."""

    def __init__(self, file: str, faults: Iterable[RowFault]) -> None:
        self.file, self.faults = file, tuple(faults)
        more = [f"… and perhaps more: only {MOST_FAULTS} are listed."] * (len(self.faults) >= MOST_FAULTS)
        super().__init__("\n".join([*(f"{file}: {fault}" for fault in self.faults), *more]))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read: items, columns of categories, those of them that must not be empty, weight and unit."""

    items: Mapping[str, Item]
    categories: Sequence[str]
    needed: Sequence[str]
    weight: str
    unit: str
    missing: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        weight = [self.weight] if self.weight else []
        return tuple(dict.fromkeys([*self.categories, *weight, *self.items]))

    def stored_as(self, item: str) -> str:
        """Name of an item's codes, which may be a column of categories too."""
        return f"{item} as codes" if item in self.categories else item


def locate_faults(*, path: Path, delimiter: str, wanted: Wanted) -> list[RowFault]:
    """The first faults of the file, in its order."""
    return list(islice(_faults(path, delimiter, wanted), MOST_FAULTS))


def _faults(path: Path, delimiter: str, wanted: Wanted) -> Iterator[RowFault]:
    row = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=delimiter, strict=True)
            header = [name.strip() for name in next(rows)]
            for row, fields in enumerate(rows, start=2):
                yield from _row_faults(row, header, fields, wanted)
    except UnicodeDecodeError:
        yield not_utf_8(_first_bad_line(path))
        return
    except csv.Error as error:
        what = f"The next row is not valid CSV ({error}). Check its quotation marks."
        yield RowFault(row, "", what)
        return
    if row == 1:
        yield RowFault(1, "", "There is a header, but no answers. Give at least one respondent.")


def not_utf_8(row: int) -> RowFault:
    return RowFault(row, "", "The text is not UTF-8. Save the file with the encoding UTF-8.")


def _first_bad_line(path: Path) -> int:
    with path.open("rb") as file:
        for row, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return row
    return 0


def _row_faults(row: int, header: list[str], fields: list[str], wanted: Wanted) -> Iterator[RowFault]:
    if len(fields) != len(header):
        what = (
            f"{len(fields)} fields, but the header has {len(header)}. Check separators and quotation marks."
        )
        yield RowFault(row, "", what)
        return
    values = {name: field.strip() for name, field in zip(header, fields, strict=True)}
    for column in wanted.needed:
        yield from _empty(row, column, values[column], wanted)
    if wanted.unit and fields[header.index(wanted.unit)].startswith(FORMULA):
        what = "The code begins like a formula of a spreadsheet. Correct it."
        yield RowFault(row, wanted.unit, what)
    if wanted.weight and not _is_weight(values[wanted.weight]):
        what = f"The weight “{values[wanted.weight][:20]}” is not a number above 0. Correct it."
        yield RowFault(row, wanted.weight, what)
    for column, item in wanted.items.items():
        if values[column] not in wanted.missing:
            refusal = check_answer(item=item, raw=values[column])
            if isinstance(refusal, Refusal):
                yield RowFault(row, column, str(refusal))
            elif refusal is None:
                what = f"“{values[column][:20]}” is not listed under missing in the plan. Add it there."
                yield RowFault(row, column, what)


def _empty(row: int, column: str, value: str, wanted: Wanted) -> Iterator[RowFault]:
    if not value or value in wanted.missing:
        what = "Nothing stands here, but the plan needs it of everybody. Fill it in, or leave the row out."
        yield RowFault(row, column, what)


def _is_weight(text: str) -> bool:
    try:
        return isfinite(float(text)) and float(text) > 0
    except ValueError:
        return False
