# SPDX-License-Identifier: EUPL-1.2
"""A file of services used: every fault of every row, the good rows kept apart."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samband.engines.catalogues import gettext_noop
from samband.engines.files import Fault, FaultKind, Row, shown

COLUMNS = ("authority", "area", "service", "used_on", "participants", "rating")
REQUIRED = COLUMNS[:4]
LONGEST = 160


class UseFault(FaultKind):
    """What is wrong with a row of a file of services used."""

    NO_COLUMN = (
        "no_column",
        gettext_noop("the file has no such column."),
        gettext_noop("The first row must name: {allowed}."),
    )
    UNKNOWN_AUTHORITY = (
        "unknown_authority",
        gettext_noop("{value} is not a member's number."),
        gettext_noop("Use the number in the register, for instance 0301."),
    )
    UNKNOWN_AREA = (
        "unknown_area",
        gettext_noop("{value} is not a service area."),
        gettext_noop("Allowed: {allowed}."),
    )
    NOTHING_THERE = (
        "nothing_there",
        gettext_noop("nothing stands there, or more than {limit} letters."),
        gettext_noop("Write what was used, in a few words."),
    )
    NO_DAY = (
        "no_day",
        gettext_noop("{value} is not a day."),
        gettext_noop("Write it as year-month-day, for instance 2026-03-31."),
    )
    NO_COUNT = (
        "no_count",
        gettext_noop("{value} is not a number of people."),
        gettext_noop("Write a whole number from 1 to 100000, or leave it empty for one."),
    )
    NO_RATING = (
        "no_rating",
        gettext_noop("{value} is not a rating."),
        gettext_noop("Allowed: 1 2 3 4 5, or empty when nobody has said."),
    )


@dataclass(frozen=True, slots=True)
class NewUse:
    """One service used by one member on one day."""

    authority: str
    area: str
    service: str
    used_on: date
    participants: int
    rating: int | None


@dataclass(frozen=True, slots=True)
class UsesRead:
    """good: rows without fault. faults: all, in the order of the file."""

    good: tuple[NewUse, ...]
    faults: tuple[Fault, ...]


def read_uses(
    *, columns: Sequence[str], rows: Iterable[Row], authorities: Collection[str], areas: Collection[str]
) -> UsesRead:
    """Check a table of services used.

    authorities: codes of members on any day; leading zeros may be missing in the file. areas: codes.
    """
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        allowed = tuple(COLUMNS)
        return UsesRead(
            (), tuple(Fault(UseFault.NO_COLUMN, column=name, allowed=allowed) for name in missing)
        )
    reader = _Reader(
        {code.lstrip("0"): code for code in authorities} | {code: code for code in authorities}, areas
    )
    good: list[NewUse] = []
    faults: list[Fault] = []
    for number, cells in rows:
        values = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        found = tuple(reader.faults(number, values))
        faults.extend(found)
        if not found:
            good.append(reader.use(values))
    return UsesRead(tuple(good), tuple(faults))


class _Reader:
    def __init__(self, authorities: Mapping[str, str], areas: Collection[str]) -> None:
        self.authorities, self.areas = authorities, areas
        self.checks: Mapping[str, tuple[UseFault, Callable[[str], bool]]] = {
            "authority": (UseFault.UNKNOWN_AUTHORITY, authorities.__contains__),
            "area": (UseFault.UNKNOWN_AREA, areas.__contains__),
            "service": (UseFault.NOTHING_THERE, lambda text: 0 < len(text) <= LONGEST),
            "used_on": (UseFault.NO_DAY, _is_day),
            "participants": (UseFault.NO_COUNT, lambda text: not text or _is_whole(text, 1, 100_000)),
            "rating": (UseFault.NO_RATING, lambda text: not text or _is_whole(text, 1, 5)),
        }

    def faults(self, row: int, values: Mapping[str, str]) -> Iterator[Fault]:
        for column, (kind, is_right) in self.checks.items():
            text = values.get(column, "")
            if not is_right(text):
                yield Fault(kind, row, column, shown(text) or "—", str(LONGEST), tuple(sorted(self.areas)))

    def use(self, values: Mapping[str, str]) -> NewUse:
        rating, people = values.get("rating", ""), values.get("participants", "")
        return NewUse(
            authority=self.authorities[values["authority"]],
            area=values["area"],
            service=values["service"],
            used_on=date.fromisoformat(values["used_on"][:10]),
            participants=int(people) if people else 1,
            rating=int(rating) if rating else None,
        )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return len(text) == 10 or text[10:].startswith("T")


def _is_whole(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= int(text) <= most
