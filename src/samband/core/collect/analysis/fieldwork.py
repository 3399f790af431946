# SPDX-License-Identifier: EUPL-1.2
"""How fieldwork goes: days put together, where it will end, who needs a reminder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

LEAST_IN_SPAN: Final = 5
"""Answers of a stretch of days that is shown; shorter stretches are put together."""

WINDOW_DAYS: Final = 7
"""Whole days whose pace is taken to go on: one week, since people answer otherwise on Sundays."""

LEAST_DAYS: Final = 3
"""Whole days before anything is projected."""

Z95: Final = 1.96
BEHIND: Final = 0.5
"""A member whose rate is below this part of the rate of all is behind."""


@dataclass(frozen=True, slots=True)
class Span:
    """first, last: days, both included."""

    first: date
    last: date
    number: int


@dataclass(frozen=True, slots=True)
class Projection:
    """by: the last day. expected, low, high: answers then, with an interval that holds in 19 of 20 cases
    while the pace stays. per_day: answers a day in the last whole days. reached_on: when the target is
    reached at this pace; None without a target or a pace.
    """

    by: date
    expected: float
    low: float
    high: float
    per_day: float
    days: int
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One group in one member. asked: people with a link or a call of their own; 0 where nobody knows.

    answered: all that came. of_asked: those of the asked who have answered.
    """

    unit: str
    group: str
    asked: int
    answered: int
    of_asked: int

    @property
    def rate(self) -> float | None:
        return self.of_asked / self.asked if self.asked else None


def spans(*, days: Mapping[date, int], least: int = LEAST_IN_SPAN) -> tuple[Span, ...]:
    """Stretches of days with at least so many answers each, in order; a last one with fewer joins the one
    before, and where there are fewer altogether there is none.
    """
    found: list[Span] = []
    first, number = None, 0
    for day in sorted(days):
        first, number = first or day, number + days[day]
        if number >= least:
            found.append(Span(first, day, number))
            first, number = None, 0
    if first is not None and number and found:
        last = found.pop()
        found.append(Span(last.first, max(days), last.number + number))
    return tuple(found)


def projected(
    *, days: Mapping[date, int], so_far: int, today: date, ends: date | None, target: int = 0
) -> Projection | None:
    """What the pace of the last whole days leads to. None before LEAST_DAYS whole days, or after the end.

    days: answers by day. so_far: all answers, those of files among them. ends: the last day; without one the
    day on which the target is reached at this pace, and None without a target as well.
    The days to come are taken to be like the last ones: their sum varies as counts do (Poisson), more where
    the days seen differ more than that (variance over mean), and by what so few days leave unknown of the
    pace: variance = v · m · d · (1 + d / k) for d days to come after k days of mean m.
    When not to use: after a reminder or a change in the ways of asking; then the pace is another.
    """
    seen = _window(days, today)
    if len(seen) < LEAST_DAYS:
        return None
    per_day = sum(seen) / len(seen)
    reached_on = _reached(so_far, target, per_day, today)
    last = ends or reached_on
    if last is None or last < today:
        return None
    left = (last - today).days + 1
    expected = so_far + per_day * left
    spread = Z95 * sqrt(_overdispersion(seen) * per_day * left * (1 + left / len(seen)))
    low, high = max(float(so_far), expected - spread), expected + spread
    return Projection(last, expected, low, high, per_day, len(seen), reached_on)


def _window(days: Mapping[date, int], today: date) -> list[int]:
    """The last whole days, from the first answer on; days without answers count as 0."""
    past = [day for day, number in days.items() if number and day < today]
    if not past:
        return []
    length = min(WINDOW_DAYS, (today - min(past)).days)
    return [days.get(today - timedelta(back), 0) for back in range(length, 0, -1)]


def _overdispersion(seen: Sequence[int]) -> float:
    """Variance over mean, 1 at least."""
    mean = sum(seen) / len(seen)
    if not mean:
        return 1.0
    return max(1.0, sum((one - mean) ** 2 for one in seen) / (len(seen) - 1) / mean)


def _reached(so_far: int, target: int, per_day: float, today: date) -> date | None:
    """Not further away than a year: such a pace reaches nothing."""
    if not target or so_far >= target or not per_day:
        return None
    left = -int(-(target - so_far) // per_day)
    return today + timedelta(left - 1) if left <= 365 else None


def overall_rate(*, standings: Iterable[Standing]) -> float | None:
    """Of all who were asked by name, the part that has answered."""
    known = [one for one in standings if one.asked]
    asked = sum(one.asked for one in known)
    return sum(one.of_asked for one in known) / asked if asked else None


def behind(*, standings: Sequence[Standing], least: int) -> tuple[Standing, ...]:
    """Who needs a reminder, the smallest first: there each answer counts most.

    least: answers without which nothing can be published. Behind is who has fewer than that, or answers less
    than half as often as all together.
    """
    rate = overall_rate(standings=standings) or 0.0
    found = (
        one
        for one in standings
        if one.answered < least or (one.rate is not None and one.rate < BEHIND * rate)
    )
    return tuple(sorted(found, key=lambda one: (one.asked or one.answered, one.unit, one.group)))
