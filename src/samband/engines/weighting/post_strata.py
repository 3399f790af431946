# SPDX-License-Identifier: EUPL-1.2
"""Post-stratification: weights scaled so that known totals are met, small cells collapsed on the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.weighting.design import FloatArray, IntArray
from samband.engines.weighting.sums import sum_by

Label = tuple[str, ...]


class EmptyCategory(ValueError):  # noqa: N818  it names the fact
    """A margin above zero has no respondent to carry it."""

    def __init__(self, *, category: str, total: float) -> None:
        self.category, self.total = category, total
        super().__init__(
            f"Post-stratum {category} has {total:g} inhabitants but no respondent. "
            "Let it be collapsed (collapse: in the plan), or join it with a neighbour in the totals."
        )


class InfeasibleMargin(ValueError):  # noqa: N818  it names the fact
    """Respondents in a category that the totals say is empty or do not name."""

    def __init__(self, *, category: str, respondents: int) -> None:
        self.category, self.respondents = category, respondents
        super().__init__(
            f"Post-stratum {category} has {respondents} respondents but no inhabitants in the totals. "
            "Add its total, or correct the respondents' codes."
        )


@dataclass(frozen=True, slots=True)
class Collapse:
    """One cell that was joined with its neighbour. respondents, total: of the joined cell alone."""

    cell: Label
    into: Label
    respondents: int
    total: float


@dataclass(frozen=True, slots=True)
class PostStratification:
    """post_stratum: (cells,), index of the post-stratum that each cell ended in (itself, unless collapsed).

    factors: (cells,), what the design weights of the cell's respondents are multiplied by.
    collapses: in the order in which they were made.
    """

    post_stratum: NDArray[np.intp]
    factors: FloatArray
    collapses: tuple[Collapse, ...]


def post_stratify(
    *,
    labels: Sequence[Label],
    weighted: FloatArray,
    respondents: IntArray,
    totals: Mapping[Label, float],
    minimum: int = 1,
    collapse_along: int | None = None,
) -> PostStratification:
    """Scale weights so that every post-stratum has its known total.

    labels: (cells,), the categories of each cell that has a respondent. weighted: (cells,), sum of design
    weights. totals: persons by label; those without a respondent belong to the margins all the same.
    minimum: respondents that a post-stratum needs. collapse_along: position in the label along which cells
    with fewer are joined with the nearest neighbour (categories in the order of ``totals``), the other
    positions being equal; None: nothing is collapsed, and an empty cell raises EmptyCategory.
    Raises EmptyCategory and InfeasibleMargin.
    Source: Holt and Smith 1979; the same weights as R survey::postStratify.
    """
    margins = _Margins(labels, respondents, totals)
    if collapse_along is not None:
        margins.collapse(minimum=minimum, along=collapse_along)
    margins.refuse_empty()
    place = {label: at for at, label in enumerate(labels)}
    ends = [margins.end_of(label) for label in labels]
    order = {end: at for at, end in enumerate(sorted(set(ends), key=lambda end: place.get(end, 0)))}
    post_stratum = np.array([order[end] for end in ends], dtype=np.intp)
    sums = sum_by(index=post_stratum, values=weighted, size=len(order))
    known = np.array([margins.totals[end] for end in order])
    return PostStratification(post_stratum, (known / sums)[post_stratum], tuple(margins.collapses))


class _Margins:
    """The table of totals while its cells are being joined."""

    def __init__(self, labels: Sequence[Label], respondents: IntArray, totals: Mapping[Label, float]) -> None:
        self.totals = {label: float(total) for label, total in totals.items()}
        self.respondents = dict.fromkeys(totals, 0)
        self.into: dict[Label, Label] = {}
        self.collapses: list[Collapse] = []
        for label, count in zip(labels, respondents.tolist(), strict=True):
            if count and not self.totals.get(label):
                raise InfeasibleMargin(category=_worded(label), respondents=count)
            self.respondents[label] = count

    def collapse(self, *, minimum: int, along: int) -> None:
        rows: dict[Label, list[Label]] = {}
        for label in self.totals:
            rows.setdefault(label[:along] + label[along + 1 :], []).append(label)
        for row in rows.values():
            self._collapse_row(row, minimum)

    def _collapse_row(self, row: list[Label], minimum: int) -> None:
        while len(row) > 1 and (small := self._first_small(row, minimum)) is not None:
            cell = row.pop(small)
            self._join(cell, self._neighbour(row, small))

    def _first_small(self, row: list[Label], minimum: int) -> int | None:
        small = [i for i, cell in enumerate(row) if self.respondents[cell] < minimum and self.totals[cell]]
        return min(small, key=lambda i: (self.respondents[row[i]], i)) if small else None

    def _neighbour(self, row: list[Label], at: int) -> Label:
        """The smaller of the cells beside the gap, so that large cells stay whole."""
        beside = row[max(at - 1, 0) : at + 1]
        return min(beside, key=lambda cell: (self.respondents[cell], beside.index(cell)))

    def _join(self, cell: Label, into: Label) -> None:
        self.collapses.append(Collapse(cell, into, self.respondents[cell], self.totals[cell]))
        self.into[cell] = into
        self.totals[into] += self.totals[cell]
        self.respondents[into] += self.respondents[cell]

    def end_of(self, label: Label) -> Label:
        while label in self.into:
            label = self.into[label]
        return label

    def refuse_empty(self) -> None:
        for label, total in self.totals.items():
            if label not in self.into and total > 0 and not self.respondents[label]:
                raise EmptyCategory(category=_worded(label), total=total)


def _worded(label: Label) -> str:
    return " / ".join(label)
