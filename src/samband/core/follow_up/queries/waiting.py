# SPDX-License-Identifier: EUPL-1.2
"""What waits on the start page, and which reminders are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, may
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.models import Goal, Reminder
from samband.core.follow_up.queries.records import goal_fact
from samband.core.follow_up.rules import (
    QUARTER_DAYS,
    SOON_DAYS,
    UNDER_OBLIGATION,
    Due,
    GoalFact,
    GoalState,
    ReminderKind,
    due,
)
from samband.core.web.card import WaitingItem


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """For who speaks for a member: goals near or past their deadline, goals not heard of, drafts to adopt."""
    own = [code for code in actor.authorities if may(actor=actor, permission=WRITE, authority=code)]
    if not own:
        return ()
    today = timezone.localdate()
    found = Goal.objects.filter(authority__in=own, state__in=UNDER_OBLIGATION).order_by("deadline", "pk")
    needing = ((fact, due(goal=fact, on=today)) for fact in (goal_fact(goal=one) for one in found))
    items = (_item(fact, why) for fact, why in needing if why is not None)
    return (*items, *_drafts(own))


def _item(goal: GoalFact, why: Due) -> WaitingItem:
    kinds = {
        ReminderKind.SOON: gettext("Goal with a deadline"),
        ReminderKind.OVERDUE: gettext("Goal past its deadline"),
        ReminderKind.QUARTER: gettext("How does it go?"),
    }
    day = None if why.kind is ReminderKind.QUARTER else goal.deadline
    return WaitingItem(goal.title, reverse("follow_up:goal", args=[goal.id]), day, kinds[why.kind])


def _drafts(own: list[str]) -> Iterator[WaitingItem]:
    found = Goal.objects.filter(authority__in=own, state=GoalState.DRAFT).values("authority")
    for row in found.annotate(n=Count("pk")).order_by("authority"):
        text = ngettext("%(n)s goal waits to be adopted", "%(n)s goals wait to be adopted", row["n"])
        url = reverse("follow_up:member", args=[row["authority"]])
        yield WaitingItem(text % {"n": row["n"]}, url, None, gettext("Goals"))


def due_on(*, on: date) -> tuple[tuple[GoalFact, Due], ...]:
    """Reminders that nobody has claimed yet. Unguarded, for the round."""
    soon, quiet = on + timedelta(days=SOON_DAYS), on - timedelta(days=QUARTER_DAYS)
    found = Goal.objects.filter(state__in=UNDER_OBLIGATION)
    urgent = found.filter(deadline__lte=soon) | found.filter(heard_on__lte=quiet)
    sent: dict[int, set[Due]] = {}
    for goal, kind, day in Reminder.objects.filter(goal__in=urgent).values_list("goal", "kind", "day"):
        sent.setdefault(goal, set()).add(Due(ReminderKind(kind), day))
    facts = (goal_fact(goal=one) for one in urgent.order_by("authority", "deadline", "pk"))
    found_due = ((fact, due(goal=fact, on=on, sent=sent.get(fact.id, set()))) for fact in facts)
    return tuple((fact, why) for fact, why in found_due if why is not None)
