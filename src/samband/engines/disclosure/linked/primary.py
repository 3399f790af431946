# SPDX-License-Identifier: EUPL-1.2
"""Which cells of a table tell too much by themselves, and how uncertain a reader must be left about each.

Sources: Hundepool et al., Statistical Disclosure Control, 2012, sections 4.2 and 4.3: threshold, (n, k)
dominance and p per cent rule, and the protection levels that belong to them.
"""

from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np

from samband.engines.disclosure.linked.table import Floats, LinkedTable, Mask

_EXACT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class TableRules:
    """minimum_respondents: a cell with fewer is unsafe. protect_zeros: cells of nobody are unsafe as well.

    dominance: pairs (n, k): unsafe when the n largest contributions are more than the part k of the cell.
    p_percent: unsafe when the second largest can estimate the largest to within so many per cent.
    least_uncertainty: how far, at least, an unsafe cell must be able to lie above its value, and below it
        (but not below zero), for all that a reader can compute; in persons, or in the unit of the sums.
    percent_uncertainty: the same, in per cent of the cell.
    sliding: when above zero, unsafe cells must moreover be uncertain by so much from end to end.
    """

    minimum_respondents: int = 5
    protect_zeros: bool = False
    dominance: tuple[tuple[int, float], ...] = ()
    p_percent: float = 0.0
    least_uncertainty: float = 1.0
    percent_uncertainty: float = 0.0
    sliding: float = 0.0


@dataclass(frozen=True)
class Primary:
    """unsafe: (cells,). why: the rule by which each unsafe cell is so, "" for others.

    lower, upper, sliding: (cells,), protection levels: how far below and above its value, and how wide in
    all, the cell must be able to lie. 0 for safe cells.
    """

    unsafe: Mask
    why: tuple[str, ...]
    lower: Floats
    upper: Floats
    sliding: Floats


def judge_cells(*, table: LinkedTable, rules: TableRules) -> Primary:
    """Judge every cell by itself. Cells known already are never unsafe: nothing can be done for them."""
    breaches = {
        "minimum_respondents": _few(table, rules),
        **{f"dominance {n} {share:g}": _dominated(table, n, share) for n, share in rules.dominance},
        f"p_percent {rules.p_percent:g}": _estimable(table, rules.p_percent),
    }
    why = np.full(len(table.cells), "", dtype=object)
    for name, broken in reversed(breaches.items()):
        why[broken & ~table.is_known] = name
    unsafe = why != ""
    upper = np.where(unsafe, _upper(table, rules), 0.0)
    lower = np.minimum(upper, table.values)
    sliding = np.where(unsafe, rules.sliding, 0.0)
    return Primary(unsafe, tuple(why.tolist()), lower, upper, sliding)


def largest_part(*, table: LinkedTable, n: int = 1) -> Floats:
    """(cells,), part of each cell that its n largest contributions make up; 0 where nothing is."""
    held = table.largest[:, :n].sum(axis=1)
    found = np.divide(held, table.values, out=np.zeros_like(held), where=table.values > 0)
    return np.asarray(found)


def _few(table: LinkedTable, rules: TableRules) -> Mask:
    few: Mask = table.respondents < rules.minimum_respondents - _EXACT
    return np.asarray(few if rules.protect_zeros else few & (table.respondents > _EXACT))


def _dominated(table: LinkedTable, n: int, share: float) -> Mask:
    return np.asarray(largest_part(table=table, n=n) > share + _EXACT)


def _estimable(table: LinkedTable, p_percent: float) -> Mask:
    if not p_percent or table.largest.shape[1] < 2:
        return np.zeros(len(table.cells), dtype=np.bool_)
    first, second = table.largest[:, 0], table.largest[:, 1]
    return np.asarray((table.values - first - second < p_percent / 100 * first - _EXACT) & (first > 0))


def _upper(table: LinkedTable, rules: TableRules) -> Floats:
    """The most that a rule asks: Σ/k − T for dominance, p/100·x₁ − (T − x₁ − x₂) for p per cent."""
    asked = np.maximum(rules.least_uncertainty, rules.percent_uncertainty / 100 * table.values)
    for n, share in rules.dominance:
        asked = np.maximum(asked, table.largest[:, :n].sum(axis=1) / min(share, inf) - table.values)
    if rules.p_percent and table.largest.shape[1] > 1:
        first, second = table.largest[:, 0], table.largest[:, 1]
        asked = np.maximum(asked, rules.p_percent / 100 * first - (table.values - first - second))
    return asked
