# SPDX-License-Identifier: EUPL-1.2
"""Giving an office, ending it, correcting it. Every write counts the body's women and men anew."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.card import MANAGE, READ_PRIVATE
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import NewPerson, about, held_person, make_persons
from samband.core.people.operations.refusals import (
    ends_before_it_begins,
    holds_it_already,
    outside_the_body,
    somebody_else_holds_it,
)
from samband.core.people.operations.register import body_row, post_row
from samband.core.people.queries.records import OFFICE_PARTS, office_record
from samband.core.people.queries.seeing import may_take_in
from samband.core.people.rules import SINGLE, BodyKind, NoSuchOffice, OfficeRecord, PostKind, is_public


@dataclass(frozen=True, slots=True)
class NewOffice:
    """A post in a body, held on [valid_from, valid_to). body, party, term: codes; empty for none.

    order: place on the list of substitutes. post_name: when the kind does not say all.
    """

    body: str
    kind: PostKind
    valid_from: date
    valid_to: date | None = None
    party: str = ""
    term: str = ""
    order: int | None = None
    post_name: str = ""


@transaction.atomic
def add_office(*, person: int | NewPerson, office: NewOffice, by: Actor, at: datetime) -> OfficeRecord:
    """Give an office to somebody in the register, or to somebody new. Raises NotAllowed, Refused.

    An authority does not give one to somebody of another: it would read how to reach them by that.
    """
    body = body_row(code=office.body)
    require(actor=by, permission=MANAGE, authority=body.authority)
    if isinstance(person, NewPerson):
        (holder,) = make_persons(new=[person], at=at)
    else:
        holder = held_person(person=person)
        require_taking_in(person=person, by=by, on=localdate(at))
    given = _office(holder, body, office)
    _check(given)
    given.save()
    _follow(given)
    _tell("people.office_added", given, by, at)
    return office_record(office=given)


@transaction.atomic
def end_office(*, office: int, on: date, by: Actor, at: datetime) -> OfficeRecord:
    """End an office: ``on`` is the first day on which it is no longer held. Raises Refused, NoSuchOffice."""
    held = _held(office, by)
    if on <= held.valid_from:
        raise ends_before_it_begins(begins=held.valid_from)
    held.valid_to, held.stated_to = on, ""
    held.save(update_fields=["valid_to", "stated_to"])
    _follow(held)
    _tell("people.office_ended", held, by, at, on=on.isoformat())
    return office_record(office=held)


@transaction.atomic
def correct_office(*, office: int, to: NewOffice, by: Actor, at: datetime) -> OfficeRecord:
    """Make an office what it should have been. The body stays. Raises Refused, NoSuchOffice, NotAllowed."""
    held = _held(office, by)
    right = _office(held.person, held.body, to)
    right.pk, right.role, right.sources, right.area = held.pk, held.role, held.sources, held.area
    right.turnover = held.turnover
    _check(right)
    right.save()
    _follow(right)
    _tell("people.office_corrected", right, by, at)
    return office_record(office=right)


@transaction.atomic
def remove_office(*, office: int, by: Actor, at: datetime) -> None:
    """Take away an office that was never held. Raises NoSuchOffice, NotAllowed."""
    held = _held(office, by)
    _tell("people.office_removed", held, by, at)
    models.Office.objects.filter(pk=held.pk).delete()
    _follow(held)


def require_taking_in(*, person: int, by: Actor, on: date) -> None:
    """Raises NotAllowed unless ``by`` may give an office to this person of the register."""
    if not may_take_in(actor=by, person=person, on=on):
        require(actor=by, permission=READ_PRIVATE)


def _follow(office: models.Office) -> None:
    count_anew(bodies=[office.body_id])
    follow_offices(persons=[office.person_id])


def _held(office: int, by: Actor) -> models.Office:
    found = models.Office.objects.select_related(*OFFICE_PARTS).filter(pk=office).first()
    if found is None:
        raise NoSuchOffice(office)
    require(actor=by, permission=MANAGE, authority=found.authority)
    return found


def _office(person: models.Person, body: models.Body, new: NewOffice) -> models.Office:
    return models.Office(
        person=person,
        post=post_row(body=body, kind=new.kind, name=new.post_name),
        body=body,
        kind=new.kind,
        authority=body.authority,
        is_public=is_public(post=new.kind, body=BodyKind(body.kind)),
        sort_name=person.sort_name,
        party=models.Organisation.objects.get(code=new.party) if new.party else None,
        term=models.Term.objects.get(code=new.term) if new.term else None,
        list_order=new.order,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )


def _check(office: models.Office) -> None:
    if office.valid_to is not None and office.valid_to <= office.valid_from:
        raise ends_before_it_begins(begins=office.valid_from)
    body = office.body
    too_early = body.valid_from is not None and office.valid_from < body.valid_from
    if too_early or (body.valid_to is not None and office.valid_from >= body.valid_to):
        raise outside_the_body(body=body.name)
    _check_others(office)


def _check_others(office: models.Office) -> None:
    """Nobody holds one post twice at a time, and some posts are held by one person at a time."""
    there = models.Office.objects.filter(_overlapping(office), post=office.post).exclude(pk=office.pk)
    own = there.filter(person=office.person).first()
    if own is not None:
        raise holds_it_already(name=office.person.name, begins=own.valid_from)
    other = there.select_related("person").first() if office.kind in SINGLE else None
    if other is not None:
        raise somebody_else_holds_it(name=other.person.name, begins=other.valid_from)


def _overlapping(office: models.Office) -> Q:
    unended = Q(valid_to__isnull=True) | Q(valid_to__gt=office.valid_from)
    return unended & Q(valid_from__lt=office.valid_to) if office.valid_to else unended


def _tell(event: str, office: models.Office, by: Actor, at: datetime, **more: object) -> None:
    details = {"office": office.kind, "body": office.body.code, **more}
    record(
        event=event, by=by.reference, at=at, about=about(office.person_id), authority=office.authority,
        details=details,
    )  # fmt: skip
