# SPDX-License-Identifier: EUPL-1.2
"""When people are called: hours of the week, days of rest, another part of the day than last time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from samband.core.collect.analysis.phone.outcomes import CallOutcome

LONGEST_DAYS: Final = 60
"""No hour to call in within so many days: the windows leave none."""
CALLS_TO_ONE: Final = 8
LEASE_MINUTES: Final = 30
"""So long a person stays with an interviewer who does nothing."""
OTHER_PART_DAYS: Final = 3
"""So long another part of the day is waited for."""


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a weekday (1 is Monday): from ``begin`` up to, not including, ``end``."""

    weekday: int
    begin: time
    end: time


@dataclass(frozen=True, slots=True)
class CallRules:
    """windows: hours in which people are called. most: calls to one person. minutes: outcome -> pause before
    the next call, where it is not the usual one. on_rest_days: also on Sundays' like, which is not done.
    """

    windows: Sequence[Window]
    most: int = CALLS_TO_ONE
    minutes: Mapping[CallOutcome, int] = field(default_factory=dict)
    on_rest_days: bool = False


Rests = Callable[[date], bool]
"""Whether a day is a day of rest."""


def part_of_day(*, hour: int) -> PartOfDay:
    if hour < 12:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if hour < 17 else PartOfDay.EVENING


def may_call(*, at: datetime, rules: CallRules, rests: Rests) -> bool:
    """Whether it is an hour to call in. at: by the clock of the country."""
    return any(begin <= at < end for begin, end in _spans(at, at.date(), rules, rests))


def next_time(
    *, after: datetime, rules: CallRules, rests: Rests, avoid: PartOfDay | None = None
) -> datetime | None:
    """The first moment from ``after`` on to call in; None when the windows leave none.

    avoid: the part of the day in which nobody was reached; another one is taken when there is one soon.
    """
    other = _first(after, rules, rests, avoid, OTHER_PART_DAYS) if avoid else None
    return other or _first(after, rules, rests, None, LONGEST_DAYS)


def _first(
    after: datetime, rules: CallRules, rests: Rests, avoid: PartOfDay | None, days: int
) -> datetime | None:
    for number in range(days + 1):
        for begin, end in _spans(after, after.date() + timedelta(days=number), rules, rests):
            for moment in _moments(max(begin, after), end):
                if avoid is None or part_of_day(hour=moment.hour) is not avoid:
                    return moment
    return None


def _moments(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Where a part of the day may begin inside a window."""
    for moment in (
        begin,
        *(begin.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (12, 17)),
    ):
        if begin <= moment < end:
            yield moment


def _spans(at: datetime, day: date, rules: CallRules, rests: Rests) -> Iterator[tuple[datetime, datetime]]:
    if rests(day) and not rules.on_rest_days:
        return
    for window in sorted(rules.windows, key=lambda one: one.begin):
        if window.weekday == day.isoweekday():
            yield (
                datetime.combine(day, window.begin, tzinfo=at.tzinfo),
                datetime.combine(day, window.end, tzinfo=at.tzinfo),
            )
