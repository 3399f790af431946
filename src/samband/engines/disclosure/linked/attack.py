# SPDX-License-Identifier: EUPL-1.2
"""What a reader can compute of withheld cells: the attacker of the tests, and the audit of every table.

He knows every cell that is not withheld, all sums, and that nothing is below zero. Between which two numbers
a withheld cell lies is a linear programme; with whole numbers an integer one.
Source: Fischetti and Salazar, Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47 (2001).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from samband.engines.disclosure.linked.primary import Primary
from samband.engines.disclosure.linked.table import Floats, LinkedTable, Mask, Positions

_EXACT: Final = 1e-6
_REACHES: Final = (10.0, 1.0, 1000.0, 3.0)
"""How far a witness may carry a cell, in units of what is asked: one helps where another does not."""
_FEW: Final = 2


class Unsolved(RuntimeError):  # noqa: N818  it names the fact
    """The solver gave no answer, so that nothing may be said of a cell."""

    def __init__(self, message: str) -> None:
        super().__init__(f"The bounds of a withheld cell could not be computed: {message}")


@dataclass(frozen=True)
class Unknowns:
    """Withheld cells as a reader sees them. at: their positions in the table.

    sums: (sums that hold one of them, unknowns). used: which sums of the whole these are.
    Moves d with sums @ d = 0 and -down ≤ d ≤ up are what he cannot tell from the truth.
    """

    at: Positions
    sums: sparse.csr_matrix
    used: Mask
    down: Floats
    up: Floats


def unknowns_of(*, table: LinkedTable, withheld: Mask) -> Unknowns:
    """The reader's system; sums without withheld cells are left out. Only sums bound a cell from above."""
    at = np.flatnonzero(withheld)
    columns = table.sums[:, at].tocsr()
    used = np.diff(columns.indptr) > 0
    return Unknowns(at, columns[used], used, table.values[at].astype(float), np.full(len(at), np.inf))


def intervals(
    *, table: LinkedTable, withheld: Mask, cells: Sequence[int] | None = None, in_whole_numbers: bool = False
) -> tuple[Floats, Floats]:
    """Lowest and highest value that each cell can have, for all a reader can compute.

    cells: positions, all withheld cells if left out. in_whole_numbers: he also knows that they are counts;
    slow for more than some hundreds of unknowns. Returns two arrays in the order of cells; inf without bound.
    Two programmes are solved for each cell, among the unknowns that hang together with it.
    """
    wanted = np.flatnonzero(withheld) if cells is None else np.asarray(cells, dtype=np.intp)
    lows, highs = table.values[wanted].astype(float), table.values[wanted].astype(float)
    place = {int(cell): index for index, cell in enumerate(wanted)}
    for part in _components(unknowns_of(table=table, withheld=withheld)):
        for column, cell in enumerate(part.at):
            if int(cell) in place:
                index = place[int(cell)]
                lows[index] -= _farthest(part, column, -1, whole=in_whole_numbers)
                highs[index] += _farthest(part, column, 1, whole=in_whole_numbers)
    return lows, highs


def too_narrow(*, table: LinkedTable, withheld: Mask, primary: Primary, seed: int = 0) -> Positions:
    """Unsafe cells about which a reader is less uncertain than the protection levels ask. Empty: all is well.

    Exact, but quick: one move of many cells at once is a witness for each that it carries far enough, so only
    cells that no witness of some rounds reaches get programmes of their own. seed: of the directions tried;
    the answer does not depend on it.
    """
    narrow: list[int] = np.flatnonzero(primary.unsafe & ~withheld).tolist()
    for part in _components(unknowns_of(table=table, withheld=withheld)):
        narrow += _narrow_in(part, primary, np.random.default_rng(seed))
    return np.array(sorted(narrow), dtype=np.intp)


def _narrow_in(part: Unknowns, primary: Primary, chance: np.random.Generator) -> list[int]:
    """Cells are followed by their reach: the farthest that any witness has carried them up and down."""
    levels = _Levels(part, primary)
    _witness_many(part, levels, chance)
    for column in np.flatnonzero(levels.missing()).tolist():
        if not levels.missing()[column]:
            continue
        for sign in (1, -1):
            levels.see(_move(part, column, sign))
    return [int(cell) for cell in part.at[levels.missing()]]


