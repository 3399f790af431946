# SPDX-License-Identifier: EUPL-1.2
"""Rows of the three files: the good ones as facts with their row number, every fault of the others."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from samband.core.country.rules import AuthorityFact, OfficialName, PopulationFact, SuccessionFact
from samband.core.members.analysis.faults import ImportFault
from samband.core.members.rules.importing import CHANGES, POPULATION, UNITS
from samband.engines.files import Fault, Row, shown
from samband.engines.files.reading import FORMULA_SIGNS
from samband.engines.geography import ChangeKind

Fact = TypeVar("Fact")
Made = TypeVar("Made")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    UNITS: (
        "code", "name", "official_names", "kind", "county", "valid_from", "valid_to", "longitude", "latitude",
    ),
    POPULATION: ("code", "year", "population"),
    CHANGES: ("date", "kind", "from", "to"),
}  # fmt: skip
"""Table -> its columns, in the order in which it is downloaded."""
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    **COLUMNS,
    UNITS: ("code", "name", "kind", "county", "valid_from"),
}
_OF_A_PACK = ("code", "first_year", "populations")
_OTHER_NAMES = {"parent": "county"}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MIDNIGHT = re.compile("[T ]00:00(:00)?$")
"""How the cell of a day in a spreadsheet may end."""
_NAME_LENGTH = 120
_MOST_PEOPLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ReadRows(Generic[Fact]):
    """rows: (row number, fact). faults: in the order of the file. unread: columns that nobody asks for."""

    rows: tuple[tuple[int, Fact], ...]
    faults: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()


class _Cells:
    """One row by column. A cell that cannot be read becomes a fault, and a stand-in to go on with."""

    def __init__(self, row: int, values: Mapping[str, str]) -> None:
        self.row, self._values = row, values
        self.faults: list[Fault] = []

    def text(self, column: str, *, longest: int = _NAME_LENGTH) -> str:
        value = self.optional(column)
        if not value:
            self.fault(ImportFault.NOTHING_THERE, column)
        elif len(value) > longest:
            self.fault(ImportFault.TOO_LONG, column, limit=str(longest))
        return value

    def optional(self, column: str) -> str:
        return self._values.get(column, "")

    def code(self, column: str, *, is_required: bool = True) -> str:
        value = self.text(column) if is_required else self.optional(column)
        if value and not _CODE.fullmatch(value):
            self.fault(ImportFault.NO_CODE, column)
        return value

    def one_of(self, column: str, allowed: Collection[str], kind: ImportFault) -> str:
        value = self.optional(column)
        if value not in allowed:
            self.fault(kind, column, allowed=tuple(allowed))
        return value

    def day(self, column: str) -> date:
        value = _MIDNIGHT.sub("", self.optional(column))
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fault(ImportFault.NO_DAY, column)
            return date.min

    def optional_day(self, column: str) -> date | None:
        return self.day(column) if self.optional(column) else None

    def degrees(self, column: str, most: int) -> float | None:
        value = self.optional(column).replace(",", ".")
        if not value:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", value) or abs(float(value)) > most:
            self.fault(ImportFault.NO_DEGREES, column)
            return None
        return float(value)

    def whole(self, value: str, column: str, kind: ImportFault, least: int, most: int) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) < 12 and least <= int(value) <= most):
            self.faults.append(Fault(kind, self.row, column, shown(value) or "—"))
            return least
        return int(value)

    def year(self, column: str) -> int:
        return self.whole(self.optional(column), column, ImportFault.NO_YEAR, 1800, 2200)

    def fault(
        self, kind: ImportFault, column: str, *, limit: str = "", allowed: tuple[str, ...] = ()
    ) -> None:
        value = shown(self.optional(column)) or "—"
        self.faults.append(Fault(kind, self.row, column, value, limit, allowed))


def read_units(
    *, columns: Sequence[str], rows: Iterable[Row], kinds: Collection[str]
) -> ReadRows[AuthorityFact]:
    """kinds: those of the country. Raises Unreadable from the rows themselves."""

    def make(cells: _Cells) -> list[AuthorityFact]:
        return [_unit(cells, kinds)]

    return _read(columns, rows, _REQUIRED[UNITS], COLUMNS[UNITS], make, lambda u: (u.code, u.valid_from))


def read_populations(*, columns: Sequence[str], rows: Iterable[Row]) -> ReadRows[PopulationFact]:
    """One row for each unit and year, or the rows of a pack with many years in one. Raises Unreadable."""
    wanted = _OF_A_PACK if set(_OF_A_PACK) <= set(_plain(columns)) else COLUMNS[POPULATION]
    make = _populations if wanted == _OF_A_PACK else _population
    return _read(columns, rows, wanted, wanted, make, lambda fact: (fact.code, fact.year))


def read_changes(*, columns: Sequence[str], rows: Iterable[Row]) -> ReadRows[SuccessionFact]:
    """Raises Unreadable."""
    wanted = COLUMNS[CHANGES]
    return _read(
        columns, rows, wanted, wanted, _change, lambda fact: (fact.on, fact.code_before, fact.code_after)
    )


def _read(
    columns: Sequence[str],
    rows: Iterable[Row],
    required: Sequence[str],
    known: Sequence[str],
    make: Callable[[_Cells], list[Made]],
    key: Callable[[Made], tuple[Hashable, ...]],
) -> ReadRows[Made]:
    names = _plain(columns)
    if missing := [name for name in required if name not in names]:
        listed = tuple(required)
        return ReadRows((), tuple(Fault(ImportFault.NO_COLUMN, 1, name, allowed=listed) for name in missing))
    good: list[tuple[int, Made]] = []
    faults: list[Fault] = []
    for number, cells in _cells(names, rows):
        facts = make(cells)
        faults.extend(cells.faults)
        good.extend((number, fact) for fact in facts if not cells.faults)
    faults.extend(_twice(good, key))
    unread = tuple(name for name in names if name not in known)
    return ReadRows(tuple(good), tuple(sorted(faults, key=lambda fault: fault.row)), unread)


def _cells(names: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[int, _Cells]]:
    for number, row in rows:
        values = {name: _clean(cell) for name, cell in zip(names, row, strict=False)}
        if any(values.values()):
            yield number, _Cells(number, values)


def _clean(cell: str) -> str:
    """Without what a download puts before a text that a spreadsheet program would run."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_SIGNS) else text


