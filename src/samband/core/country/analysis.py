# SPDX-License-Identifier: EUPL-1.2
"""Days of rest of a country, worked out for any year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

_WEEKEND: Final = (6, 7)


@dataclass(frozen=True, slots=True)
class RestDay:
    """One day of rest. on: (month, day), or None when it moves with Easter. easter: days after Easter Sunday.

    names: language -> name. source: key of ``Calendar.sources``. since: first year; until: the first without.
    gives_monday: the Monday after it is free too when it falls on a Saturday or Sunday.
    """

    names: Mapping[str, str]
    source: str
    on: tuple[int, int] | None = None
    easter: int | None = None
    since: int | None = None
    until: int | None = None
    gives_monday: bool = False

    def holds_in(self, year: int) -> bool:
        return (self.since is None or self.since <= year) and (self.until is None or year < self.until)

    def day_in(self, year: int, *, is_eastern: bool) -> date:
        if self.on is not None:
            return date(year, *self.on)
        return easter_sunday(year=year, is_eastern=is_eastern) + timedelta(days=self.easter or 0)

    def is_on(self, day: date, *, is_eastern: bool) -> bool:
        """Whether it is that day, or has made it free."""
        if not self.holds_in(day.year):
            return False
        kept = self.day_in(day.year, is_eastern=is_eastern)
        days_to_monday = 8 - kept.isoweekday()
        is_monday_after = day - kept == timedelta(days=days_to_monday)
        return day == kept or (self.gives_monday and kept.isoweekday() in _WEEKEND and is_monday_after)


@dataclass(frozen=True, slots=True)
class DecentHours:
    """weekdays: 1 is Monday. From ``begin`` up to, not including, ``end``; the clock of the country."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    begin: time = time(9)
    end: time = time(21)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """calling_code: of the country, without the plus; empty when unknown. trunk_prefix: left out after it.

    hours: in which people may be called. sources: key -> title and publisher.
    """

    rest_days: Sequence[RestDay] = ()
    is_eastern: bool = False
    hours: DecentHours = DecentHours()
    calling_code: str = ""
    trunk_prefix: str = ""
    sources: Mapping[str, str] | None = None

    def name_of(self, day: date, *, language: str = "en") -> str:
        """What the day of rest is called; empty on other days. Sundays are no days of rest by name."""
        for one in self.rest_days:
            if one.is_on(day, is_eastern=self.is_eastern):
                return one.names.get(language) or one.names["en"]
        return ""


def easter_sunday(*, year: int, is_eastern: bool) -> date:
    """Easter Sunday in today's calendar. Valid 1900–2099 for the eastern date.

    Source: J. Meeus, Astronomical Algorithms, 1991, chapter 8 (Gregorian: Butcher's rule; Julian).
    """
    return _eastern(year) if is_eastern else _western(year)


def _western(year: int) -> date:
    century, part = divmod(year, 100)
    golden, leap = year % 19, century // 4
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (part // 4) - moon - part % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


_DAYS_APART = 13
"""Between the Julian calendar and ours, 1900–2099."""


def _eastern(year: int) -> date:
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(days=_DAYS_APART)
