# SPDX-License-Identifier: EUPL-1.2
"""Registers of any size as columns of codes: each word is folded once, however often it stands there."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samband.engines.names.births import FULL, YEAR
from samband.engines.names.blocking import NOTHING, Codes, block_keys
from samband.engines.names.folding import fold_word
from samband.engines.names.parsing import PARTICLES, TITLES, parse

_FEW = 10_000


Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Register:
    """One row for each record, the same length in every column. Further columns may be left out (empty).

    names: as they are written, given names before the family's or with a comma. birth_dates: ISO or "".
    places: any code or "". numbers: an identifier that means one person wherever it stands, or "".
    traits: further columns that mostly agree for one person and may hold slips: address, telephone, a number
    that is keyed by hand; "" where it is not known. Both registers need them under the same names.
    """

    names: Sequence[str]
    birth_dates: Sequence[str] = ()
    places: Sequence[str] = ()
    numbers: Sequence[str] = ()
    traits: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = {
            "birth_dates": self.birth_dates,
            "places": self.places,
            "numbers": self.numbers,
            **self.traits,
        }
        for column, values in columns.items():
            rows = len(values)
            if rows not in (0, len(self.names)):
                raise ValueError(f"The column {column} has {rows} rows, names has {len(self.names)}.")


@dataclass(slots=True)
class Vocabulary:
    """Keys of words, places and numbers -> code, common to the registers held against one another."""

    language: str = ""
    words: dict[str, int] = field(default_factory=dict)
    spelled: list[str] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    key_of_word: list[int] = field(default_factory=list)
    initials: list[int] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    traits: dict[str, dict[str, int]] = field(default_factory=dict)

    def codes_of(self, words: Sequence[str], count: int) -> Codes:
        """The code of each word."""
        for word in dict.fromkeys(words):
            if word not in self.words:
                self.words[word] = len(self.words)
                self.spelled.append(word)
                key = fold_word(word=word, language=self.language)
                if key not in self.keys:
                    self.keys[key] = len(self.keys)
                    self.initials.append(ord(key[0]) % (1 << 15) if key else 0)
                self.key_of_word.append(self.keys[key])
        return np.fromiter(map(self.words.__getitem__, words), np.int64, count)

    def keys_of(self, words: Codes) -> Codes:
        """The code of the key of each coded word."""
        if len(words) < _FEW:
            found = (self.key_of_word[word] if word != NOTHING else NOTHING for word in words.tolist())
            return np.fromiter(found, np.int64, len(words))
        return np.array([*self.key_of_word, NOTHING], np.int64)[words]

    def initials_of(self, keys: Codes) -> Codes:
        """The first letter of each coded key, below 2**15."""
        if len(keys) < _FEW:
            return np.fromiter(
                (self.initials[key] if key != NOTHING else 0 for key in keys.tolist()), np.int64, len(keys)
            )
        return np.array([*self.initials, 0], np.int64)[keys]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A register as arrays (records,). given, middle, family: codes of words, NOTHING where there is none.

    given_key, family_key: codes of their keys, one for all spellings of a word.
    """

    vocabulary: Vocabulary
    given: Codes
    middle: Codes
    family: Codes
    given_key: Codes
    family_key: Codes
    births: Codes
    places: Codes
    numbers: Codes
    given_share: Shares
    family_share: Shares
    place_share: Shares
    traits: dict[str, Codes]
    trait_shares: dict[str, Shares]
    blocks: tuple[Codes, ...]

    def __len__(self) -> int:
        return len(self.given)


def prepare(*, register: Register, language: str = "", beside: Prepared | None = None) -> Prepared:
    """Fold and code a register once, to hold others against it. beside: the one it shall be held against.

    Memory: about 70 bytes a record beside the texts. language: as for ``compare``; that of ``beside`` if set.
    """
    vocabulary = beside.vocabulary if beside is not None else Vocabulary(language)
    given, middle, family = _words(register.names, vocabulary)
    given_key, family_key = vocabulary.keys_of(given), vocabulary.keys_of(family)
    size = len(register.names)
    births = _births(register.birth_dates, size)
    places = _codes(register.places, size, vocabulary.places)
    numbers = _codes(register.numbers, size, vocabulary.numbers)
    traits = {
        name: _codes(values, size, vocabulary.traits.setdefault(name, {}))
        for name, values in register.traits.items()
    }
    initials = np.sort([vocabulary.initials_of(given_key), vocabulary.initials_of(family_key)], axis=0)
    return Prepared(
        vocabulary,
        given,
        middle,
        family,
        given_key,
        family_key,
        births,
        places,
        numbers,
        _shares(given_key),
        _shares(family_key),
        _shares(places),
        traits,
        {name: _shares(codes) for name, codes in traits.items()},
        block_keys(
            given=given_key,
            family=family_key,
            initials=initials,
            births=births,
            places=places,
            numbers=numbers,
            traits=[traits[name] for name in sorted(traits)],
        ),
    )


