# SPDX-License-Identifier: EUPL-1.2
"""One key for the spellings of a name: for looking up and for putting alike names side by side."""

import re
from functools import lru_cache

from samband.engines.names.aligning import STRICT
from samband.engines.names.norwegian import norwegian_key
from samband.engines.names.parsing import parse
from samband.engines.names.sounds import readings

_CLASSES = str.maketrans(
    dict.fromkeys("aeiouyAOJj", "")
    | dict.fromkeys("kghqcCsSzZXTx", "s")
    | dict.fromkeys("td", "t")
    | dict.fromkeys("pb", "p")
    | dict.fromkeys("fvw", "v")
)
_AGAIN = re.compile(r"(.)\1+")


def fold(*, name: str, language: str = "") -> str:
    """A key that is the same for all spellings of a name, in any order of its words.

    Norwegian keeps every letter but å, ø and æ. Elsewhere a word becomes the classes of its consonants in the
    order they sound in: names with one key may be one, and are then to be compared.
    """
    words = parse(name=name).words
    return " ".join(sorted(fold_word(word=word.casefold(), language=language) for word in words))


@lru_cache(maxsize=500_000)
def fold_word(*, word: str, language: str = "") -> str:
    """The key of one word."""
    if language in STRICT:
        return norwegian_key(word=word)
    skeletons = [_skeleton(way) for way in readings(word=word, language=language)]
    return min(skeletons, key=lambda one: (len(one), one))


def _skeleton(sounds: str) -> str:
    """A word of vowels alone keeps its first letter."""
    return _AGAIN.sub(r"\1", sounds.translate(_CLASSES)) or sounds[:1].casefold()
