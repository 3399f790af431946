# SPDX-License-Identifier: EUPL-1.2
"""Goals: their states, the figure they are pinned to, and when somebody is reminded. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite

from samband.core.access.rules import Actor, may
from samband.core.follow_up.card import OVERSEE, READ

SOON_DAYS = 30
"""So long before the deadline the member is reminded of it."""
AGAIN_DAYS = 30
"""So often the member is reminded of a deadline that has passed."""
QUARTER_DAYS = 91
"""So long without a word, and the member is asked how it goes."""


class GoalState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    GIVEN_UP = "given_up"


NEXT: Mapping[GoalState, tuple[GoalState, ...]] = {
    GoalState.DRAFT: (GoalState.ADOPTED, GoalState.GIVEN_UP),
    GoalState.ADOPTED: (GoalState.UNDER_WAY, GoalState.GIVEN_UP, GoalState.DRAFT),
    GoalState.UNDER_WAY: (GoalState.REACHED, GoalState.NOT_REACHED, GoalState.GIVEN_UP, GoalState.DRAFT),
    GoalState.REACHED: (GoalState.UNDER_WAY,),
    GoalState.NOT_REACHED: (GoalState.UNDER_WAY,),
    GoalState.GIVEN_UP: (GoalState.DRAFT,),
}
"""What may follow what. Back to a draft: what was adopted is changed, and has to be adopted anew."""

UNDER_OBLIGATION = frozenset({GoalState.ADOPTED, GoalState.UNDER_WAY})
"""Somebody works on it, or has said that they will."""
ENDED = frozenset({GoalState.REACHED, GoalState.NOT_REACHED, GoalState.GIVEN_UP})
NEEDS_REASON = frozenset({GoalState.NOT_REACHED, GoalState.GIVEN_UP})


class Pulse(StrEnum):
    """How it goes, in one click."""

    ON_TRACK = "on_track"
    SLOW = "slow"
    STUCK = "stuck"


class ReminderKind(StrEnum):
    SOON = "soon"
    OVERDUE = "overdue"
    QUARTER = "quarter"


class WrongStep(ValueError):  # noqa: N818  it names the fact
    """A goal is not in a state from which this follows, or something is missing for it.

    what: ``step``, ``body``, ``day``, ``reason``, ``closed`` or ``draft``; the pages word it.
    """

    def __init__(self, what: str, before: GoalState, after: GoalState | None = None) -> None:
        self.what, self.before, self.after = what, before, after
        following = ", ".join(NEXT[before]) or "nothing"
        said = {
            "step": f"A goal that is {before} cannot become {after}. Possible: {following}.",
            "body": "Say which body adopted the goal, and on which day.",
            "day": "A goal is adopted today or earlier, and its deadline comes after that day.",
            "reason": "Say why.",
            "closed": f"A goal that is {before} is not changed. Take it back to a draft first.",
            "draft": "A draft is not shared or published. Let a body adopt the goal first.",
        }
        super().__init__(said[what])


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure, pinned: enough to show it for ever and to find what was measured later.

    tool: slug of the tool that measured it. reference: how that tool finds it again, beginning with the slug:
    ``surveys:democracy-2025:1151:inhabitants:trust``. publication, version, digest: the release it stands in.
    key: group, unit, measure, statistic, category. names, units, sources, periods: language -> words, for
    what is measured, the scale, the release and when it was asked. value, lower, upper, se: on the scale; a
    share is a part of one. n: respondents. low, high: ends of the scale. is_better_high: None where neither
    end is better. address: path of the page with the result.
    """

    tool: str
    reference: str
    publication: str
    version: int
    digest: str
    key: tuple[str, str, str, str, str]
    names: Mapping[str, str]
    units: Mapping[str, str]
    sources: Mapping[str, str]
    value: float
    lower: float
    upper: float
    se: float
    n: int | None
    measured_on: date
    periods: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 1
    is_share: bool = False
    low: float | None = None
    high: float | None = None
    is_better_high: bool | None = True
    is_synthetic: bool = False
    address: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError(f"The figure {self.reference} is withheld: a goal needs one that is published.")

    def name(self, language: str) -> str:
        return in_language(self.names, language)

    def unit(self, language: str) -> str:
        return in_language(self.units, language)

    def source(self, language: str) -> str:
        return in_language(self.sources, language)

    def period(self, language: str) -> str:
        return in_language(self.periods, language)

    def to_mapping(self) -> dict[str, object]:
        """As JSON keeps it; limits that are not known become null."""
        kept = {**asdict(self), "key": list(self.key), "measured_on": self.measured_on.isoformat()}
        return {
            name: None if isinstance(one, float) and not isfinite(one) else one for name, one in kept.items()
        }


