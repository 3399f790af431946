# SPDX-License-Identifier: EUPL-1.2
"""Estimates of a wave: every measure, for each group, in each member, size class and all together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import nan

import numpy as np

from samband.engines.disclosure import Cell, DisclosureContext, context_of
from samband.engines.estimation import Answers, Column, Plan, PostStrata, difference, estimate
from samband.engines.estimation.dominance import Shares, largest_shares
from samband.engines.estimation.plan import Group
from samband.engines.instrument import Instrument
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.raked import RakedWeighting
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.weighted import weighted_by_rule
from samband.tools.surveys.analysis.weights import CellTotals, Weighting
from samband.tools.surveys.rules import WeightingRule

JOINED = " - "
"""Between the two groups of a difference, as ``engines.estimation.difference`` names it."""


@dataclass(frozen=True)
class WaveFrame:
    """Whom the answers speak for.

    populations: group -> member -> persons (adults; council seats). cells: group -> member -> persons by sex
    and age group, for groups that are weighted by them. classes: size class -> members, all taking part.
    weighted: group -> how it is weighted inside its members; else by sex and age together.
    """

    populations: Mapping[str, Mapping[str, int]]
    cells: Mapping[str, Mapping[str, CellTotals]] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weighted: Mapping[str, WeightingRule] = field(default_factory=dict)


class NoAnswers(ValueError):  # noqa: N818  it names the fact
    """There is nothing to estimate from."""

    def __init__(self) -> None:
        super().__init__("Nobody has answered this wave. Import answers before it is estimated.")


def estimate_wave(
    *, respondents: RespondentTable, instrument: Instrument, frame: WaveFrame, confidence: float = 0.95
) -> EstimateTable:
    """Means and shares of every measure, with standard errors and confidence limits, and their differences.

    Each group is a sample of its own: stratified by member with finite population correction, so that a
    council of which nearly all have answered has a narrow interval, and one of which all have, none. Groups
    with cells are weighted by sex and age inside each member, as the frame says. Units: members,
    ``size:…``, and ``all``, which add up persons, not members. Differences of two groups have group
    ``inhabitants - councillors``. Weights of a file are used when every respondent of the group has one;
    else persons per respondent. A member that nobody answered in has ``empty`` rows; a group that nobody
    answered in at all has no rows.
    Raises NoAnswers, and PopulationTooSmall when more have answered in a member than it has.
    """
    tables = [_of_group(group, respondents, instrument, frame, confidence) for group in instrument.groups]
    rows = [row for table in tables if table for row in table]
    if not rows:
        raise NoAnswers
    asked = EstimateTable(rows)
    return EstimateTable([*rows, *_differences(asked, instrument.groups)])


def weighting(*, respondents: RespondentTable, group: str, frame: WaveFrame) -> Weighting:
    """The weighting cells of one group, as ``estimate_wave`` uses them."""
    return weighted_by_rule(
        respondents=respondents.of_group(group),
        population=frame.populations[group],
        cells_by_unit=frame.cells.get(group, {}),
        rule=frame.weighted.get(group, WeightingRule()),
    )


def disclosure_context(
    *, table: EstimateTable, instrument: Instrument, frame: WaveFrame, respondents: RespondentTable
) -> DisclosureContext:
    """What disclosure control must know beside the table: persons, weights, sums of units, scales.

    respondents: those that the table was estimated from.
    """
    pairs = {JOINED.join(pair): pair for pair in combinations(instrument.groups, 2)}
    return context_of(
        table=table,
        population_by_place={
            (group, unit): persons
            for group, units in frame.populations.items()
            for unit, persons in units.items()
        },
        totals=frame.classes,
        largest_shares=_largest_shares(respondents, instrument, frame),
        scales=_scales(instrument),
        differences=pairs,
        composites={index.code: tuple(item.code for item in index.items) for index in instrument.indices},
    )


def _largest_shares(
    respondents: RespondentTable, instrument: Instrument, frame: WaveFrame
) -> dict[Cell, Shares]:
    samples = [(group, respondents.of_group(group)) for group in instrument.groups]
    found: dict[Cell, Shares] = {}
    for group, answered in samples:
        if len(answered):
            answers, plan = sample_of(group=group, answered=answered, frame=frame)
            found.update(largest_shares(answers=answers, instrument=instrument, plan=plan))
    return found


def _scales(instrument: Instrument) -> dict[str, tuple[float, float]]:
    items = {item.code: (float(item.scale.low), float(item.scale.high)) for item in instrument.items}
    return items | {index.code: (index.low, index.high) for index in instrument.indices}


def _of_group(
    group: str, respondents: RespondentTable, instrument: Instrument, frame: WaveFrame, confidence: float
) -> list[Estimate]:
    answered = respondents.of_group(group)
    if not len(answered):
        return []
    answers, plan = sample_of(group=group, answered=answered, frame=frame)
    table = estimate(answers=answers, instrument=instrument, plan=replace(plan, confidence=confidence))
    return [*table, *_silent(table, frame.populations[group].keys() - answered.count_by_unit.keys())]


def sample_of(*, group: str, answered: RespondentTable, frame: WaveFrame) -> tuple[Answers, Plan]:
    """The answers of one group as columns, and how they are weighted and tabulated."""
    cells = weighting(respondents=answered, group=group, frame=frame)
    columns: dict[str, Column] = {
        "unit": answered.unit,
        "group": answered.group,
        "cell": cells.cell_by_respondent,
        "weight": answered.weight,
        **(cells.columns if isinstance(cells, RakedWeighting) else {}),
    }
    return {**columns, **answered.answers}, _plan(group, frame, answered, cells)


def _plan(group: str, frame: WaveFrame, answered: RespondentTable, cells: Weighting) -> Plan:
    heard = answered.count_by_unit
    classes = {name: tuple(unit for unit in units if unit in heard) for name, units in frame.classes.items()}
    rule = cells.rule if isinstance(cells, RakedWeighting) else None
    return Plan(
        unit="unit",
        combined_units=classes,
        strata=("unit",),
        population={(unit,): float(frame.populations[group][unit]) for unit in heard},
        weights="weight" if np.isfinite(answered.weight).all() else "",
        post_strata=PostStrata(("cell",), cells.totals) if frame.cells.get(group) and not rule else None,
        calibration=rule,
        groups=(Group(group, {"group": frozenset({group})}),),
        with_total_group=False,
    )


def _silent(table: EstimateTable, units: set[str]) -> Iterator[Estimate]:
    """Empty rows for members that take part but have no answers: outside they look like withheld ones."""
    for row in table.where(unit=ALL):
        asked = row.status is not Status.NOT_ASKED
        for unit in units:
            key = (row.group, unit, row.measure, row.statistic, row.category)
            yield Estimate(
                *key, 0 if asked else None, nan, nan, nan, nan, Status.EMPTY if asked else row.status
            )


def _differences(table: EstimateTable, groups: tuple[str, ...]) -> Iterator[Estimate]:
    for first, second in combinations(groups, 2):
        for one in table.where(group=first):
            other = table.get(
                measure=one.measure,
                group=second,
                unit=one.unit,
                statistic=one.statistic,
                category=one.category,
            )
            if other and Status.NOT_ASKED not in (one.status, other.status):
                yield difference(first=one, second=other)
