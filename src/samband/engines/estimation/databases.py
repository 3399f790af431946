# SPDX-License-Identifier: EUPL-1.2
"""Tables of answers in a database: the little that DuckDB, PostgreSQL and Spark say differently.

Connections are opened elsewhere and handed in: an engine does not know the network.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

WHOLE = ("int", "short", "long", "byte")


@dataclass(frozen=True, slots=True)
class Dialect:
    """quote: the character around names. Names of the types of texts and of double precision."""

    quote: str
    text: str
    double: str

    def name(self, column: str) -> str:
        """The column's name, quoted."""
        return f"{self.quote}{column.replace(self.quote, self.quote * 2)}{self.quote}"

    def literal(self, text: str) -> str:
        """A text in single quotes."""
        escaped = text.replace("\\", "\\\\") if self.quote == "`" else text
        return "'" + escaped.replace("'", "\\'" if self.quote == "`" else "''") + "'"


DUCKDB = Dialect('"', "VARCHAR", "DOUBLE")
POSTGRESQL = Dialect('"', "TEXT", "DOUBLE PRECISION")
SPARK = Dialect("`", "STRING", "DOUBLE")


class Rows(Protocol):
    """A table of answers, a row for each respondent.

    table: what stands after FROM. whole: the columns that hold whole numbers, the others being read as texts.
    """

    @property
    def dialect(self) -> Dialect: ...
    @property
    def table(self) -> str: ...
    @property
    def columns(self) -> Collection[str]: ...
    @property
    def whole(self) -> Collection[str]: ...
    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """All rows of the result, which has as many as there are groups."""


@dataclass(frozen=True, slots=True)
class ConnectedRows:
    """On a connection with ``execute`` (DuckDB, psycopg). Build it by ``connected_rows``."""

    connection: Any
    dialect: Dialect
    table: str
    columns: tuple[str, ...]
    whole: frozenset[str]

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        rows: Sequence[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return rows


def connected_rows(*, connection: Any, dialect: Dialect, table: str) -> ConnectedRows:  # noqa: ANN401  any DB-API
    """table: a quoted name, or a table function such as ``read_parquet('…')``, as it stands after FROM."""
    cursor = connection.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608  the caller quotes it
    names = [column[0] for column in cursor.description]
    whole = [column[0] for column in cursor.description if _is_whole(column[1])]
    return ConnectedRows(connection, dialect, table, tuple(names), frozenset(whole))


POSTGRESQL_WHOLE = (20, 21, 23)
"""Numbers of PostgreSQL's types bigint, smallint and integer."""


def _is_whole(kind: object) -> bool:
    return kind in POSTGRESQL_WHOLE if isinstance(kind, int) else "INT" in str(kind).upper().partition("(")[0]


@dataclass(frozen=True, slots=True)
class SparkRows:
    """A view of a Spark session. The work is done where the session's cluster is; groups come back."""

    session: Any
    table: str
    columns: tuple[str, ...]
    whole: frozenset[str]
    dialect: Dialect = field(default=SPARK)

    @classmethod
    def of(cls, *, session: Any, view: str) -> "SparkRows":  # noqa: ANN401  pyspark is not always there
        kinds: Mapping[str, str] = dict(session.table(view).dtypes)
        whole = frozenset(name for name, kind in kinds.items() if "int" in kind and "(" not in kind)
        return cls(session, SPARK.name(view), tuple(kinds), whole)

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        found: Iterable[Any] = self.session.sql(sql).collect()
        return [tuple(row) for row in found]
