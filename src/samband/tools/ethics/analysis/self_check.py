# SPDX-License-Identifier: EUPL-1.2
"""A councillor holds one item against what she says herself: whom to ask about, what comes out, a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samband.engines.conflicts import (
    Agenda,
    Item,
    Law,
    Outcome,
    Register,
    in_language,
    screen,
    screening_to_plain,
)
from samband.tools.ethics.analysis.kin import SAID, with_answers
from samband.tools.ethics.analysis.minutes import LANGUAGES
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.rules import PERSON, CheckParty, KinAnswer, KinEntry, plain_number

WORDS = Path(__file__).parents[1] / "parameters" / "announcements.yaml"
WEIGHTY = (Outcome.MANDATORY, Outcome.ASSESS, Outcome.UNKNOWN)
_HEAVIEST = tuple(Outcome)
_CLEAR: Mapping[str, Any] = {
    "words": "", "decided_by": "", "decided_by_words": "", "findings": [], "missing": [],
}  # fmt: skip
_ALONE = frozenset({"self", "superior"})
"""Who decides about an employee: no body."""


@dataclass(frozen=True, slots=True)
class Found:
    """One rule. told: as the engine tells it, without ties that an answer made. said: places of answers."""

    told: Mapping[str, Any]
    said: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out about the person and an item. words, decided_by_words: in the reader's language.

    findings: the weightiest first. missing: what is not known, in words. steps: what the law says
    that one of a body does. ground: paragraphs of the weightiest findings. drafts: language -> what to say.
    """

    outcome: Outcome
    words: str
    decided_by: str
    decided_by_words: str
    findings: tuple[Found, ...]
    missing: tuple[str, ...]
    law: str
    steps: tuple[str, ...]
    ground: str
    drafts: Mapping[str, str]

    @property
    def is_positive(self) -> bool:
        return bool(self.findings)


def parties_of(*, register: Register, item: Item) -> tuple[CheckParty, ...]:
    """Parties of an item, and names in it that nobody could place: each is asked about."""
    named = [_party(register, one.ref) for one in (*item.parties, *item.affected)]
    unknown = [
        CheckParty(f"unrecognised{place}", name, "", "")
        for place, name in enumerate(item.unrecognised, start=1)
    ]
    return tuple({one.ref: one for one in (*named, *unknown)}.values())


def checked(
    *, register: Register, agenda: Agenda, parties: Iterable[CheckParty], person: str,
    answers: tuple[KinAnswer, ...], law: Law, on: date, known_at: date | None, language: str,
) -> Checked:  # fmt: skip
    """What the law says of the person and the one item of the agenda, given the answers.

    person: id in the register. Everything happens in memory; the same answers give the same again.
    """
    own, asked = with_answers(
        register=register, agenda=agenda, parties=parties, person=person, answers=answers, on=on
    )
    screening = screen(law=law, register=own, agenda=asked, on=on, known_at=known_at, persons={person})
    assessment = screening.items[0].of(person)
    told = _told(screening_to_plain(screening=screening, language=language), person)
    findings = tuple(_found(one) for one in told["findings"] if one["outcome"] != Outcome.NONE)
    ground = ground_of(findings=findings)
    (item,) = agenda.items
    return Checked(
        outcome=assessment.outcome,
        words=told["words"],
        decided_by=told["decided_by"],
        decided_by_words=told["decided_by_words"],
        findings=findings,
        missing=tuple(one["words"] for one in told["missing"]),
        law=in_language(words=law.title, language=language),
        steps=_steps(law, language) if told["decided_by"] not in _ALONE else (),
        ground=ground,
        drafts=drafts(
            item=item, body=agenda.body.name, outcome=assessment.outcome, ground=ground,
            decided_by=told["decided_by"],
        ) if findings else {},
    )  # fmt: skip


def _steps(law: Law, language: str) -> tuple[str, ...]:
    return tuple(in_language(words=one, language=language) for one in law.procedure.steps)


def without_register(*, register: Register, person: str) -> Register:
    """The register without the person's own ties: to see what follows from answers alone."""
    return replace(register, ties=tuple(one for one in register.ties if one.who != person))


def answers_from(*, entries: Iterable[KinEntry], parties: Iterable[CheckParty]) -> tuple[KinAnswer, ...]:
    """What a private list says of the parties of an item: sure by number or reference, else a question."""
    asked = tuple(parties)
    return tuple(
        KinAnswer(entry.kin.relation, party.ref, entry.kin.standing, is_sure)
        for entry in entries
        for party in asked
        for is_sure in _meant(entry, party)
    )


def ground_of(*, findings: Iterable[Found]) -> str:
    """Paragraphs of the weightiest findings, each once."""
    listed = list(findings)
    heaviest = min((_HEAVIEST.index(Outcome(one.told["outcome"])) for one in listed), default=0)
    grounds = (one.told["citation"] for one in listed if one.told["outcome"] == _HEAVIEST[heaviest])
    return "; ".join(dict.fromkeys(grounds))


def drafts(*, item: Item, body: str, outcome: Outcome, ground: str, decided_by: str) -> Mapping[str, str]:
    """What one may say in the meeting, in each language of minutes. It names nobody: the ground is enough."""
    weight = "must" if outcome is Outcome.MANDATORY else "may" if outcome in WEIGHTY else "note"
    how = "superior" if decided_by in _ALONE else "announces" if decided_by == "announces" else "body"
    key = weight if weight == "note" else f"{how}_{weight}"
    told = {"number": item.id, "title": item.title, "body": body, "ground": ground}
    return {
        language: f"{words['item']} {words[key]}".format(**told) for language, words in _sentences().items()
    }


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {language: told[language] for language in LANGUAGES}


def _party(register: Register, ref: str) -> CheckParty:
    organisation = register.organisations.get(ref)
    if organisation is None:
        return CheckParty(ref, register.name_of(ref), "", PERSON)
    return CheckParty(ref, organisation.name or ref, organisation.number, organisation.kind)


def _told(plain: Mapping[str, Any], person: str) -> Mapping[str, Any]:
    """About the person; whoever is clear is told nothing of."""
    (item,) = plain["items"]
    return next((one for one in item["people"] if one["person"] == person), _CLEAR)


def _found(told: Mapping[str, Any]) -> Found:
    sources = [str(tie["source"] or "") for tie in told["path"]]
    said = dict.fromkeys(int(one.removeprefix(SAID)) for one in sources if one.startswith(SAID))
    path = [tie for tie in told["path"] if not str(tie["source"] or "").startswith(SAID)]
    return Found({**told, "path": path}, tuple(said))


def _meant(entry: KinEntry, party: CheckParty) -> tuple[bool, ...]:
    kin = entry.kin
    if kin.ref and kin.ref == party.ref and fold(kin.name) == fold(party.name):
        return (True,)
    if kin.number and plain_number(kin.number) == plain_number(party.number):
        return (True,)
    is_named = bool(kin.name) and fold(kin.name) == fold(party.name)
    is_another = bool(kin.number and party.number)
    return (False,) if is_named and not is_another else ()
