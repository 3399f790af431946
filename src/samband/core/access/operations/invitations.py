# SPDX-License-Identifier: EUPL-1.2
"""Somebody gets a role, an account if they have none, and a mail that says so.

The mail holds no secret: its link leads to sign-in, where the person asks for a code that only the browser
they asked in can use. A forwarded or stolen invitation lets nobody in.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from samband.core.access.card import ROLE_WORDS, permission_for
from samband.core.access.models import RoleGrant, User
from samband.core.access.operations.mail import compose, send_soon
from samband.core.access.operations.people import make_account
from samband.core.access.operations.roles import grant_role
from samband.core.access.queries import RoleGrantRecord, UnknownRole, names_of, place_names, user_of
from samband.core.access.rules import Actor, Grant, Role, require
from samband.core.audit.operations import record


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    language: str,
    grant: Grant,
    valid_from: date,
    valid_to: date | None = None,
    substitute_for: int | None = None,
    address: str,
    by: Actor,
    at: datetime,
) -> RoleGrantRecord:
    """Give a role to somebody by e-mail address, with an account when they have none, and tell them by mail.

    address: where the mail's link leads, the sign-in page of the installation. name and language are taken
    when the account is new. Raises NotAllowed, Refused, UnknownLanguage.
    """
    require(actor=by, permission=permission_for(grant=grant), authority=grant.authority)
    user = User.objects.filter(email=email.lower()).first() or make_account(
        email=email, name=name, language=language, password=None, authority=grant.authority, by=by, at=at
    )
    words = {"person": user.reference, "grant": grant, "valid_from": valid_from, "valid_to": valid_to}
    given = grant_role(**words, substitute_for=substitute_for, by=by, at=at)  # type: ignore[arg-type]
    transaction.on_commit(lambda: _tell(user, grant, address, by))
    return given


@transaction.atomic
def send_invitation(*, grant_id: int, address: str, by: Actor, at: datetime) -> None:
    """The same mail once more. Raises NotAllowed, UnknownRole."""
    given = RoleGrant.objects.filter(pk=grant_id).first()
    grant = Grant(Role(given.role), given.authority) if given else Grant(Role.ADMINISTRATOR)
    require(actor=by, permission=permission_for(grant=grant), authority=grant.authority)
    if given is None:
        raise UnknownRole(grant_id)
    user = user_of(person=f"person:{given.user_id}")
    record(
        event="access.invitation_sent",
        by=by.reference,
        at=at,
        about=user.reference,
        authority=grant.authority,
    )
    transaction.on_commit(lambda: _tell(user, grant, address, by))


def _tell(user: User, grant: Grant, address: str, by: Actor) -> None:
    if not user.is_active:
        return
    places = place_names(codes=[grant.authority], on=timezone.localdate())
    words = {
        "name": user.name,
        "by": names_of(references=[by.reference]).get(by.reference, ""),
        "role": gettext_lazy(ROLE_WORDS[grant.role]),
        "place": places.get(grant.authority, gettext_lazy("the association")),
        "address": address,
    }
    send_soon(
        message=compose(template="access/mail/invitation", to=user.email, language=user.language, words=words)
    )
