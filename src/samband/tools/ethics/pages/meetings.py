# SPDX-License-Identifier: EUPL-1.2
"""A meeting that is held against the interests: its items to be confirmed, and what came out, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.engines.conflicts import Matter, OrganisationKind, Outcome, Stage
from samband.tools.ethics.pages.gaps import gap_lines
from samband.tools.ethics.queries import OwnItem, ScreenedMeeting
from samband.tools.ethics.rules import PERSON, Basis, Decided, DecisionRecord, PartyChoice

Plain = Mapping[str, Any]
HANDLER = "handler"
NO_ADVICE: Mapping[Any, object] = MappingProxyType({})
MATTERS: Mapping[str, Promise] = {
    Matter.INDIVIDUAL_DECISION: _("Decision about somebody"),
    Matter.CONTRACT: _("Contract"),
    Matter.GRANT: _("Grant"),
    Matter.ZONING_BUILDING: _("Zoning or building"),
    Matter.PROCUREMENT: _("Procurement"),
    Matter.APPEAL: _("Appeal"),
    Matter.BUDGET: _("Budget"),
    Matter.GENERAL_PLAN: _("General plan"),
    Matter.ELECTION_TO_POST: _("Election to a post"),
    Matter.REMUNERATION: _("Pay of elected people"),
    Matter.EMPLOYMENT: _("Employment"),
    Matter.AUDIT: _("Audit"),
    Matter.OTHER: _("Another case"),
}
STAGES: Mapping[str, Promise] = {
    Stage.DECIDE: _("It is decided here"),
    Stage.PREPARE: _("It is prepared here for others"),
}
MONEY: Mapping[str, Promise] = {
    "unknown": _("Not known"),
    "yes": _("Yes"),
    "no": _("No"),
}
ORGANISATIONS: Mapping[str, Promise] = {
    "": _("Kind not known"),
    OrganisationKind.COMPANY: _("Company"),
    OrganisationKind.SOLE_PROPRIETORSHIP: _("Sole proprietorship"),
    OrganisationKind.COOPERATIVE: _("Cooperative"),
    OrganisationKind.ASSOCIATION: _("Association or club"),
    OrganisationKind.FOUNDATION: _("Foundation"),
    OrganisationKind.SAVINGS_BANK: _("Savings bank"),
    OrganisationKind.BANK: _("Bank"),
    OrganisationKind.MUNICIPAL_ENTERPRISE: _("Municipal enterprise"),
    OrganisationKind.INTERMUNICIPAL_COMPANY: _("Inter-municipal company"),
    OrganisationKind.AUTHORITY: _("Public authority"),
    OrganisationKind.POLITICAL_PARTY: _("Political party"),
    OrganisationKind.PROPERTY: _("Property"),
    OrganisationKind.OTHER: _("Another organisation"),
    PERSON: _("A person"),
}
BASES: Mapping[Basis, Promise] = {
    Basis.NUMBER: _("found by its number"),
    Basis.PROPERTY: _("found by the number of the property"),
    Basis.NAME: _("found by its name alone"),
    Basis.TEXT: _("stands in the text, the register does not know it"),
    Basis.WRITTEN: _("written by hand"),
}
CHOICES: Mapping[PartyChoice, Promise] = {
    PartyChoice.SURE: _("Is a party"),
    PartyChoice.PERHAPS: _("A party, perhaps another of that name"),
    PartyChoice.NO: _("Is no party"),
}
DECIDED: Mapping[Decided, Promise] = {
    Decided.STEPS_ASIDE: _("Steps aside"),
    Decided.TAKES_PART: _("Takes part"),
}
PLACES: Mapping[str, Promise] = {
    "member": _("Member"),
    "deputy": _("Deputy"),
    HANDLER: _("Prepares the case"),
}
COLOURS: Mapping[str, str] = {
    Outcome.MANDATORY: "danger",
    Outcome.ASSESS: "warning",
    Outcome.UNKNOWN: "warning",
    Outcome.NOTE: "info",
    Outcome.EXEMPT: "neutral",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """found: the assessment as the engine tells it. rules: (id, citation) for the ground of a decision.

    has_seat: in the body, which decides about those alone.
    """

    person: int
    name: str
    place: str
    colour: str
    found: Plain
    rules: tuple[tuple[str, str], ...]
    decision: DecisionRecord | None
    decided: str
    advice: object = None
    has_seat: bool = True


@dataclass(frozen=True, slots=True)
class ItemPage:
    """missing: what is not known of the item, so that nobody is clear of it. body: what becomes of it."""

    number: str
    title: str
    matter: str
    missing: tuple[str, ...]
    people: tuple[PersonLine, ...]
    body: tuple[str, ...]
    is_lost: bool
    voters: str
    place: int


@dataclass(frozen=True, slots=True)
class OtherDecision:
    """What was decided about somebody of whom the register says nothing in the item."""

    number: str
    name: str
    decided: str
    citation: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """quiet: items in which nothing was found about anybody. gaps: (sentence, names) of people.

    concerned: how many people would be written to who were not.
    """

    items: tuple[ItemPage, ...]
    quiet: tuple[ItemPage, ...]
    gaps: tuple[tuple[str, str], ...]
    concerned: int
    others: tuple[OtherDecision, ...]


def result_page(
    *, found: ScreenedMeeting, advice: Mapping[tuple[str, int], object] = NO_ADVICE
) -> ResultPage:
    """advice: (item, person) -> the last question to the ethics adviser, as ``pages.advice`` tells it."""
    decided = {(one.item, one.person): one for one in found.decisions}
    items = [_item(one, place, decided, advice) for place, one in enumerate(found.result["items"], start=1)]
    concerned = concerned_in(result=found.result) - found.told
    return ResultPage(
        items=tuple(one for one in items if one.people),
        quiet=tuple(one for one in items if not one.people),
        gaps=gap_lines(gaps=found.gaps),
        concerned=len(concerned),
        others=tuple(_others(found, items)),
    )


def grounds_named(*, found: ScreenedMeeting) -> tuple[tuple[str, str], ...]:
    """(rule, words) of what the body may name as the ground."""
    return tuple((one.rule, f"{one.citation}: {one.title}") for one in found.grounds)


def _others(found: ScreenedMeeting, items: Iterable[ItemPage]) -> Iterator[OtherDecision]:
    shown = {(item.number, line.person) for item in items for line in item.people if line.has_seat}
    for one in found.decisions:
        if (one.item, one.person) not in shown and one.name:
            yield OtherDecision(one.item, one.name, str(DECIDED[one.outcome]), one.citation)


def concerned_in(*, result: Plain) -> frozenset[int]:
    """Numbers of the people about whom something has to be raised or assessed in any item."""
    asked = (Outcome.MANDATORY, Outcome.ASSESS)
    return frozenset(
        number_of(one["person"])
        for item in result["items"]
        for one in item["people"]
        if one["outcome"] in asked and number_of(one["person"])
    )


def number_of(ref: str) -> int:
    """Of a person in the register of people; 0 for anything else that an agenda names."""
    return int(ref[1:]) if ref[:1] == "p" and ref[1:].isdecimal() else 0


def announcement(*, own: OwnItem, body: str) -> str:
    """What one may say in the meeting: the ties, each once, and what one asks for."""
    ties = dict.fromkeys(tie["words"] for finding in own.found["findings"] for tie in finding["path"])
    opening = gettext("Item %(number)s, %(title)s.") % {"number": own.number, "title": own.title}
    told = f"{opening} {'. '.join(ties)}." if ties else opening
    if own.found["place"] == HANDLER:
        return told + " " + gettext("I tell my superior before I go on with the case.")
    if own.found["decided_by"] == "announces":
        return told + " " + gettext("I announce this and take no part in debate and vote.")
    return told + " " + gettext("I ask %(body)s to decide whether I may take part.") % {"body": body}


def _item(
    one: Plain, place: int, decided: Mapping[tuple[str, int], DecisionRecord],
    advice: Mapping[tuple[str, int], object],
) -> ItemPage:  # fmt: skip
    body = one["body"]
    people = tuple(_people(one, decided, advice))
    return ItemPage(
        number=one["item"],
        title=one["title"],
        matter=str(MATTERS.get(one["type"], one["type"])),
        missing=tuple(missing["words"] for missing in one["missing"]),
        people=people,
        body=tuple(_of_body(body)) if body and any(line.has_seat for line in people) else (),
        is_lost=bool(body) and body["if_mandatory_step_aside"]["quorum"] == "lost",
        voters=(body or {}).get("voters_words") or "",
        place=place,
    )


def _people(
    item: Plain, decided: Mapping[tuple[str, int], DecisionRecord], advice: Mapping[tuple[str, int], object]
) -> Iterator[PersonLine]:
    for one in item["people"]:
        if not one["findings"]:
            continue
        number, has_seat = number_of(one["person"]), one["place"] != HANDLER
        decision = decided.get((item["item"], number)) if has_seat else None
        yield PersonLine(
            person=number,
            name=one["name"],
            place=str(PLACES[one["place"]]),
            colour=COLOURS.get(one["outcome"], "neutral"),
            found=one,
            rules=tuple(dict.fromkeys((found["rule"], found["citation"]) for found in one["findings"])),
            decision=decision,
            decided=str(DECIDED[decision.outcome]) if decision else "",
            advice=advice.get((item["item"], number)) if has_seat else None,
            has_seat=has_seat,
        )


def _of_body(body: Plain) -> Iterable[str]:
    surely = body["if_mandatory_step_aside"]
    most = body["if_assessed_step_aside_too"]
    yield from surely["words"]
    if most["words"] != surely["words"]:
        yield gettext("If those who must be assessed step aside too:")
        yield from most["words"]
