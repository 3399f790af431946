# SPDX-License-Identifier: EUPL-1.2
"""The second stage of a sample: what was drawn inside each drawn cluster.

V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ(ẑ_c − z̄)² + Σ_h f_h Σ_c (1 − f_c) m_c/(m_c − 1) Σ(z − z̄_c)², with n_h of N_h
clusters drawn and m_c of M_c units inside cluster c. Source: Särndal, Swensson and Wretman 1992, section 4.3;
R survey, svyrecvar and multistage.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import BadAnswers
from samband.engines.estimation.cells import Cells, Index
from samband.engines.estimation.plan import Key, SecondStage
from samband.engines.weighting import refuse_more_answers_than_people

CENSUS = 1e-7
"""An unsampled share below this is none: the stratum represents itself."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SecondUnits:
    """sampled, unsampled_share: (clusters,), units drawn inside each cluster, and 1 − m/M.

    first_share: (clusters,), n/N of the cluster's stratum. unit: (cells,), of the second stage; None when
    the respondents are the units.
    """

    sampled: IntArray
    unsampled_share: FloatArray
    first_share: FloatArray
    unit: Index | None

    @property
    def weight(self) -> FloatArray:
        """(clusters,), units in the cluster by units drawn."""
        return 1 / (1 - self.unsampled_share)


def second_units(*, cells: Cells, within: SecondStage, unsampled_share: FloatArray) -> SecondUnits:
    """unsampled_share: (strata,), of the first stage.

    Raises BadAnswers for a cluster without size, PopulationTooSmall for one with more answers than units.
    """
    clusters = cells.clusters
    assert clusters is not None  # noqa: S101  a second stage is inside clusters
    sampled = _drawn(cells, len(clusters))
    units = _sizes(cells, within.population)
    labels = tuple(map(" / ".join, clusters.labels))
    refuse_more_answers_than_people(population=units, respondents=sampled, labels=labels)
    stratum = np.zeros(len(clusters), dtype=np.intp)
    stratum[clusters.index] = cells.strata.index
    unit = cells.second.index if cells.second else None
    return SecondUnits(sampled, 1 - sampled / units, 1 - unsampled_share[stratum], unit)


def _drawn(cells: Cells, clusters: int) -> IntArray:
    assert cells.clusters is not None  # noqa: S101  as above
    if cells.second is None:
        return np.bincount(cells.clusters.index, cells.respondents, clusters).astype(np.int64)
    cluster_by_unit = np.zeros(len(cells.second), dtype=np.intp)
    cluster_by_unit[cells.second.index] = cells.clusters.index
    return np.bincount(cluster_by_unit, minlength=clusters)


def _sizes(cells: Cells, sizes: Mapping[Key, float]) -> FloatArray:
    assert cells.clusters is not None  # noqa: S101  as above
    for label in cells.clusters.labels:
        if label not in sizes:
            what = (
                f"Cluster {' / '.join(label)} has no size under clusters: within in the plan. Add it there."
            )
            raise BadAnswers(what)
    return np.array([sizes[label] for label in cells.clusters.labels], dtype=np.float64)
