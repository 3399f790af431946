# SPDX-License-Identifier: EUPL-1.2
"""The sampling design, seen from the weighting cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.adjusted import Adjustments, adjusted_weights
from samband.engines.estimation.answers import BadAnswers
from samband.engines.estimation.calibrated import Recalibration, calibrated_cells
from samband.engines.estimation.cells import Cells, Dimension, Index
from samband.engines.estimation.credit import Credit, spread_of
from samband.engines.estimation.plan import CalibrationRule, Key, Plan, Regression, SingleUnit
from samband.engines.estimation.stages import SecondUnits, second_units
from samband.engines.weighting import (
    Collapse,
    PostStratification,
    design_weights,
    post_stratify,
    refuse_more_answers_than_people,
    sum_by,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MOST_APART = 0.2
"""By how much of the population the totals of the post-strata may differ from it."""


class SingleUnitStratum(ValueError):  # noqa: N818  it names the fact
    """A stratum has one sampling unit only and the plan says that this must not be."""

    def __init__(self, strata: tuple[str, ...]) -> None:
        self.strata = strata
        super().__init__(
            f"One single respondent (or cluster) in stratum {', '.join(strata)}: no variance. "
            "Join it with another stratum, or set single_unit_strata to adjust, average, certainty or remove."
        )


@dataclass(frozen=True, slots=True)
class Design:
    """respondents, weight, stratum: (cells,). cluster: (cells,), or None when respondents are the units.

    sampled: (strata,), sampling units in the whole sample, not in a domain. unsampled_share: (strata,),
    1 − n/N. post_stratum: (cells,), when the variance credits post-stratification.
    unseen: (strata,), persons who did not answer, infinite when unknown.
    population_is_known: the weights of a domain add up to persons, and the sample is a part of them.
    collapses: post-strata that were joined. second: the second stage, where its sizes are known. credit: when
    the variance credits a calibration; recalibration: then what replicates need. adjustments: what was done
    to the weights before totals were met.
    """

    respondents: IntArray
    weight: FloatArray
    stratum: Index
    sampled: IntArray
    unsampled_share: FloatArray
    unseen: FloatArray
    single_unit: SingleUnit
    cluster: Index | None = None
    post_stratum: Index | None = None
    population_is_known: bool = False
    collapses: tuple[Collapse, ...] = ()
    second: SecondUnits | None = None
    credit: Credit | None = None
    recalibration: Recalibration | None = None
    adjustments: Adjustments = field(default_factory=Adjustments)

    @property
    def strata(self) -> int:
        return len(self.sampled)


def design_of(*, cells: Cells, plan: Plan) -> Design:
    """Weights and corrections of every cell.

    Raises BadAnswers for a stratum without population size and for totals of post-strata that contradict
    the population, PopulationTooSmall, SingleUnitStratum, EmptyCategory, InfeasibleMargin, LimitsTooTight.
    """
    respondents = np.bincount(cells.strata.index, weights=cells.respondents).astype(np.int64)
    population = _known(cells, plan, plan.population, "population")
    if plan.population:
        labels = tuple(map(" / ".join, cells.strata.labels))
        refuse_more_answers_than_people(population=population, respondents=respondents, labels=labels)
    sampled, units = _sampling_units(cells, plan, respondents, population)
    _refuse_single_units(plan, cells.strata, sampled)
    unsampled_share = _unsampled_share(plan, sampled, units)
    second = _second_stage(plan, cells, 1 - sampled / units)
    base = _base_weights(plan, cells, population, units, respondents, sampled, second)
    weight, adjustments = adjusted_weights(cells=cells, plan=plan, weight=base)
    adjusted = _post_stratified(plan, cells, weight)
    if plan.population:
        _refuse_contradiction(plan, float(population.sum()))
    _refuse_two_ways(plan)
    plain = Design(
        respondents=cells.respondents,
        weight=weight * adjusted.factors if adjusted else weight,
        stratum=cells.strata.index,
        sampled=sampled,
        unsampled_share=unsampled_share,
        unseen=population - respondents
        if plan.finite_population_correction
        else np.full(len(sampled), np.inf),
        single_unit=plan.single_unit_strata,
        cluster=cells.clusters.index if cells.clusters else None,
        post_stratum=adjusted.post_stratum if adjusted and _is_credited(plan) else None,
        population_is_known=plan.finite_population_correction and bool(np.isfinite(units).all()),
        collapses=adjusted.collapses if adjusted else (),
        second=second if plan.finite_population_correction else None,
        adjustments=adjustments,
    )
    return _calibrated(plan, plan.calibration, cells, plain) if plan.calibration else plain


def _calibrated(plan: Plan, rule: CalibrationRule, cells: Cells, design: Design) -> Design:
    """The design with weights that meet the margins, and with what crediting them takes off the variance."""
    base = design.weight * _to_persons(plan, rule, design)
    found = calibrated_cells(cells=cells, rule=rule, weight=base)
    weight = base * found.factors
    spread = spread_of(
        stratum=design.stratum,
        cluster=design.cluster,
        sampled=design.sampled,
        unsampled_share=design.unsampled_share,
        single_unit=design.single_unit,
        second=design.second,
    )
    equal = rule.regression is Regression.EQUAL
    credit = Credit.of(
        spread=spread,
        values=found.auxiliaries.values,
        respondents=design.respondents,
        weight=weight,
        regression=np.ones(len(weight)) if equal else base,
    )
    again = Recalibration(base, found.factors, found.auxiliaries, rule.method, rule.bounds)
    return replace(
        design,
        weight=weight,
        collapses=found.collapses,
        credit=credit if rule.is_credited else None,
        recalibration=again if rule.is_credited else None,
    )


def _to_persons(plan: Plan, rule: CalibrationRule, design: Design) -> float:
    """Where nothing says whom respondents stand for, all stand for as many: bounds are around that."""
    if plan.weights or plan.population or (plan.clusters and plan.clusters.population):
        return 1.0
    return sum(rule.margins[0].totals.values()) / float(design.weight @ design.respondents)


def _second_stage(plan: Plan, cells: Cells, unsampled_share: FloatArray) -> SecondUnits | None:
    if plan.clusters is None or plan.clusters.within is None:
        return None
    return second_units(cells=cells, within=plan.clusters.within, unsampled_share=unsampled_share)


def _known(cells: Cells, plan: Plan, sizes: Mapping[Key, float], name: str) -> FloatArray:
    """Sizes in the order of the strata; infinite when the plan gives none."""
    strata = cells.strata
    if not sizes:
        return np.full(len(strata), np.inf)
    for at, label in enumerate(strata.labels):
        if label not in sizes:
            row = int(np.argmax(strata.index[cells.cell_by_respondent] == at))
            what = (
                f"Stratum {' / '.join(label)} has no size under {name} in the plan. Add it there, or correct "
            )
            raise BadAnswers(what + "the code.", column=" / ".join(plan.strata), row=row)
    return np.array([sizes[label] for label in strata.labels], dtype=np.float64)


def _refuse_contradiction(plan: Plan, population: float) -> None:
    """Totals in other years may differ by some per cent; parts of 1, or of other people, differ by more."""
    known = plan.post_strata or (plan.calibration.margins[0] if plan.calibration else None)
    totals = sum(known.totals.values()) if known else population
    if abs(totals - population) > MOST_APART * population:
        raise BadAnswers(
            f"The totals of the post-strata or margins add up to {totals:g} persons, the population of the "
            f"strata with answers to {population:g}. Both count the same persons: correct one of them."
        )


def _refuse_two_ways(plan: Plan) -> None:
    if plan.calibration and plan.post_strata:
        raise BadAnswers(
            "The plan has post-strata and a calibration. Make the post-strata one of the margins."
        )


def _sampling_units(
    cells: Cells, plan: Plan, respondents: IntArray, population: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Sampling units by stratum: in the sample, and in all."""
    if cells.clusters is None or plan.clusters is None:
        return respondents, population
    stratum_by_cluster = np.zeros(len(cells.clusters), dtype=np.intp)
    stratum_by_cluster[cells.clusters.index] = cells.strata.index
    sampled = np.bincount(stratum_by_cluster, minlength=len(cells.strata))
    units = _known(cells, plan, plan.clusters.population, "clusters: population")
    labels = tuple(map(" / ".join, cells.strata.labels))
    refuse_more_answers_than_people(population=units, respondents=sampled, labels=labels)
    return sampled, units


