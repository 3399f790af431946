# SPDX-License-Identifier: EUPL-1.2
"""A converted table as rows of a file, every figure with its flags."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

import numpy as np
from numpy.typing import NDArray

from samband.engines.geography.breaks import breaks
from samband.engines.geography.conversion import ConvertedFigure, converted_figure
from samband.engines.geography.geography import Geography
from samband.engines.geography.quantities import Quantity, Status
from samband.engines.geography.series_file import SeriesFile
from samband.engines.geography.table import ConvertedTable
from samband.engines.tables import harmless

FLAGS: Final = (
    "status",
    "changes",
    "break_before",
    "made_of",
    "share_estimated",
    "basis",
    "weights_from",
    "reason",
)
"""The columns that follow the figures; see docs/methods/geography.md."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One figure. key: texts of the key columns; time: as in the file; break_before: days, ISO."""

    key: tuple[str, ...]
    time: str
    name: str
    figure: ConvertedFigure
    break_before: tuple[str, ...]


def result_rows(*, series: SeriesFile, table: ConvertedTable, geography: Geography) -> Iterator[ResultRow]:
    """By series, unit and time. Units that no unit of the file leads to are left out."""
    crossed: dict[tuple[str, int], list[str]] = {}
    later = {on: at for at, on in enumerate(table.known_on)}
    for one in breaks(table=table):
        crossed.setdefault((one.code, later[one.later]), []).append(one.on.isoformat())
    for indicator, key in enumerate(series.keys):
        given = [~np.isnan(layer.values[indicator]) for layer in series.layers]
        for column in _columns(series, table, given):
            code = table.codes[column]
            name = geography.unit(code=code, on=table.to).name
            for at, time in enumerate(series.times):
                figure = converted_figure(
                    table=table, layers=series.layers, indicator=indicator, at=at, column=column
                )
                yield ResultRow(key, time, name, figure, tuple(crossed.get((code, at), ())))


def _columns(series: SeriesFile, table: ConvertedTable, given: Sequence[NDArray[np.bool_]]) -> list[int]:
    """Units that something given leads to, of any time."""
    codes = {
        code
        for layer, is_given in zip(series.layers, given, strict=True)
        for code, is_there in zip(layer.codes, is_given.tolist(), strict=True)
        if is_there
    }
    led = {part.after for way in table.correspondences for part in way.parts if part.before in codes}
    return [column for column, code in enumerate(table.codes) if code in led]


def write_result(
    *, rows: Iterator[ResultRow], series: SeriesFile, quantity: Quantity, to: TextIO
) -> dict[Status, int]:
    """Write a CSV file like the one read: its columns, the name, the figures and FLAGS. Figures by status."""
    counts = dict.fromkeys(Status, 0)
    figures = ("value", "denominator") if quantity == Quantity.RATIO else series.figures
    writer = csv.writer(to, delimiter=series.delimiter, lineterminator="\n")
    writer.writerow((*series.key_columns, "code", "name", series.when, *figures, *FLAGS))
    for row in rows:
        counts[row.figure.status] += 1
        writer.writerow(_written(row, has_base=quantity.has_base, has_comma=series.delimiter == ";"))
    return counts


def _written(row: ResultRow, *, has_base: bool, has_comma: bool) -> Iterator[str]:
    one = row.figure
    yield from map(harmless, (*row.key, one.code, row.name))
    yield row.time
    numbers = (one.value, one.base) if has_base else (one.value,)
    yield from (_number(number, has_comma=has_comma) for number in numbers)
    yield one.status.name.lower().replace("_", " ")
    yield " ".join(one.happened.kinds)
    yield " ".join(row.break_before)
    yield " ".join(one.made_of)
    yield _number(one.share_estimated, has_comma=has_comma)
    yield one.basis or ""
    yield harmless("; ".join(one.sources))
    yield harmless(one.reason)


def _number(value: float | None, *, has_comma: bool) -> str:
    """To its last digit; whole numbers without a point."""
    if value is None:
        return ""
    text = str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
    return text.replace(".", ",") if has_comma else text