def _plain(columns: Sequence[str]) -> tuple[str, ...]:
    names = (name.strip().casefold() for name in columns)
    return tuple(_OTHER_NAMES.get(name, name) for name in names)


def _twice(rows: Iterable[tuple[int, Made]], key: Callable[[Made], tuple[Hashable, ...]]) -> Iterator[Fault]:
    first: dict[tuple[Hashable, ...], int] = {}
    for number, fact in rows:
        if key(fact) in first:
            named = " / ".join(map(str, key(fact)))
            yield Fault(ImportFault.TWICE, number, value=named, limit=str(first[key(fact)]))
        first.setdefault(key(fact), number)


def _unit(cells: _Cells, kinds: Collection[str]) -> AuthorityFact:
    unit = AuthorityFact(
        code=cells.code("code"),
        name=cells.text("name"),
        official_names=tuple(_official_names(cells)),
        kind=cells.one_of("kind", kinds, ImportFault.UNKNOWN_KIND),
        county_code=cells.code("county", is_required=False),
        valid_from=cells.day("valid_from"),
        valid_to=cells.optional_day("valid_to"),
        longitude=cells.degrees("longitude", 180),
        latitude=cells.degrees("latitude", 90),
    )
    if not cells.faults and unit.valid_to is not None and unit.valid_to <= unit.valid_from:
        limit = unit.valid_to.isoformat()
        cells.faults.append(Fault(ImportFault.ENDS_BEFORE_IT_BEGINS, cells.row, "", unit.code, limit))
    return unit


def _official_names(cells: _Cells) -> Iterator[OfficialName]:
    for part in filter(None, cells.optional("official_names").split("|")):
        language, _, name = (text.strip() for text in part.partition(":"))
        if _LANGUAGE.fullmatch(language) and name:
            yield OfficialName(language, name)
        else:
            cells.fault(ImportFault.NO_NAME_BY_LANGUAGE, "official_names")


def _population(cells: _Cells) -> list[PopulationFact]:
    code, year = cells.code("code"), cells.year("year")
    count = cells.whole(cells.optional("population"), "population", ImportFault.NO_COUNT, 0, _MOST_PEOPLE)
    return [PopulationFact(code, year, count)]


def _populations(cells: _Cells) -> list[PopulationFact]:
    code, first = cells.code("code"), cells.year("first_year")
    return [
        PopulationFact(code, year, cells.whole(text, "populations", ImportFault.NO_COUNT, 0, _MOST_PEOPLE))
        for year, text in enumerate(cells.optional("populations").split(), start=first)
        if text != "-"
    ]


def _change(cells: _Cells) -> list[SuccessionFact]:
    kinds = tuple(kind.value for kind in ChangeKind)
    return [
        SuccessionFact(
            cells.day("date"),
            cells.one_of("kind", kinds, ImportFault.UNKNOWN_CHANGE),
            cells.code("from"),
            cells.code("to"),
        )
    ]
