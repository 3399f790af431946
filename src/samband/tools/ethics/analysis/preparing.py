# SPDX-License-Identifier: EUPL-1.2
"""Who prepared a case, as an agenda names them: found by the word before it, placed by exact name."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from samband.tools.ethics.analysis.names import fold

PREPARED_BY = frozenset(
    {
        *("prepared by", "prepared_by", "case officer", "case handler"),  # English
        *("saksbehandler", "saksbehandlar", "saksbeh", "sakshandsamar", "saksansvarlig", "saksansvarleg"),
        *("áššemeannudeaddji", "áššegieđahalli"),  # Northern Sami
        *("întocmit", "întocmit de", "elaborat de"),  # Romanian
        *("изготвил", "изготвила"),  # Bulgarian
        *("მოამზადა", "შემსრულებელი"),  # Georgian
    }
)
"""What agendas call whoever prepared a case: the heading of a column, or the word before a colon."""
_LABELS = "|".join(re.escape(word) for word in sorted(PREPARED_BY, key=len, reverse=True))
_PREPARED = re.compile(
    rf"(?:^|(?<=\s))(?:{_LABELS})\.?\s*:\s*(?P<names>.*?)(?=\s{{2,}}|\t|\s+[^\W\d_][\w.]*\s*:|$)",
    re.IGNORECASE,
)
"""Up to the next label of the line, or to a wider space."""
_BETWEEN = re.compile(r"\s*[;/,&\n]\s*|\s+(?:og|and|și|и|და)\s+")
_NAME = re.compile(r"[^\W\d_][^\d:;()]{3,60}")
MOST_NAMES = 5


def parted(*, lines: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Each line without what it says of who prepared, and the names. A name may stand on the line below."""
    told: list[tuple[str, tuple[str, ...]]] = []
    is_awaited = False
    for line in lines:
        found = _PREPARED.search(line)
        if found is None:
            is_name = is_awaited and _is_name(line)
            told.append(("", (line.strip(),)) if is_name else (line, ()))
            is_awaited = False
            continue
        names = " ".join(found["names"].split())
        is_awaited = not names
        told.append(((line[: found.start()] + line[found.end() :]).strip(), (names,) if names else ()))
    return told


def placed(*, written: Iterable[str], people: Mapping[int, str]) -> tuple[str, ...]:
    """Each name by itself: whole where somebody is called so, else parted, without what is no name.

    people: number -> name of everybody whom it may be.
    """
    known = {fold(name) for name in people.values()}
    names = (name for text in written for name in _names(text, known))
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def fitting(*, name: str, people: Mapping[int, str]) -> tuple[int, ...]:
    """Numbers of everybody of exactly this name, but for capitals, marks and signs."""
    plain = fold(name)
    return tuple(person for person, known in people.items() if plain and fold(known) == plain)


def the_one(*, name: str, people: Mapping[int, str]) -> int:
    """The only one of the name; 0 for nobody, and for several."""
    found = fitting(name=name, people=people)
    return found[0] if len(found) == 1 else 0


def seated_in(*, agenda: str) -> frozenset[int]:
    """Numbers of everybody with a seat in the body of an agenda file."""
    body = json.loads(agenda)["body"]
    refs = (one["person"] for one in (*body["members"], *body["deputies"]))
    return frozenset(int(ref[1:]) for ref in refs if ref[1:].isdecimal())


def places_prepared(*, agenda: str, person: str) -> frozenset[int]:
    """Places, from 1, of the items of an agenda file that a person of the register prepared."""
    items = enumerate(json.loads(agenda)["items"], start=1)
    return frozenset(
        place for place, item in items if any(one["person"] == person for one in item.get("handled_by", ()))
    )


def _names(text: str, known: Iterable[str]) -> Iterator[str]:
    turned = " ".join(part.strip() for part in reversed(text.split(","))) if text.count(",") == 1 else ""
    for whole in filter(None, (text.strip(), turned)):
        if fold(whole) in known:
            yield whole[:200]
            return
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    named = [part for part in parts if fold(part) in known or _is_name(part)]
    yield from (part[:200] for part in named or [text.strip()] if part)


def _is_name(text: str) -> bool:
    """Two to five words without digits, beginning as names do where the letters have capitals."""
    words: Sequence[str] = text.split()
    if not 2 <= len(words) <= 5 or not _NAME.fullmatch(text.strip()):
        return False
    has_capitals = words[0][0].isupper() and words[-1][0].isupper()
    return has_capitals or "ა" <= words[0][0] <= "ჿ"  # Georgian writes without them
