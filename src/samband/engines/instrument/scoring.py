# SPDX-License-Identifier: EUPL-1.2
"""From answer codes to scores, in whole numbers only, so that every later sum is exact and free of order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from samband.engines.instrument.model import Index, Instrument, Item, Measure, Polarity, Scale

MISSING = -32768
"""Stands in a column for "no answer at all" (empty cell, NA, question not reached)."""

IntArray = NDArray[np.int16]
NumeratorArray = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of all respondents.

    numerators: (respondents,), score × denominator on the scale of the items; 0 where not valid.
    valid: (respondents,), False where the respondent has no score.
    low, high: ends of the items' scale. A displayed value is offset + factor × numerator / denominator;
    offset 0 and factor 1 unless the index is rescaled.
    """

    measure: str
    numerators: NumeratorArray
    valid: Mask
    denominator: int
    low: int
    high: int
    offset: float = 0.0
    factor: float = 1.0

    @property
    def largest(self) -> int:
        """The largest numerator that can occur: a sum of n squares stays below n × largest²."""
        return max(abs(self.low), abs(self.high)) * self.denominator


Scores = Mapping[str, Score]


class AnswerOffScale(ValueError):  # noqa: N818  it names the fact
    """A column holds a code that is neither an answer nor a missing code of the item's scale."""

    def __init__(self, *, item: Item, code: int, row: int, rows: int) -> None:
        self.item, self.code, self.row, self.rows = item, code, row, rows
        known = ", ".join(map(str, (*item.scale.codes, *item.scale.missing)))
        super().__init__(
            f"Answer {row + 1}, column {item.code}: {code} is not on the scale {item.scale.code} ({known}); "
            f"{rows} such answers in all. Correct them, or add the code to the scale."
        )


def score_items(*, instrument: Instrument, columns: Mapping[str, IntArray]) -> dict[str, Score]:
    """Score every measure that the columns allow, by code.

    columns: item code -> (respondents,) answer codes, MISSING for no answer.
    An item without a column has no score; an index is scored when at least ``minimum_valid`` of its items
    have a column, the others counting as unanswered.
    Holds 9 bytes per respondent and measure: for millions of rows call ``score_measure`` one by one.
    Raises AnswerOffScale.
    """
    return {
        code: score_measure(measure=measure, columns=columns)
        for code, measure in instrument.measures.items()
        if can_score(measure=measure, columns=columns)
    }


def can_score(*, measure: Measure, columns: Mapping[str, IntArray]) -> bool:
    """Whether the columns are enough for anybody to have a score."""
    if isinstance(measure, Item):
        return measure.code in columns
    return sum(item.code in columns for item in measure.items) >= measure.minimum_valid


def score_measure(*, measure: Measure, columns: Mapping[str, IntArray]) -> Score:
    """Score one item (raw, never reversed) or one index. Raises AnswerOffScale; KeyError without a column."""
    if isinstance(measure, Item):
        return _item_score(item=measure, column=columns[measure.code])
    return _index_score(index=measure, columns=columns)


def valid_answers(*, item: Item, column: IntArray) -> tuple[IntArray, Mask]:
    """The codes of the column, 0 where there is no valid answer, and the mask of valid ones.

    Missing codes ("don't know") and MISSING are not valid. Raises AnswerOffScale for any other code.
    """
    valid = _on_scale(scale=item.scale, column=column)
    _refuse_strangers(item=item, column=column, valid=valid)
    return column * valid, valid


def index_numerators(
    *, index: Index, answers_by_item: Mapping[str, IntArray]
) -> tuple[NumeratorArray, Mask, int]:
    """Each respondent's index as a whole multiple of 1/denominator, before any rescaling.

    Mean of the valid items, negative ones as low + high − x, where at least ``minimum_valid`` are valid.
    answers_by_item: item code -> (respondents,); an absent item counts as unanswered by all.
    Returns numerators (0 where not valid), mask, denominator = lcm(minimum_valid … items).
    """
    items = [item for item in index.items if item.code in answers_by_item]
    sums, counts = _sums_and_counts(items=items, answers_by_item=answers_by_item)
    denominator = lcm(*range(index.minimum_valid, len(index.items) + 1))
    valid = counts >= index.minimum_valid
    shares = [denominator // n if n >= index.minimum_valid else 0 for n in range(len(index.items) + 1)]
    return sums * np.array(shares, dtype=np.int64)[counts], valid, denominator


def _sums_and_counts(
    *, items: Sequence[Item], answers_by_item: Mapping[str, IntArray]
) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    respondents = len(answers_by_item[items[0].code])
    sums, counts = np.zeros(respondents, dtype=np.int32), np.zeros(respondents, dtype=np.int8)
    for item in items:
        codes, valid = valid_answers(item=item, column=answers_by_item[item.code])
        if item.polarity is Polarity.NEGATIVE:
            codes = (np.int16(item.scale.low + item.scale.high) - codes) * valid
        sums += codes
        counts += valid
    return sums, counts


def _on_scale(*, scale: Scale, column: IntArray) -> Mask:
    if scale.codes == tuple(range(scale.low, scale.high + 1)):
        return (column >= scale.low) & (column <= scale.high)
    return np.isin(column, np.array(scale.codes, dtype=column.dtype))


def _refuse_strangers(*, item: Item, column: IntArray, valid: Mask) -> None:
    known = valid | (column == MISSING)
    for code in item.scale.missing:
        known |= column == code
    if not known.all():
        rows = np.flatnonzero(~known)
        raise AnswerOffScale(item=item, code=int(column[rows[0]]), row=int(rows[0]), rows=len(rows))


def _item_score(*, item: Item, column: IntArray) -> Score:
    codes, valid = valid_answers(item=item, column=column)
    return Score(item.code, codes.astype(np.int64), valid, 1, item.scale.low, item.scale.high)


def _index_score(*, index: Index, columns: Mapping[str, IntArray]) -> Score:
    numerators, valid, denominator = index_numerators(index=index, answers_by_item=columns)
    low, high = index.scale.low, index.scale.high
    offset, factor = _display(index)
    return Score(index.code, numerators, valid, denominator, low, high, offset, factor)


def _display(index: Index) -> tuple[float, float]:
    if index.rescale_to is None:
        return 0.0, 1.0
    low, high = index.scale.low, index.scale.high
    first, last = index.rescale_to
    return (first * high - last * low) / (high - low), (last - first) / (high - low)
