# SPDX-License-Identifier: EUPL-1.2
"""Joining, giving notice, ending, correcting. A change supersedes and overwrites nothing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members import models
from samband.core.members.card import KEEP_MEMBERSHIPS
from samband.core.members.operations.book import (
    check_overlap,
    check_scope,
    current,
    kind_of,
    supersede,
    tell,
    version_in_force,
)
from samband.core.members.operations.refusals import AlreadyMember, EndsBeforeItBegins, TooEarly, UnderNotice
from samband.core.members.queries.memberships import member_code, organisation_record, record_of
from samband.core.members.queries.register import authorities_on, authority
from samband.core.members.queries.statutes import statutes
from samband.core.members.rules.memberships import (
    AUTHORITY,
    MembershipRecord,
    OrganisationRecord,
    Reason,
    lawful_end,
)


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
    check_scope(scope=scope)
    code = member_code(code=member, on=valid_from)
    made = models.Membership(
        member=code, member_kind=kind_of(code=code, on=valid_from), scope=scope, valid_from=valid_from,
        reason=Reason.JOINED, source=source, note=note, recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip
    check_overlap(made=made)
    made.save()
    tell(event="members.joined", row=made, by=by, at=at)
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
    held = current(member=member, scope=scope, on=received_on)
    if held.notice_given_on is not None:
        raise UnderNotice(record_of(row=held))
    lawful = lawful_end(statutes=statutes(), scope=scope, notice_on=received_on)
    changed = supersede(
        held=held, at=at, by=by, valid_to=lawful.valid_to, notice_given_on=received_on,
        end_reason=Reason.WITHDRAWN, source=source, note=note or held.note,
    )  # fmt: skip
    tell(event="members.notice_given", row=changed, by=by, at=at)
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
    held = current(member=member, scope=scope, on=date.fromordinal(valid_to.toordinal() - 1))
    if end_reason is Reason.WITHDRAWN:
        lawful = lawful_end(statutes=statutes(), scope=scope, notice_on=held.notice_given_on or valid_to)
        if valid_to < lawful.valid_to:
            raise TooEarly(valid_to, lawful)
    changed = supersede(
        held=held,
        at=at,
        by=by,
        valid_to=valid_to,
        end_reason=end_reason,
        source=source,
        note=note or held.note,
    )
    tell(event="members.ended", row=changed, by=by, at=at)
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
    held = version_in_force(membership=membership, on=valid_from)
    if valid_to is not None and valid_to <= valid_from:
        raise EndsBeforeItBegins(valid_from, valid_to)
    changed = supersede(
        held=held, at=at, by=by, valid_from=valid_from, valid_to=valid_to, notice_given_on=notice_given_on,
        end_reason=end_reason or "", source=source, note=note,
    )  # fmt: skip
    tell(event="members.membership_corrected", row=changed, by=by, at=at)
    return record_of(row=changed)


@transaction.atomic
def strike_membership(*, membership: int, why: str, by: Actor, at: datetime) -> None:
    """Take out what never was so. It stays as what was believed until now, and the log keeps why.

    Raises NoMembership for a version that is superseded, NotAllowed.
    """
    require(actor=by, permission=KEEP_MEMBERSHIPS)
    held = version_in_force(membership=membership, on=at.date())
    held.superseded_at = max(at, held.recorded_at)
    held.save(update_fields=["superseded_at"])
    details = {"scope": held.scope, "valid_from": held.valid_from.isoformat(), "why": why}
    about = f"member:{held.member}"
    record(event="members.membership_struck", by=by.reference, at=at, about=about, details=details)
