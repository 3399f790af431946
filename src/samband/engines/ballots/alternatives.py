# SPDX-License-Identifier: EUPL-1.2
"""Amendments voted as alternatives: plurality, majority, or a run-off between the two strongest."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samband.engines.ballots.ties import REFUSE, Tie, TieRule, ordered, resolve


class Way(StrEnum):
    PLURALITY = "plurality"
    """Most votes wins."""
    MAJORITY = "majority"
    """More than half of the votes for alternatives, or nothing is adopted."""
    RUN_OFF = "run_off"
    """More than half, or a second ballot between the two with most votes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """ranking: alternatives with their votes, most first. winner: empty when none is adopted.

    run_off: the two of the second ballot, when one is needed. needed: votes that must be passed.
    """

    way: Way
    ranking: tuple[tuple[str, int], ...]
    winner: str
    needed: Fraction
    run_off: tuple[str, ...] = ()
    tie: Tie | None = None

    def share(self, name: str) -> Fraction:
        total = sum(votes for _, votes in self.ranking)
        return Fraction(dict(self.ranking)[name], total) if total else Fraction(0)


def choose(*, votes: Mapping[str, int], way: Way, ties: TieRule = REFUSE) -> Choice:
    """Which alternative is adopted. votes: alternative -> votes; blank votes are left out beforehand.

    Raises UnresolvedTie when the declared rule does not decide between equals that matter; ValueError for
    fewer than two alternatives. Plurality can adopt what most voted against: prefer a run-off from three up.
    """
    if len(votes) < 2:
        raise ValueError("A choice needs at least two alternatives.")
    names = ordered(names=list(votes), votes=votes, value=Fraction(0), rule=ties)
    ranking = tuple(sorted(((name, votes[name]) for name in names), key=lambda pair: -pair[1]))
    needed = Fraction(sum(votes.values()), 2)
    first, most = ranking[0]
    if most > needed:
        return Choice(way, ranking, first, needed)
    if way is Way.MAJORITY or not most:
        return Choice(way, ranking, "", needed)
    if way is Way.PLURALITY:
        (winner, *_), tie = _strongest(1, votes, ties)
        return Choice(way, ranking, winner, needed, tie=tie)
    two, tie = _strongest(2, votes, ties)
    if len(votes) == 2:
        return _second_ballot_was_tied(ranking, two, needed, votes, ties)
    return Choice(way, ranking, "", needed, run_off=two, tie=tie)


def _second_ballot_was_tied(
    ranking: tuple[tuple[str, int], ...],
    two: tuple[str, ...],
    needed: Fraction,
    votes: Mapping[str, int],
    rule: TieRule,
) -> Choice:
    """Two with exactly half each: another ballot would be the same one, so the rule for ties decides."""
    tie = resolve(names=two, votes=votes, value=needed, places=1, rule=rule)
    return Choice(Way.RUN_OFF, ranking, tie.winners[0], needed, tie=tie)


def _strongest(places: int, votes: Mapping[str, int], rule: TieRule) -> tuple[tuple[str, ...], Tie | None]:
    """The names with most votes; a tie at the last place is told."""
    values = sorted(votes.values(), reverse=True)
    cut = values[places - 1]
    above = sorted((name for name in votes if votes[name] > cut), key=lambda name: (-votes[name], name))
    equal = [name for name in votes if votes[name] == cut]
    if len(above) + len(equal) <= places:
        return (*above, *ordered(names=equal, votes=votes, value=Fraction(cut), rule=rule)), None
    left = places - len(above)
    tie = resolve(names=equal, votes=votes, value=Fraction(cut), places=left, rule=rule)
    return (*above, *tie.winners), tie
