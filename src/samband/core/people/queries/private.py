# SPDX-License-Identifier: EUPL-1.2
"""Contact data and what else is not public. Whoever reads another's is in the log."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import private_record
from samband.core.people.queries.seeing import is_oneself, may_read_private
from samband.core.people.rules import PrivateRecord


def private_data(*, actor: Actor, person: int, at: datetime) -> PrivateRecord:
    """What is held of the person beside the offices; reading it is an event. Raises NotAllowed.

    For the association's administrators and analysts, for those who serve an authority in which the person
    holds office, and for the person.
    """
    if not may_read_private(actor=actor, person=person, on=at.date()):
        require(actor=actor, permission=READ_PRIVATE)
    if not is_oneself(actor=actor, person=person):
        record(event="people.private_read", by=actor.reference, at=at, about=f"people.person:{person}")
    return private_record(private=models.PrivateData.objects.filter(person_id=person).first())


def own_private_data(*, actor: Actor) -> PrivateRecord:
    """What is held of the person to whom the actor's account belongs; empty when there is none."""
    found = models.PrivateData.objects.filter(person__account=actor.reference).first()
    return private_record(private=found if actor.is_signed_in else None)


def may_read(*, actor: Actor, person: int, at: datetime) -> bool:
    """Whether ``private_data`` would answer; asks without reading."""
    return may_read_private(actor=actor, person=person, on=at.date())


def private_rows(*, persons: Iterable[int]) -> Mapping[int, PrivateRecord]:
    """For queries of this area that have asked for the permission and record the reading."""
    wanted = models.PrivateData.objects.filter(person_id__in=list(persons))
    found = wanted.defer("contact_details", "images")
    return {row.person_id: private_record(private=row) for row in found}
