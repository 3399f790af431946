# SPDX-License-Identifier: EUPL-1.2
"""What the weights cost: Kish's design effect, the effective number of respondents, the extremes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray


@dataclass(frozen=True, slots=True)
class WeightDiagnostics:
    """respondents; population: sum of weights. design_effect: n Σw²/(Σw)², 1 for equal weights.

    effective_respondents: respondents/design_effect. smallest, largest: weights above zero.
    largest_share: part of the population that one respondent of the largest weight stands for.
    """

    respondents: int
    population: float
    design_effect: float
    effective_respondents: float
    smallest: float
    largest: float
    largest_share: float


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
    )
