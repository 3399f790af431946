# SPDX-License-Identifier: EUPL-1.2
"""A member sets a goal, a body adopts it, it is worked on, and it ends."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.follow_up import operations, queries
from samband.core.follow_up.models import Goal
from samband.core.follow_up.rules import NEXT, GoalState, Pulse, WrongStep, check_step, figure_of
from samband.core.follow_up.tests.conftest import NOON, TODAY, figure, later, plan
from samband.core.members.rules import UnknownAuthority


def move(number, state, by, reason=""):
    return operations.move_goal(goal_id=number, state=state, reason=reason, by=by, at=NOON)


def test_a_goal_begins_as_a_draft_pinned_to_its_figure(drafted, contact):
    goal = queries.goal(actor=contact, goal_id=drafted(actions=["Open office hours", " ", "A newsletter"]))
    assert (goal.state, goal.baseline, goal.target) == (GoalState.DRAFT, 2.4, 2.8)
    assert goal.figure == figure()
    assert goal.topic == "surveys:trust:inhabitants"
    assert [one.text for one in goal.actions] == ["Open office hours", "A newsletter"]


def test_a_figure_keeps_every_digit_and_unknown_limits():
    odd = figure(0.1 + 0.2, lower=float("nan"), is_share=True, n=None, is_better_high=None)
    kept = figure_of(kept=odd.to_mapping())
    assert kept.value == 0.1 + 0.2
    assert kept.lower != kept.lower
    assert kept.key == odd.key


def test_a_withheld_figure_begins_no_goal():
    with pytest.raises(ValueError, match="is withheld"):
        figure(float("nan"))


def test_it_is_adopted_by_a_named_body_on_a_day(drafted, contact):
    number = drafted()
    given = {"goal_id": number, "by": contact, "at": NOON}
    for body, on in ((" ", TODAY), ("Council", TODAY + timedelta(days=1)), ("Council", date(2027, 3, 1))):
        with pytest.raises(WrongStep):
            operations.adopt_goal(adoption=operations.Adoption(body, on), **given)
    goal = operations.adopt_goal(adoption=operations.Adoption("Council", TODAY, "Case 1/26"), **given)
    assert (goal.state, goal.adopted_by, goal.adopted_on) == (GoalState.ADOPTED, "Council", TODAY)
    with pytest.raises(WrongStep, match="cannot become adopted"):
        operations.adopt_goal(adoption=operations.Adoption("Council", TODAY), **given)


def test_nothing_else_leads_to_adoption(drafted, contact):
    with pytest.raises(WrongStep, match="Say which body"):
        move(drafted(), GoalState.ADOPTED, contact)


@pytest.mark.parametrize("before", GoalState)
def test_only_the_steps_of_the_rules_are_taken(before):
    for after in GoalState:
        if after in NEXT[before]:
            check_step(before=before, after=after)
        else:
            with pytest.raises(WrongStep, match=f"that is {before} cannot become {after}"):
                check_step(before=before, after=after)


def test_the_first_word_begins_the_work(adopted, contact):
    told = {"goal_id": adopted(), "by": contact, "at": NOON}
    goal = operations.tell_progress(pulse=Pulse.SLOW, text="The office is not found yet.", **told)
    assert (goal.state, goal.pulse) == (GoalState.UNDER_WAY, Pulse.SLOW)
    operations.tell_progress(pulse=Pulse.ON_TRACK, **told)
    words = queries.progress_of(actor=contact, goal_id=goal.id)
    assert [word.pulse for word in words] == [Pulse.ON_TRACK, Pulse.SLOW]


def test_giving_up_and_not_reaching_want_a_reason(adopted, contact):
    number = adopted()
    move(number, GoalState.UNDER_WAY, contact)
    for state in (GoalState.GIVEN_UP, GoalState.NOT_REACHED):
        with pytest.raises(WrongStep, match="Say why"):
            move(number, state, contact, " ")
    assert move(number, GoalState.GIVEN_UP, contact, "No money.").reason == "No money."


def test_what_was_adopted_is_changed_by_going_back_to_a_draft_only(adopted, contact):
    number = adopted()
    change = {"goal_id": number, "by": contact, "at": NOON}
    other = plan(title="Something else", target=4.0, owner_office="Head of culture")
    goal = operations.change_goal(plan=other, **change)
    assert (goal.title, goal.target, goal.owner_office) == ("More people trust us", 2.8, "Head of culture")
    draft = move(number, GoalState.DRAFT, contact)
    assert (draft.adopted_by, draft.adopted_on) == ("", None)
    assert operations.change_goal(plan=other, **change).target == 4.0


def test_a_goal_that_has_ended_is_not_changed(adopted, contact):
    number = adopted()
    move(number, GoalState.GIVEN_UP, contact, "No.")
    change = {"goal_id": number, "by": contact, "at": NOON}
    for doing in (
        lambda: operations.change_goal(plan=plan(), **change),
        lambda: operations.add_action(text="More", **change),
        lambda: operations.tell_progress(pulse=Pulse.STUCK, **change),
    ):
        with pytest.raises(WrongStep, match="is not changed"):
            doing()


def test_a_goal_keeps_what_the_measurement_showed_when_it_ended(adopted, contact, measured):
    number = adopted()
    move(number, GoalState.UNDER_WAY, contact)
    measured(later(2.9))
    move(number, GoalState.REACHED, contact)
    assert figure_of(kept=Goal.objects.get(pk=number).result).value == 2.9
    move(number, GoalState.UNDER_WAY, contact)
    assert Goal.objects.get(pk=number).result is None


def test_the_database_itself_keeps_a_goal_from_being_adopted_by_nobody(drafted):
    number = drafted()
    for change in ({"state": "adopted"}, {"state": "given_up"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=number).update(**change)


def test_who_speaks_for_the_member_writes_and_nobody_else(
    drafted, adopted, analyst, councillor, secretary, outsider, inhabitant
):
    number = adopted()
    for actor in (analyst, councillor, secretary, outsider, inhabitant):
        for doing in (
            lambda by=actor: drafted(by=by),
            lambda by=actor: move(number, GoalState.UNDER_WAY, by),
            lambda by=actor: operations.add_action(goal_id=number, text="x", by=by, at=NOON),
            lambda by=actor: operations.publish_goal(goal_id=number, by=by, at=NOON),
        ):
            with pytest.raises(NotAllowed):
                doing()


def test_the_association_reads_a_goal_once_a_body_has_adopted_it(drafted, adopted, analyst, councillor):
    draft, goal = drafted(title="A plan of ours"), adopted()
    assert queries.goal(actor=councillor, goal_id=draft).id == draft
    assert queries.goal(actor=analyst, goal_id=goal).id == goal
    with pytest.raises(NotAllowed):
        queries.goal(actor=analyst, goal_id=draft)
    assert [one.id for one in queries.goals_of(actor=analyst, authority="1151")] == [goal]


def test_the_public_reads_what_the_member_publishes(drafted, adopted, contact, inhabitant, outsider):
    with pytest.raises(WrongStep, match="A draft is not"):
        operations.publish_goal(goal_id=drafted(), by=contact, at=NOON)
    number = adopted()
    with pytest.raises(NotAllowed):
        queries.goals_of(actor=inhabitant, authority="1151")
    operations.publish_goal(goal_id=number, by=contact, at=NOON)
    for actor in (inhabitant, outsider):
        assert [one.id for one in queries.goals_of(actor=actor, authority="1151")] == [number]
        assert queries.progress_of(actor=actor, goal_id=number) == ()
    operations.withdraw_goal(goal_id=number, by=contact, at=NOON)
    with pytest.raises(NotAllowed):
        queries.goal(actor=inhabitant, goal_id=number)


def test_a_goal_that_is_not_there_is_told_to_the_association_alone(members, analyst, outsider):
    with pytest.raises(queries.NoSuchGoal):
        queries.goal(actor=analyst, goal_id=99)
    with pytest.raises(NotAllowed):
        queries.goal(actor=outsider, goal_id=99)


def test_a_goal_needs_a_member_that_the_register_knows(members):
    from samband.core.access.rules import Actor, Grant, Role

    somebody = Actor("cast:x", frozenset({Grant(Role.CONTACT, "9999")}))
    with pytest.raises(UnknownAuthority):
        operations.set_goal(authority="9999", plan=plan(), by=somebody, at=NOON)


def test_the_log_tells_what_was_done_without_words_of_drafts(drafted, contact):
    number = drafted(title="Our secret plan", why="very secret")
    about = f"follow_up.goal:{number}"
    (event,) = events(about=about).events
    assert (event.event, event.authority) == ("follow_up.goal_set", "1151")
    assert "secret" not in str(event.details)
    assert queries.names_of(references=frozenset({about})) == {}
    adoption = operations.Adoption("Council", TODAY)
    operations.adopt_goal(goal_id=number, adoption=adoption, by=contact, at=NOON)
    assert queries.names_of(references=frozenset({about})) == {about: "Our secret plan"}