def _shares(codes: Codes) -> Shares:
    known = codes[codes != NOTHING]
    return np.bincount(known) / max(len(known), 1)


def share_of(*, codes: Codes, shares: Shares) -> Shares:
    """The share of the register that bears each code; of a code that it has not, as if one record had it."""
    if not len(shares):
        return np.ones(len(codes))
    found = shares[np.clip(codes, 0, len(shares) - 1)]
    rarest = shares[shares > 0].min()
    return np.where((codes < 0) | (codes >= len(shares)) | (found <= 0), rarest, found)


def _words(names: Sequence[str], vocabulary: Vocabulary) -> tuple[Codes, Codes, Codes]:
    """First, second of three or more, and last word. All names are one text: no million small lists."""
    if not len(names):
        return (np.zeros(0, np.int64),) * 3
    words = _one_text(names).split()
    codes = vocabulary.codes_of(words, len(words))
    ends = np.flatnonzero(codes == vocabulary.words[_END])
    if len(ends) != len(names):
        return _words([" ".join(name.replace(_END, " ").split()) for name in names], vocabulary)
    starts = np.append(0, ends[:-1] + 1)
    counts = ends - starts
    first = np.where(counts > 0, codes[starts], NOTHING)
    middle = np.where(counts > 2, codes[np.minimum(starts + 1, len(codes) - 1)], NOTHING)
    last = np.where(counts > 1, codes[ends - 1], NOTHING)
    for row in _special(names, codes, ends, counts, vocabulary):
        first[row], middle[row], last[row] = _parsed(names[row], vocabulary)
    return first, middle, last


_END = "\x00"
_ASIDE = TITLES | PARTICLES


def _one_text(names: Sequence[str]) -> str:
    text = unicodedata.normalize("NFC", f" {_END} ".join(names)).casefold()
    for sign in "-–.·/":
        text = text.replace(sign, " ")
    return f"{text} {_END}"


def _special(
    names: Sequence[str], codes: Codes, ends: Codes, counts: Codes, vocabulary: Vocabulary
) -> Iterator[int]:
    """Rows with a comma, or with a title or particle beside two words."""
    aside = np.array(
        [vocabulary.words[word] for word in sorted(_ASIDE) if word in vocabulary.words], np.int64
    )
    if len(aside):
        is_aside = np.zeros(len(vocabulary.words), np.bool_)
        is_aside[aside] = True
        rows = np.unique(np.searchsorted(ends, np.flatnonzero(is_aside[codes])))
        yield from rows[counts[rows] > 2].tolist()
    yield from (row for row, name in enumerate(names) if "," in name)


def _parsed(name: str, vocabulary: Vocabulary) -> tuple[int, int, int]:
    words = [word.casefold() for word in parse(name=name).words]
    codes = vocabulary.codes_of(words, len(words)).tolist() or [NOTHING]
    middle = codes[1] if len(codes) > 2 else NOTHING
    return codes[0], middle, codes[-1] if len(codes) > 1 else NOTHING


def _births(dates: Sequence[str], size: int) -> Codes:
    if not len(dates):
        return np.zeros(size, np.int64)
    known = {date: _as_number(date) for date in dict.fromkeys(dates)}
    return np.fromiter(map(known.__getitem__, dates), np.int64, size)


def _as_number(date: str) -> int:
    """yyyymmdd; a date that is none is unknown."""
    digits = date[:FULL].replace("-", "")
    if not digits.isdecimal() or len(digits) < YEAR:
        return 0
    return int(digits) if len(digits) == 8 else int(digits[:YEAR]) * 10_000


def _codes(values: Sequence[str], size: int, known: dict[str, int]) -> Codes:
    if not len(values):
        return np.full(size, NOTHING, np.int64)
    for value in dict.fromkeys(values):
        if value not in known:
            known[value] = len(known) if value else NOTHING
    return np.fromiter(map(known.__getitem__, values), np.int64, size)
