# SPDX-License-Identifier: EUPL-1.2
"""Values drawn towards the mean of all, as far as their own evidence is weak; shown beside the raw value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, ndtri
from scipy.stats import beta, gamma

from samband.engines.small_areas import fay_herriot, integrated_mse

FloatArray = NDArray[np.float64]

_FINE = {"xatol": 1e-10, "fatol": 1e-10, "maxiter": 4000}
_WIDEST, _NARROWEST = -12.0, 16.0


@dataclass(frozen=True, slots=True)
class Shrunken:
    """value, lower, upper, own: (units,); own: weight of the unit's own figure. mean, spread: of all."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    own: FloatArray
    mean: float
    spread: float


def shrunken_means(*, values: FloatArray, errors: FloatArray, confidence: float = 0.95) -> Shrunken:
    """Estimates with known standard errors: Fay and Herriot's model with nothing but a mean.

    values, errors: (units,). Errors of the result heed the doubt about the spread between units. Raises
    TooFewAreas below three units. Not a better figure for a unit that is truly odd.
    """
    ones = np.ones((len(values), 1))
    variances = np.asarray(errors, dtype=np.float64) ** 2
    model = fay_herriot(direct=values, variances=variances, auxiliaries=ones)
    mse = integrated_mse(model=model, direct=values, variances=variances, auxiliaries=ones)
    reach = float(ndtri((1 + confidence) / 2)) * np.sqrt(mse)
    return Shrunken(
        value=model.eblup,
        lower=model.eblup - reach,
        upper=model.eblup + reach,
        own=model.shrinkage,
        mean=float(model.coefficients[0]),
        spread=float(np.sqrt(model.variance)),
    )


def shrunken_shares(*, events: FloatArray, persons: FloatArray, confidence: float = 0.95) -> Shrunken:
    """Shares of counts: the beta-binomial model, its two parameters by maximum likelihood.

    events, persons: (units,), 0 ≤ events ≤ persons, persons ≥ 1. Where units differ no more than chance the
    spread is 0 and every share is the mean. Limits are of the beta law given the parameters: a little too
    narrow with few units.
    """
    mean = float(events.sum() / persons.sum())
    if not 0 < mean < 1:
        raise ValueError("All shares are 0, or all are 1: there is nothing to draw towards.")

    def loss(scaled: FloatArray) -> float:
        a, b = _beta(scaled)
        return -float((betaln(events + a, persons - events + b) - betaln(a, b)).sum())

    found = minimize(loss, [np.log(mean / (1 - mean)), np.log(20.0)], method="Nelder-Mead", options=_FINE)
    a, b = _beta(found.x)
    law = beta(events + a, persons - events + b)
    inside = (1 - confidence) / 2
    return Shrunken(
        value=law.mean(),
        lower=law.ppf(inside),
        upper=law.ppf(1 - inside),
        own=persons / (persons + a + b),
        mean=a / (a + b),
        spread=float(np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))),
    )


def shrunken_rates(*, events: FloatArray, exposure: FloatArray, confidence: float = 0.95) -> Shrunken:
    """Rates of events by exposure: the gamma-Poisson model, its two parameters by maximum likelihood.

    events: (units,), ≥ 0. exposure: (units,), > 0, as thousand inhabitants. Limits as for shares.
    """
    mean = float(events.sum() / exposure.sum())
    if not mean > 0:
        raise ValueError("There are no events at all: there is nothing to draw towards.")

    def loss(scaled: FloatArray) -> float:
        shape, rate = _gamma(scaled)
        own = gammaln(events + shape) - gammaln(shape) + shape * np.log(rate)
        return -float((own - (events + shape) * np.log(exposure + rate)).sum())

    found = minimize(loss, [np.log(mean), np.log(4.0)], method="Nelder-Mead", options=_FINE)
    shape, rate = _gamma(found.x)
    law = gamma(events + shape, scale=1 / (exposure + rate))
    inside = (1 - confidence) / 2
    return Shrunken(
        value=law.mean(),
        lower=law.ppf(inside),
        upper=law.ppf(1 - inside),
        own=exposure / (exposure + rate),
        mean=shape / rate,
        spread=float(np.sqrt(shape) / rate),
    )


def _beta(scaled: FloatArray) -> tuple[float, float]:
    """Logit of the mean and log of a + b, within bounds beyond which nothing changes."""
    mean = 1 / (1 + np.exp(-scaled[0]))
    total = np.exp(np.clip(scaled[1], _WIDEST, _NARROWEST))
    return float(mean * total), float((1 - mean) * total)


def _gamma(scaled: FloatArray) -> tuple[float, float]:
    """Log of the mean and log of the shape."""
    shape = np.exp(np.clip(scaled[1], _WIDEST, _NARROWEST))
    return float(shape), float(shape / np.exp(scaled[0]))
