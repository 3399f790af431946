# SPDX-License-Identifier: EUPL-1.2
"""Standard errors of a whole table once more, by replicate weights: a second opinion on those by formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import median

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import Answers
from samband.engines.estimation.design import FloatArray
from samband.engines.estimation.differences import JOINED
from samband.engines.estimation.plan import Plan, Replicates
from samband.engines.estimation.reduce import Sums, reduce_answers
from samband.engines.estimation.replicates import (
    Atoms,
    BadReplicates,
    Index,
    recalibrated,
    replicate_variance,
    replicate_weights,
)
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.sources import InMemory, Source
from samband.engines.instrument import Instrument
from samband.engines.tables import Estimate, EstimateTable
from samband.engines.tables.estimates import Key


@dataclass(frozen=True, slots=True)
class Opinion:
    """One figure and its standard error by replicates."""

    estimate: Estimate
    se: float

    @property
    def ratio(self) -> float:
        """By replicates through by formula; NaN where the formula gives 0 or nothing."""
        return self.se / self.estimate.se if self.estimate.se > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """opinions: of every mean, share and difference of the table that has a standard error."""

    replicates: int
    opinions: tuple[Opinion, ...]

    @property
    def ratios(self) -> tuple[float, float, float]:
        """Least, middle and greatest ratio of the two standard errors."""
        known = sorted(one.ratio for one in self.opinions if isfinite(one.ratio))
        return (known[0], median(known), known[-1]) if known else (float("nan"),) * 3


@dataclass(frozen=True, slots=True)
class _Members:
    """The sample as replicates need it: drawn clusters by cell, or respondents one by one."""

    sample: Sample
    cell: Index
    atoms: Atoms

    @property
    def weight(self) -> FloatArray:
        weight: FloatArray = self.sample.tables[0].layout.design.weight[self.cell]
        return weight

    def reduced(self) -> Iterator[Sums]:
        if self.sample.cells.clusters is not None:
            return self.sample.reduced()
        rows = len(self.cell)
        return reduce_answers(
            measures=self.sample.measures,
            columns=_one_by_one(self.sample).codes,
            cell_by_respondent=np.arange(rows, dtype=np.int32),
            cells=rows,
        )


def second_opinion(
    *,
    answers: Answers | Source,
    instrument: Instrument,
    plan: Plan,
    table: EstimateTable,
    replicates: Replicates,
) -> SecondOpinion:
    """table: of ``estimate`` with the same answers and plan.

    Raises BadReplicates where the method does not fit, and what ``estimate`` raises.
    """
    sample = Sample.of(answers=answers, instrument=instrument, plan=plan)
    members = _members(sample, replicates)
    variances = {key: v for sums in members.reduced() for key, v in _variances(sums, members, plan)}
    opinions = tuple(
        Opinion(row, sqrt(variances[row.key]))
        for row in table
        if row.key in variances and isfinite(row.se) and isfinite(variances[row.key])
    )
    return SecondOpinion(members.atoms.multipliers.shape[1], opinions)


def _members(sample: Sample, spec: Replicates) -> _Members:
    design, cells = sample.tables[0].layout.design, sample.cells
    if cells.clusters is None:
        _one_by_one(sample)
        cell = cells.cell_by_respondent.astype(np.intp)
        unit, persons = np.arange(len(cell)), design.weight[cell]
        stratum = design.stratum[cell]
    else:
        cell = np.arange(len(cells))
        unit, persons = cells.clusters.index, design.weight * cells.respondents
        stratum = np.zeros(len(cells.clusters), dtype=np.intp)
        stratum[unit] = design.stratum
    weights = replicate_weights(stratum=stratum, unsampled_share=design.unsampled_share, spec=spec)
    if design.recalibration is not None:
        behind = np.ones(len(cell)) if cells.clusters is None else cells.respondents.astype(np.float64)
        again = recalibrated(
            unit=unit, cell=cell, respondents=behind, weights=weights, by=design.recalibration
        )
        return _Members(sample, cell, again)
    post = None if design.post_stratum is None else design.post_stratum[cell]
    return _Members(sample, cell, Atoms.of(unit=unit, weights=weights, persons=persons, post_stratum=post))


def _one_by_one(sample: Sample) -> InMemory:
    """The respondents, which only answers in memory have one by one."""
    if isinstance(sample.source, InMemory):
        return sample.source
    raise BadReplicates(
        "Replicates of single respondents need the answers as a CSV file. From a database they can be made "
        "where the plan names clusters."
    )


def _variances(sums: Sums, members: _Members, plan: Plan) -> Iterator[tuple[Key, float]]:
    sample = members.sample
    for table in sample.tables:
        layout = table.layout
        part = np.full(len(layout.design.weight), -1)
        part[layout.inside] = layout.part
        by_group = {
            name: _by_replicate(sums, members, part[members.cell], len(table.units), belongs)
            for name, belongs in sample.groups.items()
            if sample.is_asked(measure=sums.measure, group=name)
        }
        for name, found in by_group.items():
            key = (sums.measure, sums.statistic, sums.category)
            yield from _keyed(name, table.units, key, found, members.atoms.scales)
        for first, second in plan.differences:
            if first in by_group and second in by_group:
                found = by_group[first][0] - by_group[second][0], by_group[first][1] - by_group[second][1]
                key = (sums.measure, "difference", sums.category)
                yield from _keyed(f"{first}{JOINED}{second}", table.units, key, found, members.atoms.scales)


def _by_replicate(
    sums: Sums, members: _Members, part: Index, parts: int, belongs: NDArray[np.bool_] | None
) -> tuple[FloatArray, FloatArray]:
    """The figure of each part: (parts,) of the whole sample, (parts, replicates)."""
    kept = part if belongs is None else np.where(belongs[members.cell], part, -1)
    above, below = members.weight * sums.total, members.weight * sums.count
    scale = sums.factor / sums.denominator
    with np.errstate(divide="ignore", invalid="ignore"):
        replicates = members.atoms.totals(part=kept, parts=parts, values=above) / members.atoms.totals(
            part=kept, parts=parts, values=below
        )
        inside = kept >= 0
        whole = np.bincount(kept[inside], above[inside], parts) / np.bincount(
            kept[inside], below[inside], parts
        )
    return scale * whole, scale * replicates


def _keyed(
    group: str,
    units: tuple[str, ...],
    of: tuple[str, str, str],
    found: tuple[FloatArray, FloatArray],
    scales: FloatArray,
) -> Iterator[tuple[Key, float]]:
    variance = replicate_variance(whole=found[0], replicates=found[1], scales=scales)
    for unit, value in zip(units, variance.tolist(), strict=True):
        yield (group, unit, *of), value
