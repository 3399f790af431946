# SPDX-License-Identifier: EUPL-1.2
"""Totals of the population: Σ w y over a domain, with standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.reduce import Sums
from samband.engines.estimation.variance import Influence, sum_within, variances


@dataclass(frozen=True, slots=True)
class DomainTotals:
    """By domain, (parts,). n: respondents with a valid answer. value, se: of the measure × persons."""

    n: IntArray
    value: FloatArray
    se: FloatArray


def domain_totals(*, sums: Sums, layout: Layout, members: NDArray[np.bool_] | None = None) -> DomainTotals:
    """Total of the values of every domain: for a share, how many persons.

    members: (cells,), which cells count, as a group; None: all. The same as R svytotal and svyby.
    Not where answers are missing: those who did not answer count as 0. Multiply the mean by the persons then.
    """
    inside = layout.inside
    belongs = np.ones(len(inside), dtype=np.bool_) if members is None else members[inside]
    n = sums.count[inside] * belongs
    weight, scale = layout.design.weight[inside], sums.factor / sums.denominator
    total = (n * sums.offset + sums.total[inside] * scale) * belongs
    within = sum_within(sums)[inside] * scale**2 * belongs
    influence = Influence.of(count=n, factor=weight, total=weight * total, within=within)
    variance = variances(influence=influence, layout=layout)
    return DomainTotals(layout.sum_whole(n), layout.sum(weight * total), np.sqrt(variance))
