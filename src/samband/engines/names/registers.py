# SPDX-License-Identifier: EUPL-1.2
"""Registers of any size as columns of codes: each word is folded once, however often it stands there."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

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

    def codes_of(self, words: Iterable[str], count: int) -> Codes:
        """The code of each word."""
        flat = list(words)
        for word in dict.fromkeys(flat):
            if word not in self.words:
                self.words[word] = len(self.words)
                self.spelled.append(word)
                key = fold_word(word=word, language=self.language)
                if key not in self.keys:
                    self.keys[key] = len(self.keys)
                    self.initials.append(ord(key[0]) % (1 << 15) if key else 0)
                self.key_of_word.append(self.keys[key])
        return np.fromiter(map(self.words.__getitem__, flat), np.int64, count)

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
    rarest = shares[shares > 0].min() if (found <= 0).any() or len(codes) else 1.0
    return np.where((codes < 0) | (codes >= len(shares)) | (found <= 0), rarest, found)


def _words(names: Sequence[str], vocabulary: Vocabulary) -> tuple[Codes, Codes, Codes]:
    rows = _split(names)
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    codes = np.append(vocabulary.codes_of(chain.from_iterable(rows), int(counts.sum())), NOTHING)
    none = len(codes) - 1
    starts = np.cumsum(counts) - counts
    first = np.where(counts > 0, starts, none)
    middle = np.where(counts > 2, starts + 1, none)
    last = np.where(counts > 1, starts + counts - 1, none)
    return codes[first], codes[middle], codes[last]


_ASIDE = TITLES | PARTICLES


def _split(names: Sequence[str]) -> list[Sequence[str]]:
    """Words in small letters, all names at once. What is not plain goes the way of ``parse``."""
    if not len(names):
        return []
    text = "\n".join(names)
    if text.count("\n") >= len(names):
        return _split([" ".join(name.split()) for name in names])
    text = unicodedata.normalize("NFC", text).casefold()
    for sign in "-–.·/":
        text = text.replace(sign, " ")
    rows: list[Sequence[str]] = [line.split() for line in text.split("\n")]
    for place, row in enumerate(rows):
        if len(row) > 2 and not _ASIDE.isdisjoint(row):
            rows[place] = _parsed(names[place])
    if "," in text:
        for place in (place for place, name in enumerate(names) if "," in name):
            rows[place] = _parsed(names[place])
    return rows


def _parsed(name: str) -> list[str]:
    return [word.casefold() for word in parse(name=name).words]


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
