# SPDX-License-Identifier: EUPL-1.2
"""What members ask for, and what becomes of it."""

from datetime import date, datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members.queries import authority as find_authority
from samband.core.members.rules import UnknownAuthority
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.models import Need, PlanItem
from samband.tools.dialogue.queries import NeedRecord, NotThere, need_record, require_own, service_areas
from samband.tools.dialogue.rules import Channel, NeedState, WrongStep


class UnknownArea(ValueError):  # noqa: N818  it names the fact
    """The association serves no such area."""

    def __init__(self, area: str) -> None:
        known = ", ".join(one.code for one in service_areas())
        super().__init__(f"“{area}” is not a service area. Choose one of: {known}.")


class UnknownMember(ValueError):  # noqa: N818  it names the fact
    """The register has no such member on the day."""

    def __init__(self, authority: str, on: date) -> None:
        super().__init__(f"{authority} is not in the register on {on.isoformat()}. Look the number up there.")


@transaction.atomic
def record_need(
    *,
    authority: str,
    area: str,
    title: str,
    text: str = "",
    stated_on: date,
    stated_by: str = "",
    channel: Channel = Channel.PAGE,
    by: Actor,
    at: datetime,
) -> NeedRecord:
    """Keep what a member asks for. A contact does so for the own member, the association for any.

    stated_by: a body or office. Raises UnknownArea, UnknownMember, NotAllowed.
    """
    require_own(actor=by, authority=authority)
    check_area(area=area)
    check_member(authority=authority, on=stated_on)
    need = Need.objects.create(
        authority=authority,
        area=area,
        title=title,
        text=text,
        stated_on=stated_on,
        stated_by=stated_by,
        channel=channel,
        recorded_by=by.reference,
        recorded_at=at,
    )
    _log(need, "dialogue.need_recorded", by, at)
    return need_record(need)


@transaction.atomic
def answer_need(
    *, need_id: int, answer: str, is_declined: bool = False, by: Actor, at: datetime
) -> NeedRecord:
    """Tell the member what became of its need; a later answer takes the place of an earlier one.

    Raises NotThere, NotAllowed.
    """
    require(actor=by, permission=RUN)
    need = _held(need_id)
    need.answer, need.answered_at = answer, at
    need.state = NeedState.DECLINED if is_declined else NeedState.ANSWERED
    need.save(update_fields=["answer", "answered_at", "state"])
    _log(need, "dialogue.need_answered", by, at, state=need.state)
    return need_record(need)


@transaction.atomic
def plan_need(*, need_id: int, item_id: int, by: Actor, at: datetime) -> NeedRecord:
    """Let a planned item answer the need; the member sees it as planned.

    Raises NotThere, WrongStep for a declined need, NotAllowed.
    """
    require(actor=by, permission=RUN)
    need = _held(need_id)
    if need.state == NeedState.DECLINED:
        raise WrongStep("This need was declined. Answer it anew before it goes into the plan.")
    need.plan_item = PlanItem.objects.filter(pk=item_id).first()
    if need.plan_item is None:
        raise NotThere(item_id)
    need.state = NeedState.PLANNED
    need.save(update_fields=["plan_item", "state"])
    _log(need, "dialogue.need_planned", by, at, item=item_id)
    return need_record(need)


def check_area(*, area: str) -> None:
    """Raise UnknownArea unless the association serves it."""
    if area not in {one.code for one in service_areas()}:
        raise UnknownArea(area)


def check_member(*, authority: str, on: date) -> None:
    """Raise UnknownMember unless the register has it on the day."""
    try:
        find_authority(code=authority, on=on)
    except UnknownAuthority:
        raise UnknownMember(authority, on) from None


def _held(need_id: int) -> Need:
    need = Need.objects.select_for_update().filter(pk=need_id).first()
    if need is None:
        raise NotThere(need_id)
    return need


def _log(need: Need, event: str, by: Actor, at: datetime, **details: object) -> None:
    details = {"authority": need.authority, "area": need.area, **details}
    record(event=event, by=by.reference, at=at, about=f"dialogue.need:{need.pk}", details=details)
