# SPDX-License-Identifier: EUPL-1.2
"""Replicate weights: the sample with some units left out, doubled or drawn again, and the figures then.

Bootstrap: Rao and Wu 1988, rescaled as by Rao, Wu and Yue 1992 with n_h − 1 draws; jackknife, balanced half
samples: Wolter 2007, chapters 3 and 4; Fay: Judkins 1990. Deviations are taken from the figure of the whole
sample (R svrepdesign, mse = TRUE). Only the first stage is replicated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.calibrated import Recalibration
from samband.engines.estimation.plan import ReplicateMethod, Replicates
from samband.engines.weighting import Infeasible

FloatArray = NDArray[np.float64]
Index = NDArray[np.intp]

LARGEST = 60_000_000
"""Sampling units times replicates held at once (half a gigabyte)."""


class BadReplicates(ValueError):  # noqa: N818  it names the fact
    """A sample that cannot be replicated in the wanted way."""


@dataclass(frozen=True, slots=True)
class ReplicateWeights:
    """multipliers: (units, replicates), of the weights. scales: (replicates,), of squared deviations."""

    multipliers: FloatArray
    scales: FloatArray


def replicate_weights(*, stratum: Index, unsampled_share: FloatArray, spec: Replicates) -> ReplicateWeights:
    """stratum: (units,), of each sampling unit. unsampled_share: (strata,), 1 − n/N.

    A stratum with a single unit adds nothing. Raises BadReplicates where the method does not fit the design.
    """
    sizes = np.bincount(stratum, minlength=len(unsampled_share))
    if spec.method is ReplicateMethod.JACKKNIFE:
        _refuse_too_many(len(stratum), len(stratum), "Use the bootstrap.")
        return _jackknife(stratum, sizes, unsampled_share)
    if spec.method is ReplicateMethod.BOOTSTRAP:
        _refuse_too_many(len(stratum), spec.number, "Ask for fewer replicates.")
        return _bootstrap(stratum, sizes, unsampled_share, spec)
    rho = spec.rho if spec.method is ReplicateMethod.FAY else 0.0
    return _balanced(stratum, sizes, unsampled_share, rho)


def _refuse_too_many(units: int, replicates: int, remedy: str) -> None:
    if units * replicates > LARGEST:
        raise BadReplicates(f"{replicates:,} replicates of {units:,} sampling units are too many. {remedy}")


def _jackknife(stratum: Index, sizes: NDArray[np.int64], unsampled: FloatArray) -> ReplicateWeights:
    left_out = np.flatnonzero(sizes[stratum] > 1)
    of = stratum[left_out]
    n = sizes[of]
    multipliers = np.where(stratum[:, None] == of[None], (n / (n - 1))[None], 1.0)
    multipliers[left_out, np.arange(len(left_out))] = 0.0
    return ReplicateWeights(multipliers, unsampled[of] * (n - 1) / n)


def _bootstrap(
    stratum: Index, sizes: NDArray[np.int64], unsampled: FloatArray, spec: Replicates
) -> ReplicateWeights:
    """w* = w (1 − λ + λ n/(n − 1) t), t times drawn in n − 1 draws, λ² = 1 − f."""
    rng, number = np.random.default_rng(spec.seed), spec.number
    multipliers = np.ones((len(stratum), number))
    for at in np.flatnonzero(sizes > 1):
        units, n = np.flatnonzero(stratum == at), int(sizes[at])
        times = rng.multinomial(n - 1, np.full(n, 1 / n), size=number).T
        shrink = np.sqrt(unsampled[at])
        multipliers[units] = 1 - shrink + shrink * n / (n - 1) * times
    return ReplicateWeights(multipliers, np.full(number, 1 / number))


def _balanced(
    stratum: Index, sizes: NDArray[np.int64], unsampled: FloatArray, rho: float
) -> ReplicateWeights:
    """One unit of each stratum up, the other down, by the columns of a Hadamard matrix after its first."""
    wrong = np.flatnonzero(sizes != 2)
    if len(wrong):
        what = (
            f"Half samples need two sampling units in every stratum; {len(wrong)} strata have another number."
        )
        raise BadReplicates(f"{what} Use the bootstrap or the jackknife.")
    order = 1 << len(sizes).bit_length()
    signs = _hadamard(order)[:, 1 : len(sizes) + 1].T
    by_stratum = np.argsort(stratum, kind="stable")
    side = np.ones(len(stratum))
    side[by_stratum[1::2]] = -1
    change = (1 - rho) * np.sqrt(unsampled)[stratum, None]
    scale = 1 / (order * (1 - rho) ** 2)
    return ReplicateWeights(1 + side[:, None] * signs[stratum] * change, np.full(order, scale))


def _hadamard(order: int) -> FloatArray:
    """Rows and columns of 1 and −1 that are orthogonal (Sylvester); order: a power of two."""
    matrix = np.ones((1, 1))
    while len(matrix) < order:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


@dataclass(frozen=True, slots=True)
class Atoms:
    """Members of one sampling unit and one post-stratum move together.

    atom: (members,). weight: (atoms, replicates), multipliers after post-stratifying each replicate anew.
    """

    atom: Index
    multipliers: FloatArray
    scales: FloatArray

    @classmethod
    def of(
        cls,
        *,
        unit: Index,
        weights: ReplicateWeights,
        persons: FloatArray,
        post_stratum: Index | None = None,
    ) -> "Atoms":
        """unit, persons, post_stratum: (members,); persons: the weights of those behind each member."""
        if post_stratum is None:
            return cls(unit, weights.multipliers, weights.scales)
        posts = int(post_stratum.max()) + 1
        keys, atom = np.unique(unit * posts + post_stratum, return_inverse=True)
        unit_of, post = keys // posts, keys % posts
        from scipy.sparse import csr_array  # slow to load: only where it is used

        size = np.bincount(atom, weights=persons)
        multipliers = weights.multipliers[unit_of]
        spread = csr_array((size, (post, np.arange(len(keys)))), shape=(posts, len(keys)))
        with np.errstate(divide="ignore", invalid="ignore"):
            factors = np.bincount(post, weights=size)[:, None] / (spread @ multipliers)
        return cls(atom, multipliers * np.where(np.isfinite(factors), factors, np.nan)[post], weights.scales)

    def totals(self, *, part: Index, parts: int, values: FloatArray) -> FloatArray:
        """Sums of values by part in each replicate, (parts, replicates). part: (members,), −1 for none."""
        from scipy.sparse import csr_array

        inside = part >= 0
        rows = (values[inside], (part[inside], self.atom[inside]))
        matrix = csr_array(rows, shape=(parts, len(self.multipliers)))
        found: FloatArray = matrix @ self.multipliers
        return found


def recalibrated(
    *, unit: Index, cell: Index, respondents: FloatArray, weights: ReplicateWeights, by: Recalibration
) -> Atoms:
    """Every replicate calibrated anew, as R's calibrate does with a svrepdesign.

    unit, cell, respondents: (members,); respondents: behind each member. Bounds are around the base weights
    of the replicate. Raises BadReplicates for a replicate that cannot meet the margins.
    """
    from scipy.sparse import csr_array  # slow to load: only where it is used

    cells = len(by.base)
    keys, atom = np.unique(unit * cells + cell, return_inverse=True)
    unit_of, cell_of = keys // cells, keys % cells
    _refuse_too_many(len(keys), weights.multipliers.shape[1], "Use the bootstrap with fewer replicates.")
    size = np.bincount(atom, weights=by.base[cell] * respondents)
    multipliers = weights.multipliers[unit_of]
    spread = csr_array((size, (cell_of, np.arange(len(keys)))), shape=(cells, len(keys)))
    factors = np.stack([_again(by, weighted) for weighted in (spread @ multipliers).T], axis=1)
    return Atoms(atom, multipliers * (factors / by.factors[:, None])[cell_of], weights.scales)


def _again(by: Recalibration, weighted: FloatArray) -> FloatArray:
    try:
        return by.again(weighted)
    except Infeasible as fault:
        raise BadReplicates(
            "A replicate, in which some respondents do not count, cannot meet the margins of the "
            f"calibration: {fault} Join small categories (minimum and collapse), widen the bounds, or leave "
            "replicates out."
        ) from None


def replicate_variance(*, whole: FloatArray, replicates: FloatArray, scales: FloatArray) -> FloatArray:
    """(parts,): Σ scale (θ_r − θ)². whole: (parts,). replicates: (parts, replicates).

    Replicates in which a figure does not exist are left out, as R does; NaN where none is left.
    """
    is_known = np.isfinite(replicates)
    squares = np.where(is_known, replicates - whole[:, None], 0.0) ** 2
    variance: FloatArray = np.where(is_known.any(axis=1), squares @ scales, np.nan)
    return variance
