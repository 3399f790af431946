# SPDX-License-Identifier: EUPL-1.2
"""A goal at its next measurement: whether the figure has certainly changed, and whether it is at its target.

It says nothing about why: other things happened in the municipality in the same years.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from samband.core.follow_up.rules import Figure, Measured, Obstacle
from samband.engines.estimation import difference, is_certain
from samband.engines.tables import Estimate, Status


class Change(StrEnum):
    CERTAINLY_HIGHER = "certainly_higher"
    CERTAINLY_LOWER = "certainly_lower"
    NO_CERTAIN_CHANGE = "no_certain_change"
    CANNOT_COMPARE = "cannot_compare"


class AtTarget(StrEnum):
    """Where the interval of the later figure lies, seen from the side on which the goal began."""

    CERTAINLY = "certainly"
    CERTAINLY_NOT = "certainly_not"
    CANNOT_TELL = "cannot_tell"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Outcome:
    """later: what was measured. apart, lower, upper: later − pinned with its interval; None without.

    is_wanted: True when the certain change goes towards the target, False when away from it, None otherwise.
    """

    later: Measured
    change: Change
    apart: float | None
    lower: float | None
    upper: float | None
    is_wanted: bool | None
    at_target: AtTarget


def outcome(*, pinned: Figure, later: Measured, target: float | None) -> Outcome:
    """Both figures with their uncertainty, as two independent samples (MOVER, Zou and Donner 2008)."""
    found = later.figure
    if later.obstacle is not None or found is None:
        return _not_comparable(later)
    apart = difference(first=_estimate(found), second=_estimate(pinned))
    if not (isfinite(apart.lower) and isfinite(apart.upper)):
        return _not_comparable(later)
    change = _change(apart)
    return Outcome(
        later=later,
        change=change,
        apart=apart.value,
        lower=apart.lower,
        upper=apart.upper,
        is_wanted=_is_wanted(change, pinned, target),
        at_target=_at_target(pinned, found, target),
    )


def _not_comparable(later: Measured) -> Outcome:
    blocked = later if later.obstacle else Measured(later.sources, later.figure, Obstacle.WITHHELD)
    return Outcome(blocked, Change.CANNOT_COMPARE, None, None, None, None, AtTarget.CANNOT_TELL)


def _change(apart: Estimate) -> Change:
    if not is_certain(apart):
        return Change.NO_CERTAIN_CHANGE
    return Change.CERTAINLY_HIGHER if apart.value > 0 else Change.CERTAINLY_LOWER


def _is_wanted(change: Change, pinned: Figure, target: float | None) -> bool | None:
    wants_high = pinned.is_better_high if target is None or target == pinned.value else target > pinned.value
    if wants_high is None or change is Change.NO_CERTAIN_CHANGE:
        return None
    return (change is Change.CERTAINLY_HIGHER) == wants_high


def _at_target(pinned: Figure, later: Figure, target: float | None) -> AtTarget:
    """Certainly when the whole interval is at the target or beyond, certainly not when it falls short."""
    if target is None:
        return AtTarget.NO_TARGET
    if not (isfinite(later.lower) and isfinite(later.upper)):
        return AtTarget.CANNOT_TELL
    upwards = target >= pinned.value
    nearest, farthest = (later.upper, later.lower) if upwards else (-later.lower, -later.upper)
    wanted = target if upwards else -target
    if farthest >= wanted:
        return AtTarget.CERTAINLY
    return AtTarget.CERTAINLY_NOT if nearest < wanted else AtTarget.CANNOT_TELL


def _estimate(figure: Figure) -> Estimate:
    """With one key for both: they are the same figure at two times."""
    return Estimate(
        *figure.key, figure.n, figure.value, figure.se, figure.lower, figure.upper, Status.RELEASED
    )
