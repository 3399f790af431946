# SPDX-License-Identifier: EUPL-1.2
"""Several submissions in one transaction: read what is so, decide, write. Plain SQL for both databases.

Rows are locked in one order everywhere (ask, cases, cells, counts), so that processes wait for one another
instead of standing in each other's way. PostgreSQL gets all reads in one message and all writes in another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from samband.core.collect.analysis.deciding import Present, Verdict, Wish, decide
from samband.core.collect.models import random_id
from samband.core.collect.operations.intake.preparing import Prepared
from samband.core.collect.rules import COMPLETE, AskState

Place = tuple[int, str, str, str, str, date]
"""Ask, group, unit, mode, language, day."""
Statement = tuple[str, Sequence[Any]]
Rows = list[tuple[Any, ...]]

_OPEN: Final = f" AND state = '{AskState.OPEN.value}'"
_TALLY: Final = (
    'INSERT INTO collect_tally (ask_id, "group", unit, mode, language, day, number) VALUES {rows} '
    'ON CONFLICT (ask_id, "group", unit, mode, language, day) '
    "DO UPDATE SET number = collect_tally.number + excluded.number"
)


def write(*, batch: Sequence[Prepared]) -> tuple[Verdict, ...]:
    """Durable when it returns. Raises DatabaseError, with nothing written, unless the connection was lost."""
    wishes = [one.wish for one in batch]
    with transaction.atomic():
        verdicts = decide(wishes=wishes, present=_present(wishes, max(one.at for one in batch)))
        taken = [one for one, verdict in zip(batch, verdicts, strict=True) if verdict is Verdict.TAKEN]
        if taken:
            _write(list(_storing(taken)))
    return verdicts


def _present(wishes: Sequence[Wish], at: datetime) -> Present:
    cases = {wish.case for wish in wishes if wish.case is not None}
    cells = {cell for wish in wishes for cell in wish.cells}
    asks, held, room, marks, *kept = _read(
        [
            _select("id, revision", "collect_ask", "id", {wish.ask for wish in wishes}, "SHARE", _OPEN),
            _select("id, answered_on", "collect_case", "id", cases, "UPDATE"),
            _select("id, target - taken", "collect_quotacell", "id", cells, "UPDATE"),
            _select("mark", "collect_spentmark", "mark", {wish.mark for wish in wishes}),
            *([_kept(cells, at)] if cells else ()),
        ]
    )
    return Present(
        revisions=dict(asks),
        marks=frozenset(mark.hex if isinstance(mark, UUID) else mark for (mark,) in marks),
        answered=frozenset(case for case, day in held if day is not None),
        room=dict(room),
        held={cell: frozenset(case for _, case in rows) for cell, rows in groupby(kept[0], itemgetter(0))}
        if kept
        else {},
    )


def _kept(cells: Collection[int], at: datetime) -> Statement:
    """Places that are kept for people who are being interviewed. Read when the cells are locked."""
    until = connection.ops.adapt_datetimefield_value(at)
    sql, values = _select("cell_id, case_id", "collect_quotahold", "cell_id", cells, "", " AND until > %s")
    return sql, [*values, until]


def _select(
    columns: str, table: str, key: str, keys: Collection[Any], lock: str = "", condition: str = ""
) -> Statement:
    wanted = sorted(keys)
    locked = f" FOR {lock}" if lock and connection.vendor == "postgresql" else ""
    where = f"{key} IN ({_marks(wanted)}){condition}" if wanted else "1 = 0"
    return f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {key}{locked}", wanted  # noqa: S608


def _storing(taken: Sequence[Prepared]) -> Iterable[Statement]:
    yield _insert("collect_spentmark (mark, ask_id)", [(one.wish.mark, one.wish.ask) for one in taken])
    yield from _spending(taken)
    for cell, number in sorted(Counter(cell for one in taken for cell in one.wish.cells).items()):
        yield "UPDATE collect_quotacell SET taken = taken + %s WHERE id = %s", [number, cell]
    envelopes = [(random_id(), one.wish.ask, one.group, one.unit, one.sealed) for one in taken]
    yield _insert('collect_envelope (id, ask_id, "group", unit, sealed)', envelopes)
    yield _counting(taken)
    kept_for = sorted({one.wish.case for one in taken if one.wish.cells and one.wish.case is not None})
    if kept_for:
        yield f"DELETE FROM collect_quotahold WHERE case_id IN ({_marks(kept_for)})", kept_for  # noqa: S608
    drafts = sorted({one.draft for one in taken if one.draft})
    if drafts:
        yield f"DELETE FROM collect_draft WHERE id IN ({_marks(drafts)})", drafts  # noqa: S608


def _spending(taken: Sequence[Prepared]) -> Iterable[Statement]:
    by_day: dict[date, list[int]] = {}
    for one in taken:
        if one.wish.case is not None:
            by_day.setdefault(one.day, []).append(one.wish.case)
    for day, cases in by_day.items():
        yield (
            f"UPDATE collect_case SET answered_on = %s, disposition = %s WHERE id IN ({_marks(cases)})",  # noqa: S608
            [day, COMPLETE, *sorted(cases)],
        )


def _counting(taken: Sequence[Prepared]) -> Statement:
    places: Counter[Place] = Counter(
        (one.wish.ask, one.group, one.unit, one.mode, one.language, one.day) for one in taken
    )
    rows = [(*place, number) for place, number in sorted(places.items())]
    return _TALLY.format(rows=_values(rows)), [value for row in rows for value in row]


def _insert(into: str, rows: Sequence[tuple[Any, ...]]) -> Statement:
    return f"INSERT INTO {into} VALUES {_values(rows)}", [value for row in rows for value in row]  # noqa: S608


def _values(rows: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join([f"({_marks(rows[0])})"] * len(rows))


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _read(statements: Sequence[Statement]) -> list[Rows]:
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


def _write(statements: Sequence[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, values in [_together(statements)] if connection.vendor == "postgresql" else statements:
            cursor.execute(sql, values)


def _together(statements: Sequence[Statement]) -> Statement:
    """One message: the driver puts the values in, quoted, before it is sent."""
    return "; ".join(sql for sql, _ in statements), [value for _, values in statements for value in values]
