# SPDX-License-Identifier: EUPL-1.2
"""Questions to the ethics adviser and their answers, in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samband.core.access.rules import Actor
from samband.engines.conflicts import Outcome, words_in
from samband.engines.conflicts.wording import OUTCOMES
from samband.tools.ethics.analysis.dilemmas import Dilemma
from samband.tools.ethics.analysis.minutes import AdviceTold
from samband.tools.ethics.analysis.similar import Likeness, Shared, most_similar
from samband.tools.ethics.pages.dilemmas import dilemma_page
from samband.tools.ethics.pages.meetings import DECIDED, MATTERS, ORGANISATIONS
from samband.tools.ethics.queries.advice import (
    AdviceCase,
    advice_in,
    earlier_answers,
    earlier_decisions,
    likeness_of,
    rules_of_answers,
)
from samband.tools.ethics.queries.dilemmas import dilemma_answers, dilemmas
from samband.tools.ethics.rules.advice import AdviceRecord, AdviceStatus, Advised, Weighed, Weight
from samband.tools.ethics.rules.meetings import Decided

MOST_SIMILAR = 5
"""Of each kind."""
STATUSES: Mapping[AdviceStatus, tuple[Promise, str]] = {
    AdviceStatus.ASKED: (_("Asked"), "warning"),
    AdviceStatus.TAKEN: (_("Somebody looks at it"), "info"),
    AdviceStatus.ANSWERED: (_("Answered"), "success"),
    AdviceStatus.DECIDED: (_("The body has decided"), "neutral"),
}
WEIGHTS: Mapping[Weight, Promise] = {
    Weight.FOR: _("Speaks for stepping aside"),
    Weight.AGAINST: _("Speaks against it"),
    Weight.NOT_RELEVANT: _("Does not matter here"),
    Weight.NOT_KNOWN: _("Not known"),
}
ADVISED: Mapping[Advised, Promise] = {
    Advised.MANDATORY: _("Should step aside"),
    Advised.ASSESS: _("The body should assess it"),
    Advised.NONE: _("May take part"),
}
SHARED: Mapping[Shared, Promise] = {
    Shared.RULE: _("same rule"),
    Shared.MATTER: _("same kind of case"),
    Shared.TIE: _("same kind of tie"),
    Shared.OUTCOME: _("same outcome"),
}


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """found: what the program found. left: how long until the meeting; '' when it has been."""

    record: AdviceRecord
    matter: str
    status: str
    colour: str
    found: str
    advised: str
    left: str


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """why: what it has in common. text: what was said of it. lang: of title and text, '' for the reader's."""

    title: str
    text: str
    why: str
    link: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """rules: (title, citation, words). factors: code -> question. weighed: (question, weight, note)."""

    line: AdviceLine
    rules: tuple[tuple[str, str, str], ...]
    parties: tuple[str, ...]
    factors: Mapping[str, str]
    weighed: tuple[tuple[str, str, str], ...]
    draft: str
    own: tuple[SimilarLine, ...]
    situations: tuple[SimilarLine, ...]


def advice_line(*, one: AdviceRecord, today: date) -> AdviceLine:
    status, colour = STATUSES[one.status]
    return AdviceLine(
        record=one, matter=_matter(one.matter), status=str(status), colour=colour,
        found=_outcome(one.outcome), advised=str(ADVISED[one.advised]) if one.advised else "",
        left=_left((one.day - today).days),
    )  # fmt: skip


def advice_lines_in(*, actor: Actor, meeting: int) -> Mapping[tuple[str, int], AdviceLine]:
    """(item, person) -> the last question that the reader may know of."""
    return advice_lines_of(actor=actor, meetings=[meeting])[meeting]


def advice_lines_of(
    *, actor: Actor, meetings: Collection[int]
) -> Mapping[int, Mapping[tuple[str, int], AdviceLine]]:
    """meeting -> as ``advice_lines_in``, read in one go."""
    today = localdate()
    found: dict[int, dict[tuple[str, int], AdviceLine]] = {meeting: {} for meeting in meetings}
    for (meeting, item, person), one in advice_in(actor=actor, meetings=meetings).items():
        found[meeting][item, person] = advice_line(one=one, today=today)
    return found


def advice_told(*, actor: Actor, meeting: int, language: str) -> tuple[AdviceTold, ...]:
    """Advice that differs from what the program found, for the minutes. language: of their words."""
    known = advice_in(actor=actor, meetings=[meeting]).values()
    words = words_in(language=language)
    return tuple(
        AdviceTold(one.item, one.person, words(OUTCOMES[Outcome(one.outcome)]), one.advised, one.reason)
        for one in known
        if one.advised is not None
    )


def queue(
    *, known: Iterable[AdviceRecord], today: date
) -> tuple[tuple[AdviceLine, ...], tuple[AdviceLine, ...]]:
    """Open ones, the soonest meeting first; and those that are answered or over, the latest first."""
    lines = [advice_line(one=one, today=today) for one in known]
    waiting = [line for line in lines if line.record.answered_at is None and line.record.day >= today]
    return tuple(waiting), tuple(line for line in reversed(lines) if line not in waiting)


