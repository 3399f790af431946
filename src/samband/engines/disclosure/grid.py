# SPDX-License-Identifier: EUPL-1.2
"""The cells of one measure and the sums in which they stand, those that nobody named included.

When male and female do not add up to all, their remainder can be computed from what is published. It becomes
a hidden cell (its name begins with ``~``) that must stand the rules like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samband.engines.disclosure.context import DisclosureContext, Place
from samband.engines.disclosure.decisions import Cell
from samband.engines.disclosure.facts import Facts
from samband.engines.disclosure.rules import DisclosureRules, GroupRules
from samband.engines.tables import EstimateTable

HIDDEN = "~"
Order = Mapping[str, tuple[int, str]]
"""Rank of a group or unit by its respondents in the whole table, smallest first: who is withheld first."""


class InconsistentMargins(ValueError):  # noqa: N818  it names the fact
    """The parts of a sum have more respondents than the sum."""

    def __init__(self, cell: Cell, surplus: int) -> None:
        super().__init__(
            f"The parts of {cell.group} in {cell.unit}, measure {cell.measure}, have {surplus} respondents "
            "more than it has itself. Check which totals and divisions the disclosure context names."
        )


@dataclass(frozen=True, slots=True)
class Margin:
    """A total and its parts, smallest first. rules: those that satisfy every group in it."""

    total: Place
    parts: tuple[Place, ...]
    rules: GroupRules


@dataclass(frozen=True)
class Grid:
    """facts: of every cell, hidden ones included. margins: every sum that can be computed."""

    measure: str
    facts: Mapping[Place, Facts]
    margins: tuple[Margin, ...]

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


def order_of(*, table: EstimateTable, column: str) -> Order:
    """Ranks of the groups or units (``column``) of a table. The same for every measure."""
    sums: dict[str, int] = {}
    for row in table:
        name = getattr(row, column)
        sums[name] = sums.get(name, 0) + (row.n or 0)
    return {name: (n, name) for name, n in sums.items()}


def grid_of(
    *,
    measure: str,
    facts: Mapping[Place, Facts],
    context: DisclosureContext,
    rules: DisclosureRules,
    units: Order,
    groups: Order,
) -> Grid:
    """Lay out one measure. facts: of each listed cell by (group, unit).

    Raises InconsistentMargins when the parts of a sum have more respondents than the sum.
    """
    maker = _Maker(measure, dict(facts), context, rules, units, groups)
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
        units: Order,
        groups: Order,
    ) -> None:
        self.measure, self.facts, self.context, self.rules = measure, facts, context, rules
        self.units, self.groups = units, groups
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

    def rank(self, place: Place) -> tuple[bool, tuple[int, str], bool, tuple[int, str]]:
        """Hidden parts first: withholding them costs the reader nothing."""
        group, unit = place
        nothing = (0, "")
        return (
            not group.startswith(HIDDEN),
            self.groups.get(group, nothing),
            not unit.startswith(HIDDEN),
            self.units.get(unit, nothing),
        )


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
