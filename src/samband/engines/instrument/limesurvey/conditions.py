# SPDX-License-Identifier: EUPL-1.2
"""Conditions that stand in a table of their own, as LimeSurvey wrote them before it had formulas.

Rows of one scenario hold together, those of different scenarios instead of one another; rows about one answer
hold instead of one another. LimeSurvey turns them into a formula when it imports a file, and so do we.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from samband.engines.instrument.limesurvey.tables import Record, whole_number

SEVERAL = "MP"
METHODS = frozenset({"==", "!=", "<", "<=", ">", ">=", "RX"})


def formulas(rows: Sequence[Record], kinds: Mapping[str, str]) -> dict[str, str]:
    """Question's number -> formula. kinds: question's number -> type."""
    ordered = sorted(
        enumerate(rows),
        key=lambda pair: (pair[1].get("qid", ""), _scenario(pair[1]), pair[1].get("cqid", ""), pair[0]),
    )
    by_question = groupby((row for _place, row in ordered), key=lambda row: row.get("qid", ""))
    return {qid: _either(list(found), kinds) for qid, found in by_question}


def _either(rows: Sequence[Record], kinds: Mapping[str, str]) -> str:
    return " or ".join(f"({_all(list(found), kinds)})" for _number, found in groupby(rows, key=_scenario))


def _all(rows: Sequence[Record], kinds: Mapping[str, str]) -> str:
    """One answer may be this or that; a line of several answers named in full stands by itself."""
    by_answer: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        field = row.get("cfieldname", "")
        by_answer.setdefault(f"{field} {number}" if field.startswith("+") else field, []).append(
            _one(row, kinds)
        )
    return " and ".join(f"({' or '.join(found)})" for found in by_answer.values())


def _one(row: Record, kinds: Mapping[str, str]) -> str:
    field, value, method = row.get("cfieldname", ""), row.get("value", ""), row.get("method", "") or "=="
    if kinds.get(row.get("cqid", ""), "-") in SEVERAL and not field.startswith("+"):
        field, value = f"{field}{value}", "Y"
    name = field.removeprefix("+")
    if method == "RX" or method not in METHODS:
        return f"regexMatch({name})"
    if not value.strip():
        return f"{'!' if method == '!=' else ''}is_empty({name})"
    return f"{name}.NAOK {method} {_literal(value)}"


def _literal(value: str) -> str:
    """A number, another answer (``@1X2X3@``) or a text."""
    if value.startswith("@") and value.endswith("@"):
        return f"{value[1:-1]}.NAOK"
    quote = "'" if '"' in value else '"'
    return value if _is_number(value) else f"{quote}{value}{quote}"


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and value == str(int(value[:9]))


def _scenario(row: Record) -> int:
    return whole_number(row.get("scenario", "1"))
