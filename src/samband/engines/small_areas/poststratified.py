# SPDX-License-Identifier: EUPL-1.2
"""Multilevel regression and post-stratification: shares of areas from a logit with an effect of the area."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.sums import FloatArray, sum_by

NEWTON_ROUNDS = 50


class NoFit(ValueError):  # noqa: N818  it names the fact
    """The likelihood found no top: a category in which all answered alike, or columns that say the same
    twice."""

    def __init__(self) -> None:
        super().__init__(
            "The logit model found no best coefficients. Join categories in which everybody answered alike, "
            "and leave out columns that follow from others."
        )


@dataclass(frozen=True, slots=True)
class AreaLogit:
    """coefficients: (columns,). sd: of the areas' effects. effects, effect_sds: (areas,), and what is left
    uncertain
    of each given the coefficients. covariance: (columns + 1, columns + 1), of coefficients and log sd.
    log_likelihood: by Laplace's approximation, with the binomial constants as R's glmer prints it."""

    coefficients: FloatArray
    sd: float
    effects: FloatArray
    effect_sds: FloatArray
    covariance: FloatArray
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class _Cells:
    """In the order of their areas. present: areas with cells; starts: the first cell of each of them."""

    yes: FloatArray
    asked: FloatArray
    columns: FloatArray
    areas: NDArray[np.intp]
    size: int
    starts: NDArray[np.intp]
    present: NDArray[np.intp]

    @classmethod
    def of(
        cls, yes: FloatArray, asked: FloatArray, columns: FloatArray, areas: NDArray[np.intp], size: int
    ) -> "_Cells":
        order = np.argsort(areas, kind="stable")
        present, starts = np.unique(areas[order], return_index=True)
        return cls(yes[order], asked[order], columns[order], areas[order], size, starts, present)

    def sum(self, values: FloatArray) -> FloatArray:
        return sum_by(index=self.areas, values=values, size=self.size)

    def sums(self, values: FloatArray) -> FloatArray:
        """(areas, columns): Σ value · x."""
        found = np.zeros((self.size, self.columns.shape[1]))
        found[self.present] = np.add.reduceat(self.columns * values[:, None], self.starts, axis=0)
        return found


def fit_area_logit(
    *, yes: FloatArray, asked: FloatArray, columns: FloatArray, areas: NDArray[np.intp], size: int
) -> AreaLogit:
    """Random-intercept logit on cells, Laplace's approximation, exact gradient.

    yes, asked: (cells,), persons. columns: (cells, columns), a constant among them. areas: (cells,), index
    below size.
    Rows of persons that agree in columns and area are one cell: a hundred thousand answers are some
    thousand cells.
    Raises NoFit. Reference values: R lme4::glmer, tests/reference/logit.csv.
    Source: Gelman and Little, Survey Methodology 23, 1997; Park, Gelman and Bafumi, Political Analysis 12,
    2004.
    """
    from scipy.optimize import minimize  # slow to load

    cells = _Cells.of(yes, asked, columns, areas, size)
    start = np.append(_plain_logit(cells), np.log(0.5))
    effects = np.zeros(size)

    # Each column in units of its own information, so that the search sees a round hill.
    scale = np.append(1 / np.sqrt((columns**2 * (asked / 4)[:, None]).sum(axis=0)), 1 / np.sqrt(2 * size))

    def falling(steps: FloatArray) -> tuple[float, FloatArray]:
        value, gradient, effects[:] = _laplace(cells, start + steps * scale, effects)
        return -value, -gradient * scale

    steps = minimize(falling, np.zeros(len(start)), jac=True, method="BFGS", options={"gtol": 1e-3}).x
    steps, covariance = _polished(falling, steps)
    top = start + steps * scale
    value, _, effects = _laplace(cells, top, effects)
    covariance = covariance * np.outer(scale, scale)
    information = _information(cells, top, effects)
    sd = float(np.exp(top[-1]))
    left = np.sqrt(1 / (information + sd**-2))
    return AreaLogit(top[:-1], sd, effects, left, covariance, value + _constants(yes, asked))


def poststratify(
    *,
    model: AreaLogit,
    columns: FloatArray,
    areas: NDArray[np.intp],
    persons: FloatArray,
    draws: int = 1000,
    seed: int,
) -> tuple[FloatArray, FloatArray]:
    """Share of each area and its standard error, (areas,): predictions of cells, weighted by the persons in
    them.

    columns, areas, persons: of the population's cells, also those nobody answered in. Every area needs
    persons.
    Value and error are mean and spread over draws from the approximate posterior of coefficients, sd and
    effects.
    """
    chance, size = np.random.default_rng(seed), len(model.effects)
    keep = len(model.coefficients)
    root = np.linalg.cholesky(model.covariance[:keep, :keep] + 1e-14 * np.eye(keep))
    total = sum_by(index=areas, values=persons, size=size)
    shares = np.empty((draws, size))
    for draw in range(draws):
        coefficients = model.coefficients + root @ chance.standard_normal(keep)
        effects = model.effects + model.effect_sds * chance.standard_normal(size)
        expected = _expit(columns @ coefficients + effects[areas])
        shares[draw] = sum_by(index=areas, values=persons * expected, size=size) / total
    return shares.mean(axis=0), shares.std(axis=0, ddof=1)


def _polished(
    falling: Callable[[FloatArray], tuple[float, FloatArray]], steps: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """A Newton step to the very top, and the inverse curvature there: differences of the exact gradient."""
    curvature = _curvature(falling, steps)
    for _ in range(3):
        try:
            np.linalg.cholesky(curvature)
        except np.linalg.LinAlgError:
            raise NoFit from None
        steps = steps - np.linalg.solve(curvature, falling(steps)[1])
    if not np.abs(falling(steps)[1]).max() < 1e-4:
        raise NoFit
    return steps, np.asarray(np.linalg.inv(curvature), np.float64)


def _curvature(falling: Callable[[FloatArray], tuple[float, FloatArray]], steps: FloatArray) -> FloatArray:
    width = 1e-4
    moves = width * np.eye(len(steps))
    raw = np.array([falling(steps + move)[1] - falling(steps - move)[1] for move in moves]) / (2 * width)
    found: FloatArray = (raw + raw.T) / 2
    return found


def _laplace(
    cells: _Cells, parameters: FloatArray, start: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Approximate log-likelihood, its gradient in coefficients and log sd, and the effects at their mode."""
    coefficients, variance = parameters[:-1], float(np.exp(2 * parameters[-1]))
    fixed = cells.columns @ coefficients
    effects = _modes(cells, fixed, variance, start)
    predictor = fixed + effects[cells.areas]
    share = _expit(predictor)
    weights = cells.asked * share * (1 - share)
    bend = weights * (1 - 2 * share)
    information, third = cells.sum(weights), cells.sum(bend)
    grown = 1 + variance * information
    likelihood = (cells.yes * predictor - cells.asked * np.logaddexp(0, predictor)).sum()
    value = float(likelihood - (effects**2).sum() / (2 * variance) - 0.5 * np.log(grown).sum())
    part = 0.5 * variance / grown
    sharpness = information + 1 / variance
    moved = -cells.sums(weights) / sharpness[:, None]
    gradient = cells.columns.T @ (cells.yes - cells.asked * share)
    gradient = gradient - (part[:, None] * (cells.sums(bend) + third[:, None] * moved)).sum(axis=0)
    spread = effects**2 / variance - variance * information / grown
    in_sd = (spread - part * third * 2 * effects / variance / sharpness).sum()
    return value, np.append(gradient, in_sd), effects


