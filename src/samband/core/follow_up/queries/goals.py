# SPDX-License-Identifier: EUPL-1.2
"""Goals, for those who may read them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Prefetch, QuerySet

from samband.core.access.rules import Actor, NotAllowed, may, require
from samband.core.follow_up.analysis import Overview
from samband.core.follow_up.analysis import overview as summed_up
from samband.core.follow_up.card import OVERSEE, READ, WRITE
from samband.core.follow_up.models import Action, Goal, Progress
from samband.core.follow_up.queries.records import (
    GoalRecord,
    ProgressRecord,
    goal_fact,
    goal_record,
    progress_record,
)
from samband.core.follow_up.rules import GoalState, can_read, speaks_inside
from samband.core.members.queries import authorities_on, members_on, scopes

_ABOUT = "follow_up.goal:"


class NoSuchGoal(LookupError):  # noqa: N818  it names the fact
    """There is no goal or action with this number."""


def goal(*, actor: Actor, goal_id: int) -> GoalRecord:
    """One goal. Raises NoSuchGoal, NotAllowed."""
    found = with_actions().filter(pk=goal_id).first()
    if found is None:
        require(actor=actor, permission=OVERSEE)
        raise NoSuchGoal(goal_id)
    if not _may_read(actor, found):
        raise NotAllowed(actor, READ, found.authority)
    return goal_record(goal=found)


def goals_of(*, actor: Actor, authority: str) -> tuple[GoalRecord, ...]:
    """Those of one member that this actor may read, the soonest deadline first.

    Raises NotAllowed for somebody who may read none: neither of this member nor of the association, while
    nothing is published.
    """
    found = with_actions().filter(authority=authority).order_by("deadline", "pk")
    seen = tuple(goal_record(goal=one) for one in found if _may_read(actor, one))
    if not seen and not may(actor=actor, permission=READ, authority=authority):
        raise NotAllowed(actor, READ, authority)
    return seen


def progress_of(*, actor: Actor, goal_id: int) -> tuple[ProgressRecord, ...]:
    """What was said about how it goes, latest first; for the member and the association."""
    one = goal(actor=actor, goal_id=goal_id)
    if not may(actor=actor, permission=READ, authority=one.authority):
        return ()
    words = Progress.objects.filter(goal_id=goal_id).order_by("-at", "-pk")
    return tuple(progress_record(word=word) for word in words)


def own_members(*, actor: Actor) -> tuple[str, ...]:
    """Codes of the members whose goals the actor reads as one of their own."""
    return tuple(sorted(code for code in actor.authorities if speaks_inside(actor=actor, authority=code)))


def open_goals(*, actor: Actor, authority: str) -> tuple[GoalRecord, ...]:
    """Goals of the member that the actor may still add to."""
    require(actor=actor, permission=WRITE, authority=authority)
    ended = (GoalState.REACHED, GoalState.NOT_REACHED, GoalState.GIVEN_UP)
    found = with_actions().filter(authority=authority).exclude(state__in=ended).order_by("deadline", "pk")
    return tuple(goal_record(goal=one) for one in found)


def overview(*, actor: Actor, on: date) -> Overview:
    """Who acts on what, and who is stuck. Drafts are not in it."""
    require(actor=actor, permission=OVERSEE)
    found = Goal.objects.filter(adopted_on__isnull=False)
    return summed_up(goals=(goal_fact(goal=one) for one in found), members=_members(on), on=on)


def adopted(*, actor: Actor) -> Iterator[GoalRecord]:
    """Every goal that a body has adopted, for a file, by member and deadline."""
    require(actor=actor, permission=OVERSEE)
    found = with_actions().filter(adopted_on__isnull=False).order_by("authority", "deadline", "pk")
    return (goal_record(goal=one) for one in found.iterator(chunk_size=500))


def topic_names(*, actor: Actor) -> Mapping[str, Mapping[str, str]]:
    """Topic -> language -> what is measured, as the latest goal of the topic calls it."""
    require(actor=actor, permission=OVERSEE)
    kept = Goal.objects.exclude(topic="").order_by("pk").values_list("topic", "figure__names")
    return dict(kept)


def with_actions() -> QuerySet[Goal]:
    """Goals with what is done for them, in the order in which it was added."""
    actions = Action.objects.select_related("copied_from__goal").order_by("pk")
    return Goal.objects.prefetch_related(Prefetch("actions", queryset=actions))


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """What the log calls goals. Drafts keep their numbers there: the association reads the log too."""
    found = Goal.objects.filter(pk__in=_numbers(references), adopted_on__isnull=False)
    return {f"{_ABOUT}{key}": title for key, title in found.values_list("pk", "title")}


def _numbers(references: Iterable[str]) -> list[int]:
    texts = (one.removeprefix(_ABOUT) for one in references if one.startswith(_ABOUT))
    return [int(text) for text in texts if text.isdecimal()]


def _may_read(actor: Actor, goal: Goal) -> bool:
    return can_read(
        actor=actor,
        authority=goal.authority,
        is_adopted=goal.adopted_on is not None,
        is_public=goal.is_public,
    )


def _members(on: date) -> int:
    """Members of the widest scope; all local authorities until memberships are registered."""
    widest = next(iter(scopes()), None)
    registered = len(members_on(on=on, scope=widest.code)) if widest else 0
    return registered or len(authorities_on(on=on))
