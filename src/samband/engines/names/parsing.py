# SPDX-License-Identifier: EUPL-1.2
"""A name as its words: titles and particles aside, the family name where it is known to stand."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TITLES = frozenset(
    """mr mrs ms miss dr prof professor herr frau fru frøken hr sir dame dhr mme monsieur madame dl dna dnă
    domnul doamna shaikh sheikh präsident president haji qari jr sr sa""".split()  # noqa: SIM905
)
LONGEST, MOST_WORDS = 400, 24
PARTICLES = frozenset(
    """al el bin ben ibn bint von van der den de da do dos del della di du
    la le af av zu ul""".split()  # noqa: SIM905
)
_BETWEEN = re.compile(r"[\s.\-–—/·・_]+")
_JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_PATRONYMIC = re.compile(
    r"(?:[оеё]вич|[оеё]вна|инична|ьич|мич|[іїиь]вна|йович|[oe]vi(?:ch|č|c|tch|tsch)|[oe]vna|ivna|inichna)$"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """words: given names first when the name had a comma. is_turned: it had one, the last is the family's."""

    words: tuple[str, ...]
    is_turned: bool = False


@lru_cache(maxsize=200_000)
def parse(*, name: str) -> Parsed:
    """Words of a name in the order given before family. Empty for a name without letters.

    Of a name far longer than any, its beginning: comparing words takes the square of their number.
    """
    text = unicodedata.normalize("NFC", name[:LONGEST]).strip()
    family, comma, given = text.partition(",")
    is_turned = bool(comma and given.strip() and family.strip())
    whole = f"{given} {family}" if is_turned else text.replace(",", " ")
    if not is_turned and len(whole.split()) == 1 and "-" not in whole:
        whole = _JOINED.sub(" ", whole)
    words = [word for word in _BETWEEN.split(whole) if any(map(str.isalnum, word))]
    return Parsed(_kept(words[:MOST_WORDS]), is_turned)


def _kept(words: list[str]) -> tuple[str, ...]:
    """Without titles, then without particles, as long as two words remain; a repeated word once."""
    for extra in (TITLES, PARTICLES):
        kept = [word for word in words if word.casefold() not in extra]
        words = kept if len(kept) > 1 else words
    once = [word for place, word in enumerate(words) if place == 0 or word != words[place - 1]]
    return tuple(once if len(once) > 1 else words)


def is_patronymic(*, words: tuple[str, ...], place: int) -> bool:
    """Whether a word of three or more is made of the father's name. Ivanović, a family name, stands last."""
    if len(words) < 3 or place == 0:
        return False
    is_slavic_order = place == 1 or place == len(words) - 1
    return is_slavic_order and bool(_PATRONYMIC.search(words[place].casefold()))
