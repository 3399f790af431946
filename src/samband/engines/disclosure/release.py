# SPDX-License-Identifier: EUPL-1.2
"""From estimates to a table that may leave the house."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from samband.engines.disclosure.audit import pinned
from samband.engines.disclosure.context import DisclosureContext, Place
from samband.engines.disclosure.decisions import Cause, Cell, Decisions, Reason
from samband.engines.disclosure.facts import Facts, facts_of, judge
from samband.engines.disclosure.grid import HIDDEN, Grid, grid_of, order_of_groups
from samband.engines.disclosure.rounding import rounded, rounded_difference, steps
from samband.engines.disclosure.rules import DisclosureRules
from samband.engines.disclosure.secondary import close, next_demanded
from samband.engines.disclosure.versions import versions_of
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status, released_table

_DIFFERENCE: Final = "difference"


class AlreadyReleased(ValueError):  # noqa: N818  it names the fact
    """Released figures cannot be examined: what was withheld is gone from them."""

    def __init__(self) -> None:
        super().__init__(
            "This table was released under other rules. Release the estimates it was made of instead."
        )


class UndeclaredDifference(ValueError):  # noqa: N818  it names the fact
    """A difference whose two groups are not known cannot be protected."""

    def __init__(self, row: Estimate) -> None:
        super().__init__(
            f"The difference {row.group} in {row.unit}, measure {row.measure}, does not tell of what. "
            "Name its two groups in the disclosure context, under differences."
        )


def release(
    *,
    table: EstimateTable,
    rules: DisclosureRules,
    context: DisclosureContext,
    earlier: Sequence[ReleasedTable] = (),
) -> ReleasedTable:
    """Withhold what the rules and the published totals demand, and open the rest.

    The only maker of ReleasedTable. A cell (group, unit, measure) is released or withheld with all its
    statistics, because a mean, its standard error and n together often give away a share. Withheld and empty
    rows become equal to the last byte. Sums with something withheld beneath them are rounded: see
    ``rounding``. A table released under the same rules is returned as it is.
    earlier: versions of the same table that were published before, which nobody can subtract from it then.
    Raises AlreadyReleased, InconsistentMargins, UndeclaredDifference.
    Not guarded against: differences between tables that are published apart and not named as earlier (other
    waves, other groups), and narrow bounds that leave a withheld number uncertain.
    """
    if isinstance(table, ReleasedTable):
        return _same_again(table, rules)
    decisions = examine(table=table, rules=rules, context=context, earlier=earlier)
    return released_table(rows=_opened(table, decisions, context), rules=rules.to_mapping())


def examine(
    *,
    table: EstimateTable,
    rules: DisclosureRules,
    context: DisclosureContext,
    earlier: Sequence[ReleasedTable] = (),
) -> Decisions:
    """Decide on every cell, with the reasons. For the analyst; never published."""
    if any(row.status in (Status.RELEASED, Status.SUPPRESSED) for row in table):
        raise AlreadyReleased
    reasons: dict[Cell, Reason] = {}
    rounding: dict[Cell, float] = {}
    groups, versions = order_of_groups(table=table), versions_of(tables=earlier)
    for measure, facts in _facts_by_measure(table, context).items():
        grid = grid_of(measure=measure, facts=facts, context=context, rules=rules, groups=groups)
        given = _made_of_withheld(grid, reasons, context)
        given |= versions.told(measure=measure, facts=grid.facts, rules=rules)
        grid = replace(grid, known=versions.known(measure=measure, facts=grid.facts))
        withheld = _decide(grid, rules, context, given)
        reasons |= {Cell(*place, measure): why for place, why in withheld.items() if _is_listed(place)}
        found = steps(grid=grid, withheld=withheld)
        rounding |= {Cell(*place, measure): step for place, step in found.items() if _is_listed(place)}
    return Decisions(reasons | _differences(table, context, reasons), rounding)


def _same_again(table: ReleasedTable, rules: DisclosureRules) -> ReleasedTable:
    if dict(table.rules) != rules.to_mapping():
        raise AlreadyReleased
    return table


def _facts_by_measure(table: EstimateTable, context: DisclosureContext) -> dict[str, dict[Place, Facts]]:
    found: dict[str, dict[Place, Facts]] = {}
    for cell, rows in _cells(table):
        if cell.group not in context.differences:
            facts = facts_of(cell=cell, rows=rows, context=context)
            found.setdefault(cell.measure, {})[cell.group, cell.unit] = facts
    return {measure: found[measure] for measure in sorted(found, key=lambda name: name in context.composites)}


def _made_of_withheld(
    grid: Grid, reasons: Mapping[Cell, Reason], context: DisclosureContext
) -> dict[Place, Reason]:
    """Cells of an index of which an item is withheld: index less the other items would give it away."""
    found: dict[Place, Reason] = {}
    for part in context.composites.get(grid.measure, ()):
        for place in grid.facts:
            why = reasons.get(Cell(*place, part))
            if why is not None and why.cause is not Cause.EMPTY:
                found.setdefault(
                    place, Reason(Cause.SECONDARY, Cell(*place, part), Cell(*place, grid.measure))
                )
    return found


def _cells(table: EstimateTable) -> Iterator[tuple[Cell, list[Estimate]]]:
    asked = (row for row in table if row.status is not Status.NOT_ASKED)
    for key, rows in groupby(asked, key=lambda row: (row.group, row.unit, row.measure)):
        yield Cell(*key), list(rows)


def _decide(
    grid: Grid, rules: DisclosureRules, context: DisclosureContext, given: Mapping[Place, Reason]
) -> dict[Place, Reason]:
    """given: cells withheld for another measure's sake."""
    primary = {**given, **_primary(grid, rules)}
    empty = [place for place, why in primary.items() if why.cause is Cause.EMPTY]
    idle = [] if rules.hide_empty else empty
    withheld = close(grid=grid, reasons=primary, idle=idle)
    if not (context.unit_totals and context.group_totals):
        return withheld  # sums do not cross: two unknowns in each are enough
    while more := _still_needed(grid, withheld, idle):
        withheld = close(grid=grid, reasons=withheld | more, idle=idle)
    return withheld


