# SPDX-License-Identifier: EUPL-1.2
"""Files for ``samband screen``: what is known of people, and a body with its seats. Form: docs/reference."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samband.core.people.rules import BodyRecord, OfficeRecord, PostKind
from samband.engines.conflicts.wording import DECLARED, WRITTEN_DOWN
from samband.tools.ethics.analysis.givers import giver_id, givers_named, is_giver
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.pages.ownership import add_ownership
from samband.tools.ethics.pages.preparing import add_preparing
from samband.tools.ethics.queries import FactsOfMeeting, KnownInterest, KnownOfMember
from samband.tools.ethics.rules import (
    NOT_RECEIVED,
    PERSON,
    Basis,
    InterestKind,
    InterestRecord,
    MeetingItem,
    PartyChoice,
    PartyEntry,
    PostRole,
    SourceKind,
    plain_number,
)

Document = dict[str, Any]
AUTHORITY = "authority"

ROLES = {
    PostRole.CHAIR: "chair",
    PostRole.DEPUTY_CHAIR: "board",
    PostRole.BOARD_MEMBER: "board",
    PostRole.DEPUTY_MEMBER: "deputy",
    PostRole.MANAGER: "manager",
    PostRole.ASSEMBLY: "corporate_assembly",
    PostRole.OTHER: "other",
}
TIES: Mapping[InterestKind, Mapping[str, str]] = {
    InterestKind.EMPLOYMENT: {"tie": "post", "role": "employee"},
    InterestKind.INCOME: {"tie": "income_from"},
    InterestKind.DEBT: {"tie": "debtor_of"},
    InterestKind.MEMBERSHIP: {"tie": "member_of"},
    InterestKind.GIFT: {"tie": "paid_by", "kind": "gift"},
    InterestKind.TRAVEL: {"tie": "paid_by", "kind": "travel"},
    InterestKind.OTHER: {"tie": "post", "role": "other"},
}


def register_file(*, known: KnownOfMember) -> str:
    """People, organisations and dated ties; which rows were withdrawn when is told too.

    How sure the tie is: an organisation that is known by name alone makes it possible and no more.
    """
    return _text(_register(known))


def _register(known: KnownOfMember) -> Document:
    usable = [one for one in known.interests if _target(one.interest)]
    register: Document = {
        "register": f"member_{known.authority}",
        "people": [
            {"id": _person(number), "name": name, "declared": _declared(known, number)}
            for number, name in sorted(known.people.items())
        ]
        + list(_givers(one.interest for one in usable)),
        "organisations": list(_organisations(one.interest for one in usable)),
        "ties": [_tie(one) for one in usable],
    }
    add_ownership(register=register, found=known.ownership)
    return register


def _text(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def agenda_file(*, body: BodyRecord, seats: Iterable[OfficeRecord]) -> str:
    """The body with members and deputies in their order, and one item to be filled in."""
    items = [{"item": "item_1", "title": "…", "type": "other", "parties": []}]
    return _text({"agenda": "agenda", "title": body.name, "body": _body(body, seats), "items": items})


def meeting_files(*, facts: FactsOfMeeting) -> tuple[str, str]:
    """Register and agenda of a meeting. Parties that the register does not know are added to it.

    A party that is perhaps another makes a possible identity; by its number it is an identifier.
    """
    body = facts.body
    register = _register(facts.known)
    register["organisations"].append({"id": AUTHORITY, "name": body.name, "kind": "authority"})
    items = enumerate(facts.meeting.items, start=1)
    told = [_item(place, one, register, facts.known.language) for place, one in items]
    seated = {**_body(body, facts.seats), "authority": AUTHORITY}
    away = [_person(one) for one in sorted(facts.meeting.absent & {seat.person for seat in facts.seats})]
    agenda = {"agenda": body.code[:60], "title": body.name, "body": seated, "absent": away, "items": told}
    add_preparing(register=register, agenda=agenda, items=facts.meeting.items, staff=facts.staff)
    return _text(register), _text(agenda)


def _item(place: int, one: MeetingItem, register: Document, language: str) -> Document:
    parties = {}
    refused = {party.ref for party in one.parties if party.choice is PartyChoice.NO}
    for number, party in enumerate(one.parties, start=1):
        if party.choice is not PartyChoice.NO:
            same, sureness = _same(party, register, language)
            ref = same or _party(party, f"x{place}_{number}", register)
            parties[ref] = {"ref": ref, "identity": sureness or _sureness(party)}
            for giver in _perhaps(party, register, language):
                if giver not in refused:
                    parties.setdefault(giver, {"ref": giver, "identity": "possible"})
    told = {
        "item": one.number,
        "title": one.title,
        "type": one.matter,
        "stage": one.stage,
        "begun": one.begun.isoformat() if one.begun else "",
        "patrimonial": one.patrimonial,
        "parties": list(parties.values()),
        "unrecognised": list(one.unrecognised),
        "general_effect": one.is_general,
    }
    return {name: value for name, value in told.items() if value or name == "parties"}


def _party(party: PartyEntry, code: str, register: Document) -> str:
    """Its id in the register, where it stands afterwards, with the kind that somebody has chosen."""
    listed = {one["id"]: one for one in register["organisations"]}
    if party.ref in listed:
        if party.kind and "kind" not in listed[party.ref]:
            listed[party.ref]["kind"] = party.kind
        return party.ref
    if party.ref and any(one["id"] == party.ref for one in register["people"]):
        return party.ref
    if party.kind == PERSON:
        register["people"].append({"id": code, "name": party.name})
        return code
    told = {"id": code, "name": party.name, "number": party.number, "kind": party.kind}
    register["organisations"].append({name: value for name, value in told.items() if value})
    return code


def _same(party: PartyEntry, register: Document, language: str) -> tuple[str, str]:
    """Id of whom somebody has declared since the party was written down, and how sure.

    The same number is the same organisation; the same name is perhaps, where one of them has no number.
    A person is perhaps a private giver of the name.
    """
    if party.ref:
        return "", ""
    givers = _perhaps(party, register, language)
    if party.kind == PERSON or givers:
        return (givers[0], "possible") if givers else ("", "")
    number, name = plain_number(party.number), fold(party.name)
    declared = [one for one in register["organisations"] if one["id"].startswith("o")]
    for one in sorted(declared, key=lambda one: plain_number(one.get("number", "")) != number):
        told = plain_number(one.get("number", ""))
        is_same = bool(number) and told == number
        if is_same or (fold(one["name"]) == name and not (number and told)):
            if party.kind and "kind" not in one:
                one["kind"] = party.kind
            return one["id"], "identifier" if is_same else "possible"
    return "", ""


def _perhaps(party: PartyEntry, register: Document, language: str) -> tuple[str, ...]:
    """Private givers of the name of a party that may be a person and is not somebody else in the register."""
    is_other = bool(party.ref) and not is_giver(ref=party.ref)
    if is_other or not (party.kind == PERSON or not (party.kind or party.number)):
        return ()
    return givers_named(name=party.name, people=register["people"], language=language)


def _sureness(party: PartyEntry) -> str:
    if party.choice is PartyChoice.PERHAPS:
        return "possible"
    return "strong" if party.basis is Basis.NAME else "identifier"


def _body(body: BodyRecord, seats: Iterable[OfficeRecord]) -> Document:
    members: dict[int, dict[str, str]] = {}
    deputies: dict[int, dict[str, str]] = {}
    for seat in seats:
        place = deputies if seat.kind is PostKind.SUBSTITUTE else members
        party = {"list": seat.party.code} if seat.party else {}
        place.setdefault(seat.person, {"person": _person(seat.person), **party})
    return {
        "id": "body",
        "name": body.name,
        "members": list(members.values()),
        "deputies": [seat for person, seat in deputies.items() if person not in members],
    }


def _declared(known: KnownOfMember, person: int) -> str:
    day = known.confirmed.get(person)
    return day.isoformat() if day else "no"


def _target(one: InterestRecord) -> str:
    """Id of the other side; empty when there is none that an agenda could name, or no tie to it."""
    if one.detail is not None and one.detail.became in NOT_RECEIVED:
        return ""
    if one.organisation is not None:
        return f"o{one.organisation.id}"
    if _private_giver(one):
        return giver_id(name=_private_giver(one))
    return f"property_{one.key}".replace("-", "_") if one.kind is InterestKind.PROPERTY else ""


def _private_giver(one: InterestRecord) -> str:
    return one.detail.private_giver if one.detail is not None else ""


def _givers(interests: Iterable[InterestRecord]) -> Iterator[Mapping[str, str]]:
    """People who are no more than a name, each once."""
    names = sorted({_private_giver(one) for one in interests if one.organisation is None} - {""})
    told = {giver_id(name=name): name for name in names}
    yield from ({"id": code, "name": name} for code, name in told.items())


def _organisations(interests: Iterable[InterestRecord]) -> Iterator[Mapping[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for one in interests:
        code = _target(one)
        if one.organisation is None and _private_giver(one):
            continue
        if one.organisation is None:
            told[code] = {"id": code, "name": one.what, "kind": "property"}
            continue
        entry = told.setdefault(code, {"id": code, "name": one.organisation.name})
        if one.organisation.number:
            entry["number"] = one.organisation.number
        if one.organisation.kind:
            entry["kind"] = one.organisation.kind
        elif one.role is PostRole.SOLE_OWNER:
            entry["kind"] = "sole_proprietorship"
    yield from told.values()


def _tie(known: KnownInterest) -> dict[str, str]:
    one = known.interest
    told = {
        "who": _person(one.person),
        **_kind(one),
        "to": _target(one),
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat() if one.valid_to else "",
        "recorded": known.recorded_on.isoformat(),
        "withdrawn": known.withdrawn_on.isoformat() if known.withdrawn_on else "",
        "source": _source(one),
        "identity": _identity(one),
    }
    return {name: value for name, value in told.items() if value}


def _source(one: InterestRecord) -> str:
    """In no language: whoever reads the evidence reads it in the own one."""
    if one.source is not SourceKind.REGISTER:
        return DECLARED if one.source is SourceKind.PERSON else WRITTEN_DOWN
    return f"{one.source_name}, {one.source_day}" if one.source_day else one.source_name


def _kind(one: InterestRecord) -> Mapping[str, str]:
    if one.kind is InterestKind.POST and one.role in ROLES:
        return {"tie": "post", "role": ROLES[one.role]}
    if one.role is PostRole.SOLE_OWNER:
        return {"tie": "owns", "share": "1"}
    if one.share_percent is not None:
        return {"tie": "owns", "share": f"{(one.share_percent / 100).normalize():f}"}
    return TIES.get(one.kind, {"tie": "owns"})


def _identity(one: InterestRecord) -> str:
    is_named_alone = not one.organisation.number if one.organisation else bool(_private_giver(one))
    if is_named_alone:
        return "possible"
    return "strong" if one.source is SourceKind.REGISTER else "identifier"


def _person(number: int) -> str:
    return f"p{number}"
