# SPDX-License-Identifier: EUPL-1.2
"""Top-up seats beside seats that are held already, so that the whole mirrors the vote."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samband.engines.ballots.comparisons import ByVotesAlone, by_votes_alone
from samband.engines.ballots.divisors import Apportionment, BadVotes, Method, apportion, divisor
from samband.engines.ballots.ties import REFUSE, TieRule

MOST_GROWTH = 10


class Overhang(StrEnum):
    """What becomes of more held seats than the vote gives."""

    ABSORB = "absorb"
    """The house keeps its size; the others share what is left, and the whole no longer mirrors the vote."""
    ENLARGE = "enlarge"
    """The house grows until every held seat is covered by votes; seats held without any vote come on top."""


@dataclass(frozen=True, slots=True)
class Compensation:
    """whole: the house with held and top-up seats. ideal: the same house by votes alone, perhaps tied.

    overhang: held seats above what the vote gives in a house of the wanted size, by name; where the votes
    alone leave a tie, above the most that they can give.
    """

    whole: Apportionment
    ideal: ByVotesAlone
    held: Mapping[str, int]
    overhang: Mapping[str, int]

    @property
    def top_up(self) -> dict[str, int]:
        return {name: seats - self.held.get(name, 0) for name, seats in self.whole.seats.items()}

    @property
    def mirrors_the_vote(self) -> bool:
        """Where the votes alone leave a tie: whether the house is one way to end it."""
        return self.ideal.allows(seats=self.whole.seats)


def compensate(
    *,
    votes: Mapping[str, int],
    held: Mapping[str, int],
    seats: int,
    method: Method,
    overhang: Overhang,
    ties: TieRule = REFUSE,
) -> Compensation:
    """Fill a house of ``seats`` around the seats held, by highest quotient.

    votes: name -> votes, ≥ 0; holders without votes stand in it with 0. held: name -> seats ex officio.
    Without overhang the result is that of the votes alone. Raises BadVotes; UnresolvedTie when a seat of the
    house is tied, or whether it grows hangs on a tie.
    Source: the divisor method with lower bounds (Balinski and Young 1982); the Danish association's council
    of mayors ex officio and top-up seats (statutes; 98 + 83 = 181).
    """
    wanted = by_votes_alone(votes=votes, seats=seats, method=method, ties=ties)
    over = {name: count - wanted.most(name=name) for name, count in held.items()}
    over = {name: count for name, count in over.items() if count > 0}
    if overhang is Overhang.ENLARGE and not over and not _is_covered(held, wanted):
        apportion(votes=votes, seats=seats, method=method, ties=ties)  # tied: the size would hang on it
    house = _enlarged(votes, held, seats, method) if over and overhang is Overhang.ENLARGE else seats
    whole = apportion(votes=votes, seats=house, method=method, ties=ties, held=held)
    ideal = by_votes_alone(votes=votes, seats=house, method=method, ties=ties)
    return Compensation(whole, ideal, dict(held), over)


def _is_covered(held: Mapping[str, int], wanted: ByVotesAlone) -> bool:
    """Whether nobody holds more than the vote gives, however a tie ends."""
    return all(count <= wanted.seats.get(name, 0) for name, count in held.items())


def _enlarged(votes: Mapping[str, int], held: Mapping[str, int], seats: int, method: Method) -> int:
    """The house in which the weakest held seat is won by votes, with the seats nobody voted for on top."""
    covered = {name: count for name, count in held.items() if count and votes.get(name)}
    last = [votes[name] / divisor(method=method, number=count) for name, count in covered.items()]
    unvoted = sum(count for name, count in held.items() if not votes.get(name))
    needed = sum(_at_least(count, min(last), method) for count in votes.values()) if last else 0
    if needed > MOST_GROWTH * seats:
        raise BadVotes(
            f"To cover every held seat the house would need {needed} seats instead of {seats}. "
            "Choose that overhang is absorbed."
        )
    return max(seats, needed) + unvoted


def _at_least(votes: int, lowest: Fraction, method: Method) -> int:
    """How many quotients of these votes are not below the lowest."""
    ratio = votes / lowest
    if method is Method.DHONDT:
        return ratio.__floor__()
    first = ratio >= divisor(method=method, number=1)
    return max(int(first), ((ratio + 1) / 2).__floor__()) if first else 0
