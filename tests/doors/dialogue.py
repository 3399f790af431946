# SPDX-License-Identifier: EUPL-1.2
"""Needs dialogue: a member sees its own, the association sees all."""

from collections.abc import Mapping
from datetime import date

from samband.core.access.rules import INSTALLATION
from samband.tools.dialogue import operations
from samband.tools.dialogue.tests.conftest import NOON
from tests.doors.door import CONTACT, MEDIAN, SECRETARY, STAFF, UTSIRA, Door

UTSIRAS, MEDIANS = STAFF | {CONTACT}, STAFF | {SECRETARY}
SPOKESPEOPLE = STAFF | {CONTACT, SECRETARY}
WISH = "What Utsira wishes in confidence"
NEED, ITEM, YEAR = {"number": "@need"}, {"number": "@item"}, {"year": "2022"}
USE = {"code": UTSIRA, "number": "@use"}

DOORS = (
    Door("dialogue:start", get=SPOKESPEOPLE),
    Door("dialogue:needs", get=STAFF),
    Door("dialogue:needs_csv", get=STAFF),
    Door("dialogue:silent_csv", get=STAFF),
    Door("dialogue:hear", get=STAFF, post=STAFF),
    Door("dialogue:need", get=UTSIRAS, given=NEED),
    Door("dialogue:answer", post=STAFF, given=NEED),
    Door("dialogue:into_plan", post=STAFF, given=NEED),
    Door("dialogue:member", get=UTSIRAS, given={"code": UTSIRA}),
    Door("dialogue:member", get=MEDIANS, given={"code": MEDIAN}),
    Door("dialogue:state", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA}),
    Door("dialogue:state", get=MEDIANS, post=MEDIANS, given={"code": MEDIAN}),
    Door("dialogue:rate", get=UTSIRAS, post=UTSIRAS, given=USE),
    Door("dialogue:plan", get=SPOKESPEOPLE, given=YEAR),
    Door("dialogue:add_plan_item", post=STAFF, given=YEAR),
    Door("dialogue:move_plan_item", post=STAFF, given=ITEM),
    Door("dialogue:uses", get=STAFF),
    Door("dialogue:record_use", post=STAFF),
    Door("dialogue:preview_uses", post=STAFF),
    Door("dialogue:confirm_uses", post=STAFF),
)
SECRETS = {WISH: UTSIRAS}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A need and a service of Utsira, and something planned."""
    doing = {"by": INSTALLATION, "at": NOON}
    day = date(2021, 11, 1)
    need = operations.record_need(authority=UTSIRA, area="legal", title=WISH, stated_on=day, **doing)
    use = operations.record_use(authority=UTSIRA, area="finance", service="Course", used_on=day, **doing)
    item = operations.add_plan_item(year=2022, area="legal", title="Clinic", **doing)
    return {"need": str(need.id), "use": str(use.id), "item": str(item.id)}
