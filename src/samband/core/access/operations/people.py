# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samband.core.access.card import MANAGE_PEOPLE
from samband.core.access.models import RoleGrant, User
from samband.core.access.operations.roles import grant_role, others_with
from samband.core.access.operations.sign_in import end_sessions
from samband.core.access.queries import PersonRecord, UnknownPerson, in_force, person_record, user_of
from samband.core.access.rules import Actor, Grant, Refused, Role, reason_against_ending, require
from samband.core.audit.operations import record


class EmailTaken(Exception):  # noqa: N818  it names the fact
    """Somebody has that e-mail address already."""

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} has an account already. Give that person the role instead.")


class UnknownLanguage(Exception):  # noqa: N818  it names the fact
    """The installation does not speak it."""

    def __init__(self, language: str) -> None:
        known = ", ".join(code for code, _ in settings.LANGUAGES)
        super().__init__(f"Language “{language}” is unknown here. Choose one of {known}, or none.")


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    language: str,
    password: str | None,
    grants: Iterable[Grant] = (),
    by: Actor,
    at: datetime,
) -> PersonRecord:
    """Make an account with its roles, held from the day of ``at``.

    password: None leaves the account without one; the person signs in by e-mail and may choose one.
    Raises EmailTaken, UnknownLanguage, NotAllowed, Refused.
    """
    require(actor=by, permission=MANAGE_PEOPLE)
    user = make_account(email=email, name=name, language=language, password=password, by=by, at=at)
    for grant in grants:
        grant_role(person=user.reference, grant=grant, valid_from=timezone.localdate(at), by=by, at=at)
    return person_record(user=user)


def make_account(
    *,
    email: str,
    name: str,
    language: str,
    password: str | None,
    authority: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """The account alone, inside the transaction of an operation that has asked whether ``by`` may.

    Whoever makes the account vouches for the address.
    """
    _check_free(email=email.lower(), language=language)
    user = User(email=email.lower(), name=name, language=language, joined_at=at)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(event="access.person_created", by=by.reference, at=at, about=user.reference, authority=authority)
    return user


@transaction.atomic
def close_account(*, person: str, by: Actor, at: datetime) -> PersonRecord:
    """From now on the person cannot sign in, and every session of theirs is over. Roles stay as history.

    Raises UnknownPerson, NotAllowed, and Refused for the last administrator.
    """
    require(actor=by, permission=MANAGE_PEOPLE)
    user = user_of(person=person)
    _check_not_last(user, at)
    User.objects.filter(pk=user.pk).update(is_active=False)
    record(event="access.person_closed", by=by.reference, at=at, about=user.reference)
    end_sessions(person=user.reference, by=by, at=at)
    return person_record(user=user_of(person=person))


@transaction.atomic
def reopen_account(*, person: str, by: Actor, at: datetime) -> PersonRecord:
    """Let somebody sign in again, with the roles that still hold. Raises UnknownPerson, NotAllowed."""
    require(actor=by, permission=MANAGE_PEOPLE)
    user = user_of(person=person)
    User.objects.filter(pk=user.pk).update(is_active=True)
    record(event="access.person_reopened", by=by.reference, at=at, about=user.reference)
    return person_record(user=user_of(person=person))


def note_reading(*, person: str, by: Actor, at: datetime) -> None:
    """The log keeps who looked at somebody else's account. Raises NotAllowed."""
    require(actor=by, permission=MANAGE_PEOPLE)
    if person != by.reference:
        record(event="access.person_read", by=by.reference, at=at, about=person)


def _check_free(*, email: str, language: str) -> None:
    if language and language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(language)
    if User.objects.filter(email=email).exists():
        raise EmailTaken(email)


def _check_not_last(user: User, at: datetime) -> None:
    today = timezone.localdate(at)
    held = in_force(RoleGrant.objects.filter(user=user, role=Role.ADMINISTRATOR), on=today)
    for grant in held:
        reason = reason_against_ending(role=Role.ADMINISTRATOR, others=others_with(grant=grant), on=today)
        if reason is not None:
            raise Refused(reason)


__all__ = [
    "EmailTaken",
    "UnknownLanguage",
    "UnknownPerson",
    "close_account",
    "create_person",
    "make_account",
    "note_reading",
    "reopen_account",
]
