# SPDX-License-Identifier: EUPL-1.2
"""What an analyst looks at before publication: items, modes, response, gaps, changes, a second opinion.

Facts in one table, each with a sentence. For the analyst only: nothing here has passed disclosure control.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from samband.engines.estimation.answers import categories
from samband.engines.estimation.changes import minimum_detectable_change
from samband.engines.estimation.further import unit_difference_rows
from samband.engines.estimation.gaps import family_of_gaps
from samband.engines.estimation.modes import ModeDifference, RowDesign, mode_differences
from samband.engines.estimation.plan import Modes, Plan, ResponseRule
from samband.engines.estimation.reliability import Reliability, reliability
from samband.engines.estimation.response import response_of
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.second_opinion import second_opinion
from samband.engines.estimation.sources import InMemory, Source
from samband.engines.instrument import Instrument, Item
from samband.engines.tables import Estimate, EstimateTable

HEADER = ("topic", "group", "unit", "measure", "what", "value", "words")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact. topic: second opinion, gap, change, items, mode or response. value: NaN for none."""

    topic: str
    group: str
    unit: str
    measure: str
    what: str
    value: float
    words: str

    @property
    def fields(self) -> tuple[str | float | None, ...]:
        """As in ``HEADER``."""
        value = self.value if isfinite(self.value) else None
        return self.topic, self.group, self.unit, self.measure, self.what, value, self.words


def review(
    *, source: Source, instrument: Instrument, plan: Plan, table: EstimateTable
) -> tuple[Finding, ...]:
    """All that the plan and the answers allow. table: of ``estimate`` with the same answers and plan.

    Raises BadReplicates, BadResponse, UnknownUnit, and what ``estimate`` raises. Items and modes need answers
    in memory: they are left out for a database.
    """
    sample = Sample.of(answers=source, instrument=instrument, plan=plan)
    gaps = [row for row in table if row.statistic == "difference"]
    gaps += unit_difference_rows(sample=sample, plan=plan)
    found = [*_second_opinion(source, instrument, plan, table), *_gaps(gaps, plan), *_changes(table, plan)]
    if isinstance(source, InMemory):
        found += _items(source, sample, instrument)
        found += _modes(source, sample, plan, plan.modes) if plan.modes else ()
    found += _response(sample, plan.response) if plan.response else ()
    return tuple(found)


def _second_opinion(
    source: Source, instrument: Instrument, plan: Plan, table: EstimateTable
) -> Iterator[Finding]:
    if plan.replicates is None:
        return
    opinion = second_opinion(
        answers=source, instrument=instrument, plan=plan, table=table, replicates=plan.replicates
    )
    low, middle, high = opinion.ratios
    words = (
        f"Standard errors by {opinion.replicates} replicates ({plan.replicates.method}) are {low:.2f} to "
        f"{high:.2f} times those by formula, {middle:.2f} times in the middle."
    )
    yield Finding("second opinion", "", "", "", "ratio in the middle", middle, words)
    for one in opinion.opinions:
        row = one.estimate
        what = " ".join(filter(None, ("standard error", row.statistic, row.category)))
        words = f"{one.se:.4g} by replicates, {row.se:.4g} by formula."
        yield Finding("second opinion", row.group, row.unit, row.measure, what, one.se, words)


def _gaps(rows: Iterable[Estimate], plan: Plan) -> Iterator[Finding]:
    gaps = family_of_gaps(differences=rows, rate=1 - plan.confidence, confidence=plan.confidence)
    for gap in gaps:
        row = gap.estimate
        judged = "stands" if gap.stands else "may be chance"
        words = (
            f"The difference is {row.value:.3g} ({row.lower:.3g} to {row.upper:.3g}). It {judged} among "
            f"{len(gaps)} differences looked at together (adjusted probability {gap.adjusted:.2g})."
        )
        what = " ".join(filter(None, ("adjusted probability", row.category)))
        yield Finding("gap", row.group, row.unit, row.measure, what, gap.adjusted, words)


def _changes(table: EstimateTable, plan: Plan) -> Iterator[Finding]:
    for row in table:
        if row.statistic in {"mean", "share"}:
            persons = (
                plan.population_by_unit.get(row.unit, float("inf")) if row.group == "all" else float("inf")
            )
            change = minimum_detectable_change(first=row, population=persons, confidence=plan.confidence)
            if isfinite(change):
                words = f"With {row.n} answers again, a change of {change:.2g} is found in 4 of 5 cases."
                what = " ".join(filter(None, ("detectable change", row.category)))
                yield Finding("change", row.group, row.unit, row.measure, what, change, words)


