# SPDX-License-Identifier: EUPL-1.2
"""A file of figures by code and year, read into layers; every fault is told with its row."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from math import isfinite, nan
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from samband.engines.geography.geography import Geography
from samband.engines.geography.quantities import Quantity
from samband.engines.geography.table import Layer

COLUMNS: Final[Mapping[Quantity, tuple[tuple[str, ...], ...]]] = {
    Quantity.TOTAL: (("value",),),
    Quantity.COUNT: (("value",),),
    Quantity.OTHER: (("value",),),
    Quantity.RATIO: (("numerator", "denominator"),),
    Quantity.MEAN: (("value", "n"), ("value", "denominator")),
}
"""Which columns hold the figures of each kind: one of these sets."""
WHEN: Final = ("year", "date")
MISSING: Final = frozenset({"", ".", "..", ":", "-", "NA", "nan", "NaN"})
"""How a figure is left out. Zero is a figure."""
MOST_FAULTS: Final = 50
DAY: Final = timedelta(days=1)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, order=True)
class SeriesFault:
    """row: of the file, the header being 1; 0 for the file as a whole."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"row {self.row}{column}: {self.text}" if self.row else self.text


class SeriesFaults(ValueError):  # noqa: N818  it names what was found
    """Everything that is wrong with a file, in the order of its rows."""

    def __init__(self, file: str, faults: Iterable[SeriesFault]) -> None:
        self.faults = tuple(sorted(faults))
        told = [f"{file}: {fault}" for fault in self.faults[:MOST_FAULTS]]
        if len(self.faults) > MOST_FAULTS:
            told.append(f"{file}: and {len(self.faults) - MOST_FAULTS} faults more.")
        super().__init__("\n".join(told))


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """What a file holds. layers: one for each date; their indicators are ``keys``, in that order.

    keys: the texts of the further columns (``key_columns``), one indicator for each combination.
    when: the column of time; times: its text for each layer. figures: the columns of the figures.
    delimiter: of the file; with a semicolon decimals are written with a comma.
    """

    layers: tuple[Layer, ...]
    key_columns: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    when: str
    times: tuple[str, ...]
    figures: tuple[str, ...]
    delimiter: str


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of a file by their use."""

    delimiter: str
    columns: tuple[str, ...]
    when: str
    figures: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Borders:
    """On which borders the figures of a time are."""

    geography: Geography
    month_and_day: tuple[int, int]
    always: date | None

    def of(self, time: date) -> date:
        return self.always or time


def read_series(
    *,
    file: Path,
    geography: Geography,
    quantity: Quantity,
    month_and_day: tuple[int, int] = (1, 1),
    borders_of: date | None = None,
) -> SeriesFile:
    """Read a CSV file with a header: ``code``, ``year`` or ``date``, figures (``COLUMNS``), and any others.

    The others name the series: every combination of their texts is one. month_and_day: the day of a year
    whose borders its figures are on. borders_of: all figures are on the borders of this day instead.
    Raises SeriesFaults with every fault, OSError. Nothing is guessed, and a gap is not zero.
    """
    text = _text(file)
    head = _head(file.name, text.partition("\n")[0].rstrip("\r"), quantity)
    reading = _Reading(head, quantity, _Borders(geography, month_and_day, borders_of))
    reader = csv.reader(StringIO(text, newline=""), delimiter=head.delimiter, strict=True)
    try:
        next(reader, None)
        for fields in reader:
            reading.take(reader.line_num, fields)
    except csv.Error as error:
        reading.faults.append(SeriesFault(reader.line_num, "", f"{error}. Save the file as CSV again."))
    if not reading.faults and not reading.figures:
        reading.faults.append(SeriesFault(0, "", "there are no figures below the header. Add them."))
    if reading.faults:
        raise SeriesFaults(file.name, reading.faults)
    return SeriesFile(
        layers=tuple(reading.layers()),
        key_columns=head.keys,
        keys=tuple(reading.keys),
        when=head.when,
        times=tuple(reading.times[day] for day in sorted(reading.figures)),
        figures=head.figures,
        delimiter=head.delimiter,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        text = f"byte {error.start} is no UTF-8. Save the file as CSV UTF-8."
        raise SeriesFaults(file.name, [SeriesFault(0, "", text)]) from None


def _head(name: str, line: str, quantity: Quantity) -> _Head:
    delimiter = ";" if line.count(";") > line.count(",") else ","
    columns = tuple(column.strip() for column in next(csv.reader([line], delimiter=delimiter), []))
    when = [column for column in WHEN if column in columns]
    sets = COLUMNS[quantity]
    figures = next((wanted for wanted in sets if set(wanted) <= set(columns)), ())
    texts = []
    if len(set(columns)) < len(columns):
        texts.append("a column stands twice. Give each its own name.")
    if "code" not in columns:
        texts.append("there is no column code. Call the column of the units code.")
    if len(when) != 1:
        texts.append("there must be one column of time. Call it year, or date for days as 2024-01-31.")
    if not figures:
        wanted = " or ".join(" and ".join(names) for names in sets)
        texts.append(f"a {quantity} needs the columns {wanted}. Add them, or choose another kind.")
    if texts:
        raise SeriesFaults(name, [SeriesFault(1, "", text) for text in texts])
    used = {"code", when[0], *figures}
    return _Head(delimiter, columns, when[0], figures, tuple(c for c in columns if c not in used))


class _Reading:
    """A file while its rows are read. figures: time -> (key, code) -> figures."""

    def __init__(self, head: _Head, quantity: Quantity, borders: _Borders) -> None:
        self._head, self._quantity, self._borders = head, quantity, borders
        self.faults: list[SeriesFault] = []
        self.figures: dict[date, dict[tuple[int, str], tuple[float, ...]]] = {}
        self.keys: dict[tuple[str, ...], int] = {}
        self.times: dict[date, str] = {}
        self._rows: dict[tuple[date, int, str], int] = {}

    def take(self, number: int, fields: Sequence[str]) -> None:
        """One row; a row with a fault adds nothing else. Empty rows are passed over."""
        if not any(field.strip() for field in fields):
            return
        if len(fields) != len(self._head.columns):
            text = f"{len(fields)} fields stand where the header has {len(self._head.columns)}."
            self.faults.append(SeriesFault(number, "", text))
            return
        row = {name: text.strip() for name, text in zip(self._head.columns, fields, strict=True)}
        before = len(self.faults)
        time = self._try(number, self._head.when, row, self._time)
        figures = [self._try(number, name, row, self._figure) for name in self._head.figures]
        if time is not None:
            self._check_code(number, row["code"], self._borders.of(time))
        known = [figure for figure in figures if figure is not None]
        if time is not None and len(self.faults) == before:
            self._keep(number, time, row, tuple(known))

    def layers(self) -> Iterable[Layer]:
        """In order of time; units in the order of their codes."""
        for time, figures in sorted(self.figures.items()):
            codes = sorted({code for _, code in figures})
            column = {code: at for at, code in enumerate(codes)}
            held = np.full((len(self._head.figures), len(self.keys), len(codes)), nan)
            for (key, code), numbers in figures.items():
                held[:, key, column[code]] = numbers
            bases = held[1] if self._quantity.has_base else None
            yield Layer(self._borders.of(time), tuple(codes), held[0], bases)

    def _keep(self, number: int, time: date, row: Mapping[str, str], figures: tuple[float, ...]) -> None:
        key = self.keys.setdefault(tuple(row[name] for name in self._head.keys), len(self.keys))
        first = self._rows.setdefault((time, key, row["code"]), number)
        if first != number:
            text = (
                f"{row['code']} has its figure for {row[self._head.when]} in row {first} already. Keep one."
            )
            self.faults.append(SeriesFault(number, "code", text))
            return
        self.times.setdefault(time, row[self._head.when])
        self.figures.setdefault(time, {})[key, row["code"]] = figures

    def _try(
        self, number: int, column: str, row: Mapping[str, str], read: Callable[[str, str], Made]
    ) -> Made | None:
        try:
            return read(row[column], column)
        except ValueError as error:
            self.faults.append(SeriesFault(number, column, str(error)))
            return None

    def _time(self, text: str, column: str) -> date:
        try:
            if column == "date":
                return date.fromisoformat(text)
            return date(int(text if len(text) == 4 else ""), *self._borders.month_and_day)
        except ValueError:
            form = "a date as 2024-01-31" if column == "date" else "a year as 2024"
            raise ValueError(f"“{text[:40]}” is not {form}.") from None

    def _figure(self, text: str, column: str) -> float:
        if text in MISSING:
            return nan
        number = _number(text, has_comma=self._head.delimiter == ";")
        if column in ("n", "denominator") and number < 0:
            raise ValueError(f"{text} is below zero.")
        if self._quantity == Quantity.COUNT and (number < 0 or number != int(number) or number > 2**53):
            raise ValueError(f"{text} is no count: write a whole number from 0, or choose the kind total.")
        return number

    def _check_code(self, number: int, code: str, on: date) -> None:
        if code in self._borders.geography.generation(on=on):
            return
        self.faults.append(SeriesFault(number, "code", _unknown(self._borders.geography, code, on)))


def _number(text: str, *, has_comma: bool) -> float:
    plain = text.replace(",", ".") if has_comma and text.count(",") == 1 and "." not in text else text
    try:
        number = float(plain)
    except ValueError:
        number = nan
    if not isfinite(number) or "_" in text:
        form = "1234,5 with a decimal comma" if has_comma else "1234.5 with a decimal point"
        raise ValueError(
            f"“{text[:40]}” is no number. Write {form} and no spaces, or nothing if it is missing."
        )
    return number


def _unknown(geography: Geography, code: str, on: date) -> str:
    """What is wrong with a code, and what was probably meant."""
    spells = geography.spells.get(code)
    if spells:
        when = ", ".join(
            f"{one.valid_from} to {one.valid_to - DAY if one.valid_to else 'now'}" for one in spells
        )
        return f"{code} is not in force on {on}, but from {when}. Correct the code or the time."
    for length in range(len(code) + 1, 9):
        if (padded := code.zfill(length)) in geography.generation(on=on):
            return f"“{code}” is no code of {on}. Write {padded}: a spreadsheet may have dropped the zero."
    return f"“{code[:40]}” is no code of {on}."
