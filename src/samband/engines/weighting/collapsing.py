# SPDX-License-Identifier: EUPL-1.2
"""Small cells are joined with a neighbour until each is large enough, and every join is kept on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from samband.engines.weighting.design import FloatArray, IntArray

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
class Enough:
    """What a cell needs to stand alone. factor: the most that its weights may be multiplied by."""

    respondents: int = 1
    factor: float = inf


class JoinedCells:
    """A table of totals whose small cells are joined.

    labels, respondents, weighted: (cells,) of those with a respondent; weighted: their sums of weights, only
    needed where a largest factor is asked for. totals: persons by label. Raises InfeasibleMargin.
    """

    def __init__(
        self,
        *,
        labels: Sequence[Label],
        respondents: IntArray,
        totals: Mapping[Label, float],
        weighted: FloatArray | None = None,
    ) -> None:
        self.totals = {label: float(total) for label, total in totals.items()}
        self.respondents, self.weighted = dict.fromkeys(totals, 0), dict.fromkeys(totals, 0.0)
        self.into: dict[Label, Label] = {}
        self.collapses: list[Collapse] = []
        for at, (label, count) in enumerate(zip(labels, respondents.tolist(), strict=True)):
            if count and not self.totals.get(label):
                raise InfeasibleMargin(category=" / ".join(label), respondents=count)
            self.respondents[label] = count
            self.weighted[label] = float(weighted[at]) if weighted is not None else inf

    def collapse(self, *, enough: Enough, along: int) -> None:
        """Join along one position of the labels, the others being equal, in the order of the totals."""
        rows: dict[Label, list[Label]] = {}
        for label in self.totals:
            rows.setdefault(label[:along] + label[along + 1 :], []).append(label)
        for row in rows.values():
            self._collapse_row(row, enough)

    def end_of(self, label: Label) -> Label:
        """Where a cell ended: itself unless it was joined."""
        while label in self.into:
            label = self.into[label]
        return label

    def refuse_empty(self) -> None:
        """Raise EmptyCategory for the first cell that has persons but nobody to speak for them."""
        for label, total in self.totals.items():
            if label not in self.into and total > 0 and not self.respondents.get(label):
                raise EmptyCategory(category=" / ".join(label), total=total)

    def _collapse_row(self, row: list[Label], enough: Enough) -> None:
        while len(row) > 1 and (small := self._first_small(row, enough)) is not None:
            cell = row.pop(small)
            self._join(cell, self._neighbour(row, small))

    def _first_small(self, row: list[Label], enough: Enough) -> int | None:
        small = [i for i, cell in enumerate(row) if self.totals[cell] and self._is_small(cell, enough)]
        return min(small, key=lambda i: (self.respondents[row[i]], i)) if small else None

    def _is_small(self, cell: Label, enough: Enough) -> bool:
        too_heavy = self.totals[cell] > enough.factor * self.weighted[cell]
        return self.respondents[cell] < enough.respondents or too_heavy

    def _neighbour(self, row: list[Label], at: int) -> Label:
        """The smaller of the cells beside the gap, so that large cells stay whole."""
        beside = row[max(at - 1, 0) : at + 1]
        return min(beside, key=lambda cell: (self.respondents[cell], beside.index(cell)))

    def _join(self, cell: Label, into: Label) -> None:
        self.collapses.append(Collapse(cell, into, self.respondents[cell], self.totals[cell]))
        self.into[cell] = into
        self.totals[into] += self.totals[cell]
        self.respondents[into] += self.respondents[cell]
        self.weighted[into] += self.weighted[cell]
