# SPDX-License-Identifier: EUPL-1.2
from django.utils.text import slugify

_SPELT = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l", "ß": "ss"})
"""Letters without a base letter, which would else fall out."""


def slug_of(*, title: str, otherwise: str = "") -> str:
    """``Prøverunde 2026`` → ``proverunde-2026``, at most sixty signs; ``otherwise`` without Latin letters."""
    return str(slugify(title.casefold().translate(_SPELT)))[:60] or otherwise
