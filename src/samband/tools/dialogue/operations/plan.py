# SPDX-License-Identifier: EUPL-1.2
"""The plan of the year."""

from datetime import datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.models import PlanItem
from samband.tools.dialogue.operations.needs import check_area
from samband.tools.dialogue.queries import NotThere, PlanRecord, plan_record
from samband.tools.dialogue.rules import PlanState, WrongStep, check_step


@transaction.atomic
def add_plan_item(
    *, year: int, area: str, title: str, responsible: str = "", by: Actor, at: datetime
) -> PlanRecord:
    """Propose something for a year's plan. Raises UnknownArea, NotAllowed."""
    require(actor=by, permission=RUN)
    check_area(area=area)
    item = PlanItem.objects.create(year=year, area=area, title=title, responsible=responsible, created_at=at)
    _log(item, "dialogue.plan_item_added", by, at)
    return plan_record(item)


@transaction.atomic
def move_plan_item(
    *, item_id: int, state: PlanState, decided_by: str = "", by: Actor, at: datetime
) -> PlanRecord:
    """Adopt, finish or drop a planned item.

    decided_by: body and case; must be given when it is adopted. Raises NotThere, WrongStep, NotAllowed.
    """
    require(actor=by, permission=RUN)
    item = PlanItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotThere(item_id)
    check_step(before=PlanState(item.state), after=state)
    if state == PlanState.ADOPTED and not decided_by.strip():
        raise WrongStep("Say which body adopted it, and in which case.")
    item.state, item.decided_by = state, decided_by.strip() or item.decided_by
    item.save(update_fields=["state", "decided_by"])
    _log(item, "dialogue.plan_item_moved", by, at, state=state.value)
    return plan_record(item)


def _log(item: PlanItem, event: str, by: Actor, at: datetime, **details: object) -> None:
    details = {"year": item.year, "area": item.area, **details}
    record(event=event, by=by.reference, at=at, about=f"dialogue.plan_item:{item.pk}", details=details)
