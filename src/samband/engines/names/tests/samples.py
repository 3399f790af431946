# SPDX-License-Identifier: EUPL-1.2
"""Stored names, and what is made of them with a fixed seed."""

import csv
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, combinations
from pathlib import Path
from random import Random

REFERENCE = Path(__file__).parent / "reference"
Labelled = tuple[str, str, bool]


def people(*, file: str, half: str) -> list[tuple[str, ...]]:
    """The forms of each person's name in one half of a gold set."""
    lines = (REFERENCE / f"{file}.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines if line and not line.startswith("#")]
    return [tuple(dict.fromkeys(forms)) for used, *forms in rows if used == half]


def all_pairs(*, file: str, half: str) -> Iterator[Labelled]:
    """Every two forms of the half: of one person, or of two."""
    forms = [(number, form) for number, one in enumerate(people(file=file, half=half)) for form in one]
    return ((left, right, i == j) for (i, left), (j, right) in combinations(forms, 2))


@cache
def norwegian(*, kind: str) -> tuple[tuple[str, int], ...]:
    """Names with their weights, the most usual first. kind: given or family."""
    lines = (REFERENCE / "norwegian_names.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter=";")
    return tuple((name, int(weight)) for one, name, weight in rows if one == kind)


def drawn(*, chance: Random, kind: str) -> str:
    names, up_to = _cumulated(kind)
    return chance.choices(names, cum_weights=up_to)[0]


@cache
def _cumulated(kind: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    names, weights = zip(*norwegian(kind=kind), strict=True)
    return names, tuple(accumulate(weights))


def norwegian_variants(*, seed: int, times: int) -> Iterator[tuple[str, str]]:
    """A full name as it is, and as another source may write it."""
    chance = Random(seed)
    for _ in range(times):
        words = [drawn(chance=chance, kind="given"), drawn(chance=chance, kind="family")]
        if chance.random() < 0.45:
            words.insert(1, drawn(chance=chance, kind=chance.choice(["given", "family"])))
        yield " ".join(words), _rewritten(words, chance)


def _rewritten(words: list[str], chance: Random) -> str:
    given, *middle, family = words
    if middle:
        middle = chance.choice([middle, [], [f"{middle[0][0]}."]])
    written = f"{given}{chance.choice([' ', ' ', '-']) if middle else ' '}{' '.join([*middle, family])}"
    if chance.random() < 0.15:
        written = f"{family}, {' '.join([given, *middle])}"
    return _respelt(written, chance)


def _respelt(text: str, chance: Random) -> str:
    for letter, spellings in (("å", ("aa", "a", "å")), ("ø", ("oe", "o", "ø")), ("æ", ("ae", "æ"))):
        spelling = chance.choice(spellings)
        text = text.replace(letter, spelling).replace(letter.upper(), spelling.capitalize())
    return text.upper() if chance.random() < 0.1 else text


def one_letter_apart() -> Iterator[tuple[str, str]]:
    """Families of the list whose names differ by one letter that is not the spelling of another."""
    names = [name for name, _ in norwegian(kind="family")]
    by_gap: dict[str, set[str]] = {}
    for name in names:
        for place in range(len(name)):
            by_gap.setdefault(f"{name[:place]}*{name[place + 1 :]}".casefold(), set()).add(name)
    known = {name.casefold(): name for name in names}
    pairs = {tuple(sorted(pair)) for alike in by_gap.values() for pair in combinations(alike, 2)}
    for name in names:
        for place in range(len(name)):
            shorter = known.get((name[:place] + name[place + 1 :]).casefold())
            if shorter:
                pairs.add(tuple(sorted((name, shorter))))
    yield from sorted(pair for pair in pairs if not _is_respelling(*pair))


def _is_respelling(one: str, other: str) -> bool:
    """å against a, aa or nothing, and so on: the same letters once the marks are off."""

    def bare(name: str) -> str:
        text = name.casefold()
        for letter, plain in (("å", "a"), ("aa", "a"), ("ø", "o"), ("ö", "o"), ("ä", "æ")):
            text = text.replace(letter, plain)
        return text

    return bare(one) == bare(other)
