# SPDX-License-Identifier: EUPL-1.2
"""Post-stratification: weights scaled so that known totals are met, small cells collapsed on the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.collapsing import Collapse, Enough, JoinedCells, Label
from samband.engines.weighting.design import FloatArray, IntArray
from samband.engines.weighting.sums import sum_by


@dataclass(frozen=True, slots=True)
class PostStratification:
    """post_stratum: (cells,), index of the post-stratum that each cell ended in (itself, unless collapsed).

    factors: (cells,), what the design weights of the cell's respondents are multiplied by.
    collapses: in the order in which they were made.
    """

    post_stratum: NDArray[np.intp]
    factors: FloatArray
    collapses: tuple[Collapse, ...]


def post_stratify(
    *,
    labels: Sequence[Label],
    weighted: FloatArray,
    respondents: IntArray,
    totals: Mapping[Label, float],
    minimum: int = 1,
    collapse_along: int | None = None,
) -> PostStratification:
    """Scale weights so that every post-stratum has its known total.

    labels: (cells,), the categories of each cell that has a respondent. weighted: (cells,), sum of design
    weights. totals: persons by label; those without a respondent belong to the margins all the same.
    minimum: respondents that a post-stratum needs. collapse_along: position in the label along which cells
    with fewer are joined with the nearest neighbour (categories in the order of ``totals``), the other
    positions being equal; None: nothing is collapsed, and an empty cell raises EmptyCategory.
    Raises EmptyCategory and InfeasibleMargin.
    Source: Holt and Smith 1979; the same weights as R survey::postStratify.
    """
    cells = JoinedCells(labels=labels, respondents=respondents, totals=totals)
    if collapse_along is not None:
        cells.collapse(enough=Enough(minimum), along=collapse_along)
    return scaled_to_totals(cells=cells, labels=labels, weighted=weighted)


def scaled_to_totals(
    *, cells: JoinedCells, labels: Sequence[Label], weighted: FloatArray
) -> PostStratification:
    """What brings each joined cell to its total. Raises EmptyCategory."""
    cells.refuse_empty()
    place = {label: at for at, label in enumerate(labels)}
    ends = [cells.end_of(label) for label in labels]
    order = {end: at for at, end in enumerate(sorted(set(ends), key=lambda end: place.get(end, 0)))}
    post_stratum = np.array([order[end] for end in ends], dtype=np.intp)
    sums = sum_by(index=post_stratum, values=weighted, size=len(order))
    known = np.array([cells.totals[end] for end in order])
    factors: FloatArray = np.divide(known, sums, out=np.ones(len(sums)), where=sums > 0)
    return PostStratification(post_stratum, factors[post_stratum], tuple(cells.collapses))
