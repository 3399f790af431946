# SPDX-License-Identifier: EUPL-1.2
"""Who answered? Propensities by known margins, and how fair a picture of the invited the answers give.

R = 1 − 2 S(ρ), with S the standard deviation of the response propensities over the invited: 1 when all groups
answered alike (Schouten, Cobben and Bethlehem 2009), adjusted for chance (Shlomo, Skinner and Schouten 2012).
Partial indicators show which margin is behind it. Propensities by logistic regression on the margins' main
effects. Says nothing of what the margins do not hold: a picture fair by sex and age may be false by trust.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

FloatArray = NDArray[np.float64]
Index = NDArray[np.intp]

ROUNDS = 60


class BadResponse(ValueError):  # noqa: N818  it names the fact
    """Counts of invited and answers that contradict one another."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category of one margin."""

    margin: str
    label: str
    invited: float
    answered: float

    @property
    def rate(self) -> float:
        return self.answered / self.invited


@dataclass(frozen=True, slots=True)
class Response:
    """rate: answers by invited. indicator: R adjusted for chance, between lower and upper; plain: not
    adjusted.

    most_bias: S/ρ̄, at most this many standard deviations is the mean of any answer off, if the margins
    explain response. partial: by margin, how much of S it makes alone (unconditional). propensity: (cells,).
    """

    invited: float
    rate: float
    plain: float
    indicator: float
    lower: float
    upper: float
    most_bias: float
    partial: tuple[tuple[str, float], ...]
    categories: tuple[Category, ...]
    propensity: FloatArray


def response_of(
    *,
    margins: Sequence[str],
    labels: Sequence[Sequence[str]],
    invited: FloatArray,
    answered: FloatArray,
    confidence: float = 0.95,
) -> Response:
    """labels: for each margin (cells,), the category of each cell. invited, answered: (cells,) persons.

    The interval is that of S², S² ± z √V with V = 4 A′ΣA + 2 tr(BΣBΣ), Σ the covariance of the coefficients,
    A and B the covariances of ρ(1 − ρ)x with ρ and with itself over the invited; so it holds near R = 1 too.
    Raises BadResponse for more answers than invited, or nobody invited at all.
    """
    _refuse_contradictions(margins, labels, invited, answered)
    used = invited > 0
    coded = [np.unique(np.asarray(column)[used], return_inverse=True) for column in labels]
    design = _dummies([index for _, index in coded])
    n, y = invited[used], answered[used]
    propensity, slope = _logistic(design, n, y)
    rate = float(y.sum() / n.sum())
    spread = float(n @ (propensity - rate) ** 2 / (n.sum() - 1))
    square = float((1 + 1 / n.sum()) * spread - _by_chance(design, n, slope))
    half = float(ndtri((1 + confidence) / 2)) * _spread_of_square(design, n, propensity, slope)
    lower, adjusted, upper = (max(one, 0.0) for one in (square - half, square, square + half))
    whole = np.full(len(used), np.nan)
    whole[used] = propensity
    return Response(
        invited=float(n.sum()),
        rate=rate,
        plain=1 - 2 * spread**0.5,
        indicator=1 - 2 * adjusted**0.5,
        lower=1 - 2 * upper**0.5,
        upper=1 - 2 * lower**0.5,
        most_bias=adjusted**0.5 / rate if rate else float("nan"),
        partial=tuple((m, _partial(index, n, y)) for m, (_, index) in zip(margins, coded, strict=True)),
        categories=tuple(
            c for m, column in zip(margins, coded, strict=True) for c in _categories(m, column, n, y)
        ),
        propensity=whole,
    )


def _refuse_contradictions(
    margins: Sequence[str], labels: Sequence[Sequence[str]], invited: FloatArray, answered: FloatArray
) -> None:
    if not invited.sum() > 0:
        raise BadResponse("Nobody was invited. Give the invited by category.")
    for at in np.flatnonzero(answered > invited)[:1]:
        where = ", ".join(f"{m} {column[at]}" for m, column in zip(margins, labels, strict=True))
        raise BadResponse(
            f"{where}: {answered[at]:g} answers, but {invited[at]:g} invited. Correct one of the two."
        )


def _dummies(indices: Sequence[Index]) -> FloatArray:
    """(cells, 1 + categories − margins): a constant, then each category but the first of its margin."""
    columns = [np.ones(len(indices[0]))]
    columns += [
        (index == at).astype(np.float64) for index in indices for at in range(1, int(index.max()) + 1)
    ]
    return np.stack(columns, axis=1)


def _logistic(design: FloatArray, n: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Fitted propensities and ρ(1 − ρ), by Newton's method, which is held in where all or none answered."""
    beta = np.zeros(design.shape[1])
    rate = np.clip(y.sum() / n.sum(), 1e-9, 1 - 1e-9)
    beta[0] = np.log(rate / (1 - rate))
    for _ in range(ROUNDS):
        eta = np.clip(design @ beta, -30, 30)
        p = 1 / (1 + np.exp(-eta))
        information = (design * (n * p * (1 - p))[:, None]).T @ design
        step = np.linalg.lstsq(information, design.T @ (y - n * p), rcond=None)[0]
        beta += np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-12:
            break
    p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
    return p, p * (1 - p)


def _by_chance(design: FloatArray, n: FloatArray, slope: FloatArray) -> float:
    """What fitting alone adds to the variance of the propensities: Σ z′(Σ z x′)⁻¹ z / n, z = ρ(1 − ρ) x."""
    z = design * slope[:, None]
    inverse = np.linalg.pinv((z * n[:, None]).T @ design)
    return float(n @ np.einsum("ij,jk,ik->i", z, inverse, z) / n.sum())


def _spread_of_square(design: FloatArray, n: FloatArray, p: FloatArray, slope: FloatArray) -> float:
    """Standard deviation of S² over samples of answers, by how far the coefficients may be off."""
    z = design * slope[:, None]
    inverse = np.linalg.pinv((z * n[:, None]).T @ design)
    share = n / n.sum()
    fewer = n.sum() / (n.sum() - 1)
    off, high = z - share @ z, p - share @ p
    with_p = fewer * (off * share[:, None]).T @ high
    with_itself = fewer * (off * share[:, None]).T @ off
    moved = with_itself @ inverse
    return float(np.sqrt(4 * with_p @ inverse @ with_p + 2 * np.trace(moved @ moved)))


def _partial(index: Index, n: FloatArray, y: FloatArray) -> float:
    invited, answered = np.bincount(index, n), np.bincount(index, y)
    return float(np.sqrt(invited @ (answered / invited - y.sum() / n.sum()) ** 2 / n.sum()))


def _categories(
    margin: str, column: tuple[NDArray[np.str_], Index], n: FloatArray, y: FloatArray
) -> list[Category]:
    labels, index = column
    counts = zip(labels.tolist(), np.bincount(index, n).tolist(), np.bincount(index, y).tolist(), strict=True)
    return [Category(margin, label, invited, answered) for label, invited, answered in counts]
