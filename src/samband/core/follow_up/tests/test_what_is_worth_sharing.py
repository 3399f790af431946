# SPDX-License-Identifier: EUPL-1.2
"""A member shares an action, the association features it, another member takes it over."""

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.follow_up import operations, queries
from samband.core.follow_up.rules import GoalState, WrongStep
from samband.core.follow_up.tests.conftest import NOON


@pytest.fixture
def action(adopted, contact) -> int:
    number = adopted(actions=["Office hours in the shop"])
    return queries.goal(actor=contact, goal_id=number).actions[0].id


@pytest.fixture
def shared(action, contact) -> int:
    operations.share_action(
        action_id=action, is_shared=True, lesson="Go where people are.", by=contact, at=NOON
    )
    return action


def test_a_shared_action_is_read_by_other_members(
    shared, secretary, councillor, analyst, outsider, inhabitant
):
    for actor in (secretary, councillor, analyst):
        (found,) = queries.practice(actor=actor)
        assert (found.action.text, found.action.lesson) == (
            "Office hours in the shop",
            "Go where people are.",
        )
    for actor in (outsider, inhabitant):
        with pytest.raises(NotAllowed):
            queries.practice(actor=actor)


def test_a_draft_shares_nothing(drafted, contact):
    number = drafted(actions=["x"])
    action = queries.goal(actor=contact, goal_id=number).actions[0].id
    with pytest.raises(WrongStep, match="A draft is not shared"):
        operations.share_action(action_id=action, is_shared=True, by=contact, at=NOON)


def test_what_goes_back_to_a_draft_is_not_shared_meanwhile(shared, contact, analyst):
    goal = queries.practice_of(actor=contact, action_id=shared).action.goal
    operations.move_goal(goal_id=goal, state=GoalState.DRAFT, by=contact, at=NOON)
    assert queries.practice(actor=analyst) == ()


def test_the_association_features_and_nobody_else(shared, analyst, contact, secretary):
    feature = {"action_id": shared, "is_featured": True, "at": NOON}
    for actor in (contact, secretary):
        with pytest.raises(NotAllowed):
            operations.feature_action(by=actor, **feature)
    assert operations.feature_action(by=analyst, **feature).is_featured
    operations.share_action(action_id=shared, is_shared=False, by=contact, at=NOON)
    with pytest.raises(queries.NoSuchGoal):
        operations.feature_action(by=analyst, **feature)


def test_another_member_takes_it_over_and_where_it_came_from_is_kept(shared, drafted, secretary, contact):
    goal = drafted(authority="4643", by=secretary)
    copied = operations.copy_action(action_id=shared, goal_id=goal, by=secretary, at=NOON)
    assert (copied.text, copied.copied_from, copied.is_shared) == ("Office hours in the shop", "1151", False)
    assert queries.practice(actor=contact)[0].copies == 1
    operations.remove_action(action_id=shared, by=contact, at=NOON)
    (left,) = queries.goal(actor=secretary, goal_id=goal).actions
    assert (left.text, left.copied_from) == ("Office hours in the shop", "")


def test_nobody_copies_into_the_goal_of_another(shared, drafted, secretary, contact):
    mine, theirs = drafted(), drafted(authority="4643", by=secretary)
    with pytest.raises(NotAllowed):
        operations.copy_action(action_id=shared, goal_id=mine, by=secretary, at=NOON)
    with pytest.raises(NotAllowed):
        operations.copy_action(action_id=shared, goal_id=theirs, by=contact, at=NOON)


def test_an_action_is_done_and_not_done_after_all(action, contact):
    assert operations.mark_action(action_id=action, is_done=True, by=contact, at=NOON).done_on == NOON.date()
    assert operations.mark_action(action_id=action, is_done=False, by=contact, at=NOON).done_on is None
