# SPDX-License-Identifier: EUPL-1.2
"""Seats by highest quotient: D'Hondt, Sainte-Laguë and its Scandinavian form, in exact fractions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush

from samband.engines.ballots.ties import REFUSE, Tie, TieRule, ordered, resolve

LARGEST_HOUSE = 100_000


class Method(StrEnum):
    DHONDT = "dhondt"
    """Divisors 1, 2, 3, …"""
    SAINTE_LAGUE = "sainte_lague"
    """Divisors 1, 3, 5, …"""
    MODIFIED_SAINTE_LAGUE = "modified_sainte_lague"
    """Divisors 1.4, 3, 5, …: Norway's county and municipal councils."""


def divisor(*, method: Method, number: int) -> Fraction:
    """What the votes are divided by for the seat with this number, counted from 1."""
    if method is Method.DHONDT:
        return Fraction(number)
    if method is Method.MODIFIED_SAINTE_LAGUE and number == 1:
        return Fraction(7, 5)
    return Fraction(2 * number - 1)


@dataclass(frozen=True, slots=True)
class Quotient:
    """One cell of the proof: votes of ``name`` divided for its seat ``number``.

    place: which seat of the house it won, counted from 1; None when it won none. is_held: the seat was
    given beforehand and no quotient was needed. is_over_limit: the name may not take so many, so that the
    quotient did not compete, however high.
    """

    name: str
    number: int
    divisor: Fraction
    quotient: Fraction
    place: int | None = None
    is_held: bool = False
    is_over_limit: bool = False


@dataclass(frozen=True, slots=True)
class Apportionment:
    """seats: name -> seats, those held beforehand included, in the order of the names given.

    table: for each name every seat it has and the next one it did not get: with it anybody can check that no
    losing quotient is above a winning one, unless it is over a limit. unfilled: seats that nobody could take.
    """

    method: Method
    votes: Mapping[str, int]
    seats: Mapping[str, int]
    table: tuple[Quotient, ...]
    ties: tuple[Tie, ...] = ()
    unfilled: int = 0

    @property
    def house(self) -> int:
        return sum(self.seats.values())

    @property
    def in_order(self) -> tuple[Quotient, ...]:
        """The seats that quotients decided, first seat first."""
        won = [cell for cell in self.table if cell.place is not None]
        return tuple(sorted(won, key=lambda cell: cell.place or 0))


class BadVotes(ValueError):  # noqa: N818  it names the fact
    """Votes or seats that cannot be apportioned."""


def apportion(
    *,
    votes: Mapping[str, int],
    seats: int,
    method: Method,
    ties: TieRule = REFUSE,
    held: Mapping[str, int] | None = None,
    limits: Mapping[str, int] | None = None,
) -> Apportionment:
    """Give each seat of a house to the name with the highest quotient, votes divided by its next divisor.

    votes: name -> whole votes or persons, ≥ 0. seats: the whole house. held: seats given beforehand, such
    as a minimum or seats ex officio; the divisors go on after them. limits: the most that a name can take.
    Raises BadVotes; UnresolvedTie when equal quotients compete for the last seats and no rule decides.
    Source: D'Hondt 1882; Sainte-Laguë 1910; Balinski and Young 1982 for the bounds. Norway's first divisor
    1.4: Election Act § 11-12 with § 11-4. Reference: tests/test_published_seats.py.
    """
    before = {name: (held or {}).get(name, 0) for name in votes}
    _check(votes, seats, held or {}, limits or {})
    count, places, told = dict(before), {}, list[Tie]()
    heap = [_next(name, votes, before, method) for name in votes if _can_take(name, votes, count, limits)]
    heapify(heap)
    while (left := seats - sum(count.values())) > 0 and heap:
        for name in _highest(heap, left, votes, ties, told):
            count[name] += 1
            places[name, count[name]] = seats - sum(before.values()) - left + 1
            left -= 1
            if _can_take(name, votes, count, limits):
                heappush(heap, _next(name, votes, count, method))
    table = tuple(
        replace(cell, is_over_limit=not _within(cell, limits))
        for name in votes
        for cell in _cells(name, votes[name], method, before, count, places)
    )
    return Apportionment(method, dict(votes), count, table, tuple(told), seats - sum(count.values()))


def _highest(
    heap: list[tuple[Fraction, str]], left: int, votes: Mapping[str, int], rule: TieRule, told: list[Tie]
) -> list[str]:
    """Take out all names with the highest quotient; when there are more than seats left, who gets them."""
    highest, names = heap[0][0], []
    while heap and heap[0][0] == highest:
        names.append(heappop(heap)[1])
    if len(names) <= left:
        return ordered(names=names, votes=votes, value=-highest, rule=rule)
    told.append(resolve(names=names, votes=votes, value=-highest, places=left, rule=rule))
    return list(told[-1].winners)


def _next(
    name: str, votes: Mapping[str, int], count: Mapping[str, int], method: Method
) -> tuple[Fraction, str]:
    return -votes[name] / divisor(method=method, number=count[name] + 1), name


def _can_take(
    name: str, votes: Mapping[str, int], count: Mapping[str, int], limits: Mapping[str, int] | None
) -> bool:
    return votes[name] > 0 and count[name] < (limits or {}).get(name, LARGEST_HOUSE)


def _within(cell: Quotient, limits: Mapping[str, int] | None) -> bool:
    return cell.number <= (limits or {}).get(cell.name, cell.number)


def _cells(
    name: str,
    votes: int,
    method: Method,
    before: Mapping[str, int],
    count: Mapping[str, int],
    places: Mapping[tuple[str, int], int],
) -> list[Quotient]:
    numbers = range(1, count[name] + 2)
    by = {number: divisor(method=method, number=number) for number in numbers}
    return [
        Quotient(
            name=name,
            number=number,
            divisor=by[number],
            quotient=votes / by[number],
            place=places.get((name, number)),
            is_held=number <= before[name],
        )
        for number in numbers
    ]


def _check(votes: Mapping[str, int], seats: int, held: Mapping[str, int], limits: Mapping[str, int]) -> None:
    if not 0 < seats <= LARGEST_HOUSE:
        raise BadVotes(f"{seats} seats cannot be apportioned. Give a number from 1 to {LARGEST_HOUSE}.")
    if bad := [name for name, count in votes.items() if count < 0]:
        raise BadVotes(f"{bad[0]} has {votes[bad[0]]} votes. Votes are whole numbers from 0 up.")
    if not any(votes.values()):
        raise BadVotes("Nobody has any votes. Give at least one of the names votes.")
    if strangers := sorted((set(held) | set(limits)) - set(votes)):
        raise BadVotes(f"{strangers[0]} has seats or a limit but stands not among the votes. Add it, with 0.")
    if sum(held.values()) > seats:
        raise BadVotes(f"{sum(held.values())} seats are held already, of {seats}. Enlarge the house.")
    if over := [name for name, most in limits.items() if held.get(name, 0) > most]:
        raise BadVotes(f"{over[0]} holds more seats than its limit of {limits[over[0]]}.")
