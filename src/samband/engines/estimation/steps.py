# SPDX-License-Identifier: EUPL-1.2
"""How many in each cell are at or below each value of a measure: what quantiles are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.reduce import Columns, Sums, count_states, value_range
from samband.engines.estimation.states import Coding, IntArray, coding_of
from samband.engines.instrument import Measure

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Steps:
    """values: (steps,), ascending. at_or_below: by step, the share of those with at most that value."""

    measure: str
    values: FloatArray
    at_or_below: tuple[Sums, ...]
    low: float
    high: float


def reduce_steps(
    *, measures: Sequence[Measure], columns: Columns, cell_by_respondent: NDArray[np.int32], cells: int
) -> Iterator[Steps]:
    """Steps of each measure, one measure at a time. Arguments and errors: see ``reduce_answers``."""
    for coding in map(coding_of, measures):
        data = {item.code: columns(item.code) for item in coding.items}
        (table,) = count_states(
            codings=[coding], data=data, cell_by_respondent=cell_by_respondent, cells=cells
        )
        yield steps_of(coding=coding, counts=table[:, :-1])


def steps_of(*, coding: Coding, counts: IntArray) -> Steps:
    """counts: (cells, valid states)."""
    worth, place = np.unique(coding.numerators, return_inverse=True)
    by_value = np.zeros((len(counts), len(worth)), dtype=np.int64)
    for state, at in enumerate(place.tolist()):
        by_value[:, at] += counts[:, state]
    return steps_from(coding=coding, worth=worth, hits=np.cumsum(by_value, axis=1))


def steps_from(*, coding: Coding, worth: IntArray, hits: IntArray) -> Steps:
    """worth: (steps,), numerators ascending. hits: (cells, steps), how many are at or below."""
    offset, factor, low, high = value_range(coding.measure)
    values, code = offset + factor * worth / coding.denominator, coding.measure.code
    sums = tuple(
        Sums(code, "at_or_below", "", hits[:, -1], hit, hit, 1, 0.0, 1.0, 0.0, 1.0) for hit in hits.T
    )
    return Steps(code, values, sums, low, high)
