# SPDX-License-Identifier: EUPL-1.2
"""Which figures of two generations may not be subtracted from one another: a small area would remain."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samband.engines.geography.correspondence import Part, correspond
from samband.engines.geography.geography import Geography

Node = tuple[bool, str]
"""Is a unit of the later date; its code."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The area that ``whole`` and ``part`` share is what remains when figures are subtracted.

    area: (code before, code after). It is the sum of ``added_before`` and ``added_after`` less that of
    ``subtracted_before`` and ``subtracted_after``; before and after name the date of the codes.
    """

    area: tuple[str, str]
    added_before: frozenset[str] = frozenset()
    subtracted_before: frozenset[str] = frozenset()
    added_after: frozenset[str] = frozenset()
    subtracted_after: frozenset[str] = frozenset()

    def is_open(self, *, before: Collection[str], after: Collection[str]) -> bool:
        """True when all it needs is published. before, after: codes with a published figure."""
        needed_before = self.added_before | self.subtracted_before
        needed_after = self.added_after | self.subtracted_after
        return needed_before <= set(before) and needed_after <= set(after)

    def size(self, *, before: Mapping[str, float], after: Mapping[str, float]) -> float | None:
        """Of the area, from the sizes of units at one time on both borders; None when one is not known."""
        needed = [before.get(c) for c in self.added_before | self.subtracted_before]
        needed += [after.get(c) for c in self.added_after | self.subtracted_after]
        if None in needed:
            return None
        plus = sum(before[c] for c in self.added_before) + sum(after[c] for c in self.added_after)
        minus = sum(before[c] for c in self.subtracted_before)
        return plus - minus - sum(after[c] for c in self.subtracted_after)


def differences(*, geography: Geography, before: date, after: date, tier: str = "") -> tuple[Difference, ...]:
    """Every subtraction over the changes between two dates that leaves one area alone.

    An area is what one unit before and one unit after share. Units are the nodes and areas the edges of a
    graph; the figure of a unit is the sum of its areas. The figure of an area follows from those of units
    exactly when the edge is a bridge: without it the graph falls apart, and on either side all other areas
    cancel out. (On a cycle something can be moved around without changing any unit.) A side that is one
    unit alone is no subtraction: that unit is the area, and the other side says how to compute it.
    Areas of the same territory before and after are left out. Source: rank of the incidence matrix of a
    bipartite graph; Haram = Ålesund before less Ålesund after is the smallest case.
    """
    parts = correspond(geography=geography, known_on=before, to=after, tier=tier).parts
    near = _neighbours(parts)
    return tuple(
        difference
        for part in parts
        if len(near[False, part.before]) > 1 or len(near[True, part.after]) > 1
        for difference in _of_area(part, near)
    )


def small_differences(
    *,
    differences: Iterable[Difference],
    published_before: Collection[str],
    published_after: Collection[str],
    sizes_before: Mapping[str, float],
    sizes_after: Mapping[str, float],
    minimum: float,
) -> tuple[Difference, ...]:
    """Those that can be made from what is published and leave less than ``minimum``, or an unknown size.

    Not enough where the figures of the two dates differ in time as well: there the remainder is blurred, and
    this list errs on the safe side.
    """
    return tuple(
        difference
        for difference in differences
        if difference.is_open(before=published_before, after=published_after)
        and _is_small(difference.size(before=sizes_before, after=sizes_after), minimum)
    )


def _is_small(size: float | None, minimum: float) -> bool:
    return size is None or size < minimum


def _neighbours(parts: Iterable[Part]) -> dict[Node, set[Node]]:
    near: dict[Node, set[Node]] = {}
    for part in parts:
        one, other = (False, part.before), (True, part.after)
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    return near


def _of_area(part: Part, near: Mapping[Node, set[Node]]) -> Iterator[Difference]:
    one, other = (False, part.before), (True, part.after)
    side = _side(one, other, near)
    if other in side:  # a cycle
        return
    for start, nodes in ((one, side), (other, _side(other, one, near))):
        if len(nodes) > 1:
            yield _difference(part, nodes, is_later=start[0])


def _side(start: Node, without: Node, near: Mapping[Node, set[Node]]) -> set[Node]:
    """What is reached from ``start`` without the edge to ``without``."""
    found, ahead = {start}, [start]
    while ahead:
        node = ahead.pop()
        for other in near[node] - found:
            if (node, other) != (start, without):
                found.add(other)
                ahead.append(other)
    return found


def _difference(part: Part, nodes: set[Node], *, is_later: bool) -> Difference:
    before = frozenset(code for later, code in nodes if not later)
    after = frozenset(code for later, code in nodes if later)
    if is_later:
        return Difference((part.before, part.after), subtracted_before=before, added_after=after)
    return Difference((part.before, part.after), added_before=before, subtracted_after=after)


def sums_over_change(
    *, geography: Geography, before: date, after: date, tier: str = ""
) -> Mapping[Node, frozenset[Node]]:
    """Units of one date that are exactly the sum of several of the other: (is later, code) -> those.

    For ``disclosure.context_of(totals=…)``, when figures of one time are published on both borders: give
    each unit a name that tells the dates apart. Units that overlap otherwise are left out.
    """
    parts = correspond(geography=geography, known_on=before, to=after, tier=tier).parts
    near = _neighbours(parts)
    return {
        node: frozenset(others)
        for node, others in near.items()
        if len(others) > 1 and all(len(near[other]) == 1 for other in others)
    }
