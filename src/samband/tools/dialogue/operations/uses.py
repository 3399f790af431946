# SPDX-License-Identifier: EUPL-1.2
"""Services that members used: one at a time or from a file that is checked before anything is kept."""

import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core import signing
from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.engines.files import Fault, Limits, Unreadable, keep, read_table, waiting_folder
from samband.tools.dialogue.analysis import NewUse, UsesRead, read_uses
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.models import ServiceUse
from samband.tools.dialogue.operations.needs import check_area, check_member
from samband.tools.dialogue.queries import (
    NotThere,
    UseRecord,
    codes_ever,
    require_own,
    service_areas,
    use_record,
)

LIMITS = Limits(file_bytes=5_000_000, rows=50_000, columns=50)
"""A list of services used is small."""
KEPT_FOR = timedelta(days=1)
_SALT = "dialogue.uses"


@dataclass(frozen=True, slots=True)
class UsesPreview:
    """What a file would add. token: names the kept file to ``confirm_uses``; empty when nothing is good."""

    filename: str
    good: int
    already_here: int
    faults: tuple[Fault, ...]
    token: str


class UploadGone(ValueError):  # noqa: N818  it names the fact
    """The file was used already, or lay too long."""

    def __init__(self) -> None:
        super().__init__("The file is not here any more. Upload it again.")


@transaction.atomic
def record_use(
    *, authority: str, area: str, service: str, used_on: date, participants: int = 1, by: Actor, at: datetime
) -> UseRecord:
    """Keep that a member used a service. The same service on the same day is one use, with the later number.

    Raises UnknownArea, UnknownMember, NotAllowed.
    """
    require(actor=by, permission=RUN)
    check_area(area=area)
    check_member(authority=authority, on=used_on)
    use, _ = ServiceUse.objects.update_or_create(
        authority=authority,
        service=service,
        used_on=used_on,
        defaults={"area": area, "participants": participants},
    )
    details = {"authority": authority, "area": area}
    about = f"dialogue.use:{use.pk}"
    record(event="dialogue.use_recorded", by=by.reference, at=at, about=about, details=details)
    return use_record(use)


@transaction.atomic
def rate_use(*, use_id: int, rating: int, comment: str = "", by: Actor, at: datetime) -> UseRecord:
    """Say how a service was, 1 (no help) to 5 (a great help). Raises NotThere, ValueError, NotAllowed."""
    use = ServiceUse.objects.select_for_update().filter(pk=use_id).first()
    if use is None:
        require(actor=by, permission=RUN)
        raise NotThere(use_id)
    require_own(actor=by, authority=use.authority)
    if rating not in range(1, 6):
        raise ValueError(f"{rating} is not a rating. Choose 1, 2, 3, 4 or 5.")
    use.rating, use.comment = rating, comment
    use.save(update_fields=["rating", "comment"])
    details = {"authority": use.authority, "area": use.area}
    about = f"dialogue.use:{use.pk}"
    record(event="dialogue.use_rated", by=by.reference, at=at, about=about, details=details)
    return use_record(use)


def preview_uses(*, file: BinaryIO, filename: str, by: Actor, at: datetime) -> UsesPreview:
    """Check a file of services used (CSV or .xlsx) and keep it aside for a day. Nothing is loaded.

    Raises Unreadable with every reason, NotAllowed.
    """
    require(actor=by, permission=RUN)
    ending = Path(filename).suffix.lower()
    kept = keep(file=file, folder=_folder(at - KEPT_FOR), limits=LIMITS)
    try:
        read = _read(_folder() / kept.name, ending)
    except Unreadable:
        (_folder() / kept.name).unlink()
        raise
    token = signing.dumps([kept.name, ending, by.reference], salt=_SALT) if read.good else ""
    return UsesPreview(Path(filename).name, len(read.good), _already_here(read.good), read.faults, token)


@transaction.atomic
def confirm_uses(*, token: str, by: Actor, at: datetime) -> int:
    """Load the good rows of a previewed file and return how many. Rows that are here already change nothing
    but the number of participants and, where the file has one, the rating.

    Raises UploadGone, NotAllowed.
    """
    require(actor=by, permission=RUN)
    path, ending = _named(token, by)
    good = _read(path, ending).good
    for use in good:
        rated = {} if use.rating is None else {"rating": use.rating}
        ServiceUse.objects.update_or_create(
            authority=use.authority,
            service=use.service,
            used_on=use.used_on,
            defaults={"area": use.area, "participants": use.participants, **rated},
        )
    record(
        event="dialogue.uses_imported",
        by=by.reference,
        at=at,
        about="dialogue.uses",
        details={"rows": len(good)},
    )
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return len(good)


def _read(path: Path, ending: str) -> UsesRead:
    with tempfile.TemporaryDirectory(dir=_folder()) as scratch:
        table = read_table(path=path, filename=f"uses{ending}", folder=Path(scratch), limits=LIMITS)
        columns = tuple(name.casefold() for name in table.columns)
        areas = [area.code for area in service_areas()]
        return read_uses(columns=columns, rows=table.rows(), authorities=codes_ever(), areas=areas)


def _named(token: str, by: Actor) -> tuple[Path, str]:
    try:
        name, ending, reference = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise UploadGone from None
    path = _folder() / name
    if reference != by.reference or not path.is_file():
        raise UploadGone
    return path, ending


def _already_here(good: tuple[NewUse, ...]) -> int:
    kept = set(ServiceUse.objects.values_list("authority", "service", "used_on"))
    return sum((use.authority, use.service, use.used_on) in kept for use in good)


def _folder(older_than: datetime | None = None) -> Path:
    return waiting_folder(folder=Path(settings.SAMBAND_HOME) / "uploads" / "dialogue", older_than=older_than)
