# SPDX-License-Identifier: EUPL-1.2
"""People and their roles. The association makes the accounts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samband.core.access.card import MANAGE_PEOPLE
from samband.core.access.models import RoleGrant, User
from samband.core.access.queries import (
    PersonRecord,
    RoleGrantRecord,
    grant_record,
    key_of,
    person_record,
)
from samband.core.access.rules import Actor, Grant, require
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

    password: None leaves the account without one until the person asks for a new one by e-mail.
    Raises EmailTaken, UnknownLanguage, NotAllowed.
    """
    require(actor=by, permission=MANAGE_PEOPLE)
    _check_free(email=email.lower(), language=language)
    user = User(email=email.lower(), name=name, language=language, joined_at=at)
    user.set_password(password)
    user.save()
    record(event="access.person_created", by=by.reference, at=at, about=user.reference)
    for grant in grants:
        grant_role(person=user.reference, grant=grant, valid_from=_day(at), by=by, at=at)
    return person_record(user=user)


@transaction.atomic
def grant_role(
    *,
    person: str,
    grant: Grant,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleGrantRecord:
    """Give a role from valid_from up to, not including, valid_to."""
    require(actor=by, permission=MANAGE_PEOPLE)
    given = RoleGrant.objects.create(
        user_id=key_of(reference=person),
        role=grant.role,
        authority=grant.authority,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    details = {"role": grant.role.value, "authority": grant.authority}
    record(event="access.role_granted", by=by.reference, at=at, about=person, details=details)
    return grant_record(grant=given)


@transaction.atomic
def revoke_role(*, grant_id: int, by: Actor, at: datetime) -> RoleGrantRecord:
    """End a role today; from the same moment the person no longer holds it. The row stays as history."""
    require(actor=by, permission=MANAGE_PEOPLE)
    given = RoleGrant.objects.select_for_update().get(pk=grant_id)
    given.valid_to = max(_day(at), given.valid_from)
    given.save(update_fields=["valid_to"])
    details = {"role": given.role, "authority": given.authority}
    about = f"person:{given.user_id}"
    record(event="access.role_revoked", by=by.reference, at=at, about=about, details=details)
    return grant_record(grant=given)


def record_sign_in(*, person: str, at: datetime) -> None:
    """Sign-in itself is the business of allauth; the log keeps that it happened."""
    record(event="access.signed_in", by=person, at=at, about=person)


def _check_free(*, email: str, language: str) -> None:
    if language and language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(language)
    if User.objects.filter(email=email).exists():
        raise EmailTaken(email)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