def _items(source: InMemory, sample: Sample, instrument: Instrument) -> Iterator[Finding]:
    weight = sample.tables[0].layout.design.weight[sample.cells.cell_by_respondent]
    for index in instrument.indices:
        if all(item.code in source.columns for item in index.items):
            yield from _reliability(reliability(answers=source.answers, index=index, weight=weight))


def _reliability(found: Reliability) -> Iterator[Finding]:
    alpha = (
        f"Cronbach's alpha of {found.index} is {found.alpha:.2f} over {found.n} respondents with all items."
    )
    yield Finding("items", "all", "all", found.index, "alpha", found.alpha, alpha)
    edge = " One item has no variance of its own: do not trust it." if found.is_at_edge else ""
    omega = f"McDonald's omega (total, one factor) is {found.omega:.2f}.{edge}"
    yield Finding("items", "all", "all", found.index, "omega", found.omega, omega)
    for item in found.items:
        worse = item.alpha_without > found.alpha
        words = (
            f"{item.item} goes with the other items at {item.rest:.2f}; without it alpha would be "
            f"{item.alpha_without:.2f}{', higher than with it' if worse else ''}."
        )
        yield Finding("items", "all", "all", found.index, f"item-rest {item.item}", item.rest, words)


def _modes(source: InMemory, sample: Sample, plan: Plan, rule: Modes) -> Iterator[Finding]:
    columns = {
        name: categories(answers=source.answers, column=name, missing=plan.missing)
        for name in (rule.column, *rule.margins)
    }
    design = sample.tables[0].layout.design
    rows = RowDesign.of(design=design, cell_by_respondent=sample.cells.cell_by_respondent)
    for measure in sample.measures:
        if isinstance(measure, Item):
            y = source.codes(measure.code).astype(np.float64)
            y[~np.isin(y, measure.scale.codes)] = np.nan
            for found in mode_differences(
                y=y,
                mode=columns[rule.column],
                margins=[columns[name] for name in rule.margins],
                design=rows,
                reference=rule.reference,
                confidence=plan.confidence,
            ):
                yield _mode(found, measure.code)


def _mode(found: ModeDifference, measure: str) -> Finding:
    what = f"mode {found.mode}"
    if not found.is_known:
        words = f"{found.n} answers by {found.mode}: the margins tell the mode, so that nothing can be said."
        return Finding("mode", "all", "all", measure, what, float("nan"), words)
    words = (
        f"{found.n} answers by {found.mode} differ by {found.raw:.2g}, and by {found.adjusted:.2g} "
        f"({found.lower:.2g} to {found.upper:.2g}) with the margins held equal."
    )
    return Finding("mode", "all", "all", measure, what, found.adjusted, words)


def _response(sample: Sample, rule: ResponseRule) -> Iterator[Finding]:
    answered = sample.source.counted(columns=rule.columns)
    keys = sorted({*rule.invited, *answered})
    found = response_of(
        margins=rule.columns,
        labels=list(zip(*keys, strict=True)),
        invited=np.array([rule.invited.get(key, 0.0) for key in keys]),
        answered=np.array([answered.get(key, 0) for key in keys], dtype=np.float64),
    )
    words = f"{found.rate:.1%} of {found.invited:g} invited answered."
    yield Finding("response", "all", "all", "", "rate", found.rate, words)
    words = (
        f"R-indicator {found.indicator:.2f} ({found.lower:.2f} to {found.upper:.2f}); 1 would be as fair as "
        f"the invited by these margins. A mean is off by at most {found.most_bias:.2f} standard "
        "deviations if they explain who answers."
    )
    yield Finding("response", "all", "all", "", "R-indicator", found.indicator, words)
    for margin, value in found.partial:
        words = f"{margin} alone makes {value:.3f} of the spread in response."
        yield Finding("response", "all", "all", "", f"partial {margin}", value, words)
    for one in found.categories:
        words = f"{one.answered:g} of {one.invited:g} with {one.margin} {one.label} answered, {one.rate:.1%}."
        yield Finding("response", "all", "all", "", f"rate {one.margin} {one.label}", one.rate, words)
