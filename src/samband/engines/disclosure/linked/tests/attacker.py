# SPDX-License-Identifier: EUPL-1.2
"""Somebody who wants to know, with every published number, the sums, and a solver: none of the engine's code.

He writes each published cell as a sum of leaf cells, as it stands in the definition of the table, and asks
for the least and the greatest value of a withheld one.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp


class Reader:
    def __init__(self, table, shown):
        self.leaves = list(product(*(axis.leaves for axis in table.axes)))
        self.lines = {cell: self._line(table.axes, cell) for cell in table.cells}
        shown_cells = zip(table.cells, table.values, shown, strict=True)
        told = [(self.lines[cell], value) for cell, value, is_shown in shown_cells if is_shown]
        self.known = np.array([line for line, _ in told]).reshape(len(told), len(self.leaves))
        self.numbers = np.array([value for _, value in told])

    def _line(self, axes, cell):
        inside = [axis.beneath[code] for axis, code in zip(axes, cell, strict=True)]
        return np.array([float(all(map(frozenset.__contains__, inside, leaf))) for leaf in self.leaves])

    def bounds(self, cell):
        """In any numbers that are not negative."""
        return tuple(sign * self._linear(sign * self.lines[cell]) for sign in (1, -1))

    def whole_bounds(self, cell):
        """In whole numbers that are not negative."""
        return tuple(sign * self._whole(sign * self.lines[cell]) for sign in (1, -1))

    def _linear(self, aim):
        equal = (self.known, self.numbers) if len(self.numbers) else (None, None)
        found = linprog(aim, A_eq=equal[0], b_eq=equal[1])
        return found.fun if found.status == 0 else -np.inf

    def _whole(self, aim):
        if not len(self.numbers):
            return 0.0 if aim.sum() > 0 else -np.inf
        rows = LinearConstraint(self.known, self.numbers, self.numbers)
        found = milp(aim, constraints=rows, bounds=Bounds(0, np.inf), integrality=np.ones(len(aim)))
        return round(found.fun) if found.x is not None else -np.inf
