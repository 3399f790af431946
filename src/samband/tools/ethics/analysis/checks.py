# SPDX-License-Identifier: EUPL-1.2
"""What a check of a case could not look at, and what came out, to be held against what comes out later."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samband.engines.conflicts import Outcome
from samband.tools.ethics.rules import Hand, NotChecked, is_number

Plain = Mapping[str, Any]
OUTSIDE = "outside_"
"""Begins the ids of people who are not in the register of people."""
_WITHOUT_OWNERS = frozenset({"authority", "association", "political_party", "property", "foundation"})


@dataclass(frozen=True, slots=True)
class Gap:
    """about: name of a person or party; '' when it is the case."""

    kind: NotChecked
    about: str


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """One thing that came out. party: name of the party, '' when the rule is about the person alone."""

    name: str
    party: str
    rule: str
    outcome: str


def handlers(*, hands: tuple[Hand, ...]) -> list[dict[str, str]]:
    """Those who prepare and decide, as an agenda names them; who is outside has an id by place."""
    return [
        {"person": hand_id(hand=one, place=place), "role": one.role, "stage": one.stage}
        for place, one in enumerate(hands, start=1)
    ]


def hand_id(*, hand: Hand, place: int) -> str:
    return f"p{hand.person}" if hand.person else f"{OUTSIDE}{place}"


def gaps(*, register: str, agenda: str, country: str, stale_before: date) -> tuple[Gap, ...]:
    """Everything that was not looked at. stale_before: a list confirmed on an earlier day is old."""
    known, told = json.loads(register), json.loads(agenda)
    return tuple(dict.fromkeys((
        *_of_people(known, told, stale_before),
        *_of_parties(known, told["items"][0], country),
        *_of_case(told),
    )))  # fmt: skip


def people_gaps(*, register: str, agenda: str, stale_before: date) -> tuple[Gap, ...]:
    """The same of people alone, for a meeting; nothing of those who were erased since."""
    found = _of_people(json.loads(register), json.loads(agenda), stale_before)
    return tuple(dict.fromkeys(one for one in found if one.about))


def found_in(*, result: Plain, names: Mapping[str, str]) -> frozenset[Found]:
    """Every finding, and of whom nothing can be said; '' is the rule then."""
    found = set()
    for one in result["items"][0]["people"]:
        for finding in one["findings"]:
            party = names.get(finding["participant"] or "", "")
            found.add(Found(one["name"], party, finding["rule"], finding["outcome"]))
        if not one["findings"]:
            found.add(Found(one["name"], "", "", one["outcome"]))
    return frozenset(found)


def is_at_issue(*, found: Plain) -> bool:
    """Whether a person of a result, who is in the register of people, has to raise or assess something."""
    ref = found["person"]
    is_known = ref[:1] == "p" and ref[1:].isdecimal()
    return is_known and found["outcome"] in (Outcome.MANDATORY, Outcome.ASSESS)


def _of_people(known: Plain, told: Plain, stale_before: date) -> Iterator[Gap]:
    acting = acting_in(agenda=told)
    for one in known["people"]:
        if one["id"] not in acting:
            continue
        if one["id"].startswith(OUTSIDE):
            yield Gap(NotChecked.NOT_IN_REGISTER, one["name"])
        elif one.get("declared") == "no":
            yield Gap(NotChecked.NO_DECLARATION, one["name"])
        elif one.get("declared") and date.fromisoformat(one["declared"]) < stale_before:
            yield Gap(NotChecked.STALE, one["name"])


def acting_in(*, agenda: Plain) -> frozenset[str]:
    """Ids of everybody who deals with the case, or with one of the items of a meeting."""
    body = agenda.get("body", {})
    seats = (*body.get("members", ()), *body.get("deputies", ()))
    hands = (one for item in agenda["items"] for one in item.get("handled_by", ()))
    return frozenset(one["person"] for one in (*seats, *hands))


def _of_parties(known: Plain, item: Plain, country: str) -> Iterator[Gap]:
    listed = {one["id"]: one for one in known["organisations"]}
    owned = {tie["to"] for tie in known["ties"] if tie["tie"] == "owns" and tie["who"] in listed}
    for party in item["parties"]:
        one = listed.get(party["ref"])
        if one is None:
            continue
        number = one.get("number", "")
        if not number and one.get("kind") != "property":
            yield Gap(NotChecked.NO_NUMBER, one["name"])
        elif number and not is_number(number=number, country=country):
            yield Gap(NotChecked.STRANGE_NUMBER, one["name"])
        if one["id"] not in owned and one.get("kind") not in _WITHOUT_OWNERS:
            yield Gap(NotChecked.OWNERS, one["name"])
    yield from (Gap(NotChecked.UNPLACED, name) for name in item.get("unrecognised", ()))


def _of_case(told: Plain) -> Iterator[Gap]:
    deciding = [one for one in told["items"][0].get("handled_by", ()) if one["stage"] == "decide"]
    if not deciding and not told.get("body", {}).get("members"):
        yield Gap(NotChecked.NOBODY_DECIDES, "")
