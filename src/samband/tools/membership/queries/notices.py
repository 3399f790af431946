# SPDX-License-Identifier: EUPL-1.2
"""Notices that contact persons have prepared, and what waits at the association."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, require
from samband.core.members.queries import steps_to_follow
from samband.core.web.card import WaitingItem
from samband.tools.membership.models import Notice
from samband.tools.membership.rules import RUN_MEMBERSHIP, SEE_OWN, NoticeState, can_run


class NoSuchNotice(LookupError):  # noqa: N818  it names the fact
    def __init__(self, notice: int) -> None:
        super().__init__(f"No notice {notice} is waiting.")


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    id: int
    member: str
    scope: str
    decided_on: date
    case_number: str
    text: str
    state: NoticeState
    prepared_at: datetime
    prepared_by: str
    settled_at: datetime | None
    remark: str


def prepared_notices(*, actor: Actor) -> tuple[NoticeRecord, ...]:
    """Those that wait to be registered, oldest first. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    rows = Notice.objects.filter(state=NoticeState.PREPARED).order_by("prepared_at", "pk")
    return tuple(notice_record(row=row) for row in rows)


def prepared_notice(*, actor: Actor, notice: int) -> NoticeRecord:
    """Raises NoSuchNotice, NotAllowed."""
    found = next((one for one in prepared_notices(actor=actor) if one.id == notice), None)
    if found is None:
        raise NoSuchNotice(notice)
    return found


def notices_of(*, actor: Actor, member: str) -> tuple[NoticeRecord, ...]:
    """All notices that the member has prepared, latest first. Raises NotAllowed."""
    require(actor=actor, permission=SEE_OWN, authority=member)
    rows = Notice.objects.filter(member=member).order_by("-prepared_at", "-pk")
    return tuple(notice_record(row=row) for row in rows)


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """For the association: notices to register, and changes of the register that memberships must follow."""
    return tuple(_tasks(actor)) if can_run(actor=actor) else ()


def _tasks(actor: Actor) -> Iterator[WaitingItem]:
    address = reverse("membership:desk")
    if count := len(prepared_notices(actor=actor)):
        words = ngettext("%(count)s notice to register", "%(count)s notices to register", count)
        yield WaitingItem(words % {"count": count}, address, None, gettext("Membership"))
    if count := len(steps_to_follow(on=timezone.localdate())):
        words = ngettext(
            "%(count)s membership to settle after a change of the register",
            "%(count)s memberships to settle after changes of the register",
            count,
        )
        yield WaitingItem(words % {"count": count}, address, None, gettext("Membership"))


def notice_record(*, row: Notice) -> NoticeRecord:
    return NoticeRecord(
        id=row.pk,
        member=row.member,
        scope=row.scope,
        decided_on=row.decided_on,
        case_number=row.case_number,
        text=row.text,
        state=NoticeState(row.state),
        prepared_at=row.prepared_at,
        prepared_by=row.prepared_by,
        settled_at=row.settled_at,
        remark=row.remark,
    )