def _still_needed(grid: Grid, withheld: dict[Place, Reason], idle: Collection[Place]) -> dict[Place, Reason]:
    solved = pinned(grid=grid, withheld=[place for place in withheld if place not in idle])
    return next_demanded(grid=grid, places=solved, withheld=withheld) if solved else {}


def _primary(grid: Grid, rules: DisclosureRules) -> dict[Place, Reason]:
    judged = (
        (place, judge(facts=facts, rules=rules.of(_group(place)))) for place, facts in grid.facts.items()
    )
    return {place: Reason(cause) for place, cause in judged if cause}


def _group(place: Place) -> str:
    """The group whose rules hold: a remainder is held to those of its total."""
    group = place[0]
    return group[len(HIDDEN) :].split(":")[0] if group.startswith(HIDDEN) else group


def _is_listed(place: Place) -> bool:
    return not any(name.startswith(HIDDEN) for name in place)


def _differences(
    table: EstimateTable, context: DisclosureContext, reasons: Mapping[Cell, Reason]
) -> dict[Cell, Reason]:
    """A difference is withheld with either of its terms, which the other one would give away."""
    found = {}
    for row in table:
        if row.statistic == _DIFFERENCE and row.group not in context.differences:
            raise UndeclaredDifference(row)
        for term in context.differences.get(row.group, ()):
            withheld = Cell(term, row.unit, row.measure)
            if withheld in reasons:
                cell = Cell(row.group, row.unit, row.measure)
                found[cell] = Reason(Cause.SECONDARY, withheld, cell)
    return found


def _opened(table: EstimateTable, decisions: Decisions, context: DisclosureContext) -> Iterator[Estimate]:
    for row in table:
        cell = Cell(row.group, row.unit, row.measure)
        if row.status is Status.NOT_ASKED:
            yield row
        elif cell in decisions.reasons:
            yield row.withheld()
        elif row.group in context.differences:
            yield _released(_difference(row, table, decisions, context))
        else:
            yield _released(_rounded(row, decisions, context))


def _released(row: Estimate) -> Estimate:
    return Estimate(*row.key, row.n, row.value, row.se, row.lower, row.upper, Status.RELEASED)


def _rounded(row: Estimate, decisions: Decisions, context: DisclosureContext) -> Estimate:
    step = decisions.steps.get(Cell(row.group, row.unit, row.measure))
    return row if step is None or not row.is_known else rounded(row=row, step=step, context=context)


def _difference(
    row: Estimate, table: EstimateTable, decisions: Decisions, context: DisclosureContext
) -> Estimate:
    first, second = (_term(row, table, group) for group in context.differences[row.group])
    if first is None or second is None or not row.is_known:
        return row
    terms = (_rounded(first, decisions, context), _rounded(second, decisions, context))
    return rounded_difference(row=row, terms=terms, originals=(first, second))


def _term(row: Estimate, table: EstimateTable, group: str) -> Estimate | None:
    """The figure of one group that a difference was made of."""
    return table.get(
        measure=row.measure,
        group=group,
        unit=row.unit,
        statistic="share" if row.category else "mean",
        category=row.category,
    )
