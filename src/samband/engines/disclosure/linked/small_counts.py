# SPDX-License-Identifier: EUPL-1.2
"""Rounding of small counts, as the alternative to withholding: every figure is shown, none of them small.

Leaf cells that stand in a small published cell are rounded to zero or to the base, and all published cells
are added up from what results, so that tables stay additive and agree with one another. Which go up is chosen
so that published cells change little.
Source: Langsrud and Heldal, An algorithm for small count rounding of tabular data, Privacy in Statistical
Databases 2018. The choice here is by least squares over the published cells, with steps taken back where a
better one is found; it is near the best, not proved to be it.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from scipy import sparse

from samband.engines.disclosure.linked.table import BadTable, Floats, LinkedTable, Mask, Positions

_GAIN: Final = 1e-9
_EXCHANGES: Final = 2_000


@dataclass(frozen=True)
class Distance:
    """largest, mean, root_mean_square: of the absolute differences. utility: 1 less the Hellinger distance

    between the two tables, divided by its largest possible value.
    """

    largest: float
    mean: float
    root_mean_square: float
    utility: float


@dataclass(frozen=True)
class Rounded:
    """values: (cells,), rounded and additive. is_rounded: (cells,), leaf cells that were rounded."""

    values: Floats
    is_rounded: Mask
    distance: Distance


def round_small_counts(
    *, table: LinkedTable, base: int = 3, published: Mask | None = None, seed: int = 0
) -> Rounded:
    """Round so that no published cell is larger than zero and smaller than the base.

    published: (cells,), what will be shown; all cells if left out. seed: of the exchanges that are tried. A
    cell shown as zero had 0 to base - 1 respondents in each rounded leaf, one shown as the base 1 to base.
    Raises BadTable for figures that are no whole numbers. When not to use: sums of money, and tables in
    which a single zero matters (nobody was threatened).
    """
    if base < 2 or np.any(np.abs(table.values - np.round(table.values)) > 1e-9):
        raise BadTable("Only whole numbers of respondents can be rounded, to a base of 2 or more.")
    shown = np.ones(len(table.cells), dtype=np.bool_) if published is None else published
    leaves = np.flatnonzero(table.is_leaf)
    truth = table.values[leaves]
    counts, is_rounded = truth.copy(), np.zeros(len(leaves), dtype=np.bool_)
    while len(fresh := _small(table, shown, counts, is_rounded, base)):
        is_rounded[fresh] = True
        counts = _rounded(table.leaves[shown], truth, is_rounded, base, seed)
    values = np.asarray(table.leaves @ counts)
    marked = np.zeros(len(table.cells), dtype=np.bool_)
    marked[leaves] = is_rounded
    return Rounded(values, marked, distance(true=table.values[shown], shown=values[shown]))


def distance(*, true: Floats, shown: Floats) -> Distance:
    """How far two tables are apart."""
    apart = np.abs(shown - true)
    hellinger = sqrt(float(np.sum((np.sqrt(shown) - np.sqrt(true)) ** 2)) / 2)
    most = sqrt(float(true.sum()))
    return Distance(
        float(apart.max(initial=0.0)),
        float(apart.mean()),
        sqrt(float(np.mean(apart**2))),
        1 - hellinger / most if most else 1.0,
    )


def _small(table: LinkedTable, shown: Mask, counts: Floats, is_rounded: Mask, base: int) -> Positions:
    """Leaves, not rounded yet, in published cells that are small and not zero."""
    values = table.leaves @ counts
    small = shown & (values > 0) & (values < base)
    inside = np.asarray(table.leaves[small].sum(axis=0)).ravel() > 0
    return np.flatnonzero(inside & ~is_rounded & (counts > 0) & (counts < base))


def _rounded(shown: sparse.csr_matrix, truth: Floats, is_rounded: Mask, base: int, seed: int) -> Floats:
    """Up where it brings the published cells nearest to the truth, leaf after leaf; then exchanges."""
    search = _Search(shown, truth, is_rounded, base)
    while (gain := search.gains()).max(initial=0.0) > _GAIN:
        search.turn(int(np.argmax(gain)))
    search.exchange(np.random.default_rng(seed))
    return search.counts


class _Search:
    """Minimises the squares of what published cells miss by. Turning a leaf: up if it is down, and back."""

    def __init__(self, shown: sparse.csr_matrix, truth: Floats, is_rounded: Mask, base: int) -> None:
        self.places = np.flatnonzero(is_rounded)
        self.inside = shown[:, self.places].tocsc()
        self.base, self.counts = base, np.where(is_rounded, 0.0, truth)
        self.missing = np.asarray(shown @ (truth - self.counts))
        self.weight = np.asarray(self.inside.multiply(self.inside).sum(axis=0)).ravel()
        self.up = np.zeros(len(self.places), dtype=np.bool_)

    def gains(self) -> Floats:
        """How much the squares shrink when a leaf is turned."""
        step = np.where(self.up, -self.base, self.base)
        return np.asarray(2 * step * (self.inside.T @ self.missing) - step**2 * self.weight)

    def turn(self, at: int) -> float:
        gain = float(self.gains()[at])
        step = -self.base if self.up[at] else self.base
        column = slice(self.inside.indptr[at], self.inside.indptr[at + 1])
        self.missing[self.inside.indices[column]] -= step * self.inside.data[column]
        self.up[at] = not self.up[at]
        self.counts[self.places[at]] += step
        return gain

    def exchange(self, chance: np.random.Generator) -> None:
        """Turn one leaf and the best other one, where both together gain."""
        for at in chance.permutation(len(self.places))[:_EXCHANGES].tolist():
            gain = self.turn(at)
            gains = self.gains()
            other = int(np.argmax(gains))
            if other == at or gain + float(gains[other]) <= _GAIN:
                self.turn(at)
            else:
                self.turn(other)
