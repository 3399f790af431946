# SPDX-License-Identifier: EUPL-1.2
"""Value types that engines, tools and publications exchange."""

from samband.engines.tables.estimates import COLUMNS, Estimate, EstimateTable, Status
from samband.engines.tables.released import ReleasedTable, released_table

__all__ = ["COLUMNS", "Estimate", "EstimateTable", "ReleasedTable", "Status", "released_table"]