def figure_of(*, kept: Mapping[str, object]) -> Figure:
    """The figure that ``to_mapping`` kept."""
    told: dict[str, object] = {**kept, "key": tuple(kept["key"])}  # type: ignore[arg-type]
    told["measured_on"] = date.fromisoformat(str(kept["measured_on"]))
    for name in ("lower", "upper", "se"):
        told[name] = float("nan") if kept[name] is None else kept[name]
    return Figure(**told)  # type: ignore[arg-type]


class Obstacle(StrEnum):
    """Why a later figure cannot be held against the pinned one."""

    WITHHELD = "withheld"
    REWORDED = "reworded"
    NOT_ASKED = "not_asked"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Measured:
    """The same measured later. figure: None when there is none to show. obstacle: None when comparable."""

    sources: Mapping[str, str]
    figure: Figure | None
    obstacle: Obstacle | None = None

    def source(self, language: str) -> str:
        return in_language(self.sources, language)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: which, and the day that makes it one of its own."""

    kind: ReminderKind
    day: date


@dataclass(frozen=True, slots=True)
class GoalFact:
    """What reminders and the overview need of a goal. heard_on: of the latest word about it."""

    id: int
    authority: str
    title: str
    topic: str
    state: GoalState
    deadline: date
    heard_on: date
    pulse: Pulse | None


def check_step(*, before: GoalState, after: GoalState) -> None:
    """Raise WrongStep when a goal cannot go from one state to the other."""
    if after not in NEXT[before]:
        raise WrongStep("step", before, after)


def check_adoption(*, before: GoalState, body: str, on: date, deadline: date, today: date) -> None:
    """Raise WrongStep unless a named body can have adopted the goal on that day."""
    check_step(before=before, after=GoalState.ADOPTED)
    if not body.strip():
        raise WrongStep("body", before)
    if on > today or deadline <= on:
        raise WrongStep("day", before)


def is_stuck(*, goal: GoalFact, on: date) -> bool:
    """Said to be, past its deadline, or without a word for two quarters."""
    if goal.state not in UNDER_OBLIGATION:
        return False
    is_silent = on - goal.heard_on > timedelta(days=2 * QUARTER_DAYS)
    return goal.pulse is Pulse.STUCK or goal.deadline < on or is_silent


def due(*, goal: GoalFact, on: date, sent: Collection[Due] = ()) -> Due | None:
    """The one reminder that is due on the day, the gravest first; None when there is none, or it was sent."""
    if goal.state not in UNDER_OBLIGATION:
        return None
    wanted = _due(goal, on, sent)
    return None if wanted is None or wanted in sent else wanted


def _due(goal: GoalFact, on: date, sent: Collection[Due]) -> Due | None:
    late = (on - goal.deadline).days
    if late > 0:
        return Due(
            ReminderKind.OVERDUE, goal.deadline + timedelta(days=(late - 1) // AGAIN_DAYS * AGAIN_DAYS)
        )
    if late >= -SOON_DAYS:
        return Due(ReminderKind.SOON, goal.deadline)
    asked = [one.day for one in sent if one.kind is ReminderKind.QUARTER]
    since = max([goal.heard_on, *asked])
    is_quiet = on - since >= timedelta(days=QUARTER_DAYS)
    return Due(ReminderKind.QUARTER, on) if is_quiet else None


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the language, else its base language, else English, else whichever there is."""
    for tag in (language, language.partition("-")[0], "en"):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()), "")


def speaks_inside(*, actor: Actor, authority: str) -> bool:
    """Whether the actor has a role in the authority itself with which its goals are read, drafts too."""
    return any(one.authority == authority and one.role in READ.own_authority for one in actor.grants)


def can_read(*, actor: Actor, authority: str, is_adopted: bool, is_public: bool) -> bool:
    """The member's own people always, the association once a body has adopted it, others when published."""
    if speaks_inside(actor=actor, authority=authority):
        return True
    return is_adopted and (is_public or may(actor=actor, permission=OVERSEE))


def reads_practice(*, actor: Actor) -> bool:
    """What members share is read by all who speak for or sit in a member, and by the association."""
    return any(may(actor=actor, permission=READ, authority=code) for code in ("", *actor.authorities))
