# SPDX-License-Identifier: EUPL-1.2
"""Several submissions in one transaction: read what is so, decide, write. Plain SQL for both databases.

Rows are locked in one order everywhere (ask, cases, cells, counts), so that processes wait for one another
instead of standing in each other's way.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from samband.core.collect.analysis.deciding import Present, Verdict, Wish, decide
from samband.core.collect.models import random_id
from samband.core.collect.operations.intake.preparing import Prepared
from samband.core.collect.rules import COMPLETE, AskState

Place = tuple[int, str, str, str, str, date]
"""Ask, group, unit, mode, language, day."""

_TALLY: Final = (
    'INSERT INTO collect_tally (ask_id, "group", unit, mode, language, day, number) VALUES {rows} '
    'ON CONFLICT (ask_id, "group", unit, mode, language, day) '
    "DO UPDATE SET number = collect_tally.number + excluded.number"
)


def write(*, batch: Sequence[Prepared]) -> tuple[Verdict, ...]:
    """Durable when it returns. Raises DatabaseError, with nothing written, unless the connection was lost."""
    wishes = [one.wish for one in batch]
    with transaction.atomic(), connection.cursor() as cursor:
        verdicts = decide(wishes=wishes, present=_present(cursor, wishes))
        taken = [one for one, verdict in zip(batch, verdicts, strict=True) if verdict is Verdict.TAKEN]
        if taken:
            _store(cursor, taken)
    return verdicts


def _present(cursor: Any, wishes: Sequence[Wish]) -> Present:  # noqa: ANN401
    is_shared = connection.vendor == "postgresql"
    share, update = (" FOR SHARE", " FOR UPDATE") if is_shared else ("", "")
    asks = _rows(cursor, "id, revision", "collect_ask", "id", {wish.ask for wish in wishes}, share, _OPEN)
    cases = {wish.case for wish in wishes if wish.case is not None}
    held = _rows(cursor, "id, answered_on", "collect_case", "id", cases, update)
    cells = {cell for wish in wishes for cell in wish.cells}
    room = _rows(cursor, "id, target - taken", "collect_quotacell", "id", cells, update)
    marks = _rows(cursor, "mark", "collect_spentmark", "mark", {wish.mark for wish in wishes}, "")
    return Present(
        revisions=dict(asks),
        marks=frozenset(mark for (mark,) in marks),
        answered=frozenset(case for case, day in held if day is not None),
        room=dict(room),
    )


_OPEN: Final = f" AND state = '{AskState.OPEN.value}'"


def _rows(
    cursor: Any,  # noqa: ANN401
    columns: str,
    table: str,
    key: str,
    keys: Iterable[Any],
    lock: str,
    condition: str = "",
) -> list[tuple[Any, ...]]:
    wanted = sorted(keys)
    if not wanted:
        return []
    marks = ", ".join(["%s"] * len(wanted))
    cursor.execute(
        f"SELECT {columns} FROM {table} WHERE {key} IN ({marks}){condition} ORDER BY {key}{lock}",  # noqa: S608
        wanted,
    )
    return list(cursor.fetchall())


def _store(cursor: Any, taken: Sequence[Prepared]) -> None:  # noqa: ANN401
    _insert(cursor, "collect_spentmark (mark, ask_id)", [(one.wish.mark, one.wish.ask) for one in taken])
    _spend(cursor, [one for one in taken if one.wish.case is not None])
    for cell, number in sorted(Counter(cell for one in taken for cell in one.wish.cells).items()):
        cursor.execute("UPDATE collect_quotacell SET taken = taken + %s WHERE id = %s", [number, cell])
    envelopes = [(random_id(), one.wish.ask, one.group, one.unit, one.sealed) for one in taken]
    _insert(cursor, 'collect_envelope (id, ask_id, "group", unit, sealed)', envelopes)
    _count(cursor, taken)
    drafts = sorted({one.draft for one in taken if one.draft})
    if drafts:
        cursor.execute(f"DELETE FROM collect_draft WHERE id IN ({_marks(drafts)})", drafts)  # noqa: S608


def _spend(cursor: Any, taken: Sequence[Prepared]) -> None:  # noqa: ANN401
    by_day: dict[date, list[int]] = {}
    for one in taken:
        if one.wish.case is not None:
            by_day.setdefault(one.day, []).append(one.wish.case)
    for day, cases in by_day.items():
        cursor.execute(
            f"UPDATE collect_case SET answered_on = %s, disposition = %s WHERE id IN ({_marks(cases)})",  # noqa: S608
            [day, COMPLETE, *sorted(cases)],
        )


def _count(cursor: Any, taken: Sequence[Prepared]) -> None:  # noqa: ANN401
    places: Counter[Place] = Counter(
        (one.wish.ask, one.group, one.unit, one.mode, one.language, one.day) for one in taken
    )
    rows = [(*place, number) for place, number in sorted(places.items())]
    values = ", ".join([f"({_marks(rows[0])})"] * len(rows))
    cursor.execute(_TALLY.format(rows=values), [value for row in rows for value in row])


def _insert(cursor: Any, into: str, rows: Sequence[tuple[Any, ...]]) -> None:  # noqa: ANN401
    values = ", ".join([f"({_marks(rows[0])})"] * len(rows))
    cursor.execute(f"INSERT INTO {into} VALUES {values}", [value for row in rows for value in row])  # noqa: S608


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