def _refuse_single_units(plan: Plan, strata: Dimension, sampled: IntArray) -> None:
    if plan.single_unit_strata is SingleUnit.FAIL and (sampled == 1).any():
        raise SingleUnitStratum(tuple(" / ".join(strata.labels[at]) for at in np.flatnonzero(sampled == 1)))


def _base_weights(
    plan: Plan,
    cells: Cells,
    population: FloatArray,
    units: FloatArray,
    respondents: IntArray,
    sampled: IntArray,
    second: SecondUnits | None,
) -> FloatArray:
    """Of the column; else of both stages; else persons by respondent; else clusters by those drawn; or 1."""
    if plan.weights:
        return cells.weight
    if second is not None and cells.clusters is not None:
        by_stratum = design_weights(population=units, respondents=sampled)
        return by_stratum[cells.strata.index] * second.weight[cells.clusters.index]
    if plan.population:
        return design_weights(population=population, respondents=respondents)[cells.strata.index]
    if plan.clusters and plan.clusters.population:
        return design_weights(population=units, respondents=sampled)[cells.strata.index]
    return cells.weight


def _post_stratified(plan: Plan, cells: Cells, weight: FloatArray) -> PostStratification | None:
    """Factors and post-strata by cell."""
    if plan.post_strata is None or cells.post_strata is None:
        return None
    index, rule = cells.post_strata.index, plan.post_strata
    adjusted = post_stratify(
        labels=cells.post_strata.labels,
        weighted=sum_by(index=index, values=weight * cells.respondents, size=len(cells.post_strata)),
        respondents=np.bincount(index, weights=cells.respondents).astype(np.int64),
        totals=rule.totals,
        minimum=rule.minimum,
        collapse_along=rule.columns.index(rule.collapse) if rule.collapse else None,
    )
    return PostStratification(adjusted.post_stratum[index], adjusted.factors[index], adjusted.collapses)


def _is_credited(plan: Plan) -> bool:
    return plan.post_strata is not None and plan.post_strata.is_credited


def _unsampled_share(plan: Plan, sampled: IntArray, units: FloatArray) -> FloatArray:
    if not plan.finite_population_correction:
        return np.ones(len(sampled))
    return 1 - sampled / units
