# SPDX-License-Identifier: EUPL-1.2
"""Calibration: design weights changed as little as possible so that they meet what is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse import csr_array

from samband.engines.weighting.auxiliaries import Auxiliaries
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.distances import UNBOUNDED, Bounds, Method, factors
from samband.engines.weighting.infeasible import Infeasible, explain

MOST_HALVINGS = 30
SINGULAR = 1e-12
"""Directions weaker than this, relative to the strongest, carry nothing."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """factors: (cells,), what the design weights are multiplied by. rounds: used. gap: the largest."""

    factors: FloatArray
    rounds: int
    gap: float


def calibrate(
    *,
    weighted: FloatArray,
    auxiliaries: Auxiliaries,
    method: Method = Method.LINEAR,
    bounds: Bounds = UNBOUNDED,
    tolerance: float = 1e-11,
    most_rounds: int = 100,
) -> Calibration:
    """Factors by cell so that all totals are met.

    weighted: (cells,), sum of design weights of the respondents who are alike in all auxiliaries (one
    respondent a cell is as good), > 0. Raises Infeasible, which names what cannot be met and within which
    bounds it could. Newton's method on the dual, the step halved while it overshoots.
    The same weights as R survey::calibrate (calfun linear, raking, logit; bounds), tests/reference. Linear
    without bounds can make weights below 0: look at the smallest factor, or give bounds.
    Not for more totals than the sample bears: below some 20 respondents a total, weights get wild.
    Source: Deville and Särndal 1992.
    """
    dual = _Dual(weighted, auxiliaries, method, bounds)
    place = dual.at(np.zeros(len(auxiliaries)))
    for done in range(1, most_rounds + 1):
        place = dual.step(place)
        gap = float(np.abs(auxiliaries.gaps(weighted * place.factors)).max(initial=0.0))
        if gap <= tolerance:
            return Calibration(place.factors, done, gap)
        if not np.isfinite(gap) or place.is_stuck:
            break
    raise Infeasible(
        explain(weighted=weighted, auxiliaries=auxiliaries, method=method, bounds=bounds, gap=gap)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """multipliers: λ, (variables,). misfit: totals less sums, (variables,)."""

    multipliers: FloatArray
    factors: FloatArray
    slopes: FloatArray
    misfit: FloatArray
    is_stuck: bool = False


@dataclass(frozen=True, slots=True)
class _Dual:
    """The concave function whose top is the calibration: its slope is the misfit."""

    weighted: FloatArray
    auxiliaries: Auxiliaries
    method: Method
    bounds: Bounds

    def at(self, multipliers: FloatArray, *, is_stuck: bool = False) -> _Place:
        scores = self.auxiliaries.values @ multipliers
        found, slopes = factors(scores=scores, method=self.method, bounds=self.bounds)
        misfit = self.auxiliaries.totals - self.auxiliaries.sums(self.weighted * found)
        return _Place(multipliers, found, slopes, misfit, is_stuck)

    def step(self, place: _Place) -> _Place:
        """Uphill to where the slope along the way has halved, or the top is not yet passed."""
        direction = self._solver(place)(place.misfit)
        slope = float(direction @ place.misfit)
        length = 1.0
        for _ in range(MOST_HALVINGS):
            there = self.at(place.multipliers + length * direction)
            if float(direction @ there.misfit) >= -0.5 * abs(slope):
                return there
            length /= 2
        return self.at(place.multipliers, is_stuck=True)

    def _solver(self, place: _Place) -> Callable[[FloatArray], FloatArray]:
        return normal_solver(values=self.auxiliaries.values, weighted=self.weighted * place.slopes)


def normal_solver(*, values: csr_array, weighted: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Solves (X'WX) b = r for (variables,) or (variables, columns); the shortest b where X'WX is singular."""
    normal: FloatArray = (values.T @ by_row(values, weighted)).toarray()
    scale = np.sqrt(np.maximum(normal.diagonal(), np.finfo(np.float64).tiny))
    solve = _scaled_solver(normal / np.outer(scale, scale))

    def solved(right: FloatArray) -> FloatArray:
        by_row = scale.reshape(-1, *[1] * (right.ndim - 1))
        found: FloatArray = solve(right / by_row) / by_row
        return found

    return solved


def by_row(values: csr_array, factors: FloatArray) -> csr_array:
    """Each row of the values multiplied by its factor."""
    scaled = values.copy()
    scaled.data *= np.repeat(factors, np.diff(values.indptr))
    return scaled


def _scaled_solver(normal: FloatArray) -> Callable[[FloatArray], FloatArray]:
    try:
        factor = cho_factor(normal, lower=True)
        if (factor[0].diagonal() ** 2).min(initial=1.0) > SINGULAR:
            return lambda right: cho_solve(factor, right)
    except LinAlgError:
        pass  # singular, as where no respondent may move any more
    roots, axes = np.linalg.eigh(normal)
    is_used = roots > SINGULAR * max(float(roots[-1]), np.finfo(np.float64).tiny)
    inverse = (axes[:, is_used] / roots[is_used]) @ axes[:, is_used].T
    return lambda right: inverse @ right
