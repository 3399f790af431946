# SPDX-License-Identifier: EUPL-1.2
"""When no weights meet the totals: what comes nearest, and which bounds would do. By linear programming."""

from dataclasses import dataclass, replace
from math import inf, isfinite

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, diags_array, eye_array, hstack

from samband.engines.weighting.auxiliaries import Auxiliaries
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.distances import Bounds, Method

MOST_NAMED = 10
FELT = 1e-7
"""Relative distances below this are rounding of the linear program."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A total and what the weights that come nearest to all totals make of it."""

    name: str
    total: float
    nearest: float


@dataclass(frozen=True, slots=True)
class Infeasibility:
    """unmet: the furthest first, at most ``MOST_NAMED``. bounds: those asked for.

    upper_needed: the smallest upper bound that would do with this lower one; None: none would. lower_needed:
    the largest lower bound, down to 0, that would do with this upper one; None: none would.
    both_needed: bounds that would do where moving one alone would not.
    gap: largest relative distance when the search was given up; it is all there is where nothing is unmet.
    """

    bounds: Bounds
    unmet: tuple[Unmet, ...]
    upper_needed: float | None
    lower_needed: float | None
    gap: float
    both_needed: Bounds | None = None


class Infeasible(ValueError):  # noqa: N818  it names the fact
    """No weights within the bounds meet all totals."""

    def __init__(self, report: Infeasibility) -> None:
        self.report = report
        super().__init__(_worded(report))


def explain(
    *, weighted: FloatArray, auxiliaries: Auxiliaries, method: Method, bounds: Bounds, gap: float = 0.0
) -> Infeasibility:
    """Find the nearest totals that can be met (sum of relative distances), and bounds that would do."""
    least = replace(bounds, lower=max(bounds.lower, 0.0) if method is not Method.LINEAR else bounds.lower)
    program = _Program(weighted, auxiliaries)
    unmet = program.unmet(least)
    if not unmet or not isfinite(least.upper):
        return Infeasibility(bounds, unmet, None, None, gap)
    upper = program.bound_needed(replace(least, upper=inf))
    lower = program.lower_needed(least)
    both = program.both_needed() if upper is None and lower is None else None
    return Infeasibility(bounds, unmet, upper, lower, gap, both)


@dataclass(frozen=True, slots=True)
class _Program:
    weighted: FloatArray
    auxiliaries: Auxiliaries

    def unmet(self, bounds: Bounds) -> tuple[Unmet, ...]:
        """Factors of the cells, and distances above and below each total, scaled to the total."""
        rows, goal, size = self._rows(), *self._goal()
        cells, totals = len(self.weighted), len(goal)
        distances = eye_array(totals)
        found = linprog(
            np.concatenate([np.zeros(cells), np.ones(2 * totals)]),
            A_eq=hstack([rows, distances, -distances]),
            b_eq=goal,
            bounds=[*self._limits(bounds), *[(0, None)] * (2 * totals)],
            method="highs",
        )
        if found.x is None:
            return ()
        nearest = rows @ found.x[:cells]
        order = np.argsort(-np.abs(nearest - goal), kind="stable")[:MOST_NAMED]
        names = self.auxiliaries.names
        return tuple(
            Unmet(names[at], float(goal[at] * size[at]), float(nearest[at] * size[at]))
            for at in order.tolist()
            if abs(nearest[at] - goal[at]) > FELT
        )

    def bound_needed(self, bounds: Bounds) -> float | None:
        """The smallest upper bound."""
        cells = len(self.weighted)
        below_it = hstack([eye_array(cells), csr_array(-np.ones((cells, 1)))])
        return self._extreme(1.0, below_it, [*self._limits(bounds), (0, None)])

    def lower_needed(self, bounds: Bounds) -> float | None:
        """The largest lower bound from 0 up."""
        cells = len(self.weighted)
        above_it = hstack([-eye_array(cells), csr_array(np.ones((cells, 1)))])
        return self._extreme(-1.0, above_it, [*self._limits(replace(bounds, lower=0.0)), (0, None)])

    def both_needed(self) -> Bounds | None:
        """The smallest upper bound of all, and the largest lower one beside it."""
        upper = self.bound_needed(Bounds(0.0))
        if upper is None:
            return None
        enough = max(_up(upper), 1.01)
        return Bounds(min(_down(self.lower_needed(Bounds(0.0, enough)) or 0.0), 0.99), enough)

    def _extreme(
        self, worth: float, inequality: csr_array, limits: list[tuple[float | None, float | None]]
    ) -> float | None:
        rows, goal, _ = self._rows(), *self._goal()
        cells = len(self.weighted)
        found = linprog(
            np.append(np.zeros(cells), worth),
            A_ub=inequality,
            b_ub=np.zeros(cells),
            A_eq=hstack([rows, csr_array((len(goal), 1))]),
            b_eq=goal,
            bounds=limits,
            method="highs",
        )
        return float(found.x[-1]) if found.status == 0 else None

    def _rows(self) -> csr_array:
        _, size = self._goal()
        return csr_array(diags_array(1 / size) @ self.auxiliaries.values.T @ diags_array(self.weighted))

    def _goal(self) -> tuple[FloatArray, FloatArray]:
        totals = self.auxiliaries.totals
        size = np.where(totals == 0, 1.0, np.abs(totals))
        return totals / size, size

    def _limits(self, bounds: Bounds) -> list[tuple[float | None, float | None]]:
        low = bounds.lower if isfinite(bounds.lower) else None
        high = bounds.upper if isfinite(bounds.upper) else None
        return [(low, high)] * len(self.weighted)


def _worded(report: Infeasibility) -> str:
    if not report.unmet:
        return (
            f"The totals are met to {report.gap:.2g} of their size only. They can be met at the very edge "
            "of what is possible: widen the bounds a little, or join small categories."
        )
    within = _within(report.bounds)
    nearest = "; ".join(f"{one.name}: {one.nearest:,.6g} instead of {one.total:,.6g}" for one in report.unmet)
    return f"No weights meet all totals{within}. Nearest: {nearest}. {_remedy(report)}"


def _within(bounds: Bounds) -> str:
    if not bounds.are_given:
        return ""
    return f" while each design weight is multiplied by {max(bounds.lower, 0.0):g} to {bounds.upper:g}"


def _remedy(report: Infeasibility) -> str:
    ways = ["join the categories named with neighbours", "correct the totals"]
    if report.both_needed is not None:
        both = report.both_needed
        ways.insert(0, f"take bounds from {both.lower:g} to {both.upper:g}")
    if report.lower_needed is not None:
        ways.insert(0, f"lower the lower bound to {_down(report.lower_needed):g}")
    if report.upper_needed is not None:
        ways.insert(0, f"raise the upper bound to {_up(report.upper_needed):g}")
    return f"{'; or '.join(ways).capitalize()}."


def _up(bound: float) -> float:
    """Three digits, rounded away from the edge."""
    return float(f"{bound * 1.005:.3g}")


def _down(bound: float) -> float:
    return float(f"{bound * 0.995:.3g}")
