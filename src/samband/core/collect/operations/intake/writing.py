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
from typing import Final

from django.db import connection, transaction

from samband.core.collect.analysis.deciding import Present, Verdict, Wish, decide
from samband.core.collect.models import random_id
from samband.core.collect.operations.intake.finishing import Prepared
from samband.core.collect.operations.intake.holders import marks_among, marks_in
from samband.core.collect.operations.intake.statements import (
    Statement,
    insert,
    places,
    places_of_rows,
    read,
    run,
    select,
)
from samband.core.collect.rules import COMPLETE, AskState

Place = tuple[int, str, str, str, str, date]
"""Ask, group, unit, mode, language, day."""

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
            run(statements=list(_storing(taken)))
    return verdicts


def _present(wishes: Sequence[Wish], at: datetime) -> Present:
    cases = {wish.case for wish in wishes if wish.case is not None}
    cells = {cell for wish in wishes for cell in wish.cells}
    asks, held, room, spent, *kept = read(
        statements=[
            select(
                columns="id, revision",
                table="collect_ask",
                key="id",
                keys={wish.ask for wish in wishes},
                lock="SHARE",
                condition=_OPEN,
            ),
            select(columns="id, answered_on", table="collect_case", key="id", keys=cases, lock="UPDATE"),
            select(
                columns="id, target - taken", table="collect_quotacell", key="id", keys=cells, lock="UPDATE"
            ),
            marks_among(marks={wish.mark for wish in wishes}),
            *([_kept(cells, at)] if cells else ()),
        ]
    )
    return Present(
        revisions=dict(asks),
        marks=marks_in(rows=spent),
        answered=frozenset(case for case, day in held if day is not None),
        room=dict(room),
        held={cell: frozenset(case for _, case in rows) for cell, rows in groupby(kept[0], itemgetter(0))}
        if kept
        else {},
    )


def _kept(cells: Collection[int], at: datetime) -> Statement:
    """Places that are kept for people who are being interviewed. Read when the cells are locked."""
    until = connection.ops.adapt_datetimefield_value(at)
    sql, values = select(
        columns="cell_id, case_id",
        table="collect_quotahold",
        key="cell_id",
        keys=cells,
        condition=" AND until > %s",
    )
    return sql, [*values, until]


def _storing(taken: Sequence[Prepared]) -> Iterable[Statement]:
    yield insert(
        into="collect_spentmark (mark, ask_id)", rows=[(one.wish.mark, one.wish.ask) for one in taken]
    )
    yield from _spending(taken)
    for cell, number in sorted(Counter(cell for one in taken for cell in one.wish.cells).items()):
        yield "UPDATE collect_quotacell SET taken = taken + %s WHERE id = %s", [number, cell]
    envelopes = [(random_id(), one.wish.ask, one.group, one.unit, one.sealed) for one in taken]
    yield insert(into='collect_envelope (id, ask_id, "group", unit, sealed)', rows=envelopes)
    yield _counting(taken)
    kept_for = sorted({one.wish.case for one in taken if one.wish.cells and one.wish.case is not None})
    if kept_for:
        yield f"DELETE FROM collect_quotahold WHERE case_id IN ({places(values=kept_for)})", kept_for  # noqa: S608
    drafts = sorted({one.draft for one in taken if one.draft})
    if drafts:
        yield f"DELETE FROM collect_draft WHERE id IN ({places(values=drafts)})", drafts  # noqa: S608


def _spending(taken: Sequence[Prepared]) -> Iterable[Statement]:
    by_day: dict[date, list[int]] = {}
    for one in taken:
        if one.wish.case is not None:
            by_day.setdefault(one.day, []).append(one.wish.case)
    for day, cases in by_day.items():
        answered = "UPDATE collect_case SET answered_on = %s, disposition = %s"
        yield f"{answered} WHERE id IN ({places(values=cases)})", [day, COMPLETE, *sorted(cases)]


def _counting(taken: Sequence[Prepared]) -> Statement:
    numbers: Counter[Place] = Counter(
        (one.wish.ask, one.group, one.unit, one.mode, one.language, one.day) for one in taken
    )
    rows = [(*place, number) for place, number in sorted(numbers.items())]
    return _TALLY.format(rows=places_of_rows(rows=rows)), [value for row in rows for value in row]
