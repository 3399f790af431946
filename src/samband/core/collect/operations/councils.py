# SPDX-License-Identifier: EUPL-1.2
"""Councils as they sit on a day: everybody is asked, so that everybody's probability is one."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import Case
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.cases import NewCase, insert_cases
from samband.core.collect.rules import COUNCIL, MANAGE_CASES
from samband.core.people.queries import offices_on
from samband.core.people.queries.lists import ListWanted, contact_list_with_addresses
from samband.core.people.rules import SEATED, BodyKind, PrivateRecord


@transaction.atomic
def add_councils(*, ask: str, on: date, by: Actor, at: datetime) -> int:
    """Add the councillors of all members of an ask who sit on the day and are not there yet; how many.

    Substitutes are asked in the meeting. Those who want to be on no list are asked there too: they have no
    address here. Raises NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    asked = locked_ask(slug=ask)
    there = set(Case.objects.filter(ask=asked, group=COUNCIL).values_list("number", flat=True))
    found = {new.number: new for unit in asked.units for new in _council(unit, on, by, at)}
    new = [one for number, one in found.items() if number not in there]
    insert_cases(ask=ask, cases=new, by=by, at=at)
    about = f"collect.ask:{ask}"
    record(event="collect.councils_added", by=by.reference, at=at, about=about, details={"people": len(new)})
    return len(new)


def _council(unit: str, on: date, by: Actor, at: datetime) -> Iterator[NewCase]:
    wanted = ListWanted(body_kind=BodyKind.COUNCIL, authority=unit)
    listed = contact_list_with_addresses(actor=by, wanted=wanted, on=on, at=at, form="invitations")
    private = {line.office.person: line.private for line in listed.lines}
    kinds = sorted(SEATED)
    for office in offices_on(actor=by, on=on, authority=unit, body_kinds=[BodyKind.COUNCIL], kinds=kinds):
        yield _case(unit, office.person, office.name, private.get(office.person))


def _case(unit: str, person: int, name: str, private: PrivateRecord | None) -> NewCase:
    given = {"name": name}
    if private is not None:
        given |= {"email": private.email, "phone": private.phone, "address": private.address}
    return NewCase(
        unit=unit,
        group=COUNCIL,
        number=f"council-{person}",
        language=(private.language if private else "")[:12],
        inclusion_probability=1.0,
        contact={kind: text for kind, text in given.items() if text},
    )
