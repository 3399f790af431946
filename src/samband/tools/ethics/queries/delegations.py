# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what on behalf of a body: for who serves the member, for all where the policy says so."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from samband.core.access.rules import Actor, may, require
from samband.tools.ethics.card import DELEGATE
from samband.tools.ethics.models import Delegation
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.register import RegisterIsPrivate
from samband.tools.ethics.rules import DelegationRecord, NewDelegation, NoSuchDelegation


def delegations_on(
    *, actor: Actor, authority: str, on: date, known_at: datetime | None = None
) -> tuple[DelegationRecord, ...]:
    """Held on the day, as the record stands or stood at another moment. Raises NotAllowed."""
    require(actor=actor, permission=DELEGATE, authority=authority)
    return _records(_standing(authority, known_at).filter(_held_on(on)))


def public_delegations(*, authority: str, on: date) -> tuple[DelegationRecord, ...]:
    """The same for anybody; '' for all members. Raises RegisterIsPrivate."""
    if not policy_on(on=localdate()).is_delegations_public:
        raise RegisterIsPrivate
    return _records(_standing(authority, None).filter(_held_on(on)))


def delegation(*, actor: Actor, key: str) -> DelegationRecord:
    """As it stands in the record. Raises NoSuchDelegation."""
    return delegation_record(row=delegation_row(actor=actor, key=key))


def delegation_row(*, actor: Actor, key: str) -> Delegation:
    """For queries and operations of this area. Raises NoSuchDelegation."""
    row = Delegation.objects.select_related("person").filter(key=key, withdrawn_at__isnull=True).first()
    if row is None or not may(actor=actor, permission=DELEGATE, authority=row.authority):
        raise NoSuchDelegation(key)
    return row


def delegation_history(*, actor: Actor, key: str) -> tuple[DelegationRecord, ...]:
    """Every row that stood under the key, the latest first. Raises NoSuchDelegation."""
    delegation_row(actor=actor, key=key)
    return _records(Delegation.objects.filter(key=key).order_by("-recorded_at", "-pk"))


def who_decides(
    *, actor: Actor, authority: str, matter: str, amount: Decimal | None, currency: str, on: date
) -> tuple[DelegationRecord, ...]:
    """Delegations under which such a case is decided on the day: proposals. Raises NotAllowed."""
    found = delegations_on(actor=actor, authority=authority, on=on)
    return tuple(one for one in found if one.covers(matter=matter, amount=amount, currency=currency, on=on))


def held_by(*, person: int, on: date) -> tuple[DelegationRecord, ...]:
    """Delegations that name the person. Unguarded, for that person."""
    return _records(_standing("", None).filter(_held_on(on), person_id=person))


def delegation_record(*, row: Delegation) -> DelegationRecord:
    told = NewDelegation(
        holder=row.holder, body=row.body, reference=row.reference, decided_on=row.decided_on,
        valid_from=row.valid_from, valid_to=row.valid_to, person=row.person_id, matters=tuple(row.matters),
        amount=row.amount, currency=row.currency, conditions=row.conditions,
    )  # fmt: skip
    name = row.person.name if row.person else ""
    return DelegationRecord(
        row.key, row.authority, told, row.body_name, name, row.recorded_at, row.withdrawn_at
    )


def _standing(authority: str, known_at: datetime | None) -> QuerySet[Delegation]:
    rows = Delegation.objects.filter(authority=authority) if authority else Delegation.objects.all()
    if known_at is None:
        return rows.filter(withdrawn_at__isnull=True)
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    return rows.filter(still, recorded_at__lte=known_at)


def _held_on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _records(rows: QuerySet[Delegation]) -> tuple[DelegationRecord, ...]:
    ordered = rows if rows.query.order_by else rows.order_by("authority", "body_name", "holder", "pk")
    return tuple(delegation_record(row=row) for row in ordered.select_related("person"))