class _Levels:
    """How far each unknown must be able to move, and how far it was seen to."""

    def __init__(self, part: Unknowns, primary: Primary) -> None:
        self.part = part
        self.up, self.down = primary.upper[part.at], primary.lower[part.at]
        self.wide = primary.sliding[part.at]
        self.is_asked = primary.unsafe[part.at]
        self.high, self.low = np.zeros(len(part.at)), np.zeros(len(part.at))

    def see(self, move: Floats) -> None:
        for seen in (move, -move) if self._may_turn(move) else (move,):
            self.high, self.low = np.maximum(self.high, seen), np.minimum(self.low, seen)

    def _may_turn(self, move: Floats) -> bool:
        return bool(np.all(move <= self.part.down + _EXACT))

    def missing(self) -> Mask:
        is_short = (self.high < self.up - _EXACT) | (-self.low < self.down - _EXACT)
        return np.asarray(self.is_asked & (is_short | (self.high - self.low < self.wide - _EXACT)))

    def wishes(self, chance: np.random.Generator) -> Floats:
        """Which way each cell that is not yet proved should go, the direction that lacks most or any."""
        up, down = self.high < self.up - _EXACT, -self.low < self.down - _EXACT
        sign = np.where(up & ~down, 1.0, np.where(down & ~up, -1.0, chance.choice([-1.0, 1.0], len(up))))
        return np.where(self.missing(), sign * chance.uniform(0.5, 1.5, len(up)), 0.0)


def _witness_many(part: Unknowns, levels: _Levels, chance: np.random.Generator) -> None:
    """Moves of many cells at a time, none much farther than is asked, so that there is room for all."""
    asked_up, asked_down = np.maximum(levels.up, levels.wide), np.maximum(levels.down, levels.wide)
    idle, at = 0, 0
    while (before := int(levels.missing().sum())) > _FEW and idle < len(_REACHES):
        reach = _REACHES[at % len(_REACHES)]
        high = np.where(levels.is_asked, np.maximum(reach * asked_up, _EXACT), np.inf)
        low = np.where(levels.is_asked, np.minimum(reach * asked_down, part.down), part.down)
        levels.see(_optimum(part, levels.wishes(chance), low, np.minimum(high, part.up)))
        idle, at = (idle + 1 if int(levels.missing().sum()) == before else 0), at + 1


def _farthest(part: Unknowns, column: int, sign: int, *, whole: bool) -> float:
    if whole:
        return _farthest_whole(part, column, sign)
    return abs(float(_move(part, column, sign, at_most=np.inf)[column]))


def _move(part: Unknowns, column: int, sign: int, at_most: float = 1e7) -> Floats:
    aim = np.zeros(len(part.at))
    aim[column] = sign
    high = part.up.copy()
    high[column] = min(high[column], at_most)
    return _optimum(part, aim, part.down, high)


def _optimum(part: Unknowns, aim: Floats, down: Floats, up: Floats) -> Floats:
    found = linprog(
        -aim,
        A_eq=part.sums,
        b_eq=np.zeros(part.sums.shape[0]),
        bounds=np.column_stack([-down, up]),
        method="highs",
    )
    if found.status == 3:  # without bound
        endless = np.zeros(len(aim))
        endless[aim > 0], endless[aim < 0] = np.inf, -np.inf
        return endless
    if found.status != 0:
        raise Unsolved(found.message)
    return np.asarray(found.x)


def _farthest_whole(part: Unknowns, column: int, sign: int) -> float:
    aim = np.zeros(len(part.at))
    aim[column] = -sign
    found = milp(
        aim,
        constraints=LinearConstraint(part.sums, 0, 0),
        bounds=Bounds(-part.down, part.up),
        integrality=np.ones(len(part.at)),
    )
    if found.status == 3:
        return np.inf
    if found.x is None:
        raise Unsolved(found.message)
    return abs(float(round(found.x[column])))


def _components(unknowns: Unknowns) -> Iterator[Unknowns]:
    """Unknowns that no sum links are bounded apart."""
    count = len(unknowns.at)
    if not count:
        return
    shared = (abs(unknowns.sums).T @ abs(unknowns.sums)).tocsr()
    _, label = sparse.csgraph.connected_components(shared, directed=False)
    for name in range(int(label.max()) + 1):
        own = np.flatnonzero(label == name)
        sums = unknowns.sums[:, own].tocsr()
        used = np.diff(sums.indptr) > 0
        yield Unknowns(unknowns.at[own], sums[used], used, unknowns.down[own], unknowns.up[own])
