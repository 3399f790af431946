# SPDX-License-Identifier: EUPL-1.2
"""Who sent submissions, and which of them were taken before: looked up for many at once."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from samband.core.collect.operations.intake.preparing import Begun
from samband.core.collect.operations.intake.statements import Rows, Statement, places, read, select
from samband.core.collect.rules import SecretKind

Key = tuple[int, str | int]
"""Ask, and digest or number of a case."""
_COLUMNS: Final = 'ask_id, token_digest, id, "group", unit, known, answered_on'


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may answer. case: None for an open link."""

    group: str
    unit: str
    case: int | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    has_answered: bool = False


def holders(*, begun: Sequence[Begun]) -> list[Holder | None]:
    """One for each submission; None where the secret opens nothing. Raises DatabaseError."""
    cases = _cases((one.asked.id, one.key) for one in begun if one.key is not None)
    without = {
        str(one.key): one.asked.id
        for one in begun
        if one.submission.kind is SecretKind.TOKEN and (one.asked.id, one.key) not in cases
    }
    if without:
        cases |= _by_earlier_links(without)
    return [_holder(one, cases) for one in begun]


def spent(*, marks: Collection[str]) -> frozenset[str]:
    """Those of submissions that were taken. Raises DatabaseError."""
    if not marks:
        return frozenset()
    (rows,) = read(statements=[marks_among(marks=marks)])
    return marks_in(rows=rows)


def marks_among(*, marks: Collection[str]) -> Statement:
    """The question which of them are spent."""
    return select(columns="mark", table="collect_spentmark", key="mark", keys=marks)


def marks_in(*, rows: Iterable[tuple[Any, ...]]) -> frozenset[str]:
    """The answer to it, as either database gives it."""
    return frozenset(mark.hex if isinstance(mark, UUID) else mark for (mark,) in rows)


def _holder(one: Begun, cases: Mapping[Key, Holder]) -> Holder | None:
    if one.key is None:
        return Holder(one.submission.group, one.submission.unit)
    return cases.get((one.asked.id, one.key))


def _cases(keys: Iterable[Key]) -> dict[Key, Holder]:
    """The ask is told too, so that PostgreSQL takes the index also before it has counted its rows."""
    wanted = set(keys)
    asks = sorted({ask for ask, _ in wanted})
    digests = {key for _, key in wanted if isinstance(key, str)}
    numbers = {key for _, key in wanted if isinstance(key, int)}
    found: dict[Key, Holder] = {}
    for column, some in (("token_digest", digests), ("id", numbers)):
        for ask, digest, case, group, unit, known, answered_on in _rows(column, some, asks):
            holder = Holder(group, unit, case, _known(known), answered_on is not None)
            found[ask, digest] = found[ask, case] = holder
    return found


def _rows(column: str, keys: Collection[str | int], asks: Sequence[int]) -> Rows:
    if not keys:
        return []
    condition = f" AND ask_id IN ({places(values=asks)})"
    sql, values = select(columns=_COLUMNS, table="collect_case", key=column, keys=keys, condition=condition)
    return read(statements=[(sql, [*values, *asks])])[0]


def _by_earlier_links(digests: Mapping[str, int]) -> dict[Key, Holder]:
    """digests: of links that were sent before the present one, with the ask."""
    (rows,) = read(
        statements=[
            select(columns="digest, case_id", table="collect_earlierlink", key="digest", keys=digests)
        ]
    )
    cases = _cases((digests[digest], case) for digest, case in rows)
    found = {(digests[digest], digest): cases.get((digests[digest], case)) for digest, case in rows}
    return {key: holder for key, holder in found.items() if holder is not None}


def _known(value: str | Mapping[str, str]) -> Mapping[str, str]:
    """The database gives the column as text."""
    known: Mapping[str, str] = json.loads(value) if isinstance(value, str) else value
    return known
