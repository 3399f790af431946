# SPDX-License-Identifier: EUPL-1.2
"""Tables of estimates as CSV: full precision, sorted, an empty field for what is not there."""

import csv
from collections.abc import Iterable
from math import isnan, nan
from typing import TextIO

from samband.engines.tables.estimates import COLUMNS, Estimate, Status


def write_csv(*, rows: Iterable[Estimate], to: TextIO) -> None:
    """Write rows with the columns of ``COLUMNS``, numbers to their last digit (``repr``)."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([*row.key, "" if row.n is None else row.n, *map(_digits, _figures(row)), row.status])


def read_csv(*, source: TextIO) -> tuple[Estimate, ...]:
    """Read what ``write_csv`` wrote.

    Raises BadResults naming the line and what stands there.
    """
    reader = csv.reader(source)
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        raise BadResults(1, f"the columns must be {','.join(COLUMNS)}; found {','.join(header) or 'nothing'}")
    return tuple(_estimate(line, fields) for line, fields in enumerate(reader, start=2))


class BadResults(ValueError):
    """A results file that cannot be read."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(f"Line {line}: {fault}.")
        self.line, self.fault = line, fault


def _figures(row: Estimate) -> tuple[float, float, float, float]:
    return (row.value, row.se, row.lower, row.upper)


def _digits(figure: float) -> str:
    return "" if isnan(figure) else repr(float(figure))


def _estimate(line: int, fields: list[str]) -> Estimate:
    if len(fields) != len(COLUMNS):
        raise BadResults(line, f"{len(COLUMNS)} fields expected, {len(fields)} found")
    *key, n, value, se, lower, upper, status = fields
    try:
        figures = [float(text) if text else nan for text in (value, se, lower, upper)]
        return Estimate(*key, int(n) if n else None, *figures, Status(status))  # type: ignore[arg-type]
    except ValueError as fault:
        raise BadResults(line, str(fault)) from None
