# SPDX-License-Identifier: EUPL-1.2
"""What came out of the check of a case, person by person and party by party, and what was not looked at."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.people.rules import ELECTED, OfficeRecord, PostKind
from samband.engines.charts.numbers import Number, number_text
from samband.engines.conflicts import Matter, Outcome, Role, Stage
from samband.tools.ethics.analysis.checks import Found, is_at_issue
from samband.tools.ethics.pages.gaps import gap_lines
from samband.tools.ethics.pages.meetings import COLOURS, PLACES
from samband.tools.ethics.queries import CheckedCase
from samband.tools.ethics.rules import DelegationRecord, Done, NotChecked, OutcomeRecord

Plain = Mapping[str, Any]
DONE: Mapping[Done, Promise] = {
    Done.NO_QUESTION: _("There was no question"),
    Done.STEPPED_ASIDE: _("Somebody stepped aside"),
    Done.REPLACED: _("Somebody else took over"),
    Done.WENT_ON: _("It went on as it was, with reasons"),
    Done.DROPPED: _("The case was given up"),
}
DONE_ABOUT: Mapping[Done, Promise] = {
    Done.STEPPED_ASIDE: _("Steps aside"),
    Done.REPLACED: _("Somebody else took over"),
    Done.WENT_ON: _("Takes part"),
    Done.NO_QUESTION: _("There was no question"),
}
"""What was done about one person."""
AS = {Stage.PREPARE: _("Prepares the case"), Stage.DECIDE: _("Decides the case")}


@dataclass(frozen=True, slots=True)
class PartyFindings:
    """party: its name, '' when the rules are about the person alone."""

    party: str
    findings: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class HandLine:
    """Somebody who deals with the case. told: what came out, never that anybody is clear.

    person: number of who has something to raise or assess, else 0. outcome: what was done about that one.
    """

    name: str
    place: str
    told: str
    colour: str
    decided_by: str
    parties: tuple[PartyFindings, ...]
    person: int = 0
    outcome: OutcomeRecord | None = None

    @property
    def done(self) -> str:
        """In words, '' for nothing."""
        return outcome_words(one=self.outcome) if self.outcome else ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """asked: about whom something was found. everybody: all who deal with the case. gaps: (words, names).

    body: what becomes of the body when some step aside. news: what came and went since the time before.
    """

    asked: tuple[HandLine, ...]
    everybody: tuple[HandLine, ...]
    gaps: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    body: tuple[str, ...]
    is_lost: bool
    came: tuple[str, ...]
    went: tuple[str, ...]


def case_page(*, found: CheckedCase) -> CasePage:
    item = found.result["items"][0]
    everybody = tuple(_everybody(found, item))
    body = item["body"]
    return CasePage(
        asked=tuple(one for one in everybody if one.parties),
        everybody=everybody,
        gaps=gap_lines(gaps=found.gaps),
        missing=tuple(one["words"] for one in item["missing"]),
        body=tuple(body["if_mandatory_step_aside"]["words"]) if body else (),
        is_lost=bool(body) and body["if_mandatory_step_aside"]["quorum"] == "lost",
        came=tuple(map(_news, found.came)),
        went=tuple(map(_news, found.went)),
    )


def role_of(*, offices: Iterable[OfficeRecord], stage: Stage, matter: str) -> Role:
    """As what somebody deals with a case: who is elected and employed prepares as an employee."""
    kinds = {one.kind for one in offices}
    is_employed = bool(kinds - ELECTED) or not kinds
    if PostKind.CHIEF_EXECUTIVE in kinds:
        return Role.DIRECTOR
    if stage is Stage.PREPARE and is_employed:
        bids = matter == Matter.PROCUREMENT
        return Role.PROCUREMENT_EVALUATOR if bids else Role.EMPLOYEE_PREPARES
    if PostKind.MAYOR in kinds:
        return Role.MAYOR
    return Role.EMPLOYEE_DECIDES if is_employed else Role.ELECTED


def outcome_words(*, one: OutcomeRecord) -> str:
    """Steps aside, 3 March 2026. Reasons."""
    told = f"{DONE_ABOUT[one.done]}, {date_format(localtime(one.recorded_at))}."
    return f"{told} {one.reason}" if one.reason else told


def money(*, amount: Decimal | None, currency: str) -> str:
    """NOK 500 000; '' without an amount."""
    if amount is None:
        return ""
    decimals = 0 if amount == amount.to_integral_value() else 2
    told = number_text(number=Number(float(amount), decimals), language=get_language() or "en")
    return f"{currency} {told}".strip()


def proposal(*, one: DelegationRecord) -> str:
    """Who decides by delegation, within what, by which decision."""
    told = one.told
    words = {
        "who": f"{told.holder}, {one.person_name}" if one.person_name else told.holder,
        "body": one.body_name, "decision": told.reference,
    }  # fmt: skip
    text = gettext("%(who)s decides on behalf of %(body)s (%(decision)s)") % words
    most = money(amount=told.amount, currency=told.currency)
    return f"{text}, {gettext('up to %(amount)s') % {'amount': most}}" if most else text


def _everybody(found: CheckedCase, item: Plain) -> Iterator[HandLine]:
    """Who prepares, who decides, then the body with its deputies."""
    told = {(one["person"], one["place"], one["stage"]): one for one in item["people"]}
    old = {one.about for one in found.gaps if one.kind in _UNSEEN}
    agenda = json.loads(found.agenda)
    body = agenda["body"]
    listed = [
        *((one["person"], "handler", one["stage"]) for one in agenda["items"][0]["handled_by"]),
        *((one["person"], "member", "decide") for one in body["members"]),
        *((one["person"], "deputy", "decide") for one in body["deputies"]),
    ]
    for ref, place, stage in listed:
        name = found.names.get(ref, "")
        yield _line(name, place, stage, told.get((ref, place, stage)), found, is_unseen=name in old)


_UNSEEN = frozenset({NotChecked.NO_DECLARATION, NotChecked.NOT_IN_REGISTER, NotChecked.STALE})


def _line(
    name: str, place: str, stage: str, one: Plain | None, found: CheckedCase, *, is_unseen: bool
) -> HandLine:
    findings = one["findings"] if one else ()
    words, colour = gettext("Nothing found in what is recorded"), "neutral"
    if findings and one:
        words, colour = one["words"], COLOURS.get(one["outcome"], "neutral")
    elif is_unseen or one or found.result["items"][0]["missing"]:
        words, colour = gettext("Not checked"), COLOURS[Outcome.UNKNOWN]
    person = int(one["person"][1:]) if one and is_at_issue(found=one) else 0
    return HandLine(
        person=person, outcome=found.outcomes.get(person), name=name,
        place=str(AS[Stage(stage)] if place == "handler" else PLACES[place]), told=words,
        colour=colour, decided_by=one["decided_by_words"] if one and findings else "",
        parties=tuple(_by_party(findings, found.names)),
    )  # fmt: skip


def _by_party(findings: Iterable[Plain], names: Mapping[str, str]) -> Iterator[PartyFindings]:
    by_party: dict[str, list[Plain]] = {}
    for one in findings:
        by_party.setdefault(names.get(one["participant"] or "", ""), []).append(one)
    for party, some in by_party.items():
        yield PartyFindings(party, tuple(some))


def _news(one: Found) -> str:
    return " – ".join(part for part in (one.name, one.party, one.rule) if part)
