# SPDX-License-Identifier: EUPL-1.2
"""A table of counts or sums, and the divisions of its dimensions, read from CSV; every fault with its row."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Final

from samband.engines.disclosure.linked.protect import Protected
from samband.engines.disclosure.linked.small_counts import Rounded
from samband.engines.disclosure.linked.table import Axis, Codes, LinkedTable, table_of

FIGURES: Final = ("count", "value")
"""How the column of figures is named: counts of respondents, or sums with ``respondents`` beside them."""
CONTRIBUTIONS: Final = ("largest", "second")
BESIDE: Final = (*FIGURES, "respondents", *CONTRIBUTIONS, "status")
DIVISIONS: Final = ("dimension", "total", "part")
ALL: Final = "all"
RELEASED, WITHHELD = "released", "withheld"
_MOST_FAULTS: Final = 50


class TableFaults(ValueError):  # noqa: N818  it names what was found
    """Everything that is wrong with a file, in the order of its rows."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        more = [f"and {len(faults) - _MOST_FAULTS} faults more."] if len(faults) > _MOST_FAULTS else []
        super().__init__("\n".join(f"{file}: {fault}" for fault in (*faults[:_MOST_FAULTS], *more)))


@dataclass
class TableFile:
    """values, respondents, largest: by cell, as ``table_of`` takes them. withheld: cells marked so."""

    dimensions: tuple[str, ...]
    figure: str
    values: dict[Codes, float] = field(default_factory=dict)
    respondents: dict[Codes, float] = field(default_factory=dict)
    largest: dict[Codes, list[float]] = field(default_factory=dict)
    withheld: set[Codes] = field(default_factory=set)


def read_table(*, file: Path) -> TableFile:
    """Columns that are no figures are dimensions. An empty figure needs the status ``withheld``.

    Raises TableFaults, OSError.
    """
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source)
        found = _begun(file.name, rows.fieldnames or ())
        faults: list[str] = []
        for number, row in enumerate(rows, start=2):
            faults += [f"row {number}, {fault}" for fault in _taken(found, row)]
    if faults:
        raise TableFaults(file.name, faults)
    return found


def _begun(name: str, columns: Sequence[str]) -> TableFile:
    figures = [column for column in columns if column in FIGURES]
    dimensions = tuple(column for column in columns if column not in BESIDE)
    if len(figures) != 1:
        raise TableFaults(name, ["there must be one column “count”, or one column “value”."])
    if not dimensions:
        raise TableFaults(name, ["there is no column of codes beside the figures, such as unit or age."])
    if figures == ["value"] and "respondents" not in columns:
        raise TableFaults(name, ["sums need a column “respondents”: how many stand behind each."])
    return TableFile(dimensions, figures[0])


def _taken(found: TableFile, row: Mapping[str, str]) -> Iterator[str]:
    cell = tuple((row[name] or "").strip() for name in found.dimensions)
    if not all(cell):
        yield f"column {found.dimensions[cell.index('')]}: a code is missing."
    elif cell in found.values or cell in found.withheld:
        yield f"{' · '.join(cell)} stands in the table twice. Keep one of the rows."
    elif row.get("status") == WITHHELD:
        found.withheld.add(cell)
    else:
        yield from _figures_taken(found, cell, row)


def _figures_taken(found: TableFile, cell: Codes, row: Mapping[str, str]) -> Iterator[str]:
    numbers = {name: _number(row[name]) for name in BESIDE[:-1] if row.get(name)}
    numbers.setdefault(found.figure, None)
    for name, number in numbers.items():
        if number is None:
            yield f"column {name}: {row[name]!r} is no number that is 0 or more."
            return
    given = {name: number for name, number in numbers.items() if number is not None}
    found.values[cell] = given[found.figure]
    if "respondents" in given:
        found.respondents[cell] = given["respondents"]
    if "largest" in given:
        found.largest[cell] = [given.get(name, 0.0) for name in CONTRIBUTIONS]


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) and found >= 0 else None


def read_divisions(*, file: Path) -> dict[str, dict[str, tuple[Codes, ...]]]:
    """Dimension -> its sums and their parts. A column ``division`` keeps several ways to divide a sum apart.

    Raises TableFaults, OSError.
    """
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.DictReader(source)
        missing = [name for name in DIVISIONS if name not in (rows.fieldnames or ())]
        if missing:
            raise TableFaults(file.name, [f"there is no column “{name}”." for name in missing])
        found: dict[str, dict[str, dict[str, list[str]]]] = {}
        for row in rows:
            ways = found.setdefault(row["dimension"], {}).setdefault(row["total"], {})
            ways.setdefault(row.get("division") or "", []).append(row["part"])
    return {
        dimension: {total: tuple(map(tuple, ways.values())) for total, ways in sums.items()}
        for dimension, sums in found.items()
    }


def axes_of(*, read: TableFile, divisions: Mapping[str, Mapping[str, tuple[Codes, ...]]]) -> tuple[Axis, ...]:
    """A dimension without divisions of its own has ``all``, which all its other codes make up."""
    cells = [*read.values, *read.withheld]
    return tuple(
        Axis(name, divisions.get(name) or {ALL: (_others(cell[at] for cell in cells),)})
        for at, name in enumerate(read.dimensions)
    )


def _others(codes: Iterable[str]) -> Codes:
    return tuple(code for code in dict.fromkeys(codes) if code != ALL)


def linked_table(*, read: TableFile, axes: Sequence[Axis]) -> LinkedTable:
    """Raises BadTable."""
    leaves = [set(axis.leaves) for axis in axes]

    def in_leaves(cell: Codes) -> bool:
        return all(code in known for code, known in zip(cell, leaves, strict=True))

    respondents = {cell: n for cell, n in read.respondents.items() if in_leaves(cell)}
    return table_of(
        axes=axes,
        values=read.values,
        respondents=respondents if read.figure == "value" else None,
        largest={cell: parts for cell, parts in read.largest.items() if in_leaves(cell)},
    )


def protected_rows(*, protected: Protected, only: str = "") -> Iterator[list[object]]:
    """Codes, figure (empty when withheld), status. only: of one code of the first dimension."""
    for cell, value, gone in zip(
        protected.table.cells, protected.table.values.tolist(), protected.withheld, strict=True
    ):
        if not only or cell[0] == only:
            codes = cell[1:] if only else cell
            yield [*codes, "" if gone else f"{value:.12g}", WITHHELD if gone else RELEASED]


def rounded_rows(*, table: LinkedTable, rounded: Rounded) -> Iterator[list[object]]:
    """Codes, rounded figure, status."""
    for cell, value in zip(table.cells, rounded.values.tolist(), strict=True):
        yield [*cell, f"{value:.12g}", RELEASED]
