# SPDX-License-Identifier: EUPL-1.2
"""Do people answer otherwise by phone than on the web? Differences between modes, the margins held equal.

Weighted least squares of the answer on mode and margins, with the design's linearised variance, as R svyglm.
The raw difference mixes who chose a mode with how it is answered in; margins take out what they explain, and
only that. Inside members, people of one member are compared with one another alone: each member has a
constant of its own, taken out by centring, which gives the same coefficients and influences (Frisch and
Waugh 1933). Not proof of a mode effect: for that, mode must be drawn by lot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from samband.engines.estimation.answers import NOTHING, Categories
from samband.engines.estimation.design import Design, FloatArray
from samband.engines.estimation.plan import SingleUnit
from samband.engines.estimation.variance import CENSUS

Index = NDArray[np.intp]

ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class ModeDifference:
    """mode less the reference mode, by the measure's scale. raw: margins not held equal.

    se, lower, upper, p: of the adjusted one. n: respondents of the mode with a valid answer. is_known: False
    where the margins tell the mode exactly, so that nothing can be said.
    """

    mode: str
    n: int
    raw: float
    adjusted: float
    se: float
    lower: float
    upper: float
    p: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class RowDesign:
    """Of each respondent. unit: sampling unit, numbered over all strata."""

    weight: FloatArray
    unit: Index
    stratum_of_unit: Index
    sampled: NDArray[np.int64]
    unsampled_share: FloatArray
    single_unit: SingleUnit

    @classmethod
    def of(cls, *, design: Design, cell_by_respondent: NDArray[np.int32]) -> "RowDesign":
        stratum = design.stratum[cell_by_respondent]
        if design.cluster is None:
            unit = np.arange(len(stratum))
            of_unit = stratum
        else:
            unit = design.cluster[cell_by_respondent]
            of_unit = np.zeros(int(unit.max()) + 1, dtype=np.intp)
            of_unit[unit] = stratum
        weight = design.weight[cell_by_respondent]
        return cls(weight, unit, of_unit, design.sampled, design.unsampled_share, design.single_unit)

    def covariance(self, influence: FloatArray) -> FloatArray:
        """influence: (respondents, coefficients), 0 for those who are not in."""
        by_unit = np.stack(
            [np.bincount(self.unit, z, len(self.stratum_of_unit)) for z in influence.T], axis=1
        )
        strata = len(self.sampled)
        sums = np.stack([np.bincount(self.stratum_of_unit, z, strata) for z in by_unit.T], axis=1)
        is_single = self.sampled == 1
        centre = np.where(is_single[:, None], 0.0, sums / self.sampled[:, None])
        n = np.maximum(self.sampled, 2)
        scale = self.unsampled_share * np.where(is_single, 1.0, n / (n - 1))
        if self.single_unit is not SingleUnit.ADJUST:
            scale = np.where(is_single, 0.0, scale)
        scale = np.where(self.unsampled_share < CENSUS, 0.0, scale)
        # Units of a stratum of which nobody is in have a sum of 0, and count in its centre all the same.
        off = by_unit - centre[self.stratum_of_unit]
        found: FloatArray = (off * scale[self.stratum_of_unit, None]).T @ off
        return found


def mode_differences(
    *,
    y: FloatArray,
    mode: Categories,
    margins: Sequence[Categories],
    design: RowDesign,
    reference: str = "",
    confidence: float = 0.95,
    within: Categories | None = None,
) -> tuple[ModeDifference, ...]:
    """y: (respondents,), NaN where not valid. reference: the mode compared with; '' for the most frequent.

    within: units whose people are compared with one another only; a mode that never met the others in one
    unit is not known. Respondents without a mode, a margin or a unit are left out. Empty when fewer than two
    modes have answers.
    """
    known = [mode, *margins, *([within] if within else [])]
    valid = ~np.isnan(y) & np.all([one.codes != NOTHING for one in known], axis=0)
    counts = np.bincount(mode.codes[valid], minlength=len(mode.labels))
    met = [at for at in np.argsort(-counts, kind="stable").tolist() if counts[at]]
    if len(met) < 2:
        return ()
    base = mode.labels.index(reference) if reference in mode.labels else met[0]
    others = sorted(at for at in met if at != base)
    x = _columns(mode, others, margins, valid)
    answer, weight = np.where(valid, y, 0.0), np.where(valid, design.weight, 0.0)
    units = len(np.unique(within.codes[valid])) if within else 1
    if within:
        x, answer = (_centred(one, weight, within.codes, valid) for one in (x, answer[:, None]))
        answer = answer[:, 0]
    beta, influence, is_known = _fit(x, answer, weight)
    variance = np.diag(design.covariance(influence))
    df = _degrees(design, valid) - (x.shape[1] - 1) - (units - 1)
    means = {
        at: np.average(y[valid & (mode.codes == at)], weights=design.weight[valid & (mode.codes == at)])
        for at in met
    }
    return tuple(
        _difference(mode.labels[at], int(counts[at]), float(means[at] - means[base]),
                    float(beta[place]), float(variance[place]) ** 0.5, df, confidence, bool(is_known[place]))
        for place, at in enumerate(others, start=1)
    )  # fmt: skip


def _columns(
    mode: Categories, others: Sequence[int], margins: Sequence[Categories], valid: NDArray[np.bool_]
) -> FloatArray:
    columns = [valid.astype(np.float64)] + [(mode.codes == at) & valid for at in others]
    for margin in margins:
        met = np.unique(margin.codes[valid])
        columns += [(margin.codes == at) & valid for at in met[1:]]
    return np.stack(columns, axis=1).astype(np.float64)


def _centred(
    columns: FloatArray, weight: FloatArray, unit: NDArray[np.int32], valid: NDArray[np.bool_]
) -> FloatArray:
    """Columns less their weighted means in the unit; what is constant there becomes 0 exactly."""
    index = np.where(valid, unit, 0)
    size = int(index.max()) + 1
    persons = np.bincount(index, weight, size)
    sums = np.stack([np.bincount(index, weight * column, size) for column in columns.T], axis=1)
    means = np.divide(sums, persons[:, None], out=np.zeros(sums.shape), where=persons[:, None] > 0)
    off = np.where(valid[:, None], columns - means[index], 0.0)
    return np.where(np.abs(off) < ROUNDING * np.abs(columns).max(axis=0, initial=1.0), 0.0, off)


def _fit(x: FloatArray, y: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
    """Coefficients, influence of each respondent on them, and which of them the data can tell."""
    gram = (x * w[:, None]).T @ x
    inverse = np.linalg.pinv(gram, hermitian=True)
    beta = inverse @ (x.T @ (w * y))
    influence = (x * (w * (y - x @ beta))[:, None]) @ inverse
    told: NDArray[np.bool_] = np.abs(np.diag(inverse @ gram) - 1) < 1e-6
    return beta, influence, told


def _degrees(design: RowDesign, valid: NDArray[np.bool_]) -> int:
    units = np.unique(design.unit[valid])
    return len(units) - len(np.unique(design.stratum_of_unit[units]))


def _difference(
    mode: str,
    n: int,
    raw: float,
    value: float,
    se: float,
    df: int,
    confidence: float,
    is_known: bool,  # noqa: FBT001
) -> ModeDifference:
    if not is_known or df < 1:
        nothing = float("nan")
        return ModeDifference(mode, n, raw, nothing, nothing, nothing, nothing, nothing, is_known=False)
    half = float(stdtrit(df, (1 + confidence) / 2)) * se
    p = float(2 * stdtr(df, -abs(value) / se)) if se > 0 else 0.0
    return ModeDifference(mode, n, raw, value, se, value - half, value + half, p, is_known=True)
