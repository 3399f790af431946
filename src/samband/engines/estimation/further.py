# SPDX-License-Identifier: EUPL-1.2
"""Figures that a plan asks for beside means and shares: quantiles, ratios, differences between units."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.design import FloatArray, IntArray
from samband.engines.estimation.differences import JOINED
from samband.engines.estimation.intervals import difference_limits
from samband.engines.estimation.means import domain_differences
from samband.engines.estimation.plan import Plan
from samband.engines.estimation.quantiles import Shares, domain_quantiles
from samband.engines.estimation.ratios import domain_ratios, ratio_limits
from samband.engines.estimation.sample import Sample
from samband.engines.tables import Estimate, Status
from samband.engines.tables.estimates import ALL

Figures = tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray]
"""n, value, se, lower, upper, each by unit."""


class UnknownUnit(ValueError):  # noqa: N818  it names the fact
    """A difference is wanted of a unit that has no answers."""


def quantile_rows(*, sample: Sample, plan: Plan) -> Iterator[Estimate]:
    """Statistic ``quantile``, category the share: 0.5 for the median."""
    if plan.quantiles is None:
        return
    for steps in sample.steps(measures=plan.quantiles.measures):
        for group, members in _asked(sample, steps.measure):
            for table in sample.tables:
                shares = Shares.of(steps=steps, layout=table.layout, members=members)
                for wanted in plan.quantiles.shares:
                    found = domain_quantiles(
                        shares=shares,
                        wanted=wanted,
                        rule=plan.quantiles.rule,
                        interval=plan.quantiles.interval,
                        confidence=plan.confidence,
                    )
                    figures = found.n, found.value, found.se, found.lower, found.upper
                    yield from _rows(group, table.units, (steps.measure, "quantile", f"{wanted:g}"), figures)


def ratio_rows(*, sample: Sample, plan: Plan) -> Iterator[Estimate]:
    """Statistic ``ratio``; the measure is the name of the ratio."""
    for ratio, sums in sample.ratio_sums(plan=plan):
        for group, members in _asked(sample, ratio.of, ratio.to):
            for table in sample.tables:
                found = domain_ratios(sums=sums, layout=table.layout, members=members)
                lower, upper = ratio_limits(ratios=found, confidence=plan.confidence)
                figures = found.n, found.value, found.se, lower, upper
                yield from _rows(group, table.units, (ratio.name, "ratio", ""), figures)


def unit_difference_rows(*, sample: Sample, plan: Plan) -> Iterator[Estimate]:
    """The first unit less the second, which may contain it: their covariance is counted.

    Unit ``first - second``, statistic ``difference``. Raises UnknownUnit.
    """
    pairs = {pair: tuple(_members(sample, plan, unit) for unit in pair) for pair in plan.unit_differences}
    layout = sample.tables[0].layout
    for sums in sample.reduced() if pairs else ():
        for group, belongs in _asked(sample, sums.measure):
            for pair, (first, second) in pairs.items():
                both = [mask if belongs is None else mask & belongs for mask in (first, second)]
                found = domain_differences(sums=sums, layout=layout, first=both[0], second=both[1])
                lower, upper = difference_limits(differences=found, confidence=plan.confidence)
                figures = found.n, found.value, found.se, lower, upper
                of = (sums.measure, "difference", sums.category)
                yield from _rows(group, (JOINED.join(pair),), of, figures)


def _members(sample: Sample, plan: Plan, unit: str) -> NDArray[np.bool_]:
    """(cells,), which cells are of a unit, of a combination of units, or of all."""
    if unit == ALL:
        return np.ones(len(sample.cells), dtype=bool)
    units = sample.cells.unit
    wanted = plan.combined_units.get(unit, (unit,))
    known = [at for at, (label,) in enumerate(units.labels) if label in wanted] if units else []
    if units is None or not known:
        raise UnknownUnit(f"unit_differences name {unit}, which has no answers. Correct the plan.")
    return np.isin(units.index, known)


def _asked(sample: Sample, *measures: str) -> Iterator[tuple[str, NDArray[np.bool_] | None]]:
    """The groups that were asked all of these measures, with their cells."""
    for group, members in sample.groups.items():
        if all(sample.is_asked(measure=measure, group=group) for measure in measures):
            yield group, members


def _rows(group: str, units: Sequence[str], of: tuple[str, str, str], figures: Figures) -> Iterator[Estimate]:
    """of: measure, statistic and category."""
    lists = [column.tolist() for column in figures]
    for unit, n, value, se, lower, upper in zip(units, *lists, strict=True):
        status = Status.ESTIMATED if n else Status.EMPTY
        yield Estimate(group, unit, *of, n, value, se, lower, upper, status)
