# SPDX-License-Identifier: EUPL-1.2
"""The words of two names, each held against its counterpart."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from samband.engines.names.given_names import is_other_form
from samband.engines.names.norwegian import norwegian_key
from samband.engines.names.sounds import plain, readings
from samband.engines.names.words import distance

STRICT = frozenset({"nb", "nn", "no"})
"""Languages in which another letter is another family."""


class Kinship(IntEnum):
    """How two words go together, the best first."""

    SAME = 5
    SPELLING = 4
    FORM = 3
    INITIAL = 2
    SLIP = 1
    NOTHING = 0


WORTH = {
    Kinship.SAME: 1.0,
    Kinship.SPELLING: 0.97,
    Kinship.FORM: 0.93,
    Kinship.INITIAL: 0.8,
    Kinship.SLIP: 0.8,
    Kinship.NOTHING: 0.0,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """left, right: places of the two words."""

    left: int
    right: int
    kinship: Kinship


@lru_cache(maxsize=500_000)
def kinship(*, left: str, right: str, language: str) -> Kinship:
    """How two words of names go together in a language; "" for a name of any."""
    if plain(word=left) == plain(word=right):
        return Kinship.SAME
    if language in STRICT:
        return _norwegian(left, right)
    if not language and norwegian_key(word=left) == norwegian_key(word=right):
        return Kinship.SPELLING
    if len(left) == 1 or len(right) == 1:
        return Kinship.INITIAL if _is_initial(left, right, language) else Kinship.NOTHING
    if _is_syllabic(left) and _is_syllabic(right):
        return Kinship.NOTHING
    apart = distance(left=left, right=right, language=language)
    longest = max(len(left), len(right))
    if apart <= allowed(length=longest):
        return Kinship.SPELLING
    if is_other_form(left=left, right=right):
        return Kinship.FORM
    if _is_other_gender(left, right):
        return Kinship.NOTHING
    return Kinship.SLIP if apart <= slips(length=min(len(left), len(right))) else Kinship.NOTHING


def _is_other_gender(left: str, right: str) -> bool:
    """Ioan and Ioana, Ivanov and Ivanova: no slip of the hand, but a man and a woman."""
    short, long = sorted((plain(word=left), plain(word=right)), key=len)
    return len(long) == len(short) + 1 and long[:-1] == short and long[-1] in "aаა"


def allowed(*, length: int) -> float:
    """The distance of sounds up to which two words are spellings of one."""
    return min(0.35 + 0.06 * max(length - 4, 0), 0.7)


def slips(*, length: int) -> float:
    """The distance up to which a slip of the hand may have made two words of one."""
    return 0.0 if length < 4 else 1.0 if length < 8 else 2.0


def _is_syllabic(word: str) -> bool:
    """Han, kana or Hangul: a sign is a syllable or a word, and no slip of one letter."""
    return any("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in word)


def _norwegian(left: str, right: str) -> Kinship:
    one, other = norwegian_key(word=left), norwegian_key(word=right)
    if one == other:
        return Kinship.SPELLING
    if len(one) == 1 or len(other) == 1:
        return Kinship.INITIAL if one[:1] == other[:1] else Kinship.NOTHING
    apart = OSA.distance(one, other)
    return Kinship.SLIP if apart <= slips(length=min(len(one), len(other))) else Kinship.NOTHING


def _is_initial(left: str, right: str, language: str) -> bool:
    if plain(word=left)[:1] == plain(word=right)[:1]:
        return True
    firsts = [{way[:1] for way in readings(word=word, language=language)} for word in (left, right)]
    return bool(firsts[0] & firsts[1])


def align(*, left: tuple[str, ...], right: tuple[str, ...], language: str) -> tuple[Pair, ...]:
    """Each word with at most one other: the surest pairs first, among equals those nearest in order."""
    found = [
        Pair(i, j, kind)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (kind := kinship(left=one, right=other, language=language))
    ]
    found.sort(key=lambda pair: (-pair.kinship, abs(pair.left - pair.right), pair.left))
    taken: list[Pair] = []
    for pair in found:
        if all(pair.left != one.left and pair.right != one.right for one in taken):
            taken.append(pair)
    return tuple(sorted(taken, key=lambda pair: pair.left))
