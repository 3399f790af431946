# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings

from samband.core.access.queries.people import key_of, user_of
from samband.core.access.rules import Actor, Role

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class SignInMethods:
    """How a person can sign in besides a code by e-mail, which everybody can. passkeys: their names."""

    has_password: bool
    has_app: bool
    passkeys: tuple[str, ...]
    has_recovery_codes: bool


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A browser in which somebody is signed in. browser: what it says of itself. address: of the network."""

    browser: str
    address: str
    since: datetime
    last_seen: datetime
    is_current: bool


def sign_in_methods(*, actor: Actor) -> SignInMethods:
    """The actor's own. Raises UnknownPerson for somebody without an account."""
    user = user_of(person=actor.reference)
    held = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk"))
    kinds = {one.type for one in held}
    keys = tuple(str(one) for one in held if one.type == Authenticator.Type.WEBAUTHN)
    return SignInMethods(
        has_password=user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=keys,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def sessions(*, actor: Actor, current: str) -> tuple[SessionRecord, ...]:
    """The actor's own sessions that still live, latest first. current: key of the session that asks."""
    user = user_of(person=actor.reference)
    living = UserSession.objects.purge_and_list(user)
    records = (
        SessionRecord(
            one.user_agent, str(one.ip), one.created_at, one.last_seen_at, one.session_key == current
        )
        for one in living
    )
    return tuple(sorted(records, key=lambda one: (not one.is_current, -one.last_seen.timestamp())))


def has_second_factor(*, person: str) -> bool:
    """Whether sign-in asks for more than one thing. Unguarded: sign-in itself asks."""
    key = key_of(reference=person)
    is_there: bool = Authenticator.objects.filter(user_id=key, type__in=SECOND_FACTORS).exists()
    return is_there


def must_have_second_factor(*, actor: Actor) -> bool:
    """Whether one of the actor's roles requires it (setting SAMBAND_SECOND_FACTOR)."""
    required = {Role(name) for name in settings.SAMBAND_SECOND_FACTOR}
    return any(grant.role in required for grant in actor.grants)
