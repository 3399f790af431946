# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator

from samband.core.audit.models import Event


@dataclass(frozen=True, slots=True)
class EventRecord:
    at: datetime
    event: str
    by: str
    about: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of the log, latest first. pages: how many there are."""

    events: tuple[EventRecord, ...]
    page: int
    pages: int
    total: int


def events(*, about: str = "", page: int = 1, per_page: int = 50) -> EventPage:
    """Unguarded, for core.access alone, which knows who may read it: ask core.access.queries.audit_trail."""
    found = Event.objects.order_by("-at", "-pk")
    paginator = Paginator(found.filter(about=about) if about else found, per_page)
    shown = paginator.get_page(page)
    records = tuple(_record(event) for event in shown.object_list)
    return EventPage(records, shown.number, paginator.num_pages, paginator.count)


def _record(event: Event) -> EventRecord:
    return EventRecord(event.at, event.event, event.by, event.about, event.details)
