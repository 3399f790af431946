# SPDX-License-Identifier: EUPL-1.2
"""The versions of memberships: one supersedes another, and nothing is overwritten."""

from datetime import date, datetime

from django.db.models import QuerySet

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.members import models
from samband.core.members.operations.refusals import AlreadyMember, NoMembership
from samband.core.members.queries.memberships import UnknownScope, member_code, record_of
from samband.core.members.queries.register import authority
from samband.core.members.queries.statutes import statutes
from samband.core.members.rules.memberships import AUTHORITY

_KEPT = (
    "member", "member_kind", "scope", "valid_from", "valid_to", "notice_given_on", "reason", "end_reason",
    "source", "note",
)  # fmt: skip


def book() -> QuerySet[models.Membership]:
    """What is believed now, until the transaction ends."""
    return models.Membership.objects.select_for_update().filter(superseded_at__isnull=True)


def version_in_force(*, membership: int, on: date) -> models.Membership:
    """By its number. Raises NoMembership, which names the day, for a version that is superseded."""
    held = book().filter(pk=membership).first()
    if held is None:
        raise NoMembership(str(membership), "", on)
    return held


def current(*, member: str, scope: str, on: date) -> models.Membership:
    """The membership of the scope that holds on the day. Raises UnknownScope, NoMembership."""
    check_scope(scope=scope)
    code = member_code(code=member, on=on)
    held = book().filter(member=code, scope=scope, valid_from__lte=on).exclude(valid_to__lte=on).first()
    if held is None:
        raise NoMembership(code, scope, on)
    return held


def supersede(*, held: models.Membership, at: datetime, by: Actor, **changes: object) -> models.Membership:
    """A new version with the changes; the old one is known until now."""
    made = version(held=held, at=at, by=by, **changes)
    held.save(update_fields=["superseded_at"])
    check_overlap(made=made)
    made.save()
    return made


def version(*, held: models.Membership, at: datetime, by: Actor, **changes: object) -> models.Membership:
    """The next version, not saved; ``held`` is marked as superseded, which is not saved either."""
    held.superseded_at = max(at, held.recorded_at)
    values = {**{name: getattr(held, name) for name in _KEPT}, **changes}
    return models.Membership(**values, recorded_at=at, recorded_by=by.reference)


def check_overlap(*, made: models.Membership) -> None:
    """Raises AlreadyMember when another membership of the scope holds in a part of the period."""
    others = book().filter(member=made.member, scope=made.scope).exclude(valid_to__lte=made.valid_from)
    if made.valid_to is not None:
        others = others.filter(valid_from__lt=made.valid_to)
    if other := others.first():
        raise AlreadyMember(record_of(row=other))


def check_scope(*, scope: str) -> None:
    """Raises UnknownScope for what the articles do not name."""
    known = statutes().scope_codes
    if scope not in known:
        raise UnknownScope(scope, known)


def kind_of(*, code: str, on: date) -> str:
    """The kind of a company or joint body, else that of authorities. Raises UnknownAuthority."""
    found = models.Organisation.objects.filter(code=code).first()
    if found is not None:
        return found.kind
    return AUTHORITY if authority(code=code, on=on) else ""


def tell(*, event: str, row: models.Membership, by: Actor, at: datetime) -> None:
    """One event about the member, with scope and period."""
    details = {
        "scope": row.scope,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
    }
    record(event=event, by=by.reference, at=at, about=f"member:{row.member}", details=details)
