# SPDX-License-Identifier: EUPL-1.2
"""Who is a member of what, on which day, as known when.

The list of members of a scope is public. Notices, reasons and sources are for the association and the member.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from samband.core.access.rules import Actor, require
from samband.core.country.rules import LOCAL, UPPER
from samband.core.members import models
from samband.core.members.card import READ_MEMBERSHIPS
from samband.core.members.queries.register import authorities_on, latest_authority
from samband.core.members.queries.statutes import statutes
from samband.core.members.rules.inheritance import STAYS, Step, Undecided, follow
from samband.core.members.rules.memberships import (
    AUTHORITY,
    COMPANY,
    JOINT_BODY,
    LawfulEnd,
    MemberCount,
    MemberRecord,
    MembershipRecord,
    OrganisationRecord,
    Reason,
    Scope,
    Statutes,
    lawful_end,
)
from samband.core.members.rules.register import (
    AuthorityRecord,
    SuccessionRecord,
    UnknownAuthority,
)


class UnknownScope(LookupError):  # noqa: N818  it names the fact
    """The articles know no such scope."""

    def __init__(self, scope: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no scope “{scope}”. Choose one of: {', '.join(known)}.")
        self.scope = scope


def scopes() -> tuple[Scope, ...]:
    """What one can be a member of; the first is what every member has."""
    return statutes().scopes


def members_on(
    *, on: date, scope: str, as_known_at: datetime | None = None, kinds: Iterable[str] = (AUTHORITY,)
) -> tuple[MemberRecord, ...]:
    """Members of the scope on the day, by code: one line for each organisation, Oslo once. Public.

    as_known_at: what the books said at that moment; None for now. kinds: ``authority``, ``company``,
    ``joint_body``; a joint body is never among the authorities, since those that own it are members already.
    An authority that the register no longer has on that day keeps its last name (see ``steps_to_follow``).
    Five queries whatever the number. Raises UnknownScope.
    """
    known = statutes()
    _check(scope, known)
    wanted = frozenset(kinds)
    rows = _known(as_known_at).filter(_holding(on), scope=scope, member_kind__in=wanted).order_by("member")
    began = dict(rows.values_list("member", "valid_from"))
    units = _units(on) if AUTHORITY in wanted else {}
    bodies = {one.code: one for one in organisations()} if wanted - {AUTHORITY} else {}
    return tuple(
        _organised(bodies[code], since) if code in bodies else _member(code, since, units, known, on)
        for code, since in sorted(began.items())
    )


def is_member(*, member: str, on: date, scope: str, as_known_at: datetime | None = None) -> bool:
    """Whether the authority or organisation is a member of the scope on the day. Public."""
    code = member_code(code=member, on=on)
    return _known(as_known_at).filter(_holding(on), scope=scope, member=code).exists()


def scopes_of(*, member: str, on: date) -> tuple[str, ...]:
    """Scopes of which it is a member on the day, in the order of the articles. Public."""
    code = member_code(code=member, on=on)
    held = set(_known(None).filter(_holding(on), member=code).values_list("scope", flat=True))
    return tuple(scope for scope in statutes().scope_codes if scope in held)


def member_code(*, code: str, on: date) -> str:
    """The code under which memberships are kept: of a pair that is one organisation, the municipality's."""
    pair = statutes().two_tier_of(code, on=on)
    return pair.municipality if pair else code


