# SPDX-License-Identifier: EUPL-1.2
"""Who is heard and who is not: plain records in, counts out."""

from samband.tools.dialogue.analysis.summary import (
    AreaLine,
    Coverage,
    Satisfaction,
    Silent,
    Summary,
    summarise,
)
from samband.tools.dialogue.analysis.uses import NewUse, UseFault, UsesRead, read_uses

__all__ = [
    "AreaLine",
    "Coverage",
    "NewUse",
    "Satisfaction",
    "Silent",
    "Summary",
    "UseFault",
    "UsesRead",
    "read_uses",
    "summarise",
]
