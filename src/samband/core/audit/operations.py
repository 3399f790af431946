# SPDX-License-Identifier: EUPL-1.2
"""The log of who did what. Every operation writes one event in its own transaction."""

from collections.abc import Mapping
from datetime import datetime

from samband.core.audit.models import Event


def record(
    *,
    event: str,
    by: str,
    at: datetime,
    about: str,
    authority: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Append one event; call it inside the transaction of the change itself.

    Reading a sensitive record is an event too: ``people.record_read``.

    event: area and verb in the past, ``surveys.wave_closed``. by: ``actor.reference``.
    about: what it happened to, ``surveys.wave:3``. details: JSON values, never personal data or answers.
    authority: code of the authority whose contact person may read the event; empty for none.
    """
    Event.objects.create(
        event=event, by=by, at=at, about=about, authority=authority, details=dict(details or {})
    )
