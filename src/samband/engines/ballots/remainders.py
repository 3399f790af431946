# SPDX-License-Identifier: EUPL-1.2
"""Seats by quota and largest remainder (Hare, Hamilton)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from samband.engines.ballots.divisors import BadVotes
from samband.engines.ballots.ties import REFUSE, Tie, TieRule, ordered, resolve


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
    shares = {name: Fraction(count * seats, total) for name, count in votes.items()}
    rest = {name: share - share.__floor__() for name, share in shares.items()}
    extra, tie = _largest(rest, seats - sum(share.__floor__() for share in shares.values()), votes, ties)
    lines = tuple(
        RemainderLine(name, votes[name], share, share.__floor__(), rest[name], name in extra)
        for name, share in shares.items()
    )
    return Remainders(Fraction(total, seats), lines, tie)


def _largest(
    rest: Mapping[str, Fraction], places: int, votes: Mapping[str, int], rule: TieRule
) -> tuple[set[str], Tie | None]:
    taken: set[str] = set()
    for value in sorted(set(rest.values()), reverse=True):
        names = [name for name in rest if rest[name] == value]
        left = places - len(taken)
        if left <= 0:
            break
        if len(names) > left:
            tie = resolve(names=names, votes=votes, value=value, places=left, rule=rule)
            return taken | set(tie.winners), tie
        taken.update(ordered(names=names, votes=votes, value=value, rule=rule))
    return taken, None
