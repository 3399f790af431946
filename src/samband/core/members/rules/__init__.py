# SPDX-License-Identifier: EUPL-1.2
"""What the register says, as frozen values, and how one code becomes another over time."""

from samband.core.members.rules.register import (
    COUNTY,
    MUNICIPALITY,
    THRESHOLD,
    AuthorityRecord,
    NotConvertible,
    PopulationCell,
    PopulationPoint,
    RegisterStatistics,
    SizeClassCount,
    SuccessionRecord,
    UnknownAuthority,
    Vintage,
    matches,
    plain,
)

__all__ = [
    "COUNTY",
    "MUNICIPALITY",
    "THRESHOLD",
    "AuthorityRecord",
    "NotConvertible",
    "PopulationCell",
    "PopulationPoint",
    "RegisterStatistics",
    "SizeClassCount",
    "SuccessionRecord",
    "UnknownAuthority",
    "Vintage",
    "matches",
    "plain",
]
