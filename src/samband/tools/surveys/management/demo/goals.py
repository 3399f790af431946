# SPDX-License-Identifier: EUPL-1.2
"""Goals that members of the demo set from their figures: in every state, one published, one worth sharing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.follow_up import operations
from samband.core.follow_up.analysis import AtTarget, outcome
from samband.core.follow_up.queries import GoalRecord
from samband.core.follow_up.rules import Figure, GoalState, Pulse
from samband.tools.surveys.management.demo.people import OSLO, UTSIRA
from samband.tools.surveys.management.demo.waves import WAVES
from samband.tools.surveys.queries import instrument
from samband.tools.surveys.queries.goals import goal_figure, goal_reference, measured_again

MARK = "(synthetic)"
GROUP = "inhabitants"


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """days: from today to the deadline. told: how it went, each quarter. done: so many actions are."""

    authority: str
    title: str
    wave: str
    days: int
    actions: tuple[str, ...]
    done: int = 0
    told: tuple[Pulse, ...] = ()
    is_draft: bool = False
    ends: GoalState | None = None
    reason: str = ""


def load_goals(*, median: str, at: datetime) -> None:
    """A few goals of three members; every text ends with (synthetic)."""
    kept = [_load(plan, at) for plan in _plans(median)]
    shared = next(goal for goal in kept if goal.authority == OSLO)
    speaker = _speaker(OSLO)
    lesson = f"Begin with one evening a month, and say afterwards what came of it. {MARK}"
    action = shared.actions[0].id
    operations.share_action(action_id=action, is_shared=True, lesson=lesson, by=speaker, at=at)
    operations.feature_action(action_id=action, is_featured=True, by=INSTALLATION, at=at)
    operations.publish_goal(goal_id=shared.id, by=speaker, at=at)
    operations.copy_action(action_id=action, goal_id=kept[0].id, by=_speaker(UTSIRA), at=at)


def _plans(median: str) -> Iterator[DemoGoal]:
    first, latest = WAVES[0].slug, WAVES[-1].slug
    yield DemoGoal(
        UTSIRA, "Everybody can see why the council decides as it does", first, 25,
        ("The agenda in plain words on the ferry", "Questions from the hall in every meeting"),
        done=1, told=(Pulse.ON_TRACK, Pulse.SLOW),
    )  # fmt: skip
    yield DemoGoal(
        UTSIRA,
        "It is easier to be heard",
        latest,
        400,
        ("A case worker answers within a week",),
        is_draft=True,
    )
    yield DemoGoal(
        OSLO, "Inhabitants are listened to between elections", first, 200,
        ("Evenings with inhabitants in each district", "A reply to every proposal within a month"),
        done=2, told=(Pulse.ON_TRACK,), ends=GoalState.REACHED,
    )  # fmt: skip
    yield DemoGoal(
        median, "Services fit what people need", latest, 300,
        ("Ask the users of three services each spring",), told=(Pulse.STUCK,),
    )  # fmt: skip
    yield DemoGoal(
        median, "Everybody is treated alike", first, 100, ("Rules for small grants are published",), done=1,
        ends=GoalState.GIVEN_UP, reason=f"The council has put the money elsewhere. {MARK}",
    )  # fmt: skip


def _load(plan: DemoGoal, at: datetime) -> GoalRecord:
    figure = _figure(plan)
    begun = _published(plan.wave) + timedelta(days=30)
    by = _speaker(plan.authority)
    made = operations.set_goal(
        authority=plan.authority,
        plan=_wanted(plan, figure, localdate(at)),
        figure=figure,
        actions=[f"{text} {MARK}" for text in plan.actions],
        by=by,
        at=begun,
    )
    if not plan.is_draft:
        adoption = operations.Adoption(
            "Municipal council", localdate(begun), f"Case 12/{begun.year % 100} {MARK}"
        )
        operations.adopt_goal(goal_id=made.id, adoption=adoption, by=by, at=begun)
    _tell(plan, made, at, by)
    return made


def _tell(plan: DemoGoal, made: GoalRecord, at: datetime, by: Actor) -> None:
    """The last word is two months old."""
    for number, pulse in enumerate(plan.told, start=1):
        told = at - timedelta(days=60 + 91 * (len(plan.told) - number))
        operations.tell_progress(goal_id=made.id, pulse=pulse, by=by, at=told)
    lately = at - timedelta(days=59)
    for action in made.actions[: plan.done]:
        operations.mark_action(action_id=action.id, is_done=True, by=by, at=lately)
    if plan.ends is not None:
        operations.move_goal(goal_id=made.id, state=plan.ends, reason=plan.reason, by=by, at=lately)


def _published(wave: str) -> datetime:
    return next(plan.published_at for plan in WAVES if plan.slug == wave)


def _wanted(plan: DemoGoal, figure: Figure, today: date) -> operations.Plan:
    better = 0.3 if figure.is_better_high else -0.3
    target = min(max(round(figure.value + better, 1), figure.low or 0.0), figure.high or 100.0)
    if plan.ends is GoalState.REACHED:
        target = _reached(figure)
    return operations.Plan(
        title=f"{plan.title} {MARK}",
        why=f"The council has talked about the figure and wants it to change. {MARK}",
        owner_office="Chief executive",
        deadline=today + timedelta(days=plan.days),
        next_measurement="The next wave of the survey",
        target=target,
    )


def _figure(plan: DemoGoal) -> Figure:
    """The least favourable figure of the member; for a goal that is reached, one that has changed."""
    figures = sorted(_figures(plan), key=_favour)
    if plan.ends is GoalState.REACHED:
        return next((figure for figure in figures if _has_improved(figure)), figures[0])
    return figures[0]


def _figures(plan: DemoGoal) -> Iterator[Figure]:
    asked = instrument(code="local_democracy", version="2021")
    for item in asked.items:
        given = {"wave": plan.wave, "authority": plan.authority, "group": GROUP, "measure": item.code}
        figure = goal_figure(reference=goal_reference(**given))
        if figure is not None:
            yield figure


def _favour(figure: Figure) -> float:
    ends = (figure.low or 0.0) + (figure.high or 0.0)
    return figure.value if figure.is_better_high else ends - figure.value


def _has_improved(figure: Figure) -> bool:
    found = [outcome(pinned=figure, later=one, target=None) for one in measured_again(figure=figure)]
    return any(one.is_wanted for one in found)


def _reached(figure: Figure) -> float:
    """The farthest target of one decimal that the later figure has certainly reached, else the figure."""
    later = [one for one in measured_again(figure=figure) if one.figure is not None]
    step = 0.1 if figure.is_better_high else -0.1
    targets = [round(figure.value + step * count, 1) for count in range(1, 20)]
    held = [
        target
        for target in targets
        if any(
            outcome(pinned=figure, later=one, target=target).at_target is AtTarget.CERTAINLY for one in later
        )
    ]
    return held[-1] if held else round(figure.value, 1)


def _speaker(code: str) -> Actor:
    """Somebody who speaks for the member, in the name of the installation."""
    return replace(INSTALLATION, grants=frozenset({Grant(Role.CONTACT, code)}))
