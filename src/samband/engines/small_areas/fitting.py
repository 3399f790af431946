# SPDX-License-Identifier: EUPL-1.2
"""The variance between areas, for many fits at once: one array call for all items or all bootstrap
replicates."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.sums import FloatArray

BoolArray = NDArray[np.bool_]

MOST_ROUNDS = 200
CALM_AFTER = 30
"""Rounds after which steps are halved: scoring that has not settled by then oscillates."""


class Method(StrEnum):
    """How the variance between areas is found."""

    REML = "reml"
    ML = "ml"
    MOMENTS = "moments"
    """The equation of Fay and Herriot 1979."""


class TooFewAreas(ValueError):  # noqa: N818  it names the fact
    """There are not more areas with an estimate than coefficients, or the columns say the same thing
    twice."""

    def __init__(self, *, areas: int, columns: int) -> None:
        self.areas, self.columns = areas, columns
        super().__init__(
            f"{areas} areas with a direct estimate cannot carry {columns} columns (the constant is one), or "
            "one column follows from the others. Leave out columns, or bring more areas."
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """direct, variances, present: (fits, areas), absent areas filled with 0 and 1. columns: (areas, columns),
    orthonormal. outer: (areas, columns²), the products of the columns."""

    direct: FloatArray
    variances: FloatArray
    present: FloatArray
    columns: FloatArray
    outer: FloatArray

    @classmethod
    def of(cls, *, direct: FloatArray, variances: FloatArray, columns: FloatArray) -> "Sample":
        """NaN, or a variance of 0, takes the area out of the fit."""
        is_in = np.isfinite(direct) & (variances > 0)
        found = cls(
            np.where(is_in, direct, 0.0),
            np.where(is_in, variances, 1.0),
            is_in.astype(np.float64),
            columns,
            (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), -1),
        )
        _refuse_too_few(found)
        return found

    def __len__(self) -> int:
        return len(self.direct)

    def rows(self, index: NDArray[np.intp] | slice) -> "Sample":
        return Sample(
            self.direct[index], self.variances[index], self.present[index], self.columns, self.outer
        )

    def moment(self, weights: FloatArray) -> FloatArray:
        """(fits, columns, columns): Σ w x xᵀ."""
        size = self.columns.shape[1]
        found: FloatArray = (weights @ self.outer).reshape(-1, size, size)
        return found

    def lines(self, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Coefficients (fits, columns), their inverse moment, and the residuals (fits, areas)."""
        inverse = np.asarray(np.linalg.inv(self.moment(weights)), np.float64)
        coefficients = (inverse @ ((weights * self.direct) @ self.columns)[:, :, None])[:, :, 0]
        return coefficients, inverse, self.direct - coefficients @ self.columns.T


@dataclass(frozen=True, slots=True)
class Variances:
    """Between areas. value, rounds, converged: (fits,)."""

    value: FloatArray
    rounds: NDArray[np.intp]
    converged: BoolArray


def fit_variances(
    *, sample: Sample, method: Method, tolerance: float, start: FloatArray | None = None
) -> Variances:
    """Fisher scoring from ``start``, or the median sampling variance; never below 0, where it may end.

    tolerance: the relative step at which a fit is at its end.
    Source: Rao and Molina, Small Area Estimation, 2015, section 6.1.2.
    """
    value = start_values(sample) if start is None else start.copy()
    rounds = np.zeros(len(sample), dtype=np.intp)
    open_fits, part = np.arange(len(sample)), sample
    for round_ in range(1, MOST_ROUNDS + 1):
        old = value[open_fits]
        step = _scoring_step(part, old, method) * (1.0 if round_ <= CALM_AFTER else 0.5)
        new = np.maximum(old + step, 0.0)
        value[open_fits], rounds[open_fits] = new, round_
        is_open = np.abs(new - old) > tolerance * old
        if not is_open.all():
            open_fits = open_fits[is_open]
            if not len(open_fits):
                break
            part = sample.rows(open_fits)
    converged = np.ones(len(sample), dtype=np.bool_)
    converged[open_fits] = False
    return Variances(value, rounds, converged)


def start_values(sample: Sample) -> FloatArray:
    """(fits,): median sampling variance of the areas present."""
    if sample.present.all():
        return np.asarray(np.median(sample.variances, axis=1), np.float64)
    present = np.where(sample.present > 0, sample.variances, np.nan)
    return np.asarray(np.nanmedian(present, axis=1), np.float64)


def _scoring_step(sample: Sample, value: FloatArray, method: Method) -> FloatArray:
    weights = sample.present / (value[:, None] + sample.variances)
    _, inverse, residuals = sample.lines(weights)
    weighted = weights * residuals
    if method is Method.MOMENTS:
        excess = _dot(weighted, residuals) - sample.present.sum(axis=1) + sample.columns.shape[1]
        moment_step: FloatArray = excess / weights.sum(axis=1)
        return moment_step
    squares = weights * weights
    trace, information = weights.sum(axis=1), squares.sum(axis=1)
    if method is Method.REML:
        second = inverse @ sample.moment(squares)
        third = sample.moment(squares * weights)
        trace -= np.trace(second, axis1=1, axis2=2)
        information -= 2 * _trace(inverse, third) - _trace(second, second)
    step: FloatArray = (_dot(weighted, weighted) - trace) / information
    return step


def _dot(first: FloatArray, second: FloatArray) -> FloatArray:
    found: FloatArray = np.einsum("fa,fa->f", first, second)
    return found


def _trace(first: FloatArray, second: FloatArray) -> FloatArray:
    """(fits,): the trace of each product."""
    found: FloatArray = np.einsum("fij,fji->f", first, second)
    return found


def _refuse_too_few(sample: Sample) -> None:
    fewest, size = int(sample.present.sum(axis=1).min(initial=np.inf)), sample.columns.shape[1]
    if fewest <= size:
        raise TooFewAreas(areas=fewest, columns=size)
    if not sample.present.all():
        smallest = np.linalg.eigvalsh(sample.moment(sample.present))[:, 0]
        if smallest.min() < 1e-10:
            raise TooFewAreas(areas=fewest, columns=size)
