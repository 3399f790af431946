# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator

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
