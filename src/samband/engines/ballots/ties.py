# SPDX-License-Identifier: EUPL-1.2
"""What happens when two have equally much: only what a rule declared beforehand, and it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256


class TieStep(StrEnum):
    MOST_VOTES = "most_votes"
    """The one with more votes goes first."""
    LOT = "lot"
    """By lot, drawn from a seed that stands in the record."""


@dataclass(frozen=True, slots=True)
class TieRule:
    """steps: tried in this order; none means that a tie is refused. seed: for the lot, any text.

    The lot orders names by the SHA-256 of seed, occasion and name: whoever knows the seed can draw it again.
    Publish the seed, or how it will be found, before the votes are counted.
    """

    steps: tuple[TieStep, ...] = ()
    seed: str = ""

    def __post_init__(self) -> None:
        if TieStep.LOT in self.steps and not self.seed:
            raise ValueError("A lot needs a seed. Give one, so that the draw can be made again.")


@dataclass(frozen=True, slots=True)
class Tie:
    """names: equal in ``value``. places: fewer than names. winners: in order. by: the step that decided."""

    names: tuple[str, ...]
    value: Fraction
    places: int
    winners: tuple[str, ...]
    by: TieStep


class UnresolvedTie(ValueError):  # noqa: N818  it names the fact
    """More have equally much than there are places, and no declared rule decides between them."""

    def __init__(self, *, names: Sequence[str], value: Fraction, places: int) -> None:
        self.names, self.value, self.places = tuple(names), value, places
        super().__init__(
            f"{', '.join(names)} have equally much ({value}) and {places} of {len(names)} can be placed. "
            "Declare how a tie is decided: most votes, or a lot with its seed."
        )


REFUSE = TieRule()


def ordered(*, names: Sequence[str], votes: Mapping[str, int], value: Fraction, rule: TieRule) -> list[str]:
    """Equal names in the order that the rule gives them; by name where it says nothing."""
    return sorted(names, key=lambda name: (_key(name, votes, value, rule), name))


def resolve(
    *, names: Sequence[str], votes: Mapping[str, int], value: Fraction, places: int, rule: TieRule
) -> Tie:
    """Who of the equal names gets the places. Raises UnresolvedTie when the rule leaves it open."""
    line = ordered(names=names, votes=votes, value=value, rule=rule)
    last, first_out = (_key(name, votes, value, rule) for name in line[places - 1 : places + 1])
    if last == first_out:
        raise UnresolvedTie(names=sorted(names), value=value, places=places)
    decided = next(step for step, a, b in zip(rule.steps, last, first_out, strict=True) if a != b)
    return Tie(tuple(sorted(names)), value, places, tuple(line[:places]), decided)


def _key(name: str, votes: Mapping[str, int], value: Fraction, rule: TieRule) -> tuple[int, ...]:
    return tuple(
        -votes[name] if step is TieStep.MOST_VOTES else lot_number(seed=rule.seed, about=value, name=name)
        for step in rule.steps
    )


def lot_number(*, seed: str, about: object, name: str) -> int:
    """The number that a name draws; the lowest goes first."""
    return int.from_bytes(sha256(f"{seed}\n{about}\n{name}".encode()).digest())
