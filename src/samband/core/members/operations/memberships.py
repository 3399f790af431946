# SPDX-License-Identifier: EUPL-1.2
"""Joining, giving notice, ending, correcting. A change supersedes and overwrites nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members import models
from samband.core.members.card import KEEP_MEMBERSHIPS
from samband.core.members.queries.memberships import (
    UnknownScope,
    member_code,
    organisation_record,
    record_of,
    scopes_to_decide,
    steps_to_follow,
)
from samband.core.members.queries.register import authorities_on, authority
from samband.core.members.queries.statutes import statutes
from samband.core.members.rules.inheritance import Cease, Inherit, Undecided
from samband.core.members.rules.memberships import (
    AUTHORITY,
    LawfulEnd,
    MembershipRecord,
    OrganisationRecord,
    Reason,
    lawful_end,
)

_KEPT = (
    "member", "member_kind", "scope", "valid_from", "valid_to", "notice_given_on", "reason", "end_reason",
    "source", "note",
)  # fmt: skip


class AlreadyMember(ValueError):  # noqa: N818  it names the fact
    """The member has the scope in a part of the period already."""

    def __init__(self, other: MembershipRecord) -> None:
        words = gettext(
            "%(member)s is a member of “%(scope)s” from %(day)s already. Correct that membership, or begin "
            "after it has ended."
        )
        values = {"member": other.member, "scope": other.scope, "day": other.valid_from.isoformat()}
        super().__init__(words % values)
        self.other = other


class NoMembership(LookupError):  # noqa: N818  it names the fact
    """Nothing to end or correct."""

    def __init__(self, member: str, scope: str, on: date) -> None:
        words = gettext("%(member)s is not a member of “%(scope)s” on %(day)s.")
        super().__init__(words % {"member": member, "scope": scope, "day": on.isoformat()})


class UnderNotice(ValueError):  # noqa: N818  it names the fact
    """Notice was given already."""

    def __init__(self, found: MembershipRecord) -> None:
        day = found.notice_given_on.isoformat() if found.notice_given_on else ""
        words = gettext("%(member)s gave notice of “%(scope)s” on %(day)s. Correct it if it was wrong.")
        super().__init__(words % {"member": found.member, "scope": found.scope, "day": day})
        self.membership = found


class TooEarly(ValueError):  # noqa: N818  it names the fact
    """A withdrawal cannot take effect before the earliest lawful day."""

    def __init__(self, valid_to: date, lawful: LawfulEnd) -> None:
        words = gettext(
            "A withdrawal cannot end the membership on %(day)s. The earliest lawful day is %(lawful)s."
        )
        super().__init__(words % {"day": valid_to.isoformat(), "lawful": lawful.valid_to.isoformat()})
        self.valid_to, self.lawful = valid_to, lawful


class EndsBeforeItBegins(ValueError):  # noqa: N818  it names the fact
    def __init__(self, valid_from: date, valid_to: date) -> None:
        words = gettext("The membership begins on %(first)s and cannot end on %(last)s.")
        super().__init__(words % {"first": valid_from.isoformat(), "last": valid_to.isoformat()})


class NothingToDecide(LookupError):  # noqa: N818  it names the fact
    def __init__(self, member: str, scope: str) -> None:
        words = gettext("Nothing awaits a decision on “%(scope)s” for %(member)s.")
        super().__init__(words % {"scope": scope, "member": member})


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    organisation_number: str = "",
    owners: Iterable[str] = (),
    valid_from: date,
    by: Actor,
    at: datetime,
) -> OrganisationRecord:
    """Make a company or joint body known, so that it can join. owners: codes of authorities.

    Raises UnknownAuthority for an owner that is not in force, ValueError when the code is taken.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    _check_code(code)
    held = [authority(code=owner, on=valid_from).code for owner in owners]
    made = models.Organisation.objects.create(
        code=code, name=name, kind=kind, organisation_number=organisation_number, owners=held,
        valid_from=valid_from,
    )  # fmt: skip
    details = {"kind": kind, "owners": len(held)}
    record(
        event="members.organisation_added", by=by.reference, at=at, about=f"member:{code}", details=details
    )
    return organisation_record(row=made)


def _check_code(code: str) -> None:
    taken = models.Organisation.objects.filter(code=code).exists()
    if taken or models.Authority.objects.filter(code=code).exists():
        raise ValueError(gettext("The code “%(code)s” is taken. Choose another.") % {"code": code})


