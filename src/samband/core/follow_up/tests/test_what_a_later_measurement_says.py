# SPDX-License-Identifier: EUPL-1.2
"""Whether the figure has certainly changed, and whether it is at its target; never why."""

from dataclasses import replace
from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.follow_up.analysis import AtTarget, Change, outcome
from samband.core.follow_up.pages.words import outcome_sentences
from samband.core.follow_up.queries import goal as read_goal
from samband.core.follow_up.queries import outcomes
from samband.core.follow_up.rules import Measured, Obstacle
from samband.core.follow_up.tests.conftest import figure, later

VALUES = st.floats(1, 4)
HALVES = st.floats(0.01, 1)


def test_a_difference_larger_than_both_uncertainties_is_certain():
    """By hand: 2.9 − 2.4 = 0.5; half width √(0.2² + 0.2²) = 0.283, so 0.217 to 0.783."""
    found = outcome(pinned=figure(2.4), later=later(2.9), target=2.8)
    assert (found.change, found.is_wanted) == (Change.CERTAINLY_HIGHER, True)
    assert found.apart == pytest.approx(0.5)
    assert (found.lower, found.upper) == pytest.approx((0.5 - sqrt(0.08), 0.5 + sqrt(0.08)))


def test_a_smaller_one_is_no_certain_change_though_the_figure_rose():
    found = outcome(pinned=figure(2.4), later=later(2.6), target=2.8)
    assert (found.change, found.is_wanted) == (Change.NO_CERTAIN_CHANGE, None)


def test_a_certain_change_away_from_the_goal_is_said():
    found = outcome(pinned=figure(2.4), later=later(1.9), target=2.8)
    assert (found.change, found.is_wanted) == (Change.CERTAINLY_LOWER, False)


def test_a_negative_statement_is_to_fall():
    negative = figure(2.4, is_better_high=False)
    assert outcome(pinned=negative, later=later(1.9), target=None).is_wanted is True
    assert outcome(pinned=negative, later=later(1.9), target=2.0).at_target is AtTarget.CANNOT_TELL


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [
        (3.0, 2.8, AtTarget.CERTAINLY),
        (2.9, 2.8, AtTarget.CANNOT_TELL),
        (2.5, 2.8, AtTarget.CERTAINLY_NOT),
        (2.0, 2.2, AtTarget.CERTAINLY),
        (2.6, 2.2, AtTarget.CERTAINLY_NOT),
        (2.6, None, AtTarget.NO_TARGET),
    ],
)
def test_the_target_is_reached_when_the_whole_interval_is_there(value, target, expected):
    """The goal begins at 2.4; the later interval is 0.2 to each side, closed."""
    nearly = replace(figure(value), lower=value - 0.2, upper=value + 0.19)
    assert outcome(pinned=figure(2.4), later=Measured({}, nearly), target=target).at_target is expected


def test_what_cannot_be_compared_is_not():
    for blocked in (
        Measured({}, None, Obstacle.NOT_ASKED),
        Measured({}, figure(3.0), Obstacle.REWORDED),
        Measured({}, replace(figure(3.0), lower=nan, upper=nan, se=nan)),
        Measured({}, None),
    ):
        found = outcome(pinned=figure(), later=blocked, target=2.8)
        assert (found.change, found.apart) == (Change.CANNOT_COMPARE, None)
        assert found.later.obstacle is not None


@given(VALUES, VALUES, HALVES, HALVES)
def test_exchanging_the_two_turns_the_verdict_round(first, second, half1, half2):
    there = outcome(pinned=figure(first, half1), later=later(second, half2), target=None)
    back = outcome(pinned=figure(second, half2), later=later(first, half1), target=None)
    turned = {
        Change.CERTAINLY_HIGHER: Change.CERTAINLY_LOWER,
        Change.CERTAINLY_LOWER: Change.CERTAINLY_HIGHER,
        Change.NO_CERTAIN_CHANGE: Change.NO_CERTAIN_CHANGE,
    }
    assert back.change is turned[there.change]


@given(VALUES, VALUES, HALVES)
def test_more_uncertainty_makes_nothing_certain(first, second, half):
    narrow = outcome(pinned=figure(first, half), later=later(second, half), target=None)
    wide = outcome(pinned=figure(first, half * 2), later=later(second, half * 2), target=None)
    assert narrow.change is not Change.NO_CERTAIN_CHANGE or wide.change is Change.NO_CERTAIN_CHANGE


@given(VALUES, VALUES, VALUES, HALVES)
def test_the_target_seen_by_counting_is_the_same(first, second, target, half):
    """The slow twin: every point of the interval is asked whether it is at the target."""
    found = outcome(pinned=figure(first), later=later(second, half), target=target)
    points = [second - half + half * step / 50 for step in range(101)]
    points[-1] = second + half
    at = [(point >= target) if target >= first else (point <= target) for point in points]
    expected = AtTarget.CERTAINLY if all(at) else AtTarget.CANNOT_TELL if any(at) else AtTarget.CERTAINLY_NOT
    assert found.at_target is expected


def test_the_sentences_say_that_the_cause_is_not_known(adopted, contact, measured):
    measured(later(2.9))
    goal = read_goal(actor=contact, goal_id=adopted())
    (found,) = outcomes(goal=goal)
    said = " ".join(outcome_sentences(found=found, goal=goal, language="en"))
    assert "Certainly higher than the figure the goal began from: +0.5 (95% interval +0.2 to +0.8)." in said
    assert "That is the way the goal points." in said
    assert "Whether the target of 2.8 is reached cannot be told" in said
    assert said.endswith("The figures tell whether something changed, not why.")
    for cause in ("because", "thanks to", "due to", "effect"):
        assert cause not in said
