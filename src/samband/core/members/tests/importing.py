# SPDX-License-Identifier: EUPL-1.2
"""A first level for Moldova, made up, in the shape of its classifier: seven digits, two of the district."""

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from samband.core.country.rules import Pack
from samband.core.members.operations import SentFile
from samband.core.members.rules.importing import CHANGES, POPULATION, UNITS, ImportSource

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOURCE = ImportSource("Made-up first level", "Test", "none", date(2026, 11, 1))
HEADERS = {
    UNITS: "code,name,official_names,kind,county,valid_from,valid_to,longitude,latitude",
    POPULATION: "code,year,population",
    CHANGES: "date,kind,from,to",
}
FIRST_LEVEL = 898
BEGINS = "2003-06-01"


def first_level(*, pack: Pack, units: int = FIRST_LEVEL, seed: int = 7) -> list[str]:
    """Rows of units: two municipalities and 52 towns among them, shared among the districts."""
    chance = random.Random(seed)
    districts = [fact.code for fact in pack.authorities if fact.kind == "district"]
    rows = []
    for number in range(units):
        district = districts[number % len(districts)]
        kind = "town_municipality" if number < 2 else "town" if number < 54 else "village"
        code = f"{district[:2]}{number // len(districts) + 1:03d}01"
        place = f"{27 + 2 * chance.random():.4f},{46 + 2 * chance.random():.4f}"
        rows.append(f"{code},Satul {number + 1},,{kind},{district},{BEGINS},,{place}")
    return rows


def inhabitants(rows: Iterable[str], *, year: int = 2024, seed: int = 7) -> list[str]:
    """A made-up count for each row of units."""
    chance = random.Random(seed)
    return [f"{row.partition(',')[0]},{year},{chance.randint(300, 15_000)}" for row in rows]


def sent(tables: Mapping[str, Sequence[str]], *, headers: Mapping[str, str] = HEADERS) -> dict[str, SentFile]:
    """The rows of each table as an uploaded CSV file."""
    files = {table: "\n".join((headers[table], *rows)) for table, rows in tables.items()}
    return {table: SentFile(io.BytesIO(text.encode()), f"{table}.csv") for table, text in files.items()}


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a downloaded file."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
