# SPDX-License-Identifier: EUPL-1.2
"""Votes by kind of member, inhabitants and question; delegates by rule; nobody twice."""

from datetime import date

import pytest

from samband.engines.ballots import (
    Band,
    CannotAllocate,
    LeftOut,
    Method,
    Provenance,
    Reason,
    RuleSilent,
    Status,
    Unit,
    Voter,
    VotingRule,
    allocate,
    compare,
    roll,
    votes_of,
)
from samband.engines.ballots.delegates import ByBands, DelegateRule, PerInhabitants, Shared
from samband.engines.ballots.rights import KindOfVoter, Votes, VotesByBand, VotesPer

OURS = Provenance("test", {"en": "Test"}, Status.EXAMPLE, (), date(2020, 1, 1))
UNITARY = VotesByBand((Band(200_000, 300_000, 5),))
ENGLISH = VotingRule(
    OURS,
    ("general", "elections", "subscriptions", "own_duties"),
    (
        KindOfVoter("district", Votes(1)),
        KindOfVoter("county", VotesPer("districts")),
        KindOfVoter("unitary", UNITARY),
        KindOfVoter(
            "corporate", None, {"elections": Votes(1), "subscriptions": Votes(1), "own_duties": UNITARY}
        ),
    ),
    representatives_at_most=4,
    joint_bodies_vote=True,
)
UTSIRA, OSLO = Voter("1151", "Utsira", "municipality", 188), Voter("0301", "Oslo", "municipality", 717_710)
NORWEGIAN = VotingRule(
    OURS, ("general",), (KindOfVoter("municipality", Votes(1)), KindOfVoter("county", Votes(1)))
)


@pytest.mark.parametrize(
    ("voter", "category", "votes", "persons"),
    [
        (Voter("d", "District", "district"), "general", 1, 1),
        (Voter("c", "County", "county", counts={"districts": 12}), "general", 12, 4),
        (Voter("u", "Unitary", "unitary", 200_001), "general", 5, 4),
        (Voter("u", "Unitary", "unitary", 300_000), "general", 5, 4),
        (Voter("f", "Fire authority", "corporate", 250_000), "elections", 1, 1),
        (Voter("f", "Fire authority", "corporate", 250_000), "subscriptions", 1, 1),
        (Voter("f", "Fire authority", "corporate", 250_000), "own_duties", 5, 4),
    ],
)
def test_votes_depend_on_kind_inhabitants_and_question(voter, category, votes, persons):
    right = votes_of(voter=voter, rule=ENGLISH, category=category)

    assert (right.votes, right.representatives) == (votes, persons)


def test_a_corporate_member_has_no_vote_on_other_questions():
    fire = Voter("f", "Fire authority", "corporate", 250_000)

    assert roll(voters=[fire], rule=ENGLISH, category="general").left_out == ((fire, LeftOut.NO_RIGHT),)


@pytest.mark.parametrize("inhabitants", [200_000, 300_001, None])
def test_the_rule_is_silent_where_nothing_is_published(inhabitants):
    with pytest.raises(RuleSilent, match="Add"):
        votes_of(voter=Voter("u", "Unitary", "unitary", inhabitants), rule=ENGLISH, category="general")


def test_an_unknown_category_is_refused():
    with pytest.raises(RuleSilent, match="no category"):
        roll(voters=[UTSIRA], rule=NORWEGIAN, category="elections")


def test_a_city_that_is_both_tiers_votes_once():
    county = Voter("03", "Oslo", "county", 717_710, same_as="0301")
    voting = roll(voters=[UTSIRA, OSLO, county], rule=NORWEGIAN, category="general")

    assert [right.voter.code for right in voting.rights] == ["1151", "0301"]
    assert voting.left_out == ((county, LeftOut.SAME_AUTHORITY),)


def test_a_joint_body_does_not_vote_beside_its_owners():
    joint = Voter("j", "Joint waste company", "municipality", owners=("1151", "0301"))
    voting = roll(voters=[UTSIRA, OSLO, joint], rule=NORWEGIAN, category="general")

    assert voting.votes == 2
    assert voting.left_out == ((joint, LeftOut.JOINT_BODY),)


