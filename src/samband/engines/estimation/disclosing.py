# SPDX-License-Identifier: EUPL-1.2
"""What disclosure control must know of a table that was estimated by a plan."""

from collections.abc import Mapping

from samband.engines.disclosure import Cell, DisclosureContext, context_of
from samband.engines.estimation.answers import BadAnswers
from samband.engines.estimation.differences import JOINED
from samband.engines.estimation.dominance import Shares
from samband.engines.estimation.plan import Plan
from samband.engines.instrument import Index, Instrument
from samband.engines.tables import EstimateTable

LEAST = 0.1
"""Quantiles nearer to the ends than this are not released."""


def disclosure_context(
    *, table: EstimateTable, instrument: Instrument, plan: Plan, largest_shares: Mapping[Cell, Shares]
) -> DisclosureContext:
    """Populations (where strata lie inside units), scales, totals and differences of the plan's table.

    largest_shares: of the same answers and plan, as ``dominance.largest_shares`` gives them.
    """
    return context_of(
        table=table,
        population_by_unit={unit: round(persons) for unit, persons in plan.population_by_unit.items()},
        totals=plan.combined_units,
        largest_shares=largest_shares,
        scales={code: _ends(instrument, code) for code in instrument.measures},
        differences={JOINED.join(pair): pair for pair in plan.differences},
        composites={index.code: tuple(item.code for item in index.items) for index in instrument.indices}
        | {ratio.name: _items(instrument, ratio.of, ratio.to) for ratio in plan.ratios},
    )


def refuse_extreme_quantiles(*, plan: Plan) -> None:
    """Raises BadAnswers for quantiles near the ends, which tell what single respondents answered."""
    extreme = [
        share
        for share in (plan.quantiles.shares if plan.quantiles else ())
        if not LEAST <= share <= 1 - LEAST
    ]
    if extreme:
        raise BadAnswers(
            f"The quantile of {extreme[0]:g} tells of few respondents, and is not released. Ask for "
            f"shares from {LEAST:g} to {1 - LEAST:g}, or leave --released out."
        )


def _items(instrument: Instrument, *measures: str) -> tuple[str, ...]:
    found = [instrument.measures[code] for code in measures]
    items = [item.code for one in found for item in (one.items if isinstance(one, Index) else (one,))]
    return tuple(dict.fromkeys(items))


def _ends(instrument: Instrument, code: str) -> tuple[float, float]:
    measure = instrument.measures[code]
    ends = measure if isinstance(measure, Index) else measure.scale
    return float(ends.low), float(ends.high)
