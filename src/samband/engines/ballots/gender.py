# SPDX-License-Identifier: EUPL-1.2
"""How many of each gender a group must have, and moving candidates up until it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

WOMAN, MAN = "woman", "man"
GENDERS = (WOMAN, MAN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """label: name or whatever tells the person apart. gender: woman, man, or empty when not stated."""

    label: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class GenderRule:
    """At least so many of each gender. exact: size of the group -> least number; share: for other sizes,
    rounded up. Groups below ``from_size`` have no requirement."""

    share: Fraction
    exact: Mapping[int, int]
    from_size: int = 2

    def least(self, *, size: int) -> int:
        """The least number of each gender in a group of this size."""
        if size < self.from_size:
            return 0
        return self.exact.get(size, (self.share * size).__ceil__())

    def least_on_list(self, *, elected: int, size: int) -> int:
        """The least number of each gender among ``size`` candidates for a body of ``elected`` members.

        The numbers of ``exact`` are by members to be elected; above them the share is of the list. Never more
        than half of the list: of three names one third is as near as they come to 40 per cent each.
        """
        if elected < self.from_size:
            return 0
        return min(self.exact.get(elected, (self.share * size).__ceil__()), size // 2)


@dataclass(frozen=True, slots=True)
class MovedUp:
    """``up`` took the place of ``down``, who stood higher on the list. gender: the one that was too few."""

    up: Candidate
    down: Candidate
    gender: str


@dataclass(frozen=True, slots=True)
class GenderLine:
    """One group: how many of each gender, and how many it should have at least."""

    size: int
    least: int
    counts: Mapping[str, int]

    @property
    def is_met(self) -> bool:
        return all(count >= self.least for count in self.counts.values())

    @property
    def missing(self) -> dict[str, int]:
        return {gender: self.least - count for gender, count in self.counts.items() if count < self.least}


@dataclass(frozen=True, slots=True)
class Balanced:
    """chosen: in the order of the list. moves: what was changed; as far as the list allowed."""

    chosen: tuple[Candidate, ...]
    moves: tuple[MovedUp, ...]
    line: GenderLine


def gender_line(*, group: Sequence[Candidate], rule: GenderRule) -> GenderLine:
    counts = {gender: sum(one.gender == gender for one in group) for gender in GENDERS}
    return GenderLine(len(group), rule.least(size=len(group)), counts)


def balance(*, candidates: Sequence[Candidate], places: int, rule: GenderRule) -> Balanced:
    """The first ``places`` candidates, after candidates of the gender that is too few have moved up.

    Each move takes the first candidate of that gender who is not in, and the last of those who are in and
    whose gender can spare one. When the list has nobody more of that gender, the line says what is missing.
    """
    chosen, rest, moves = list(candidates[:places]), list(candidates[places:]), list[MovedUp]()
    least = rule.least(size=len(chosen))
    for gender in GENDERS:
        while sum(one.gender == gender for one in chosen) < least:
            up = next((one for one in rest if one.gender == gender), None)
            down = next((one for one in reversed(chosen) if _can_be_spared(one, chosen, gender, least)), None)
            if up is None or down is None:
                break
            chosen.remove(down)
            rest = [one for one in candidates if (one in rest and one != up) or one == down]
            chosen.append(up)
            moves.append(MovedUp(up, down, gender))
    stands = {one: at for at, one in enumerate(candidates)}
    elected = tuple(sorted(chosen, key=lambda one: stands[one]))
    return Balanced(elected, tuple(moves), gender_line(group=elected, rule=rule))


def _can_be_spared(one: Candidate, chosen: Sequence[Candidate], gender: str, least: int) -> bool:
    """Of another gender, and leaving does not make that one too few."""
    if one.gender == gender:
        return False
    return one.gender not in GENDERS or sum(other.gender == one.gender for other in chosen) > least
