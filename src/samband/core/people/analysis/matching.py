# SPDX-License-Identifier: EUPL-1.2
"""Who of a file may be whom in the register. A likeness is a question for a person, never an answer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from samband.core.people.analysis.dates import contradict, year
from samband.core.people.analysis.entries import Entry
from samband.core.people.analysis.names import fold, fold_sorted
from samband.core.people.rules import Gender


class Outcome(StrEnum):
    STAYED = "stayed"
    CAME = "came"
    MOVED = "moved"
    ASKED = "asked"
    LEFT = "left"


class Reason(StrEnum):
    """What speaks for two being one."""

    SAME_NUMBER = "same_number"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_BIRTH = "same_birth"
    SAME_YEAR = "same_year"
    SAME_PARTY = "same_party"
    OTHER_PARTY = "other_party"
    SAME_BODY = "same_body"
    OTHER_MEMBER = "other_member"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register. is_current: in office in this body when the new term begins.

    is_new: named by an earlier file for the same term, and in no earlier one.
    parties: codes for which the person held office. numbers: identifiers in other sources.
    """

    person: int
    name: str
    authority: str
    is_current: bool
    is_new: bool = False
    birth_date: str = ""
    gender: str = Gender.UNKNOWN
    parties: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A person of the file (one or several rows) and what becomes of it.

    known: who it is (stayed) or may be (asked); None for somebody who came. score: likeness, 0 to 100.
    """

    entries: tuple[Entry, ...]
    outcome: Outcome
    known: Known | None = None
    score: int | None = None
    reasons: tuple[Reason, ...] = ()


LIKE = 86
"""Likeness of folded names from which two of one council are asked about, held against cases in the tests."""
LIKE_WITH_YEAR = 78
LIKE_WITH_BIRTH = 55
"""With the same day of birth a name may have changed a good deal: by marriage, by spelling."""


def match_council(
    *, entries: Sequence[Entry], current: Sequence[Known], elsewhere: Mapping[str, Sequence[Known]]
) -> tuple[Match, ...]:
    """One council's file against those in office there and all others by their names.

    Only the same name in the same council, with nothing against it, is taken for certain; or the same number.
    """
    persons = _persons(entries)
    certain = _certain(persons, current)
    taken = {known.person for known in certain.values()}
    rest = [place for place in range(len(persons)) if place not in certain]
    asked = _alike(persons, rest, [one for one in current if one.person not in taken])
    return tuple(
        _match(persons[place], certain.get(place), asked.get(place), elsewhere)
        for place in range(len(persons))
    )


def left(*, matches: Iterable[Match], current: Iterable[Known]) -> tuple[Known, ...]:
    """Those in office whom no row means, or may mean."""
    meant = {match.known.person for match in matches if match.known}
    return tuple(one for one in current if one.person not in meant)


def by_name(*, known: Iterable[Known]) -> dict[str, list[Known]]:
    """Sorted folded name -> those who bear it."""
    named: dict[str, list[Known]] = {}
    for one in known:
        named.setdefault(fold_sorted(one.name), []).append(one)
    return named


def _persons(entries: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    """Rows of one member with the same name, birth, party and number are one person in several offices."""
    together: dict[tuple[str, ...], list[Entry]] = {}
    for one in entries:
        key = (fold_sorted(one.name), one.birth_date, one.party or fold(one.party_name), one.person_id)
        together.setdefault(key, []).append(one)
    return [tuple(rows) for rows in together.values()]


def _certain(persons: Sequence[tuple[Entry, ...]], current: Sequence[Known]) -> dict[int, Known]:
    numbered = {number: one for one in current for number in one.numbers}
    named = by_name(known=current)
    times = Counter(fold_sorted(rows[0].name) for rows in persons)
    found: dict[int, Known] = {}
    for place, rows in enumerate(persons):
        first = rows[0]
        by_number = numbered.get(first.person_id) if first.person_id else None
        same = named.get(fold_sorted(first.name), [])
        if by_number:
            found[place] = by_number
        elif len(same) == 1 and times[fold_sorted(first.name)] == 1 and _nothing_against(first, same[0]):
            found[place] = same[0]
    return found


def _nothing_against(entry: Entry, known: Known) -> bool:
    if contradict(entry.birth_date, known.birth_date) or _other_gender(entry, known):
        return False
    if entry.birth_date and known.birth_date:
        return True
    return not known.parties or entry.party in known.parties or not (entry.party or entry.party_name)


def _other_gender(entry: Entry, known: Known) -> bool:
    unknown = Gender.UNKNOWN
    return unknown not in (entry.gender, known.gender) and entry.gender != known.gender


def _alike(
    persons: Sequence[tuple[Entry, ...]], rest: Sequence[int], free: Sequence[Known]
) -> dict[int, tuple[Known, int]]:
    """The likeliest pairs first; each person of the register is asked about once."""
    if not rest or not free:
        return {}
    names = [fold(persons[place][0].name) for place in rest]
    scores = process.cdist(names, [fold(one.name) for one in free], scorer=fuzz.token_sort_ratio)
    pairs = sorted(
        (
            (float(scores[i, j]), place, one)
            for i, place in enumerate(rest)
            for j, one in enumerate(free)
            if scores[i, j] >= _needed(persons[place][0], one)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2].person),
    )
    found: dict[int, tuple[Known, int]] = {}
    taken: set[int] = set()
    for score, place, one in pairs:
        if place not in found and one.person not in taken:
            found[place] = (one, round(score))
            taken.add(one.person)
    return found


def _needed(entry: Entry, known: Known) -> float:
    """The likeness from which it is worth asking; more than can be when something speaks against it."""
    if contradict(entry.birth_date, known.birth_date) or _other_gender(entry, known):
        return 101.0
    if len(entry.birth_date) == 10 and entry.birth_date == known.birth_date:
        return LIKE_WITH_BIRTH
    if entry.birth_date and known.birth_date and year(entry.birth_date) == year(known.birth_date):
        return LIKE_WITH_YEAR
    return LIKE


def _match(
    rows: tuple[Entry, ...],
    certain: Known | None,
    alike: tuple[Known, int] | None,
    elsewhere: Mapping[str, Sequence[Known]],
) -> Match:
    first = rows[0]
    if certain:
        outcome = Outcome.CAME if certain.is_new else Outcome.STAYED
        return Match(rows, outcome, certain, 100, _reasons(first, certain))
    if alike:
        return Match(rows, Outcome.ASKED, alike[0], alike[1], _reasons(first, alike[0]))
    namesakes = [one for one in elsewhere.get(fold_sorted(first.name), ()) if _worth_asking(first, one)]
    if namesakes:
        best = max(namesakes, key=lambda one: (_strength(first, one), -one.person))
        return Match(rows, Outcome.ASKED, best, 100, _reasons(first, best))
    return Match(rows, Outcome.CAME)


def _worth_asking(entry: Entry, known: Known) -> bool:
    """Names repeat over a country: a namesake elsewhere is asked about when more than the name fits."""
    if contradict(entry.birth_date, known.birth_date) or _other_gender(entry, known):
        return False
    return bool(entry.birth_date and known.birth_date) or entry.party in known.parties


def _strength(entry: Entry, known: Known) -> int:
    return sum(reason in _STRONG for reason in _reasons(entry, known))


_STRONG = {Reason.SAME_NUMBER, Reason.SAME_BIRTH, Reason.SAME_YEAR, Reason.SAME_PARTY, Reason.SAME_BODY}


def _reasons(entry: Entry, known: Known) -> tuple[Reason, ...]:
    is_same = fold_sorted(entry.name) == fold_sorted(known.name)
    births = bool(entry.birth_date and known.birth_date)
    found = {
        Reason.SAME_NUMBER: bool(entry.person_id) and entry.person_id in known.numbers,
        Reason.SAME_NAME: is_same,
        Reason.LIKE_NAME: not is_same,
        Reason.SAME_BIRTH: births and entry.birth_date == known.birth_date and len(entry.birth_date) == 10,
        Reason.SAME_YEAR: births and year(entry.birth_date) == year(known.birth_date),
        Reason.SAME_PARTY: bool(entry.party) and entry.party in known.parties,
        Reason.OTHER_PARTY: bool(entry.party and known.parties) and entry.party not in known.parties,
        Reason.SAME_BODY: known.is_current,
        Reason.OTHER_MEMBER: known.authority != entry.authority,
    }
    if found[Reason.SAME_BIRTH]:
        found[Reason.SAME_YEAR] = False
    return tuple(reason for reason, holds in found.items() if holds)
