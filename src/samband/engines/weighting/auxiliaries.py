# SPDX-License-Identifier: EUPL-1.2
"""What is known of the population, beside what the sample says of it: margins, and sums of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from samband.engines.weighting.collapsing import EmptyCategory
from samband.engines.weighting.design import FloatArray

AS_ONE = 1e-9
"""Relative distance below which the sums of two margins are the same number of persons."""


class MarginsDisagree(ValueError):  # noqa: N818  it names the fact
    """Two margins of one population do not have the same number of persons."""

    def __init__(self, *, first: str, first_sum: float, second: str, second_sum: float) -> None:
        self.first, self.first_sum, self.second, self.second_sum = first, first_sum, second, second_sum
        super().__init__(
            f"The totals of {first} add up to {first_sum:.12g} persons, those of {second} to "
            f"{second_sum:.12g}. Both count everybody: correct one, or bring them to one sum."
        )


@dataclass(frozen=True, slots=True)
class Margin:
    """member: (cells,), index of each cell's category. totals: (categories,), persons."""

    name: str
    member: NDArray[np.intp]
    totals: FloatArray
    categories: Sequence[str] = ()

    def word(self, category: int) -> str:
        return f"{self.name} {self.categories[category] if self.categories else category + 1}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number known of everybody in the sample, (cells,), and its sum in the population."""

    name: str
    values: FloatArray
    total: float


@dataclass(frozen=True, slots=True)
class Auxiliaries:
    """values: (cells, variables). totals: (variables,). names: (variables,), for reports.

    Of each margin after the first, one category is left out: it follows from the others.
    """

    values: csr_array
    totals: FloatArray
    names: tuple[str, ...]

    @classmethod
    def of(cls, *, margins: Sequence[Margin], quantities: Sequence[Quantity] = ()) -> "Auxiliaries":
        """Raises MarginsDisagree, and EmptyCategory where a total above zero has no respondent."""
        _refuse_other_sums(margins)
        parts: list[csr_array] = []
        totals: list[float] = []
        names: list[str] = []
        for at, margin in enumerate(margins):
            _refuse_empty(margin)
            kept = _kept(margin, is_first=at == 0)
            parts.append(_indicators(margin, kept))
            totals += margin.totals[kept].tolist()
            names += [margin.word(category) for category in kept.tolist()]
        for quantity in quantities:
            parts.append(csr_array(quantity.values[:, None]))
            totals.append(quantity.total)
            names.append(quantity.name)
        return cls(csr_array(hstack(parts)), np.array(totals), tuple(names))

    def __len__(self) -> int:
        return len(self.totals)

    def sums(self, weighted: FloatArray) -> FloatArray:
        """(variables,), what weights of (cells,) make of the totals."""
        found: FloatArray = self.values.T @ weighted
        return found

    def gaps(self, weighted: FloatArray) -> FloatArray:
        """(variables,), distance from each total, relative to it (absolute where the total is 0)."""
        size = np.where(self.totals == 0, 1.0, np.abs(self.totals))
        distance: FloatArray = (self.sums(weighted) - self.totals) / size
        return distance


def _refuse_other_sums(margins: Sequence[Margin]) -> None:
    for margin in margins[1:]:
        first, second = float(margins[0].totals.sum()), float(margin.totals.sum())
        if abs(second - first) > AS_ONE * first:
            raise MarginsDisagree(
                first=margins[0].name, first_sum=first, second=margin.name, second_sum=second
            )


def _refuse_empty(margin: Margin) -> None:
    present = np.bincount(margin.member, minlength=len(margin.totals)) > 0
    for category in np.flatnonzero(~present & (margin.totals > 0))[:1]:
        raise EmptyCategory(category=margin.word(int(category)), total=float(margin.totals[category]))


def _kept(margin: Margin, *, is_first: bool) -> NDArray[np.intp]:
    """Categories that somebody is in; all but the largest when it follows from the rest."""
    used = np.unique(margin.member)
    return used if is_first else np.setdiff1d(used, [used[np.argmax(margin.totals[used])]])


def _indicators(margin: Margin, kept: NDArray[np.intp]) -> csr_array:
    place = np.full(len(margin.totals), -1)
    place[kept] = np.arange(len(kept))
    column = place[margin.member]
    row = np.flatnonzero(column >= 0)
    shape = (len(margin.member), len(kept))
    return csr_array((np.ones(len(row)), (row, column[row])), shape=shape)
