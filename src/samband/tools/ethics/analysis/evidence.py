# SPDX-License-Identifier: EUPL-1.2
"""What a screening rests on: run again to the same answer, and held against what is known today."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from samband.engines.conflicts import Law, Screening, parse_agenda, parse_register, screen
from samband.tools.ethics.analysis.givers import is_giver

_UNSAID = ("recorded", "withdrawn", "source")
"""When and how something was recorded does not change what it says."""


def run_again(
    *,
    register: str,
    agenda: str,
    law: Law,
    on: date,
    known_at: date,
    persons: Collection[str] | None = None,
) -> Screening:
    """The screening of these files; when it is of some persons alone, it says nothing of the body.

    Raises RuleFaults when they are none.
    """
    known = parse_register(text=register)
    meeting = parse_agenda(text=agenda, register=known)
    return screen(law=law, register=known, agenda=meeting, on=on, known_at=known_at, persons=persons)


def state_of(*, register: str, agenda: str) -> str:
    """Digest of what people have declared, who has not, and of the seats; not of items and their parties."""
    known, meeting = json.loads(register), json.loads(agenda)
    silent = sorted(one["id"] for one in known["people"] if one.get("declared") == "no")
    body = meeting["body"]
    seats = [[seat["person"] for seat in body[place]] for place in ("members", "deputies")]
    told = [sorted(_ties(known["ties"])), silent, sorted(seats[0]), seats[1], *_kinds(known["organisations"])]
    text = json.dumps(told)
    return sha256(text.encode()).hexdigest()


def without(*, register: str, agenda: str, person: str) -> tuple[str, str]:
    """The files without anything about somebody but the number of their seat, nor who gave to them alone."""
    known, meeting = json.loads(register), json.loads(agenda)
    known["ties"] = [tie for tie in known["ties"] if person not in {tie["who"], tie["to"]}]
    named = {tie["to"] for tie in known["ties"]}
    named |= {party["ref"] for item in meeting["items"] for party in item.get("parties", ())}
    known["people"] = [one for one in known["people"] if not is_giver(ref=one["id"]) or one["id"] in named]
    for one in known["people"]:
        if one["id"] == person:
            one["name"] = ""
    return json.dumps(known, ensure_ascii=False), json.dumps(meeting, ensure_ascii=False)


def people_in(*, register: str) -> frozenset[int]:
    """Numbers of those in the register of people; parties that somebody wrote have none."""
    refs = (one["id"] for one in json.loads(register)["people"])
    return frozenset(int(ref[1:]) for ref in refs if ref[:1] == "p" and ref[1:].isdecimal())


def _kinds(organisations: Iterable[Mapping[str, Any]]) -> Iterable[list[str]]:
    """What kind each organisation of the register is; nothing for those of which it is not known."""
    return sorted(
        [one["id"], one["kind"]] for one in organisations if one.get("kind") and one["id"][0] == "o"
    )


def _ties(ties: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for tie in ties:
        if not tie.get("withdrawn"):
            yield json.dumps({key: value for key, value in tie.items() if key not in _UNSAID}, sort_keys=True)
