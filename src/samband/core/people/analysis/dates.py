# SPDX-License-Identifier: EUPL-1.2
"""Dates of which a source may know the year only: ``2015``, ``2015-03``, ``2015-03-30``."""

import re
from datetime import date, timedelta

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class NotADate(ValueError):  # noqa: N818  it names the fact
    """The text is no year, month or day."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is not a date. Write 2015, 2015-03 or 2015-03-30.")


def is_date(text: str) -> bool:
    """True for a year, month or day that exists."""
    try:
        _limits(text)
    except NotADate:
        return False
    return True


def first_day(text: str) -> date:
    """The first day that the text can mean. Raises NotADate."""
    return _limits(text)[0]


def day_after(text: str) -> date:
    """The day after the last day that the text can mean: the end of a half-open period. Raises NotADate."""
    return _limits(text)[1]


def year(text: str) -> int | None:
    """The year of a partial date; None when there is none."""
    return int(text[:4]) if _PARTIAL.fullmatch(text) else None


def contradict(first: str, second: str) -> bool:
    """True when both are known and cannot be the same day: 1970 and 1971, not 1970 and 1970-05."""
    return bool(first and second) and not (first.startswith(second) or second.startswith(first))


def _limits(text: str) -> tuple[date, date]:
    found = _PARTIAL.fullmatch(text)
    try:
        if found is None:
            raise NotADate(text)
        return _span(*(int(part) if part else None for part in found.groups()))
    except (ValueError, OverflowError):
        raise NotADate(text) from None


def _span(year: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year or 0, month or 1, day or 1)
    if day:
        return first, first + timedelta(days=1)
    if month:
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, date(first.year + 1, 1, 1)
