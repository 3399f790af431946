# SPDX-License-Identifier: EUPL-1.2
"""Names as they are shown and compared here: to find an organisation again, never to say who somebody is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ł": "l", "ß": "ss", "ș": "s", "ț": "t"})
_ALIKE = str.maketrans("авеіјкмнорсѕтухԁԛԝαεικνορτυχ", "abeijkmhopcstyxdqwaeiknoptux")
"""Small letters of other scripts that look like Latin ones."""
_WORD = re.compile(r"\w+", re.UNICODE)
_NOT_WORDS = re.compile(r"[^\w]+", re.UNICODE)
_LATIN = re.compile("[a-z]")
_LONG_NUMBERS = re.compile(r"\d(?:[ .\-]?\d){7,}|\S+@\S+")
HIDDEN = "…"


def visible(text: str) -> str:
    """Without signs that nobody sees, which turn a line about or keep a name from being found again.

    Lines stay lines; other signs that cannot be shown are blanks.
    """
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in seen)


def fold(text: str) -> str:
    """Lower case, without marks and signs: ``Østby Bygg A/S`` is ``ostby bygg as``.

    A word of Latin letters stays the same with a letter of another script that looks like its own.
    """
    plain = "".join(_plain(sign) for sign in text.casefold().replace("a/s", "as"))
    return " ".join(_NOT_WORDS.sub(" ", _WORD.sub(_latin, plain)).split())[:200]


def without(*, text: str, names: Iterable[str]) -> str:
    """The text with each of the names hidden, in every spelling that ``fold`` takes for the same, and with
    long numbers and addresses of mail hidden.
    """
    shown = visible(text)
    signs = [(_plain(sign.casefold()), place) for place, sign in enumerate(shown)]
    plain = "".join(part for part, _ in signs)
    places = [place for part, place in signs for _ in part]
    hidden = {place for found in _LONG_NUMBERS.finditer(shown) for place in range(*found.span())}
    latin = _WORD.sub(_latin, plain)
    for pattern in _patterns(names):
        for found in pattern.finditer(latin):
            hidden |= set(range(places[found.start()], places[found.end() - 1] + 1))
    runs = ("\0" if place in hidden else sign for place, sign in enumerate(shown))
    return re.sub("\0+", HIDDEN, "".join(runs))


def _patterns(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """With anything between words that is no word, and of short names the whole word alone."""
    for words in {fold(name) for name in names} - {""}:
        between = r"[\W_]*".join("a/?s" if word == "as" else re.escape(word) for word in words.split())
        yield re.compile(between if len(words) > 3 else rf"\b{between}\b")


def _plain(sign: str) -> str:
    marks = unicodedata.normalize("NFKD", sign.translate(_LETTERS))
    return "".join(
        mark for mark in marks if not unicodedata.combining(mark) and unicodedata.category(mark) != "Cf"
    )


def _latin(word: re.Match[str]) -> str:
    return word[0].translate(_ALIKE) if _LATIN.search(word[0]) else word[0]
