# SPDX-License-Identifier: EUPL-1.2
"""Rows to sufficient statistics: one pass counts how often each state of each measure occurs in each cell.

The counts are whole numbers, and so are the sums made of them: exact, and the same for any order of the rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.states import Codes, Coding, IntArray, coding_of, item_states
from samband.engines.instrument import Index, Item, Measure

ROWS_AT_ONCE = 1 << 17
ROWS_BY_WORKER, MOST_WORKERS = 1 << 20, 4
"""A second processor is worth its table from a million rows on."""

LARGEST_TABLE = 8_000_000
"""Counts held at once (64 MB); measures are taken in batches that stay below."""

SMALL_TABLE = 1 << 16
"""Counts that stay in the processor's cache."""
LARGEST_HOLD = 100_000_000
"""Answers held at once, one or two bytes each, when the columns come from a file."""

Columns = Callable[[str], Codes]
SumOf = Callable[[IntArray], IntArray]
"""The sum, by cell, of what each valid state is worth."""


@dataclass(frozen=True, slots=True)
class Sums:
    """One statistic of one measure, by cell: whole numbers.

    count: valid answers. total, squares: sums of the numerators and of their squares. A value is
    offset + factor × numerator / denominator; low and high are the ends of the values' scale.
    statistic: mean or share. category: the codes that a share counts.
    """

    measure: str
    statistic: str
    category: str
    count: IntArray
    total: IntArray
    squares: IntArray
    denominator: int
    offset: float
    factor: float
    low: float
    high: float


def reduce_answers(
    *, measures: Sequence[Measure], columns: Columns, cell_by_respondent: NDArray[np.int32], cells: int
) -> Iterator[Sums]:
    """Reduce the rows of all measures together; yields each measure's mean, then its shares, in their order.

    columns: gives an item's codes (respondents,), int8 or int16, MISSING (in 8 bits −128) for no answer.
    Raises AnswerOffScale. Memory: the columns of a batch and 8 bytes per cell and state; where nearly every
    respondent is a cell, some 30 bytes per respondent, one measure at a time.
    """
    rows = len(cell_by_respondent)
    for batch in _batches([coding_of(measure) for measure in measures], cells=cells, rows=rows):
        data = {item.code: columns(item.code) for coding in batch for item in coding.items}
        if _is_countable(batch[0], cells=cells, rows=rows):
            counts = count_states(
                codings=batch, data=data, cell_by_respondent=cell_by_respondent, cells=cells
            )
            for coding, table in zip(batch, counts, strict=True):
                yield from _sums(coding, table[:, :-1].__matmul__)
        else:
            yield from _sums(batch[0], _summing_rows(batch[0], data, cell_by_respondent, cells))


def _is_countable(coding: Coding, *, cells: int, rows: int) -> bool:
    """Whether a table of states is smaller than the rows (or small anyway)."""
    return coding.states * cells <= max(SMALL_TABLE, 2 * rows)


def _batches(codings: Sequence[Coding], *, cells: int, rows: int) -> Iterator[list[Coding]]:
    batch: list[Coding] = []
    for coding in codings:
        counts = cells * (coding.states + sum(other.states for other in batch))
        is_alone = not all(_is_countable(other, cells=cells, rows=rows) for other in [*batch, coding])
        held = rows * len({item.code for other in [*batch, coding] for item in other.items})
        if batch and (is_alone or counts > LARGEST_TABLE or held > LARGEST_HOLD):
            yield batch
            batch = []
        batch.append(coding)
    if batch:
        yield batch


