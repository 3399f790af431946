# SPDX-License-Identifier: EUPL-1.2
"""Seats, notes and decisions in; who sits where at each item, and the quorum, out."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.country.queries.laws import chosen_laws
from samband.engines.conflicts import Agenda, Body, Item, Seat, choose_law, deputies_called
from samband.tools.ethics.analysis.attendance import (
    Out,
    Presence,
    Step,
    attendance,
    changes,
    free_deputies,
    moves,
)

ITEMS = ("1", "2", "3", "4")
MEMBERS = ("ann", "bo", "cy", "dag", "eli")
DEPUTIES = ("fia", "gro", "hal")
LAWS = {
    name: choose_law(laws=chosen_laws(country=name), on=date(2026, 3, 1)).procedure
    for name in ("norway", "romania")
}


def council(*, absent=(), lists=None, members=MEMBERS, deputies=DEPUTIES):
    lists = lists or {}
    body = Body(
        "council",
        members=tuple(Seat(one, lists.get(one, "")) for one in members),
        deputies=tuple(Seat(one, lists.get(one, "")) for one in deputies),
    )
    return Agenda("plan", "", body, tuple(Item(one) for one in ITEMS), frozenset(absent))


def out(item, person):
    return Presence(item, person, is_present=False)


def back(item, person):
    return Presence(item, person, is_present=True)


def sits(item, person, member):
    return Presence(item, person, is_present=True, instead_of=member)


def reckon(*notes, aside=(), under="norway", **plan):
    found = attendance(
        agenda=council(**plan), procedure=LAWS[under], items=ITEMS, notes=notes, aside=set(aside)
    )
    return {one.item: one for one in found}


def seats(found, item):
    return {one.member: one.holder for one in found[item].chairs if one.holder != one.member}


def told(found, item):
    order = list(found)
    before = found[order[order.index(item) - 1]]
    return [(one.step, one.person) for one in changes(before=before, now=found[item])]


def test_who_leaves_is_away_until_they_come_back():
    found = reckon(out("2", "ann"), back("4", "ann"))

    assert [seats(found, one) for one in ITEMS] == [{}, {"ann": ""}, {"ann": ""}, {}]
    assert [found[one].quorum.present for one in ITEMS] == [5, 4, 4, 5]
    assert [told(found, one) for one in ITEMS] == [[], [(Step.LEFT, "ann")], [], [(Step.CAME, "ann")]]


def test_who_steps_aside_is_out_of_that_item_alone_and_the_deputy_with_it():
    found = reckon(sits("2", "fia", "ann"), aside={("2", "ann")})

    assert seats(found, "2") == {"ann": "fia"}
    assert seats(found, "3") == {}
    assert told(found, "2") == [(Step.ASIDE, "ann"), (Step.STEPPED_IN, "fia")]
    assert told(found, "3") == [(Step.RETURNED, "ann"), (Step.STEPPED_OUT, "fia")]


def test_a_deputy_who_stood_up_does_not_sit_down_again_unasked():
    found = reckon(sits("2", "fia", "ann"), out("4", "ann"), aside={("2", "ann")})

    assert seats(found, "4") == {"ann": ""}


def test_a_deputy_stays_while_the_seat_is_empty():
    found = reckon(out("1", "ann"), sits("2", "fia", "ann"))

    assert [seats(found, one) for one in ITEMS] == [{"ann": ""}] + [{"ann": "fia"}] * 3


def test_a_deputy_who_steps_aside_is_followed_by_the_next_and_comes_back():
    notes = (out("1", "ann"), sits("1", "fia", "ann"), sits("2", "gro", "ann"))
    found = reckon(*notes, aside={("2", "fia")})

    assert [seats(found, one)["ann"] for one in ITEMS] == ["fia", "gro", "fia", "fia"]
    assert told(found, "2") == [(Step.ASIDE, "fia"), (Step.STEPPED_IN, "gro")]
    assert told(found, "3") == [(Step.STEPPED_OUT, "gro"), (Step.RETURNED, "fia")]


def test_a_later_note_for_the_same_item_takes_back_an_earlier_one():
    found = reckon(out("2", "ann"), back("2", "ann"))

    assert seats(found, "2") == {}
    assert told(found, "2") == []


def test_who_never_came_and_who_left_are_told_apart():
    found = reckon(back("", "ann"), back("", "bo"), out("", "cy"), out("2", "bo"))

    assert [one.why for one in found["2"].chairs] == [None, Out.LEFT, *[Out.NOT_COME] * 3]


def test_norway_keeps_the_base_and_romania_shrinks_it():
    aside = {("1", one) for one in MEMBERS[:3]}

    norway, romania = (reckon(aside=aside, under=one)["1"].quorum for one in LAWS)

    assert (norway.present, norway.base, norway.needed, norway.is_kept) == (2, 5, 3, False)
    assert (romania.present, romania.base, romania.needed, romania.is_kept) == (2, 2, 2, True)


def test_deputies_of_the_own_list_are_offered_first_in_their_order():
    plan = council(lists={"ann": "a", "gro": "a", "hal": "a", "fia": "b"}, absent=("gro",))
    found = attendance(
        agenda=plan, procedure=LAWS["norway"], items=ITEMS, notes=[out("1", "ann")], aside=set()
    )
    offered = [free_deputies(agenda=plan, at=found[1], member=one, aside=()) for one in ("ann", "bo")]

    assert offered[0] == ("hal", "gro")
    assert set(offered[1]) == set(DEPUTIES)


@pytest.mark.parametrize(
    ("under", "seat_takers"), [("norway", {(one, "ann") for one in DEPUTIES}), ("romania", set())]
)
def test_who_may_come_leave_or_take_a_seat(under, seat_takers):
    plan, procedure, aside = council(), LAWS[under], {("1", "bo")}
    found = attendance(
        agenda=plan, procedure=procedure, items=ITEMS, notes=[out("1", "ann")], aside=aside | {("1", "fia")}
    )
    offered = list(moves(agenda=plan, procedure=procedure, at=found[2], aside=()))

    assert {(one.person, one.instead_of) for one in offered if one.instead_of} == seat_takers
    assert [one.person for one in offered if one.is_present and not one.instead_of] == ["ann"]
    assert [one.person for one in offered if not one.is_present] == ["bo", "cy", "dag", "eli"]
    at_once = moves(agenda=plan, procedure=procedure, at=found[1], aside={"bo", "fia"})
    assert "fia" not in {one.person for one in at_once}


people = st.sampled_from(MEMBERS)
anybody = st.sampled_from((*MEMBERS, *DEPUTIES))
places = st.sampled_from(("", *ITEMS))
notes = st.lists(
    st.one_of(
        st.builds(out, places, anybody),
        st.builds(back, places, people),
        st.builds(sits, places, st.sampled_from(DEPUTIES), people),
    ),
    max_size=12,
)
asides = st.frozensets(st.tuples(st.sampled_from(ITEMS), anybody), max_size=6)
countries = st.sampled_from(tuple(LAWS))


@given(absent=st.frozensets(anybody), under=countries)
def test_when_nobody_is_noted_everybody_is_there_who_was_expected(absent, under):
    plan, found = council(absent=absent), reckon(absent=absent, under=under)
    called = {one.member: one.deputy for one in deputies_called(agenda=plan, procedure=LAWS[under])}

    for item in ("", *ITEMS):
        assert seats(found, item) == {one: called.get(one, "") for one in MEMBERS if one in absent}


@given(given_notes=notes, aside=asides, under=countries)
def test_nobody_sits_twice_nor_where_they_step_aside_nor_outside_the_room(given_notes, aside, under):
    for item, one in reckon(*given_notes, aside=aside, under=under).items():
        held = [chair.holder for chair in one.chairs if chair.holder]
        assert len(held) == len(set(held)) == one.quorum.present
        assert not {person for at, person in aside if at == item} & set(held)
        assert {chair.holder for chair in one.chairs if chair.deputy} <= set(DEPUTIES)


@given(given_notes=notes, aside=asides, who=people, where=st.sampled_from(ITEMS), under=countries)
def test_one_more_who_leaves_never_makes_a_quorum(given_notes, aside, who, where, under):
    before = reckon(*given_notes, aside=aside, under=under)[where].quorum
    after = reckon(*given_notes, out(where, who), aside=aside, under=under)[where].quorum

    assert after.base >= before.base
    assert before.is_kept or not after.is_kept


@given(given_notes=notes, aside=asides, who=people, where=st.sampled_from(ITEMS), under=countries)
def test_one_more_who_steps_aside_makes_a_quorum_by_a_smaller_base_alone(
    given_notes, aside, who, where, under
):
    before = reckon(*given_notes, aside=aside, under=under)[where].quorum
    after = reckon(*given_notes, aside=aside | {(where, who)}, under=under)[where].quorum

    assert before.is_kept or not after.is_kept or after.base < before.base


@given(given_notes=notes, aside=asides, under=countries)
def test_what_changes_leads_from_one_item_to_the_next(given_notes, aside, under):
    found = list(reckon(*given_notes, aside=aside, under=under).values())
    for before, now in pairwise(found):
        assert bool(list(changes(before=before, now=now))) == (_seen(before) != _seen(now))


def _seen(at):
    return [
        (one.holder, one.why is Out.ASIDE, one.why in {None, Out.ASIDE}, set(one.aside)) for one in at.chairs
    ]


def test_a_body_without_seats_has_no_quorum():
    (opening,) = attendance(
        agenda=council(members=(), deputies=()), procedure=LAWS["norway"], items=(), notes=(), aside=set()
    )
    assert not opening.quorum.is_kept
    with pytest.raises(StopIteration):
        next(changes(before=opening, now=opening))
