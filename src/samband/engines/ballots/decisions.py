# SPDX-License-Identifier: EUPL-1.2
"""Is it adopted? Thresholds over votes, voters and weight; all must be met, each is told with its numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samband.engines.ballots.provenance import Provenance

YES, NO, BLANK = "yes", "no", "blank"


class Measure(StrEnum):
    """What is counted."""

    VOTERS = "voters"
    VOTES = "votes"
    WEIGHT = "weight"


class Base(StrEnum):
    """Of what the share is taken."""

    CAST = "cast"
    """All votes cast."""
    YES_AND_NO = "yes_and_no"
    """Votes cast without the blank ones."""
    ENTITLED = "entitled"
    """All who may vote, whether they did or not."""


class Side(StrEnum):
    YES = "yes"
    CAST = "cast"
    """All votes cast: a quorum."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """``side`` must reach ``share`` of ``of``, in ``measure``. is_strict: the share itself is not enough."""

    measure: Measure
    share: Fraction
    of: Base
    side: Side = Side.YES
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """thresholds: all must be met. is_binding: on those who voted no and those who did not vote, too.

    weight: language -> what the weight of a voter is, such as its permanent staff on 1 January.
    """

    provenance: Provenance
    thresholds: tuple[Threshold, ...]
    is_binding: bool = True
    weight: Mapping[str, str] | None = None

    @property
    def uses_weight(self) -> bool:
        return any(one.measure is Measure.WEIGHT for one in self.thresholds)


@dataclass(frozen=True, slots=True)
class Count:
    """What stands on one side. weight: in the unit that the rule says."""

    voters: int = 0
    votes: int = 0
    weight: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.voters + other.voters, self.votes + other.votes, self.weight + other.weight)

    def of(self, measure: Measure) -> int:
        return {Measure.VOTERS: self.voters, Measure.VOTES: self.votes, Measure.WEIGHT: self.weight}[measure]


@dataclass(frozen=True, slots=True)
class Tally:
    """by_choice: yes, no, blank, or the alternatives -> what was cast. entitled: all who may vote."""

    by_choice: Mapping[str, Count]
    entitled: Count

    def __post_init__(self) -> None:
        for measure in Measure:
            if any(count.of(measure) < 0 for count in self.by_choice.values()):
                raise ValueError(f"There are {measure} below 0. Count again.")
            if self.cast.of(measure) > self.entitled.of(measure):
                raise ValueError(f"More {measure} were cast than there are. Check who may vote.")

    @property
    def cast(self) -> Count:
        return sum(self.by_choice.values(), Count())

    def side(self, choice: str) -> Count:
        return self.by_choice.get(choice, Count())


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """reached of whole, in the threshold's measure; needed: exact, at least (or above, when strict)."""

    threshold: Threshold
    reached: int
    whole: int
    needed: Fraction
    is_met: bool

    @property
    def share(self) -> Fraction | None:
        """What was reached, as a share; None when there was nothing to take it of."""
        return Fraction(self.reached, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Decision:
    is_adopted: bool
    lines: tuple[ThresholdLine, ...]
    tally: Tally


def count_votes(*, votes: Iterable[tuple[str, int, int]]) -> dict[str, Count]:
    """(choice, votes, weight) of each voter, added up by choice."""
    sums: dict[str, Count] = {}
    for choice, count, weight in votes:
        sums[choice] = sums.get(choice, Count()) + Count(1, count, weight)
    return sums


def decide(*, tally: Tally, rule: DecisionRule) -> Decision:
    """Adopted when every threshold is met, and somebody has voted.

    Source of the dual threshold: KS, ballot among members on a settlement: at least 1/3 of the votes cast by
    members, when these represent at least half of the employees of the members that voted. Who does not vote
    is left out of both. Reference: 300 voted, 100 yes with half of the staff: tests/test_thresholds.py.
    """
    lines = tuple(_line(tally, threshold) for threshold in rule.thresholds)
    return Decision(tally.cast.votes > 0 and all(line.is_met for line in lines), lines, tally)


def _line(tally: Tally, threshold: Threshold) -> ThresholdLine:
    side = tally.cast if threshold.side is Side.CAST else tally.side(YES)
    reached, whole = side.of(threshold.measure), _whole(tally, threshold.of).of(threshold.measure)
    needed = threshold.share * whole
    is_met = whole > 0 and (reached > needed or (reached == needed and not threshold.is_strict))
    return ThresholdLine(threshold, reached, whole, needed, is_met)


def _whole(tally: Tally, of: Base) -> Count:
    if of is Base.ENTITLED:
        return tally.entitled
    return tally.cast if of is Base.CAST else tally.side(YES) + tally.side(NO)