@transaction.atomic
def join(
    *, member: str, scope: str, valid_from: date, source: str, note: str = "", by: Actor, at: datetime
) -> MembershipRecord:
    """Make the authority or organisation a member of the scope from the day on. source: the decision.

    Of a pair that is one organisation in two tiers the membership is kept under the municipality's code,
    whichever is named. Raises AlreadyMember, UnknownAuthority, UnknownScope, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    _check_scope(scope)
    code = member_code(code=member, on=valid_from)
    made = models.Membership(
        member=code, member_kind=_kind(code, valid_from), scope=scope, valid_from=valid_from,
        reason=Reason.JOINED, source=source, note=note, recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip
    _check_overlap(made)
    made.save()
    _tell("members.joined", made, by, at)
    return record_of(row=made)


@transaction.atomic
def found_memberships(*, valid_from: date, by: Actor, at: datetime) -> int:
    """Record the members of the first day as the membership file's ``opening`` says; returns how many rows.

    For an association that begins to use Samband. Raises AlreadyMember when there are members already.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    if first := models.Membership.objects.filter(superseded_at__isnull=True).first():
        raise AlreadyMember(record_of(row=first))
    known = statutes()
    rows = [
        models.Membership(
            member=code, member_kind=AUTHORITY, scope=one.scope, valid_from=valid_from, reason=Reason.JOINED,
            source=next((source.title for source in known.sources if source.key == one.source), one.source),
            recorded_at=at, recorded_by=by.reference,
        )
        for one in known.opening
        for code in sorted({
            member_code(code=unit.code, on=valid_from)
            for tier in one.tiers
            for unit in authorities_on(on=valid_from, kind=tier)
        })
        if code not in one.leave_out
    ]  # fmt: skip
    models.Membership.objects.bulk_create(rows, batch_size=500)
    details = {"valid_from": valid_from.isoformat(), "rows": len(rows)}
    record(event="members.founded", by=by.reference, at=at, about="members", details=details)
    return len(rows)


@transaction.atomic
def give_notice(
    *, member: str, scope: str, received_on: date, source: str, note: str = "", by: Actor, at: datetime
) -> MembershipRecord:
    """Record a written notice and end the membership on the earliest lawful day.

    received_on: the day the notice reached the body that the articles name.
    Raises NoMembership, UnderNotice, NoLawfulEnd, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    held = _current(member, scope, received_on)
    if held.notice_given_on is not None:
        raise UnderNotice(record_of(row=held))
    lawful = lawful_end(statutes=statutes(), scope=scope, notice_on=received_on)
    changed = _supersede(
        held, at, by, valid_to=lawful.valid_to, notice_given_on=received_on, end_reason=Reason.WITHDRAWN,
        source=source, note=note or held.note,
    )  # fmt: skip
    _tell("members.notice_given", changed, by, at)
    return record_of(row=changed)


@transaction.atomic
def end_membership(
    *,
    member: str,
    scope: str,
    valid_to: date,
    end_reason: Reason,
    source: str,
    note: str = "",
    by: Actor,
    at: datetime,
) -> MembershipRecord:
    """End a membership on a day that a body has decided: exclusion, by agreement, or the member has ceased.

    valid_to: the first day without membership. A withdrawal must have its notice recorded first
    (``give_notice``) and cannot end earlier than is lawful. Raises NoMembership, TooEarly, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    held = _current(member, scope, date.fromordinal(valid_to.toordinal() - 1))
    if end_reason is Reason.WITHDRAWN:
        lawful = lawful_end(statutes=statutes(), scope=scope, notice_on=held.notice_given_on or valid_to)
        if valid_to < lawful.valid_to:
            raise TooEarly(valid_to, lawful)
    changed = _supersede(
        held, at, by, valid_to=valid_to, end_reason=end_reason, source=source, note=note or held.note
    )
    _tell("members.ended", changed, by, at)
    return record_of(row=changed)


