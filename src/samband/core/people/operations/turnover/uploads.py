# SPDX-License-Identifier: EUPL-1.2
"""Files of those elected lie privately, under random names, as long as their import is open."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samband.core.people import models
from samband.core.people.queries.turnover import DISCARDED, PREVIEWED

KEEP_DAYS = 14
"""A file that nobody confirms or discards is discarded after so many days."""


def folder() -> Path:
    """Readable by the program alone."""
    place = Path(settings.SAMBAND_HOME) / "uploads" / "people"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def remove_upload(*, row: models.Turnover) -> None:
    """Remove the file; the caller saves the row."""
    if row.upload:
        (folder() / row.upload).unlink(missing_ok=True)
        row.upload = ""


def remove_old_uploads(*, at: datetime) -> int:
    """Discard files that nobody ended in time; called whenever a new one comes. Returns how many."""
    old = models.Turnover.objects.filter(state=PREVIEWED, uploaded_at__lt=at - timedelta(days=KEEP_DAYS))
    for row in old:
        remove_upload(row=row)
        row.rows.all().delete()
        row.state, row.ended_at = DISCARDED, at
        row.save(update_fields=["upload", "state", "ended_at"])
    return len(old)
