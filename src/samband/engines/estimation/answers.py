# SPDX-License-Identifier: EUPL-1.2
"""Columns of answers: categories for the design, codes for the items, numbers for weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.instrument import MISSING

NOTHING = -1
"""Category of a respondent for whom the column holds nothing."""


@dataclass(frozen=True, slots=True)
class Categories:
    """codes: (respondents,), index into labels, NOTHING where empty. labels: in ascending order, distinct."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[object] | NDArray[np.generic], *, missing: frozenset[str]) -> "Categories":
        """From texts (or numbers, taken as their texts); None and the missing markers count as nothing."""
        shown = np.array(["" if text is None else str(text).strip() for text in _plain(texts)], dtype=str)
        labels, codes = np.unique(shown, return_inverse=True)
        return cls(codes.astype(np.int32), tuple(labels.tolist())).without(missing | {""})

    def without(self, missing: frozenset[str]) -> "Categories":
        """The same column with these labels as nothing."""
        kept = [label for label in self.labels if label not in missing]
        place = {label: at for at, label in enumerate(kept)}
        moved = np.array([place.get(label, NOTHING) for label in self.labels] + [NOTHING], dtype=np.int32)
        return Categories(moved[self.codes], tuple(kept))

    def __len__(self) -> int:
        return len(self.codes)


Column = Categories | NDArray[np.generic] | Sequence[object]
Answers = Mapping[str, Column]
"""Column by name, all of one length. Design columns: Categories or texts. Items: whole numbers, signed, as
entered, with ``engines.instrument.MISSING`` for no answer. Weights: numbers."""


class BadAnswers(ValueError):  # noqa: N818  it names the fact
    """Answers that do not fit the plan. fault: in words; row: 0-based, None when it is not about one row."""

    def __init__(self, fault: str, *, column: str = "", row: int | None = None) -> None:
        self.fault, self.column, self.row = fault, column, row
        place = "" if row is None else f"Answer {row + 1}, column {column}: "
        super().__init__(place + fault)


def categories(*, answers: Answers, column: str, missing: frozenset[str]) -> Categories:
    """A design column. Raises BadAnswers when there is none."""
    found = _column(answers, column)
    return found if isinstance(found, Categories) else Categories.of(found, missing=missing)


def numbers(*, answers: Answers, column: str) -> NDArray[np.float64]:
    """A column of weights. Raises BadAnswers for one that is missing, or not a finite number above 0."""
    found = np.asarray(_column(answers, column), dtype=np.float64)
    for row in np.flatnonzero(~(np.isfinite(found) & (found > 0)))[:1]:
        what = f"The weight {found[row]:g} is not a number above 0. Correct it."
        raise BadAnswers(what, column=column, row=int(row))
    return found


def codes(*, answers: Answers, column: str, respondents: int) -> NDArray[np.int8] | NDArray[np.int16]:
    """An item's column as signed whole numbers of 8 or 16 bits. Raises BadAnswers for anything else."""
    stored = _column(answers, column)
    found = np.asarray(_codes_of_labels(stored) if isinstance(stored, Categories) else stored)
    if found.shape != (respondents,):
        raise BadAnswers(f"The column {column} has {len(found)} rows, others {respondents}.", column=column)
    if found.dtype in (np.int8, np.int16):
        return found
    if found.dtype.kind not in "iu" or int(np.abs(found).max(initial=0)) > -MISSING:
        raise BadAnswers(
            f"The column {column} does not hold codes, whole numbers of four digits at most.", column=column
        )
    return found.astype(np.int16)


def _codes_of_labels(column: Categories) -> NDArray[np.int16]:
    """A column that is both an item and a part of the design: its labels are the codes."""
    by_label = [int(label.partition(".")[0]) for label in column.labels]
    return np.array([*by_label, MISSING], dtype=np.int16)[column.codes]


def _column(answers: Answers, column: str) -> Column:
    if column not in answers:
        raise BadAnswers(
            f"The column {column} is not among the answers. Add it, or correct its name in the plan.",
            column=column,
        )
    return answers[column]


def _plain(texts: Sequence[object] | NDArray[np.generic]) -> Sequence[object]:
    return texts.tolist() if isinstance(texts, np.ndarray) else texts
