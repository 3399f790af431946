# SPDX-License-Identifier: EUPL-1.2
"""Where units stand in one figure: beyond chance, beyond the usual spread, between which places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from samband.engines.comparison.funnel import Dispersion, dispersion, normal_limits
from samband.engines.comparison.groups import told_apart
from samband.engines.comparison.ranks import rank_intervals
from samband.engines.tables import Estimate

FEWEST = 5
"""With fewer units a funnel is a guess: no target to speak of, no spread to widen it by."""
SEED = 1
"""Of the drawn places, so that the same figures always give the same places."""


class Mark(StrEnum):
    """How far a unit is from the mean of all units."""

    USUAL = "usual"
    """Within what chance explains."""
    BEYOND_CHANCE = "beyond_chance"
    """Beyond chance, within the usual spread of units."""
    BEYOND_SPREAD = "beyond_spread"
    """Beyond both chance and the usual spread."""


class TooFewUnits(ValueError):  # noqa: N818  it names the fact
    """found: units with a figure and a margin of error."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(
            f"At least {FEWEST} units with a figure and its error are needed; there are {found}."
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. first, last: the places it may have, 1 is the highest value. direction: 1 above, -1 below."""

    estimate: Estimate
    mark: Mark
    direction: int
    first: int
    last: int


@dataclass(frozen=True)
class Standings:
    """target: mean of the units, each counting the same. spread: how much they differ beyond chance.

    units: code -> where it stands, in the order given. apart: (units, units), pairs that certainly differ.
    """

    target: float
    spread: Dispersion
    units: Mapping[str, Standing]
    apart: NDArray[np.bool_]

    @property
    def between(self) -> float:
        """τ, the standard deviation of true differences; 0 where chance explains all of them."""
        return self.spread.between if self.spread.is_over else 0.0

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {unit: at for at, unit in enumerate(self.units)}

    def are_apart(self, one: str, other: str) -> bool:
        """Whether the two certainly differ, all pairs looked at together. Raises KeyError."""
        return bool(self.apart[self._at[one], self._at[other]])

    def limits(self, error: float, level: float) -> tuple[float, float]:
        """Of the funnel at a standard error: target ± z √(se² + τ²)."""
        found = normal_limits(
            target=self.target, errors=np.array([error]), between=self.between, levels=(level,)
        )
        return float(found.lower[0, 0]), float(found.upper[0, 0])


def standings(*, rows: Sequence[Estimate], seed: int = SEED, level: float = 0.95) -> Standings:
    """Rows of one figure, one for each unit; those without a value or an error are left out.

    A unit without sampling error (everybody answered) has its place, and is not used to measure the spread.
    level: part of units inside the limits by chance. Raises TooFewUnits.
    """
    known = [row for row in rows if row.is_known and np.isfinite(row.se)]
    values = np.array([row.value for row in known])
    errors = np.array([row.se for row in known])
    if (uncertain := int((errors > 0).sum())) < FEWEST:
        raise TooFewUnits(uncertain)
    target = float(values.mean())
    found = dispersion(values=values[errors > 0], errors=errors[errors > 0], target=target)
    between = found.between if found.is_over else 0.0
    reach = float(ndtri((1 + level) / 2))
    away = values - target
    beyond_chance = np.abs(away) > reach * errors
    beyond_spread = np.abs(away) > reach * np.sqrt(errors**2 + between**2)
    places = rank_intervals(values=values, errors=errors, seed=seed)
    units = {
        row.unit: Standing(
            row, _mark(chance=bool(chance), spread=bool(spread)), int(np.sign(off)), int(first), int(last)
        )
        for row, chance, spread, off, first, last in zip(
            known, beyond_chance, beyond_spread, away, places.lower, places.upper, strict=True
        )
    }
    return Standings(target, found, units, told_apart(values=values, errors=errors))


def _mark(*, chance: bool, spread: bool) -> Mark:
    if spread:
        return Mark.BEYOND_SPREAD
    return Mark.BEYOND_CHANCE if chance else Mark.USUAL