def test_whoever_stands_twice_votes_once():
    voting = roll(voters=[UTSIRA, UTSIRA], rule=NORWEGIAN, category="general")

    assert voting.left_out == ((UTSIRA, LeftOut.STANDS_TWICE),)


def test_each_number_of_delegates_has_its_reason():
    part = PerInhabitants("p", ("county",), 20_000, fixed=1, minimum=4, maximum=6)
    units = [Unit(str(size), str(size), "county", size) for size in (1, 60_001, 200_000)]
    lines = allocate(units=units, rule=DelegateRule(OURS, (part,))).lines

    assert [(line.delegates, line.reason) for line in lines] == [
        (4, Reason.MINIMUM),
        (5, Reason.COMPUTED),
        (6, Reason.MAXIMUM),
    ]


def test_a_shared_total_keeps_its_minimum_and_its_sum():
    part = Shared("p", ("county",), 10, Method.DHONDT, minimum=2)
    units = [Unit("a", "A", "county", 900), Unit("b", "B", "county", 50), Unit("c", "C", "municipality", 9)]
    made = allocate(units=units, rule=DelegateRule(OURS, (part,)))

    assert made.by_unit == {"a": 8, "b": 2}
    assert {line.reason for line in made.lines} == {Reason.QUOTIENTS, Reason.MINIMUM}
    assert sum(cell.is_held for cell in made.shares["p"].table) == 4


def test_a_unit_outside_every_band_is_named():
    rule = DelegateRule(OURS, (ByBands("p", ("county",), (Band(0, 10, 1),)),))
    with pytest.raises(CannotAllocate, match="Big has 11 inhabitants"):
        allocate(units=[Unit("b", "Big", "county", 11)], rule=rule)


def test_a_merger_and_a_split_are_compared_as_territories():
    compared = compare(
        before={"a": 3, "b": 2, "c": 5, "d": 1},
        after={"ab": 4, "c1": 3, "c2": 4, "d": 1},
        became=[("a", "ab"), ("b", "ab"), ("c", "c1"), ("c", "c2")],
    )

    assert [(one.before, one.after, one.difference) for one in compared.changes] == [
        (("a", "b"), ("ab",), -1),
        (("c",), ("c1", "c2"), 2),
        (("d",), ("d",), 0),
    ]
    assert compared.difference == 1


@pytest.mark.parametrize("county_first", [True, False])
def test_a_city_that_stands_as_county_too_votes_by_its_own_line_in_any_order(county_first):
    county = Voter("03", "Oslo", "county", 717_710, same_as="0301")
    made = roll(voters=[county, OSLO] if county_first else [OSLO, county], rule=NORWEGIAN, category="general")

    assert [right.voter.code for right in made.rights] == ["0301"]
    assert made.left_out == ((county, LeftOut.SAME_AUTHORITY),)


def test_two_lines_of_an_authority_that_has_none_of_its_own_vote_once():
    lines = [Voter(code, "Oslo", "county", same_as="0301") for code in ("03", "003")]
    made = roll(voters=lines, rule=NORWEGIAN, category="general")

    assert [right.voter.code for right in made.rights] == ["03"]
    assert made.left_out == ((lines[1], LeftOut.SAME_AUTHORITY),)


def test_a_joint_body_votes_where_its_owners_have_no_vote():
    kinds = (KindOfVoter("municipality", None, {"general": Votes(1)}), KindOfVoter("joint", Votes(1)))
    rule = VotingRule(OURS, ("general", "duties"), kinds)
    joint = Voter("j", "Fire service", "joint", owners=("1151",))

    assert roll(voters=[UTSIRA, joint], rule=rule, category="general").left_out == (
        (joint, LeftOut.JOINT_BODY),
    )
    assert [right.voter for right in roll(voters=[UTSIRA, joint], rule=rule, category="duties").rights] == [
        joint
    ]


def test_inhabitants_below_nought_are_refused():
    rule = DelegateRule(OURS, (PerInhabitants("all", ("county",), 1000),))
    with pytest.raises(CannotAllocate, match="from 0 up"):
        allocate(units=[Unit("1", "One", "county", -5)], rule=rule)
