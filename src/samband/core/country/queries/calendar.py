# SPDX-License-Identifier: EUPL-1.2
"""``calendar.yaml`` of a pack: days of rest and decent hours. A pack may do without."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from samband.core.country.analysis import Calendar, DecentHours, RestDay
from samband.core.country.queries.packs import chosen_folder
from samband.core.country.rules import Fault, PackFaults

FILE = "calendar.yaml"
_NOT_NAMES = frozenset({"date", "easter", "since", "until", "weekend", "source"})
_MONDAY = "monday"


def chosen_calendar(*, country: str) -> Calendar:
    """Of the pack that an installation chose; without days of rest when the pack names none.

    Raises UnknownPack, and PackFaults when the file cannot be used.
    """
    return _calendar(chosen_folder(country=country))


@lru_cache(maxsize=8)
def _calendar(folder: Path) -> Calendar:
    file = folder / FILE
    return read_calendar(file=file) if file.is_file() else Calendar()


def read_calendar(*, file: Path) -> Calendar:
    """Raises PackFaults with every fault."""
    try:
        told = dict(yaml.safe_load(file.read_text(encoding="utf-8")))
        days = tuple(_rest_day(one) for one in told.get("holidays", ()))
        hours = _hours(told["hours"]) if "hours" in told else DecentHours()
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PackFaults((Fault(file.name, 0, f"{error}. See docs/reference/packs.md."),)) from None
    sources = told.get("sources") or {}
    if faults := tuple(_unsourced(file.name, (*days, hours), sources)):
        raise PackFaults(faults)
    return Calendar(
        rest_days=days,
        is_eastern=told.get("easter") == "eastern",
        hours=hours,
        calling_code=str(told.get("calling_code", "")),
        trunk_prefix=str(told.get("trunk_prefix", "")),
        sources={key: f"{one['title']} ({one['publisher']})" for key, one in sources.items()},
    )


def _rest_day(told: Mapping[str, Any]) -> RestDay:
    if ("date" in told) == ("easter" in told) or "en" not in told:
        raise ValueError(f"{dict(told)} is no day of rest: write date or easter, and its name in en")
    if told.get("weekend", _MONDAY) != _MONDAY:
        raise ValueError(f"weekend: {told['weekend']} is not known: write monday or leave it out")
    day = date.fromisoformat(f"2000-{told['date']}") if "date" in told else None
    return RestDay(
        names={language: str(name) for language, name in told.items() if language not in _NOT_NAMES},
        source=str(told.get("source", "")),
        on=(day.month, day.day) if day else None,
        easter=told.get("easter"),
        since=told.get("since"),
        until=told.get("until"),
        gives_monday=told.get("weekend") == _MONDAY,
    )


def _hours(told: Mapping[str, Any]) -> DecentHours:
    begin, end = time.fromisoformat(told["from"]), time.fromisoformat(told["to"])
    days = tuple(map(int, told["days"]))
    if begin >= end or not set(days) <= set(range(1, 8)):
        raise ValueError("hours: write from before to, and days from 1 (Monday) to 7")
    return DecentHours(days, begin, end, str(told.get("source", "")))


def _unsourced(
    file: str, parts: tuple[RestDay | DecentHours, ...], sources: Mapping[str, Any]
) -> Iterator[Fault]:
    for one in parts:
        if one.source not in sources and (isinstance(one, RestDay) or one.source):
            yield Fault(file, 0, f"“{one.source}” is not among its sources. Add it there.")