@transaction.atomic
def correct_membership(
    *,
    membership: int,
    valid_from: date,
    valid_to: date | None,
    notice_given_on: date | None,
    end_reason: Reason | None,
    source: str,
    note: str,
    by: Actor,
    at: datetime,
) -> MembershipRecord:
    """Replace what is recorded by what is right; the former version stays as what was believed until now.

    Raises NoMembership for a version that is superseded, EndsBeforeItBegins, AlreadyMember, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    held = _version_in_force(membership, valid_from)
    if valid_to is not None and valid_to <= valid_from:
        raise EndsBeforeItBegins(valid_from, valid_to)
    changed = _supersede(
        held, at, by, valid_from=valid_from, valid_to=valid_to, notice_given_on=notice_given_on,
        end_reason=end_reason or "", source=source, note=note,
    )  # fmt: skip
    _tell("members.membership_corrected", changed, by, at)
    return record_of(row=changed)


@transaction.atomic
def strike_membership(*, membership: int, why: str, by: Actor, at: datetime) -> None:
    """Take out what never was so. It stays as what was believed until now, and the log keeps why.

    Raises NoMembership for a version that is superseded, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    held = _version_in_force(membership, at.date())
    held.superseded_at = max(at, held.recorded_at)
    held.save(update_fields=["superseded_at"])
    details = {"scope": held.scope, "valid_from": held.valid_from.isoformat(), "why": why}
    about = f"member:{held.member}"
    record(event="members.membership_struck", by=by.reference, at=at, about=about, details=details)


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
    held = _book().filter(member=step.member, scope=step.scope, valid_from__lt=step.on)
    running = held.exclude(valid_to__lte=step.on).first()
    if is_member and running is None:
        made = _inheriting(Inherit(step.member, step.scope, step.on, step.having), by, at)
        made.source = source
        made.save()
    elif not is_member and running is not None:
        _supersede(running, at, by, valid_to=step.on, end_reason=Reason.AGREED, source=source)


def _inheriting(step: Inherit, by: Actor, at: datetime) -> models.Membership:
    return models.Membership(
        member=step.member, member_kind=AUTHORITY, scope=step.scope, valid_from=step.on,
        valid_to=step.valid_to, notice_given_on=step.notice_given_on, reason=Reason.INHERITED,
        end_reason=Reason.WITHDRAWN if step.valid_to else "", source=", ".join(step.predecessors)[:300],
        recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip


def _cease(steps: Sequence[Cease], by: Actor, at: datetime) -> None:
    """End what ceases, many at once; a period that gets shorter can overlap no other."""
    held = _book().filter(member__in={step.member for step in steps})
    pairs = [(row, end) for row in held if (end := _end_of(row, steps)) is not None]
    made = [_version(row, at, by, valid_to=end, end_reason=Reason.CEASED) for row, end in pairs]
    models.Membership.objects.bulk_update([row for row, _ in pairs], ["superseded_at"], batch_size=200)
    models.Membership.objects.bulk_create(made, batch_size=200)


def _end_of(row: models.Membership, steps: Sequence[Cease]) -> date | None:
    """The first day on which the member ceases within the period of the row."""
    days = [step.on for step in steps if (step.member, step.scope) == (row.member, row.scope)]
    inside = (day for day in sorted(days) if row.valid_from < day)
    return next((day for day in inside if row.valid_to is None or day < row.valid_to), None)


def _book() -> QuerySet[models.Membership]:
    return models.Membership.objects.select_for_update().filter(superseded_at__isnull=True)


def _version_in_force(membership: int, on: date) -> models.Membership:
    held = _book().filter(pk=membership).first()
    if held is None:
        raise NoMembership(str(membership), "", on)
    return held


def _current(member: str, scope: str, on: date) -> models.Membership:
    _check_scope(scope)
    code = member_code(code=member, on=on)
    held = _book().filter(member=code, scope=scope, valid_from__lte=on).exclude(valid_to__lte=on).first()
    if held is None:
        raise NoMembership(code, scope, on)
    return held


def _supersede(held: models.Membership, at: datetime, by: Actor, **changes: object) -> models.Membership:
    """A new version with the changes; the old one is known until now."""
    made = _version(held, at, by, **changes)
    held.save(update_fields=["superseded_at"])
    _check_overlap(made)
    made.save()
    return made


def _version(held: models.Membership, at: datetime, by: Actor, **changes: object) -> models.Membership:
    held.superseded_at = max(at, held.recorded_at)
    values = {**{name: getattr(held, name) for name in _KEPT}, **changes}
    return models.Membership(**values, recorded_at=at, recorded_by=by.reference)


def _check_overlap(made: models.Membership) -> None:
    others = _book().filter(member=made.member, scope=made.scope).exclude(valid_to__lte=made.valid_from)
    if made.valid_to is not None:
        others = others.filter(valid_from__lt=made.valid_to)
    if other := others.first():
        raise AlreadyMember(record_of(row=other))


def _check_scope(scope: str) -> None:
    known = statutes().scope_codes
    if scope not in known:
        raise UnknownScope(scope, known)


def _kind(code: str, on: date) -> str:
    found = models.Organisation.objects.filter(code=code).first()
    if found is not None:
        return found.kind
    return AUTHORITY if authority(code=code, on=on) else ""


def _tell(event: str, row: models.Membership, by: Actor, at: datetime) -> None:
    details = {
        "scope": row.scope,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
    }
    record(event=event, by=by.reference, at=at, about=f"member:{row.member}", details=details)
