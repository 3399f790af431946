# SPDX-License-Identifier: EUPL-1.2
"""Cheapest cells to withhold in a table of two plain dimensions, by paths and cuts in a graph.

Rows and columns, the margins among them, are nodes; cells are edges. A change of cells that leaves every sum
as it is is a circulation, so an unsafe cell can move as far as a flow can return from one of its ends to the
other through withheld cells. Cheapest paths give a good choice; the cuts that stand in the way of a cheaper
one go into an integer programme until its answer protects, which is then the best there is.
Sources: Kelly, Golden and Assad, Cell suppression: disclosure protection for sensitive tabular data, Networks
22 (1992); Cox, Network models for complementary cell suppression, JASA 90 (1995).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import inf
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from samband.engines.disclosure.linked.table import Floats, Mask

_EXACT: Final = 1e-9
_ROUNDS: Final = 40
Edge = tuple[int, int]
"""Row and column of a cell."""
Ask = tuple[Edge, int, float]
"""An unsafe cell, the direction in which it must be able to move (1 or -1), and how far."""
Flow = dict[tuple[int, int], float]
"""(node from, node to) -> how much may still go that way."""


class NoWayRound(ValueError):  # noqa: N818  it names the fact
    """An unsafe cell cannot be protected inside this block."""


@dataclass(frozen=True)
class Block:
    """values, costs, lower, upper: (rows + 1, columns + 1), the last row and column being the sums.

    unsafe: the cells to protect, by lower and upper. given: those and others that are withheld anyhow.
    is_open: cells that may be withheld.
    """

    values: Floats
    costs: Floats
    unsafe: Mask
    given: Mask
    is_open: Mask
    lower: Floats
    upper: Floats

    @cached_property
    def shape(self) -> Edge:
        rows, columns = self.values.shape
        return rows, columns

    @cached_property
    def asks(self) -> list[Ask]:
        found: list[Ask] = []
        for row, column in np.argwhere(self.unsafe).tolist():
            for sign, needs in ((1, self.upper), (-1, self.lower)):
                if needs[row, column] > 0:
                    found.append(((row, column), sign, float(needs[row, column])))
        return found

    @cached_property
    def rooms(self) -> dict[Edge, tuple[float, float]]:
        """Cell -> how much can go from its row to its column, and back. A sum counts the other way round."""
        rows, columns = self.shape
        rooms = {}
        for row, column in np.argwhere(self.is_open | self.given).tolist():
            down = float(self.values[row, column])
            is_margin = (row == rows - 1) != (column == columns - 1)
            rooms[row, column] = (down, inf) if is_margin else (inf, down)
        return rooms

    def ends(self, ask: Ask) -> tuple[int, int]:
        """Between which nodes the rest must carry a flow: from the first to the second."""
        (row, column), sign, _ = ask
        rows, columns = self.shape
        is_margin = (row == rows - 1) != (column == columns - 1)
        goes_out = (sign > 0) != is_margin
        return (rows + column, row) if goes_out else (row, rows + column)


def cheapest(*, block: Block) -> Mask:
    """Cells to withhold in one block, unsafe ones included, at the least cost.

    Raises NoWayRound when a cell cannot be protected inside the block.
    """
    withheld = _without_idle(block, _by_paths(block))
    cost = _cost(block, withheld)
    if cost <= _at_least(block) + _EXACT:
        return withheld
    better, _ = _by_cuts(block, cost - _EXACT)
    return withheld if better is None else better


def cuts_of(*, block: Block) -> list[dict[Edge, float]]:
    """Inequalities under which the cheapest choice protects the block: cell -> coefficient, 1 or more in all.

    They hold for any larger table as well, since further sums only tell a reader more.
    """
    free, lines = _by_cuts(block, inf)[1]
    return [{free[at]: float(line[at]) for at in np.flatnonzero(line).tolist()} for line in lines]


def _by_paths(block: Block) -> Mask:
    withheld = block.given.copy()
    for ask in sorted(block.asks, key=lambda one: -one[2]):
        for row, column in _path_cells(block, withheld, ask):
            withheld[row, column] = True
    return withheld


def _path_cells(block: Block, withheld: Mask, ask: Ask) -> list[Edge]:
    """Cells of cheapest paths that together carry the flow asked for; several where one has no room."""
    edge, _, need = ask
    start, goal = block.ends(ask)
    room = _room(block, set(block.rooms) - {edge})
    used: list[Edge] = []
    while need > _EXACT:
        path = _cheapest_path(block, withheld, room, start, goal)
        if path is None:
            raise NoWayRound
        carried = min(need, *(room[step] for step in path))
        for one, other in path:
            room[one, other] -= carried
            room[other, one] = room.get((other, one), 0.0) + carried
        used += [_edge(block, step) for step in path]
        need -= carried
    return used


def _room(block: Block, edges: set[Edge]) -> Flow:
    rows, _ = block.shape
    room: Flow = {}
    for row, column in edges:
        forth, back = block.rooms[row, column]
        room[row, rows + column], room[rows + column, row] = forth, back
    return room


def _edge(block: Block, step: tuple[int, int]) -> Edge:
    rows, _ = block.shape
    low, high = min(step), max(step)
    return low, high - rows


def _cheapest_path(
    block: Block, withheld: Mask, room: Flow, start: int, goal: int
) -> list[tuple[int, int]] | None:
    near: dict[int, list[int]] = {}
    for (one, other), left in room.items():
        if left > _EXACT:
            near.setdefault(one, []).append(other)
    ahead: list[tuple[float, int, int, int]] = [(0.0, 0, start, -1)]
    came: dict[int, int] = {}
    while ahead:
        cost, steps, node, before = heappop(ahead)
        if node in came:
            continue
        came[node] = before
        if node == goal:
            return _traced(came, goal)
        for other in near.get(node, ()):
            if other not in came:
                edge = _edge(block, (node, other))
                price = 0.0 if withheld[edge] else float(block.costs[edge])
                heappush(ahead, (cost + price, steps + 1, other, node))
    return None


def _traced(came: dict[int, int], goal: int) -> list[tuple[int, int]]:
    path = []
    while came[goal] >= 0:
        path.append((came[goal], goal))
        goal = came[goal]
    return path


def _without_idle(block: Block, withheld: Mask) -> Mask:
    """Leave out again, the dearest first, what later choices have made needless."""
    kept = withheld.copy()
    extra = np.argwhere(kept & ~block.given).tolist()
    for row, column in sorted(extra, key=lambda edge: -float(block.costs[edge[0], edge[1]])):
        kept[row, column] = False
        if next(_broken(block, kept), None) is not None:
            kept[row, column] = True
    return kept


def _broken(block: Block, withheld: Mask) -> Iterator[tuple[Ask, set[int]]]:
    """Unsafe cells that cannot move as far as they must, with the nodes up to which their flow comes."""
    edges = [edge for edge in block.rooms if withheld[edge]]
    for ask in block.asks:
        reached = _stuck(block, edges, ask)
        if reached:
            yield ask, reached


def _stuck(block: Block, edges: list[Edge], ask: Ask) -> set[int]:
    """Empty when enough flows, else the side of the cut that holds the start."""
    edge, _, need = ask
    start, goal = block.ends(ask)
    room = _room(block, {one for one in edges if one != edge})
    while need > _EXACT:
        came = _searched(room, start, goal)
        if goal not in came:
            return set(came)
        path = _traced(came, goal)
        carried = min(need, *(room[step] for step in path))
        for one, other in path:
            room[one, other] -= carried
            room[other, one] = room.get((other, one), 0.0) + carried
        need -= carried
    return set()


def _searched(room: Flow, start: int, goal: int) -> dict[int, int]:
    near: dict[int, list[int]] = {}
    for (one, other), left in room.items():
        if left > _EXACT:
            near.setdefault(one, []).append(other)
    came, ahead = {start: -1}, [start]
    for node in ahead:
        for other in near.get(node, ()):
            if other not in came:
                came[other] = node
                ahead.append(other)
                if other == goal:
                    return came
    return came


def _cost(block: Block, withheld: Mask) -> float:
    return float(block.costs[withheld & ~block.given].sum())


def _at_least(block: Block) -> float:
    """A line with one unsafe cell needs another one: no choice costs less than the cheapest of these."""
    best = 0.0
    free = block.is_open & ~block.given
    for unsafe, given, is_free, costs in (
        (block.unsafe, block.given, free, block.costs),
        (block.unsafe.T, block.given.T, free.T, block.costs.T),
    ):
        alone = np.flatnonzero((unsafe.sum(axis=1) == 1) & (given.sum(axis=1) == 1))
        choices = (costs[line][is_free[line]] for line in alone)
        best = max(best, sum(float(choice.min(initial=inf)) for choice in choices))
    return best


def _by_cuts(block: Block, cost: float) -> tuple[Mask | None, tuple[list[Edge], list[Floats]]]:
    """The best choice, None when none is cheaper than the cost; and the cuts, over the cells named first."""
    free = [edge for edge in block.rooms if not block.given[edge]]
    column = {edge: at for at, edge in enumerate(free)}
    costs = np.array([float(block.costs[edge]) for edge in free])
    cuts: list[Floats] = []
    withheld = block.given.copy()
    for _ in range(_ROUNDS):
        broken = list(_broken(block, withheld))
        if not broken:
            return withheld, (free, cuts)
        cuts += [_cut(block, ask, side, column) for ask, side in broken]
        if not all(np.any(cut) for cut in cuts):
            raise NoWayRound
        constraint = LinearConstraint(np.unique(np.array(cuts), axis=0), 1.0, np.inf)
        found = milp(costs, constraints=constraint, bounds=Bounds(0, 1), integrality=np.ones(len(free)))
        if found.x is None or found.fun >= cost:
            break
        withheld = block.given.copy()
        for edge, at in column.items():
            withheld[edge] = found.x[at] > 0.5
    return None, (free, cuts)


def _cut(block: Block, ask: Ask, side: set[int], column: dict[Edge, int]) -> Floats:
    """What leaves the side must carry the need, less what unsafe cells carry there already."""
    edge, _, need = ask
    rows, _ = block.shape
    line, given = np.zeros(len(column)), 0.0
    for (row, at), (forth, back) in block.rooms.items():
        inside = row in side, rows + at in side
        if (row, at) == edge or inside[0] == inside[1]:
            continue
        room = forth if inside[0] else back
        if (row, at) in column:
            line[column[row, at]] = room
        else:
            given += room
    lacking = need - given
    return np.minimum(line, lacking) / lacking
