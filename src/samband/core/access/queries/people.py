# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Q

from samband.core.access.card import MANAGE_PEOPLE
from samband.core.access.models import RoleGrant, User
from samband.core.access.rules import NOBODY, Actor, Grant, Role, require


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """reference: the name in the audit log. language: empty when the person has not chosen.

    last_sign_in: None until the person has been here.
    """

    reference: str
    email: str
    name: str
    language: str
    is_active: bool
    last_sign_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One page of people by name. pages: how many there are."""

    people: tuple[PersonRecord, ...]
    page: int
    pages: int
    total: int


class UnknownPerson(LookupError):  # noqa: N818  it names the fact
    def __init__(self, person: str) -> None:
        super().__init__(f"There is no account {person}.")


def actor_for(*, user: AbstractBaseUser | AnonymousUser, on: date) -> Actor:
    """The signed-in person with the roles held on that date; NOBODY when nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    held = RoleGrant.objects.filter(still, user=user, valid_from__lte=on)
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


def people_found(*, actor: Actor, search: str = "", page: int = 1, per_page: int = 50) -> PersonPage:
    """People whose name or address holds the words, or who have a role in the authority with that code."""
    require(actor=actor, permission=MANAGE_PEOPLE)
    wanted = Q(name__icontains=search) | Q(email__icontains=search)
    if search.isdigit():
        wanted |= Q(role_grants__authority=search)
    found = User.objects.filter(wanted).distinct().order_by("name", "pk")
    paginator = Paginator(found, per_page)
    shown = paginator.get_page(page)
    records = tuple(person_record(user=user) for user in shown.object_list)
    return PersonPage(records, shown.number, paginator.num_pages, paginator.count)


def person(*, actor: Actor, reference: str) -> PersonRecord:
    """Oneself, or anybody for an administrator. Raises NotAllowed, UnknownPerson."""
    if reference != actor.reference:
        require(actor=actor, permission=MANAGE_PEOPLE)
    return person_record(user=user_of(person=reference))


def names_of(*, references: Iterable[str]) -> Mapping[str, str]:
    """Reference -> name, for people who have an account; other references are left out."""
    keys = {key_of(reference=reference) for reference in references if reference.startswith("person:")}
    return {user.reference: user.name for user in User.objects.filter(pk__in=keys)}


LONGEST_KEY = 18
"""Digits that every database can hold in a key."""


def key_of(*, reference: str) -> int:
    """The database key in a person's reference; 0, which nobody has, for another reference."""
    key = reference.removeprefix("person:")
    return int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0


def user_of(*, person: str) -> User:
    """For operations of this area, which have asked. Raises UnknownPerson."""
    user = User.objects.filter(pk=key_of(reference=person)).first()
    if user is None:
        raise UnknownPerson(person)
    return user


def person_record(*, user: User) -> PersonRecord:
    return PersonRecord(user.reference, user.email, user.name, user.language, user.is_active, user.last_login)


def person_by_email(*, email: str) -> PersonRecord | None:
    """Unguarded, for sign-in, which must not tell what it finds."""
    user = User.objects.filter(email=email.lower()).first()
    return person_record(user=user) if user else None
