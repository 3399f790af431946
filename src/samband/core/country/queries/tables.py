# SPDX-License-Identifier: EUPL-1.2
"""The CSV files of a pack. Each reader yields the good rows and notes every bad one."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from samband.core.country.rules import (
    AuthorityFact,
    Fault,
    OfficialName,
    PopulationCellFact,
    PopulationFact,
    SuccessionFact,
    WeightFact,
)

AUTHORITIES = (
    "code", "name", "official_names", "kind", "county", "valid_from", "valid_to", "longitude", "latitude",
)  # fmt: skip
SUCCESSIONS = ("date", "kind", "from", "to")
WEIGHTS = ("date", "from", "to", "basis", "weight", "source")
POPULATION = ("code", "first_year", "populations")
CELLS = ("code", "year", "sex")
"""Then one column for each age group, named as the group: ``18-29``, ``80+``."""

Row = list[str]
Made = TypeVar("Made")


def read_authorities(*, file: Path, faults: list[Fault]) -> Iterator[AuthorityFact]:
    yield from (fact for row in _rows(file, AUTHORITIES, faults) for fact in _try(row, _authority, faults))


def read_successions(*, file: Path, faults: list[Fault]) -> Iterator[SuccessionFact]:
    yield from (fact for row in _rows(file, SUCCESSIONS, faults) for fact in _try(row, _succession, faults))


def read_weights(*, file: Path, faults: list[Fault]) -> Iterator[WeightFact]:
    yield from (fact for row in _rows(file, WEIGHTS, faults) for fact in _try(row, _weight, faults))


def read_populations(*, file: Path, faults: list[Fault]) -> Iterator[PopulationFact]:
    for row in _rows(file, POPULATION, faults):
        yield from (fact for facts in _try(row, _populations, faults) for fact in facts)


def read_population_cells(*, file: Path, faults: list[Fault]) -> Iterator[PopulationCellFact]:
    groups = tuple(_header(file)[len(CELLS) :])

    def cells(fields: Row) -> list[PopulationCellFact]:
        code, year, sex, *counts = fields
        pairs = zip(groups, counts, strict=True)
        return [PopulationCellFact(code, int(year), sex, group, _count(text)) for group, text in pairs]

    for row in _rows(file, (*CELLS, *groups), faults):
        yield from (fact for facts in _try(row, cells, faults) for fact in facts)


class _Line:
    def __init__(self, file: str, number: int, fields: Row) -> None:
        self.file, self.number, self.fields = file, number, fields


def _header(file: Path) -> Row:
    with file.open(encoding="utf-8", newline="") as source:
        return next(csv.reader(source), [])


def _rows(file: Path, columns: tuple[str, ...], faults: list[Fault]) -> Iterator[_Line]:
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.reader(source)
        if (found := tuple(next(reader, ()))) != columns:
            faults.append(
                Fault(file.name, 1, f"the columns are {','.join(found)}. Write {','.join(columns)}.")
            )
            return
        for fields in reader:
            if len(fields) == len(columns):
                yield _Line(file.name, reader.line_num, fields)
            else:
                text = f"{len(fields)} fields found. Write {len(columns)}, as in the header."
                faults.append(Fault(file.name, reader.line_num, text))


def _try(line: _Line, make: Callable[[Row], Made], faults: list[Fault]) -> Iterator[Made]:
    try:
        yield make(line.fields)
    except ValueError as error:
        faults.append(Fault(line.file, line.number, f"{error}. Correct the row."))


def _authority(fields: Row) -> AuthorityFact:
    code, name, official, kind, county, start, end, longitude, latitude = fields
    if not code or not name:
        raise ValueError("code and name must both be there")
    return AuthorityFact(
        code=code,
        name=name,
        official_names=tuple(_official_name(part) for part in official.split("|") if part),
        kind=kind,
        county_code=county,
        valid_from=_date(start),
        valid_to=_date(end) if end else None,
        longitude=float(longitude) if longitude else None,
        latitude=float(latitude) if latitude else None,
    )


def _official_name(part: str) -> OfficialName:
    language, colon, name = part.partition(":")
    if not (language and colon and name):
        raise ValueError(f"“{part}” is no official name; write language:name, as se:Deatnu")
    return OfficialName(language, name)


def _succession(fields: Row) -> SuccessionFact:
    on, kind, before, after = fields
    return SuccessionFact(_date(on), kind, before, after)


def _weight(fields: Row) -> WeightFact:
    on, before, after, basis, share, source = fields
    return WeightFact(_date(on), before, after, basis, _share(share), source)


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"“{text}” is no share; write it as 0.25") from None


def _populations(fields: Row) -> list[PopulationFact]:
    code, first_year, counts = fields
    return [
        PopulationFact(code, year, _count(text))
        for year, text in enumerate(counts.split(), start=int(first_year))
        if text != "-"
    ]


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"“{text}” is no number of persons")
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no date; write it as 2024-01-01") from None