def advice_page(*, case: AdviceCase, actor: Actor, today: date) -> AdvicePage:
    findings: list[Mapping[str, Any]] = list(case.found["findings"]) if case.found else []
    factors = {code: words for one in findings for code, words in one["factors"].items()}
    weighed = tuple(_weighed(case.record.weighed, factors))
    own, situations = ((), ()) if not case.may_answer else _similar(case.record, actor)
    return AdvicePage(
        line=advice_line(one=case.record, today=today),
        rules=tuple(dict.fromkeys((one["title"], one["citation"], one["words"]) for one in findings)),
        parties=tuple(str(ORGANISATIONS.get(kind, kind)) for kind in case.parties),
        factors=factors, weighed=weighed, draft=draft(weighed=weighed), own=own, situations=situations,
    )  # fmt: skip


def draft(*, weighed: Iterable[tuple[str, str, str]]) -> str:
    """What was weighed, one line each, to write on from; it says nothing of the sum."""
    return "\n".join(
        f"{question} {weight}{': ' if note else '.'}{note}" for question, weight, note in weighed
    )


def _weighed(kept: Mapping[str, Weighed], factors: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for code, one in kept.items():
        yield factors.get(code, code), str(WEIGHTS[one.weight]), one.note


def _similar(one: AdviceRecord, actor: Actor) -> tuple[tuple[SimilarLine, ...], tuple[SimilarLine, ...]]:
    rules, ties = likeness_of(actor=actor, number=one.id)
    to = Likeness(rules, ties, one.matter, one.outcome)
    own = most_similar(to=to, cases=_own_cases(one, actor), most=MOST_SIMILAR)
    told = most_similar(to=to, cases=_situations(), most=MOST_SIMILAR)
    return (
        tuple(SimilarLine(line.title, line.text, _why(why), line.link) for why, line in own),
        tuple(_situation(dilemma, outcome, _why(why)) for why, (dilemma, outcome) in told),
    )


def _own_cases(one: AdviceRecord, actor: Actor) -> Iterator[tuple[Likeness, SimilarLine]]:
    """Answers, then decisions of bodies. Nobody is named."""
    answers = earlier_answers(actor=actor, number=one.id)
    rules = rules_of_answers(numbers=[answer.id for answer, _ties in answers])
    for answer, ties in answers:
        yield Likeness(rules[answer.id], ties, answer.matter, answer.outcome), _answer_line(answer)
    for rule, matter, outcome, day in earlier_decisions(actor=actor, number=one.id):
        title = gettext("The body decided on %(day)s") % {"day": date_format(day)}
        text = f"{_matter(matter)}: {DECIDED[Decided(outcome)]}"
        yield Likeness(frozenset({rule}), frozenset(), matter, ""), SimilarLine(title, text, "")


def _answer_line(one: AdviceRecord) -> SimilarLine:
    title = gettext("Advice before the meeting on %(day)s") % {"day": date_format(one.day)}
    found = gettext("The program found: %(found)s.") % {"found": _outcome(one.outcome)}
    if one.advised is None:
        text = f"{found} {gettext('The adviser agreed.')}"
    else:
        said = gettext("The adviser said: %(advised)s, because: %(reason)s")
        text = f"{found} {said % {'advised': ADVISED[one.advised], 'reason': one.reason}}"
    return SimilarLine(title, text, "", reverse("ethics:advice_question", args=[one.id]))


def _situations() -> Iterator[tuple[Likeness, tuple[Dilemma, str]]]:
    for one in dilemmas():
        for answer in dilemma_answers(code=one.code)[:1]:
            if answer.found and answer.found.findings:
                findings = answer.found.findings
                ties = frozenset(tie.kind.value for found in findings for tie in found.path)
                matter = one.vignette.agenda.items[0].matter.value
                rules = frozenset(found.rule.id for found in findings)
                outcome = answer.found.outcome.value
                yield Likeness(rules, ties, matter, outcome), (one, outcome)


def _situation(one: Dilemma, outcome: str, why: str) -> SimilarLine:
    page = dilemma_page(one=one, with_answers=False)
    link = f"{reverse('ethics:dilemmas')}?theme={one.theme}#{one.code}"
    return SimilarLine(page.title, _outcome(outcome), why, link, page.language if page.is_foreign else "")


def _why(shared: Iterable[Shared]) -> str:
    return ", ".join(str(SHARED[one]) for one in shared)


def _outcome(outcome: str) -> str:
    return words_in(language=get_language() or "en")(OUTCOMES[Outcome(outcome)])


def _matter(matter: str) -> str:
    return str(MATTERS.get(matter, matter))


def _left(days: int) -> str:
    if days < 0:
        return ""
    if days == 0:
        return gettext("The meeting is today.")
    return ngettext("%(n)s day to the meeting.", "%(n)s days to the meeting.", days) % {"n": days}
