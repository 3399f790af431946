# SPDX-License-Identifier: EUPL-1.2
"""Rows of a backup into an empty database, which then goes through the changes made since."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from samband.cli.archive.manifest import BadBackup, Table
from samband.cli.archive.reading import Backup
from samband.cli.archive.rows import AT_ONCE, Row, converters, decoded
from samband.cli.archive.schema import NOT_KEPT, Schema, columns_of


def load_rows(*, backup: Backup, schema: Schema) -> None:
    """Make the tables as they were, and fill them, all or nothing. Raises BadBackup.

    The default database must be empty. Bring it up to this version afterwards: ``migrate``.
    """
    MigrationExecutor(connection).migrate(list(schema.targets))
    _check_tables(backup, schema)
    try:
        with transaction.atomic():
            _empty(list(schema.models.values()))
            for table in _kept(backup):
                _load(backup, table, schema.models[table.label])
            connection.check_constraints()
            _number_on(backup, schema)
    except DatabaseError as fault:
        raise BadBackup(f"The database refuses the rows: {str(fault).strip()}") from fault


def _kept(backup: Backup) -> Iterator[Table]:
    """Without tables that an earlier version still wrote and that stay out since."""
    return (table for table in backup.manifest.tables if table.label not in NOT_KEPT)


def _check_tables(backup: Backup, schema: Schema) -> None:
    told = {table.label: table.columns for table in _kept(backup)}
    ours = {
        label: tuple(str(field.column) for field in columns_of(model=model))
        for label, model in schema.models.items()
    }
    if told != ours:
        odd = sorted(label for label in told.keys() | ours.keys() if told.get(label) != ours.get(label))
        raise BadBackup(f"The tables are not those that its migrations make: {', '.join(odd[:5])}.")


def _empty(models: list[type[Model]]) -> None:
    """A migration may have put rows into its table; those of the backup take their place."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _load(backup: Backup, table: Table, model: type[Model]) -> None:
    rows = _rows(backup, table, model)
    names = ", ".join(map(connection.ops.quote_name, table.columns))
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    count = _copied(into, rows) if connection.vendor == "postgresql" else _inserted(into, table, rows)
    if count != table.rows:
        raise BadBackup(f"{table.label} has {count} rows, but should have {table.rows}.")


def _rows(backup: Backup, table: Table, model: type[Model]) -> Iterator[Row]:
    convert = converters(fields=columns_of(model=model), connection=connection)
    for number, line in enumerate(backup.lines(content=table.content), 1):
        try:
            row = decoded(line, convert)
        except (ValueError, TypeError, IndexError, ArithmeticError) as fault:
            raise BadBackup(f"{table.label}, row {number} cannot be read: {fault}.") from None
        if len(row) != len(table.columns):
            raise BadBackup(f"{table.label}, row {number} has {len(row)} columns, not {len(table.columns)}.")
        yield row


def _copied(into: str, rows: Iterator[Row]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _inserted(into: str, table: Table, rows: Iterator[Row]) -> int:
    count, marks = 0, ", ".join(["%s"] * len(table.columns))
    with connection.cursor() as cursor:
        while batch := list(islice(rows, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", batch)  # noqa: S608
            count += len(batch)
    return count


def _number_on(backup: Backup, schema: Schema) -> None:
    """New rows get numbers that no row ever had, as they would have got where the backup was made."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(schema.models.values())):
            cursor.execute(statement)
        for table in _kept(backup):
            if table.last_id:
                _reserve(cursor, schema.models[table.label], table.last_id)


def _reserve(cursor: Any, model: type[Model], last: int) -> None:  # noqa: ANN401
    name, key = model._meta.db_table, model._meta.pk
    if connection.vendor == "postgresql":
        sequence = "pg_get_serial_sequence(%s, %s)"
        assert key is not None  # noqa: S101  every table of Django has one
        cursor.execute(f"SELECT setval({sequence}, %s)", [f'"{name}"', key.column, last])
        return
    cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, name])
    if not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
