# SPDX-License-Identifier: EUPL-1.2
"""What agreement and contradiction of each part of two records weigh, in bits: Fellegi and Sunter 1969.

A weight is log2(m / u): m, how often the part is so in records of one person; u, how often by chance. For
what agrees, u is the share of the register that bears it, so that a rare name weighs more than a common one
(Winkler 1989). The shares of faults are judgements, not estimated; with labelled records, train Splink.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from samband.engines.names.aligning import STRICT, Kinship, kinship
from samband.engines.names.blocking import NOTHING, Codes, Pairs
from samband.engines.names.norwegian import norwegian_key
from samband.engines.names.registers import Prepared, share_of

Bits = NDArray[np.float64]

MISSING, SAME, SPELLING, INITIAL, SLIP, OTHER = 5, 4, 3, 2, 1, 0
"""How two words go together, as codes."""
DAYS, YEARS = 25_000, 70
LARGE = 10_000
"""Records from which a family name that stands there once is rather a slip than a rare name."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Arrays (pairs,). weights: bits, prior left out. given, family: SAME to OTHER. births: see ``Birth``.

    is_misspelt: one of the two family names stands once at most in a large register, so it may be a slip.
    """

    weights: Bits
    given: Codes
    family: Codes
    births: Codes
    is_placed: NDArray[np.bool_]
    has_number: NDArray[np.bool_]
    has_other_number: NDArray[np.bool_]
    namesakes_on_day: Bits
    is_misspelt: NDArray[np.bool_]


class Birth:
    """How two dates of birth go together, as codes."""

    SAME, SLIP, YEAR, OTHER, MISSING = range(5)


_BIRTH_BITS = np.array([np.log2(0.93 * DAYS), np.log2(0.02 * DAYS / 60), 0.0, -4.8, -0.3])
_BIRTH_BITS[Birth.YEAR] = np.log2(0.01 * YEARS / 1.2)
_GIVEN_BITS = {SPELLING: 3.0, INITIAL: 1.5, SLIP: 3.0, OTHER: -6.0}
_FAMILY_BITS = {SPELLING: 3.0, INITIAL: 1.0, SLIP: 4.5, OTHER: -5.5}
_MIDDLE_SAME, _MIDDLE_INITIAL, _MIDDLE_OTHER = 4.0, 2.0, -3.0
_OTHER_PLACE = np.log2(0.25)
_SAME_PLACE_SHARE = 0.75
_SAME_TRAIT_SHARE, _TRAIT_SLIP, _OTHER_TRAIT = 0.8, 4.0, -2.5


def weigh(*, left: Prepared, right: Prepared, pairs: Pairs) -> Weighed:
    """Weights of all pairs. Words are held against one another once for each distinct pair of keys."""
    rows, others = pairs
    one, other = left.given[rows], right.given[others]
    family, name = left.family[rows], right.family[others]
    is_turned = _is_turned(left, right, pairs)
    other, name = np.where(is_turned, name, other), np.where(is_turned, other, name)
    given_kind, family_kind = _words_compared(one, other, right), _words_compared(family, name, right)
    given_share = share_of(codes=left.given_key[rows], shares=right.given_share)
    family_share = share_of(codes=left.family_key[rows], shares=right.family_share)
    births = compare_births(left=left.births[rows], right=right.births[others])
    places, where = left.places[rows], right.places[others]
    numbers, number = left.numbers[rows], right.numbers[others]
    has_numbers = (numbers != NOTHING) & (number != NOTHING)
    weights = (
        _word_bits(given_kind, given_share, _GIVEN_BITS)
        + _word_bits(family_kind, family_share, _FAMILY_BITS)
        + _middle_bits(left, right, pairs)
        + _BIRTH_BITS[births]
        + _place_bits(places, where, right)
        + _trait_bits(left, right, pairs)
    )
    return Weighed(
        weights,
        given_kind,
        family_kind,
        births,
        (places == where) & (places != NOTHING),
        has_numbers & (numbers == number),
        has_numbers & (numbers != number),
        given_share * family_share * len(right) / DAYS,
        _is_misspelt(family, name, right),
    )


def _is_misspelt(one: Codes, other: Codes, register: Prepared) -> NDArray[np.bool_]:
    if len(register) < LARGE:
        return np.zeros(len(one), np.bool_)
    size = max(len(register.vocabulary.spelled), 1)
    times = np.bincount(register.family[register.family != NOTHING], minlength=size)
    is_rare: NDArray[np.bool_] = (times[one] <= 1) | (times[other] <= 1)
    return is_rare


def compare_births(*, left: Codes, right: Codes) -> Codes:
    """Codes of ``Birth`` for dates as yyyymmdd; yyyy0000 when only the year is known, 0 when nothing is.

    SLIP: one digit differs, or day and month have changed places.
    """
    year, other_year = left // 10_000, right // 10_000
    digits = sum(
        ((left // 10**place) % 10 != (right // 10**place) % 10).astype(np.int64) for place in range(8)
    )
    day, month = left % 100, left // 100 % 100
    is_swapped = (year == other_year) & (day == right // 100 % 100) & (month == right % 100)
    is_full = (left % 10_000 > 0) & (right % 10_000 > 0)
    return np.select(
        [
            (left == 0) | (right == 0),
            is_full & (left == right),
            is_full & ((digits == 1) | is_swapped),
            year == other_year,
        ],
        [Birth.MISSING, Birth.SAME, Birth.SLIP, Birth.YEAR],
        Birth.OTHER,
    ).astype(np.int64)


def _is_turned(left: Prepared, right: Prepared, pairs: Pairs) -> NDArray[np.bool_]:
    one, family = left.given_key[pairs[0]], left.family_key[pairs[0]]
    other, name = right.given_key[pairs[1]], right.family_key[pairs[1]]
    is_turned: NDArray[np.bool_] = (one == name) & (family == other) & (one != other)
    return is_turned


def _word_bits(kinds: Codes, share: Bits, bits: dict[int, float]) -> Bits:
    same = np.log2(0.9 / np.maximum(share, 1e-7))
    found = np.where(kinds == SAME, same, bits[OTHER])
    found = np.where(kinds == SPELLING, np.maximum(same - 1.0, 1.0), found)
    for kind in (INITIAL, SLIP):
        found = np.where(kinds == kind, bits[kind], found)
    return np.where(kinds == MISSING, 0.0, found)


def _middle_bits(left: Prepared, right: Prepared, pairs: Pairs) -> Bits:
    one, other = left.middle[pairs[0]], right.middle[pairs[1]]
    kinds = _words_compared(one, other, right)
    return np.select(
        [kinds == MISSING, kinds >= SPELLING, kinds == INITIAL, kinds == SLIP],
        [0.0, _MIDDLE_SAME, _MIDDLE_INITIAL, _MIDDLE_INITIAL],
        _MIDDLE_OTHER,
    )


def _place_bits(left: Codes, right: Codes, register: Prepared) -> Bits:
    same = np.log2(_SAME_PLACE_SHARE / share_of(codes=right, shares=register.place_share))
    is_known = (left != NOTHING) & (right != NOTHING)
    return np.where(is_known, np.where(left == right, same, _OTHER_PLACE), 0.0)


def _trait_bits(left: Prepared, right: Prepared, pairs: Pairs) -> Bits:
    found = np.zeros(len(pairs[0]))
    for name in sorted(left.traits.keys() & right.traits.keys()):
        one, other = left.traits[name][pairs[0]], right.traits[name][pairs[1]]
        texts = list(right.vocabulary.traits[name])
        same = np.log2(_SAME_TRAIT_SHARE / share_of(codes=other, shares=right.trait_shares[name]))
        is_known = (one != NOTHING) & (other != NOTHING)
        bits = np.where(one == other, same, _OTHER_TRAIT)
        differing = np.flatnonzero(is_known & (one != other))
        slips = _slips(one[differing], other[differing], texts)
        bits[differing[slips]] = _TRAIT_SLIP
        found += np.where(is_known, bits, 0.0)
    return found


def _slips(one: Codes, other: Codes, texts: list[str]) -> NDArray[np.bool_]:
    distinct, back = np.unique(one * len(texts) + other, return_inverse=True)
    if not len(distinct):
        return np.zeros(0, np.bool_)
    first = [texts[code] for code in (distinct // len(texts)).tolist()]
    second = [texts[code] for code in (distinct % len(texts)).tolist()]
    apart = process.cpdist(first, second, scorer=OSA.distance, dtype=np.int32)
    shortest = np.fromiter(map(min, map(len, first), map(len, second)), np.int64, len(first))
    is_slip: NDArray[np.bool_] = (apart <= np.where(shortest < 4, 0, np.where(shortest < 8, 1, 2)))[back]
    return is_slip


def _words_compared(one: Codes, other: Codes, register: Prepared) -> Codes:
    """Codes SAME to OTHER; each distinct pair of words is held against one another once."""
    words = register.vocabulary.spelled
    is_missing = (one == NOTHING) | (other == NOTHING)
    kinds = np.where(is_missing, MISSING, np.where(one == other, SAME, OTHER))
    differing = np.flatnonzero((one != other) & ~is_missing)
    distinct, back = np.unique(one[differing] * len(words) + other[differing], return_inverse=True)
    if len(distinct):
        first = [words[code] for code in (distinct // len(words)).tolist()]
        second = [words[code] for code in (distinct % len(words)).tolist()]
        kinds[differing] = _kinds(first, second, register.vocabulary.language)[back]
    return kinds


_AS_CODES = {
    Kinship.SAME: SAME,
    Kinship.SPELLING: SPELLING,
    Kinship.FORM: SPELLING,
    Kinship.INITIAL: INITIAL,
    Kinship.SLIP: SLIP,
    Kinship.NOTHING: OTHER,
}


def _kinds(first: list[str], second: list[str], language: str) -> Codes:
    """Distinct words held against one another: at once for Norwegian, else by their sounds one by one."""
    if language not in STRICT:
        found = (
            kinship(left=one, right=other, language=language)
            for one, other in zip(first, second, strict=True)
        )
        return np.fromiter((_AS_CODES[kind] for kind in found), np.int64, len(first))
    one, other = _keys(first), _keys(second)
    apart = process.cpdist(one, other, scorer=OSA.distance, dtype=np.int32)
    shortest = np.fromiter(map(min, map(len, one), map(len, other)), np.int64, len(one))
    is_same_start = np.fromiter((a[:1] == b[:1] for a, b in zip(one, other, strict=True)), np.bool_, len(one))
    slips = np.where(shortest < 4, 0, np.where(shortest < 8, 1, 2))
    return np.select(
        [apart == 0, (shortest == 1) & is_same_start, apart <= slips], [SAME, INITIAL, SLIP], OTHER
    ).astype(np.int64)


def _keys(words: list[str]) -> list[str]:
    return [norwegian_key(word=word) for word in words]
