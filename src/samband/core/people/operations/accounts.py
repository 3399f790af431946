# SPDX-License-Identifier: EUPL-1.2
"""Somebody with an account says who they are in the register of people."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.people.operations.persons import about, held_person
from samband.core.people.queries.accounts import person_offered
from samband.core.people.rules import NoSuchPerson


@transaction.atomic
def take_up_person(*, person: int, by: Actor, at: datetime) -> None:
    """Tie the own account to the person that ``person_offered`` proposes. Raises NoSuchPerson for another."""
    offered = person_offered(actor=by, on=localdate(at))
    if offered is None or offered.person != person:
        raise NoSuchPerson(person)
    found = held_person(person=person)
    found.account = by.reference
    found.save(update_fields=["account"])
    record(
        event="people.account_taken_up", by=by.reference, at=at, about=about(person),
        authority=offered.body.authority,
    )  # fmt: skip
