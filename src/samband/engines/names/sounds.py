# SPDX-License-Identifier: EUPL-1.2
"""Words of several scripts and spellings, written in one alphabet of sounds.

Small letters stand for themselves, with h for kh and y for the Romanian î and the Russian ы. Capitals: S sh,
X shch, C ch, Z zh, J dj, T ts, A the Romanian ă, O the Russian ё. A Latin word is read in several ways,
since nobody says by which table it was written: ``Chichkine`` is French, ``Šiškin`` scholarly, for one name.
Sources of the tables: the official romanisations of Georgia (2002), Bulgaria (2009) and Ukraine (2010),
BGN/PCGN and ISO 9 for Russian, the letters of Moldovan in both scripts, German (Duden) and French usage.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "O", "є": "ie", "ж": "Z",
        "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "h", "ц": "T", "ч": "C",
        "ш": "S", "щ": "X", "ъ": "A", "ы": "y", "ь": "", "э": "A", "ю": "iu", "я": "ia", "ђ": "J", "ј": "i",
        "љ": "li", "њ": "ni", "ћ": "C", "џ": "J", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ӂ": "J",
    }
)  # fmt: skip
_GEORGIAN = str.maketrans(
    dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცწჭხჯჰ", "abgdevztiklmnopZrstupkgkSCTTChJh", strict=True))
    | {"ძ": "dz"}
)
_MARKED = str.maketrans(
    {
        "ş": "S", "ș": "S", "š": "S", "ś": "S", "ţ": "T", "ț": "T", "č": "C", "ć": "C", "ž": "Z", "ż": "Z",
        "ź": "Z", "đ": "J", "ă": "A", "â": "y", "î": "y", "ä": "e", "æ": "e", "ø": "o", "ö": "o", "œ": "o",
        "å": "o", "ü": "u", "ł": "l", "ß": "s", "ı": "i", "ð": "d", "þ": "t", "ë": "O", "ğ": "g",
    }
)  # fmt: skip
_SAME_MARK = str.maketrans(
    {"ş": "ș", "ţ": "ț", "’": "", "'": "", "ʼ": "", "`": "", "ʹ": "", "´": "", "\u0301": ""}
)

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(text: str) -> Rules:
    return tuple((re.compile(old), new) for old, _, new in (rule.partition(">") for rule in text.split()))


_COMMON = "ck>k th>t qu>k q>k w>v x>ks"
READINGS: dict[str, Rules] = {
    "en": _rules(
        f"shch>X sch>S sh>S tch>C ch>C dzh>J zh>Z dj>J tz>T ts>T {_COMMON} gh>g kh>h (?<!^)ph(?!k)>f oo>u "
        "ou>u ee>i c(?=[eiy])>s c>k j>J y>i io>O"
    ),
    "ro": _rules("c(?=[ei])>C ch(?=[ei])>k g(?=[ei])>J gh(?=[ei])>g c>k j>Z ea>ia w>v x>ks q>k th>t ph>f"),
    "de": _rules(
        f"schtsch>X tsch>C dsch>J sch>S ch>h tz>T ts>T z>T ds>dz {_COMMON} ph>f j>i y>i c>k i?(?<=[SCZXi])o>O"
    ),
    "fr": _rules(
        f"chtch>X tch>C ch>S dj>J g(?=[ei])>Z j>Z gu(?=[eiy])>g ts>T ou>u kh>h {_COMMON} ph>f "
        "c(?=[eiy])>s c>k y>i in[e]$>in io>O"
    ),
    "scholar": _rules("SC>X sjtsj>X tsj>C sj>S zj>Z ch>h kh>h ts>T w>v x>ks q>k ph>f c>T j>i y>i io>O"),
}
"""How Latin letters sound: English and passport usage, Romanian, German, French, scholarly and Nordic."""

_USED = {"ro": ("ro", "en"), "ka": ("en", "de", "scholar")}
"""Readings that one meets for names of a language; for others all of them."""


@lru_cache(maxsize=200_000)
def plain(*, word: str) -> str:
    """A word in small letters with one form of each mark, without the soft sign and apostrophes."""
    return unicodedata.normalize("NFC", word.casefold()).translate(_SAME_MARK)


@lru_cache(maxsize=200_000)
def readings(*, word: str, language: str = "") -> tuple[str, ...]:
    """Every way in which a word may sound, each once. Scripts without a table of their own go by anyascii."""
    written = plain(word=word)
    other = _other_script(written)
    if other is not None:
        return tuple(dict.fromkeys(_single(one) for one in other))
    marked = _unmarked(written.translate(_MARKED))
    used = _USED.get(language, tuple(READINGS))
    return tuple(dict.fromkeys(_single(_read(marked, READINGS[name])) for name in used))


def _other_script(written: str) -> tuple[str, ...] | None:
    if any("\u0400" <= letter <= "\u04ff" for letter in written):
        return _cyrillic(written)
    if any("\u10d0" <= letter <= "\u10fa" for letter in written):
        return (written.translate(_GEORGIAN),)
    return None


def _cyrillic(written: str) -> tuple[str, ...]:
    """щ is sht in Bulgarian, г is h in Ukrainian, дж is one sound, and ё is mostly written е."""
    sounds = _unmarked(written.replace("дж", "џ").translate(_CYRILLIC))
    return (sounds, sounds.replace("X", "St")) if "X" in sounds else (sounds,)


def _unmarked(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return letters if letters.isascii() else "".join(_ascii(letter) for letter in letters)


def _ascii(letter: str) -> str:
    return letter if letter.isascii() else anyascii(letter).lower()


def _read(text: str, rules: Rules) -> str:
    for old, new in rules:
        text = old.sub(new, text)
    return text


def _single(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)
