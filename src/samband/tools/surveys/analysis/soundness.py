# SPDX-License-Identifier: EUPL-1.2
"""What a wave's own answers tell of their worth before publication: indices, modes, gaps, the next wave.

Methods and when not to use them: docs/methods/review.md. For analysts only: nothing here is protected.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, isfinite
from statistics import median

import numpy as np

from samband.engines.estimation import (
    BadReplicates,
    Reliability,
    ReplicateMethod,
    Replicates,
    family_of_gaps,
    minimum_detectable_change,
    reliability,
    second_opinion,
)
from samband.engines.estimation.answers import NOTHING, Answers
from samband.engines.estimation.gaps import benjamini_hochberg
from samband.engines.estimation.modes import ModeDifference, RowDesign, mode_differences
from samband.engines.estimation.plan import Plan
from samband.engines.estimation.sample import Sample
from samband.engines.instrument import Instrument
from samband.engines.tables import EstimateTable
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.estimates import WaveFrame, sample_of
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.who_answered import GroupResponse, who_answered

REPLICATES = Replicates(ReplicateMethod.BOOTSTRAP, number=200, seed=1)
RATE = 0.05
"""Part of what is called real that may be chance, on average (Benjamini and Hochberg 1995)."""


@dataclass(frozen=True, slots=True)
class GroupItems:
    """How the items of one index go together in one group."""

    group: str
    found: Reliability


@dataclass(frozen=True, slots=True)
class GroupMode:
    """One mode beside the group's most frequent one. judged: items. differing: those that stand together."""

    group: str
    mode: str
    reference: str
    answers: int
    judged: int
    differing: tuple[tuple[str, ModeDifference], ...]


@dataclass(frozen=True, slots=True)
class MeasureOpinion:
    """Standard errors by replicate weights, through those by formula. all_members: NaN where not known.

    least, middle, greatest: of the members.
    """

    group: str
    measure: str
    replicates: int
    all_members: float
    least: float
    middle: float
    greatest: float


@dataclass(frozen=True, slots=True)
class MeasureGaps:
    """Gaps between two groups of one measure in members. alone: whose own interval leaves out 0."""

    groups: str
    measure: str
    judged: int
    alone: int
    together: int


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """Smallest change of the mean that a next wave as large finds in 4 of 5 cases; NaN: cannot be told.

    all_members: of all together. median_member: half of the members find smaller ones.
    """

    group: str
    measure: str
    all_members: float
    median_member: float


@dataclass(frozen=True, slots=True)
class Soundness:
    """Indices first wherever measures stand in order; only measures that have something to tell."""

    items: tuple[GroupItems, ...] = ()
    modes: tuple[GroupMode, ...] = ()
    gaps: tuple[MeasureGaps, ...] = ()
    changes: tuple[MeasureChange, ...] = ()
    responses: tuple[GroupResponse, ...] = ()
    opinions: tuple[MeasureOpinion, ...] = ()


def soundness(
    *, respondents: RespondentTable, instrument: Instrument, frame: WaveFrame, table: EstimateTable
) -> Soundness:
    """table: estimated from these respondents in this frame."""
    items: list[GroupItems] = []
    modes: list[GroupMode] = []
    responses: list[GroupResponse] = []
    opinions: list[MeasureOpinion] = []
    for group in instrument.groups:
        answered = respondents.of_group(group)
        if len(answered):
            answers, plan = sample_of(group=group, answered=answered, frame=frame)
            sample = Sample.of(answers=answers, instrument=instrument, plan=plan)
            items += _items(group, answered, sample)
            modes += _modes(group, answered, sample)
            responses += who_answered(group=group, answered=answered, frame=frame)
            opinions += _opinions(group, answers, plan, instrument, table)
    order = [*(one.code for one in instrument.indices), *(one.code for one in instrument.items)]
    gaps, changes = _gaps(table, order), tuple(_changes(table, frame, instrument))
    return Soundness(tuple(items), tuple(modes), gaps, changes, tuple(responses), tuple(opinions))


def _items(group: str, answered: RespondentTable, sample: Sample) -> Iterator[GroupItems]:
    weight = sample.tables[0].layout.design.weight[sample.cells.cell_by_respondent]
    for index in sample.instrument.indices:
        if index.is_asked_of(group) and all(item.is_asked_of(group) for item in index.items):
            yield GroupItems(group, reliability(answers=answered.answers, index=index, weight=weight))


