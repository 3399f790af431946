# SPDX-License-Identifier: EUPL-1.2
"""``choice_filter``: choices that follow from earlier answers, as checks of the answer.

A choice carries its own columns (``county``), the filter compares them (``county = ${county}``). With the
values of one choice in their place the filter says when that choice may be taken.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from samband.engines.instrument.expressions import ExpressionFault
from samband.engines.instrument.expressions.tokens import LONGEST, tokens_of
from samband.engines.instrument.workbook import Row

_OPERATORS = frozenset({"and", "or", "div", "mod"})
ROOM = LONGEST - 200
"""Names may become longer when they become codes."""


def filter_columns(text: str) -> set[str]:
    """Columns of ``choices`` that the filter looks at. Raises ExpressionFault."""
    return {value for value, _at in _columns(text)}


def filter_checks(text: str, rows: Sequence[Row]) -> list[str]:
    """Conditions that all hold when the choice goes with earlier answers, in the form's own names.

    Choices with the same values stand together. Raises ExpressionFault when one condition is too long.
    """
    choices: dict[str, list[str]] = {}
    for row in rows:
        choices.setdefault(_with_values(text, row), []).append(row.cells["name"])
    checks: list[str] = []
    for condition, names in choices.items():
        chosen = " or ".join(f"selected(., {_quoted(name)})" for name in names)
        part = f"(not({chosen}) or ({condition}))"
        if len(part) > ROOM:
            remedy = "Ask it in several questions."
            raise ExpressionFault(what="too many choices belong together.", remedy=remedy, position=0)
        if checks and len(checks[-1]) + len(part) + 5 <= ROOM:
            checks[-1] += f" and {part}"
        else:
            checks.append(part)
    return checks


def _with_values(text: str, row: Row) -> str:
    pieces, at = [], 0
    for column, position in _columns(text):
        pieces += [text[at:position], _quoted(row.cells.get(column, ""))]
        at = position + len(column)
    return "".join([*pieces, text[at:]])


def _columns(text: str) -> Iterator[tuple[str, int]]:
    """Words that are neither operators nor functions, with their places."""
    words = list(tokens_of(text))
    for token, following in pairwise(words):
        if token.kind == "word" and token.value not in _OPERATORS and following.value != "(":
            yield token.value, token.position


def _quoted(text: str) -> str:
    quote = "'" if '"' in text else '"'
    if quote in text:
        what = f"“{text[:40]}” holds both kinds of quotation marks."
        raise ExpressionFault(what=what, remedy="Leave one out.", position=0)
    return f"{quote}{text}{quote}"
