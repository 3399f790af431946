# SPDX-License-Identifier: EUPL-1.2
from samband.tools.dialogue.operations.demo import load_demo
from samband.tools.dialogue.operations.needs import (
    UnknownArea,
    UnknownMember,
    answer_need,
    plan_need,
    record_need,
)
from samband.tools.dialogue.operations.plan import add_plan_item, move_plan_item
from samband.tools.dialogue.operations.uses import (
    UploadGone,
    confirm_uses,
    preview_uses,
    rate_use,
    record_use,
)

__all__ = [
    "UnknownArea",
    "UnknownMember",
    "UploadGone",
    "add_plan_item",
    "answer_need",
    "confirm_uses",
    "load_demo",
    "move_plan_item",
    "plan_need",
    "preview_uses",
    "rate_use",
    "record_need",
    "record_use",
]
