# SPDX-License-Identifier: EUPL-1.2
"""Registers of people, organisations, posts and ownership in published formats, in one shape."""

from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import (
    Format,
    Found,
    FoundOrganisation,
    FoundPerson,
    FoundTie,
    Part,
    Role,
)
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.reading import LIMITS, read_register, read_register_file
from samband.engines.registers.table import COLUMNS
from samband.engines.registers.writing import identity_of, register_text, share_text

__all__ = [
    "COLUMNS",
    "LIMITS",
    "Format",
    "Found",
    "FoundOrganisation",
    "FoundPerson",
    "FoundTie",
    "Gathering",
    "LeftOut",
    "Part",
    "RegisterFault",
    "Role",
    "identity_of",
    "read_register",
    "read_register_file",
    "register_text",
    "share_text",
]
