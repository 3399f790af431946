# SPDX-License-Identifier: EUPL-1.2
"""The figures of a publication, read from its Parquet file."""

import json
from functools import lru_cache
from math import nan
from pathlib import Path
from typing import Final

import duckdb

from samband.core.publications.queries.catalogue import PublicationRecord, versions
from samband.core.publications.queries.files import file_of
from samband.core.publications.rules import PARQUET
from samband.engines.tables import COLUMNS, Estimate, ReleasedTable, Status, released_table

_COLUMNS: Final = ", ".join(f'"{name}"' for name in COLUMNS)
_TEXTS: Final = frozenset({"group", "unit", "measure", "statistic", "category", "status"})
_KEPT_TABLES: Final = 8


def table(publication: PublicationRecord) -> ReleasedTable:
    """The whole table. The latest used ones are kept in memory, by digest. Raises Tampered."""
    path = file_of(publication, PARQUET)
    return _table(publication.digests[PARQUET], path, json.dumps(publication.rules))


def published_tables(series: str) -> tuple[ReleasedTable, ...]:
    """Every version of a series, oldest first: what readers have. Raises Tampered."""
    return tuple(table(version) for version in reversed(versions(series)))


def rows_where(publication: PublicationRecord, **wanted: str) -> tuple[Estimate, ...]:
    """The rows whose text columns equal the given texts, in the order of their keys. Raises Tampered.

    For a few rows of a large table; a page that needs many takes ``table`` instead.
    """
    strange = sorted(set(wanted) - _TEXTS)
    if strange:
        raise ValueError(
            f"There is no column {', '.join(strange)} to choose by. Known: {', '.join(sorted(_TEXTS))}."
        )
    conditions = "".join(f' AND "{name}" = ?' for name in wanted)
    return _rows(file_of(publication, PARQUET), conditions, list(wanted.values()))


@lru_cache(maxsize=_KEPT_TABLES)
def _table(_digest: str, path: Path, rules: str) -> ReleasedTable:
    return released_table(rows=_rows(path, "", []), rules=json.loads(rules))


def _rows(path: Path, conditions: str, values: list[str]) -> tuple[Estimate, ...]:
    question = f"SELECT {_COLUMNS} FROM read_parquet(?) WHERE true{conditions} ORDER BY ALL"  # noqa: S608  own names
    with duckdb.connect(config={"threads": 1}) as connection:
        found = connection.execute(question, [str(path), *values]).fetchall()
    return tuple(_estimate(*row) for row in found)


def _estimate(
    group: str,
    unit: str,
    measure: str,
    statistic: str,
    category: str,
    n: int | None,
    value: float | None,
    se: float | None,
    lower: float | None,
    upper: float | None,
    status: str,
) -> Estimate:
    return Estimate(
        group=group,
        unit=unit,
        measure=measure,
        statistic=statistic,
        category=category,
        n=n,
        value=_number(value),
        se=_number(se),
        lower=_number(lower),
        upper=_number(upper),
        status=Status(status),
    )


def _number(figure: float | None) -> float:
    return nan if figure is None else figure
