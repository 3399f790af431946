# SPDX-License-Identifier: EUPL-1.2
"""Tables of estimates for tests, made from plain counts of answers on a scale of 1 to 4."""

from collections.abc import Mapping
from math import nan, sqrt

from samband.engines.disclosure import DisclosureContext
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status

Counts = tuple[int, int, int, int]
"""Respondents who answered 1, 2, 3, 4."""
SCALES = {"trust": (1.0, 4.0)}


def added(cells: "list[Counts]") -> Counts:
    return tuple(map(sum, zip(*cells, (0, 0, 0, 0), strict=True)))  # type: ignore[return-value]


def rows_of(group: str, unit: str, counts: Counts, measure: str = "trust") -> list[Estimate]:
    """Mean and share of 3-4, every respondent weighing the same."""
    n = sum(counts)
    if not n:
        nothing = (0, nan, nan, nan, nan, Status.EMPTY)
        return [
            Estimate(group, unit, measure, "mean", "", *nothing),
            Estimate(group, unit, measure, "share", "3-4", *nothing),
        ]
    mean = sum(code * count for code, count in enumerate(counts, 1)) / n
    spread = sum(count * (code - mean) ** 2 for code, count in enumerate(counts, 1))
    se = sqrt(spread / (n - 1) / n) if n > 1 else nan
    share = (counts[2] + counts[3]) / n
    se_share = sqrt(share * (1 - share) / n)
    return [
        Estimate(group, unit, measure, "mean", "", n, mean, se, mean - se, mean + se, Status.ESTIMATED),
        Estimate(group, unit, measure, "share", "3-4", n, share, se_share, share, share, Status.ESTIMATED),
    ]


def table_of(cells: Mapping[tuple[str, str], Counts]) -> EstimateTable:
    """A table from the answers in each (group, unit)."""
    return EstimateTable(row for place, counts in cells.items() for row in rows_of(*place, counts))


def with_totals(
    leaves: Mapping[tuple[str, str], Counts], context: DisclosureContext, *, unnamed: str = "unnamed"
) -> dict[tuple[str, str], Counts]:
    """Add the totals that the context declares. The group ``unnamed`` counts in totals but gets no rows."""
    cells = dict(leaves)
    groups = {group for group, _ in leaves}
    for total, members in context.unit_totals.items():
        for group in groups:
            inside = [leaves[group, member] for member in members if (group, member) in leaves]
            if inside:
                cells[group, total] = added(inside)
    for total, ways in context.group_totals.items():
        for unit in {unit for _, unit in cells}:
            parts = [cells[part, unit] for part in (*ways[0], unnamed) if (part, unit) in cells]
            cells[total, unit] = added(parts)
    return {place: counts for place, counts in cells.items() if place[0] != unnamed}


def unrounded(released: ReleasedTable, table: EstimateTable) -> EstimateTable:
    """What was released, to the last digit: for an attacker who knows more than he should."""
    exact = {row.key: row for row in table}
    return EstimateTable(exact[row.key] if row.is_known else row for row in released)
