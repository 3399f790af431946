# SPDX-License-Identifier: EUPL-1.2
"""Unit-level model of Battese, Harter and Fuller: answers of persons, with an effect of their area."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.small_areas.fitting import TooFewAreas
from samband.engines.weighting.sums import FloatArray, sum_by

LARGEST_RATIO = 1e6
"""Of the variance between areas to that inside: beyond it the areas have nothing in common."""


@dataclass(frozen=True, slots=True)
class NestedError:
    """between, inside: variances. coefficients, their errors: (columns,).

    eblup, mse, synthetic, shrinkage: (areas,), of the population means; effects: (areas,), predicted.
    """

    between: float
    inside: float
    coefficients: FloatArray
    coefficient_errors: FloatArray
    effects: FloatArray
    eblup: FloatArray
    mse: FloatArray
    synthetic: FloatArray
    shrinkage: FloatArray


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the answers leave behind: per area n (areas,), Σx (areas, columns), Σy (areas,); in all xxᵀ, xy,
    yy."""

    n: FloatArray
    x: FloatArray
    y: FloatArray
    xx: FloatArray
    xy: FloatArray
    yy: float

    @classmethod
    def of(cls, answers: FloatArray, columns: FloatArray, areas: NDArray[np.intp], size: int) -> "_Sums":
        x = np.stack([sum_by(index=areas, values=column, size=size) for column in columns.T], axis=1)
        n = sum_by(index=areas, values=np.ones(len(answers)), size=size)
        y = sum_by(index=areas, values=answers, size=size)
        return cls(n, x, y, columns.T @ columns, columns.T @ answers, float(answers @ answers))

    def lines(self, ratio: float) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Coefficients, inverse of xᵀ H⁻¹ x, and per area Σ residuals; H = 1 + ratio · (same area)."""
        drawn = ratio / (1 + self.n * ratio)
        moment = self.xx - (self.x * drawn[:, None]).T @ self.x
        inverse = np.asarray(np.linalg.inv(moment), np.float64)
        coefficients = inverse @ (self.xy - self.x.T @ (drawn * self.y))
        return coefficients, inverse, self.y - self.x @ coefficients

    def squares(self, ratio: float) -> float:
        """Residual sum of squares in H⁻¹."""
        coefficients, _, residuals = self.lines(ratio)
        plain = self.yy - 2 * coefficients @ self.xy + coefficients @ self.xx @ coefficients
        return float(plain - (ratio / (1 + self.n * ratio) * residuals**2).sum())

    def slope(self, ratio: float) -> float:
        """Derivative of −2 restricted log-likelihood in the ratio, the variance inside profiled out."""
        _, inverse, residuals = self.lines(ratio)
        falling = 1 / (1 + self.n * ratio) ** 2
        moment = (self.x * falling[:, None]).T @ self.x
        freedom = self.n.sum() - len(inverse)
        grown = float((self.n / (1 + self.n * ratio)).sum() - np.trace(inverse @ moment))
        return grown - float(freedom) * float((falling * residuals**2).sum()) / self.squares(ratio)


def nested_error(
    *,
    answers: FloatArray,
    auxiliaries: FloatArray,
    areas: NDArray[np.intp],
    area_means: FloatArray,
    population: FloatArray,
) -> NestedError:
    """EBLUP of area means of a finite population, REML, with the MSE of Prasad and Rao.

    answers: (persons,). auxiliaries: (persons, columns), a constant among them. areas: (persons,), index.
    area_means: (areas, columns), means of the auxiliaries in the whole area. population: (areas,), persons.
    An area without answers gets the synthetic value and MSE σ²_between + xᵀ Q x.
    One pass over the persons; after that the work grows with the areas only.
    Source: Battese, Harter and Fuller, JASA 83, 1988; Prasad and Rao, JASA 85, 1990; Rao and Molina 2015,
    chapter 7.
    Reference values: R lme4 on the corn data (as R sae::eblupBHF), tests/reference/corn.csv.
    Raises TooFewAreas. Not for samples whose chance of selection depends on the answer given the columns:
    weights are
    not used.
    """
    sums = _Sums.of(answers, auxiliaries, areas, len(population))
    _refuse(sums)
    ratio = _root(sums.slope)
    coefficients, inverse, residuals = sums.lines(ratio)
    inside = sums.squares(ratio) / (len(answers) - len(coefficients))
    counts = np.maximum(sums.n, 1)
    effects = ratio / (1 + sums.n * ratio) * residuals
    fraction = sums.n / population
    means = sums.x / counts[:, None]
    synthetic = area_means @ coefficients
    eblup = (
        fraction * sums.y / counts
        + (area_means - fraction[:, None] * means) @ coefficients
        + (1 - fraction) * effects
    )
    mse = _mse(sums, inside * ratio, inside, inverse * inside, area_means, population)
    errors = np.sqrt(np.diag(inverse) * inside)
    shrinkage = sums.n * ratio / (1 + sums.n * ratio)
    return NestedError(
        inside * ratio, inside, coefficients, errors, effects, eblup, mse, synthetic, shrinkage
    )


def _mse(
    sums: _Sums,
    between: float,
    inside: float,
    covariance: FloatArray,
    area_means: FloatArray,
    population: FloatArray,
) -> FloatArray:
    """(1 − f)² (g1 + g2 + 2 g3) + (N − n) σ²_inside/N², g2 with the means of those who were not asked."""
    n, counts, fraction = sums.n, np.maximum(sums.n, 1), sums.n / population
    shrinkage = n * between / (inside + n * between)
    asked = sums.x / counts[:, None]
    silent = (area_means - fraction[:, None] * asked) / np.maximum(1 - fraction, 1e-12)[:, None]
    away = silent - shrinkage[:, None] * asked
    second = np.einsum("ai,ij,aj->a", away, covariance, away)
    third = n * inside**2 / (inside + n * between) ** 3 * _doubt(n, between, inside)
    ours = (1 - shrinkage) * between + second + 2 * np.where(n > 0, third, 0.0)
    found: FloatArray = (1 - fraction) ** 2 * ours + (1 - fraction) * inside / population
    return found


def _doubt(n: FloatArray, between: float, inside: float) -> float:
    """V(σ²_between) + (σ²_between/σ²_inside)² V(σ²_inside) − 2 (ratio) cov, from the information of both."""
    total = inside + n * between
    upper = 0.5 * (n**2 / total**2).sum()
    mixed = 0.5 * (n / total**2).sum()
    lower = 0.5 * (np.maximum(n - 1, 0) / inside**2 + np.where(n > 0, 1 / total**2, 0.0)).sum()
    inverse = np.linalg.inv(np.array([[upper, mixed], [mixed, lower]]))
    ratio = between / inside
    return float(inverse[0, 0] + ratio**2 * inverse[1, 1] - 2 * ratio * inverse[0, 1])


def _root(slope: Callable[[float], float]) -> float:
    """Where the slope crosses 0, from a start that grows tenfold; 0 when the likelihood falls from the
    start."""
    from scipy.optimize import brentq  # slow to load, and needed here alone

    if slope(0.0) >= 0:
        return 0.0
    high = 1e-3
    while slope(high) < 0 and high < LARGEST_RATIO:
        high *= 10
    if high >= LARGEST_RATIO:
        return high
    return float(brentq(slope, 0.0, high, xtol=1e-15, rtol=1e-14))


def _refuse(sums: _Sums) -> None:
    with_answers, columns = int((sums.n > 0).sum()), len(sums.xx)
    scale = np.sqrt(np.maximum(np.diag(sums.xx), 1e-300))
    smallest = np.linalg.eigvalsh(sums.xx / np.outer(scale, scale))[0]
    if with_answers < 2 or sums.n.sum() <= columns + with_answers or smallest < 1e-10:
        raise TooFewAreas(areas=with_answers, columns=columns)
