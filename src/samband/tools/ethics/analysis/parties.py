# SPDX-License-Identifier: EUPL-1.2
"""Who an item may be about: by number, by property, by a name that the register knows. Proposals, no more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from samband.engines.conflicts import OrganisationKind
from samband.engines.names import Identity, Person, compare
from samband.engines.names.folding import fold_word
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.rules import Basis, PartyChoice, PartyEntry, is_number, plain_number

MOST = 12
"""Proposals for one item; more would not be read."""
SHORTEST_NAME = 5
_DIGITS = re.compile(r"\b(?:NO|RO)?\s?\d[\d ]{1,14}\d\b")
_LABELLED = re.compile(r"\b(?:CUI|CIF|RO)\s*:?\s*(\d{2,10})\b")
_PROPERTY = re.compile(
    r"\b(?:gnr\.?|g\.?nr\.?)\s*(\d+)\s*[,/]?\s*(?:og\s*)?(?:bnr\.?|b\.?nr\.?)\s*(\d+)", re.IGNORECASE
)
_SHORT_PROPERTY = re.compile(r"\b(?:gbnr\.?|gnr/bnr|eiendom(?:men)?)\s*:?\s*(\d+)\s*/\s*(\d+)", re.IGNORECASE)
_FORMS = {
    "as": OrganisationKind.COMPANY, "asa": OrganisationKind.COMPANY, "ans": OrganisationKind.COMPANY,
    "da": OrganisationKind.COMPANY, "ltd": OrganisationKind.COMPANY, "srl": OrganisationKind.COMPANY,
    "llc": OrganisationKind.COMPANY, "se": OrganisationKind.COMPANY, "gmbh": OrganisationKind.COMPANY,
    "sa": "", "ba": OrganisationKind.COOPERATIVE, "kf": OrganisationKind.MUNICIPAL_ENTERPRISE,
    "iks": OrganisationKind.INTERMUNICIPAL_COMPANY, "il": OrganisationKind.ASSOCIATION,
}  # fmt: skip
_KINDS = (
    (("stiftelse", "foundation", "fundat"), OrganisationKind.FOUNDATION),
    (("sparebank", "savings bank"), OrganisationKind.SAVINGS_BANK),
    (("kommune", "fylkeskommune", "comuna", "municipality"), OrganisationKind.AUTHORITY),
    (("forening", "idrettslag", " lag", "klubb", "club", "asociat", "association", "korps"),
     OrganisationKind.ASSOCIATION),
)  # fmt: skip
_COMPANY = re.compile(
    r"\b((?:[A-ZÆØÅȘȚĂÎÂ][\w&.\-]*[ \t]+){1,5}?"
    r"(?:AS|ASA|ANS|DA|SA|BA|KF|IKS|IL|SRL|S\.R\.L\.|Ltd|LLC|GmbH))\b"
)
_NAME_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'][^\W\d_]+)*")


@dataclass(frozen=True)
class KnownThings:
    """What an agenda is held against. organisations: (id, name, number, kind); people: (id, names).

    properties: (id, words of the declaration). language: of the names; country: name of the pack.
    """

    organisations: tuple[tuple[str, str, str, str], ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    properties: tuple[tuple[str, str], ...]
    language: str
    country: str

    @cached_property
    def by_word(self) -> dict[str, set[int]]:
        """Folded word of a name -> places in ``people``."""
        found: dict[str, set[int]] = {}
        for place, (_, names) in enumerate(self.people):
            for word in (word for name in names for word in _NAME_WORD.findall(name)):
                found.setdefault(self.key(word), set()).add(place)
        return found

    def key(self, word: str) -> str:
        return fold_word(word=word.casefold(), language=self.language)


def proposals(*, text: str, known: KnownThings) -> tuple[PartyEntry, ...]:
    """Each once, the surest first. Numbers are parties until somebody says no; names are a question."""
    found: dict[str, PartyEntry] = {}
    for one in (*_by_number(text, known), *_by_property(text, known), *_by_name(text, known),
                *_people(text, known), *_companies(text)):  # fmt: skip
        found.setdefault(one.ref or fold(one.name), one)
    names = {fold(one.name) for one in found.values() if one.ref}
    kept = [one for one in found.values() if one.ref or not _is_told(one, names)]
    return tuple(kept[:MOST])


def recognised(*, line: str, known: KnownThings) -> PartyEntry:
    """What somebody wrote, ``Name; number``: the one in the register that it surely is, else itself."""
    name, _, number = (part.strip() for part in line.partition(";"))
    plain = plain_number(number)
    for ref, label, has, kind in known.organisations:
        if (plain and has == plain) or (not plain and not has and fold(label) == fold(name)):
            return PartyEntry(ref, label, has, kind, Basis.WRITTEN, PartyChoice.SURE)
    return PartyEntry("", name[:200], plain[:20], guessed_kind(name=name), Basis.WRITTEN, PartyChoice.SURE)


def guessed_kind(*, name: str) -> str:
    """By the letters of its legal form or a telling word; '' when nothing tells."""
    words = fold(name.replace("S.R.L.", "SRL")).split()
    for word in (words[-1:] or [""])[0], (words[:1] or [""])[0]:
        if word in _FORMS:
            return str(_FORMS[word])
    plain = f" {' '.join(words)}"
    return str(next((kind for tells, kind in _KINDS if any(one in plain for one in tells)), ""))


def _by_number(text: str, known: KnownThings) -> Iterator[PartyEntry]:
    by_number = {number: (ref, name, kind) for ref, name, number, kind in known.organisations if number}
    for number in _numbers(text, known.country):
        if number in by_number:
            ref, name, kind = by_number[number]
            yield PartyEntry(
                ref, name, number, kind or guessed_kind(name=name), Basis.NUMBER, PartyChoice.SURE
            )


def _numbers(text: str, country: str) -> Iterator[str]:
    labelled = _LABELLED.findall(text)
    loose = (plain_number(found) for found in _DIGITS.findall(text))
    for number in (*labelled, *loose):
        if (len(number) > 6 or number in labelled) and is_number(number=number, country=country):
            yield number


def _by_property(text: str, known: KnownThings) -> Iterator[PartyEntry]:
    named = set(_properties(text))
    for ref, words in known.properties:
        if named & set(_properties(words)):
            yield PartyEntry(ref, words, "", OrganisationKind.PROPERTY, Basis.PROPERTY, PartyChoice.SURE)


def _properties(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_PROPERTY, _SHORT_PROPERTY):
        for farm, unit in pattern.findall(text):
            yield int(farm[:9]), int(unit[:9])


def _by_name(text: str, known: KnownThings) -> Iterator[PartyEntry]:
    whole = f" {fold_all(text)} "
    for ref, name, number, kind in known.organisations:
        plain = fold(name)
        if len(plain) >= SHORTEST_NAME and f" {plain} " in whole:
            kind = kind or guessed_kind(name=name)
            yield PartyEntry(ref, name, number, kind, Basis.NAME, PartyChoice.PERHAPS)


def _people(text: str, known: KnownThings) -> Iterator[PartyEntry]:
    """Runs of capitalised words in which two belong to one person, held against all ways of the name."""
    for run in _capitalised(text):
        hits: dict[int, int] = {}
        for word in run:
            for place in known.by_word.get(known.key(word), ()):
                hits[place] = hits.get(place, 0) + 1
        for place in sorted(place for place, number in hits.items() if number > 1):
            ref, names = known.people[place]
            if _is_alike(" ".join(run), names, known.language):
                yield PartyEntry(ref, names[0], "", "", Basis.NAME, PartyChoice.PERHAPS)


def _capitalised(text: str) -> Iterator[Sequence[str]]:
    for line in re.split(r"[\n.,;:()]", text):
        run: list[str] = []
        for word in (*_NAME_WORD.findall(line), ""):
            if word[:1].isupper():
                run.append(word)
                continue
            if len(run) > 1:
                yield from _windows(run)
            run = []


def _windows(run: Sequence[str]) -> Iterator[Sequence[str]]:
    for size in (4, 3, 2):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def _is_alike(written: str, names: Iterable[str], language: str) -> bool:
    there = Person(written)
    likenesses = (compare(left=Person(name), right=there, language=language).identity for name in names)
    return any(one is not Identity.NONE for one in likenesses)


def _companies(text: str) -> Iterator[PartyEntry]:
    """Names that end in a legal form and that the register does not know."""
    for name in _COMPANY.findall(text):
        plain = " ".join(name.split())
        yield PartyEntry("", plain, "", guessed_kind(name=plain), Basis.TEXT, PartyChoice.SURE)


def _is_told(one: PartyEntry, names: Iterable[str]) -> bool:
    return any(name in fold(one.name) or fold(one.name) in name for name in names)


def fold_all(text: str) -> str:
    """As ``fold``, for texts of any length."""
    return " ".join(fold(part) for part in text.splitlines())
