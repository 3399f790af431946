# SPDX-License-Identifier: EUPL-1.2
"""Secondary suppression: withhold neighbours until nothing withheld can be subtracted out of totals.

For each withheld part of a total, other parts are withheld with it, those with most to hide first, until two
of them have respondents and all of them together stand the rules; when the parts run out, the total goes too.
Under a withheld total, such parts go likewise. What one cell requires does not depend on which others are
withheld: the outcome is the least set closed under these demands. So it is independent of order, and a
stricter rule or a further withheld cell never opens another one, not even between two published versions.
Idea of primary and secondary suppression: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from functools import reduce

from samband.engines.disclosure.context import Place
from samband.engines.disclosure.decisions import Cause, Cell, Reason
from samband.engines.disclosure.facts import NOBODY, judge_union, together
from samband.engines.disclosure.grid import Grid, Margin


def close(
    *, grid: Grid, reasons: Mapping[Place, Reason], idle: Collection[Place] = ()
) -> dict[Place, Reason]:
    """The reasons given, and those of every cell that must be withheld because of them.

    idle: cells among the given that demand nothing of their neighbours.
    """
    withheld = dict(reasons)
    queue = deque(sorted(place for place in withheld if place not in idle))
    while queue:
        place = queue.popleft()
        for partner, margin in demanded(grid=grid, place=place):
            if partner not in withheld:
                withheld[partner] = _because(grid, place, margin)
                queue.append(partner)
    return withheld


def demanded(*, grid: Grid, place: Place) -> Iterator[tuple[Place, Margin]]:
    """The cells that must be withheld when this one is, with the total that would give it away."""
    for margin in grid.margins_as_part.get(place, ()):
        partners, is_safe = _partners(grid, margin, [place])
        yield from ((partner, margin) for partner in partners)
        if not is_safe:
            yield margin.total, margin
    for margin in grid.margins_as_total.get(place, ()):
        yield from ((partner, margin) for partner in _partners(grid, margin, [])[0])


def _partners(grid: Grid, margin: Margin, start: list[Place]) -> tuple[list[Place], bool]:
    """Parts to withhold beside the ones to start with, and whether all of them together are then safe."""
    union = reduce(together, (grid.facts[place] for place in start), NOBODY)
    answering = sum(bool(grid.facts[place].n) for place in start)
    chosen: list[Place] = []
    unused = {*start, *grid.known}
    candidates = (part for part in margin.parts if part not in unused and grid.facts[part].n)
    while answering < 2 or judge_union(facts=union, rules=margin.rules):
        part = next(candidates, None)
        if part is None:
            return chosen, False
        chosen.append(part)
        union, answering = together(union, grid.facts[part]), answering + 1
    return chosen, True


def _because(grid: Grid, place: Place, margin: Margin) -> Reason:
    return Reason(Cause.SECONDARY, Cell(*place, grid.measure), Cell(*margin.total, grid.measure))


def next_demanded(
    *, grid: Grid, places: Collection[Place], withheld: Mapping[Place, Reason]
) -> dict[Place, Reason]:
    """For cells that can still be solved for: the next part of each of their sums, or the sum itself."""
    more: dict[Place, Reason] = {}
    for place in places:
        for margin in (*grid.margins_as_part.get(place, ()), *grid.margins_as_total.get(place, ())):
            parts = (
                part
                for part in (*margin.parts, margin.total)
                if part not in withheld and part not in grid.known
            )
            if (part := next(parts, None)) is not None:
                more[part] = _because(grid, place, margin)
    return more or {place: _alone(grid, place) for place in grid.facts if place not in withheld}


def _alone(grid: Grid, place: Place) -> Reason:
    """The last resort: a measure that cannot be protected in part is withheld whole."""
    return Reason(Cause.SECONDARY, Cell(*place, grid.measure), Cell(*place, grid.measure))
