# SPDX-License-Identifier: EUPL-1.2
"""Seats by quota and largest remainder (Hare, Hamilton)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samband.engines import sharing
from samband.engines.ballots.divisors import BadVotes
from samband.engines.ballots.ties import REFUSE, Tie, TieRule, resolve
from samband.engines.sharing import Due


@dataclass(frozen=True, slots=True)
class RemainderLine:
    """share: exact seats by proportion. whole: its whole part. has_extra: the remainder won one more."""

    name: str
    votes: int
    share: Fraction
    whole: int
    remainder: Fraction
    has_extra: bool

    @property
    def seats(self) -> int:
        return self.whole + self.has_extra


@dataclass(frozen=True, slots=True)
class Remainders:
    """quota: votes for one seat. tie: told when remainders were equal at the last seat."""

    quota: Fraction
    lines: tuple[RemainderLine, ...]
    tie: Tie | None = None

    @property
    def seats(self) -> dict[str, int]:
        return {line.name: line.seats for line in self.lines}


def largest_remainder(*, votes: Mapping[str, int], seats: int, ties: TieRule = REFUSE) -> Remainders:
    """Whole quotas first, then one seat each to the largest remainders: nobody is a whole seat off its share.

    votes: name -> whole votes, ≥ 0. Raises BadVotes, UnresolvedTie.
    Not house monotone: a larger house can take a seat from somebody (the Alabama paradox). Where the size of
    the house is under debate use a divisor method.
    Source: Hare 1859, Hamilton 1792; Balinski and Young 1982.
    """
    total = sum(votes.values())
    if seats < 1 or total < 1 or min(votes.values()) < 0:
        raise BadVotes("Give at least one seat, and votes that are whole numbers from 0 up, not all 0.")
    told: list[Tie] = []

    def settle(names: list[str], rest: int, places: int) -> Sequence[str]:
        told.append(resolve(names=names, votes=votes, value=Fraction(rest, total), places=places, rule=ties))
        return told[-1].winners

    dues = sharing.largest_remainder(total=seats, weights=votes, settle=settle)
    lines = tuple(_line(name, votes[name], due, Fraction(total, seats)) for name, due in dues.items())
    return Remainders(Fraction(total, seats), lines, told[0] if told else None)


def _line(name: str, votes: int, due: Due, quota: Fraction) -> RemainderLine:
    share = votes / quota
    return RemainderLine(name, votes, share, due.whole, share - due.whole, due.has_extra)