def _modes(group: str, answered: RespondentTable, sample: Sample) -> Iterator[GroupMode]:
    """People of one member are compared; sex and age are held equal where everybody with a mode has them."""
    known = answered.mode.codes != NOTHING
    labels = answered.mode.labels
    counts = np.bincount(answered.mode.codes[known], minlength=len(labels))
    if np.count_nonzero(counts) < 2:
        return
    backgrounds = (answered.sex, answered.age_group)
    margins = [one for one in backgrounds if (one.codes[known] != NOTHING).all()]
    design = RowDesign.of(
        design=sample.tables[0].layout.design, cell_by_respondent=sample.cells.cell_by_respondent
    )
    reference = labels[int(counts.argmax())]
    found: list[tuple[str, ModeDifference]] = []
    for item in sample.instrument.items:
        if item.is_asked_of(group):
            y = answered.answers[item.code].astype(np.float64)
            y[~np.isin(y, item.scale.codes)] = np.nan
            told = mode_differences(
                y=y,
                mode=answered.mode,
                margins=margins,
                design=design,
                reference=reference,
                within=answered.unit,
            )
            found += [(item.code, one) for one in told if one.is_known]
    adjusted = benjamini_hochberg(np.array([one.p for _, one in found]))
    standing = [pair for pair, p in zip(found, adjusted, strict=True) if p <= RATE]
    for at, mode in enumerate(labels):
        if counts[at] and mode != reference:
            judged = sum(one.mode == mode for _, one in found)
            differing = tuple(pair for pair in standing if pair[1].mode == mode)
            yield GroupMode(group, mode, reference, int(counts[at]), judged, differing)


def _opinions(
    group: str, answers: Answers, plan: Plan, instrument: Instrument, table: EstimateTable
) -> Iterator[MeasureOpinion]:
    """Of indices; of items where there are none. Nothing for samples that cannot be replicated."""
    asked = [one for one in instrument.indices or instrument.items if one.is_asked_of(group)]
    only = replace(plan, measures=tuple(one.code for one in asked))
    rows = EstimateTable([row for row in table.where(group=group) if row.statistic == "mean"])
    try:
        found = second_opinion(
            answers=answers, instrument=instrument, plan=only, table=rows, replicates=REPLICATES
        )
    except BadReplicates:
        return
    for one in asked:
        ratios = {
            opinion.estimate.unit: opinion.ratio
            for opinion in found.opinions
            if opinion.estimate.measure == one.code and isfinite(opinion.ratio)
        }
        members = sorted(ratio for unit, ratio in ratios.items() if unit != ALL and ":" not in unit)
        if members:
            whole = ratios.get(ALL, float("nan"))
            spread = (members[0], median(members), members[-1])
            yield MeasureOpinion(group, one.code, found.replicates, whole, *spread)


def _gaps(table: EstimateTable, order: list[str]) -> tuple[MeasureGaps, ...]:
    """Differences of means in members, judged as one family."""
    rows = [
        row
        for row in table
        if row.statistic == "difference" and not row.category and row.unit != ALL and ":" not in row.unit
    ]
    lines: dict[tuple[str, str], list[int]] = {}
    for gap in family_of_gaps(differences=rows, rate=RATE):
        line = lines.setdefault((gap.estimate.group, gap.estimate.measure), [0, 0, 0])
        line[0] += 1
        line[1] += gap.p < RATE
        line[2] += gap.stands
    ordered = sorted(lines.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
    return tuple(MeasureGaps(groups, measure, *counts) for (groups, measure), counts in ordered)


def _changes(table: EstimateTable, frame: WaveFrame, instrument: Instrument) -> Iterator[MeasureChange]:
    for index in instrument.indices or instrument.items:
        for group, population in frame.populations.items():
            found: dict[str, float] = {}
            for unit, persons in {ALL: sum(population.values()), **population}.items():
                row = table.get(measure=index.code, group=group, unit=unit)
                if row and row.is_known:
                    found[unit] = minimum_detectable_change(first=row, population=persons or inf)
            told = [value for unit, value in found.items() if unit != ALL and isfinite(value)]
            whole = found.get(ALL, float("nan"))
            if told or isfinite(whole):
                yield MeasureChange(group, index.code, whole, median(told) if told else float("nan"))
