# SPDX-License-Identifier: EUPL-1.2
"""Calibration: design weights changed as little as possible so that they meet what is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samband.engines.weighting.auxiliaries import Auxiliaries
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.distances import UNBOUNDED, Bounds, Method, factors
from samband.engines.weighting.infeasible import Infeasible, explain
from samband.engines.weighting.normal_equations import normal_solver

MOST_HALVINGS = 30


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
