# SPDX-License-Identifier: EUPL-1.2
"""A committee by lists or by agreement, both genders represented."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.ballots import (
    AgreementFault,
    BadVotes,
    Candidate,
    ElectionRule,
    GenderRule,
    ListFault,
    ListProposal,
    Method,
    Provenance,
    Status,
    UnresolvedTie,
    balance,
    check_lists,
    elect_by_agreement,
    elect_by_lists,
)

OURS = Provenance("test", {"en": "Test"}, Status.EXAMPLE, (), date(2020, 1, 1))
NEW_ACT = GenderRule(Fraction(2, 5), {2: 1, 3: 1})
OLD_ACT = GenderRule(Fraction(2, 5), {2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3, 9: 4})
RULE = ElectionRule(OURS, Method.DHONDT, NEW_ACT, NEW_ACT, 2, ("most_votes", "lot"))
GENDER = {"w": "woman", "m": "man", "?": ""}


def people(pattern, *, name="p"):
    """``"mmw"``: two men and a woman, p1, p2, p3."""
    return tuple(Candidate(f"{name}{at}", GENDER[letter]) for at, letter in enumerate(pattern, start=1))


def labels(group):
    return [one.label for one in group]


@pytest.mark.parametrize(("size", "least"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2)])
@pytest.mark.parametrize("rule", [NEW_ACT, OLD_ACT])
def test_the_ministrys_numbers_for_a_group(rule, size, least):
    # The ministry's answer on the act of 1992: 5 are 3-2, 4 are 2-2, 3 are 2-1, 2 are one of each, 1 is free.
    assert rule.least(size=size) == least


@pytest.mark.parametrize(("size", "least"), [(6, 3), (7, 3), (8, 3), (9, 4), (10, 4), (11, 5)])
def test_the_numbers_of_the_act_of_1992_as_its_successor_retells_them(size, least):
    assert OLD_ACT.least(size=size) == least


def test_the_next_of_the_gender_that_is_too_few_moves_up():
    balanced = balance(candidates=people("mmmmww"), places=4, rule=NEW_ACT)

    assert labels(balanced.chosen) == ["p1", "p2", "p5", "p6"]
    assert [(move.up.label, move.down.label) for move in balanced.moves] == [("p5", "p4"), ("p6", "p3")]


def test_a_list_without_more_of_a_gender_is_balanced_as_far_as_possible():
    balanced = balance(candidates=people("mmmmm"), places=4, rule=NEW_ACT)

    assert labels(balanced.chosen) == ["p1", "p2", "p3", "p4"]
    assert balanced.line.missing == {"woman": 2}


@given(st.text("wm", min_size=1, max_size=14), st.integers(1, 14))
def test_balance_is_reached_whenever_the_list_allows_it(pattern, places):
    places = min(places, len(pattern))
    balanced = balance(candidates=people(pattern), places=places, rule=NEW_ACT)
    least = NEW_ACT.least(size=places)

    assert len(balanced.chosen) == places == len(set(balanced.chosen))
    assert balanced.line.is_met == (min(pattern.count("w"), pattern.count("m")) >= least)
    changed = {one.label for one in people(pattern)[:places]} - set(labels(balanced.chosen))
    assert len(changed) == len(balanced.moves)


def committee(**lists):
    return [
        ListProposal(name, ballots, people(pattern, name=name)) for name, (ballots, pattern) in lists.items()
    ]


def test_a_committee_of_nine_by_hand():
    # 20/1 20 (1), 14/1 14 (2), 20/2 10 (3), 14/2 7 (4), 20/3 6.67 (5), 20/4 5 and 5/1 5: the list with more
    # ballots would come first, both get a seat (6, 7), 14/3 4.67 (8), 20/5 4 (9); then 14/4 3.5.
    elected = elect_by_lists(
        lists=committee(A=(20, "mmmmmwww"), B=(14, "wwmm"), C=(5, "wm")), seats=9, rule=RULE
    )

    assert dict(elected.seats.seats) == {"A": 5, "B": 3, "C": 1}
    assert labels(elected.lists[0].members.chosen) == ["A1", "A2", "A3", "A6", "A7"]
    assert labels(elected.lists[1].members.chosen) == ["B1", "B2", "B3"]
    assert elected.whole.counts == {"woman": 5, "man": 4}
    assert elected.whole.is_met


def test_deputies_are_as_many_as_members_and_two_more_as_far_as_the_list_goes():
    elected = elect_by_lists(lists=committee(A=(6, "mwmwmwmw"), B=(3, "mwm")), seats=3, rule=RULE)

    assert [labels(one.deputies.chosen) for one in elected.lists] == [["A3", "A4", "A5", "A6"], ["B2", "B3"]]


def test_equal_quotients_go_to_the_list_with_more_ballots_and_then_to_the_lot():
    by_votes = elect_by_lists(lists=committee(A=(20, "mw"), B=(10, "mw")), seats=2, rule=RULE)
    assert dict(by_votes.seats.seats) == {"A": 2, "B": 0}
    even = committee(A=(10, "mw"), B=(10, "mw"))
    with pytest.raises(UnresolvedTie):
        elect_by_lists(lists=even, seats=1, rule=RULE)
    assert sum(elect_by_lists(lists=even, seats=1, rule=RULE, seed="x").seats.seats.values()) == 1


def test_a_list_takes_no_more_seats_than_it_has_candidates():
    elected = elect_by_lists(lists=committee(A=(30, "mw"), B=(9, "mwm")), seats=5, rule=RULE)

    assert dict(elected.seats.seats) == {"A": 2, "B": 3}
    assert elected.lists[0].short == 2


def test_a_tie_over_seats_that_a_list_cannot_take_refuses_no_election():
    # 20/2 of A and of B are equal for the third seat, but A has one candidate: the seat is B's without a tie.
    elected = elect_by_lists(lists=committee(A=(20, "m"), B=(20, "mwm")), seats=3, rule=RULE)

    assert dict(elected.seats.seats) == {"A": 1, "B": 2}
    assert [(one.short, one.short_is_tied) for one in elected.lists] == [(0, True), (0, False)]


def test_faults_of_the_lists_are_all_named():
    lists = [
        ListProposal("A", 1, (*people("mmmm", name="A"), Candidate("A1", "man"), Candidate("shared", ""))),
        ListProposal("B", 1, (Candidate("shared", "woman"), Candidate("B2", "man"))),
        ListProposal("C", 1, ()),
    ]

    assert {
        (fault.name, fault.fault, fault.about) for fault in check_lists(lists=lists, seats=3, rule=RULE)
    } == {
        ("A", ListFault.NAMED_TWICE, "A1"),
        ("A", ListFault.GENDER_NOT_STATED, "shared"),
        ("A", ListFault.GENDER_TOO_FEW, "woman"),
        ("B", ListFault.ON_TWO_LISTS, "shared"),
        ("C", ListFault.NO_CANDIDATES, ""),
    }


def test_seven_by_agreement_have_at_least_three_of_each_gender():
    agreed = elect_by_agreement(candidates=people("mmmmwww"), seats=7, votes_for=25, votes_cast=25, rule=RULE)
    lopsided = elect_by_agreement(
        candidates=people("mmmmmww"), seats=7, votes_for=25, votes_cast=25, rule=RULE
    )

    assert agreed.stands
    assert lopsided.faults == (AgreementFault.GENDER_TOO_FEW,)


@pytest.mark.parametrize(
    ("pattern", "votes_for", "fault"),
    [("mw", 24, AgreementFault.NOT_UNANIMOUS), ("mwm", 25, AgreementFault.WRONG_NUMBER)],
)
def test_an_agreement_needs_everybody_and_one_name_for_each_seat(pattern, votes_for, fault):
    agreed = elect_by_agreement(
        candidates=people(pattern), seats=2, votes_for=votes_for, votes_cast=25, rule=RULE
    )

    assert fault in agreed.faults


@pytest.mark.parametrize(
    ("seats", "pattern", "missing"),
    [
        (1, "mmmm", []),
        (3, "wmmmmmmmmm", []),
        (2, "mmmm", [("woman", 1)]),
        (5, "wmmm", [("woman", 1)]),
        (5, "wwmmmmmmmm", [("woman", 2)]),
        (8, "wwwmmmmm", [("woman", 1)]),
        (5, "wmm", []),
        (5, "m", []),
    ],
)
def test_the_genders_of_a_list_are_asked_by_the_members_to_be_elected(seats, pattern, missing):
    # § 7-5: of two or three both, of four or more 40 per cent of the list; as near as three names come.
    faults = check_lists(lists=[ListProposal("a", 1, people(pattern))], seats=seats, rule=RULE)

    assert [(fault.about, fault.missing) for fault in faults] == missing


def test_the_act_of_1992_asks_for_numbers_by_the_members_to_be_elected():
    rule = ElectionRule(OURS, Method.DHONDT, OLD_ACT, OLD_ACT, 2, ("most_votes", "lot"))
    long = ListProposal("a", 1, people("ww" + "m" * 8))

    assert check_lists(lists=[long], seats=5, rule=rule) == ()
    assert [fault.missing for fault in check_lists(lists=[long], seats=7, rule=rule)] == [1]


@pytest.mark.parametrize(
    "lists",
    [
        [ListProposal("a", 3, people("wm")), ListProposal("b", 2, people("w"))],
        [ListProposal("a", 3, (*people("wm"), *people("w")))],
        [ListProposal("a", 3, people("w")), ListProposal("a", 2, people("m", name="q"))],
    ],
    ids=["on two lists", "twice on one", "lists of one name"],
)
def test_nobody_can_be_elected_twice(lists):
    with pytest.raises(BadVotes, match=r"twice|same name"):
        elect_by_lists(lists=lists, seats=3, rule=RULE)


def test_three_lists_of_different_size_with_deputies_step_by_step():
    # By hand: a 5, b 3, a 2.5, c 2; the next are a 1.67 and b 1.5. One woman of a moves up; nobody else can.
    lists = [
        ListProposal("a", 5, people("mmmwm", name="a")),
        ListProposal("b", 3, people("mmw", name="b")),
        ListProposal("c", 2, people("m", name="c")),
    ]
    made = elect_by_lists(lists=lists, seats=4, rule=RULE)

    assert [labels(one.members.chosen) for one in made.lists] == [["a1", "a4"], ["b1"], ["c1"]]
    assert [labels(one.deputies.chosen) for one in made.lists] == [["a2", "a3", "a5"], ["b2", "b3"], []]
    assert made.lists[0].deputies.line.missing == {"woman": 1}
