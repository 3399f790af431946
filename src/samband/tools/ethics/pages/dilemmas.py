# SPDX-License-Identifier: EUPL-1.2
"""Dilemmas in the reader's language; in English, and saying so, where there are no words in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.engines.conflicts import Finding, Law, Outcome, Place, Register, in_language, words_in
from samband.engines.conflicts.law import Words
from samband.engines.conflicts.wording import DECIDERS, OUTCOMES, attendance_sentences
from samband.tools.ethics.analysis.dilemmas import Answer, Choice, Dilemma, fitting_choice
from samband.tools.ethics.queries.dilemmas import dilemma_answers

MOST_FINDINGS = 3
"""Rules that are told of one answer, the weightiest first."""
NEAREST = {"nn": "nb", "se": "nb"}
THEMES: Mapping[str, Promise] = {
    "golden": _("Cases to begin with"),
    "kinship": _("Family"),
    "closeness": _("Friends and opponents"),
    "posts": _("Posts in companies and associations"),
    "ownership": _("Ownership"),
    "money": _("Income, debt and gifts"),
    "acting_for_others": _("Acting for others"),
    "matters": _("What kind of case it is"),
    "officers": _("Those who prepare the case"),
    "quorum": _("When many step aside"),
    "identity": _("Is it the same person?"),
    "norway_over_time": _("Law that has changed"),
    "romania_before_2019": _("Law that has changed"),
    "moldova_and_georgia": _("Cases from Moldova and Georgia"),
}
ANSWERS: Mapping[Choice, Promise] = {
    Choice.TAKES_PART: _("Takes part"),
    Choice.STEPS_ASIDE: _("Steps aside"),
    Choice.ASSESS: _("It must be assessed first"),
    Choice.UNSURE: _("I do not know"),
}
PLACES: Mapping[Place, Promise] = {
    Place.MEMBER: _("Member"),
    Place.DEPUTY: _("Deputy"),
    Place.HANDLER: _("Prepares the case"),
}


@dataclass(frozen=True, slots=True)
class DilemmaPage:
    """language: of its words; is_foreign when they are not in the reader's."""

    code: str
    title: str
    situation: str
    question: str
    language: str
    is_foreign: bool
    answers: tuple["AnswerPage", ...] = ()

    @property
    def is_reviewed(self) -> bool:
        """Whether lawyers have seen all the laws that are told."""
        return all(one.is_reviewed for one in self.answers)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """exception: the one that holds, with its paragraph. factors: what to weigh."""

    title: str
    words: str
    citation: str
    exception: str
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """choice: what comes nearest to the outcome, '' about a body. outcome: in words, '' when that says it.

    who: '' when only one is asked about. on: the day of the decision, None when all answers are of one day.
    law: '' when the next answer is of the same.
    sentences: of who decides and of the quorum. steps: how one goes about it. language: of the law's words.
    """

    who: str
    on: date | None
    law: str
    is_active: bool
    is_reviewed: bool
    outcome: str
    choice: str
    rules: tuple[RuleLine, ...]
    sentences: tuple[str, ...]
    steps: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    code: str
    title: str
    number: int


def themes(*, known: Iterable[Dilemma]) -> tuple[ThemePage, ...]:
    """In the order in which one learns; what a country has added comes last."""
    counts: dict[str, int] = {}
    for one in known:
        counts[one.theme] = counts.get(one.theme, 0) + 1
    order = [*(theme for theme in THEMES if theme in counts), *sorted(set(counts) - set(THEMES))]
    return tuple(ThemePage(theme, theme_title(theme=theme), counts[theme]) for theme in order)


def theme_title(*, theme: str) -> str:
    return str(THEMES.get(theme) or gettext("More dilemmas"))


def dilemma_page(*, one: Dilemma, with_answers: bool) -> DilemmaPage:
    """with_answers: whether what the law says is told too."""
    vignette, language = one.vignette, _language()
    told = _first_of(vignette.situation, language)
    return DilemmaPage(
        code=one.code,
        title=in_language(words=vignette.title, language=told),
        situation=in_language(words=vignette.situation, language=told),
        question=in_language(words=vignette.question, language=told),
        language=told,
        is_foreign=told not in (language, NEAREST.get(language)),
        answers=tuple(answer_pages(one=one)) if with_answers else (),
    )


def answer_pages(*, one: Dilemma) -> Iterator[AnswerPage]:
    """Whom and which day an answer is about is told where there are several."""
    register = _with_names(one.vignette.register)
    answers = [each for each in dilemma_answers(code=one.code) if each.found or each.body]
    has_several = len({each.found.person if each.found else "" for each in answers}) > 1
    has_days = len({each.on for each in answers}) > 1
    for answer, following in zip(answers, [*answers[1:], None], strict=True):
        page = _answer_page(answer, register)
        yield replace(
            page,
            who=page.who if has_several else "",
            on=page.on if has_days or not page.is_active else None,
            law="" if following and following.law is answer.law else page.law,
        )


def _with_names(register: Register) -> Register:
    """People of a vignette are called by their id, in small letters."""
    people = {
        code: person if person.name else replace(person, name=code.replace("_", " ").capitalize())
        for code, person in register.people.items()
    }
    return replace(register, people=people)


def _answer_page(answer: Answer, register: Register) -> AnswerPage:
    law, found = answer.law, answer.found
    language = _first_of(law.title, _language())
    findings = [one for one in found.findings if one.outcome is not Outcome.NONE] if found else []
    return AnswerPage(
        who=f"{PLACES[found.place]}: {register.name_of(found.person)}" if found else "",
        on=answer.on,
        law=in_language(words=law.title, language=language),
        is_active=law.is_active,
        is_reviewed=law.review.is_reviewed,
        outcome=_outcome(found.outcome) if found else gettext("The quorum"),
        choice=str(ANSWERS[fitting_choice(outcome=found.outcome)]) if found else "",
        rules=tuple(_rule_line(law, one, language) for one in findings[:MOST_FINDINGS]),
        sentences=_sentences(answer, register),
        steps=tuple(in_language(words=step, language=language) for step in law.procedure.steps),
        language=language,
    )


def _outcome(outcome: Outcome) -> str:
    return "" if outcome is Outcome.ASSESS else words_in(language=_language())(OUTCOMES[outcome])


def _sentences(answer: Answer, register: Register) -> tuple[str, ...]:
    """Who decides about a person, if there is anything to decide; how many are left to decide in a body."""
    translate = words_in(language=_language())
    if answer.found is not None:
        return (translate(DECIDERS[answer.found.decided_by]),) if answer.found.is_at_issue else ()
    if answer.body is None:
        return ()
    return attendance_sentences(attendance=answer.body.surely, register=register, translate=translate)


def _rule_line(law: Law, finding: Finding, language: str) -> RuleLine:
    rule, exception = finding.rule, law.rules.get(finding.exception)
    return RuleLine(
        title=in_language(words=rule.title, language=language),
        words=in_language(words=rule.words, language=language),
        citation=rule.citation,
        exception=_exception(exception.words, exception.citation, language) if exception else "",
        factors=tuple(in_language(words=law.factors[one], language=language) for one in rule.factors),
    )


def _exception(words: Words, citation: str, language: str) -> str:
    return f"{in_language(words=words, language=language)} ({citation})"


def _first_of(words: Words, language: str) -> str:
    """The reader's language, its nearest, else English, else whatever there is."""
    wanted = (language, NEAREST.get(language, ""), "en")
    return next((one for one in wanted if one in words), next(iter(words), "en"))


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
