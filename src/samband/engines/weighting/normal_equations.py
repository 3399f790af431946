# SPDX-License-Identifier: EUPL-1.2
"""Least squares on the totals that are calibrated to: X'WX b = r, block by block where it falls into blocks.

Margins inside each member fall into as many blocks as there are members: thousands of totals cost no more
than their members one by one.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

from samband.engines.weighting.design import FloatArray

SINGULAR = 1e-12
"""Directions weaker than this, relative to the strongest, carry nothing."""

Inverse: TypeAlias = csr_array | FloatArray


def by_row(*, values: csr_array, factors: FloatArray) -> csr_array:
    """Each row of the values multiplied by its factor."""
    scaled = values.copy()
    scaled.data *= np.repeat(factors, np.diff(values.indptr))
    return scaled


def normal_solver(*, values: csr_array, weighted: FloatArray) -> Callable[[FloatArray], FloatArray]:
    """Solves X'WX b = r for (variables,); the shortest b where X'WX is singular. weighted: diagonal of W."""
    normal, scale = _scaled(values, weighted)
    if len(blocks := _blocks(normal)) > 1:
        inverse = _by_blocks(normal, blocks)
        return lambda right: inverse @ (right / scale) / scale
    solve = _solver(normal.toarray())
    return lambda right: solve(right / scale) / scale


def normal_inverse(*, values: csr_array, weighted: FloatArray) -> Inverse:
    """(X'WX)⁻¹, of Moore and Penrose where singular; sparse where it falls into blocks."""
    normal, scale = _scaled(values, weighted)
    if len(blocks := _blocks(normal)) > 1:
        return _both_sides(_by_blocks(normal, blocks), 1 / scale)
    inverse: FloatArray = _inverted(normal.toarray()) / np.outer(scale, scale)
    return inverse


def _scaled(values: csr_array, weighted: FloatArray) -> tuple[csr_array, FloatArray]:
    """With a diagonal of 1; and the square root of what the diagonal was."""
    normal = csr_array(values.T @ by_row(values=values, factors=weighted))
    scale: FloatArray = np.sqrt(np.maximum(normal.diagonal(), np.finfo(np.float64).tiny))
    return _both_sides(normal, 1 / scale), scale


def _both_sides(symmetric: csr_array, factors: FloatArray) -> csr_array:
    """Rows and columns multiplied alike."""
    rows = by_row(values=symmetric, factors=factors)
    return by_row(values=csr_array(rows.T), factors=factors)


def _blocks(normal: csr_array) -> list[NDArray[np.intp]]:
    """Variables that hang together, directly or by way of others."""
    number, block = connected_components(normal, directed=False)
    order = np.argsort(block, kind="stable")
    return np.split(order, np.cumsum(np.bincount(block, minlength=number))[:-1]) if number else []


def _by_blocks(normal: csr_array, blocks: list[NDArray[np.intp]]) -> csr_array:
    order = np.concatenate(blocks)
    sorted_rows = normal[order][:, order]
    ends = np.cumsum([len(block) for block in blocks])
    parts = [
        _inverted(sorted_rows[end - len(block) : end, end - len(block) : end].toarray())
        for block, end in zip(blocks, ends.tolist(), strict=True)
    ]
    back = np.argsort(order)
    return csr_array(csr_array(block_diag(parts, format="csr"))[back][:, back])


def _solver(normal: FloatArray) -> Callable[[FloatArray], FloatArray]:
    try:
        factor = cho_factor(normal, lower=True)
        if (factor[0].diagonal() ** 2).min(initial=1.0) > SINGULAR:
            return lambda right: cho_solve(factor, right)
    except LinAlgError:
        pass  # singular, as where no respondent may move any more
    inverse = _inverted(normal)
    return lambda right: inverse @ right


def _inverted(normal: FloatArray) -> FloatArray:
    roots, axes = np.linalg.eigh(normal)
    is_used = roots > SINGULAR * max(float(roots.max(initial=0.0)), np.finfo(np.float64).tiny)
    inverse: FloatArray = (axes[:, is_used] / roots[is_used]) @ axes[:, is_used].T
    return inverse
