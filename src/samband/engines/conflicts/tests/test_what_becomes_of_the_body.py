# SPDX-License-Identifier: EUPL-1.2
"""Quorum and deputies: Norway calls the deputy, Romania shrinks the base."""

import pytest

from samband.engines.conflicts import Agenda, Body, Seat, Voters, deputies_called, quorum, screen
from samband.engines.conflicts.collective import needed
from samband.engines.conflicts.tests.examples import ON, agenda, item, law, organisation, register, tie

CLUB = organisation("club", "association")
MEMBERS = ("ann", "bo", "cy", "dag")


def body(*chairing, under="NO", plan=None, members=MEMBERS, deputies=(), absent=()):
    people = (*members, *deputies)
    found = register(
        *(tie(one, "post", "club", "chair") for one in chairing), organisations=[CLUB], people=people
    )
    plan = plan or agenda(item("club", matter="grant"), members=members, deputies=deputies, absent=absent)
    return screen(law=law(under), register=found, agenda=plan, on=ON).items[0].collective


def calls(found):
    return [(call.deputy, call.member) for call in found.surely.called]


def test_norway_calls_the_next_deputy():
    found = body("ann", deputies=("eva", "siv"))

    assert calls(found) == [("eva", "ann")]
    assert (found.surely.present, found.surely.base) == (4, 4)


def test_a_deputy_with_the_same_ground_is_passed_over():
    found = body("ann", "eva", deputies=("eva", "siv"))

    assert calls(found) == [("siv", "ann")]
    assert found.surely.passed_over == ("eva",)


def test_deputies_step_in_for_the_absent_too_and_are_called_once():
    found = body("bo", deputies=("eva", "siv"), absent=("ann",))

    assert calls(found) == [("eva", "ann"), ("siv", "bo")]


def test_deputies_step_in_for_their_own_list():
    seats = (Seat("ann", "a"), Seat("bo", "b"), Seat("cy", "b"))
    deputies = (Seat("eva", "a"), Seat("siv", "b"))
    plan = Agenda(
        "example",
        "",
        Body("council", members=seats, deputies=deputies),
        (item("club", matter="grant"),),
    )

    found = body("bo", "cy", plan=plan, members=("ann", "bo", "cy"), deputies=("eva", "siv"))

    assert calls(found) == [("siv", "bo")]


def test_romania_shrinks_the_base_and_calls_nobody():
    found = body("ann", under="RO", deputies=("eva",))

    assert found.surely.called == ()
    assert (found.surely.present, found.surely.base, found.surely.spare) == (3, 3, 1)
    assert found.voters is Voters.NOBODY


@pytest.mark.parametrize(
    ("chairing", "voters"), [(("ann",), "others"), (("ann", "bo"), "others"), (MEMBERS[:3], "all")]
)
def test_those_at_issue_do_not_vote_unless_the_body_could_not_decide(chairing, voters):
    assert body(*chairing).voters == voters


def test_a_body_that_loses_its_quorum_is_told():
    found = body(*MEMBERS[:3])

    assert not found.surely.is_kept
    assert found.surely.spare == -1


@pytest.mark.parametrize(("base", "norway", "romania"), [(4, 2, 3), (5, 3, 3), (1, 1, 1), (0, 1, 1)])
def test_half_is_enough_in_norway_and_not_in_romania(base, norway, romania):
    assert needed(base=base, procedure=law("NO").procedure) == norway
    assert needed(base=base, procedure=law("RO").procedure) == romania


@pytest.mark.parametrize(("under", "base", "needed_of_it"), [("NO", 11, 6), ("RO", 9, 5)])
def test_two_who_step_aside_are_taken_out_of_the_base_where_nobody_is_called(under, base, needed_of_it):
    found = quorum(present=5, members=11, aside=2, procedure=law(under).procedure)

    assert (found.base, found.needed) == (base, needed_of_it)
    assert found.is_kept == (under == "RO")
    assert found.spare == 5 - needed_of_it


def test_deputies_are_called_for_those_who_do_not_come_where_the_law_calls_any():
    plan = agenda(item("club"), members=MEMBERS, deputies=("eva", "siv"), absent=("bo", "eva"))

    (call,) = deputies_called(agenda=plan, procedure=law("NO").procedure)

    assert (call.deputy, call.member) == ("siv", "bo")
    assert deputies_called(agenda=plan, procedure=law("RO").procedure) == ()
