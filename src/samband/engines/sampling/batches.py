# SPDX-License-Identifier: EUPL-1.2
"""Batches: the sample released part by part, and what the released part stands for."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.sampling.draws import Sample
from samband.engines.sampling.frames import FloatArray, IntArray, Label


@dataclass(frozen=True, slots=True)
class Released:
    """rows: (released,), places in the frame, ascending. probability: (released,), of being released.

    stratum: (released,), place in the sample's strata. without: strata that were drawn from, but of which
    nobody is released yet: their people are not represented.
    """

    rows: IntArray
    stratum: NDArray[np.int32]
    probability: FloatArray
    without: tuple[Label, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def weights(self) -> FloatArray:
        """(released,) design weights of the released part: 1/probability."""
        return 1 / self.probability


def released(*, sample: Sample, batches: Collection[int]) -> Released:
    """The part of the sample in these batches.

    Inside a stratum a batch is a simple random part of the sample, so that the probability is that of the
    sample times released/drawn of the stratum. Raises ValueError for a batch that the sample does not have.
    Source: two-phase sampling, Särndal, Swensson and Wretman 1992, chapter 9.
    Not to be stopped by what the answers say: decide by numbers, days and response alone.
    """
    unknown = sorted(set(batches) - set(range(1, sample.rules.batches + 1)))
    if unknown:
        raise ValueError(f"There is no batch {unknown[0]}: the sample has {sample.rules.batches}.")
    drawn = np.array([one.drawn for one in sample.strata], dtype=np.int64)
    chosen = np.isin(sample.batch, list(batches))
    out = np.bincount(sample.stratum[chosen], minlength=len(drawn))
    part = np.divide(out, drawn, out=np.zeros(len(drawn)), where=drawn > 0)
    stratum = sample.stratum[chosen]
    without = tuple(
        one.label for one, count in zip(sample.strata, out.tolist(), strict=True) if one.drawn and not count
    )
    return Released(sample.rows[chosen], stratum, sample.probability[chosen] * part[stratum], without)
