# SPDX-License-Identifier: EUPL-1.2
"""One row as one line of JSON that SQLite and PostgreSQL both understand.

Times are ISO 8601 with their zone, numbers with decimals are text, bytes are base64. A JSON column is kept as
the text that the database holds: NULL and ``null`` stay apart, and nothing is parsed in vain.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, Field, JSONField, Model, TextField
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from samband.cli.archive.schema import columns_of

AT_ONCE: Final = 2000
Row = list[Any]
Convert = Callable[[Any], Any]
_PLAIN: Final = frozenset(
    {
        "AutoField", "BigAutoField", "SmallAutoField", "BigIntegerField", "BooleanField", "CharField",
        "FloatField", "IntegerField", "JSONField", "PositiveBigIntegerField", "PositiveIntegerField",
        "PositiveSmallIntegerField", "SlugField", "SmallIntegerField", "TextField",
    }
)  # fmt: skip
"""Kinds of fields whose value in the file is what SQLite keeps."""


def lines(*, model: type[Model], using: str) -> Iterator[list[str]]:
    """The rows of a table, in the order of their keys, some thousands at a time."""
    wanted = [
        Cast(field.attname, TextField()) if isinstance(field, JSONField) else field.attname
        for field in columns_of(model=model)
    ]
    names = [f"column_{number}" if not isinstance(each, str) else each for number, each in enumerate(wanted)]
    annotated = {name: each for name, each in zip(names, wanted, strict=True) if not isinstance(each, str)}
    rows = model._base_manager.using(using).order_by("pk").annotate(**annotated).values_list(*names)
    batch: list[str] = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        batch.append(_ENCODE(row))
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _worded(value: object) -> str:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return b64encode(value).decode("ascii")
    raise TypeError(f"A {type(value).__name__} cannot be written to a backup.")


_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_worded).encode


def converters(*, fields: "Sequence[Field[Any, Any]]", connection: BaseDatabaseWrapper) -> dict[int, Convert]:
    """Place of a column -> what makes its value of the file one that this database takes."""
    chosen = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    found = ((place, chosen(field, connection)) for place, field in enumerate(fields))
    return {place: convert for place, convert in found if convert is not None}


def _for_postgresql(field: "Field[Any, Any]", _connection: BaseDatabaseWrapper) -> Convert | None:
    """It reads every text of ours itself, except bytes."""
    return b64decode if isinstance(field, BinaryField) else None


def _for_sqlite(field: "Field[Any, Any]", connection: BaseDatabaseWrapper) -> Convert | None:
    kind = (getattr(field, "target_field", field)).get_internal_type()
    if kind in _PLAIN:
        return None

    def convert(value: Any) -> Any:  # noqa: ANN401
        return field.get_db_prep_save(field.to_python(value), connection)

    return convert


def decoded(line: str, convert: dict[int, Convert]) -> Row:
    """The row of a line. Raises ValueError when it is none."""
    row = json.loads(line)
    if not isinstance(row, list):
        raise ValueError("a row is not a list")  # noqa: TRY004  a fault of the file, not of the caller
    for place, each in convert.items():
        if row[place] is not None:
            row[place] = each(row[place])
    return row