def count_members(
    *,
    on: date,
    scope: str,
    as_known_at: datetime | None = None,
    members: Sequence[MemberRecord] | None = None,
) -> MemberCount:
    """How many are members, by tier and as organisations, and who is not a member of this scope. Public.

    members: all kinds of the scope on the day, as ``members_on`` gave them, to read them only once.
    """
    kinds, first = (AUTHORITY, COMPANY, JOINT_BODY), statutes().scope_codes[0]
    here = (
        members_on(on=on, scope=scope, as_known_at=as_known_at, kinds=kinds) if members is None else members
    )
    authorities = tuple(one for one in here if one.kind == AUTHORITY)
    everybody = authorities if scope == first else members_on(on=on, scope=first, as_known_at=as_known_at)
    codes = {one.code for one in authorities}
    return MemberCount(
        scope=scope,
        on=on,
        by_tier=_by_tier(authorities),
        two_tier=tuple(one for one in authorities if len(one.tiers) > 1),
        members=len(authorities),
        companies=sum(one.kind == COMPANY for one in here),
        joint_bodies=sum(one.kind == JOINT_BODY for one in here),
        absent=tuple(one for one in everybody if one.code not in codes),
        places_of_all=sum(len(one.tiers) for one in everybody),
    )


def memberships_of(
    *, actor: Actor, member: str, as_known_at: datetime | None = None
) -> tuple[MembershipRecord, ...]:
    """Those in the books, of the member and of those that it came from, oldest first. Raises NotAllowed."""
    require(actor=actor, permission=READ_MEMBERSHIPS, authority=member)
    rows = _known(as_known_at).filter(member__in=lineage_of(code=member))
    return tuple(record_of(row=row) for row in rows.order_by("valid_from", "scope", "pk"))


def spells_between(*, actor: Actor, first: date, last: date, scope: str) -> tuple[MembershipRecord, ...]:
    """Memberships of the scope that hold on any day of the period. Raises NotAllowed."""
    require(actor=actor, permission=READ_MEMBERSHIPS)
    ended = Q(valid_to__isnull=True) | Q(valid_to__gt=first)
    rows = _known(None).filter(ended, scope=scope, valid_from__lte=last)
    return tuple(record_of(row=row) for row in rows.order_by("member", "valid_from"))


def versions_of(*, actor: Actor, member: str, scope: str) -> tuple[MembershipRecord, ...]:
    """Everything that was ever recorded of the member and scope, superseded versions too, as recorded."""
    require(actor=actor, permission=READ_MEMBERSHIPS, authority=member)
    rows = models.Membership.objects.filter(member__in=lineage_of(code=member), scope=scope)
    return tuple(record_of(row=row) for row in rows.order_by("recorded_at", "pk"))


def earliest_end(*, scope: str, notice_on: date) -> LawfulEnd:
    """When a membership of the scope may end at the earliest after notice on the day. Public.

    Raises UnknownScope, NoLawfulEnd.
    """
    known = statutes()
    _check(scope, known)
    return lawful_end(statutes=known, scope=scope, notice_on=notice_on)


def notices(*, actor: Actor, on: date) -> tuple[MembershipRecord, ...]:
    """Memberships under notice that have not ended on the day, soonest end first. Raises NotAllowed."""
    require(actor=actor, permission=READ_MEMBERSHIPS)
    rows = _known(None).filter(notice_given_on__isnull=False, valid_to__gt=on)
    return tuple(record_of(row=row) for row in rows.order_by("valid_to", "member", "scope"))


def organisations(*, on: date | None = None) -> tuple[OrganisationRecord, ...]:
    """Companies and joint bodies that are or were known, by name; on a day: those that exist then. Public."""
    rows = models.Organisation.objects.order_by("name", "code")
    if on is not None:
        rows = rows.filter(_holding(on))
    return tuple(organisation_record(row=row) for row in rows)


def steps_to_follow(*, on: date) -> tuple[Step, ...]:
    """What must be recorded so that memberships follow the register up to the day: ``follow_register``."""
    decided = models.ScopeDecision.objects.values_list("member", "scope", "on")
    successions = models.Succession.objects.filter(date__lte=on).order_by("date", "code_before", "code_after")
    return follow(
        memberships=map(_as_record, _known(None).filter(member_kind=AUTHORITY)),
        successions=(
            SuccessionRecord(*row)
            for row in successions.values_list("date", "kind", "code_before", "code_after")
        ),
        in_force=_spells().holds,
        decided=set(decided),
    )


def scopes_to_decide(*, on: date) -> tuple[Undecided, ...]:
    """Authorities that came from some with and some without a scope, and await a decision."""
    return tuple(step for step in steps_to_follow(on=on) if isinstance(step, Undecided))