def _modes(cells: _Cells, fixed: FloatArray, variance: float, start: FloatArray) -> FloatArray:
    """(areas,): the effects at which answers and their normal law agree best, by Newton, all areas at
    once."""
    effects = start.copy()
    for _ in range(NEWTON_ROUNDS):
        share = _expit(fixed + effects[cells.areas])
        slope = cells.sum(cells.yes - cells.asked * share) - effects / variance
        step = slope / (cells.sum(cells.asked * share * (1 - share)) + 1 / variance)
        effects += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return effects


def _information(cells: _Cells, parameters: FloatArray, effects: FloatArray) -> FloatArray:
    share = _expit(cells.columns @ parameters[:-1] + effects[cells.areas])
    return cells.sum(cells.asked * share * (1 - share))


def _plain_logit(cells: _Cells) -> FloatArray:
    """Coefficients without areas, as a start: a few Newton steps."""
    coefficients = np.zeros(cells.columns.shape[1])
    for _ in range(8):
        share = _expit(cells.columns @ coefficients)
        weights = cells.asked * share * (1 - share)
        moment = (cells.columns * weights[:, None]).T @ cells.columns
        try:
            step = np.linalg.solve(moment, cells.columns.T @ (cells.yes - cells.asked * share))
        except np.linalg.LinAlgError:
            raise NoFit from None
        coefficients += np.clip(step, -2, 2)
    return coefficients


def _constants(yes: FloatArray, asked: FloatArray) -> float:
    from scipy.special import gammaln

    return float((gammaln(asked + 1) - gammaln(yes + 1) - gammaln(asked - yes + 1)).sum())


def _expit(predictor: FloatArray) -> FloatArray:
    odds: FloatArray = 1 / (1 + np.exp(-np.clip(predictor, -700, 700)))
    return odds
