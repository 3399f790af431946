# SPDX-License-Identifier: EUPL-1.2
"""Which measures share a picture: those on one scale, and no more than a page holds."""

from collections.abc import Iterator, Sequence
from math import ceil

from samband.engines.instrument import Index, Measure

MOST_ROWS = 7
"""Half a page: a taller picture leaves the page before it empty."""


def panels(*, measures: Sequence[Measure], by_dimension: bool = True) -> Iterator[tuple[Measure, ...]]:
    """Measures in their order, cut where scale (and dimension, when wanted) changes; evenly if too many."""
    kinds: dict[tuple[object, ...], list[Measure]] = {}
    for measure in measures:
        kinds.setdefault(_kind(measure, by_dimension=by_dimension), []).append(measure)
    for together in kinds.values():
        size = ceil(len(together) / ceil(len(together) / MOST_ROWS))
        for start in range(0, len(together), size):
            yield tuple(together[start : start + size])


def _kind(measure: Measure, *, by_dimension: bool) -> tuple[object, ...]:
    if isinstance(measure, Index):
        return ("index", measure.low, measure.high)
    return ("item", measure.scale.code, measure.dimension if by_dimension else "")
