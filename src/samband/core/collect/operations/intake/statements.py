# SPDX-License-Identifier: EUPL-1.2
"""Several statements at once, in plain SQL for both databases: PostgreSQL gets them in one message."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

Statement = tuple[str, Sequence[Any]]
Rows = list[tuple[Any, ...]]


def select(
    *, columns: str, table: str, key: str, keys: Collection[Any], lock: str = "", condition: str = ""
) -> Statement:
    """Rows in the order of the key; none without keys. lock: on PostgreSQL, as ``SHARE``."""
    wanted = sorted(keys)
    locked = f" FOR {lock}" if lock and connection.vendor == "postgresql" else ""
    where = f"{key} IN ({places(values=wanted)}){condition}" if wanted else "1 = 0"
    return f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {key}{locked}", wanted  # noqa: S608


def insert(*, into: str, rows: Sequence[tuple[Any, ...]]) -> Statement:
    """into: table with columns."""
    return f"INSERT INTO {into} VALUES {places_of_rows(rows=rows)}", [value for row in rows for value in row]  # noqa: S608


def places_of_rows(*, rows: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join([f"({places(values=rows[0])})"] * len(rows))


def places(*, values: Collection[Any]) -> str:
    """Where the driver puts the values."""
    return ", ".join(["%s"] * len(values))


def read(*, statements: Sequence[Statement]) -> list[Rows]:
    """The rows of each. Raises DatabaseError."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            found: list[Rows] = []
            for sql, values in statements:
                cursor.execute(sql, values)
                found.append(list(cursor.fetchall()))
            return found
        cursor.execute(*_together(statements))
        first = list(cursor.fetchall())
        return [first, *(list(cursor.fetchall()) for _ in statements[1:] if cursor.nextset())]


def run(*, statements: Sequence[Statement]) -> None:
    """Raises DatabaseError."""
    with connection.cursor() as cursor:
        for sql, values in [_together(statements)] if connection.vendor == "postgresql" else statements:
            cursor.execute(sql, values)


def _together(statements: Sequence[Statement]) -> Statement:
    """One message: the driver puts the values in, quoted, before it is sent."""
    return "; ".join(sql for sql, _ in statements), [value for _, values in statements for value in values]
