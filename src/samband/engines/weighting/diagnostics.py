# SPDX-License-Identifier: EUPL-1.2
"""What the weights cost: Kish's design effect, the effective number of respondents, the extremes."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray

HEAVY = 5
"""Times the median beyond which a weight is called heavy."""
MOST_BY_HEAVY, MOST_BY_ONE, MOST_COST = 0.25, 0.05, 2.0


class Finding(StrEnum):
    """A fact about weights that wants a look; pages put it in words."""

    WEIGHTS_COST_MUCH = "weights cost much"
    """The design effect is above 2: less than half of the respondents' worth is left."""
    ONE_WEIGHS_MUCH = "one weighs much"
    """One respondent stands for more than 5 % of the population, and for twice as many as the average."""
    FEW_SPEAK_FOR_MANY = "few speak for many"
    """Those above 5 times the median stand for more than a quarter of the population."""


@dataclass(frozen=True, slots=True)
class WeightDiagnostics:
    """respondents; population: sum of weights. design_effect: n Σw²/(Σw)², 1 for equal weights.

    effective_respondents: respondents/design_effect. smallest, largest: weights above zero.
    largest_share: part of the population that one respondent of the largest weight stands for. median:
    half of the respondents weigh no more. heavy, heavy_share: respondents who weigh more than ``HEAVY``
    times the median, and the part of the population that they stand for together.
    """

    respondents: int
    population: float
    design_effect: float
    effective_respondents: float
    smallest: float
    largest: float
    largest_share: float
    median: float
    heavy: int
    heavy_share: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What somebody should look at before figures are published, the gravest first."""
        checks = (
            (Finding.FEW_SPEAK_FOR_MANY, self.heavy_share > MOST_BY_HEAVY),
            (Finding.ONE_WEIGHS_MUCH, self.largest_share > max(MOST_BY_ONE, 2 / self.respondents)),
            (Finding.WEIGHTS_COST_MUCH, self.design_effect > MOST_COST),
        )
        return tuple(finding for finding, is_so in checks if is_so)


def weight_diagnostics(
    *, weights: FloatArray, respondents: NDArray[np.integer] | None = None
) -> WeightDiagnostics:
    """Diagnose weights given by respondent, or by cell with the number of respondents in each.

    Source: Kish 1965, section 11.7. The design effect is the price of unequal weights for a variable that
    they do not explain; it says nothing about a variable that post-stratification explains.
    """
    counts = np.ones(len(weights), dtype=np.int64) if respondents is None else respondents
    used = counts > 0
    n, w = counts[used], weights[used]
    median, heavy = _median(n, w), _heavy(n, w)
    population, squares = float(n @ w), float(n @ w**2)
    effective = population**2 / squares
    return WeightDiagnostics(
        respondents=int(n.sum()),
        population=population,
        design_effect=float(n.sum() / effective),
        effective_respondents=effective,
        smallest=float(w.min()),
        largest=float(w.max()),
        largest_share=float(w.max() / population),
        median=median,
        heavy=int(n[heavy].sum()),
        heavy_share=float(n[heavy] @ w[heavy] / population),
    )


def _median(n: NDArray[np.integer], w: FloatArray) -> float:
    """The middle one of all respondents; halfway between the two middle ones."""
    order = np.argsort(w, kind="stable")
    reached = np.cumsum(n[order])
    lower, upper = np.searchsorted(reached, [(reached[-1] + 1) // 2, reached[-1] // 2 + 1])
    return float(w[order][lower] + w[order][upper]) / 2


def _heavy(n: NDArray[np.integer], w: FloatArray) -> NDArray[np.bool_]:
    heavy: NDArray[np.bool_] = w > HEAVY * _median(n, w)
    return heavy
