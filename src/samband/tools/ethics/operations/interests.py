# SPDX-License-Identifier: EUPL-1.2
"""Declaring, correcting, ending and taking back. No row is changed: what stood in the record stays known."""

import secrets
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.models import Confirmation, Interest
from samband.tools.ethics.operations.details import check_detail
from samband.tools.ethics.operations.organisations import organisation_row
from samband.tools.ethics.operations.refusals import check, no_person
from samband.tools.ethics.queries import InterestRecord, NoSuchInterest, own_person
from samband.tools.ethics.queries.details import detail_row
from samband.tools.ethics.queries.own import is_own, keeping_authority
from samband.tools.ethics.queries.records import PARTS, interest_record, recorded
from samband.tools.ethics.rules import HAPPENED, WITH_DETAIL, NewInterest, SourceKind, Withdrawal


@transaction.atomic
def declare_interest(*, person: int, new: NewInterest, by: Actor, at: datetime) -> InterestRecord:
    """Record an interest: the person's own, or what they told whoever serves their council.

    Raises Refused, NotAllowed.
    """
    source, authority = _source(person, by, at)
    _check(new, at)
    row = make_interest(person=person, new=new, source=source, by=by, at=at)
    _tell("ethics.interest_declared", row, authority, by, at)
    return _record(row)


@transaction.atomic
def correct_interest(*, key: str, to: NewInterest, by: Actor, at: datetime) -> InterestRecord:
    """Let another row stand under the same key; what stood there stays in the history.

    The source becomes who corrects. Raises NoSuchInterest, Refused, NotAllowed.
    """
    row = _held(key)
    source, authority = _source(row.person_id, by, at)
    if source is not SourceKind.PERSON:
        to = replace(to, note=row.note)  # whoever does not see the note does not lose it either
    _check(to, at)
    withdraw(row=row, why=Withdrawal.CORRECTED, by=by, at=at)
    made = make_interest(person=row.person_id, new=to, source=source, key=key, by=by, at=at)
    _tell("ethics.interest_corrected", made, authority, by, at)
    return _record(made)


@transaction.atomic
def end_interest(*, key: str, last_day: date, by: Actor, at: datetime) -> InterestRecord:
    """It lasts up to and including ``last_day``. Raises NoSuchInterest, Refused, NotAllowed."""
    row = _held(key)
    source, authority = _source(row.person_id, by, at)
    ended = replace(new_of(row=row), valid_to=last_day + date.resolution)
    _check(ended, at)
    withdraw(row=row, why=Withdrawal.ENDED, by=by, at=at)
    made = make_interest(person=row.person_id, new=ended, source=source, key=key, by=by, at=at)
    _tell("ethics.interest_ended", made, authority, by, at)
    return _record(made)


@transaction.atomic
def withdraw_interest(*, key: str, is_not_mine: bool = False, by: Actor, at: datetime) -> None:
    """Take back what was entered by mistake, or what a register says of somebody else of the same name.

    Nobody reads it any more in public. Another's can be only what a register said. Raises NoSuchInterest,
    NotAllowed.
    """
    row = _held(key)
    _, authority = _source(row.person_id, by, at)
    is_anothers = is_not_mine and row.source == SourceKind.REGISTER
    withdraw(row=row, why=Withdrawal.NOT_MINE if is_anothers else Withdrawal.MISTAKEN, by=by, at=at)
    _tell("ethics.interest_withdrawn", row, authority, by, at)


@transaction.atomic
def confirm_interests(*, by: Actor, at: datetime) -> None:
    """Say that the own list is complete and right today. Raises NotAllowed, Refused."""
    person = own_person(actor=by)
    if person is None:
        raise no_person()
    number = recorded().filter(person_id=person.id).count()
    Confirmation.objects.create(person_id=person.id, confirmed_at=at, interests=number)
    record(event="ethics.confirmed", by=by.reference, at=at, about=f"people.person:{person.id}")


def make_interest(
    *,
    person: int,
    new: NewInterest,
    source: SourceKind,
    key: str = "",
    source_name: str = "",
    source_day: date | None = None,
    by: Actor,
    at: datetime,
) -> Interest:
    """A row of what has been checked, for operations that have asked who is writing."""
    lasts = new.kind not in HAPPENED
    row = Interest.objects.create(
        key=key or secrets.token_hex(8),
        person_id=person,
        kind=new.kind,
        organisation=organisation_row(
            name=new.organisation, number=new.number, kind=new.organisation_kind, kind_source=source
        ),
        role=new.role or "",
        share_percent=new.share_percent,
        what=" ".join(visible(new.what).split()),
        note=new.note.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to if lasts else None,
        source=source,
        source_name=source_name,
        source_day=source_day,
        recorded_at=at,
        recorded_by=by.reference,
    )
    if new.detail is not None and new.kind in WITH_DETAIL:
        detail_row(interest=row, detail=new.detail).save(force_insert=True)
    return row


def withdraw(*, row: Interest, why: Withdrawal, by: Actor, at: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = at, by.reference, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])


def new_of(*, row: Interest) -> NewInterest:
    """What the row says, to be declared anew."""
    one = interest_record(row=row)
    return NewInterest(
        kind=one.kind,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        organisation=one.organisation.name if one.organisation else "",
        number=one.organisation.number if one.organisation else "",
        role=one.role,
        share_percent=one.share_percent,
        what=one.what,
        note=one.note,
        detail=one.detail,
    )


def _check(new: NewInterest, at: datetime) -> None:
    check(new=new, on=localdate(at))
    check_detail(new=new, on=localdate(at))


def _source(person: int, by: Actor, at: datetime) -> tuple[SourceKind, str]:
    """Who says so, and for which authority they serve. Raises NotAllowed."""
    if is_own(actor=by, person=person):
        return SourceKind.PERSON, ""
    return SourceKind.CONTACT, keeping_authority(actor=by, person=person, on=localdate(at))


def _held(key: str) -> Interest:
    """The row that stands, held until the transaction ends."""
    found = recorded().select_for_update(of=("self",)).select_related(*PARTS)
    row = found.filter(key=key).first()
    if row is None:
        raise NoSuchInterest(key)
    return row


def _record(row: Interest) -> InterestRecord:
    return interest_record(row=Interest.objects.select_related(*PARTS).get(pk=row.pk))


def _tell(event: str, row: Interest, authority: str, by: Actor, at: datetime) -> None:
    record(event=event, by=by.reference, at=at, about=f"people.person:{row.person_id}", authority=authority)
