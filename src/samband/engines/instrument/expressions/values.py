# SPDX-License-Identifier: EUPL-1.2
"""Values of expressions. Missing is not zero: what is not answered is unknown, and stays so.

A comparison or calculation with an unanswered question is unknown. ``and`` and ``or`` follow Kleene:
unknown and false is false, unknown or true is true, else unknown; ``not`` unknown is unknown. An unknown
condition does not hold, and an unknown check is not broken. So both ``${age} < 18`` and ``not(${age} < 18)``
show nothing to somebody who did not tell their age.

Only these ask about the answer's presence and are always known: ``${x} = ''`` and ``${x} != ''``,
``selected``, ``count-selected``, ``string-length``, ``count``, and ``coalesce`` when one of its values is.

"Don't know" is an answer: ``${trust} = 8`` holds for it. It is no amount: ``${trust} >= 3`` is unknown.
"""

import re
from dataclasses import dataclass
from datetime import date
from math import isfinite

_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,15})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST = 10**18
"""Whole numbers above are taken for unknown: they are no answers."""
_FIRST_DAY = date(1970, 1, 1).toordinal()
"""Days are counted from here, as XLSForm does."""


@dataclass(frozen=True, slots=True)
class NoAmount:
    """An answer that is a missing code: equal to its code, and no number."""

    code: int | str


Result = bool | int | float | str | date | tuple[str, ...] | NoAmount | None


def as_number(value: Result) -> int | float | None:
    """The value as a number, days for dates; None when it is none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if abs(value) < LARGEST else None
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, date):
        return value.toordinal() - _FIRST_DAY
    return _number_in(value) if isinstance(value, str) else None


def _number_in(text: str) -> int | float | None:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    day = as_day(text)
    return None if day is None else day.toordinal() - _FIRST_DAY


def as_day(value: Result) -> date | None:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_number(value)
    return value if isinstance(value, date) else None


def _day_number(days: float) -> date | None:
    ordinal = int(days) + _FIRST_DAY if isfinite(days) else 0
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else None


def as_text(value: Result) -> str:
    """The value as it would be written; '' for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, NoAmount):
        return str(value.code)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def as_truth(value: Result) -> bool | None:
    """Whether the value counts as true; None when it is not known."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, NoAmount | date):
        return True
    return value not in (0, "", ())


def are_equal(one: Result, other: Result) -> bool | None:
    """As XPath compares: as truth values, numbers or texts, whichever is the plainest of the two."""
    if one is None or other is None:
        return True if "" in (one, other) else None
    if isinstance(one, bool) or isinstance(other, bool):
        return as_truth(one) == as_truth(other)
    if any(isinstance(value, int | float | date) for value in (one, other)):
        number = _number_or_code(one)
        return number is not None and number == _number_or_code(other)
    return as_text(one) == as_text(other)


def _number_or_code(value: Result) -> int | float | None:
    return as_number(value.code if isinstance(value, NoAmount) else value)
