# SPDX-License-Identifier: EUPL-1.2
"""The signed word in a reminder, with which its reader tells how it goes without signing in."""

from datetime import datetime

from django.core import signing
from django.utils import timezone

from samband.core.access import queries as access
from samband.core.access.rules import Actor, may
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.queries import GoalRecord, NoSuchGoal, goal

_SALT = "follow_up.how"
_SECONDS = 60 * 24 * 3600
"""How long the word of a mail is good: until some time after the next one may come."""


def word_for(*, goal_id: int, email: str) -> str:
    """Names the goal and the reader, is signed, and is good for nothing but telling how it goes."""
    return signing.dumps([goal_id, email], salt=_SALT, compress=True)


def actor_of(*, word: str, at: datetime) -> tuple[Actor, GoalRecord]:
    """Whose word it is, with the rights of today, and the goal.

    Raises NoSuchGoal when it is no such word, is too old, or its reader no longer speaks for the member.
    """
    try:
        goal_id, email = signing.loads(word, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        raise NoSuchGoal(0) from None
    actor = access.actor_by_email(email=email, on=timezone.localdate(at))
    if not any(may(actor=actor, permission=WRITE, authority=code) for code in actor.authorities):
        raise NoSuchGoal(goal_id)
    found = goal(actor=actor, goal_id=goal_id)
    if not may(actor=actor, permission=WRITE, authority=found.authority):
        raise NoSuchGoal(goal_id)
    return actor, found
