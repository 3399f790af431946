# SPDX-License-Identifier: EUPL-1.2
"""What earlier versions of a table tell together with the next one: they stay public, and can be subtracted.

Two answers that came late are the difference of two figures. A cell that one version withheld for the sake of
another would, once open, give that other away. So in a later version a figure is withheld when it moved by
fewer respondents than a figure must have, and what was withheld stays so; a figure that has not moved can be
read in the earlier version and hides nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samband.engines.disclosure.context import Place
from samband.engines.disclosure.decisions import Cause, Cell, Reason
from samband.engines.disclosure.facts import Facts
from samband.engines.disclosure.rules import DisclosureRules
from samband.engines.tables import EstimateTable, ReleasedTable, Status


@dataclass(frozen=True)
class Versions:
    """respondents: cell -> the numbers of respondents with which it was shown. withheld: cells ever so."""

    respondents: Mapping[Cell, frozenset[int]] = field(default_factory=dict)
    withheld: frozenset[Cell] = frozenset()

    def known(self, *, measure: str, facts: Mapping[Place, Facts]) -> frozenset[Place]:
        """Cells that can be read elsewhere: withholding them protects nobody."""
        return frozenset(
            place
            for place, fact in facts.items()
            if fact.n in self.respondents.get(Cell(*place, measure), frozenset())
        )

    def told(
        self, *, measure: str, facts: Mapping[Place, Facts], rules: DisclosureRules
    ) -> dict[Place, Reason]:
        """Cells that may not be shown any more, or not yet again."""
        return {
            place: Reason(Cause.EARLIER)
            for place, fact in facts.items()
            if fact.n and self.is_told(Cell(*place, measure), fact.n, rules)
        }

    def is_told(self, cell: Cell, n: int, rules: DisclosureRules) -> bool:
        """True when the cell was withheld, or shown with nearly as many respondents."""
        least = rules.of(cell.group).minimum_respondents
        before = self.respondents.get(cell, frozenset())
        return cell in self.withheld or any(0 < abs(n - earlier) < least for earlier in before)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that, with an earlier version, says what few answered. before: empty if withheld then."""

    cell: Cell
    n: int
    before: tuple[int, ...]


def versions_of(*, tables: Iterable[ReleasedTable]) -> Versions:
    """What readers have of the tables published so far."""
    respondents: dict[Cell, set[int]] = {}
    withheld: set[Cell] = set()
    for row in (row for table in tables for row in table):
        cell = Cell(row.group, row.unit, row.measure)
        if row.status is Status.SUPPRESSED:
            withheld.add(cell)
        elif row.n is not None:
            respondents.setdefault(cell, set()).add(row.n)
    return Versions({cell: frozenset(ns) for cell, ns in respondents.items()}, frozenset(withheld))


def told_by_difference(
    *, table: EstimateTable, earlier: Sequence[ReleasedTable], rules: DisclosureRules
) -> tuple[Told, ...]:
    """Open figures of the table that may not stand beside the earlier versions; none when all is well."""
    versions = versions_of(tables=earlier)
    open_cells = {
        Cell(row.group, row.unit, row.measure): row.n
        for row in table
        if row.status is Status.RELEASED and row.n is not None and row.statistic != "difference"
    }
    return tuple(
        Told(cell, n, tuple(sorted(versions.respondents.get(cell, ()))))
        for cell, n in sorted(open_cells.items())
        if versions.is_told(cell, n, rules)
    )
