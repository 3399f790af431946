# SPDX-License-Identifier: EUPL-1.2
"""States, figures and outcomes in words."""

from collections.abc import Mapping
from math import isfinite

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samband.core.follow_up.analysis import AtTarget, Change, Outcome
from samband.core.follow_up.queries import GoalRecord
from samband.core.follow_up.rules import Figure, GoalState, Obstacle, Pulse, WrongStep
from samband.engines.charts import Number, number_text

STATES: Mapping[GoalState, object] = {
    GoalState.DRAFT: _("Draft"),
    GoalState.ADOPTED: _("Adopted"),
    GoalState.UNDER_WAY: _("Under way"),
    GoalState.REACHED: _("Reached"),
    GoalState.NOT_REACHED: _("Not reached"),
    GoalState.GIVEN_UP: _("Given up"),
}
MOVES: Mapping[GoalState, object] = {
    GoalState.DRAFT: _("Take back to a draft"),
    GoalState.UNDER_WAY: _("Begin"),
    GoalState.REACHED: _("The goal is reached"),
    GoalState.NOT_REACHED: _("The goal is not reached"),
    GoalState.GIVEN_UP: _("Give the goal up"),
}
"""What the buttons say that lead to a state."""
PULSES: Mapping[Pulse, object] = {
    Pulse.ON_TRACK: _("On track"),
    Pulse.SLOW: _("Slow"),
    Pulse.STUCK: _("Stuck"),
}
COLOURS: Mapping[GoalState, str] = {
    GoalState.DRAFT: "neutral",
    GoalState.ADOPTED: "info",
    GoalState.UNDER_WAY: "accent",
    GoalState.REACHED: "success",
    GoalState.NOT_REACHED: "warning",
    GoalState.GIVEN_UP: "neutral",
}
PULSE_COLOURS: Mapping[Pulse, str] = {Pulse.ON_TRACK: "success", Pulse.SLOW: "info", Pulse.STUCK: "warning"}
CHANGES: Mapping[Change, object] = {
    Change.CERTAINLY_HIGHER: _("Certainly higher"),
    Change.CERTAINLY_LOWER: _("Certainly lower"),
    Change.NO_CERTAIN_CHANGE: _("No certain change"),
    Change.CANNOT_COMPARE: _("Cannot be compared"),
}
_OBSTACLES: Mapping[Obstacle, object] = {
    Obstacle.WITHHELD: _("The later figure is withheld, so that nobody can be recognised."),
    Obstacle.REWORDED: _("The wording has changed since, so the figures cannot be compared."),
    Obstacle.NOT_ASKED: _("It was not asked again."),
    Obstacle.TERRITORY: _(
        "The borders of the municipality have changed since, so the figures cannot be compared."
    ),
}


def value_text(*, value: float | None, figure: Figure | None, language: str, unit: str = "") -> str:
    """A value on the figure's scale, or in the goal's own unit; empty for none."""
    if value is None or not isfinite(value):
        return ""
    if figure is None:
        decimals = 0 if float(value).is_integer() else 1
        return f"{number_text(number=Number(value, decimals), language=language)} {unit}".strip()
    decimals = 0 if figure.is_share else figure.decimals
    return number_text(number=Number(value, decimals, figure.is_share), language=language)


def signed_text(*, value: float, figure: Figure, language: str) -> str:
    number = Number(value, 0 if figure.is_share else figure.decimals, figure.is_share, is_signed=True)
    return number_text(number=number, language=language)


def interval_text(*, figure: Figure, language: str) -> str:
    """``2.2–2.6``; empty where it is not known."""
    if not (isfinite(figure.lower) and isfinite(figure.upper)):
        return ""
    low, high = (
        value_text(value=one, figure=figure, language=language) for one in (figure.lower, figure.upper)
    )
    return f"{low}–{high}"


def figure_sentence(*, figure: Figure, language: str) -> str:
    """``2.4 (95% interval 2.2–2.6, 300 answers)``."""
    value = value_text(value=figure.value, figure=figure, language=language)
    details = []
    if interval := interval_text(figure=figure, language=language):
        details.append(gettext("95%% interval %(interval)s") % {"interval": interval})
    if figure.n is not None:
        count = number_text(number=Number(figure.n, 0), language=language)
        details.append(ngettext("%(count)s answer", "%(count)s answers", figure.n) % {"count": count})
    return f"{value} ({', '.join(details)})" if details else value


def outcome_sentences(*, found: Outcome, goal: GoalRecord, language: str) -> tuple[str, ...]:
    """What a later measurement says, and what it does not say."""
    pinned, later = goal.figure, found.later.figure
    if found.later.obstacle is not None:
        return (str(_OBSTACLES[found.later.obstacle]),)
    if pinned is None or later is None or found.apart is None:
        return ()
    said = [_change_sentence(found, pinned, language), *_direction(found), *_target(found, goal, language)]
    return (*said, gettext("The figures tell whether something changed, not why."))


def _change_sentence(found: Outcome, pinned: Figure, language: str) -> str:
    facts = {
        "difference": signed_text(value=found.apart or 0.0, figure=pinned, language=language),
        "lower": signed_text(value=found.lower or 0.0, figure=pinned, language=language),
        "upper": signed_text(value=found.upper or 0.0, figure=pinned, language=language),
    }
    texts = {
        Change.CERTAINLY_HIGHER: gettext(
            "Certainly higher than the figure the goal began from: %(difference)s "
            "(95%% interval %(lower)s to %(upper)s)."
        ),
        Change.CERTAINLY_LOWER: gettext(
            "Certainly lower than the figure the goal began from: %(difference)s "
            "(95%% interval %(lower)s to %(upper)s)."
        ),
        Change.NO_CERTAIN_CHANGE: gettext(
            "No certain change from the figure the goal began from: %(difference)s "
            "(95%% interval %(lower)s to %(upper)s)."
        ),
    }
    return texts[found.change] % facts


def _direction(found: Outcome) -> tuple[str, ...]:
    if found.is_wanted is None:
        return ()
    if found.is_wanted:
        return (gettext("That is the way the goal points."),)
    return (gettext("That is away from the goal."),)


def _target(found: Outcome, goal: GoalRecord, language: str) -> tuple[str, ...]:
    target = {"target": value_text(value=goal.target, figure=goal.figure, language=language)}
    texts = {
        AtTarget.CERTAINLY: gettext("The target of %(target)s is certainly reached."),
        AtTarget.CERTAINLY_NOT: gettext("The target of %(target)s is certainly not reached."),
        AtTarget.CANNOT_TELL: gettext(
            "Whether the target of %(target)s is reached cannot be told: it lies within the interval."
        ),
    }
    return (texts[found.at_target] % target,) if found.at_target in texts else ()


def refusal(*, fault: WrongStep) -> str:
    """Why a step is not possible, in the reader's language."""
    before = str(STATES[fault.before]).lower()
    after = str(STATES[fault.after]).lower() if fault.after else ""
    texts = {
        "step": gettext("The goal is “%(before)s” and cannot become “%(after)s”."),
        "body": gettext("Say which body adopted the goal, and on which day."),
        "day": gettext("A goal is adopted today or earlier, and its deadline comes after that day."),
        "reason": gettext("Say why."),
        "closed": gettext("The goal is “%(before)s” and is not changed any more."),
        "draft": gettext("A draft is not shared or published. Let a body adopt the goal first."),
    }
    return texts[fault.what] % {"before": before, "after": after}