def lineage_of(*, code: str) -> frozenset[str]:
    """The code and all codes that it came from, over renumbering, mergers and divisions."""
    steps: dict[str, list[str]] = {}
    passed_on = models.Succession.objects.exclude(kind__in=STAYS)
    for before, after in passed_on.values_list("code_before", "code_after"):
        steps.setdefault(after, []).append(before)
    found, waiting = {code}, [code]
    while waiting:
        new = [one for one in steps.get(waiting.pop(), ()) if one not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def record_of(*, row: models.Membership) -> MembershipRecord:
    return MembershipRecord(
        id=row.pk,
        member=row.member,
        member_kind=row.member_kind,
        scope=row.scope,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        notice_given_on=row.notice_given_on,
        reason=Reason(row.reason),
        end_reason=Reason(row.end_reason) if row.end_reason else None,
        source=row.source,
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        superseded_at=row.superseded_at,
    )


def organisation_record(*, row: models.Organisation) -> OrganisationRecord:
    return OrganisationRecord(
        code=row.code,
        name=row.name,
        kind=row.kind,
        organisation_number=row.organisation_number,
        owners=tuple(row.owners),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


class _Spells:
    """When each code is in force."""

    def __init__(self, spells: Mapping[str, list[tuple[date, date | None]]]) -> None:
        self._spells = spells

    def holds(self, code: str, on: date) -> bool:
        return any(start <= on and (end is None or on < end) for start, end in self._spells.get(code, ()))


def _spells() -> _Spells:
    found: dict[str, list[tuple[date, date | None]]] = {}
    for code, start, end in models.Authority.objects.values_list("code", "valid_from", "valid_to"):
        found.setdefault(code, []).append((start, end))
    return _Spells(found)


def _as_record(row: models.Membership) -> MembershipRecord:
    return record_of(row=row)


def _check(scope: str, known: Statutes) -> None:
    if scope not in known.scope_codes:
        raise UnknownScope(scope, known.scope_codes)


def _known(at: datetime | None) -> QuerySet[models.Membership]:
    """What is in the books now, or what was at that moment."""
    if at is None:
        return models.Membership.objects.filter(superseded_at__isnull=True)
    later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
    return models.Membership.objects.filter(later, recorded_at__lte=at)


def _holding(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def _units(on: date) -> Mapping[str, AuthorityRecord]:
    return {one.code: one for level in (UPPER, LOCAL) for one in authorities_on(on=on, level=level)}


def _by_tier(members: Iterable[MemberRecord]) -> Mapping[str, int]:
    """Kind of authority -> how many, local kinds first; one that is both counts in both."""
    found: dict[str, int] = {}
    for one in sorted(members, key=_level):
        for tier in one.tiers:
            found[tier] = found.get(tier, 0) + 1
    return found


def _level(one: MemberRecord) -> tuple[bool, str]:
    unit = one.authority
    return unit is None or unit.level != LOCAL or len(one.tiers) > 1, unit.kind if unit else ""


def _member(
    code: str, since: date, units: Mapping[str, AuthorityRecord], known: Statutes, on: date
) -> MemberRecord:
    unit = units.get(code) or _last(code, on)
    pair = known.two_tier_of(code, on=on)
    tiers: tuple[str, ...] = (unit.kind,) if unit else ()
    if pair is not None and unit is not None and pair.county in units:
        tiers = (unit.kind, units[pair.county].kind)
    return MemberRecord(code, unit.name if unit else code, AUTHORITY, tiers, since, authority=unit)


def _last(code: str, on: date) -> AuthorityRecord | None:
    """As the authority last was, when the register has changed and memberships have not followed yet."""
    try:
        return latest_authority(code=code, on=on)
    except UnknownAuthority:
        return None


def _organised(body: OrganisationRecord, since: date) -> MemberRecord:
    return MemberRecord(body.code, body.name, body.kind, (), since, organisation=body)
