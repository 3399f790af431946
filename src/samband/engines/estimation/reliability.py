# SPDX-License-Identifier: EUPL-1.2
"""Item analysis: do the items of an index measure one thing, and which of them does not belong?

Over respondents with an answer to every item, weighted; negative items turned round. Cronbach's alpha 1951;
McDonald's omega total 1999 from one factor by maximum likelihood (as R factanal), on the items' own scale.
Alpha needs items that measure equally well, omega one factor; both say little about fewer than three items,
and nothing about whether the index measures what it should. Not with fewer respondents than some ten an item.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import Answers, codes
from samband.engines.instrument import Index, Polarity

FloatArray = NDArray[np.float64]

LEAST_UNIQUE = 0.005
"""Least unique share of an item's variance that is looked at (R factanal: lower)."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """mean: as in the index. rest: correlation with the sum of the others. alpha_without: of the others.

    loading: on the one factor, standardised; NaN where it cannot be found.
    """

    item: str
    mean: float
    rest: float
    alpha_without: float
    loading: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """n: respondents with all items. omega: NaN with fewer than three items, or an item without variance.

    is_at_edge: an item is all factor and nothing of its own (a Heywood case): omega is not to be trusted.
    """

    index: str
    n: int
    alpha: float
    omega: float
    is_at_edge: bool
    items: tuple[ItemFacts, ...]


def reliability(*, answers: Answers, index: Index, weight: FloatArray) -> Reliability:
    """weight: (respondents,). Raises BadAnswers for columns that are not codes."""
    scores = _scores(answers, index, len(weight))
    whole = ~np.isnan(scores).any(axis=1)
    return analysis_of(
        index=index.code,
        items=[item.code for item in index.items],
        scores=scores[whole],
        weight=weight[whole],
    )


def _scores(answers: Answers, index: Index, respondents: int) -> FloatArray:
    """(respondents, items), turned round where negative, NaN where not valid."""
    columns = []
    for item in index.items:
        found = codes(answers=answers, column=item.code, respondents=respondents).astype(np.float64)
        found[~np.isin(found, item.scale.codes)] = np.nan
        is_negative = item.polarity is Polarity.NEGATIVE
        columns.append(item.scale.low + item.scale.high - found if is_negative else found)
    return np.stack(columns, axis=1)


def analysis_of(*, index: str, items: Sequence[str], scores: FloatArray, weight: FloatArray) -> Reliability:
    """scores: (respondents, items), complete."""
    if len(scores) < 2 or len(items) < 2:
        return Reliability(index, len(scores), np.nan, np.nan, False, ())  # noqa: FBT003  a field
    covariance = np.cov(scores, rowvar=False, aweights=weight)
    loadings, is_at_edge = _one_factor(covariance)
    factor = loadings * np.sqrt(np.diag(covariance))
    unique = np.diag(covariance) - factor**2
    omega = float(factor.sum() ** 2 / (factor.sum() ** 2 + unique.sum()))
    means = np.average(scores, axis=0, weights=weight)
    facts = tuple(
        ItemFacts(
            item, float(means[at]), _rest(covariance, at), _alpha_without(covariance, at), float(loadings[at])
        )
        for at, item in enumerate(items)
    )
    return Reliability(index, len(scores), _alpha(covariance), omega, is_at_edge, facts)


def _alpha(covariance: FloatArray) -> float:
    k, total = len(covariance), float(covariance.sum())
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total) if k > 1 and total > 0 else float("nan")


def _alpha_without(covariance: FloatArray, at: int) -> float:
    others = np.delete(np.arange(len(covariance)), at)
    return _alpha(covariance[np.ix_(others, others)])


def _rest(covariance: FloatArray, at: int) -> float:
    others = np.delete(np.arange(len(covariance)), at)
    spread = covariance[at, at] * covariance[np.ix_(others, others)].sum()
    return float(covariance[at, others].sum() / np.sqrt(spread)) if spread > 0 else float("nan")


def _one_factor(covariance: FloatArray) -> tuple[FloatArray, bool]:
    """Standardised loadings by maximum likelihood, the sum positive; NaN where there is none.

    The likelihood is profiled over the unique shares (Lawley and Maxwell 1971; R factanal).
    """
    spread = np.sqrt(np.diag(covariance))
    size = len(covariance)
    if size < 3 or not (spread > 0).all():
        return np.full(size, np.nan), False
    from scipy.optimize import minimize  # slow to load: only where it is used

    correlation = covariance / np.outer(spread, spread)
    start = (1 - 0.5 / size) / np.diag(np.linalg.pinv(correlation))
    found = minimize(
        _misfit,
        np.clip(start, LEAST_UNIQUE, 1),
        args=(correlation,),
        jac=_misfit_slope,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUE, 1)] * size,
        options={"ftol": 1e-15, "gtol": 1e-11, "maxiter": 1000},
    )
    loadings = _loadings(found.x, correlation)
    return loadings * (1 if loadings.sum() >= 0 else -1), bool((found.x <= LEAST_UNIQUE * 1.001).any())


def _scaled(unique: FloatArray, correlation: FloatArray) -> tuple[FloatArray, FloatArray]:
    root = 1 / np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlation * np.outer(root, root))
    return values, vectors


def _misfit(unique: FloatArray, correlation: FloatArray) -> float:
    """Up to a constant, minus twice the log-likelihood over n, with the best loadings for these shares."""
    rest = _scaled(unique, correlation)[0][:-1]
    return float(-np.sum(np.log(rest) - rest) - len(rest))


def _loadings(unique: FloatArray, correlation: FloatArray) -> FloatArray:
    values, vectors = _scaled(unique, correlation)
    loadings: FloatArray = np.sqrt(unique) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    return loadings


def _misfit_slope(unique: FloatArray, correlation: FloatArray) -> FloatArray:
    loadings = _loadings(unique, correlation)
    slope: FloatArray = (loadings**2 + unique - np.diag(correlation)) / unique**2
    return slope
