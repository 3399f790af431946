# SPDX-License-Identifier: EUPL-1.2
"""One set of weights for several samples of the same people: by phone, on the web, in a meeting.

Whoever could be reached by several samples is counted by each of them. Their weights are multiplied by
factors that add up to 1 over those samples, so that every person is counted once in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.diagnostics import weight_diagnostics


class Sharing(StrEnum):
    """How samples share those whom several of them cover."""

    EFFECTIVE = "effective"
    """By effective numbers of respondents: the larger and evener sample counts more."""
    MULTIPLICITY = "multiplicity"
    """The same for each sample that covers the person: one by their number."""


class NotCovered(ValueError):  # noqa: N818  it names the fact
    """A respondent answered in a sample that is said not to cover them."""

    def __init__(self, *, row: int, sample: int) -> None:
        self.row, self.sample = row, sample
        super().__init__(
            f"Row {row + 1} answered in sample {sample + 1}, which is said not to cover this person. "
            "Correct who is covered, or the sample."
        )


@dataclass(frozen=True, slots=True)
class IntegratedWeights:
    """weights: (respondents,). factors: (samples,), share of each sample where all cover a person.

    effective: (samples,), Kish's effective numbers of respondents that the shares follow.
    """

    weights: FloatArray
    factors: FloatArray
    effective: FloatArray


def integrate_samples(
    *,
    weights: FloatArray,
    sample: NDArray[np.integer],
    covered: NDArray[np.bool_] | None = None,
    samples: int | None = None,
    sharing: Sharing = Sharing.EFFECTIVE,
    respondents: NDArray[np.integer] | None = None,
) -> IntegratedWeights:
    """Weights of all samples together.

    weights: (respondents,), each sample weighted to the people it covers. sample: (respondents,), index
    of the sample. covered: (respondents, samples), whether the sample could have reached the person (has
    a phone, is in the register of e-mails); None: all reach all, as with one frame and several modes.
    respondents: where weights are given by cell, the number in each.
    Raises NotCovered. The factors follow the weights alone, never the answers, so that one set serves all
    items.
    Source: Hartley 1962; Skinner and Rao 1996, Journal of the American Statistical Association 91
    (factors fixed over all items); O'Muircheartaigh and Pedlow 2002 (effective numbers); Mecatti 2007,
    Survey Methodology 33 (multiplicity). Assumes that mode does not change answers: compare the modes
    before, and never mix a group that was only asked in meetings with one that was drawn.
    """
    number = samples or int(sample.max()) + 1
    reach = np.ones((len(weights), number), dtype=np.bool_) if covered is None else covered
    _refuse_not_covered(reach, sample)
    counts = np.ones(len(weights), dtype=np.int64) if respondents is None else respondents
    effective = np.array([_effective(weights, np.where(sample == at, counts, 0)) for at in range(number)])
    strength = effective if sharing is Sharing.EFFECTIVE else np.ones(number)
    factors = strength / strength.sum()
    own = strength[sample] / (reach @ strength)
    return IntegratedWeights(weights * own, factors, effective)


def multiplicity_factors(*, chances: Sequence[NDArray[np.integer]] | NDArray[np.integer]) -> FloatArray:
    """One by the number of ways in which a person could have been drawn, as telephones or addresses.

    chances: (respondents,) or (respondents, ways), numbers, at least 1 in all. Source: Sirken 1970;
    Lavallée 2007.
    """
    ways = np.asarray(chances)
    total = ways if ways.ndim == 1 else ways.sum(axis=1)
    for row in np.flatnonzero(total < 1)[:1]:
        raise ValueError(
            f"Row {row + 1}: {total[row]} ways of being drawn. Whoever answered has at least one."
        )
    factors: FloatArray = 1 / total
    return factors


def _effective(weights: FloatArray, counts: NDArray[np.integer]) -> float:
    if not counts.any():
        return 0.0
    return weight_diagnostics(weights=weights, respondents=counts).effective_respondents


def _refuse_not_covered(reach: NDArray[np.bool_], sample: NDArray[np.integer]) -> None:
    for row in np.flatnonzero(~reach[np.arange(len(sample)), sample])[:1]:
        raise NotCovered(row=int(row), sample=int(sample[row]))
