# SPDX-License-Identifier: EUPL-1.2
"""A screening as plain values and as a JSON file: the same inputs give the same answer, years later too."""

import json
from collections.abc import Mapping

from samband.engines.catalogues import Translate
from samband.engines.conflicts.agenda import Item
from samband.engines.conflicts.digests import agenda_digest, facts_digest
from samband.engines.conflicts.facts import Tie, facts_at
from samband.engines.conflicts.law import Law, Outcome, in_language
from samband.engines.conflicts.results import (
    Assessment,
    Attendance,
    Collective,
    Finding,
    Missing,
    Screened,
    Screening,
)
from samband.engines.conflicts.wording import (
    BOUNDED,
    DECIDERS,
    OUTCOMES,
    REASONS,
    VOTERS,
    attendance_sentences,
    missing_sentence,
    tie_sentence,
    words_in,
)

FORM = 1
SENTENCES = frozenset({"words", "decided_by_words", "voters_words", "possible_identity"})
"""Names of what is said in a language; that something is said counts, how it is said does not."""
Plain = dict[str, object]


def screening_to_plain(*, screening: Screening, language: str = "en") -> Plain:
    """Everything found, as text, numbers, lists and names; sentences in the language.

    Codes are the same in every language. Who is clear is named by id alone; nobody's ties are told but those
    that lead to a finding.
    """
    teller = _Teller(screening, language)
    facts = facts_at(register=screening.register, on=screening.on, known_at=screening.known_at)
    return {
        "screening": FORM,
        "on": screening.on.isoformat(),
        "known_at": _day(screening.known_at),
        "language": language,
        "law": _law(screening.law, language),
        "register": {"register": screening.register.code, "digest": facts_digest(facts=facts)},
        "agenda": {"agenda": screening.agenda.code, "digest": agenda_digest(agenda=screening.agenda)},
        "items": [teller.item(one) for one in screening.items],
    }


def screening_to_json(*, screening: Screening, language: str = "en") -> str:
    """The result file: indented, in UTF-8, names in a fixed order."""
    plain = screening_to_plain(screening=screening, language=language)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def is_same_answer(*, kept: str, again: Screening) -> bool:
    """Whether a screening came out as the result file that was kept: in everything but the sentences.

    Codes, people, ties, days, outcomes and quorum must agree; a sentence may have been worded better since.
    """
    told = screening_to_json(screening=again)
    return told == kept or _without_sentences(json.loads(told)) == _without_sentences(json.loads(kept))


def _without_sentences(plain: object) -> object:
    if isinstance(plain, dict):
        return {
            name: bool(value) if name in SENTENCES else _without_sentences(value)
            for name, value in plain.items()
        }
    return [_without_sentences(one) for one in plain] if isinstance(plain, list) else plain


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _law(law: Law, language: str) -> Plain:
    return {
        "law": law.code,
        "title": in_language(words=law.title, language=language),
        "jurisdiction": law.jurisdiction,
        "active": law.is_active,
        "reviewed": law.review.is_reviewed,
        "digest": law.digest,
    }


class _Teller:
    """What is found, in one language."""

    def __init__(self, screening: Screening, language: str) -> None:
        self.law, self.register, self.language = screening.law, screening.register, language
        self.translate: Translate = words_in(language=language)

    def item(self, screened: Screened) -> Plain:
        """People about whom there is something of their own; what the item lacks is told once, with it."""
        item: Item = screened.item
        shown = [one for one in screened.assessments if one.findings or one.missing]
        told = {one.person for one in shown}
        return {
            "item": item.id,
            "title": item.title,
            "type": item.matter.value,
            "missing": self._missing(screened.missing),
            "people": [self._assessment(one) for one in shown],
            "unknown": self._rest(screened, Outcome.UNKNOWN, told),
            "clear": self._rest(screened, Outcome.NONE, told),
            "body": self._body(screened.collective) if screened.collective else None,
        }

    def _rest(self, screened: Screened, outcome: Outcome, told: set[str]) -> list[str]:
        return [
            one.person for one in screened.assessments if one.outcome is outcome and one.person not in told
        ]

    def _assessment(self, one: Assessment) -> Plain:
        return {
            "person": one.person,
            "name": self.register.name_of(one.person),
            "role": one.role.value,
            "place": one.place.value,
            "stage": one.stage.value,
            "outcome": one.outcome.value,
            "words": self.translate(OUTCOMES[one.outcome]),
            "decided_by": one.decided_by.value,
            "decided_by_words": self.translate(DECIDERS[one.decided_by]) if one.is_at_issue else "",
            "missing": self._missing(one.missing),
            "findings": [self._finding(finding) for finding in one.findings],
        }

    def _finding(self, finding: Finding) -> Plain:
        rule = finding.rule
        return {
            "rule": rule.id,
            "title": self._words(rule.title),
            "outcome": finding.outcome.value,
            "prior": rule.prior or None,
            "words": self._words(rule.words),
            "citation": rule.citation,
            "source": self.law.sources[rule.source].title,
            "certainty": rule.certainty,
            "participant": finding.participant or None,
            "identity": finding.identity.value,
            "possible_identity": self.translate(BOUNDED) if finding.is_bounded else None,
            "path": [self._tie(tie) for tie in finding.path],
            "missing": self._missing(finding.missing),
            "exceptions": [self._tried(one.rule, one.why.value, REASONS[one.why]) for one in finding.tried],
            "factors": {code: self._words(self.law.factors[code]) for code in rule.factors},
        }

    def _tried(self, rule: str, why: str, reason: str) -> Plain:
        title = self._words(self.law.rules[rule].title)
        return {"rule": rule, "title": title, "why": why, "words": self.translate(reason)}

    def _tie(self, tie: Tie) -> Plain:
        return {
            "who": tie.who,
            "tie": tie.kind.value,
            "to": tie.to,
            "detail": tie.detail or None,
            "share": _day(tie.share),
            "valid_from": _day(tie.valid_from),
            "valid_to": _day(tie.valid_to),
            "recorded": _day(tie.recorded),
            "source": tie.source or None,
            "identity": tie.identity.value,
            "words": tie_sentence(tie=tie, register=self.register, language=self.language),
        }

    def _missing(self, missing: tuple[Missing, ...]) -> list[Plain]:
        return [
            {
                "missing": one.kind.value,
                "about": one.about,
                "words": missing_sentence(missing=one, register=self.register, translate=self.translate),
            }
            for one in missing
        ]

    def _body(self, body: Collective) -> Plain:
        return {
            "if_mandatory_step_aside": self._attendance(body.surely),
            "if_assessed_step_aside_too": self._attendance(body.at_most),
            "at_issue": list(body.at_issue),
            "voters": body.voters.value,
            "voters_words": self.translate(VOTERS[body.voters]) if body.at_issue else None,
        }

    def _attendance(self, attendance: Attendance) -> Plain:
        words = attendance_sentences(attendance=attendance, register=self.register, translate=self.translate)
        return {
            "aside": list(attendance.aside),
            "called": [{"deputy": one.deputy, "for": one.member} for one in attendance.called],
            "passed_over": list(attendance.passed_over),
            "present": attendance.present,
            "base": attendance.base,
            "spare": attendance.spare,
            "quorum": "kept" if attendance.is_kept else "lost",
            "words": list(words),
        }

    def _words(self, words: Mapping[str, str]) -> str:
        return in_language(words=words, language=self.language)
