# SPDX-License-Identifier: EUPL-1.2
"""What is known of the elected of one member, for the screening of an agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, require
from samband.core.audit.operations import record
from samband.core.people.queries import bodies, body, offices_on
from samband.core.people.rules import PUBLIC_BODIES, BodyRecord, NoSuchBody, OfficeRecord
from samband.tools.ethics.card import RECONCILE
from samband.tools.ethics.models import Interest
from samband.tools.ethics.queries.ownership import ownerships_around
from samband.tools.ethics.queries.policy import names_language
from samband.tools.ethics.queries.records import PARTS, confirmed_at, interest_record, never_untrue
from samband.tools.ethics.rules import InterestRecord, OwnershipRecord, Withdrawal


@dataclass(frozen=True, slots=True)
class KnownInterest:
    """withdrawn_on: the day on which it left the record, None while it stands there."""

    interest: InterestRecord
    recorded_on: date
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class KnownOfMember:
    """people: number -> name of everybody in public office. confirmed: number -> day of the confirmation.

    ownership: of the organisations in their interests, up to their owners and down to what these own.
    language: of the names.
    """

    authority: str
    people: Mapping[int, str]
    confirmed: Mapping[int, date]
    interests: tuple[KnownInterest, ...]
    ownership: tuple[OwnershipRecord, ...] = ()
    language: str = ""


def known_of_member(*, actor: Actor, authority: str, at: datetime) -> KnownOfMember:
    """Every interest of everybody in public office today, also what no longer stands in the record.

    Not what a register said of somebody else: it never was about the person.

    Reading it is an event. Raises NotAllowed.
    """
    require(actor=actor, permission=RECONCILE, authority=authority)
    about = f"members.authority:{authority}"
    record(event="ethics.register_taken", by=actor.reference, at=at, about=about, authority=authority)
    return known_of(authority=authority, on=localdate(at))


def known_of(*, authority: str, on: date, also: Mapping[int, str] = MappingProxyType({})) -> KnownOfMember:
    """The same for those in public office on a day, for queries and operations that have asked who reads.

    also: number -> name of others who deal with something.
    """
    people = {one.person: one.name for one in offices_on(actor=NOBODY, on=on, authority=authority)}
    return known_of_people(authority=authority, people={**also, **people})


def known_of_people(*, authority: str, people: Mapping[int, str]) -> KnownOfMember:
    """The same for these people alone: number -> name."""
    rows = never_untrue(
        rows=Interest.objects.filter(person_id__in=list(people)), untrue_as=(Withdrawal.NOT_MINE,)
    )
    rows = rows.select_related(*PARTS).order_by("pk")
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    return KnownOfMember(
        authority=authority,
        people=people,
        confirmed={person: localdate(day) for person, day in confirmed_at(persons=people).items()},
        interests=tuple(map(_known, rows)),
        ownership=ownerships_around(organisations=organisations),
        language=names_language(),
    )


def bodies_of_member(*, actor: Actor, authority: str, on: date) -> tuple[BodyRecord, ...]:
    """Public bodies of one's own member that exist on the day. Raises NotAllowed."""
    require(actor=actor, permission=RECONCILE, authority=authority)
    return bodies(actor=NOBODY, authority=authority, on=on, kinds=PUBLIC_BODIES)


def seats_of_body(
    *, actor: Actor, authority: str, code: str, on: date
) -> tuple[BodyRecord, tuple[OfficeRecord, ...]]:
    """A body of one's own member, and who holds office in it on the day. Raises NoSuchBody, NotAllowed."""
    require(actor=actor, permission=RECONCILE, authority=authority)
    found = body(actor=NOBODY, code=code)
    if found.authority != authority:
        raise NoSuchBody(code)
    return found, offices_on(actor=NOBODY, on=on, body=code)


def _known(row: Interest) -> KnownInterest:
    withdrawn = localdate(row.withdrawn_at) if row.withdrawn_at else None
    return KnownInterest(interest_record(row=row), localdate(row.recorded_at), withdrawn)
