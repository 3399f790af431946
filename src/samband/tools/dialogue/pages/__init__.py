# SPDX-License-Identifier: EUPL-1.2
from samband.tools.dialogue.pages.dialogue import (
    AreaRow,
    NeedRow,
    PlanRow,
    StartPage,
    area_names,
    need_row,
    need_rows,
    plan_rows,
    start_page,
)

__all__ = [
    "AreaRow",
    "NeedRow",
    "PlanRow",
    "StartPage",
    "area_names",
    "need_row",
    "need_rows",
    "plan_rows",
    "start_page",
]
