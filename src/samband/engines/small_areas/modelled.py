# SPDX-License-Identifier: EUPL-1.2
"""Direct estimates and auxiliary columns in; for areas with few answers a modelled estimate beside the
direct one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan

import numpy as np
from scipy.special import ndtri

from samband.engines.small_areas.auxiliary import Auxiliary
from samband.engines.small_areas.benchmarking import Benchmark, NothingToMove, benchmarked
from samband.engines.small_areas.bootstrap import bootstrap_mse
from samband.engines.small_areas.diagnostics import FEWEST_BEYOND_COLUMNS, Concern, Diagnostics, diagnose
from samband.engines.small_areas.doubt import integrated_mse
from samband.engines.small_areas.fay_herriot import FayHerriot, fay_herriot
from samband.engines.small_areas.fitting import BoolArray, Method, TooFewAreas
from samband.engines.small_areas.sampling_variances import pooled_share_spread, pooled_variances
from samband.engines.small_areas.shares import corrected_arcsine, from_arcsine, share_limits, share_mse
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.engines.weighting.sums import FloatArray

MODELLED_STATISTICS = ("mean", "share")


class Kind(StrEnum):
    """What the figure to show is."""

    DIRECT = "direct"
    """Enough answers: the area's own estimate, untouched."""
    MODELLED = "modelled"
    """Few answers: drawn towards what areas alike answered."""
    SYNTHETIC = "synthetic"
    """No answers that may be used: what areas alike answered, and nothing of its own."""


