# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from samband.core.access.card import DELEGATE, MANAGE_PEOPLE, permission_for
from samband.core.access.models import RoleGrant
from samband.core.access.queries.people import key_of
from samband.core.access.rules import Actor, Grant, Period, Role, may, require
from samband.core.members.queries import latest_authority, organisations
from samband.core.members.rules import AuthorityRecord, UnknownAuthority


@dataclass(frozen=True, slots=True)
class RoleGrantRecord:
    """A role held from valid_from up to, not including, valid_to. authority: empty for the association.

    substitute_for: id of the role in which the person stands in for somebody, None when they do not.
    """

    id: int
    person: str
    role: Role
    authority: str
    valid_from: date
    valid_to: date | None
    substitute_for: int | None = None

    @property
    def period(self) -> Period:
        return Period(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """Who has which role, since when. last_sign_in: None until the person has been here.

    stands_in_for: name of the person on leave, empty for none.
    """

    grant: RoleGrantRecord
    name: str
    email: str
    is_active: bool
    last_sign_in: datetime | None
    stands_in_for: str


class UnknownRole(LookupError):  # noqa: N818  it names the fact
    def __init__(self, grant_id: int) -> None:
        super().__init__(f"There is no role number {grant_id}.")


def role_grants(*, actor: Actor, person: str) -> tuple[RoleGrantRecord, ...]:
    """All roles a person holds or has held, latest first: one's own, or anybody's for an administrator."""
    if person != actor.reference:
        require(actor=actor, permission=MANAGE_PEOPLE)
    grants = RoleGrant.objects.filter(user_id=key_of(reference=person)).order_by("-valid_from", "-pk")
    return tuple(grant_record(grant=grant) for grant in grants)


def given_role(*, actor: Actor, grant_id: int) -> AccessLine:
    """One role with its holder, for whoever may end it. Raises NotAllowed, UnknownRole."""
    given = _lines(RoleGrant.objects.filter(pk=grant_id))
    grant = Grant(given[0].grant.role, given[0].grant.authority) if given else Grant(Role.ADMINISTRATOR)
    require(actor=actor, permission=permission_for(grant=grant), authority=grant.authority)
    if not given:
        raise UnknownRole(grant_id)
    return given[0]


def access_in(*, actor: Actor, authority: str) -> tuple[AccessLine, ...]:
    """Who has, will have or has had a role in the authority; with an empty code, at the association."""
    require(actor=actor, permission=DELEGATE if authority else MANAGE_PEOPLE, authority=authority)
    return _lines(RoleGrant.objects.filter(authority=authority))


def delegated_authorities(*, actor: Actor) -> tuple[str, ...]:
    """Codes of the authorities in which the actor may give roles, in order; not those of the association."""
    codes = (code for code in actor.authorities if may(actor=actor, permission=DELEGATE, authority=code))
    return tuple(sorted(codes))


def roles_at(*, references: Iterable[str]) -> Mapping[str, tuple[RoleGrantRecord, ...]]:
    """Reference -> all roles ever, for the log, which says in what capacity somebody acted. Unguarded."""
    keys = {key_of(reference=reference) for reference in references}
    found: dict[str, list[RoleGrantRecord]] = {}
    for grant in RoleGrant.objects.filter(user_id__in=keys).order_by("pk"):
        found.setdefault(f"person:{grant.user_id}", []).append(grant_record(grant=grant))
    return {reference: tuple(grants) for reference, grants in found.items()}


def place_names(*, codes: Iterable[str], on: date) -> Mapping[str, str]:
    """Code -> name of the authority; the code itself when the register does not know it."""
    return {code: _place_name(code, on) for code in set(codes) if code}


def is_place(*, authority: str, on: date) -> bool:
    """Whether roles can be given for this code: the register knows it, or somebody has had one there."""
    if RoleGrant.objects.filter(authority=authority).exists():
        return True
    return _found(authority, on) is not None or authority in {one.code for one in organisations()}


def in_force(grants: QuerySet[RoleGrant], *, on: date) -> QuerySet[RoleGrant]:
    """Those that hold on the day."""
    return grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def period_of(*, grant: RoleGrant) -> Period:
    return Period(grant.valid_from, grant.valid_to)


def grant_record(*, grant: RoleGrant) -> RoleGrantRecord:
    return RoleGrantRecord(
        grant.pk,
        f"person:{grant.user_id}",
        Role(grant.role),
        grant.authority,
        grant.valid_from,
        grant.valid_to,
        grant.substitute_for_id,
    )


def _lines(grants: QuerySet[RoleGrant]) -> tuple[AccessLine, ...]:
    found = grants.select_related("user", "substitute_for__user").order_by("user__name", "valid_from", "pk")
    return tuple(map(_line, found))


def _line(grant: RoleGrant) -> AccessLine:
    user, other = grant.user, grant.substitute_for
    return AccessLine(
        grant_record(grant=grant),
        user.name,
        user.email,
        user.is_active,
        user.last_login,
        other.user.name if other else "",
    )


def _place_name(code: str, on: date) -> str:
    found = _found(code, on)
    return found.name if found else code


def _found(code: str, on: date) -> AuthorityRecord | None:
    try:
        return latest_authority(code=code, on=on)
    except UnknownAuthority:
        return None
