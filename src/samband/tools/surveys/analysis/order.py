# SPDX-License-Identifier: EUPL-1.2
"""Names in the order in which the reader's language writes its alphabet."""

from unicodedata import combining, normalize

_LAST = str.maketrans({"æ": "\ue000", "ä": "\ue000", "ø": "\ue001", "ö": "\ue001", "å": "\ue002"})
_BASE = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l"})

_ENDS_IN_AE_OE_AA = frozenset({"nb", "nn", "no", "da"})

_AFTER = {
    "ro": str.maketrans(
        {"ă": "a\ue000", "â": "a\ue001", "î": "i\ue000", "ș": "s\ue000", "ş": "s\ue000",
         "ț": "t\ue000", "ţ": "t\ue000"}
    ),
}  # fmt: skip
"""Letters of their own that follow the one they look like."""


def alphabetical(*, name: str, language: str) -> tuple[str, str]:
    """Sort key. In Norwegian Æ, Ø and Å follow Z; elsewhere they stand with A, O and A.

    In Romanian Ă, Â, Î, Ș and Ț follow the plain letters. Not for a language whose alphabet differs in other
    ways; it then has its accents ignored.
    """
    folded = normalize("NFC", name).casefold().translate(_AFTER.get(language, {}))
    if language in _ENDS_IN_AE_OE_AA:
        folded = folded.translate(_LAST)
    bare = normalize("NFKD", folded.translate(_BASE))
    return "".join(letter for letter in bare if not combining(letter)), name
