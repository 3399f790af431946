# SPDX-License-Identifier: EUPL-1.2
"""Sign-in itself is the business of allauth; here the log keeps what happened, and sessions end."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F

from samband.core.access.card import MANAGE_PEOPLE
from samband.core.access.models import User
from samband.core.access.queries import key_of, user_of
from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record

CHANGES = frozenset({"second_factor_added", "second_factor_removed", "password_changed"})


def record_sign_in(*, person: str, method: str = "", at: datetime) -> None:
    """method: ``code``, ``password``, ``mfa``, ``socialaccount``."""
    record(event="access.signed_in", by=person, at=at, about=person, details={"method": method})


def record_sign_in_change(*, person: str, change: str, at: datetime) -> None:
    """change: one of CHANGES, made by the person."""
    if change not in CHANGES:
        raise ValueError(f"“{change}” is no change of sign-in. Known: {', '.join(sorted(CHANGES))}.")
    record(event=f"access.{change}", by=person, at=at, about=person)


def record_lock_out(*, person: str, at: datetime) -> None:
    """After too many wrong passwords the account waits; so does whoever guesses."""
    record(event="access.locked_out", by=person, at=at, about=person)


@transaction.atomic
def end_sessions(*, person: str, by: Actor, at: datetime) -> None:
    """Sign somebody out everywhere: oneself, or anybody by an administrator. Raises NotAllowed,
    UnknownPerson.
    """
    if person != by.reference:
        require(actor=by, permission=MANAGE_PEOPLE)
    user = user_of(person=person)
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    UserSession.objects.filter(user_id=key_of(reference=person)).delete()
    record(event="access.signed_out_everywhere", by=by.reference, at=at, about=person)


def note_log_downloaded(*, by: Actor, authority: str = "", at: datetime) -> None:
    """Who takes the log away is in the log."""
    record(event="access.log_downloaded", by=by.reference, at=at, about="audit", authority=authority)


def touch_session(*, session_key: str, at: datetime) -> None:
    """When a session was last seen, for the person's own list of sessions."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)
