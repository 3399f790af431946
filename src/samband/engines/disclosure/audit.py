# SPDX-License-Identifier: EUPL-1.2
"""Check by linear algebra that no withheld cell of a measure can be solved for.

Where units and groups both add up, their sums cross, and a chain of them may pin a cell although each sum
by itself has two unknowns. A cell is pinned when it has the same value in every solution of the published
sums.
"""

from collections.abc import Collection
from typing import Final

import numpy as np
from numpy.typing import NDArray

from samband.engines.disclosure.context import Place
from samband.engines.disclosure.grid import Grid

_TWINS: Final = 2
_ZERO: Final = 1e-9

Matrix = NDArray[np.float64]


def pinned(*, grid: Grid, withheld: Collection[Place]) -> list[Place]:
    """The withheld cells whose number of respondents follows from everything that is published.

    Nothing is granted for empty cells: those with respondents must be safe even from someone who knows which
    are empty, and the empty ones must each have room for somebody.
    """
    places = _distinct(grid, set(withheld))
    answering = [place for place in places if grid.facts[place].n]
    empty = [place for place in places if not grid.facts[place].n]
    sums = _coefficients(grid, answering)
    stuck = [place for place, moves in zip(answering, _moves(sums), strict=True) if not moves]
    return sorted(stuck + _without_room(sums, _coefficients(grid, empty), empty))


def _distinct(grid: Grid, withheld: set[Place]) -> list[Place]:
    """Withheld cells, at most two units of each kind: a third one alike is pinned only when those two are.

    Units are alike when they stand in the same sums with the same cells withheld and the same cells empty:
    what is moved in one of them can be moved back in its twin.
    """
    kinds: dict[object, list[str]] = {}
    for unit, cells in _by_unit(withheld).items():
        kind = frozenset(
            (group, bool(grid.facts[group, unit].n), _sums(grid, (group, unit))) for group in cells
        )
        kinds.setdefault(kind if not _is_total(grid, unit, cells) else unit, []).append(unit)
    kept = {unit for units in kinds.values() for unit in units[:_TWINS]}
    return sorted(place for place in withheld if place[1] in kept)


def _by_unit(withheld: set[Place]) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for group, unit in sorted(withheld):
        cells.setdefault(unit, []).append(group)
    return cells


def _sums(grid: Grid, place: Place) -> frozenset[str]:
    """Units under which a cell is summed."""
    return frozenset(m.total[1] for m in grid.margins_as_part.get(place, ()) if m.total[1] != place[1])


def _is_total(grid: Grid, unit: str, groups: list[str]) -> bool:
    margins = (m for group in groups for m in grid.margins_as_total.get((group, unit), ()))
    return any(part[1] != unit for margin in margins for part in margin.parts)


def _coefficients(grid: Grid, places: list[Place]) -> Matrix:
    """(sums, cells): +1 where the cell is a part of the sum, -1 where it is the total itself."""
    column = {place: at for at, place in enumerate(places)}
    matrix = np.zeros((len(grid.margins), len(places)))
    for row, margin in enumerate(grid.margins):
        for part in margin.parts:
            if part in column:
                matrix[row, column[part]] = 1.0
        if margin.total in column:
            matrix[row, column[margin.total]] = -1.0
    return matrix


def _moves(matrix: Matrix) -> NDArray[np.bool_]:
    """(cells,): True where some solution differs."""
    if not matrix.size:
        return np.ones(matrix.shape[1], dtype=np.bool_)
    used = matrix[np.any(matrix != 0, axis=1)]
    basis = _row_space(used)
    return np.asarray(np.sum(basis**2, axis=0) < 1 - _ZERO, dtype=np.bool_)


def _row_space(matrix: Matrix) -> Matrix:
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    return np.asarray(rows[sizes > _ZERO * max(matrix.shape)])


def _without_room(answering: Matrix, empty: Matrix, places: list[Place]) -> list[Place]:
    """Empty cells that are zero in every solution without negative numbers.

    Linear programme: raise every empty cell by up to one (``raised``) while all sums stay as they are.
    """
    if not places:
        return []
    from scipy.optimize import linprog  # slow to load, and few tables have empty cells

    cells, count = answering.shape[1], len(places)
    still = np.hstack([answering, empty, np.zeros((len(empty), count))])
    within = np.hstack([np.zeros((count, cells)), -np.eye(count), np.eye(count)])
    goal = np.concatenate([np.zeros(cells + count), -np.ones(count)])
    bounds = [(None, None)] * cells + [(0, None)] * count + [(0, 1)] * count
    solution = linprog(goal, within, np.zeros(count), still, np.zeros(len(still)), bounds)
    raised = solution.x[-count:]
    return [place for place, up in zip(places, raised, strict=True) if up < 0.5]
