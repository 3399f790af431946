# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from samband.core.access.card import MANAGE_PEOPLE, READ_AUDIT
from samband.core.access.models import RoleGrant, User
from samband.core.access.rules import NOBODY, Actor, Grant, Role, require
from samband.core.audit.queries import EventPage, events


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """reference: the name in the audit log. language: empty when the person has not chosen."""

    reference: str
    email: str
    name: str
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class RoleGrantRecord:
    """A role held from valid_from up to, not including, valid_to. authority: empty for the association."""

    id: int
    person: str
    role: Role
    authority: str
    valid_from: date
    valid_to: date | None


def actor_for(*, user: AbstractBaseUser | AnonymousUser, on: date) -> Actor:
    """The signed-in person with the roles held on that date; NOBODY when nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    held = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user, valid_from__lte=on
    )
    grants = (Grant(Role(role), authority) for role, authority in held.values_list("role", "authority"))
    return Actor(user.reference, frozenset(grants))


def actor_by_email(*, email: str, on: date) -> Actor:
    """The person with that address, for commands and background work; NOBODY when there is none."""
    user = User.objects.filter(email=email.lower()).first()
    return actor_for(user=user or AnonymousUser(), on=on)


def person_behind(*, user: AbstractBaseUser) -> PersonRecord:
    """The signed-in user as a record; unguarded, since people may know who they are."""
    if not isinstance(user, User):
        raise TypeError("Only people with an account of this installation sign in.")
    return person_record(user=user)


def people(*, actor: Actor) -> tuple[PersonRecord, ...]:
    """Everybody with an account, by name."""
    require(actor=actor, permission=MANAGE_PEOPLE)
    return tuple(person_record(user=user) for user in User.objects.order_by("name", "pk"))


def role_grants(*, actor: Actor, person: str) -> tuple[RoleGrantRecord, ...]:
    """All roles a person holds or has held, latest first."""
    require(actor=actor, permission=MANAGE_PEOPLE)
    grants = RoleGrant.objects.filter(user_id=key_of(reference=person)).order_by("-valid_from", "-pk")
    return tuple(grant_record(grant=grant) for grant in grants)


def names_of(*, references: Iterable[str]) -> Mapping[str, str]:
    """Reference -> name, for people who have an account; other references are left out."""
    keys = {key_of(reference=reference) for reference in references if reference.startswith("person:")}
    return {user.reference: user.name for user in User.objects.filter(pk__in=keys)}


def audit_trail(*, actor: Actor, about: str = "", page: int = 1) -> EventPage:
    """What has happened, latest first, for administrators."""
    require(actor=actor, permission=READ_AUDIT)
    return events(about=about, page=page)


def key_of(*, reference: str) -> int:
    """The database key in a person's reference."""
    return int(reference.removeprefix("person:"))


def person_record(*, user: User) -> PersonRecord:
    return PersonRecord(user.reference, user.email, user.name, user.language, user.is_active)


def grant_record(*, grant: RoleGrant) -> RoleGrantRecord:
    return RoleGrantRecord(
        grant.pk,
        f"person:{grant.user_id}",
        Role(grant.role),
        grant.authority,
        grant.valid_from,
        grant.valid_to,
    )
