# SPDX-License-Identifier: EUPL-1.2
"""What was published. Open to everybody: nothing enters here but through disclosure control."""

from samband.core.publications.queries.bundle import bundle, portal
from samband.core.publications.queries.catalogue import (
    PublicationRecord,
    Series,
    catalogue,
    latest,
    record_of,
    version,
    versions,
)
from samband.core.publications.queries.figures import published_tables, rows_where, table
from samband.core.publications.queries.files import file_of, folder_of, publications_folder
from samband.core.publications.queries.reports import ReportRecord, report, report_file, reports

__all__ = [
    "PublicationRecord",
    "ReportRecord",
    "Series",
    "bundle",
    "catalogue",
    "file_of",
    "folder_of",
    "latest",
    "portal",
    "publications_folder",
    "published_tables",
    "record_of",
    "report",
    "report_file",
    "reports",
    "rows_where",
    "table",
    "version",
    "versions",
]
