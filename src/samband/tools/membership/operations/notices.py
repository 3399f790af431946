# SPDX-License-Identifier: EUPL-1.2
"""Notices of leaving: the member's contact person prepares, the association registers or returns."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members import operations as members
from samband.core.members.queries import is_member
from samband.core.members.rules.memberships import MembershipRecord
from samband.tools.membership.models import Notice
from samband.tools.membership.queries.notices import NoSuchNotice, NoticeRecord, notice_record
from samband.tools.membership.rules import PREPARE_NOTICE, RUN_MEMBERSHIP, NoticeState


class NoticeOpen(ValueError):  # noqa: N818  it names the fact
    def __init__(self) -> None:
        super().__init__(gettext("A notice of this scope is waiting at the association already."))


class NotAMember(ValueError):  # noqa: N818  it names the fact
    def __init__(self) -> None:
        super().__init__(gettext("The member does not have this scope today, so it cannot leave it."))


@transaction.atomic
def prepare_notice(
    *,
    member: str,
    scope: str,
    decided_on: date,
    case_number: str = "",
    text: str = "",
    today: date,
    by: Actor,
    at: datetime,
) -> NoticeRecord:
    """Write down that the council wants to leave a scope; nothing ends by it.

    Raises NoticeOpen, NotAMember, NotAllowed.
    """
    require(actor=by, permission=PREPARE_NOTICE, authority=member)
    if not is_member(member=member, on=today, scope=scope):
        raise NotAMember
    if Notice.objects.filter(member=member, scope=scope, state=NoticeState.PREPARED).exists():
        raise NoticeOpen
    row = Notice.objects.create(
        member=member, scope=scope, decided_on=decided_on, case_number=case_number, text=text,
        state=NoticeState.PREPARED, prepared_at=at, prepared_by=by.reference,
    )  # fmt: skip
    _tell("membership.notice_prepared", row, by, at)
    return notice_record(row=row)


@transaction.atomic
def register_notice(
    *, notice: int, received_on: date, remark: str = "", by: Actor, at: datetime
) -> MembershipRecord:
    """Register a prepared notice: the membership ends on the earliest lawful day after ``received_on``.

    received_on: when the written notice reached the body that the articles name.
    Raises NoSuchNotice, and as ``core.members.operations.give_notice``.
    """
    row = _open(notice, by)
    source = gettext("Decided on %(day)s, case %(case)s") % {
        "day": row.decided_on.isoformat(),
        "case": row.case_number or "–",
    }
    changed = members.give_notice(
        member=row.member, scope=row.scope, received_on=received_on, source=source, note=remark, by=by, at=at
    )
    _settle(row, NoticeState.REGISTERED, remark, at)
    _tell("membership.notice_registered", row, by, at)
    return changed


@transaction.atomic
def return_notice(*, notice: int, remark: str, by: Actor, at: datetime) -> NoticeRecord:
    """Send a prepared notice back with a word on why. Raises NoSuchNotice, NotAllowed."""
    row = _open(notice, by)
    _settle(row, NoticeState.RETURNED, remark, at)
    _tell("membership.notice_returned", row, by, at)
    return notice_record(row=row)


def _open(notice: int, by: Actor) -> Notice:
    require(actor=by, permission=RUN_MEMBERSHIP)
    row = Notice.objects.select_for_update().filter(pk=notice, state=NoticeState.PREPARED).first()
    if row is None:
        raise NoSuchNotice(notice)
    return row


def _settle(row: Notice, state: NoticeState, remark: str, at: datetime) -> None:
    row.state, row.remark, row.settled_at = state, remark, at
    row.save(update_fields=["state", "remark", "settled_at"])


def _tell(event: str, row: Notice, by: Actor, at: datetime) -> None:
    record(
        event=event, by=by.reference, at=at, about=f"member:{row.member}", authority=row.member,
        details={"scope": row.scope, "notice": row.pk},
    )  # fmt: skip
