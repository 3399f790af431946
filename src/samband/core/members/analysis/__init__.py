# SPDX-License-Identifier: EUPL-1.2
"""Files of units, inhabitants and changes: read, held against the register, and planned. Pure."""

from samband.core.members.analysis.faults import ImportFault
from samband.core.members.analysis.planning import Planned, Upload, county_names, plan_import
from samband.core.members.analysis.reading import (
    COLUMNS,
    ReadRows,
    read_changes,
    read_populations,
    read_units,
)

__all__ = [
    "COLUMNS",
    "ImportFault",
    "Planned",
    "ReadRows",
    "Upload",
    "county_names",
    "plan_import",
    "read_changes",
    "read_populations",
    "read_units",
]
