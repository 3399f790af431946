# SPDX-License-Identifier: EUPL-1.2
"""Where answers are: in files, in PostgreSQL, in Spark. The address chooses, and nothing else changes.

answers.csv                                   read and checked row by row
answers/*.parquet, answers/*.csv, big.parquet DuckDB, in this process
postgresql://user@host/database?table=answers PostgreSQL, in place (table= is ours, the rest is libpq's)
spark-local:answers/*.parquet                 Spark in this process
spark://host:7077/hdfs/answers/*.parquet      Spark on a cluster
"""

from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from samband.cli.spark import THIS_PROCESS, spark_session
from samband.engines.estimation.databases import (
    DUCKDB,
    POSTGRESQL,
    Rows,
    SparkRows,
    connected_rows,
)

MEMORY = "1GB"
LOCAL = "spark-local:"


class BadAddress(ValueError):  # noqa: N818  it names the fact
    """An address that leads to no table of answers."""


def is_one_csv(*, address: str) -> bool:
    """Whether the address is a single CSV file, which is read and checked row by row."""
    return "://" not in address and not address.startswith(LOCAL) and not _is_many(address)


def _is_many(address: str) -> bool:
    return any(sign in address for sign in "*?[") or address.lower().endswith(".parquet")


@contextmanager
def open_rows(*, address: str) -> Iterator[Rows]:
    """The table at an address, while the block lasts.

    Raises BadAddress for one that cannot be opened, NoSpark where Spark is not installed. Passwords stand
    in PGPASSWORD or a service file.
    """
    if address.startswith(("postgresql://", "postgres://")):
        opened = _postgresql(address)
    elif address.startswith(("spark://", LOCAL)):
        opened = _spark(address)
    elif "://" in address:
        scheme = address.partition("://")[0]
        raise BadAddress(f"{scheme}:// is not known. Give a path, postgresql://… or spark://….")
    else:
        opened = _duckdb(address)
    with opened as rows:
        yield rows


@contextmanager
def _duckdb(address: str) -> Iterator[Rows]:
    files = sorted(glob(address, recursive=True))  # noqa: PTH207  the whole pattern is the user's
    if not files:
        raise BadAddress(f"No file is called {address}. Check the path; put a pattern in quotation marks.")
    import duckdb  # slow to load: only where it is used

    reader = "read_parquet" if Path(files[0]).suffix.lower() == ".parquet" else "read_csv"
    more = "" if reader == "read_parquet" else ", all_varchar = true, header = true"
    listed = ", ".join(DUCKDB.literal(file) for file in files)
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        try:
            rows = connected_rows(
                connection=connection,
                dialect=DUCKDB,
                table=f"{reader}([{listed}], union_by_name = true{more})",
            )
        except duckdb.Error as fault:
            raise BadAddress(f"{address} cannot be read: {str(fault).splitlines()[0]}") from None
        yield rows


@contextmanager
def _postgresql(address: str) -> Iterator[Rows]:
    import psycopg

    parts = urlsplit(address)
    words = dict(parse_qsl(parts.query))
    table = words.pop("table", "")
    if not table:
        raise BadAddress("The address names no table. End it with ?table=answers, or ?table=schema.answers.")
    plain = urlunsplit(parts._replace(query=urlencode(words)))
    quoted = ".".join(POSTGRESQL.name(name) for name in table.split("."))
    try:
        with psycopg.connect(plain) as connection:
            connection.read_only = True
            yield connected_rows(connection=connection, dialect=POSTGRESQL, table=quoted)
    except psycopg.OperationalError as fault:
        raise BadAddress(f"PostgreSQL cannot be reached: {str(fault).strip().splitlines()[0]}") from None
    except psycopg.errors.UndefinedTable:
        raise BadAddress(f"The database has no table {table} that may be read here.") from None
    except psycopg.errors.InsufficientPrivilege:
        raise BadAddress(f"The table {table} may not be read. Ask for the right to select from it.") from None


@contextmanager
def _spark(address: str) -> Iterator[Rows]:
    master, path = _master(address)
    with spark_session(master=master, name="samband estimate") as session:
        reader = session.read.parquet if ".parquet" in path else session.read.option("header", "true").csv
        reader(path).createOrReplaceTempView("answers")
        yield SparkRows.of(session=session, view="answers")


def _master(address: str) -> tuple[str, str]:
    """Spark's master, and the path that it is to read."""
    if address.startswith(LOCAL):
        return THIS_PROCESS, address.removeprefix(LOCAL)
    parts = urlsplit(address)
    if not parts.path.strip("/"):
        raise BadAddress(
            "The address names no files. End it with their path, as spark://host:7077/data/*.parquet."
        )
    return f"spark://{parts.netloc}", unquote(parts.path)
