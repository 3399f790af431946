# SPDX-License-Identifier: EUPL-1.2
"""Cases and delegations of the demo: with a question, open, and done; all made up, and saying so."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, Grant, Role
from samband.core.people.queries import offices_by_person, offices_on
from samband.core.people.rules import BodyKind, BodyRecord, OfficeRecord, PostKind
from samband.engines.conflicts import Matter, OrganisationKind, Stage
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.checks import is_at_issue
from samband.tools.ethics.models import Interest, Organisation
from samband.tools.ethics.operations import NewCase
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.cases import role_of
from samband.tools.ethics.rules import Done, Hand, InterestKind, MeetingItem, NewDelegation

SYNTHETIC = "(synthetic)"


def load_cases(*, person: int, by: Actor, at: datetime) -> None:
    """Of the member in whose public body the person sits; nothing for somebody without a seat."""
    today = localdate(at)
    held = offices_by_person(actor=NOBODY, persons=[person], on=today).get(person, ())
    body = next((one.body for one in held if one.is_public), None)
    if body is None:
        return
    serving = Actor(by.reference, frozenset({Grant(Role.CONTACT, body.authority)}))
    deciding = next(one for one in held if one.body == body)
    _delegations(body, person, serving, today, at)
    firm = _firm(person)
    first = (
        "Ferry in the summer",
        Matter.PROCUREMENT,
        Decimal(400_000),
        (firm, "Nordvik Asphalt Ltd; 923456783"),
    )
    second = ("Repair of the school roof", Matter.CONTRACT, Decimal(90_000), ("Roofs of Tomorrow Ltd",))
    club = Organisation.objects.filter(name=f"Sports club {body.authority} {SYNTHETIC}").first()
    third = (
        "Lights at the sports ground",
        Matter.CONTRACT,
        Decimal(60_000),
        (firm, f"{club.name}; {club.number}" if club else ""),
    )
    for place, (title, matter, amount, parties) in enumerate((first, second, third), start=1):
        new = NewCase(
            f"{today.year}/{117 + place}", f"{title} {SYNTHETIC}", matter, today + timedelta(days=7 * place),
            begun=today - timedelta(days=40), amount=amount,
            parties=tuple(one for one in parties if one),
        )  # fmt: skip
        number = _checked(new, deciding, serving, at)
    _done(number, serving, at)


def _delegations(body: BodyRecord, person: int, by: Actor, today: date, at: datetime) -> None:
    given = date(today.year - 1, 1, 15)
    kinds = (Matter.PROCUREMENT.value, Matter.CONTRACT.value)
    for holder, who, matters, most in (
        (f"Head of procurement {SYNTHETIC}", person, kinds, Decimal(500_000)),
        (f"Director {SYNTHETIC}", None, (), None),
    ):
        new = NewDelegation(
            holder=holder, person=who, body=body.code, matters=matters, amount=most,
            reference=f"case 4/{given.year % 100}", decided_on=given, valid_from=given,
        )  # fmt: skip
        operations.record_delegation(authority=body.authority, new=new, by=by, at=at)


def _firm(person: int) -> str:
    """What the person owns a part of, with its number; '' for nothing."""
    owned = Interest.objects.filter(person_id=person, kind=InterestKind.OWNERSHIP, valid_to__isnull=True)
    one = owned.select_related("organisation").order_by("pk").first()
    return f"{one.organisation.name}; {one.organisation.number}" if one and one.organisation else ""


def _done(number: int, by: Actor, at: datetime) -> None:
    """About each of whom there was a question, and in the end."""
    found = queries.checked_case(actor=by, number=number, language="en", at=at)
    for one in found.result["items"][0]["people"]:
        if is_at_issue(found=one):
            done = Done.STEPPED_ASIDE if one["stage"] == Stage.DECIDE else Done.WENT_ON
            reason = "An ordinary member among some hundreds" if done is Done.WENT_ON else ""
            operations.record_outcome(
                case=number, person=int(one["person"][1:]), done=done, reason=reason, by=by, at=at
            )
    operations.close_case(
        case=number, done=Done.REPLACED, reason="", decided_by=f"Director {SYNTHETIC}", by=by, at=at
    )


def _checked(new: NewCase, deciding: OfficeRecord, by: Actor, at: datetime) -> int:
    """Whoever has the delegation decides; an employee prepares, and somebody who stands in no register."""
    authority = deciding.body.authority
    number = operations.enter_case(authority=authority, new=new, by=by, at=at)
    record = queries.case(actor=by, number=number)
    operations.change_case(
        case=number, item=_companies(record.item), day=record.day, body="", amount=record.amount,
        hands=(*_preparing(authority, new, by, at), *_deciding(deciding, new)), by=by, at=at,
    )  # fmt: skip
    register, agenda = case_files(facts=queries.facts_of_case(actor=by, number=number))
    operations.check_case(case=number, register=register, agenda=agenda, by=by, at=at)
    return number


def _preparing(authority: str, new: NewCase, by: Actor, at: datetime) -> tuple[Hand, ...]:
    kinds = {BodyKind.ADMINISTRATION}
    held = offices_on(actor=by, on=localdate(at), authority=authority, body_kinds=kinds)
    employed = [one for one in held if one.post_name] or list(held[:1])
    hands = [
        Hand(
            one.person,
            one.name,
            Stage.PREPARE,
            role_of(offices=[one], stage=Stage.PREPARE, matter=new.matter),
        )
        for one in employed
    ]
    adviser = role_of(offices=(), stage=Stage.PREPARE, matter=new.matter)
    return (*hands, Hand(0, f"Hired adviser {SYNTHETIC}", Stage.PREPARE, adviser))


def _deciding(office: OfficeRecord, new: NewCase) -> tuple[Hand, ...]:
    is_deputy = office.kind is PostKind.SUBSTITUTE
    role = role_of(offices=() if is_deputy else [office], stage=Stage.DECIDE, matter=new.matter)
    return (Hand(office.person, office.name, Stage.DECIDE, role),)


def _companies(item: MeetingItem) -> MeetingItem:
    """As if the officer had said what each party is."""
    kind = OrganisationKind.COMPANY.value
    return replace(item, parties=tuple(replace(one, kind=one.kind or kind) for one in item.parties))
