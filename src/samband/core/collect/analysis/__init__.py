# SPDX-License-Identifier: EUPL-1.2
"""Files of answers: read without trust, mapped to an instrument, checked row by row. Pure."""

from samband.core.collect.analysis.checking import (
    CheckedRow,
    Expectation,
    Known,
    Outcome,
    Preview,
    check_rows,
    checked_rows,
)
from samband.core.collect.analysis.faults import Fault, FaultKind, Unreadable, fault_from_json
from samband.core.collect.analysis.limits import Limits
from samband.core.collect.analysis.mapping import Mapping, header_signature, suggest_mapping
from samband.core.collect.analysis.reading import ENCODINGS, AnswerFile, read_answers

__all__ = [
    "ENCODINGS",
    "AnswerFile",
    "CheckedRow",
    "Expectation",
    "Fault",
    "FaultKind",
    "Known",
    "Limits",
    "Mapping",
    "Outcome",
    "Preview",
    "Unreadable",
    "check_rows",
    "checked_rows",
    "fault_from_json",
    "header_signature",
    "read_answers",
    "suggest_mapping",
]
