# SPDX-License-Identifier: EUPL-1.2
"""How far two words of names are apart: spellings of one sound are near, another sound is far."""

from functools import lru_cache
from itertools import accumulate, product

from rapidfuzz.distance import OSA

from samband.engines.names.sounds import plain, readings

NEAR = {
    frozenset(pair): cost
    for pairs, cost in (
        ("yi Aa Ae Oo Oe ZJ gh XS", 0.1),
        ("ya ye Au ie zs Sz ZS Oi", 0.3),
        ("TC", 0.25),
        ("TZ Tz Ts sS zZ tT CS kh fv uv CJ", 0.35),
    )
    for pair in pairs.split()
}
"""What a sound becomes in another spelling, from the tables in ``sounds``; anything else costs 1."""
_VOWELS = frozenset("aeiouyAO")
_FAR = 1.0
_GLIDE = 0.1
"""An i beside a vowel: Natalia and Natalya, Evgenia and Yevgeniya, -ii and -y."""
_SOFT = 0.3
"""An i at the end after a consonant: Cojocari and Кожокарь."""


@lru_cache(maxsize=500_000)
def distance(*, left: str, right: str, language: str = "") -> float:
    """The least cost of making the sounds of one word those of the other, over all ways of reading both.

    0 for spellings of one sound; about 1 for each letter that is another one.
    """
    if plain(word=left) == plain(word=right):
        return 0.0
    ways = product(readings(word=left, language=language), readings(word=right, language=language))
    return min(_cost(one, other) for one, other in ways)


@lru_cache(maxsize=500_000)
def _cost(left: str, right: str) -> float:
    """Weighted edit distance; words that share little are not weighed letter by letter."""
    if left == right:
        return 0.0
    longest = max(len(left), len(right))
    rough = OSA.distance(left, right)
    return float(rough) if rough > 2 + longest // 2 else _weighed(left, right)


def _weighed(left: str, right: str) -> float:
    drops = [_dropped(right, place) for place in range(len(right))]
    before: list[float] = []
    row = [0.0, *accumulate(drops)]
    for at, letter in enumerate(left):
        drop = _dropped(left, at)
        new = [row[0] + drop]
        for place, other in enumerate(right):
            cost = min(row[place] + _other(letter, other), row[place + 1] + drop, new[place] + drops[place])
            if at and place and left[at - 1 : at + 1] == right[place] + right[place - 1]:
                cost = min(cost, before[place - 1] + _FAR)
            new.append(cost)
        before, row = row, new
    return row[-1]


def _other(letter: str, other: str) -> float:
    return 0.0 if letter == other else NEAR.get(frozenset((letter, other)), _FAR)


def _dropped(word: str, place: int) -> float:
    if word[place] != "i":
        return _FAR
    beside = word[max(place - 1, 0) : place] + word[place + 1 : place + 2]
    if any(letter in _VOWELS for letter in beside):
        return _GLIDE
    return _SOFT if place == len(word) - 1 else _FAR
