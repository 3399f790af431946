# SPDX-License-Identifier: EUPL-1.2
"""How hard a text is to read, by its sentences and long words.

LIX = words / sentences + 100 × words of more than six letters / words (Björnsson 1968, "Läsbarhet"). Below 30
is very easy, 40–50 as in newspapers, above 60 very hard. Made for Scandinavian languages; do not compare
languages, and do not read anything into a text of a few words.
"""

import re

_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LONG_WORD = 6


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if words_in(part)]


def lix(*, text: str) -> float:
    """The readability index; 0 for a text without words."""
    words = words_in(text)
    if not words:
        return 0.0
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences_in(text)) + 100 * long_words / len(words)
