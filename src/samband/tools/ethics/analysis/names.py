# SPDX-License-Identifier: EUPL-1.2
"""Names as they are compared here: to find an organisation again, never to say who somebody is."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ł": "l", "ß": "ss", "ș": "s", "ț": "t"})
_NOT_WORDS = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """Lower case, without marks and signs: ``Østby Bygg A/S`` is ``ostby bygg as``."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("a/s", "as").translate(_LETTERS))
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(_NOT_WORDS.sub(" ", letters).split())[:200]
