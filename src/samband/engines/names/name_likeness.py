# SPDX-License-Identifier: EUPL-1.2
"""Two names: the same, almost alike, or two."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samband.engines.names.aligning import WORTH, Kinship, Pair, align, allowed
from samband.engines.names.parsing import Parsed, is_patronymic, parse
from samband.engines.names.reasons import Reason, ReasonKind
from samband.engines.names.sounds import plain
from samband.engines.names.words import distance

ENOUGH = 0.75
"""The score from which two names are taken for one or alike."""
_MIDDLE, _PATRONYMIC, _FIRST, _FAMILY = 0.95, 0.98, 0.85, 0.6
"""What a word is worth that is written on one side only, by where it stands."""


class Names(StrEnum):
    SAME = "same"
    ALIKE = "alike"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """score: 0 to 1. has_initial: a given name rests on its first letter. slips: words that are almost alike.

    is_given_same: though the names are two, the first given name is one. is_given_slip: it is almost alike.
    """

    names: Names
    score: float
    reasons: tuple[Reason, ...]
    has_initial: bool = False
    slips: int = 0
    is_given_same: bool = False
    is_given_slip: bool = False


def compare_names(*, left: str, right: str, language: str = "") -> NameLikeness:
    """Hold two names against one another, in any order of words, spelling and script.

    language: nb, nn, ro, ru, uk, bg, ka, or "" when it is not known; then one slip is forgiven.
    """
    one, other = parse(name=left), parse(name=right)
    if not one.words or not other.words:
        return NameLikeness(Names.OTHER, 0.0, (Reason(ReasonKind.TOO_LITTLE),))
    if one.words == other.words:
        return NameLikeness(Names.SAME, 1.0, (Reason(ReasonKind.SAME_NAME),))
    pairs = align(left=one.words, right=other.words, language=language)
    rests = _rests(one, other, pairs)
    if all(rests):
        return _contradiction(one, other, pairs, rests, language)
    return _judged(one, other, pairs, rests)


def _rests(one: Parsed, other: Parsed, pairs: tuple[Pair, ...]) -> tuple[list[int], list[int]]:
    left, right = {pair.left for pair in pairs}, {pair.right for pair in pairs}
    return (
        [place for place in range(len(one.words)) if place not in left],
        [place for place in range(len(other.words)) if place not in right],
    )


def _contradiction(
    one: Parsed, other: Parsed, pairs: tuple[Pair, ...], rests: tuple[list[int], list[int]], language: str
) -> NameLikeness:
    """Words on both sides without counterpart: two names, unless one is the other's words written as one."""
    first = "".join(one.words[place] for place in rests[0])
    second = "".join(other.words[place] for place in rests[1])
    is_joined = len(rests[0]) != len(rests[1])
    if is_joined and distance(left=first, right=second, language=language) <= allowed(length=len(first)):
        reason = Reason(ReasonKind.SAME_WORD, first, second)
        return NameLikeness(Names.SAME, 0.9, (reason, *_told(one, other, pairs)))
    reason = Reason(ReasonKind.OTHER_WORD, one.words[rests[0][-1]], other.words[rests[1][-1]])
    is_given_same = any(pair.left == pair.right == 0 and pair.kinship >= Kinship.SPELLING for pair in pairs)
    share = len(pairs) / max(len(one.words), len(other.words))
    return NameLikeness(Names.OTHER, 0.6 * share, (reason,), is_given_same=is_given_same)


def _judged(
    one: Parsed, other: Parsed, pairs: tuple[Pair, ...], rests: tuple[list[int], list[int]]
) -> NameLikeness:
    longer, rest = (one, rests[0]) if rests[0] else (other, rests[1])
    if not _is_enough(one, other, pairs):
        return NameLikeness(Names.OTHER, 0.4, (Reason(ReasonKind.TOO_LITTLE),))
    is_turned = _is_turned(pairs)
    score = _worth(one, other, pairs)
    for place in rest:
        score *= _left_out(longer, place, is_turned=is_turned)
    slips = sum(pair.kinship == Kinship.SLIP for pair in pairs)
    reasons = [
        *_told(one, other, pairs),
        *(Reason(ReasonKind.LEFT_OUT, longer.words[place]) for place in rest),
    ]
    if is_turned:
        reasons.append(Reason(ReasonKind.OTHER_ORDER))
    names = Names.OTHER if score < ENOUGH else Names.ALIKE if slips else Names.SAME
    return NameLikeness(
        names,
        score,
        tuple(reasons) or (Reason(ReasonKind.SAME_NAME),),
        has_initial=any(_is_given(pair, Kinship.INITIAL, is_turned=is_turned) for pair in pairs),
        slips=slips,
        is_given_slip=any(_is_given(pair, Kinship.SLIP, is_turned=is_turned) for pair in pairs),
    )


def _is_given(pair: Pair, kind: Kinship, *, is_turned: bool) -> bool:
    return pair.kinship == kind and (is_turned or pair.left == 0 or pair.right == 0)


def _is_enough(one: Parsed, other: Parsed, pairs: tuple[Pair, ...]) -> bool:
    """Two words, one of them in full; or a single word on both sides."""
    if len(one.words) == len(other.words) == 1:
        return bool(pairs)
    return len(pairs) > 1 and any(pair.kinship != Kinship.INITIAL for pair in pairs)


def _is_turned(pairs: tuple[Pair, ...]) -> bool:
    places = [pair.right for pair in pairs]
    return places != sorted(places)


def _worth(one: Parsed, other: Parsed, pairs: tuple[Pair, ...]) -> float:
    """The mean over words by their length: a slip in a long word weighs as much as the word."""
    lengths = [max(len(one.words[pair.left]), len(other.words[pair.right]), 3) for pair in pairs]
    worth = sum(length * WORTH[pair.kinship] for length, pair in zip(lengths, pairs, strict=True))
    return worth / sum(lengths)


def _left_out(longer: Parsed, place: int, *, is_turned: bool) -> float:
    last = len(longer.words) - 1
    family, first = (0, last) if is_turned and not longer.is_turned else (last, 0)
    if is_patronymic(words=longer.words, place=place):
        return _PATRONYMIC
    return _FAMILY if place == family else _FIRST if place == first else _MIDDLE


_KINDS = {
    Kinship.SPELLING: ReasonKind.SAME_WORD,
    Kinship.FORM: ReasonKind.OTHER_FORM,
    Kinship.SLIP: ReasonKind.SLIP,
}


def _told(one: Parsed, other: Parsed, pairs: tuple[Pair, ...]) -> Iterator[Reason]:
    for pair in pairs:
        left, right = one.words[pair.left], other.words[pair.right]
        if pair.kinship == Kinship.INITIAL:
            short, full = sorted((left, right), key=len)
            yield Reason(ReasonKind.INITIAL, short, full)
        elif pair.kinship in _KINDS and plain(word=left) != plain(word=right):
            yield Reason(_KINDS[pair.kinship], left, right)
