# SPDX-License-Identifier: EUPL-1.2
"""Days that may be known by year or month alone.

What begins in 2019 began on its first day; what ends in 2019 lasted through its last. An end is the last day
on which something held, so that the half-open period ends on the day after.
"""

import re
from datetime import date, timedelta

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?")


def first_day(text: str) -> date:
    """The first day of a year, a month or a day. Raises ValueError."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def day_after(text: str) -> date:
    """The day after the last of a year, a month or a day. Raises ValueError."""
    year, month, day = _parts(text)
    if day:
        return date(year, month, day) + timedelta(days=1)
    return date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)


def is_day(text: str) -> bool:
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def _parts(text: str) -> tuple[int, int, int]:
    found = _DAY.fullmatch(text.strip())
    if not found or not 1000 <= int(found[1]) <= 9998:
        raise ValueError(f"“{text[:40]}” is not a day.")
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)
