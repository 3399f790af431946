# SPDX-License-Identifier: EUPL-1.2
"""Files of answers on their way in: private, under random names, removed as soon as they are used."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samband.core.collect.models import ImportRun
from samband.core.collect.rules import KEEP_UPLOADS_DAYS, ImportState


def uploads_folder() -> Path:
    """Where uploads lie, readable by the program alone."""
    folder = Path(settings.SAMBAND_HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remove_upload(*, run: ImportRun) -> None:
    """Remove the file of an import; the caller saves the run. Nothing happens when it is gone already."""
    if run.upload:
        run.path.unlink(missing_ok=True)
        run.upload = ""


def remove_old_uploads(*, at: datetime) -> int:
    """Discard imports that nobody ended in time; return how many. Called whenever a new file comes.

    Files that no import knows, left by a machine that stopped half-way, go as well.
    """
    _remove_strays(at)
    old = ImportRun.objects.filter(
        state=ImportState.PREVIEWED, uploaded_at__lt=at - timedelta(days=KEEP_UPLOADS_DAYS)
    )
    for run in old:
        remove_upload(run=run)
        run.state, run.ended_at = ImportState.DISCARDED, at
        run.save(update_fields=["upload", "state", "ended_at"])
    return len(old)


def _remove_strays(at: datetime) -> None:
    known = set(ImportRun.objects.exclude(upload="").values_list("upload", flat=True))
    oldest = (at - timedelta(days=KEEP_UPLOADS_DAYS)).timestamp()
    for path in uploads_folder().iterdir():
        if path.is_file() and path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
