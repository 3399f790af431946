# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator
from datetime import datetime

from samband.core.access.card import READ_AUDIT
from samband.core.access.rules import Actor, require
from samband.core.audit.queries import (
    EVERYTHING,
    EventFilter,
    EventPage,
    EventRecord,
    all_events,
    areas,
    events,
)


def audit_trail(
    *, actor: Actor, about: str = "", wanted: EventFilter = EVERYTHING, page: int = 1
) -> EventPage:
    """What has happened, latest first: all for administrators, with an authority for its contact persons.

    about: short for a filter with nothing else in it.
    """
    require(actor=actor, permission=READ_AUDIT, authority=wanted.authority)
    return events(about=about, wanted=wanted, page=page)


def audit_rows(*, actor: Actor, wanted: EventFilter) -> Iterator[EventRecord]:
    """The same without pages, for a download."""
    require(actor=actor, permission=READ_AUDIT, authority=wanted.authority)
    return all_events(wanted=wanted)


def audit_areas(*, actor: Actor, authority: str = "") -> tuple[str, ...]:
    """Areas in which something has happened."""
    require(actor=actor, permission=READ_AUDIT, authority=authority)
    return areas()


def own_trail(*, actor: Actor, about: str = "", per_page: int = 50) -> EventPage:
    """The latest of what the actor did and what was done to them; everybody may read that of themselves.

    about: another name of the actor in the log, such as that of the person in the register to whom the
    account belongs; the caller has checked that it is theirs.
    """
    if not actor.is_signed_in:
        return EventPage((), 1, 1, 0)
    own = events(wanted=EventFilter(person=actor.reference), per_page=per_page)
    if not about:
        return own
    other = events(about=about, per_page=per_page)
    both = sorted({*map(_key, own.events), *map(_key, other.events)}, reverse=True)[:per_page]
    found = {_key(event): event for event in (*own.events, *other.events)}
    return EventPage(tuple(found[key] for key in both), 1, 1, own.total + other.total)


def _key(event: EventRecord) -> tuple[datetime, str, str, str]:
    return event.at, event.event, event.by, event.about
