# SPDX-License-Identifier: EUPL-1.2
"""What the votes alone would give, to tell beside a result. A tie here is marked: nothing hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.engines.ballots.divisors import Method, apportion
from samband.engines.ballots.ties import TieRule, UnresolvedTie


@dataclass(frozen=True, slots=True)
class ByVotesAlone:
    """seats: name -> seats that are certain. tied: names of which some have one more, equal for the last
    seats; empty when nothing is open, and then the seats are those of the whole house."""

    seats: Mapping[str, int]
    tied: tuple[str, ...] = ()

    def most(self, *, name: str) -> int:
        """The seats of the name if every tie fell to it."""
        return self.seats.get(name, 0) + (name in self.tied)

    def allows(self, *, seats: Mapping[str, int]) -> bool:
        """Whether these seats, of a house as large, are those by votes alone or one way to end the tie."""
        return all(self.seats[name] <= count <= self.most(name=name) for name, count in seats.items())


def by_votes_alone(*, votes: Mapping[str, int], seats: int, method: Method, ties: TieRule) -> ByVotesAlone:
    """The house without held seats and limits. Raises BadVotes, but no UnresolvedTie."""
    try:
        return ByVotesAlone(apportion(votes=votes, seats=seats, method=method, ties=ties).seats)
    except UnresolvedTie as left_open:
        certain = seats - left_open.places
        tied = left_open.names
    if not certain:
        return ByVotesAlone(dict.fromkeys(votes, 0), tied)
    return ByVotesAlone(apportion(votes=votes, seats=certain, method=method, ties=ties).seats, tied)
