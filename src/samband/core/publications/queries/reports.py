# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from samband.core.publications.models import StoredReport
from samband.core.publications.queries.catalogue import PublicationRecord
from samband.core.publications.queries.files import checked, folder_of


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report kept as a file. format: pdf, xlsx or html. path: absolute."""

    unit: str
    language: str
    format: str
    digest: str
    path: Path
    stored_at: datetime


def report(
    publication: PublicationRecord,
    *,
    unit: str,
    language: str,
    format: str,  # noqa: A002  the word in use
) -> ReportRecord | None:
    """The stored report, None when it was not made."""
    found = _reports(publication).filter(unit=unit, language=language, format=format).first()
    return report_record(publication, found) if found else None


def reports(publication: PublicationRecord) -> tuple[ReportRecord, ...]:
    """All stored reports by unit, language and format."""
    found = _reports(publication).order_by("unit", "language", "format")
    return tuple(report_record(publication, each) for each in found)


def report_file(report: ReportRecord) -> Path:
    """Where the report lies, unchanged. Raises Tampered."""
    return checked(report.path, report.digest)


def report_record(publication: PublicationRecord, found: StoredReport) -> ReportRecord:
    return ReportRecord(
        unit=found.unit,
        language=found.language,
        format=found.format,
        digest=found.digest,
        path=folder_of(publication) / found.path,
        stored_at=found.stored_at,
    )


def _reports(publication: PublicationRecord) -> QuerySet[StoredReport]:
    return StoredReport.objects.filter(publication_id=publication.id)