def count_states(
    *,
    codings: Sequence[Coding],
    data: Mapping[str, Codes],
    cell_by_respondent: NDArray[np.int32],
    cells: int,
) -> list[IntArray]:
    """(cells, states) of every coding. Many rows are shared out to the processors: sums of whole numbers."""
    rows = len(cell_by_respondent)
    workers = max(1, min(cpu_count() or 1, MOST_WORKERS, rows // ROWS_BY_WORKER))
    ends = [rows * part // workers for part in range(workers + 1)]

    def counted(part: int) -> list[IntArray]:
        return _count_rows(codings, data, cell_by_respondent, cells, range(ends[part], ends[part + 1]))

    if workers == 1:
        tables = counted(0)
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(counted, range(workers)))
        tables = [np.sum(of_coding, axis=0) for of_coding in zip(*parts, strict=True)]
    return [table.reshape(cells, coding.states) for coding, table in zip(codings, tables, strict=True)]


def _count_rows(
    codings: Sequence[Coding],
    data: Mapping[str, Codes],
    cell_by_respondent: NDArray[np.int32],
    cells: int,
    among: range,
) -> list[IntArray]:
    """The tables of some of the rows, flat. Slices of rows keep the work in the processor's cache."""
    items = {item.code: item for coding in codings for item in coding.items}
    tables = [np.zeros(cells * coding.states, dtype=np.int64) for coding in codings]
    for start in range(among.start, among.stop, ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, among.stop))
        states = {
            code: item_states(item=item, codes=data[code][rows], first_row=start)
            for code, item in items.items()
        }
        bases: dict[int, IntArray] = {}
        for coding, table in zip(codings, tables, strict=True):
            if coding.states not in bases:
                bases[coding.states] = cell_by_respondent[rows] * np.int64(coding.states)
            table += np.bincount(bases[coding.states] + coding.of(states), minlength=len(table))
    return tables


def _summing_rows(
    coding: Coding, data: Mapping[str, Codes], cell_by_respondent: NDArray[np.int32], cells: int
) -> SumOf:
    """The same sums straight from the rows.

    bincount adds in double precision, which is exact as long as no sum can reach 2^53.
    """
    states = coding.of({item.code: item_states(item=item, codes=data[item.code]) for item in coding.items})

    def sum_of(worth: IntArray) -> IntArray:
        if int(np.abs(worth).max()) * len(states) >= 2**53:
            raise OverflowError("The sums may pass 2^53. Reduce the answers in several parts.")
        by_row = np.append(worth, 0)[states]
        return np.bincount(cell_by_respondent, weights=by_row, minlength=cells).astype(np.int64)

    return sum_of


def _sums(coding: Coding, sum_of: SumOf) -> Iterator[Sums]:
    """The mean, and for an item its shares. sum_of takes (valid states,)."""
    scale = coding.measure.scale
    shares = scale.shares if isinstance(coding.measure, Item) else ()
    return sums_of(
        coding=coding,
        count=sum_of(np.ones_like(coding.numerators)),
        total=sum_of(coding.numerators),
        squares=sum_of(coding.numerators**2),
        hits={
            share.name: sum_of(np.array([code in share.codes for code in scale.codes], dtype=np.int64))
            for share in shares
        },
    )


def sums_of(
    *, coding: Coding, count: IntArray, total: IntArray, squares: IntArray, hits: Mapping[str, IntArray]
) -> Iterator[Sums]:
    """The mean, then each share, from sums by cell. hits: by share, who has its codes."""
    yield _mean(coding, count, total, squares)
    for name, hit in hits.items():
        yield Sums(coding.measure.code, "share", name, count, hit, hit, 1, 0.0, 1.0, 0.0, 1.0)


def _mean(coding: Coding, count: IntArray, total: IntArray, squares: IntArray) -> Sums:
    measure, denominator = coding.measure, coding.denominator
    offset, factor, low, high = value_range(measure)
    return Sums(measure.code, "mean", "", count, total, squares, denominator, offset, factor, low, high)


def value_range(measure: Measure) -> tuple[float, float, float, float]:
    """Offset and factor of the values (1 unless an index is rescaled), and the ends of their scale."""
    ends = measure if isinstance(measure, Index) else measure.scale
    low, high = float(ends.low), float(ends.high)
    if isinstance(measure, Item) or measure.rescale_to is None:
        return 0.0, 1.0, low, high
    first, last = measure.rescale_to
    span = measure.scale.high - measure.scale.low
    return (first * measure.scale.high - last * measure.scale.low) / span, (last - first) / span, low, high
