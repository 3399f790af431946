# SPDX-License-Identifier: EUPL-1.2
"""The finitely many states that a respondent can be in on a measure, and the number that each state is worth.

An item has a state for each code; an index one for every number and sum of valid items. The last state of
each measure is "not valid".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samband.engines.instrument import MISSING, AnswerOffScale, Index, Item, Measure, Polarity

IntArray = NDArray[np.int64]
Codes = NDArray[np.int8] | NDArray[np.int16]
States = NDArray[np.uint8] | NDArray[np.uint16]

MISSING_8_BITS = -128
"""What ``MISSING`` is in columns of 8 bits."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How one measure is counted.

    numerators: (valid states,), value × denominator on the items' scale. of: item -> states, to the measure's
    own states. Counts need valid states + 1 columns.
    """

    measure: Measure
    numerators: IntArray
    denominator: int
    of: Callable[[Mapping[str, States]], States]

    @property
    def states(self) -> int:
        return len(self.numerators) + 1

    @property
    def items(self) -> Sequence[Item]:
        return self.measure.items if isinstance(self.measure, Index) else (self.measure,)


def coding_of(measure: Measure) -> Coding:
    """The coding of an item or an index (whose items share one scale)."""
    return _item_coding(measure) if isinstance(measure, Item) else _index_coding(measure)


def item_states(*, item: Item, codes: Codes, first_row: int = 0) -> States:
    """Position of each code on the scale; the number of codes where there is no valid answer.

    codes: (rows,), int8 or int16. Raises AnswerOffScale, counting rows from ``first_row``.
    """
    scale = item.scale
    if scale.codes == tuple(range(scale.low, scale.high + 1)):
        states = _dense_states(scale.low, len(scale.codes), codes)
    else:
        states = _sparse_states(scale.codes, codes)
    not_valid = states == len(scale.codes)
    if not_valid.any():
        _refuse_strangers(item, codes, not_valid, first_row)
    return states


def _dense_states(low: int, number: int, codes: Codes) -> States:
    """Unsigned arithmetic: what lies below the scale wraps around to far above it."""
    if codes.dtype == np.int8:
        narrow: NDArray[np.uint8] = np.minimum(codes.view(np.uint8) - np.uint8(low % 256), np.uint8(number))
        return narrow
    wide: NDArray[np.uint16] = np.minimum(codes.view(np.uint16) - np.uint16(low % 65536), np.uint16(number))
    return wide


def _sparse_states(known_codes: tuple[int, ...], codes: Codes) -> States:
    known = np.array(known_codes, dtype=codes.dtype)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    states: NDArray[np.uint16] = np.where(known[at] == codes, at, len(known)).astype(np.uint16)
    return states


def _refuse_strangers(item: Item, codes: Codes, not_valid: NDArray[np.bool_], first_row: int) -> None:
    nothing = MISSING_8_BITS if codes.dtype == np.int8 else MISSING
    strange = not_valid
    for code in (nothing, *item.scale.missing):
        strange = strange & (codes != code)
    if strange.any():
        rows = np.flatnonzero(strange)
        row = int(rows[0])
        raise AnswerOffScale(item=item, code=int(codes[row]), row=first_row + row, rows=len(rows))


def _item_coding(item: Item) -> Coding:
    return Coding(item, np.array(item.scale.codes, dtype=np.int64), 1, lambda states: states[item.code])


def _index_coding(index: Index) -> Coding:
    scale, size = index.scale, len(index.items)
    span = scale.high - scale.low
    stride = size * span + 1
    known = [(n, s) for n in range(index.minimum_valid, size + 1) for s in range(n * span + 1)]
    denominator = lcm(*range(index.minimum_valid, size + 1))
    numerators = [denominator * scale.low + s * (denominator // n) for n, s in known]
    compact = np.full((size + 1) * stride, len(known), dtype=np.uint16)
    compact[[n * stride + s for n, s in known]] = np.arange(len(known))
    shifts = [_shift_of(item, stride, np.uint8 if len(compact) <= 256 else np.uint16) for item in index.items]

    def states_of(states: Mapping[str, States]) -> States:
        first, *others = (shift(states[item.code]) for item, shift in zip(index.items, shifts, strict=True))
        for other in others:
            first += other
        return np.take(compact, first)  # three times faster than compact[first]

    return Coding(index, np.array(numerators, dtype=np.int64), denominator, states_of)


def _shift_of(item: Item, stride: int, kind: type[np.uint8] | type[np.uint16]) -> Callable[[States], States]:
    """What each state of an item adds to the joint state: one valid answer, its distance from the low end.

    On a scale without gaps by arithmetic, which is several times faster than looking it up.
    """
    scale, is_reversed = item.scale, item.polarity is Polarity.NEGATIVE
    number = len(scale.codes)
    distances = [scale.high - code if is_reversed else code - scale.low for code in scale.codes]
    table: NDArray[Any] = np.zeros(number + 1, dtype=kind)
    table[:-1] = [stride + distance for distance in distances]

    def looked_up(states: States) -> States:
        shift: States = table[states]
        return shift

    def computed(states: States) -> States:
        ends, wide = np.array([stride, stride + number - 1]).astype(kind), states.astype(kind, copy=False)
        shift: States = np.subtract(ends[1], wide) if is_reversed else np.add(ends[0], wide)
        shift *= states < number
        return shift

    return computed if scale.high - scale.low == number - 1 else looked_up
