# SPDX-License-Identifier: EUPL-1.2
"""What is known of every area from elsewhere: population, share above 67, the last wave's figure."""

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

import numpy as np

from samband.engines.weighting.sums import FloatArray

UNIT = "unit"


class AuxiliaryFault(StrEnum):
    """What can be wrong in a table of auxiliary columns."""

    NO_UNIT = "no_unit"
    NO_COLUMNS = "no_columns"
    UNIT_TWICE = "unit_twice"
    NOT_A_NUMBER = "not_a_number"
    TOO_SHORT = "too_short"


class BadAuxiliary(ValueError):  # noqa: N818  it names the fact
    """faults: (row counted from 2 under the header, column, fault, what stood there)."""

    def __init__(self, faults: Sequence[tuple[int, str, AuxiliaryFault, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults in the auxiliary table.")


class UnknownColumn(ValueError):  # noqa: N818  it names the fact
    """A column was asked for that the table does not have, or a logarithm of what is not above 0."""

    def __init__(self, *, column: str, known: Sequence[str], unit: str | None = None) -> None:
        self.column, self.known, self.unit = column, tuple(known), unit
        if unit is None:
            words = f"There is no column “{column}”. There are: {', '.join(known) or 'none'}."
        else:
            words = f"{column} of unit {unit} has no logarithm: the figure must be above 0."
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """units: codes. columns: names. values: (units, columns)."""

    units: tuple[str, ...]
    columns: tuple[str, ...]
    values: FloatArray

    def column(self, name: str) -> FloatArray:
        """(units,): a column, or its natural logarithm when asked for as ``log(name)``. Raises
        UnknownColumn."""
        plain = name[4:-1] if name.startswith("log(") and name.endswith(")") else name
        if plain not in self.columns:
            raise UnknownColumn(column=plain, known=self.columns)
        values: FloatArray = self.values[:, self.columns.index(plain)]
        if plain == name:
            return values
        for at in np.flatnonzero(~(values > 0))[:1]:
            raise UnknownColumn(column=plain, known=self.columns, unit=self.units[at])
        logarithms: FloatArray = np.log(values)
        return logarithms

    def matrix(self, names: Sequence[str]) -> FloatArray:
        """(units, 1 + names): a constant and the columns, each about its mean in units of its spread."""
        columns = [np.ones(len(self.units))]
        for name in names:
            values = self.column(name)
            spread = float(values.std())
            columns.append((values - values.mean()) / (spread if spread > 0 else 1.0))
        return np.column_stack(columns)


def read_auxiliary(*, lines: TextIO) -> Auxiliary:
    """A CSV file with a column ``unit`` and columns of numbers. Raises BadAuxiliary with all faults at
    once."""
    reader = csv.reader(lines)
    header = [name.strip().removeprefix("\ufeff") for name in next(reader, [])]
    if UNIT not in header:
        raise BadAuxiliary([(1, UNIT, AuxiliaryFault.NO_UNIT, ", ".join(header))])
    names = tuple(name for name in header if name not in {UNIT, "name"})
    if not names:
        raise BadAuxiliary([(1, "", AuxiliaryFault.NO_COLUMNS, "")])
    rows = [
        (row, dict(zip(header, cells, strict=False))) for row, cells in enumerate(reader, 2) if any(cells)
    ]
    faults = list(_faults(rows, names))
    if faults:
        raise BadAuxiliary(faults)
    values = np.array([[float(cells[name]) for name in names] for _, cells in rows]).reshape(-1, len(names))
    return Auxiliary(tuple(cells[UNIT].strip() for _, cells in rows), names, values)


def _faults(
    rows: Iterable[tuple[int, dict[str, str]]], names: Sequence[str]
) -> Iterable[tuple[int, str, AuxiliaryFault, str]]:
    seen: set[str] = set()
    for row, cells in rows:
        unit = cells.get(UNIT, "").strip()
        if unit in seen or not unit:
            yield row, UNIT, AuxiliaryFault.UNIT_TWICE if unit else AuxiliaryFault.NO_UNIT, unit
        seen.add(unit)
        for name in names:
            if name not in cells:
                yield row, name, AuxiliaryFault.TOO_SHORT, ""
            elif not _is_number(cells[name]):
                yield row, name, AuxiliaryFault.NOT_A_NUMBER, cells[name]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
