# SPDX-License-Identifier: EUPL-1.2
"""Where answers are reduced: in memory, or wherever a database keeps them. All that follows is the same."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import (
    NOTHING,
    Answers,
    BadAnswers,
    Categories,
    categories,
    codes,
)
from samband.engines.estimation.cells import Cells, weighting_cells
from samband.engines.estimation.plan import Key, Plan, Ratio
from samband.engines.estimation.ratios import RatioSums, reduce_ratio
from samband.engines.estimation.reduce import Columns, Sums, reduce_answers
from samband.engines.estimation.steps import Steps, reduce_steps
from samband.engines.instrument import Instrument, Measure

IntArray = NDArray[np.int64]


@runtime_checkable
class Source(Protocol):
    """Answers that can be reduced to sums by weighting cell."""

    @property
    def columns(self) -> Collection[str]:
        """Names of the columns that are there."""

    def cells(self, *, plan: Plan) -> Cells:
        """The weighting cells. Raises BadAnswers."""

    def counted(self, *, columns: Sequence[str]) -> Mapping[Key, int]:
        """Respondents by category of these columns of the plan; without those for whom one is empty."""

    def sums(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Sums]:
        """Each measure's mean, then its shares. Raises AnswerOffScale."""

    def steps(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Steps]:
        """How many are at or below each value."""

    def ratio(self, *, ratio: Ratio, instrument: Instrument, cells: Cells) -> RatioSums:
        """Sums of one ratio of the plan."""


def count_categories(*, columns: Sequence[Categories], respondents: IntArray) -> Mapping[Key, int]:
    """Respondents by category of all columns together. respondents: (rows,), behind each row."""
    codes = np.stack([column.codes for column in columns], axis=1)
    kept = (codes != NOTHING).all(axis=1)
    keys, index = np.unique(codes[kept], axis=0, return_inverse=True)
    counts = np.bincount(index.ravel(), respondents[kept], len(keys)).astype(np.int64)
    labels = [tuple(c.labels[at] for c, at in zip(columns, key, strict=True)) for key in keys.tolist()]
    return dict(zip(labels, counts.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class InMemory:
    """Columns of arrays."""

    answers: Answers

    @property
    def columns(self) -> Collection[str]:
        return self.answers.keys()

    @property
    def respondents(self) -> int:
        first = next(iter(self.answers), None)
        found = 0 if first is None else len(self.answers[first])
        if not found:
            raise BadAnswers("There are no answers. Give at least one respondent.")
        return found

    def cells(self, *, plan: Plan) -> Cells:
        return weighting_cells(answers=self.answers, plan=plan, respondents=self.respondents)

    def counted(self, *, columns: Sequence[str]) -> Mapping[Key, int]:
        found = [categories(answers=self.answers, column=name, missing=frozenset({""})) for name in columns]
        return count_categories(columns=found, respondents=np.ones(self.respondents, dtype=np.int64))

    def sums(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Sums]:
        return reduce_answers(
            measures=measures,
            columns=self.codes,
            cell_by_respondent=cells.cell_by_respondent,
            cells=len(cells),
        )

    def steps(self, *, measures: Sequence[Measure], cells: Cells) -> Iterator[Steps]:
        return reduce_steps(
            measures=measures,
            columns=self.codes,
            cell_by_respondent=cells.cell_by_respondent,
            cells=len(cells),
        )

    def ratio(self, *, ratio: Ratio, instrument: Instrument, cells: Cells) -> RatioSums:
        return reduce_ratio(
            name=ratio.name,
            of=instrument.measures[ratio.of],
            to=instrument.measures[ratio.to],
            columns=self.codes,
            cell_by_respondent=cells.cell_by_respondent,
            cells=len(cells),
        )

    @property
    def codes(self) -> Columns:
        """An item's codes by its name."""
        respondents = self.respondents
        return lambda name: codes(answers=self.answers, column=name, respondents=respondents)
