# SPDX-License-Identifier: EUPL-1.2
"""What kind of number is carried over, how, and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from samband.engines.geography.correspondence import Correspondence, Division, Part
from samband.engines.geography.units import Basis, ChangeKind, Happened


class Quantity(StrEnum):
    """The kind decides what may be done with it when borders change."""

    TOTAL = "total"
    """Amounts: they add up."""
    COUNT = "count"
    """Whole numbers, none below zero, that add up; divided, they stay whole and keep their total."""
    RATIO = "ratio"
    """Numerator and denominator, which add up; their quotient is computed anew."""
    MEAN = "mean"
    """A mean with its n, or a rate with its denominator alone: the mean weighted by that base."""
    OTHER = "other"
    """Medians, indices, ranks, scores: carried to the same territory and to no other."""

    @property
    def has_base(self) -> bool:
        return self in (Quantity.RATIO, Quantity.MEAN)


class Status(IntEnum):
    """What a converted figure is. Only the first three have a value."""

    SAME = 0
    """Of the same territory, perhaps under another code or name."""
    COMBINED = 1
    """Put together of whole units: summed, or computed anew from sums."""
    ESTIMATED = 2
    """A part of it was divided by weights."""
    NOT_CONVERTIBLE = 3
    """Nobody knows: a unit was divided, or figures of this kind do not add up."""
    MISSING = 4
    """A figure that it would be made of is missing, or its base is zero."""
    NO_SOURCE = 5
    """Nothing in the register leads to the unit."""

    @property
    def has_value(self) -> bool:
        return self <= Status.ESTIMATED


@dataclass(frozen=True, slots=True)
class Method:
    """How to carry figures over a division. basis None: not at all. Else by the weights of that basis, and
    every figure made so is ESTIMATED and says of which share of it that holds."""

    basis: Basis | None = None


EXACT = Method()


class ObstacleKind(StrEnum):
    DIVIDED = "divided"
    NOT_ADDITIVE = "not additive"
    MISSING = "missing"
    NO_BASE = "no base"
    NO_SOURCE = "no source"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why there is no figure. others: the parts, the units put together, or those without a figure."""

    kind: ObstacleKind
    code: str
    others: tuple[str, ...] = ()
    on: date | None = None
    happened: Happened = Happened.NOTHING
    is_backward: bool = False

    @property
    def text(self) -> str:
        """In plain English; pages word it in the reader's language from the fields."""
        others = ", ".join(self.others)
        match self.kind:
            case ObstacleKind.DIVIDED:
                return self._divided(others)
            case ObstacleKind.NOT_ADDITIVE:
                return f"It is made of {others}, and figures of this kind cannot be put together or divided."
            case ObstacleKind.MISSING:
                return f"There is no figure for {others}."
            case ObstacleKind.NO_BASE:
                return "What it is measured against is zero."
        return f"Nothing in the register leads to {self.code}."

    def _divided(self, others: str) -> str:
        day = self.on.isoformat() if self.on else ""
        if self.is_backward:
            what = f"{self.code} took its territory on {day} from {others}"
        elif ChangeKind.TRANSFERRED in self.happened.kinds and self.code in self.others:
            what = f"A part of {self.code} went to another on {day} (now {others})"
        else:
            what = f"{self.code} was divided on {day} among {others}"
        return f"{what}; how its figures divide is not known."


def obstacles(
    *, correspondence: Correspondence, code: str, quantity: Quantity, missing: frozenset[str] = frozenset()
) -> tuple[Obstacle, ...]:
    """Why ``code`` has no figure; empty when nothing is in the way.

    missing: units of the date known on that have no figure.
    """
    parts = correspondence.parts_of.get(code, ())
    if not parts:
        return (Obstacle(ObstacleKind.NO_SOURCE, code),)
    unknown = dict.fromkeys(d for part in parts if part.share != part.share for d in part.divisions)
    if divided := tuple(map(_divided, unknown)):
        return divided
    if quantity == Quantity.OTHER and not is_same(parts):
        return (Obstacle(ObstacleKind.NOT_ADDITIVE, code, tuple(part.before for part in parts)),)
    without = tuple(part.before for part in parts if part.before in missing)
    return (Obstacle(ObstacleKind.MISSING, code, without),) if without else ()


def is_same(parts: tuple[Part, ...]) -> bool:
    """True when a unit made of these parts has the territory of one unit before."""
    return len(parts) == 1 and parts[0].is_whole


def _divided(division: Division) -> Obstacle:
    return Obstacle(
        kind=ObstacleKind.DIVIDED,
        code=division.code,
        others=division.parts,
        on=division.on,
        happened=division.happened,
        is_backward=division.is_backward,
    )
