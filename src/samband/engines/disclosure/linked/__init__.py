# SPDX-License-Identifier: EUPL-1.2
"""Tables of counts and sums with their margins: withhold or round cells, audit what can be computed."""

from samband.engines.disclosure.linked.attack import intervals, too_narrow
from samband.engines.disclosure.linked.exact import MOST_ATTACKS, CannotProtect
from samband.engines.disclosure.linked.primary import Primary, TableRules, judge_cells, largest_part
from samband.engines.disclosure.linked.protect import Method, Protected, protect
from samband.engines.disclosure.linked.table import Axis, BadTable, LinkedTable, table_of

__all__ = [
    "MOST_ATTACKS",
    "Axis",
    "BadTable",
    "CannotProtect",
    "LinkedTable",
    "Method",
    "Primary",
    "Protected",
    "TableRules",
    "intervals",
    "judge_cells",
    "largest_part",
    "protect",
    "table_of",
    "too_narrow",
]
