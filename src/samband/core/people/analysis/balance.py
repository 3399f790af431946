# SPDX-License-Identifier: EUPL-1.2
"""How many women and men sit in a body, from day to day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from samband.core.people.rules import Gender


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in one office of a body on [valid_from, valid_to)."""

    person: int
    gender: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Balance:
    """Persons by gender on [valid_from, valid_to). share: women among women and men; None without either."""

    valid_from: date
    valid_to: date | None
    women: int
    men: int
    others: int
    unknown: int

    @property
    def total(self) -> int:
        return self.women + self.men + self.others + self.unknown

    @property
    def share(self) -> float | None:
        """Women among all whose gender the source declares, a part of one."""
        known = self.women + self.men + self.others
        return self.women / known if known else None

    def is_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def balance_over_time(*, seats: Iterable[Seat]) -> tuple[Balance, ...]:
    """Spells in which the numbers stay the same, oldest first. A person counts once, whatever the offices.

    Spells without anybody are left out.
    """
    held = tuple(seats)
    days = sorted({seat.valid_from for seat in held} | {seat.valid_to for seat in held if seat.valid_to})
    return tuple(_joined(_spells(held, days)))


def _spells(held: tuple[Seat, ...], days: list[date]) -> Iterator[Balance]:
    """Between two days on which somebody comes or leaves nothing changes; walked once, day by day."""
    coming: dict[date, list[Seat]] = {}
    leaving: dict[date, list[Seat]] = {}
    for seat in held:
        coming.setdefault(seat.valid_from, []).append(seat)
        if seat.valid_to:
            leaving.setdefault(seat.valid_to, []).append(seat)
    present: Counter[tuple[int, str]] = Counter()
    for place, day in enumerate(days):
        present.update((seat.person, seat.gender) for seat in coming.get(day, ()))
        present.subtract((seat.person, seat.gender) for seat in leaving.get(day, ()))
        present += Counter()
        yield _counted(present, day, days[place + 1] if place + 1 < len(days) else None)


def _counted(present: Iterable[tuple[int, str]], day: date, until: date | None) -> Balance:
    genders = Counter(gender for _person, gender in present)
    known = (genders[Gender.FEMALE], genders[Gender.MALE], genders[Gender.OTHER])
    return Balance(day, until, *known, unknown=genders.total() - sum(known))


def _joined(spells: Iterable[Balance]) -> Iterator[Balance]:
    last: Balance | None = None
    for spell in spells:
        if last and _counts(last) == _counts(spell) and last.valid_to == spell.valid_from:
            last = Balance(last.valid_from, spell.valid_to, *_counts(last))
            continue
        if last and last.total:
            yield last
        last = spell
    if last and last.total:
        yield last


def _counts(spell: Balance) -> tuple[int, int, int, int]:
    return spell.women, spell.men, spell.others, spell.unknown


def summed(*, spells: Iterable[Balance], on: date) -> Balance:
    """All bodies together on one day."""
    return together(balances=(spell for spell in spells if spell.is_on(on)), on=on)


def together(*, balances: Iterable[Balance], on: date) -> Balance:
    """The sum of balances that hold on the day."""
    counts = [_counts(balance) for balance in balances]
    women, men, others, unknown = (
        (sum(column) for column in zip(*counts, strict=True)) if counts else (0,) * 4
    )
    return Balance(on, None, women, men, others, unknown)
