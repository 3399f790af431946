# SPDX-License-Identifier: EUPL-1.2
"""Roles are given and ended here alone, by the association or by the authority that they belong to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.card import DELEGATE, MANAGE_PEOPLE, permission_for
from samband.core.access.models import RoleGrant
from samband.core.access.queries import (
    RoleGrantRecord,
    UnknownRole,
    grant_record,
    key_of,
    period_of,
    user_of,
)
from samband.core.access.rules import (
    INSTALLATION,
    OF_AN_AUTHORITY,
    Actor,
    Grant,
    Period,
    Refusal,
    Refused,
    Role,
    fits,
    may,
    reason_against_ending,
    reason_against_period,
    reason_against_substitute,
    require,
)
from samband.core.audit.operations import record


@transaction.atomic
def grant_role(
    *,
    person: str,
    grant: Grant,
    valid_from: date,
    valid_to: date | None = None,
    substitute_for: int | None = None,
    by: Actor,
    at: datetime,
) -> RoleGrantRecord:
    """Give a role from valid_from up to, not including, valid_to.

    substitute_for: id of the role in which the person stands in for somebody on leave. A contact person gives
    roles of the own authority, from today on and for no longer than the own role lasts; the association all.
    Raises NotAllowed, Refused, UnknownPerson.
    """
    require(actor=by, permission=permission_for(grant=grant), authority=grant.authority)
    user = user_of(person=person)
    period = Period(valid_from, valid_to)
    _check(grant=grant, period=period, user_id=user.pk, by=by, today=timezone.localdate(at))
    if substitute_for is not None:
        _check_substitute(substitute_for, grant, period)
    given = RoleGrant.objects.create(
        user_id=user.pk,
        role=grant.role,
        authority=grant.authority,
        valid_from=valid_from,
        valid_to=valid_to,
        substitute_for_id=substitute_for,
    )
    details = {"role": grant.role.value, "from": valid_from.isoformat(), "to": _iso(valid_to)}
    _record("access.role_granted", given, by, at, details)
    return grant_record(grant=given)


@transaction.atomic
def revoke_role(*, grant_id: int, on: date | None = None, by: Actor, at: datetime) -> RoleGrantRecord:
    """End a role; from that day the person no longer holds it. The row stays as history.

    on: the first day without it, today when left out; a day after its present end leaves that as it is.
    Raises NotAllowed, Refused (in the past, or the last contact person without the association), UnknownRole.
    """
    given = RoleGrant.objects.filter(pk=grant_id).first()
    if given is None:
        require(actor=by, permission=MANAGE_PEOPLE)
        raise UnknownRole(grant_id)
    grant = Grant(Role(given.role), given.authority)
    require(actor=by, permission=permission_for(grant=grant), authority=grant.authority)
    given = _locked(given)
    day = max(on or timezone.localdate(at), given.valid_from)
    _check_end(given, grant, by=by, on=day, today=timezone.localdate(at))
    given.valid_to = min(day, given.valid_to) if given.valid_to else day
    given.save(update_fields=["valid_to"])
    _record("access.role_revoked", given, by, at, {"role": given.role, "on": given.valid_to.isoformat()})
    return grant_record(grant=given)


def _locked(given: RoleGrant) -> RoleGrant:
    """All who hold the role there, so that two last ones do not end each other at the same moment."""
    same = RoleGrant.objects.select_for_update().filter(role=given.role, authority=given.authority)
    return next(one for one in same if one.pk == given.pk)


def others_with(*, grant: RoleGrant) -> tuple[Period, ...]:
    """When other people, who can sign in, hold the same role in the same place."""
    same = RoleGrant.objects.filter(role=grant.role, authority=grant.authority, user__is_active=True)
    return tuple(period_of(grant=one) for one in same.exclude(user_id=grant.user_id))


def _check(*, grant: Grant, period: Period, user_id: int, by: Actor, today: date) -> None:
    if not fits(grant=grant):
        raise Refused(Refusal.MISFIT)
    reason = reason_against_period(period=period, own=_own_periods(by, grant.authority, today), today=today)
    if reason is not None:
        raise Refused(reason)
    same = RoleGrant.objects.filter(user_id=user_id, role=grant.role, authority=grant.authority)
    if any(period.overlaps(period_of(grant=one)) for one in same):
        raise Refused(Refusal.HELD_ALREADY)


def _own_periods(by: Actor, authority: str, today: date) -> tuple[Period, ...] | None:
    """When the giver holds what lets them give in this authority; None for the association, which has no
    limit.
    """
    if may(actor=by, permission=MANAGE_PEOPLE) or may(actor=by, permission=DELEGATE):
        return None
    own = RoleGrant.objects.filter(
        user_id=key_of(reference=by.reference), authority=authority, role__in=DELEGATE.own_authority
    )
    periods = (period_of(grant=one) for one in own)
    return tuple(period for period in periods if period.holds_on(today))


def _check_substitute(substitute_for: int, grant: Grant, period: Period) -> None:
    held = RoleGrant.objects.filter(pk=substitute_for, role=grant.role, authority=grant.authority)
    periods = [period_of(grant=one) for one in held]
    reason = reason_against_substitute(period=period, held=periods)
    if reason is not None:
        raise Refused(reason)


def _check_end(given: RoleGrant, grant: Grant, *, by: Actor, on: date, today: date) -> None:
    if on < today:
        raise Refused(Refusal.IN_THE_PAST)
    if given.valid_to is not None and given.valid_to <= on:
        return
    is_the_associations_business = grant.role in OF_AN_AUTHORITY and may(actor=by, permission=MANAGE_PEOPLE)
    if by == INSTALLATION or is_the_associations_business or not period_of(grant=given).holds_on(on):
        return
    reason = reason_against_ending(role=grant.role, others=others_with(grant=given), on=on)
    if reason is not None:
        raise Refused(reason)


def _record(event: str, given: RoleGrant, by: Actor, at: datetime, details: Mapping[str, object]) -> None:
    about = f"person:{given.user_id}"
    record(event=event, by=by.reference, at=at, about=about, authority=given.authority, details=details)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
