# SPDX-License-Identifier: EUPL-1.2
"""Tables as files: CSV with plain numbers, XLSX with a sheet and its caption."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext

from samband.engines.charts import Cell, Number
from samband.engines.reports import Report, ReportWords, to_xlsx
from samband.engines.reports import Table as ReportTable
from samband.engines.tables import csv_lines
from samband.tools.membership.pages import words
from samband.tools.membership.pages.fees import Table


def table_file(*, table: Table, format: str, created: datetime, notice: str = "") -> bytes:  # noqa: A002
    """``csv`` or ``xlsx``. notice: such as that the figures are synthetic; stands in every row of a CSV."""
    if format == "xlsx":
        return _spreadsheet(table, created, notice)
    header = (*table.header, "note") if notice else table.header
    rows = ([*row, notice] if notice else row for row in table.rows)
    return "".join(csv_lines(header=header, rows=rows)).encode()


def _spreadsheet(table: Table, created: datetime, notice: str) -> bytes:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    report = Report(
        title=table.caption,
        subject="",
        language=words.language(),
        publisher=settings.SAMBAND_ASSOCIATION,
        created=created,
        blocks=(ReportTable(table.caption, table.header, rows),),
        notice=notice,
        words=ReportWords(table=gettext("Table"), summary=gettext("Summary")),
    )
    return to_xlsx(report=report)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return Number(value, 0)
    if isinstance(value, float | Decimal):
        return Number(float(value), 2)
    return str(value)
