# SPDX-License-Identifier: EUPL-1.2
"""Rows as the records that others get, and what stands in the record when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils.timezone import make_aware

from samband.tools.ethics.models import Confirmation, Interest, Organisation
from samband.tools.ethics.queries.details import detail_of
from samband.tools.ethics.rules import (
    HAPPENED,
    SHOWN_AFTERWARDS_DAYS,
    InterestKind,
    InterestRecord,
    OrganisationRecord,
    PostRole,
    SourceKind,
    Withdrawal,
)

PARTS = ("person", "organisation", "detail")


def recorded(*, known_at: datetime | None = None) -> QuerySet[Interest]:
    """Rows that stand in the record: now, or as it was known at an earlier moment."""
    if known_at is None:
        return Interest.objects.filter(withdrawn_at__isnull=True)
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    return Interest.objects.filter(still, recorded_at__lte=known_at)


def end_of(*, day: date) -> datetime:
    """The last moment of a day: what is recorded on it was known on it."""
    return make_aware(datetime.combine(day + timedelta(days=1), time.min)) - datetime.resolution


def standing_in_public(*, known_at: datetime | None) -> QuerySet[Interest]:
    """As ``recorded``; of an earlier moment without what was taken back since as mistaken or another's.

    Somebody said that it was never true of them: nobody reads it again by asking for an earlier day, nor
    what stood under the same key before.
    """
    rows = recorded(known_at=known_at)
    return rows if known_at is None else never_untrue(rows=rows)


def never_untrue(
    *, rows: QuerySet[Interest], untrue_as: Iterable[Withdrawal] = (Withdrawal.MISTAKEN, Withdrawal.NOT_MINE)
) -> QuerySet[Interest]:
    """Without those that were taken back as mistaken or another's, and what stood under their keys before."""
    untrue = Interest.objects.filter(withdrawal__in=list(untrue_as))
    return rows.exclude(key__in=untrue.values("key"))


def held_on(*, on: date) -> Q:
    """A condition on interests: they last on the day, or happened in the year before."""
    lasting = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on)) & ~Q(kind__in=HAPPENED)
    earliest = on - timedelta(days=SHOWN_AFTERWARDS_DAYS - 1)
    return lasting | Q(kind__in=HAPPENED, valid_from__lte=on, valid_from__gte=earliest)


def interest_records(*, rows: Iterable[Interest]) -> tuple[InterestRecord, ...]:
    """Of a query, in one query."""
    found = rows.select_related(*PARTS) if isinstance(rows, QuerySet) else rows
    return tuple(interest_record(row=row) for row in found)


def interest_record(*, row: Interest) -> InterestRecord:
    return InterestRecord(
        key=row.key,
        person=row.person_id,
        name=row.person.name,
        kind=InterestKind(row.kind),
        organisation=organisation_record(row=row.organisation) if row.organisation else None,
        role=PostRole(row.role) if row.role else None,
        share_percent=row.share_percent,
        what=row.what,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=SourceKind(row.source),
        source_name=row.source_name,
        source_day=row.source_day,
        recorded_at=row.recorded_at,
        detail=detail_of(row=row),
        withdrawn_at=row.withdrawn_at,
    )


def organisation_record(*, row: Organisation) -> OrganisationRecord:
    return OrganisationRecord(row.pk, row.number, row.name, row.kind)


def confirmed_at(*, persons: Iterable[int]) -> Mapping[int, datetime]:
    """Person -> when the list was confirmed last; who never did is left out. For many give a query."""
    found = Confirmation.objects.filter(person_id__in=persons)
    return dict(found.values_list("person_id").annotate(Max("confirmed_at")).order_by())
