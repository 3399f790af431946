# SPDX-License-Identifier: EUPL-1.2
"""Rows to the table of the margins: respondents alike in all variables share a factor, so they are a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from samband.engines.weighting.collapsing import EmptyCategory
from samband.engines.weighting.design import FloatArray
from samband.engines.weighting.sums import sum_by

Margins = Sequence[FloatArray]
Groups = NDArray[np.integer] | Sequence[NDArray[np.integer]]
"""(respondents, variables), or the columns one by one: index of the category in each variable's margin."""

ROWS_AT_ONCE = 1 << 15
"""So few that what is computed of them is still in the processor's cache when it is needed again."""
LARGEST_WHOLE_TABLE = 1 << 20
"""Up to so many cells, empty ones are kept; larger tables hold those with a respondent only."""


@dataclass(frozen=True, slots=True)
class MarginTable:
    """cell_by_respondent: (respondents,). weighted: (cells,), sums of design weights, 0 where nobody is.

    by: for each variable (categories, cells), 1 where the cell belongs to the category.
    """

    cell_by_respondent: NDArray[np.intp]
    weighted: FloatArray
    by: tuple[csr_array, ...]

    @classmethod
    def of(cls, *, design_weights: FloatArray, groups: Groups, shape: tuple[int, ...]) -> "MarginTable":
        """shape: categories of each variable. Raises ValueError for an index that no category has."""
        columns = _columns(groups)
        _refuse_strangers(columns, shape)
        if prod(shape) <= LARGEST_WHOLE_TABLE:
            cell, weighted = _whole(columns, shape, design_weights)
            return cls(cell, weighted, _membership(np.arange(len(weighted)), shape))
        keys = np.ravel_multi_index(tuple(columns), shape)
        used, cell = np.unique(keys, return_inverse=True)
        weighted = sum_by(index=cell, values=design_weights, size=len(used))
        return cls(cell.astype(np.intp), weighted, _membership(used, shape))

    def refuse_empty(self, margins: Margins, weighted: FloatArray) -> None:
        """Raise EmptyCategory for a margin above zero that no weight is in. weighted: (cells,)."""
        for variable, (by, margin) in enumerate(zip(self.by, margins, strict=True), start=1):
            for category in np.flatnonzero((by @ weighted == 0) & (margin > 0))[:1]:
                word = f"{category + 1} of variable {variable}"
                raise EmptyCategory(category=word, total=float(margin[category]))

    def spread(self, factors: FloatArray, design_weights: FloatArray) -> FloatArray:
        """Weights by respondent: design weight times the factor of the cell."""
        weights = np.empty(len(design_weights))
        for start in range(0, len(weights), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            np.take(factors, self.cell_by_respondent[rows], out=weights[rows], mode="clip")
            weights[rows] *= design_weights[rows]
        return weights


def _columns(groups: Groups) -> list[NDArray[np.integer]]:
    return list(groups.T) if isinstance(groups, np.ndarray) else list(groups)


def _refuse_strangers(columns: Sequence[NDArray[np.integer]], shape: tuple[int, ...]) -> None:
    for variable, (column, size) in enumerate(zip(columns, shape, strict=True), start=1):
        if len(column) and not 0 <= int(column.min()) <= int(column.max()) < size:
            row = int(np.argmax((column < 0) | (column >= size)))
            raise ValueError(
                f"Row {row + 1}: category {int(column[row]) + 1} of variable {variable}, which has {size}. "
                "Add its total to the margin, or correct the row."
            )


def _whole(
    columns: Sequence[NDArray[np.integer]], shape: tuple[int, ...], design_weights: FloatArray
) -> tuple[NDArray[np.intp], FloatArray]:
    cell, weighted = np.empty(len(design_weights), dtype=np.intp), np.zeros(prod(shape))
    for start in range(0, len(cell), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        keys = cell[rows]
        keys[:] = columns[0][rows]
        for column, size in zip(columns[1:], shape[1:], strict=True):
            keys *= size
            keys += column[rows]
        weighted += np.bincount(keys, weights=design_weights[rows], minlength=len(weighted))
    return cell, weighted


def _membership(keys: NDArray[np.intp], shape: tuple[int, ...]) -> tuple[csr_array, ...]:
    cells = np.arange(len(keys))
    return tuple(
        csr_array((np.ones(len(keys)), (member, cells)), shape=(size, len(keys)))
        for member, size in zip(np.unravel_index(keys, shape), shape, strict=True)
    )
