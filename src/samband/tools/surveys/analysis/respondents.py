# SPDX-License-Identifier: EUPL-1.2
"""The answers of a wave as columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import NOTHING, Categories
from samband.engines.instrument import MISSING

IntArray = NDArray[np.int16]
FloatArray = NDArray[np.float64]


class Answered(Protocol):
    """One respondent's answers, wherever they are kept."""

    @property
    def group(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, int]: ...
    @property
    def background(self) -> Mapping[str, str]: ...
    @property
    def mode(self) -> str: ...
    @property
    def weight(self) -> float | None: ...


@dataclass(frozen=True)
class RespondentTable:
    """Columns of (respondents,). group, unit, sex, age_group, mode: categories, NOTHING where not known.

    weight: as the file gave it, NaN where it gave none. answers: item -> codes as entered, MISSING for none.
    """

    group: Categories
    unit: Categories
    sex: Categories
    age_group: Categories
    mode: Categories
    weight: FloatArray
    answers: Mapping[str, IntArray]

    def __len__(self) -> int:
        return len(self.weight)

    def of_group(self, name: str) -> "RespondentTable":
        """The respondents of one group, in their order."""
        if name not in self.group.labels:
            return self._where(np.zeros(len(self), dtype=np.bool_))
        return self._where(self.group.codes == self.group.labels.index(name))

    def _where(self, rows: NDArray[np.bool_]) -> "RespondentTable":
        def kept(column: Categories) -> Categories:
            return Categories(column.codes[rows], column.labels)

        return RespondentTable(
            group=kept(self.group),
            unit=kept(self.unit),
            sex=kept(self.sex),
            age_group=kept(self.age_group),
            mode=kept(self.mode),
            weight=self.weight[rows],
            answers={item: codes[rows] for item, codes in self.answers.items()},
        )

    @cached_property
    def count_by_unit(self) -> Mapping[str, int]:
        """Unit -> respondents, units without any left out."""
        counts = np.bincount(self.unit.codes, minlength=len(self.unit.labels)).tolist()
        return {unit: count for unit, count in zip(self.unit.labels, counts, strict=True) if count}


def respondent_table(*, rows: Iterable[Answered], items: Sequence[str]) -> RespondentTable:
    """Columns out of single responses, in their order. Answers to other items are left out."""
    kept = list(rows)
    answers = {item: np.full(len(kept), MISSING, dtype=np.int16) for item in items}
    for at, row in enumerate(kept):
        for item, code in row.answers.items():
            if item in answers:
                answers[item][at] = code
    weights = [np.nan if row.weight is None else row.weight for row in kept]
    return RespondentTable(
        group=_categories([row.group for row in kept]),
        unit=_categories([row.unit for row in kept]),
        sex=_categories([row.background.get("sex", "") for row in kept]),
        age_group=_categories([row.background.get("age_group", "") for row in kept]),
        mode=_categories([row.mode for row in kept]),
        weight=np.array(weights, dtype=np.float64),
        answers=answers,
    )


def _categories(texts: Sequence[str]) -> Categories:
    """In ascending order of the labels; empty texts are nothing."""
    labels = tuple(sorted(set(texts) - {""}))
    place = {label: at for at, label in enumerate(labels)} | {"": NOTHING}
    return Categories(np.array([place[text] for text in texts], dtype=np.int32), labels)
