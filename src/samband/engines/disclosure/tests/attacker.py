# SPDX-License-Identifier: EUPL-1.2
"""Somebody who wants to know what was withheld, with a linear programme and everything that was published.

Independent of the engine: he sees the released table, knows which totals add up and on which scale people
answered, and even which remainders are empty. For each withheld cell he bounds n and the sum of the answers.
"""

from itertools import product

import numpy as np
from scipy.optimize import linprog

from samband.engines.disclosure import DisclosureContext
from samband.engines.tables import EstimateTable

Bounds = tuple[float, float]


class Attacker:
    def __init__(
        self,
        *,
        released: EstimateTable,
        context: DisclosureContext,
        unnamed: set[tuple[str, str]],
        empty: set[tuple[str, str]] = frozenset(),
    ) -> None:
        """unnamed: the (group total, unit) in which somebody answered who belongs to no named part.

        empty: cells of which he knows from elsewhere that nobody answered.
        """
        self.rows = {(row.group, row.unit): row for row in released if row.statistic == "mean"}
        self.context, self.low, self.high = context, *context.scales["trust"]
        self.cells = [*self.rows, *((f"rest of {group}", unit) for group, unit in sorted(unnamed))]
        self.at = {cell: index for index, cell in enumerate(self.cells)}
        self.equal, self.goal = self._sums()
        self.below = self._scale()
        self.most = [0 if cell in empty else 10_000 for cell in self.cells] * 2

    def bounds(self, cell: tuple[str, str]) -> tuple[Bounds, Bounds]:
        """Lowest and highest n, lowest and highest sum of answers, that agree with what is published."""
        column = self.at[cell]
        return self._range(column), self._range(column + len(self.cells))

    def _range(self, column: int) -> Bounds:
        aim = np.zeros(2 * len(self.cells))
        aim[column] = 1.0
        low, high = (self._optimum(aim), -self._optimum(-aim))
        return low, high

    def _optimum(self, aim: np.ndarray) -> float:
        nothing = np.zeros(len(self.below))
        found = linprog(
            aim, self.below, nothing, self.equal, self.goal, bounds=[(0, most) for most in self.most]
        )
        assert found.status == 0, found.message
        return float(found.fun)

    def _sums(self) -> tuple[np.ndarray, np.ndarray]:
        rows, goal = [], []
        for cell, row in self.rows.items():
            if row.n is not None:
                for offset, known in ((0, row.n), (len(self.cells), row.n * row.value)):
                    rows.append(self._line({cell: 1.0}, offset))
                    goal.append(known)
        for signs, offset in product(self._margins(), (0, len(self.cells))):
            rows.append(self._line(signs, offset))
            goal.append(0.0)
        return np.array(rows), np.array(goal)

    def _margins(self) -> list[dict[tuple[str, str], float]]:
        found = []
        for total, members in self.context.unit_totals.items():
            for group in {group for group, unit in self.cells if unit == total}:
                parts = {(group, member): 1.0 for member in members if (group, member) in self.at}
                found.append({**parts, (group, total): -1.0})
        for total, ways in self.context.group_totals.items():
            for unit in {unit for group, unit in self.cells if group == total}:
                named = (*ways[0], f"rest of {total}")
                parts = {(part, unit): 1.0 for part in named if (part, unit) in self.at}
                found.append({**parts, (total, unit): -1.0})
        return found

    def _scale(self) -> np.ndarray:
        """low n ≤ sum of answers ≤ high n, as rows that must not exceed zero."""
        each, size = np.eye(len(self.cells)), len(self.cells)
        assert each.shape == (size, size)
        return np.vstack([np.hstack([self.low * each, -each]), np.hstack([-self.high * each, each])])

    def _line(self, signs: dict[tuple[str, str], float], offset: int) -> np.ndarray:
        line = np.zeros(2 * len(self.cells))
        for cell, sign in signs.items():
            line[self.at[cell] + offset] = sign
        return line
