# SPDX-License-Identifier: EUPL-1.2
"""The rule files give what associations have published."""

import pytest

from samband.engines.ballots import (
    Count,
    DecisionRule,
    ElectionRule,
    RuleSilent,
    Status,
    Tally,
    Voter,
    VotingRule,
    decide,
    votes_of,
)
from samband.tools.congress.analysis.parameters import rule


def yes_and_no(yes, no, entitled):
    return Tally({"yes": yes, "no": no}, entitled)


def test_a_settlement_with_100_yes_of_300_and_half_of_the_staff_is_adopted():
    tally = yes_and_no(Count(100, 100, 50), Count(200, 200, 50), Count(366, 366, 1_000))

    assert decide(tally=tally, rule=rule(DecisionRule, "settlement_ballot")).is_adopted


def test_statutes_need_two_thirds_of_all_who_may_vote():
    chosen = rule(DecisionRule, "statutes_two_thirds")

    assert decide(tally=yes_and_no(Count(160, 160), Count(), Count(239, 239)), rule=chosen).is_adopted
    assert not decide(tally=yes_and_no(Count(159, 159), Count(), Count(239, 239)), rule=chosen).is_adopted


@pytest.mark.parametrize(
    ("voter", "category", "votes", "persons"),
    [
        (Voter("d", "D", "district"), "general", 1, 1),
        (Voter("c", "C", "county", counts={"districts": 7}), "general", 7, 4),
        (Voter("u", "U", "unitary", 250_000), "general", 5, 4),
        (Voter("f", "F", "corporate", 250_000), "elections", 1, 1),
        (Voter("f", "F", "corporate", 250_000), "own_duties", 5, 4),
    ],
)
def test_votes_in_the_assembly_of_england_and_wales(voter, category, votes, persons):
    right = votes_of(voter=voter, rule=rule(VotingRule, "lga"), category=category)

    assert (right.votes, right.representatives) == (votes, persons)


def test_a_band_that_is_not_published_is_not_guessed():
    with pytest.raises(RuleSilent, match="statutes"):
        votes_of(voter=Voter("u", "U", "unitary", 100_000), rule=rule(VotingRule, "lga"), category="general")


@pytest.mark.parametrize(
    ("code", "least"),
    [
        ("norway_1992", {1: 0, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3, 9: 4, 10: 4}),
        ("norway_2018", {1: 0, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 4, 9: 4, 10: 4}),
    ],
)
def test_the_least_number_of_each_gender(code, least):
    chosen = rule(ElectionRule, code)

    assert {size: chosen.by_list.least(size=size) for size in least} == least


def test_what_awaits_the_primary_source_says_so():
    assert rule(ElectionRule, "norway_2018").provenance.status is Status.TO_VERIFY
