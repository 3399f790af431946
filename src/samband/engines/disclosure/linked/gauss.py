# SPDX-License-Identifier: EUPL-1.2
"""Secondary suppression by Gaussian elimination: open cell after cell, unless that tells an unsafe one.

A cell is a column over the leaf cells. Those that matter most are opened first; a column that, with the ones
already open, would make an unsafe column a combination of open ones stays withheld. Nobody can then compute
an unsafe cell exactly; how closely it can be bounded is for the audit.
Source: Langsrud, Secondary cell suppression by Gaussian elimination, Privacy in Statistical Databases 2024.
"""

from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np
from scipy import sparse

from samband.engines.disclosure.linked.table import Floats, LinkedTable, Mask

_ZERO: Final = 1e-9
Column = dict[int, float]
"""Leaf cell -> coefficient; zeros left out."""


def by_elimination(*, table: LinkedTable, unsafe: Mask, costs: Floats) -> Mask:
    """(cells,), True for what is withheld. costs: the dearer a cell, the earlier it is opened.

    Cells known already are opened before all others, and whatever happens.
    """
    solver = _Elimination(table.leaves.tocsr(), unsafe)
    candidates = np.flatnonzero(~unsafe & ~table.is_hidden)
    order = candidates[np.lexsort((candidates, -costs[candidates], ~table.is_known[candidates]))]
    withheld = unsafe | table.is_hidden
    for cell in order.tolist():
        withheld[cell] = not solver.opened(cell, is_forced=bool(table.is_known[cell]))
    return withheld


class _Elimination:
    """basis: pivot leaf -> open column, reduced by earlier ones. secrets: unsafe columns without pivots."""

    def __init__(self, leaves: sparse.csr_matrix, unsafe: Mask) -> None:
        self.leaves = leaves
        self.basis: dict[int, Column] = {}
        self.order: dict[int, int] = {}
        self.secrets = {int(cell): self._column(int(cell)) for cell in np.flatnonzero(unsafe)}
        self.holders: dict[int, set[int]] = {}
        for cell, column in self.secrets.items():
            self._hold(cell, column)

    def opened(self, cell: int, *, is_forced: bool) -> bool:
        """Open the cell unless an unsafe one would follow from it. False when it must stay withheld."""
        column = self._reduced(self._column(cell))
        if not column:
            return True
        pivot = min(column, key=lambda leaf: (len(self.holders.get(leaf, ())), leaf))
        changed = {
            secret: _less(self.secrets[secret], column, pivot) for secret in self.holders.get(pivot, ())
        }
        if not is_forced and not all(changed.values()):
            return False
        self.order[pivot] = len(self.order)
        self.basis[pivot] = column
        for secret, left in changed.items():
            self._release(secret)
            self.secrets[secret] = left
            self._hold(secret, left)
        return True

    def _column(self, cell: int) -> Column:
        low, high = self.leaves.indptr[cell], self.leaves.indptr[cell + 1]
        return dict.fromkeys(self.leaves.indices[low:high].tolist(), 1.0)

    def _reduced(self, column: Column) -> Column:
        """In the order in which pivots came: taking one out can bring in later ones, never earlier ones."""
        ahead = [(self.order[leaf], leaf) for leaf in column if leaf in self.order]
        heapify(ahead)
        while ahead:
            _, pivot = heappop(ahead)
            if pivot in column:
                for leaf in _take_out(column, self.basis[pivot], pivot):
                    if leaf in self.order:
                        heappush(ahead, (self.order[leaf], leaf))
        return column

    def _hold(self, secret: int, column: Column) -> None:
        for leaf in column:
            self.holders.setdefault(leaf, set()).add(secret)

    def _release(self, secret: int) -> None:
        for leaf in self.secrets[secret]:
            self.holders[leaf].discard(secret)


def _less(column: Column, other: Column, pivot: int) -> Column:
    """The column without its part in the pivot leaf, taken out by the other."""
    left = dict(column)
    _take_out(left, other, pivot)
    return left


def _take_out(column: Column, other: Column, pivot: int) -> list[int]:
    """The same in place. Returns the leaves that came in."""
    factor = column[pivot] / other[pivot]
    came = []
    for leaf, value in other.items():
        before = column.get(leaf)
        after = (before or 0.0) - factor * value
        if abs(after) <= _ZERO:
            column.pop(leaf, None)
            continue
        if before is None:
            came.append(leaf)
        column[leaf] = after
    return came
