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
from samband.core.collect.analysis.faults import FAULT_KINDS, AnswerFault
from samband.core.collect.analysis.mapping import Mapping, header_signature, suggest_mapping

__all__ = [
    "FAULT_KINDS",
    "AnswerFault",
    "CheckedRow",
    "Expectation",
    "Known",
    "Mapping",
    "Outcome",
    "Preview",
    "check_rows",
    "checked_rows",
    "header_signature",
    "suggest_mapping",
]
