# SPDX-License-Identifier: EUPL-1.2
"""Ownership around organisations: their owners to the top, and what they own to the bottom."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from samband.tools.ethics.models import Ownership
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import organisation_record
from samband.tools.ethics.rules import InterestKind, OwnershipRecord

DEEPEST = 15
MOST = 3_000
PARTS = ("owner", "owned")


def ownerships_around(
    *, organisations: Iterable[int], rows: QuerySet[Ownership] | None = None
) -> tuple[OwnershipRecord, ...]:
    """Owners of these and of all that they own, through at most DEEPEST steps and MOST rows, oldest first.

    For queries and operations that have asked who reads. rows: which count; None for all that ever stood.
    """
    known = Ownership.objects.all() if rows is None else rows
    own = set(organisations)
    below = _reached(known, own, "owner_id", "owned_id")
    whole = _reached(known, own | below, "owned_id", "owner_id") | own | below
    found = known.filter(owned_id__in=whole).filter(Q(owner_id__in=whole) | Q(owner__isnull=True))
    return ownership_records(rows=found.order_by("recorded_at", "pk")[:MOST])


def standing(*, known_at: datetime | None = None) -> QuerySet[Ownership]:
    """Rows that stand in the record: now, or as it was known at an earlier moment."""
    if known_at is None:
        return Ownership.objects.filter(withdrawn_at__isnull=True)
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    return Ownership.objects.filter(still, recorded_at__lte=known_at)


def ownership_records(*, rows: QuerySet[Ownership]) -> tuple[OwnershipRecord, ...]:
    return tuple(map(_record, rows.select_related(*PARTS)))


def _reached(rows: QuerySet[Ownership], begin: Collection[int], near: str, far: str) -> set[int]:
    """Everything that is reached from the beginning, a query for each step; circles end by themselves."""
    found: set[int] = set()
    due = set(begin)
    for _ in range(DEEPEST):
        step = rows.filter(**{f"{near}__in": list(due), f"{far}__isnull": False})
        due = set(step.values_list(far, flat=True)[:MOST]) - found - set(begin)
        found |= due
        if not due or len(found) > MOST:
            break
    return found


def _record(row: Ownership) -> OwnershipRecord:
    return OwnershipRecord(
        id=row.pk,
        owner=organisation_record(row=row.owner) if row.owner else None,
        owned=organisation_record(row=row.owned),
        share_low=row.share_low,
        share_high=row.share_high,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source_name=row.source_name,
        source_day=row.source_day,
        recorded_on=localdate(row.recorded_at),
        withdrawn_on=localdate(row.withdrawn_at) if row.withdrawn_at else None,
    )


def public_ownership(
    *, number: int, on: date, known_at: datetime | None = None
) -> tuple[OwnershipRecord, ...]:
    """Around an organisation of the public register, as the record stands or stood; none where the policy
    does not show ownership. For whom ``public_organisation`` has let in.
    """
    if not policy_on(on=localdate()).shows(InterestKind.OWNERSHIP):
        return ()
    found = ownerships_around(organisations=[number], rows=standing(known_at=known_at))
    return tuple(replace(one, withdrawn_on=None) for one in found if one.is_held_on(on))
