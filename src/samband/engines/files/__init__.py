# SPDX-License-Identifier: EUPL-1.2
"""Files from outside, read without trust: tables row by row, archives within limits."""

from samband.engines.files.archive import check_spreadsheet, unpacked_parts
from samband.engines.files.faults import Fault, FaultKind, FileFault, Unreadable, fault_from_json, shown
from samband.engines.files.keeping import KeptFile, keep, waiting_folder
from samband.engines.files.limits import STANDARD, Limits
from samband.engines.files.reading import (
    ENCODINGS,
    FORMULA_SIGNS,
    Row,
    TableFile,
    check_table_text,
    read_table,
)

__all__ = [
    "ENCODINGS",
    "FORMULA_SIGNS",
    "STANDARD",
    "Fault",
    "FaultKind",
    "FileFault",
    "KeptFile",
    "Limits",
    "Row",
    "TableFile",
    "Unreadable",
    "check_spreadsheet",
    "check_table_text",
    "fault_from_json",
    "keep",
    "read_table",
    "shown",
    "unpacked_parts",
    "waiting_folder",
]
