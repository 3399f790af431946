# SPDX-License-Identifier: EUPL-1.2
"""Facts about a fitted area model: does it hold, does it help, and who pulls it."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from samband.engines.small_areas.fay_herriot import FayHerriot
from samband.engines.weighting.sums import FloatArray

FEWEST_BEYOND_COLUMNS = 15
LITTLE_GAIN = 0.95
FAR = 3.0
UNLIKELY = 0.01
MOST_FOR_SHAPIRO = 5000
"""Beyond it the test of D'Agostino and Pearson takes over."""


class Concern(StrEnum):
    """What speaks against showing modelled estimates."""

    NOT_CONVERGED = "not_converged"
    FEW_AREAS = "few_areas"
    NO_VARIANCE = "no_variance"
    """The variance between areas is estimated as 0: every area gets what the columns predict."""
    NO_GAIN = "no_gain"
    """The median error is hardly smaller than that of the direct estimates."""
    COLUMNS_EXPLAIN_NOTHING = "columns_explain_nothing"
    NOT_NORMAL = "not_normal"
    FAR_AREAS = "far_areas"
    """Some areas lie more than three standard deviations from the prediction."""
    PULLED = "pulled"
    """One area alone moves all predictions (Cook's distance above 1)."""


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """residuals: (areas,), standardised, NaN where there was no direct estimate.
    normality: probability of such residuals if they were normal (Shapiro and Wilk); NaN below 3 areas.
    explained: share of the variance between areas that the columns explain.
    gain: median of modelled over direct standard error, on the scale of the model. concerns: in the order
    above."""

    areas: int
    residuals: FloatArray
    normality: float
    explained: float
    gain: float
    far: tuple[int, ...]
    pulling: tuple[int, ...]
    concerns: tuple[Concern, ...]


def diagnose(*, model: FayHerriot, direct: FloatArray, variances: FloatArray) -> Diagnostics:
    """Diagnostics of one item. direct, variances: (areas,), as they were given to ``fay_herriot``."""
    sampled = model.sampled
    total = np.where(sampled, variances, np.nan) + model.variance
    residuals = (direct - model.synthetic) / np.sqrt(total)
    inside = residuals[sampled]
    gain = float(np.median(np.sqrt(model.mse[sampled] / variances[sampled])))
    far = tuple(np.flatnonzero(sampled & (np.abs(np.nan_to_num(residuals)) > FAR)).tolist())
    pulling = tuple(np.flatnonzero(sampled & (model.influence > 1)).tolist())
    found = Diagnostics(
        int(sampled.sum()), residuals, _normality(inside), _explained(model), gain, far, pulling, ()
    )
    return replace(found, concerns=_concerns(found, model))


def _concerns(found: Diagnostics, model: FayHerriot) -> tuple[Concern, ...]:
    columns = model.coefficients.shape[-1]
    facts = {
        Concern.NOT_CONVERGED: not bool(model.converged),
        Concern.FEW_AREAS: found.areas - columns < FEWEST_BEYOND_COLUMNS,
        Concern.NO_VARIANCE: not model.variance > 0,
        Concern.NO_GAIN: found.gain > LITTLE_GAIN,
        Concern.COLUMNS_EXPLAIN_NOTHING: columns > 1 and found.explained < 0.05,
        Concern.NOT_NORMAL: found.normality < UNLIKELY,
        Concern.FAR_AREAS: bool(found.far),
        Concern.PULLED: bool(found.pulling),
    }
    return tuple(concern for concern, is_so in facts.items() if is_so)


def _explained(model: FayHerriot) -> float:
    """Variance of the predictions over that of predictions and deviations together."""
    sampled = model.sampled
    if model.synthetic[sampled].size < 2:
        return 0.0
    spread = float(np.var(model.synthetic[sampled], ddof=1))
    total = spread + float(model.variance)
    return spread / total if total > 0 else 0.0


def _normality(residuals: FloatArray) -> float:
    from scipy.stats import normaltest, shapiro  # half a second to load: only for those who ask

    if len(residuals) < 3 or np.ptp(residuals) == 0:
        return float("nan")
    test = shapiro if len(residuals) <= MOST_FOR_SHAPIRO else normaltest
    return float(test(residuals).pvalue)
