# SPDX-License-Identifier: EUPL-1.2
"""Members that are alike: who is worth comparing with, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log, sqrt

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trait:
    """A column that describes members, not how they do their work.

    weight: how much it counts, > 0. is_logged: for what spans orders of magnitude, as the number of people;
    raw, all members but the largest cities would be one point.
    """

    code: str
    weight: float = 1.0
    is_logged: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """distance: 0 for a twin, 1 for the farthest member of all. parts: trait -> its part of the distance."""

    unit: str
    distance: float
    parts: Mapping[str, float]


class BadTrait(ValueError):  # noqa: N818  it names the fact
    """A column cannot describe members."""


def similar_members(
    *,
    unit: str,
    traits: Sequence[Trait],
    known: Mapping[str, Mapping[str, float]],
    count: int = 15,
    among: Collection[str] | None = None,
) -> tuple[Neighbour, ...]:
    """The members nearest to one, nearest first; equal ones in the order of their codes.

    known: unit -> trait -> value; units that lack one are left out. among: who may be chosen; the scale is
    made of all units in any case, so that the choice does not move it. Distance as CIPFA's nearest
    neighbours: each trait as standard scores (n − 1), Euclidean, divided by the farthest. Raises BadTrait;
    LookupError when the unit itself lacks a trait.
    """
    if not traits:
        raise BadTrait("Name at least one trait to compare members by.")
    units = sorted(one for one in known if all(_is_there(known[one], trait) for trait in traits))
    if unit not in units:
        missing = ", ".join(t.code for t in traits if not _is_there(known.get(unit, {}), t))
        raise LookupError(f"Of {unit} these traits are not known: {missing}.")
    scores = np.column_stack([_scores(trait, [known[one][trait.code] for one in units]) for trait in traits])
    squares = (scores - scores[units.index(unit)]) ** 2
    sums = squares.sum(axis=1)
    farthest = sqrt(float(sums.max())) or 1.0
    chosen = sorted(
        (float(sums[place]), one, place)
        for place, one in enumerate(units)
        if one != unit and (among is None or one in among)
    )
    return tuple(
        Neighbour(one, sqrt(total) / farthest, _parts(traits, squares[place], total))
        for total, one, place in chosen[:count]
    )


def _is_there(values: Mapping[str, float], trait: Trait) -> bool:
    return isfinite(values.get(trait.code, float("nan")))


def _scores(trait: Trait, values: Sequence[float]) -> FloatArray:
    if trait.weight <= 0:
        raise BadTrait(f"The weight of {trait.code} is {trait.weight:g}. Give a weight above 0.")
    if trait.is_logged and min(values) <= 0:
        raise BadTrait(f"{trait.code} has values of 0 or below, which have no logarithm.")
    column = np.array([log(value) for value in values] if trait.is_logged else values, dtype=np.float64)
    spread = float(column.std(ddof=1)) if len(column) > 1 else 0.0
    if spread == 0:
        raise BadTrait(f"{trait.code} is the same everywhere and cannot tell members apart. Leave it out.")
    found: FloatArray = sqrt(trait.weight) * (column - column.mean()) / spread
    return found


def _parts(traits: Sequence[Trait], squares: FloatArray, total: float) -> Mapping[str, float]:
    return {
        trait.code: float(square) / total if total else 0.0
        for trait, square in zip(traits, squares, strict=True)
    }
