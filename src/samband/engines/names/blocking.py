# SPDX-License-Identifier: EUPL-1.2
"""Which records are held against one another: those that share enough to be one person."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Pairs = tuple[Codes, Codes]

NOTHING = -1
_SLOTS = 1 << 22
_STEP = 1 << 31
"""More than any code, so that two codes make one number."""
_LETTERS = 1 << 15
_FEW = 4


def block_keys(
    *,
    given: Codes,
    family: Codes,
    initials: Codes,
    births: Codes,
    places: Codes,
    numbers: Codes,
    traits: Sequence[Codes] = (),
) -> tuple[Codes, ...]:
    """For each rule the key of every record, NOTHING where it has none.

    The rules: number; both names in any order; date of birth with given name, with family name, with both
    first letters; place with family name; place and decade of birth with given name;
    each trait with either name, with date of birth and with any other trait. Any two faults (a slip,
    another family name, no or another date of birth, another place) mostly leave one in common; three do not.
    """
    is_named = (given != NOTHING) & (family != NOTHING)
    is_born = is_named & (births % 10_000 > 0)
    is_placed = is_named & (places != NOTHING)
    decade = births // 100_000
    low, high = np.minimum(given, family), np.maximum(given, family)
    return (
        numbers,
        np.where(is_named, low * _STEP + high, NOTHING),
        np.where(is_born, births * _STEP + given, NOTHING),
        np.where(is_born, births * _STEP + family, NOTHING),
        np.where(is_born, births * _STEP + initials[0] * _LETTERS + initials[1], NOTHING),
        np.where(is_placed, family * _STEP + places, NOTHING),
        np.where(is_placed & (decade > 0), (given * _STEP + places) * 256 + decade, NOTHING),
        *_trait_keys(given, family, births, traits),
    )


def _trait_keys(given: Codes, family: Codes, births: Codes, traits: Sequence[Codes]) -> Iterator[Codes]:
    born = np.where(births % 10_000 > 0, births, NOTHING)
    for place, trait in enumerate(traits):
        for other in (given, family, born, *traits[place + 1 :]):
            yield np.where((trait != NOTHING) & (other != NOTHING), trait * _STEP + other, NOTHING)


def candidates(*, left: Sequence[Codes], right: Sequence[Codes]) -> Pairs:
    """Rows of left and of right with a key in common, each pair once. left, right: from ``block_keys``."""
    found = [_joined(one, other) for one, other in zip(left, right, strict=True)]
    size = max(len(right[0]), 1)
    pairs = np.unique(np.concatenate([rows * size + others for rows, others in found]))
    return pairs // size, pairs % size


def _joined(left: Codes, right: Codes) -> Pairs:
    """Rows with one key."""
    rows = np.flatnonzero(left != NOTHING)
    order = rows[np.argsort(left[rows], kind="stable")]
    keys = left[order]
    others = np.flatnonzero(_may_be_in(right, keys))
    wanted = right[others]
    first, after = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
    times = after - first
    starts = np.repeat(first, times)
    within = np.arange(len(starts)) - np.repeat(np.cumsum(times) - times, times)
    return order[starts + within], np.repeat(others, times)


def _may_be_in(wanted: Codes, keys: Codes) -> NDArray[np.bool_]:
    """A table of marks says no at once to nearly all that are not among the keys."""
    distinct = np.unique(keys)
    found = np.zeros(len(wanted), np.bool_)
    if len(distinct) <= _FEW:
        for key in distinct:
            found |= wanted == key
        return found
    marks = np.zeros(_SLOTS, np.bool_)
    marks[_slot(distinct)] = True
    return marks[_slot(wanted)]


def _slot(keys: Codes) -> Codes:
    mixed = keys * np.int64(0x9E3779B97F4A7C15 - (1 << 64))
    return (mixed >> 40) & (_SLOTS - 1)
