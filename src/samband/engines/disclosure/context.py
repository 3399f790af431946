# SPDX-License-Identifier: EUPL-1.2
"""What the rules must know beside the table: populations, weights, and which published totals add up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from samband.engines.disclosure.decisions import Cell
from samband.engines.tables import EstimateTable
from samband.engines.tables.estimates import ALL

Place = tuple[str, str]
"""Group and unit."""
Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DisclosureContext:
    """populations: (group, unit) -> persons the figures speak of, where known.

    unit_totals: a unit that is a sum -> the members in it (not other sums): ``all``, ``size:small``.
        Two sums are apart, or one lies within the other; else CrossingMargins is raised.
    group_totals: a group that is a sum -> one or more ways of dividing it into disjoint groups. They need not
        exhaust it: what remains is protected too. A group stands under one sum, in one division, only.
    largest_shares: cell -> the largest respondents' parts of its weights, descending; one is enough for the
        dominance rule, two for the p per cent rule.
    scales: measure -> its lowest and highest possible value, by which a mean shows unanimity.
    differences: group named in rows of the statistic ``difference`` -> the two groups that were subtracted.
    composites: measure made of others (an index) -> those others, which are not composites themselves.
    """

    populations: Mapping[Place, int] = field(default_factory=dict)
    unit_totals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    group_totals: Mapping[str, Parts] = field(default_factory=dict)
    largest_shares: Mapping[Cell, tuple[float, ...]] = field(default_factory=dict)
    scales: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    differences: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    composites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one, other in combinations(self.unit_totals, 2):
            a, b = self.unit_totals[one], self.unit_totals[other]
            if a & b and not a <= b and not b <= a:
                raise CrossingMargins(one, other)
        named = [part for ways in self.group_totals.values() for way in ways for part in way]
        twice = sorted({part for part in named if named.count(part) > 1})
        if twice:
            raise CrossingMargins(twice[0], twice[0])


class CrossingMargins(ValueError):  # noqa: N818  it names the fact
    """Two published sums overlap without one lying within the other."""

    def __init__(self, one: str, other: str) -> None:
        if one == other:
            fault = f"The group {one} stands under two totals or in two divisions. Let it stand in one."
        else:
            fault = f"The totals {one} and {other} share members, and neither contains the other."
        super().__init__(f"{fault} Publish one of them in this table, the other in none.")


def context_of(
    *,
    table: EstimateTable,
    population_by_unit: Mapping[str, int | None] | None = None,
    population_by_place: Mapping[Place, int | None] | None = None,
    totals: Mapping[str, Collection[str]] | None = None,
    divisions: Sequence[Sequence[str]] | None = None,
    largest_shares: Mapping[Cell, tuple[float, ...]] | None = None,
    scales: Mapping[str, tuple[float, float]] | None = None,
    differences: Mapping[str, tuple[str, str]] | None = None,
    composites: Mapping[str, tuple[str, ...]] | None = None,
) -> DisclosureContext:
    """The context of a table in which ``all`` sums up the units and, where it is a group, the groups.

    population_by_unit: persons in each unit, for the group ``all``; None where not known.
    population_by_place: the same by (group, unit). Populations of sums are added up from their members.
    totals: other sums of units, such as ``size:small``; ``all`` may be left out.
    divisions: the ways in which groups divide ``all``, such as (("male", "female"),). When left out and there
        is a group ``all``, its other groups are taken for one division if they nowhere add up to more than
        it, else each for a part of its own.
    """
    units = {row.unit for row in table}
    sums = _unit_totals(units, totals or {})
    known = {(ALL, unit): people for unit, people in (population_by_unit or {}).items()}
    populations = {place: n for place, n in {**known, **(population_by_place or {})}.items() if n is not None}
    return DisclosureContext(
        populations=_summed(populations, sums),
        unit_totals=sums,
        group_totals=_group_totals(table, divisions, set(differences or ())),
        largest_shares=largest_shares or {},
        scales=scales or {},
        differences=differences or {},
        composites=composites or {},
    )


def _unit_totals(units: set[str], totals: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    sums = {name: frozenset(members) for name, members in totals.items()}
    if ALL in units and ALL not in sums:
        sums[ALL] = frozenset(units - {ALL} - set(sums)).union(*sums.values())
    return sums


def _summed(populations: Mapping[Place, int], sums: Mapping[str, frozenset[str]]) -> dict[Place, int]:
    groups = {group for group, _ in populations}
    added = {
        (group, total): sum(populations[group, member] for member in members)
        for group in groups
        for total, members in sums.items()
        if members and all((group, member) in populations for member in members)
    }
    return {**added, **populations}


def _group_totals(
    table: EstimateTable, divisions: Sequence[Sequence[str]] | None, apart: set[str]
) -> dict[str, Parts]:
    groups = sorted({row.group for row in table} - {ALL} - apart)
    if not groups or all(row.group != ALL for row in table):
        return {}
    if divisions is None:
        divisions = [groups] if _fit_in_total(table, groups) else [[group] for group in groups]
    return {ALL: tuple(tuple(way) for way in divisions)} if divisions else {}


def _fit_in_total(table: EstimateTable, groups: Iterable[str]) -> bool:
    respondents = {(row.group, row.unit, row.measure): row.n or 0 for row in table}
    return all(
        n >= sum(respondents.get((part, unit, measure), 0) for part in groups)
        for (group, unit, measure), n in respondents.items()
        if group == ALL
    )
