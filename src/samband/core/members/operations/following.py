# SPDX-License-Identifier: EUPL-1.2
"""Memberships follow what becomes of authorities: merged, divided, renumbered."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members import models
from samband.core.members.card import KEEP_MEMBERSHIPS
from samband.core.members.operations.book import book, supersede, version
from samband.core.members.operations.refusals import NothingToDecide
from samband.core.members.queries.memberships import scopes_to_decide, steps_to_follow
from samband.core.members.rules.inheritance import Cease, Inherit, Undecided
from samband.core.members.rules.memberships import AUTHORITY, Reason


@transaction.atomic
def follow_register(*, on: date, by: Actor, at: datetime) -> tuple[Undecided, ...]:
    """Let memberships follow renumberings, mergers and divisions up to the day.

    Doing it again changes nothing.
    A successor inherits what all that it came from had. What only some of them had awaits a decision
    (``decide_scope``) and is returned. Raises NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    steps = steps_to_follow(on=on)
    inherited = [_inheriting(step, by, at) for step in steps if isinstance(step, Inherit)]
    models.Membership.objects.bulk_create(inherited, batch_size=500)
    ceased = [step for step in steps if isinstance(step, Cease)]
    _cease(ceased, by, at)
    if inherited or ceased:
        details = {"on": on.isoformat(), "inherited": len(inherited), "ceased": len(ceased)}
        record(event="members.followed", by=by.reference, at=at, about="members", details=details)
    return tuple(step for step in steps if isinstance(step, Undecided))


@transaction.atomic
def decide_scope(
    *, member: str, scope: str, is_member: bool, source: str, by: Actor, at: datetime, on: date
) -> None:
    """Record what was decided for an authority that came from some with and some without the scope.

    on: today, the day up to which the register is followed. Raises NothingToDecide, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    open_ones = (one for one in scopes_to_decide(on=on) if (one.member, one.scope) == (member, scope))
    step = next(open_ones, None)
    if step is None:
        raise NothingToDecide(member, scope)
    models.ScopeDecision.objects.create(
        member=member, scope=scope, on=step.on, is_member=is_member, source=source, recorded_at=at,
        recorded_by=by.reference,
    )  # fmt: skip
    _apply(step, is_member, source, by, at)
    details = {"scope": scope, "on": step.on.isoformat(), "is_member": is_member}
    record(event="members.scope_decided", by=by.reference, at=at, about=f"member:{member}", details=details)


def _apply(step: Undecided, is_member: bool, source: str, by: Actor, at: datetime) -> None:  # noqa: FBT001
    held = book().filter(member=step.member, scope=step.scope, valid_from__lt=step.on)
    running = held.exclude(valid_to__lte=step.on).first()
    if is_member and running is None:
        made = _inheriting(Inherit(step.member, step.scope, step.on, step.having), by, at)
        made.source = source
        made.save()
    elif not is_member and running is not None:
        supersede(held=running, at=at, by=by, valid_to=step.on, end_reason=Reason.AGREED, source=source)


def _inheriting(step: Inherit, by: Actor, at: datetime) -> models.Membership:
    return models.Membership(
        member=step.member, member_kind=AUTHORITY, scope=step.scope, valid_from=step.on,
        valid_to=step.valid_to, notice_given_on=step.notice_given_on, reason=Reason.INHERITED,
        end_reason=Reason.WITHDRAWN if step.valid_to else "", source=", ".join(step.predecessors)[:300],
        recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip


def _cease(steps: Sequence[Cease], by: Actor, at: datetime) -> None:
    """End what ceases, many at once; a period that gets shorter can overlap no other."""
    held = book().filter(member__in={step.member for step in steps})
    pairs = [(row, end) for row in held if (end := _end_of(row, steps)) is not None]
    made = [version(held=row, at=at, by=by, valid_to=end, end_reason=Reason.CEASED) for row, end in pairs]
    models.Membership.objects.bulk_update([row for row, _ in pairs], ["superseded_at"], batch_size=200)
    models.Membership.objects.bulk_create(made, batch_size=200)


def _end_of(row: models.Membership, steps: Sequence[Cease]) -> date | None:
    """The first day on which the member ceases within the period of the row."""
    days = [step.on for step in steps if (step.member, step.scope) == (row.member, row.scope)]
    inside = (day for day in sorted(days) if row.valid_from < day)
    return next((day for day in inside if row.valid_to is None or day < row.valid_to), None)
