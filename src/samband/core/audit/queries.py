# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from samband.core.audit.models import Event


@dataclass(frozen=True, slots=True)
class EventRecord:
    """authority: code of the authority that it concerns, empty for none."""

    at: datetime
    event: str
    by: str
    about: str
    details: Mapping[str, object]
    authority: str = ""


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of the log, latest first. pages: how many there are."""

    events: tuple[EventRecord, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; what is empty does not narrow.

    about: what it happened to. person: who did it or to whom it was done. area: before the dot of the kind.
    authority: code. since, until: days of the installation's clock, both included.
    """

    about: str = ""
    person: str = ""
    area: str = ""
    authority: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = EventFilter()


def events(
    *, about: str = "", wanted: EventFilter = EVERYTHING, page: int = 1, per_page: int = 50
) -> EventPage:
    """Unguarded, for core.access alone, which knows who may read it: ask core.access.queries.audit_trail.

    about: short for a filter with nothing else in it.
    """
    paginator = Paginator(_found(replace(wanted, about=about) if about else wanted), per_page)
    shown = paginator.get_page(page)
    records = tuple(_record(event) for event in shown.object_list)
    return EventPage(records, shown.number, paginator.num_pages, paginator.count)


def all_events(*, wanted: EventFilter = EVERYTHING) -> Iterator[EventRecord]:
    """The same without pages, one by one. Unguarded, for core.access alone."""
    return (_record(event) for event in _found(wanted).iterator(chunk_size=2000))


def areas() -> tuple[str, ...]:
    """Areas in which something has happened, in alphabetical order. Unguarded: it names nobody."""
    kinds = Event.objects.order_by().values_list("event", flat=True).distinct()
    return tuple(sorted({kind.partition(".")[0] for kind in kinds}))


def _found(wanted: EventFilter) -> QuerySet[Event]:
    found = Event.objects.order_by("-at", "-pk").filter(**_exactly(wanted))
    if wanted.person:
        found = found.filter(Q(by=wanted.person) | Q(about=wanted.person))
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found


def _exactly(wanted: EventFilter) -> dict[str, str]:
    area = {"event__startswith": f"{wanted.area}."} if wanted.area else {}
    exact = {"about": wanted.about, "authority": wanted.authority}
    return {**area, **{name: value for name, value in exact.items() if value}}


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _record(event: Event) -> EventRecord:
    return EventRecord(event.at, event.event, event.by, event.about, event.details, event.authority)
