# SPDX-License-Identifier: EUPL-1.2
"""One's own interests, and those that whoever serves one's council keeps with one."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from samband.core.access.rules import Actor, NotAllowed, may
from samband.core.audit.operations import record
from samband.core.people.queries import offices_by_person, person_of_account
from samband.core.people.rules import BodyKind, PersonRecord
from samband.tools.ethics.card import DECLARE, RECONCILE
from samband.tools.ethics.models import Interest
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import (
    PARTS,
    confirmed_at,
    end_of,
    interest_record,
    interest_records,
    never_untrue,
    recorded,
)
from samband.tools.ethics.rules import (
    Freshness,
    InterestRecord,
    NoSuchInterest,
    Withdrawal,
    freshness,
    months_after,
)


@dataclass(frozen=True, slots=True)
class Interests:
    """What is declared of one person. ended: what is over, and what happened longer ago than a year.

    confirmed_on: when the list was confirmed last. due: when it is old, None when it was never confirmed.
    has_changed: something was recorded after that.
    """

    person: int
    held: tuple[InterestRecord, ...]
    ended: tuple[InterestRecord, ...]
    confirmed_on: date | None
    due: date | None
    freshness: Freshness
    has_changed: bool


def own_person(*, actor: Actor) -> PersonRecord | None:
    """The person to whom the account belongs. Raises NotAllowed for who has neither person nor a role."""
    found = person_of_account(account=actor.reference) if actor.is_signed_in else None
    if found is None and not may_declare(actor=actor):
        raise NotAllowed(actor, DECLARE, "")
    return found


def own_interests(*, actor: Actor, on: date) -> Interests | None:
    """None when no person in the register of people belongs to the account. Raises NotAllowed."""
    person = own_person(actor=actor)
    return interests_of_person(person=person.id, on=on) if person else None


def interests_of(*, actor: Actor, authority: str, person: int, at: datetime) -> Interests:
    """Of somebody in one's own authority, without their private notes; reading it is an event.

    Raises NotAllowed.
    """
    require_keeping(actor=actor, authority=authority, person=person, on=localdate(at))
    about = f"people.person:{person}"
    record(event="ethics.interests_read", by=actor.reference, at=at, about=about, authority=authority)
    found = interests_of_person(person=person, on=localdate(at))
    held, ended = (tuple(replace(one, note="") for one in part) for part in (found.held, found.ended))
    return replace(found, held=held, ended=ended)


def interest(*, actor: Actor, key: str) -> InterestRecord:
    """One that stands in the record, for the person or for who serves the council there.

    Raises NoSuchInterest, NotAllowed.
    """
    row = recorded().select_related(*PARTS).filter(key=key).first()
    if row is None:
        raise NoSuchInterest(key)
    found = interest_record(row=row)
    if is_own(actor=actor, person=row.person_id):
        return found
    keeping_authority(actor=actor, person=row.person_id, on=localdate())
    return replace(found, note="")


def history_of(*, actor: Actor, key: str) -> tuple[InterestRecord, ...]:
    """Every row under the key, latest first. Raises as ``interest``."""
    person = interest(actor=actor, key=key).person
    rows = interest_records(rows=Interest.objects.filter(key=key).order_by("-recorded_at", "-pk"))
    return rows if is_own(actor=actor, person=person) else tuple(replace(one, note="") for one in rows)


def own_earlier(*, actor: Actor, known_on: date) -> Interests | None:
    """One's own list as it stood at the end of a day, also what was taken back since; None without a person.

    Raises NotAllowed.
    """
    person = own_person(actor=actor)
    return (
        interests_of_person(person=person.id, on=known_on, known_at=end_of(day=known_on)) if person else None
    )


def earlier_of(*, actor: Actor, authority: str, person: int, known_on: date, at: datetime) -> Interests:
    """The same of somebody in one's own authority, without notes and without what was another's;
    reading it is an event.

    Raises NotAllowed.
    """
    require_keeping(actor=actor, authority=authority, person=person, on=localdate(at))
    about = f"people.person:{person}"
    record(event="ethics.interests_read", by=actor.reference, at=at, about=about, authority=authority)
    found = interests_of_person(person=person, on=known_on, known_at=end_of(day=known_on), with_untrue=False)
    held, ended = (tuple(replace(one, note="") for one in part) for part in (found.held, found.ended))
    return replace(found, held=held, ended=ended)


def interests_of_person(
    *, person: int, on: date, known_at: datetime | None = None, with_untrue: bool = True
) -> Interests:
    """For queries and operations that have asked who is reading. known_at: as the list stood then.

    with_untrue: with what was taken back since as another's, which is for the person alone. What was taken
    back as mistaken stays readable for who serves the council: else it would be the way to hide a gift.
    """
    standing = (
        recorded(known_at=known_at)
        if with_untrue
        else never_untrue(rows=recorded(known_at=known_at), untrue_as=(Withdrawal.NOT_MINE,))
    )
    rows = interest_records(rows=standing.filter(person_id=person).order_by("kind", "-valid_from", "pk"))
    last = confirmed_at(persons=[person]).get(person)
    confirmed_on, months = localdate(last) if last else None, policy_on(on=on).renew_months
    changes = Interest.objects.filter(person_id=person)
    has_changed = last is not None and (
        changes.filter(recorded_at__gt=last).exists() or changes.filter(withdrawn_at__gt=last).exists()
    )
    return Interests(
        person=person,
        held=tuple(one for one in rows if one.is_held_on(on) or one.valid_from > on),
        ended=tuple(one for one in rows if not one.is_held_on(on) and one.valid_from <= on),
        confirmed_on=confirmed_on,
        due=months_after(confirmed_on, months) if confirmed_on else None,
        freshness=freshness(confirmed_on=confirmed_on, on=on, months=months),
        has_changed=has_changed,
    )


def may_declare(*, actor: Actor) -> bool:
    """Holds any role in which one may have interests of one's own."""
    return any(may(actor=actor, permission=DECLARE, authority=code) for code in actor.authorities)


def is_own(*, actor: Actor, person: int) -> bool:
    own = person_of_account(account=actor.reference) if actor.is_signed_in else None
    return own is not None and own.id == person


def require_keeping(*, actor: Actor, authority: str, person: int, on: date) -> None:
    """Raise NotAllowed unless the actor serves the authority, and the person is elected or employed there."""
    if authority not in served(actor=actor, person=person, on=on):
        raise NotAllowed(actor, RECONCILE, authority)


def keeping_authority(*, actor: Actor, person: int, on: date) -> str:
    """Code of the authority that the actor serves and in which the person is. Raises NotAllowed."""
    codes = served(actor=actor, person=person, on=on)
    if not codes:
        raise NotAllowed(actor, RECONCILE, "")
    return codes[0]


def served(*, actor: Actor, person: int, on: date) -> list[str]:
    """Codes of the authorities that the actor serves and in which the person is elected or employed."""
    codes = sorted(
        code for code in actor.authorities if may(actor=actor, permission=RECONCILE, authority=code)
    )
    if not codes:
        return []
    offices = offices_by_person(actor=actor, persons=[person], on=on).get(person, ())
    there = {
        office.body.authority
        for office in offices
        if office.is_public or office.body.kind is BodyKind.ADMINISTRATION
    }
    return [code for code in codes if code in there]
