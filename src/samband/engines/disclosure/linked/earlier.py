# SPDX-License-Identifier: EUPL-1.2
"""Several releases as one table, so that what follows from all of them together is audited like any sum.

Two releases of the same table differ by whoever answered in between; figures on old and on new borders differ
by the areas that moved. Both differences become hidden cells: shown to nobody, judged like others.
"""

from collections.abc import Iterable

import numpy as np

from samband.engines.disclosure.linked.table import Axis, BadTable, Codes, Floats, LinkedTable, Mask, table_of

RELEASE = "release"
LATER, EARLIER, EITHER = "later", "earlier", "either"
KEPT, ADDED, REMOVED = "kept", "added", "removed"
_PERSONS = Axis(
    RELEASE,
    {EITHER: ((EARLIER, ADDED), (LATER, REMOVED)), EARLIER: ((KEPT, REMOVED),), LATER: ((KEPT, ADDED),)},
)
"""Who is in both releases, in the later one only, in the earlier one only."""


def after_release(*, later: LinkedTable, earlier: LinkedTable, withheld_earlier: Mask) -> LinkedTable:
    """The later table together with what was published of the earlier one; first dimension ``release``.

    Earlier + added = later + removed, in every cell. What was published stays known; what was withheld stays
    hidden; added and removed are hidden. Protect the result and show its cells of ``later``. Respondents are
    taken to be the same persons where counts agree; in a table of sums persons behind differences are those
    added or removed. Raises BadTable when the two tables do not have the same dimensions.
    """
    if later.axes != earlier.axes:
        raise BadTable(
            "The two releases do not have the same dimensions and codes. Carry them to one list first."
        )
    shown = {cell for cell, gone in zip(earlier.cells, withheld_earlier, strict=True) if not gone}
    return table_of(
        axes=(_PERSONS, *later.axes),
        values=_split(later, later.values, earlier.values),
        respondents=_split(later, later.respondents, earlier.respondents),
        known=[(EARLIER, *cell) for cell in shown],
        hidden=[
            (name, *cell)
            for name in (EARLIER, EITHER, KEPT, ADDED, REMOVED)
            for cell in later.cells
            if name != EARLIER or cell not in shown
        ],
    )


def _split(table: LinkedTable, new: Floats, old: Floats) -> dict[Codes, float]:
    found: dict[Codes, float] = {}
    for at in np.flatnonzero(table.is_leaf).tolist():
        cell, after, before = table.cells[at], float(new[at]), float(old[at])
        found[KEPT, *cell] = min(after, before)
        found[ADDED, *cell] = max(after - before, 0.0)
        found[REMOVED, *cell] = max(before - after, 0.0)
    return found


def over_borders(*, name: str, parts: Iterable[tuple[str, str]], total: str = "all") -> tuple[Axis, Codes]:
    """One dimension for figures of one time on old and on new borders.

    parts: (unit before, unit after) of every area that both share. Give units that are in both lists with
    another territory two names. Returns the dimension, whose leaves are the areas, and the areas that are no
    unit by themselves: hide every cell of theirs. An area that is a unit in either list bears its name.
    """
    pairs = sorted(set(parts))
    olds, news = _grouped(pairs, 0), _grouped(pairs, 1)
    names = {pair: _area(pair, olds, news) for pair in pairs}
    divisions: dict[str, tuple[Codes, ...]] = {total: (tuple(sorted(olds)), tuple(sorted(news)))}
    for units in (olds, news):
        for unit, own in units.items():
            areas = tuple(names[pair] for pair in own)
            if areas != (unit,):
                divisions[unit] = (areas,)
    if divisions[total][0] == divisions[total][1]:
        divisions[total] = divisions[total][:1]
    return Axis(name, divisions), tuple(area for area in names.values() if area not in {*olds, *news})


def _grouped(pairs: list[tuple[str, str]], side: int) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        found.setdefault(pair[side], []).append(pair)
    return found


def _area(
    pair: tuple[str, str],
    olds: dict[str, list[tuple[str, str]]],
    news: dict[str, list[tuple[str, str]]],
) -> str:
    if len(olds[pair[0]]) == 1:
        return pair[0]
    return pair[1] if len(news[pair[1]]) == 1 else f"{pair[0]}>{pair[1]}"
