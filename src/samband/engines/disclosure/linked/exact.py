# SPDX-License-Identifier: EUPL-1.2
"""The fewest (or cheapest) cells to withhold, proved: for tables of up to some hundreds of cells.

Benders decomposition of Fischetti and Salazar (2001): an integer programme proposes which cells to withhold;
for each unsafe cell the attacker's linear programme is wide enough, or by its dual gives an inequality that
the proposal breaks. HiGHS solves both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from samband.engines.disclosure.linked.attack import Unknowns, Unsolved, too_narrow, unknowns_of
from samband.engines.disclosure.linked.primary import Primary
from samband.engines.disclosure.linked.table import Floats, LinkedTable, Mask

_EXACT: Final = 1e-6
_ROUNDS: Final = 500
MOST_ATTACKS: Final = 3_000
"""Far more than the tables for which the exact method is chosen by itself need."""
Cut = Mapping[int, float]
"""Cell -> coefficient: the withheld cells among them must come to 1 or more."""


class CannotProtect(ValueError):  # noqa: N818  it names the fact
    """Even with every cell withheld that may be, an unsafe cell could be computed too closely."""

    def __init__(self, cell: tuple[str, ...]) -> None:
        super().__init__(
            f"The cell {' · '.join(cell)} cannot be protected: what is public already, or what may not be "
            "withheld, tells it. Publish fewer dimensions, or round the counts instead."
        )


@dataclass(frozen=True)
class Exact:
    """withheld: (cells,). cost: of the cells withheld beside the unsafe ones. bound: no choice costs less.

    withheld is None when the attacks ran out.
    """

    withheld: Mask | None
    cost: float
    bound: float


def fewest(
    *,
    table: LinkedTable,
    primary: Primary,
    costs: Floats | None = None,
    cuts: Sequence[Cut] = (),
    most_attacks: int = MOST_ATTACKS,
) -> Exact:
    """The cheapest set of withheld cells under which every unsafe cell has its protection levels.

    costs: (cells,), of withholding each; one for each cell if left out. cuts: inequalities known to hold, to
    begin with. most_attacks: linear programmes to solve before giving up; a number rather than a time, so
    that a table is protected alike on every machine. Raises CannotProtect.
    """
    prices = np.ones(len(table.cells)) if costs is None else costs
    problem = _Problem(table, primary, prices, cuts, most_attacks)
    bound = 0.0
    for _ in range(_ROUNDS):
        proposed, bound = problem.proposal()
        broken = problem.broken_by(proposed)
        if not broken:
            return Exact(proposed, problem.cost(proposed), bound)
        problem.cuts += broken
        if problem.is_tired:
            break
    return Exact(None, inf, bound)


class _Problem:
    def __init__(
        self, table: LinkedTable, primary: Primary, costs: Floats, cuts: Sequence[Cut], most_attacks: int
    ) -> None:
        self.table, self.primary = table, primary
        self.given = primary.unsafe | table.is_hidden
        self.costs = np.where(self.given, 0.0, costs)
        self.most = float(table.values.max(initial=0.0)) + float(primary.upper.max(initial=1.0)) + 1.0
        self.cuts = list(cuts)
        self.attacks_left = most_attacks

    @property
    def is_tired(self) -> bool:
        return self.attacks_left <= 0

    def cost(self, withheld: Mask) -> float:
        return float(self.costs[withheld].sum())

    def proposal(self) -> tuple[Mask, float]:
        rows = [row for row, cut in enumerate(self.cuts) for _ in cut]
        columns = [cell for cut in self.cuts for cell in cut]
        numbers = [coefficient for cut in self.cuts for coefficient in cut.values()]
        shape = (len(self.cuts), len(self.costs))
        matrix = sparse.csr_matrix((numbers, (rows, columns)), shape=shape)
        found = milp(
            self.costs,
            constraints=LinearConstraint(matrix, 1.0, np.inf) if self.cuts else (),
            bounds=Bounds(self.given.astype(float), np.where(self.table.is_known, 0.0, 1.0)),
            integrality=np.ones(len(self.costs)),
        )
        if found.x is None:
            raise Unsolved(found.message)
        return np.asarray(found.x > 0.5), float(found.mip_dual_bound or 0.0)

    def broken_by(self, proposed: Mask) -> list[Cut]:
        """Cuts for unsafe cells that the proposal leaves too narrow, in units of what they ask.

        For all of them, or for the first ones when the attacks run out; none when there are none.
        """
        narrow = too_narrow(table=self.table, withheld=proposed, primary=self.primary)
        part = unknowns_of(table=self.table, withheld=proposed)
        cuts: list[Cut] = []
        for cell in narrow.tolist():
            cuts += self._cuts_for(part, cell)
            if cuts and self.is_tired:
                break
        return cuts

    def _cuts_for(self, part: Unknowns, cell: int) -> Iterator[Cut]:
        levels = self.primary
        for above, below, need in (
            (True, False, float(levels.upper[cell])),
            (False, True, float(levels.lower[cell])),
            (True, True, float(levels.sliding[cell])),
        ):
            sides = [self._attack(part, cell, sign, need) for sign, on in ((1, above), (-1, below)) if on]
            if sum(reach for reach, _ in sides) < need - _EXACT:
                yield self._cut(cell, sum((slopes for _, slopes in sides), np.zeros(len(self.costs))), need)

    def _cut(self, cell: int, slopes: Floats, need: float) -> Cut:
        slopes[self.given | self.table.is_known] = 0.0
        found = np.flatnonzero(slopes > _EXACT * need)
        if not len(found):
            raise CannotProtect(self.table.cells[cell])
        return {int(at): min(float(slopes[at]), need) / need for at in found}

    def _attack(self, part: Unknowns, cell: int, sign: int, need: float) -> tuple[float, Floats]:
        """How far the cell moves, and how much further at most by each cell's being withheld.

        The second comes from the dual: the price that the sums put on a change of the cell, times the room
        it would have. Prices of sums without a withheld cell may be anything; zero is taken.
        """
        self.attacks_left -= 1
        place = int(part.at.searchsorted(cell))
        aim = np.zeros(len(part.at))
        aim[place] = -sign
        low, high = -part.down, part.up.copy()
        low[place], high[place] = (0.0, need) if sign > 0 else (-min(need, float(part.down[place])), 0.0)
        found = linprog(
            aim,
            A_eq=part.sums,
            b_eq=np.zeros(part.sums.shape[0]),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if found.status != 0:
            raise Unsolved(found.message)
        prices = np.zeros(self.table.sums.shape[0])
        prices[part.used] = found.eqlin.marginals
        price = np.asarray(self.table.sums.T @ prices)
        return float(-found.fun), np.where(price > 0, price * self.most, -price * self.table.values)
