# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from samband.engines.tables import csv_lines

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "zip": "application/zip",
}
"""Ending of a file's name -> what it is."""


def attachment(*, content: str | bytes, filename: str) -> HttpResponse:
    """A file to keep under this name, whose ending is one of TYPES."""
    return HttpResponse(content, headers=_headers(filename))


def csv_attachment(
    *, header: Sequence[str], rows: Iterable[Sequence[object]], filename: str
) -> StreamingHttpResponse:
    """A table to keep, sent row by row as it is made, so that it may be long. filename: ends in ``.csv``."""
    return StreamingHttpResponse(csv_lines(header=header, rows=rows), headers=_headers(filename))


def _headers(filename: str) -> dict[str, str]:
    kind = TYPES[filename.rpartition(".")[2]]
    named = content_disposition_header(as_attachment=True, filename=filename)
    return {"Content-Type": kind, "Content-Disposition": named or "attachment"}
