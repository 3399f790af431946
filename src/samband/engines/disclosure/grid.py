# SPDX-License-Identifier: EUPL-1.2
"""The cells of one measure and the sums in which they stand, those that nobody named included.

When male and female do not add up to all, their remainder can be computed from what is published. It becomes
a hidden cell (its name begins with ``~``) that must stand the rules like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from samband.engines.disclosure.context import DisclosureContext, Place
from samband.engines.disclosure.decisions import Cell
from samband.engines.disclosure.facts import Facts
from samband.engines.disclosure.rules import DisclosureRules, GroupRules
from samband.engines.tables import EstimateTable

HIDDEN = "~"
Rank = tuple[float, float, str]
Order = Mapping[str, Rank]
"""Who is withheld first: the least rank. It depends on no rule, so that stricter ones choose alike."""


class InconsistentMargins(ValueError):  # noqa: N818  it names the fact
    """The parts of a sum have more respondents than the sum."""

    def __init__(self, cell: Cell, surplus: int) -> None:
        super().__init__(
            f"The parts of {cell.group} in {cell.unit}, measure {cell.measure}, have {surplus} respondents "
            "more than it has itself. Check which totals and divisions the disclosure context names."
        )


@dataclass(frozen=True, slots=True)
class Margin:
    """A total and its parts, the one to withhold first in front. rules: of all its groups at once."""

    total: Place
    parts: tuple[Place, ...]
    rules: GroupRules


@dataclass(frozen=True)
class Grid:
    """facts: of every cell, hidden ones included. margins: every sum that can be computed.

    known: cells that can be read in an earlier version, unchanged: they are of no use to hide others.
    """

    measure: str
    facts: Mapping[Place, Facts]
    margins: tuple[Margin, ...]
    known: frozenset[Place] = frozenset()

    @cached_property
    def margins_as_part(self) -> Mapping[Place, list[Margin]]:
        found: dict[Place, list[Margin]] = {}
        for margin in self.margins:
            for part in margin.parts:
                found.setdefault(part, []).append(margin)
        return found

    @cached_property
    def margins_as_total(self) -> Mapping[Place, list[Margin]]:
        found: dict[Place, list[Margin]] = {}
        for margin in self.margins:
            found.setdefault(margin.total, []).append(margin)
        return found


def order_of_groups(*, table: EstimateTable) -> Order:
    """Smallest group of the whole table first, the same in every measure."""
    sums: dict[str, int] = {}
    for row in table:
        sums[row.group] = sums.get(row.group, 0) + (row.n or 0)
    return {name: (n, 0, name) for name, n in sums.items()}


def grid_of(
    *,
    measure: str,
    facts: Mapping[Place, Facts],
    context: DisclosureContext,
    rules: DisclosureRules,
    groups: Order,
) -> Grid:
    """Lay out one measure. facts: of each listed cell by (group, unit).

    Raises InconsistentMargins when the parts of a sum have more respondents than the sum.
    """
    maker = _Maker(measure, dict(facts), context, rules, groups)
    listed = tuple(dict.fromkeys(group for group, _ in facts))
    for group in listed:
        maker.sum_units(group)
    hidden = [maker.sum_groups(total, way) for total, ways in context.group_totals.items() for way in ways]
    for group in hidden:
        maker.sum_units(group)
    return Grid(measure, maker.facts, tuple(maker.margins))


class _Maker:
    """Collects margins and the hidden cells that complete them."""

    def __init__(
        self,
        measure: str,
        facts: dict[Place, Facts],
        context: DisclosureContext,
        rules: DisclosureRules,
        groups: Order,
    ) -> None:
        self.measure, self.facts, self.context, self.rules = measure, facts, context, rules
        self.groups = groups
        self.summed = {
            *context.group_totals,
            *(g for ways in context.group_totals.values() for way in ways for g in way),
        }
        self.units: dict[str, Order] = {}
        self.margins: list[Margin] = []

    def sum_units(self, group: str) -> None:
        present = {unit for place_group, unit in self.facts if place_group == group}
        for total, parts in nested(totals=self.context.unit_totals, present=present).items():
            places = [(group, part) for part in parts]
            self.add((group, total), places, (group, HIDDEN + total), self.rules_of(group))

    def sum_groups(self, total: str, way: tuple[str, ...]) -> str:
        hidden = f"{HIDDEN}{total}: {' '.join(way)}"
        rules = self.rules.strictest((total, *way))
        for unit in [unit for group, unit in self.facts if group == total]:
            places = [(part, unit) for part in way if (part, unit) in self.facts]
            if places:
                self.add((total, unit), places, (hidden, unit), rules)
        return hidden

    def rules_of(self, group: str) -> GroupRules:
        if not group.startswith(HIDDEN):
            return self.rules.of(group)
        return self.rules.of(group[len(HIDDEN) :].split(":")[0])

    def add(self, total: Place, parts: list[Place], rest: Place, rules: GroupRules) -> None:
        missing = self.facts[total].n - sum(self.facts[part].n for part in parts)
        if missing < 0 and any(name.startswith(HIDDEN) for name in total):
            return  # a row is lacking elsewhere, so that this remainder is not a sum of these parts
        if missing < 0:
            raise InconsistentMargins(Cell(*total, self.measure), -missing)
        if missing and rest not in self.facts:
            self.facts[rest] = Facts(missing, missing, population_is_known=False, is_told=False)
        if missing:
            parts = [*parts, rest]
        self.margins.append(Margin(total, tuple(sorted(parts, key=self.rank)), rules))

    def rank(self, place: Place) -> tuple[bool, Rank, bool, Rank]:
        """Hidden parts first, as withholding them costs the reader nothing; then those with most to hide."""
        group, unit = place
        nothing = (0.0, 0.0, "")
        return (
            not group.startswith(HIDDEN),
            self.groups.get(group, nothing),
            not unit.startswith(HIDDEN),
            self.order_of_units(group).get(unit, nothing),
        )

    def order_of_units(self, group: str) -> Order:
        """The unit first whose answers are nearest to telling what everybody answered, then the smallest.

        That one is often withheld already, and no member is always the one to go. Groups that add up share
        one order: then their withheld cells line up in rectangles, of which no cell can be solved for.
        """
        family = self.summed if group in self.summed or group.startswith(HIDDEN) else {group}
        name = group if len(family) == 1 else HIDDEN
        if name not in self.units:
            self.units[name] = _ranks({place: f for place, f in self.facts.items() if place[0] in family})
        return self.units[name]


def _ranks(facts: Mapping[Place, Facts]) -> Order:
    ranks: dict[str, Rank] = {}
    for (_, unit), fact in facts.items():
        fewest, n, _ = ranks.get(unit, (inf, 0.0, unit))
        ranks[unit] = (min(fewest, fact.fewest) if fact.n else fewest, n + fact.n, unit)
    return ranks


def nested(*, totals: Mapping[str, frozenset[str]], present: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each total that is present, with the largest totals inside it and the members that stand in none."""
    here = set(present)
    tree: dict[str, tuple[str, ...]] = {}
    seen: list[str] = []
    top: dict[str, frozenset[str]] = {}
    for total in sorted(here & set(totals), key=lambda name: (len(totals[name]), name)):
        members = totals[total]
        inside = [name for name in seen if name in top and top[name] <= members]
        covered = frozenset().union(*(top.pop(name) for name in inside))
        tree[total] = (*sorted((members - covered) & here), *inside)
        top[total] = members
        seen.append(total)
    return {total: parts for total, parts in tree.items() if parts}
