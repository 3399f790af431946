# SPDX-License-Identifier: EUPL-1.2
"""Protect a table of counts or sums: choose what to withhold, audit the choice, mend it until it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Final

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from samband.engines.disclosure.linked.attack import too_narrow
from samband.engines.disclosure.linked.circuits import Block, NoWayRound, cheapest, cuts_of
from samband.engines.disclosure.linked.exact import MOST_ATTACKS, CannotProtect, Cut, fewest
from samband.engines.disclosure.linked.gauss import by_elimination
from samband.engines.disclosure.linked.primary import Primary, TableRules, judge_cells
from samband.engines.disclosure.linked.table import (
    Axis,
    BadTable,
    Floats,
    LinkedTable,
    Mask,
    Positions,
)

EXACT_CELLS: Final = 400
"""Up to so many cells the exact method is the first choice; more where the table falls into blocks."""
EXACT_IN_BLOCKS: Final = 40_000
_EXACT: Final = 1e-6
_MENDINGS: Final = 60
_NEAR: Final = 20


class Method(StrEnum):
    """AUTO: exact where it is likely to end (small, or of two or three plain dimensions), else elimination.
    CIRCUITS: exact in each block of two plain dimensions, then mended over all blocks."""

    AUTO = "auto"
    EXACT = "exact"
    CIRCUITS = "circuits"
    ELIMINATION = "elimination"


@dataclass(frozen=True)
class Protected:
    """withheld: (cells,), unsafe cells and those that would give them away. method: which one chose them.

    is_fewest: proved that no choice withholds less at these costs. mended: cells that the audit added.
    The audit has passed for every unsafe cell; else CannotProtect would have been raised.
    """

    table: LinkedTable
    rules: TableRules
    primary: Primary
    withheld: Mask
    method: Method
    is_fewest: bool
    mended: int

    @property
    def secondary(self) -> int:
        """How many cells are withheld for the sake of others."""
        return int((self.withheld & ~self.primary.unsafe & ~self.table.is_hidden).sum())

    @property
    def shown(self) -> Mask:
        """(cells,), what may be published."""
        return np.asarray(~self.withheld)


def protect(
    *,
    table: LinkedTable,
    rules: TableRules,
    costs: Floats | None = None,
    method: Method = Method.AUTO,
    most_attacks: int = MOST_ATTACKS,
) -> Protected:
    """Withhold every unsafe cell and so many others that no unsafe one can be computed within its levels.

    costs: (cells,), of withholding each; left out, about one for each cell, a little more for large ones.
    most_attacks: of the exact method; when they run out, a quick one stands. Raises CannotProtect.
    When not to use: tables published apart that share cells (put them into one table, or name the cells of
    the earlier one as known), and statistics that are no sums, such as means.
    """
    primary = judge_cells(table=table, rules=rules)
    prices = _prices(table) if costs is None else costs
    chosen = _method(table) if method is Method.AUTO else method
    if chosen is Method.EXACT:
        return _exactly(table, rules, primary, prices, most_attacks)
    choose = _by_circuits if chosen is Method.CIRCUITS else _by_elimination
    first, is_best = choose(table, primary, prices)
    withheld = _mended(table, primary, first, prices)
    mended = int(withheld.sum() - first.sum())
    return Protected(table, rules, primary, withheld, chosen, is_best and not mended, mended)


def _method(table: LinkedTable) -> Method:
    most = EXACT_IN_BLOCKS if _is_all_plain(table) else EXACT_CELLS
    return Method.EXACT if len(table.cells) <= most else _quick(table)


def _quick(table: LinkedTable) -> Method:
    return Method.CIRCUITS if _is_all_plain(table) else Method.ELIMINATION


def _prices(table: LinkedTable) -> Floats:
    """One for each cell; the larger of two cells, and a margin rather than a leaf, is a little dearer."""
    size = np.log1p(table.values) / np.log1p(max(float(table.values.max(initial=1.0)), 1.0))
    return np.asarray(1.0 + 0.02 * size + 0.05 * ~table.is_leaf)


def _exactly(
    table: LinkedTable, rules: TableRules, primary: Primary, prices: Floats, most_attacks: int
) -> Protected:
    cuts = _cuts_of_blocks(table, primary, prices) if _short(table) else []
    found = fewest(table=table, primary=primary, costs=prices, cuts=cuts, most_attacks=most_attacks)
    if found.withheld is None:
        return protect(table=table, rules=rules, costs=prices, method=_quick(table))
    return Protected(table, rules, primary, found.withheld, Method.EXACT, is_fewest=True, mended=0)


def _cuts_of_blocks(table: LinkedTable, primary: Primary, prices: Floats) -> list[Cut]:
    found: list[Cut] = []
    for cells in _blocks(table):
        if np.any(primary.unsafe[cells]):
            try:
                cuts = cuts_of(block=_block(table, primary, prices, cells))
            except NoWayRound:
                continue
            found += [{int(cells[edge]): part for edge, part in cut.items()} for cut in cuts]
    return found


def _by_elimination(table: LinkedTable, primary: Primary, prices: Floats) -> tuple[Mask, bool]:
    return by_elimination(table=table, unsafe=primary.unsafe, costs=prices), False


def _by_circuits(table: LinkedTable, primary: Primary, prices: Floats) -> tuple[Mask, bool]:
    """Each block by itself. The cheapest for each is the cheapest for all, provided that it holds."""
    withheld = primary.unsafe | table.is_hidden
    is_best = True
    for cells in _blocks(table):
        if not np.any(primary.unsafe[cells]):
            continue
        block = _block(table, primary, prices, cells)
        try:
            withheld[cells] |= cheapest(block=block)
        except NoWayRound:
            is_best = False
    return withheld, is_best


def _short(table: LinkedTable) -> tuple[int, int] | None:
    """The two dimensions that make up a block: the shortest plain ones, of three dimensions at most."""
    plain = [at for at, axis in enumerate(table.axes) if _is_plain(axis)]
    if len(plain) < 2 or len(table.axes) > 3:
        return None
    one, other = sorted(sorted(plain, key=lambda at: len(table.axes[at].codes))[:2])
    return one, other


def _is_all_plain(table: LinkedTable) -> bool:
    """Then blocks hang together by few sums, and what is best for each is nearly best for all."""
    return _short(table) is not None and all(_is_plain(axis) for axis in table.axes)


def _is_plain(axis: Axis) -> bool:
    """One sum, divided in one way."""
    return len(axis.divisions) == 1 and all(len(ways) == 1 for ways in axis.divisions.values())


def _blocks(table: LinkedTable) -> Iterator[Positions]:
    """Positions of the cells of each block, (rows + 1, columns + 1), the sums last."""
    short = _short(table)
    if short is None:
        raise BadTable(
            "Circuits need two plain dimensions, and a third one at most. Use elimination for this table."
        )
    shape = tuple(len(axis.codes) for axis in table.axes)
    places = np.moveaxis(np.arange(len(table.cells)).reshape(shape), short, (-2, -1))
    for block in places.reshape(-1, *places.shape[-2:]):
        yield np.roll(block, (-1, -1), axis=(0, 1))


def _block(table: LinkedTable, primary: Primary, prices: Floats, cells: Positions) -> Block:
    return Block(
        values=table.values[cells],
        costs=prices[cells],
        unsafe=primary.unsafe[cells],
        given=(primary.unsafe | table.is_hidden)[cells],
        is_open=~table.is_known[cells],
        lower=np.maximum(primary.lower, primary.sliding - primary.upper)[cells],
        upper=primary.upper[cells],
    )


def _mended(table: LinkedTable, primary: Primary, withheld: Mask, prices: Floats) -> Mask:
    """Withhold more until the audit finds no unsafe cell that can be computed too closely."""
    withheld = withheld.copy()
    for _ in range(_MENDINGS):
        narrow = too_narrow(table=table, withheld=withheld, primary=primary)
        if not len(narrow):
            return withheld
        for cell in narrow.tolist():
            withheld |= _way_out(table, primary, withheld, prices, cell)
    raise CannotProtect(table.cells[int(narrow[0])])


def _way_out(table: LinkedTable, primary: Primary, withheld: Mask, prices: Floats, cell: int) -> Mask:
    """Cells of the cheapest moves, up and down, that carry the cell as far as its levels ask."""
    found = np.zeros(len(withheld), dtype=np.bool_)
    up = max(float(primary.upper[cell]), float(primary.sliding[cell] - primary.lower[cell]))
    for sign, need in ((1, up), (-1, float(primary.lower[cell]))):
        if need > 0:
            found |= _cheapest_move(table, np.where(withheld | found, 0.0, prices), cell, sign * need)
    return found


def _cheapest_move(table: LinkedTable, prices: Floats, cell: int, need: float) -> Mask:
    """Looked for near the cell first: a long table has many ways out, and to compare all takes long."""
    near = _move_within(table, prices, cell, need, _near(table, prices, cell))
    found = near if near is not None else _move_within(table, prices, cell, need, ~table.is_known)
    if found is None:
        raise CannotProtect(table.cells[cell])
    return found


def _near(table: LinkedTable, prices: Floats, cell: int) -> Mask:
    """Withheld cells, and all of those codes of the longest dimension that hold most of them, or the cell."""
    shape = tuple(len(axis.codes) for axis in table.axes)
    longest = int(np.argmax(shape))
    code = np.unravel_index(np.arange(len(table.cells)), shape)[longest]
    held = np.bincount(code, weights=prices == 0, minlength=shape[longest])
    held[code[cell]] = inf
    chosen = np.argsort(-held, kind="stable")[:_NEAR]
    return np.asarray((np.isin(code, chosen) | (prices == 0)) & ~table.is_known)


def _move_within(table: LinkedTable, prices: Floats, cell: int, need: float, free: Mask) -> Mask | None:
    """Linear programme: d = up - down, sums @ d = 0, d[cell] = need, least Σ prices (up + down)."""
    free = free.copy()
    free[cell] = True
    at = np.flatnonzero(free)
    sums = table.sums[:, at]
    sums = sums[np.diff(sums.tocsr().indptr) > 0]
    least, most = np.zeros(2 * len(at)), np.concatenate([np.full(len(at), inf), table.values[at]])
    up = int(at.searchsorted(cell))
    least[up] = most[up] = max(need, 0.0)
    least[up + len(at)] = most[up + len(at)] = max(-need, 0.0)
    move = linprog(
        np.tile(prices[at], 2),
        A_eq=sparse.hstack([sums, -sums]).tocsr(),
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.column_stack([least, most]),
        method="highs",
    )
    if move.x is None:
        return None
    found = np.zeros(len(free), dtype=np.bool_)
    found[at] = np.abs(move.x[: len(at)] - move.x[len(at) :]) > _EXACT
    return found
