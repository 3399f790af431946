# SPDX-License-Identifier: EUPL-1.2
"""Goals stay with their member when its number changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.audit.operations import record
from samband.core.follow_up.models import Goal
from samband.core.members.queries import code_on
from samband.core.members.rules import UnknownAuthority


@transaction.atomic
def follow_renumbering(*, at: datetime) -> int:
    """Carry goals over to the number that the same territory has today; returns how many moved.

    After a merger or a split they stay with the old number: the new member has decided nothing yet. Doing it
    again changes nothing.
    """
    moved = 0
    for goal in Goal.objects.only("authority", "state_since"):
        number = _number_today(goal, at)
        if number != goal.authority:
            details = {"from_number": goal.authority}
            Goal.objects.filter(pk=goal.pk).update(authority=number)
            record(
                event="follow_up.goal_followed", by=INSTALLATION.reference, at=at,
                about=f"follow_up.goal:{goal.pk}", authority=number, details=details,
            )  # fmt: skip
            moved += 1
    return moved


def _number_today(goal: Goal, at: datetime) -> str:
    """Its own where the register knows no other, or what it was is no more."""
    try:
        number = code_on(code=goal.authority, known_on=goal.state_since, on=timezone.localdate(at))
    except UnknownAuthority:
        return goal.authority
    return number if isinstance(number, str) else goal.authority
