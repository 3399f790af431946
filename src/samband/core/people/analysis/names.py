# SPDX-License-Identifier: EUPL-1.2
"""Names as they are compared, searched and put in order. No gender is ever guessed from a name."""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n", "ŧ": "t", "ł": "l", "ß": "ss", "ı": "i",
        "œ": "oe", "’": "", "'": "", "`": "", ".": " ", ",": " ", "-": " ", "–": " ", "/": " ",
    }
)  # fmt: skip
_LAST_LETTERS = str.maketrans({"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc", ",": " "})
"""Letters that stand after z in the Nordic alphabets, written so that every database puts them there."""


def fold(text: str) -> str:
    """A name without case, marks and signs, spellings of one letter made one: Aasen and Åsen, Moe and Mø."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(letters.split()).replace("aa", "a").replace("oe", "o")


def fold_sorted(text: str) -> str:
    """``fold``, with the words in order, so that ``Berg, Anne`` is ``Anne Berg``."""
    return " ".join(sorted(fold(text).split()))


def words(*names: str) -> tuple[str, ...]:
    """The folded words of all names, each once, for search by their beginning."""
    return tuple(dict.fromkeys(word[:100] for name in names for word in fold(name).split()))


def whole_name(*, name: str, given: str = "", family: str = "") -> str:
    """The name as it is written: as one, else given and family name, ``Berg, Anne`` turned round."""
    if not name.strip():
        return " ".join(f"{given} {family}".split())
    family_first, comma, rest = name.partition(",")
    return " ".join((f"{rest} {family_first}" if comma and rest.strip() else name).split())


def sort_key(*, name: str, family: str = "") -> str:
    """Family name first, in an order that Nordic readers know. Without a family name the last word is it."""
    whole = " ".join(name.split())
    last = family.strip() or (whole.split()[-1] if whole else "")
    first = whole[: -len(last)] if last and whole.endswith(last) else whole
    text = unicodedata.normalize("NFC", f"{last} {first}").casefold().translate(_LAST_LETTERS)
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())[:300]
