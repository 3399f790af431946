# SPDX-License-Identifier: EUPL-1.2
"""Value types that engines, tools and publications exchange."""

from samband.engines.tables.downloads import csv_lines
from samband.engines.tables.estimates import COLUMNS, Estimate, EstimateTable, Status
from samband.engines.tables.files import BadResults, harmless, read_csv, write_csv
from samband.engines.tables.released import ReleasedTable, released_table

__all__ = [
    "COLUMNS",
    "BadResults",
    "Estimate",
    "EstimateTable",
    "ReleasedTable",
    "Status",
    "csv_lines",
    "harmless",
    "read_csv",
    "released_table",
    "write_csv",
]
