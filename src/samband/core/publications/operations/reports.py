# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.publications.models import StoredReport
from samband.core.publications.queries import PublicationRecord, ReportRecord, folder_of, report
from samband.core.publications.rules import PUBLISH, REPORT_TYPES, BadName, check_language, check_unit


def store_report(
    *,
    publication: PublicationRecord,
    unit: str,
    language: str,
    format: str,  # noqa: A002  the word in use
    content: bytes,
    by: Actor,
    at: datetime,
) -> ReportRecord:
    """Keep a report made of a publication. The one stored first stays: storing again changes nothing.

    format: pdf, xlsx or html. Raises NotAllowed, BadName.
    There is no audit event for each of the hundreds of reports of a wave: the job that makes them has one.
    """
    require(actor=by, permission=PUBLISH)
    check_unit(unit)
    check_language(language)
    if format not in REPORT_TYPES:
        raise BadName(f"A report is {', '.join(REPORT_TYPES)}; “{format}” is not known.")
    path = f"reports/{unit.replace(':', '.')}.{language}.{format}"
    stored = report(publication, unit=unit, language=language, format=format)
    return stored or _store(
        publication, StoredReport(unit=unit, language=language, format=format, path=path), content, at
    )


@transaction.atomic
def _store(publication: PublicationRecord, row: StoredReport, content: bytes, at: datetime) -> ReportRecord:
    row.publication_id, row.stored_at = publication.id, at
    row.digest = sha256(content).hexdigest()
    row.save()
    _write(folder_of(publication) / row.path, content)
    stored = report(publication, unit=row.unit, language=row.language, format=row.format)
    assert stored is not None  # noqa: S101  saved above, in the same transaction
    return stored


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, even when the machine stops."""
    path.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
