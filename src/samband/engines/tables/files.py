# SPDX-License-Identifier: EUPL-1.2
"""Tables of estimates as CSV: full precision, sorted, an empty field for what is not there."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan, nan
from types import MappingProxyType
from typing import Final, TextIO

from samband.engines.tables.estimates import COLUMNS, Estimate, Status

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
SYNTHETIC: Final = "synthetic"
_BOTH: Final = "\r\n"
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def write_csv(*, rows: Iterable[Estimate], to: TextIO, also: Mapping[str, str] = _NOTHING) -> None:
    """Write rows with the columns of ``COLUMNS``, numbers to their last digit (``repr``).

    also: further columns at the end, each with the same text in every row.
    """
    writer = csv.writer(_UnixLines(to), lineterminator=_BOTH)
    writer.writerow((*COLUMNS, *also))
    for row in rows:
        texts = map(harmless, row.key)
        n = "" if row.n is None else row.n
        writer.writerow([*texts, n, *map(_digits, _figures(row)), row.status, *also.values()])


def read_csv(*, source: TextIO) -> tuple[Estimate, ...]:
    """Read what ``write_csv`` wrote. Further columns at the end are passed over.

    Raises BadResults naming the line and what stands there.
    """
    reader = csv.reader(source)
    header = tuple(next(reader, ()))
    if header[: len(COLUMNS)] != COLUMNS:
        raise BadResults(1, f"the columns must be {','.join(COLUMNS)}; found {','.join(header) or 'nothing'}")
    try:
        return tuple(_estimate(reader.line_num, fields, len(header)) for fields in reader)
    except csv.Error as fault:
        raise BadResults(reader.line_num, str(fault)) from None


def is_marked_synthetic(*, source: TextIO) -> bool:
    """Whether a file of results has the column ``synthetic`` and says there that its figures are made up."""
    return any((row.get(SYNTHETIC) or "").strip() == "true" for row in csv.DictReader(source))


def synthetic_mark(*, is_synthetic: bool) -> Mapping[str, str]:
    """The further column that says in every row whether the figures are made up; for ``write_csv``."""
    return {SYNTHETIC: str(is_synthetic).lower()}


def harmless(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula.

    For texts in CSV and XLSX; numbers are written as numbers. ``read_csv`` takes the apostrophe off again.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


class BadResults(ValueError):  # noqa: N818  it names the fact
    """A results file that cannot be read."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(f"Line {line}: {fault}.")
        self.line, self.fault = line, fault


@dataclass(frozen=True, slots=True)
class _UnixLines:
    """Ends lines with a line feed alone, though the writer knows both and so quotes texts with either."""

    to: TextIO

    def write(self, line: str) -> int:
        return self.to.write(line.removesuffix(_BOTH) + "\n")


def _as_it_was(text: str) -> str:
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _figures(row: Estimate) -> tuple[float, float, float, float]:
    return (row.value, row.se, row.lower, row.upper)


def _digits(figure: float) -> str:
    return "" if isnan(figure) else repr(float(figure))


def _estimate(line: int, fields: list[str], width: int) -> Estimate:
    if len(fields) != width:
        raise BadResults(line, f"{width} fields expected, {len(fields)} found")
    *key, n, value, se, lower, upper, status = fields[: len(COLUMNS)]
    try:
        figures = [float(text) if text else nan for text in (value, se, lower, upper)]
        texts = map(_as_it_was, key)
        return Estimate(*texts, int(n) if n else None, *figures, Status(status))  # type: ignore[arg-type, call-arg]
    except ValueError as fault:
        raise BadResults(line, str(fault)) from None
