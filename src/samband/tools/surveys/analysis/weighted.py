# SPDX-License-Identifier: EUPL-1.2
"""Weights of one group as a wave's rule says: by which margins, how heavy at most, how ways are joined."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

import numpy as np

from samband.engines.estimation.answers import NOTHING, Categories
from samband.engines.weighting import weight_diagnostics
from samband.tools.surveys.analysis.raked import raked_weighting_of
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.weights import WHOLE, CellTotals, Weighting, rows_by_unit, weighting_of
from samband.tools.surveys.rules import WaysJoined, WeightedBy, WeightingRule

MINIMUM_BY_WAY = 20
"""Answers of a member that a way of asking needs to be a sample of its own; fewer go with the largest."""

SEPARATOR = "|"


def weighted_by_rule(
    *,
    respondents: RespondentTable,
    population: Mapping[str, float],
    cells_by_unit: Mapping[str, CellTotals],
    rule: WeightingRule,
) -> Weighting:
    """Weights of one group. Arguments as in ``weighting_of``.

    Ways of asking that are joined by shares are each weighted to the whole member; then each way counts by
    its effective number of answers, n over Kish's design effect, so that together they are the member once
    (O'Muircheartaigh and Pedlow 2002).
    """
    if rule.ways is WaysJoined.TOGETHER:
        return _weighted(respondents, population, cells_by_unit, rule)
    apart = _by_way(respondents)
    member_of = {name: name.partition(SEPARATOR)[0] for name in apart.unit.labels}
    cells = {name: cells_by_unit[unit] for name, unit in member_of.items() if unit in cells_by_unit}
    each = _weighted(apart, {name: population[unit] for name, unit in member_of.items()}, cells, rule)
    shares = _shares(each, member_of)
    counted = {name: population[unit] * shares.get(name, 0.0) for name, unit in member_of.items()}
    found = _weighted(apart, counted, cells, rule)
    return replace(found, cells=tuple(replace(cell, unit=member_of[cell.unit]) for cell in found.cells))


def _weighted(
    respondents: RespondentTable,
    population: Mapping[str, float],
    cells_by_unit: Mapping[str, CellTotals],
    rule: WeightingRule,
) -> Weighting:
    cells = {} if rule.by is WeightedBy.NOTHING else cells_by_unit
    if rule.by is WeightedBy.AGE:
        respondents, cells = _of_one_sex(respondents), _of_both_sexes(cells)
    make = raked_weighting_of if rule.by is WeightedBy.MARGINS else weighting_of
    return make(
        respondents=respondents,
        population=population,
        cells_by_unit=cells,
        most_times=rule.most_times or inf,
    )


def _of_one_sex(respondents: RespondentTable) -> RespondentTable:
    return replace(respondents, sex=Categories(np.zeros(len(respondents), dtype=np.int32), (WHOLE,)))


def _of_both_sexes(cells_by_unit: Mapping[str, CellTotals]) -> dict[str, CellTotals]:
    found: dict[str, CellTotals] = {}
    for unit, totals in cells_by_unit.items():
        ages: dict[tuple[str, str], int] = {}
        for (_sex, age), persons in totals.items():
            ages[WHOLE, age] = ages.get((WHOLE, age), 0) + persons
        found[unit] = ages
    return found


def _by_way(respondents: RespondentTable) -> RespondentTable:
    """Members with two or more ways of asking fall apart into samples, named for member and way."""
    names = np.array(respondents.unit.labels, dtype=object)[respondents.unit.codes]
    mode = respondents.mode
    for unit, rows in rows_by_unit(respondents):
        own = mode.codes[rows]
        counts = np.bincount(own[own != NOTHING], minlength=len(mode.labels))
        enough = np.flatnonzero(counts >= MINIMUM_BY_WAY)
        if len(enough) > 1:
            kept = np.where(np.isin(own, enough), own, counts.argmax())
            names[rows] = [f"{unit}{SEPARATOR}{mode.labels[at]}" for at in kept.tolist()]
    labels, codes = np.unique(names.astype(str), return_inverse=True)
    return replace(respondents, unit=Categories(codes.astype(np.int32), tuple(labels.tolist())))


def _shares(each: Weighting, member_of: Mapping[str, str]) -> dict[str, float]:
    """Sample -> part of its member that it stands for; 1 for a member with one way."""
    effective: dict[str, float] = {}
    for name in dict.fromkeys(cell.unit for cell in each.cells):
        cells = [cell for cell in each.cells if cell.unit == name]
        weights = np.array([cell.weight for cell in cells])
        counts = np.array([cell.respondents for cell in cells])
        effective[name] = weight_diagnostics(weights=weights, respondents=counts).effective_respondents
    whole: dict[str, float] = {}
    for name, number in effective.items():
        whole[member_of[name]] = whole.get(member_of[name], 0.0) + number
    return {name: number / whole[member_of[name]] for name, number in effective.items()}
