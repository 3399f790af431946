# SPDX-License-Identifier: EUPL-1.2
"""A correspondence as arrays: a sparse matrix of shares, applied to many indicators at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.geography.allocation import share_out
from samband.engines.geography.correspondence import Correspondence, Part
from samband.engines.geography.quantities import Quantity, Status, is_same

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Operator:
    """The parts in the order of the units they lead to: rows of a matrix, compressed.

    sources: code before of each part. shares: of it, NaN where unknown. target: index of the unit that each
    part leads to. status, happened: by unit, as if all figures were there and added up.
    """

    sources: tuple[str, ...]
    shares: FloatArray
    is_whole: NDArray[np.bool_]
    target: IntArray
    status: NDArray[np.int8]
    happened: NDArray[np.uint8]

    def status_for(self, *, quantity: Quantity) -> NDArray[np.int8]:
        """Figures that do not add up are carried to the same territory only."""
        if quantity != Quantity.OTHER:
            return self.status
        adds = (self.status == Status.COMBINED) | (self.status == Status.ESTIMATED)
        return np.where(adds, np.int8(Status.NOT_CONVERTIBLE), self.status)

    def gathered(self, *, figures: FloatArray, codes: Sequence[str]) -> FloatArray:
        """(indicators, parts): the figure of each part's unit, whole; NaN for units that are not given."""
        column = {code: at for at, code in enumerate(codes)}
        at = np.array([column.get(code, -1) for code in self.sources], dtype=np.intp)
        if not len(codes):
            return np.full((len(figures), len(at)), np.nan)
        taken: FloatArray = np.take(figures, at, axis=1)
        taken[:, at < 0] = np.nan
        return taken

    def divided(self, *, gathered: FloatArray, are_counts: bool) -> FloatArray:
        """(indicators, parts): each figure times its share; counts in whole numbers that keep their total."""
        parts = gathered.copy()
        cut = np.flatnonzero(~self.is_whole)
        parts[:, cut] *= self.shares[cut]
        if are_counts:
            for those in self._parts_by_source(cut):
                parts[:, those] = share_out(totals=gathered[:, those[0]], shares=self.shares[those])
        return parts

    def summed(self, *, parts: FloatArray) -> FloatArray:
        """(indicators, units): NaN where a part is missing, and where there is none."""
        sums = np.full((len(parts), len(self.status)), np.nan)
        led_to, first = np.unique(self.target, return_index=True)
        if len(led_to):
            sums[:, led_to] = np.add.reduceat(parts, first, axis=1)
        return sums

    def shares_estimated(self, *, parts: FloatArray, targets: IntArray) -> FloatArray:
        """(indicators, targets): the amount that was divided, by the whole amount; 0 where all is 0."""
        amounts = np.abs(parts)
        estimated = np.where(self.is_whole, 0.0, amounts)
        whole = self.summed(parts=amounts)[:, targets]
        return np.divide(
            self.summed(parts=estimated)[:, targets], whole, out=np.zeros_like(whole), where=whole > 0
        )

    def _parts_by_source(self, cut: IntArray) -> list[IntArray]:
        """The parts of each divided unit whose shares are all known."""
        found: dict[str, list[int]] = {}
        for at in cut.tolist():
            found.setdefault(self.sources[at], []).append(at)
        groups = [np.array(those, dtype=np.intp) for those in found.values()]
        return [those for those in groups if not np.isnan(self.shares[those]).any()]


def make_operator(*, correspondence: Correspondence, codes: Sequence[str]) -> Operator:
    """codes: units of the day ``correspondence.to``, in the order wanted."""
    rows = [correspondence.parts_of.get(code, ()) for code in codes]
    parts = [part for row in rows for part in row]
    happened = np.zeros(len(rows), dtype=np.uint8)
    target = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    np.bitwise_or.at(happened, target, np.array([part.happened for part in parts], dtype=np.uint8))
    return Operator(
        sources=tuple(part.before for part in parts),
        shares=np.array([part.share for part in parts], dtype=np.float64),
        is_whole=np.array([part.is_whole for part in parts], dtype=np.bool_),
        target=target,
        status=np.array([_status(row) for row in rows], dtype=np.int8),
        happened=happened,
    )


def _status(parts: tuple[Part, ...]) -> Status:
    if not parts:
        return Status.NO_SOURCE
    if any(part.share != part.share for part in parts):
        return Status.NOT_CONVERTIBLE
    if not all(part.is_whole for part in parts):
        return Status.ESTIMATED
    return Status.SAME if is_same(parts) else Status.COMBINED