class Refusal(StrEnum):
    """Why a figure was not modelled."""

    NOTHING_SMALL = "nothing_small"
    TOO_FEW_AREAS = "too_few_areas"
    NO_VARIANCE_KNOWN = "no_variance_known"
    NOT_CONVERGED = "not_converged"
    NO_TOTAL = "no_total"
    """Benchmarking was asked for without a column of persons, or no modelled area has answers of its own."""


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """How to model.

    below: areas with fewer respondents than this get a modelled estimate. columns: of the auxiliary table,
    also as
    ``log(name)``. population: the column with persons of the group, for finite populations and benchmarking.
    replicates: of the parametric bootstrap; 0 for the formulas. groups: those to model; empty for all.
    """

    below: int
    columns: tuple[str, ...]
    method: Method = Method.REML
    population: str = ""
    benchmark: Benchmark | None = None
    replicates: int = 0
    seed: int = 0
    confidence: float = 0.95
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallArea:
    """One figure of one area: direct as it was, and what to show (equal to direct when kind is direct).

    shrinkage: weight of the direct estimate in the modelled one.
    """

    direct: Estimate
    kind: Kind
    value: float
    se: float
    lower: float
    upper: float
    shrinkage: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in all areas. refusal: why there is no model; then every row is direct. between: √ of the
    variance
    between areas, on the scale of the model (shares: arcsine). gap: of the areas' mean to the direct
    total."""

    group: str
    measure: str
    statistic: str
    category: str
    rows: tuple[SmallArea, ...]
    refusal: Refusal | None = None
    areas: int = 0
    between: float = nan
    coefficients: tuple[float, ...] = ()
    diagnostics: Diagnostics | None = None

    @property
    def concerns(self) -> tuple[Concern, ...]:
        return self.diagnostics.concerns if self.diagnostics else ()

    @property
    def is_modelled(self) -> bool:
        return self.refusal is None


def model_small_areas(*, table: EstimateTable, auxiliary: Auxiliary, plan: ModelPlan) -> tuple[Figure, ...]:
    """Every mean and share of the table, with modelled estimates for the areas below the stated n.

    Only units of the auxiliary table are areas; other rows are passed over. Withheld rows
    take no part
    in the fit: what comes of a released table tells no more than the table did.
    Raises UnknownColumn, TooFewAreas when the columns say the same thing twice.
    """
    auxiliary.matrix(plan.columns)
    found: dict[tuple[str, str, str, str], dict[str, Estimate]] = {}
    for row in table:
        if row.statistic in MODELLED_STATISTICS and (not plan.groups or row.group in plan.groups):
            key = (row.group, row.measure, row.statistic, row.category)
            found.setdefault(key, {})[row.unit] = row
    return tuple(_figure(key, rows, auxiliary, plan) for key, rows in found.items())


def _figure(
    key: tuple[str, str, str, str], by_unit: dict[str, Estimate], auxiliary: Auxiliary, plan: ModelPlan
) -> Figure:
    rows = [by_unit.get(unit) or _absent(key, unit) for unit in auxiliary.units]
    asked = _Asked.of(rows, auxiliary, plan)
    refusal = asked.refusal()
    if refusal:
        return Figure(*key, tuple(_as_direct(row) for row in rows), refusal)
    try:
        fitted = _Fitted.of(asked, is_share=key[2] == "share")
    except TooFewAreas:
        return Figure(*key, tuple(_as_direct(row) for row in rows), Refusal.TOO_FEW_AREAS)
    refusal, fitted = _to_total(asked, fitted, is_share=key[2] == "share")
    if not fitted.model.converged:
        refusal = Refusal.NOT_CONVERGED
    if refusal:
        return Figure(*key, tuple(_as_direct(row) for row in rows), refusal)
    return Figure(
        *key,
        tuple(fitted.rows(asked)),
        None,
        int(fitted.model.sampled.sum()),
        float(np.sqrt(fitted.model.variance)),
        tuple(fitted.model.coefficients.tolist()),
        diagnose(model=fitted.model, direct=fitted.direct, variances=fitted.variances),
    )


def _absent(key: tuple[str, str, str, str], unit: str) -> Estimate:
    group, measure, statistic, category = key
    return Estimate(group, unit, measure, statistic, category, None, nan, nan, nan, nan, Status.EMPTY)


def _as_direct(row: Estimate) -> SmallArea:
    return SmallArea(row, Kind.DIRECT, row.value, row.se, row.lower, row.upper, 1.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """n, value, se: (areas,), 0 and NaN where nothing may be used. is_small: those to be modelled."""

    direct: Sequence[Estimate]
    n: FloatArray
    value: FloatArray
    se: FloatArray
    is_small: BoolArray
    matrix: FloatArray
    population: FloatArray | None
    plan: ModelPlan

    @classmethod
    def of(cls, rows: Sequence[Estimate], auxiliary: Auxiliary, plan: ModelPlan) -> "_Asked":
        value = np.array([row.value for row in rows])
        n = np.where(np.isfinite(value), [float(row.n or 0) for row in rows], 0.0)
        population = auxiliary.column(plan.population) if plan.population else None
        is_small = (n < plan.below) & np.array([row.status is not Status.NOT_ASKED for row in rows])
        return cls(
            rows,
            n,
            np.where(n > 0, value, np.nan),
            np.array([row.se for row in rows]),
            is_small,
            auxiliary.matrix(plan.columns),
            population,
            plan,
        )

    def refusal(self) -> Refusal | None:
        if not self.is_small.any():
            return Refusal.NOTHING_SMALL
        if (self.n > 0).sum() < self.matrix.shape[1] + FEWEST_BEYOND_COLUMNS:
            return Refusal.TOO_FEW_AREAS
        if not (np.nan_to_num(self.se) > 0).any():
            return Refusal.NO_VARIANCE_KNOWN
        return None


@dataclass(frozen=True, slots=True)
class _Fitted:
    """direct, variances: on the scale of the model. value, se, lower, upper: of every area, on that of the
    figures."""

    model: FayHerriot
    direct: FloatArray
    variances: FloatArray
    value: FloatArray
    se: FloatArray
    lower: FloatArray
    upper: FloatArray

    @classmethod
    def of(cls, asked: _Asked, *, is_share: bool) -> "_Fitted":
        direct, variances = _on_model_scale(asked, is_share=is_share)
        model = fay_herriot(
            direct=direct, variances=variances, auxiliaries=asked.matrix, method=asked.plan.method
        )
        mse = integrated_mse(model=model, direct=direct, variances=variances, auxiliaries=asked.matrix)
        quantile = float(ndtri((1 + asked.plan.confidence) / 2))
        if is_share:
            angle, left = model.eblup, model.variance * (1 - model.shrinkage)
            value = from_arcsine(angle=angle, variance=left)
            lower, upper = share_limits(angle=angle, half_width=quantile * np.sqrt(mse))
            squares = share_mse(angle=angle, mse=mse)
            if asked.plan.replicates:
                squares = _bootstrapped(asked, direct, variances, is_share=True)
            lower, upper = np.minimum(lower, value), np.maximum(upper, value)
            return cls(model, direct, variances, value, np.sqrt(squares), lower, upper)
        if asked.plan.replicates:
            mse = _bootstrapped(asked, direct, variances, is_share=False)
        half = quantile * np.sqrt(mse)
        return cls(
            model, direct, variances, model.eblup, np.sqrt(mse), model.eblup - half, model.eblup + half
        )

    def rows(self, asked: _Asked) -> Iterator[SmallArea]:
        columns = (self.value, self.se, self.lower, self.upper, self.model.shrinkage)
        figures = zip(*(column.tolist() for column in columns), strict=True)
        for row, n, is_small, figure in zip(asked.direct, asked.n, asked.is_small, figures, strict=True):
            if is_small:
                yield SmallArea(row, Kind.MODELLED if n > 0 else Kind.SYNTHETIC, *figure)
            else:
                yield _as_direct(row)


def _on_model_scale(asked: _Asked, *, is_share: bool) -> tuple[FloatArray, FloatArray]:
    if is_share:
        spread = pooled_share_spread(share=asked.value, se=asked.se, n=asked.n, population=asked.population)
        weighed = np.nan_to_num(asked.n * asked.value)
        return corrected_arcsine(
            share=asked.value, spread=spread, centre=float(weighed.sum() / asked.n.sum())
        )
    return asked.value, pooled_variances(se=asked.se, n=asked.n, population=asked.population)


def _bootstrapped(asked: _Asked, direct: FloatArray, variances: FloatArray, *, is_share: bool) -> FloatArray:
    found: FloatArray = bootstrap_mse(
        direct=direct[None],
        variances=variances[None],
        auxiliaries=asked.matrix,
        replicates=asked.plan.replicates,
        seed=asked.plan.seed,
        method=asked.plan.method,
        back=(lambda angle, left: from_arcsine(angle=angle, variance=left)) if is_share else None,
    )[0]
    return found


def _to_total(asked: _Asked, fitted: _Fitted, *, is_share: bool) -> tuple[Refusal | None, _Fitted]:
    """Modelled areas moved so that together they weigh what their direct figures weigh; limits move with
    them.

    The total of all areas is then the direct one. Its own row is not asked: it may count persons otherwise,
    and a gap
    of that kind would fall on a few small areas.
    """
    how, persons = asked.plan.benchmark, asked.population
    if how is None:
        return None, fitted
    inside = asked.is_small & (asked.n > 0)
    if persons is None or not inside.any():
        return Refusal.NO_TOTAL, fitted
    weights = np.where(inside, persons, 0.0)
    values = np.where(inside, fitted.value, 0.0)
    try:
        moved, squares = benchmarked(
            estimates=values,
            mse=fitted.se**2,
            weights=weights,
            is_modelled=inside,
            total=float(np.average(np.where(inside, asked.value, 0.0), weights=weights)),
            how=how,
        )
    except NothingToMove:
        return Refusal.NO_TOTAL, fitted
    move = np.where(inside, moved - values, 0.0)
    low, high = (0.0, 1.0) if is_share else (-np.inf, np.inf)
    return None, _Fitted(
        fitted.model,
        fitted.direct,
        fitted.variances,
        fitted.value + move,
        np.where(inside, np.sqrt(squares), fitted.se),
        np.clip(fitted.lower + move - np.abs(move), low, high),
        np.clip(fitted.upper + move + np.abs(move), low, high),
    )
