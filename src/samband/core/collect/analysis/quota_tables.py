# SPDX-License-Identifier: EUPL-1.2
"""Quota cells as a table: one line a cell, a column for each field that tells who belongs, and the target."""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import product
from typing import Final

ANY: Final = "*"
TARGET: Final = "target"
MOST_CELLS: Final = 2_000
BETWEEN: Final = " · "
"""Between the values in the name of a cell."""


@dataclass(frozen=True, slots=True)
class CellRow:
    """definition: field -> values that belong; a field that is left out takes all. target: answers wanted."""

    definition: Mapping[str, Sequence[str]]
    target: int

    @property
    def code(self) -> str:
        return BETWEEN.join("/".join(values) for values in self.definition.values()) or "all"


@dataclass(frozen=True, slots=True)
class CellFault:
    """kind: header, value, target, twice, many or endless. line: of the table. said: what
    stands there. wanted: what may stand there.
    """

    kind: str
    line: int
    said: str = ""
    wanted: str = ""


def crossed(*, fields: Mapping[str, Sequence[str]], target: int) -> tuple[CellRow, ...]:
    """A cell for each combination: area × sex × age."""
    names = list(fields)
    return tuple(
        CellRow({name: (value,) for name, value in zip(names, values, strict=True)}, target)
        for values in product(*fields.values())
    )


def read_cells(
    *, text: str, fields: Mapping[str, Collection[str]]
) -> tuple[tuple[CellRow, ...], tuple[CellFault, ...]]:
    """Cells and every fault of a table. fields: those there are -> their values.

    Separated by commas, semicolons or tabs. ``*`` or nothing: any value. Several values: ``18-29/30-44``.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return (), (CellFault("header", 1, wanted=",".join((*fields, TARGET))),)
    separator = max(",;\t", key=lines[0].count)
    try:
        header, *rows = list(csv.reader(StringIO("\n".join(lines)), delimiter=separator))
    except csv.Error:
        return (), (CellFault("endless", 1),)
    names = [name.strip().lower() for name in header]
    if TARGET not in names or not set(names) <= {*fields, TARGET} or len(set(names)) < len(names):
        return (), (CellFault("header", 1, separator.join(header), ",".join((*fields, TARGET))),)
    if len(rows) > MOST_CELLS:
        return (), (CellFault("many", 1, str(len(rows)), str(MOST_CELLS)),)
    cells: list[CellRow] = []
    faults: list[CellFault] = []
    for line, row in enumerate(rows, start=2):
        told = {name: value.strip() for name, value in zip(names, row, strict=False)}
        found = list(_faults(line, told, fields))
        faults += found
        if not found:
            cells.append(_cell(told))
    return tuple(cells), (*faults, *_twice(cells))


def _cell(told: Mapping[str, str]) -> CellRow:
    definition = {
        name: tuple(part.strip() for part in value.split("/"))
        for name, value in told.items()
        if name != TARGET and value not in {"", ANY}
    }
    return CellRow(definition, int(told[TARGET]))


def _faults(line: int, told: Mapping[str, str], fields: Mapping[str, Collection[str]]) -> Iterator[CellFault]:
    for name, value in told.items():
        if name == TARGET or value in {"", ANY}:
            continue
        for part in value.split("/"):
            if part.strip() not in fields[name]:
                yield CellFault("value", line, part.strip()[:40], ", ".join(list(fields[name])[:12]))
    target = told.get(TARGET, "")
    if not (target.isascii() and target.isdecimal() and len(target) < 8):
        yield CellFault("target", line, target[:40])


def _twice(cells: Sequence[CellRow]) -> Iterator[CellFault]:
    seen: set[str] = set()
    for line, cell in enumerate(cells, start=2):
        if cell.code in seen:
            yield CellFault("twice", line, cell.code)
        seen.add(cell.code)
