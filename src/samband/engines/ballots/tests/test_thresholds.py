# SPDX-License-Identifier: EUPL-1.2
"""Is it adopted? The dual threshold, two thirds of those entitled, simple majority, alternatives."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.ballots import (
    Base,
    Count,
    DecisionRule,
    Measure,
    Provenance,
    Side,
    Status,
    Tally,
    Threshold,
    TieRule,
    TieStep,
    UnresolvedTie,
    Way,
    choose,
    count_votes,
    decide,
)

OURS = Provenance("test", {"en": "Test"}, Status.EXAMPLE, (), date(2020, 1, 1))
DUAL = DecisionRule(
    OURS,
    (
        Threshold(Measure.VOTES, Fraction(1, 3), Base.CAST),
        Threshold(Measure.WEIGHT, Fraction(1, 2), Base.CAST),
    ),
    weight={"en": "permanent employees"},
)
TWO_THIRDS = DecisionRule(OURS, (Threshold(Measure.VOTES, Fraction(2, 3), Base.ENTITLED),))
MAJORITY = DecisionRule(OURS, (Threshold(Measure.VOTES, Fraction(1, 2), Base.YES_AND_NO, is_strict=True),))


EVERYBODY = Count(366, 366, 400_000)


def settlement(*, yes, yes_staff, no, no_staff, entitled=EVERYBODY):
    return Tally({"yes": Count(yes, yes, yes_staff), "no": Count(no, no, no_staff)}, entitled)


def test_300_voted_and_100_said_yes_with_half_of_the_staff():
    decision = decide(tally=settlement(yes=100, yes_staff=90_000, no=200, no_staff=90_000), rule=DUAL)

    assert decision.is_adopted
    assert [(line.reached, line.whole, line.needed) for line in decision.lines] == [
        (100, 300, 100),
        (90_000, 180_000, 90_000),
    ]


@pytest.mark.parametrize(
    ("changed", "met"),
    [
        ({"yes": 99, "no": 201}, [False, True]),
        ({"yes_staff": 89_999, "no_staff": 90_001}, [True, False]),
        ({"yes": 300, "no": 0, "yes_staff": 1, "no_staff": 0}, [True, True]),
    ],
)
def test_both_thresholds_must_be_met(changed, met):
    given_ = {"yes": 100, "yes_staff": 90_000, "no": 200, "no_staff": 90_000} | changed
    decision = decide(tally=settlement(**given_), rule=DUAL)

    assert [line.is_met for line in decision.lines] == met
    assert decision.is_adopted == all(met)


@given(st.integers(0, 10**6))
def test_staff_of_members_that_did_not_vote_changes_nothing(absent):
    entitled = Count(366, 366, 180_000 + absent)
    tally = settlement(yes=100, yes_staff=90_000, no=200, no_staff=90_000, entitled=entitled)

    assert decide(tally=tally, rule=DUAL).is_adopted


def test_blank_votes_are_votes_cast():
    tally = settlement(yes=100, yes_staff=90_000, no=200, no_staff=90_000)
    with_blank = replace(tally, by_choice={**tally.by_choice, "blank": Count(1, 1, 1)})

    assert not decide(tally=with_blank, rule=DUAL).is_adopted


def test_two_thirds_are_of_those_entitled_and_not_of_those_present():
    entitled = Count(150, 150, 0)
    assert decide(tally=Tally({"yes": Count(100, 100)}, entitled), rule=TWO_THIRDS).is_adopted
    assert not decide(tally=Tally({"yes": Count(99, 99)}, entitled), rule=TWO_THIRDS).is_adopted


def test_equal_votes_are_no_majority():
    tally = Tally({"yes": Count(5, 5), "no": Count(5, 5), "blank": Count(3, 3)}, Count(20, 20))

    assert not decide(tally=tally, rule=MAJORITY).is_adopted


def test_nothing_is_adopted_when_nobody_votes():
    assert not decide(tally=Tally({}, Count(10, 10, 10)), rule=DUAL).is_adopted


def test_a_quorum_counts_everybody_who_voted():
    quorum = Threshold(Measure.VOTERS, Fraction(1, 2), Base.ENTITLED, side=Side.CAST)
    rule = DecisionRule(OURS, (*MAJORITY.thresholds, quorum))
    votes = {"yes": Count(4, 4), "no": Count(0, 0)}

    assert not decide(tally=Tally(votes, Count(10, 10)), rule=rule).is_adopted
    assert decide(tally=Tally({**votes, "blank": Count(1, 1)}, Count(10, 10)), rule=rule).is_adopted


def test_more_votes_than_there_are_is_refused():
    with pytest.raises(ValueError, match="Check who may vote"):
        Tally({"yes": Count(3, 3)}, Count(2, 2))


def test_votes_are_added_up_by_choice():
    votes = [("yes", 2, 10), ("no", 1, 5), ("yes", 1, 1)]

    assert count_votes(votes=votes) == {"yes": Count(2, 3, 11), "no": Count(1, 1, 5)}


@pytest.mark.parametrize("way", list(Way))
def test_62_of_100_wins_whatever_the_way(way):
    # Weighted ballot of a Dutch association on three amendments: 62, 34 and 4 per cent.
    choice = choose(votes={"a": 62, "b": 34, "c": 4}, way=way)

    assert choice.winner == "a"
    assert [choice.share(name) for name in "abc"] == [Fraction(62, 100), Fraction(34, 100), Fraction(4, 100)]


def test_without_a_majority_each_way_goes_on_differently():
    votes = {"a": 40, "b": 35, "c": 25}

    assert choose(votes=votes, way=Way.PLURALITY).winner == "a"
    assert choose(votes=votes, way=Way.MAJORITY).winner == ""
    run_off = choose(votes=votes, way=Way.RUN_OFF)
    assert (run_off.winner, run_off.run_off) == ("", ("a", "b"))


def test_a_tie_between_alternatives_needs_a_declared_rule():
    votes = {"a": 40, "b": 40, "c": 20}
    with pytest.raises(UnresolvedTie):
        choose(votes=votes, way=Way.PLURALITY)
    by_lot = choose(votes=votes, way=Way.PLURALITY, ties=TieRule((TieStep.LOT,), "seed"))
    assert by_lot.tie is not None
    assert by_lot.winner in {"a", "b"}


def test_two_alternatives_with_half_each_are_not_voted_on_for_ever():
    tied = TieRule((TieStep.LOT,), "seed")
    choice = choose(votes={"a": 10, "b": 10}, way=Way.RUN_OFF, ties=tied)

    assert choice.winner in {"a", "b"}
    assert choice.run_off == ()


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50), min_size=2), st.sampled_from(list(Way)))
def test_a_winner_by_majority_wins_in_every_way(votes, way):
    total = sum(votes.values())
    winner = next((name for name, count in votes.items() if 2 * count > total), None)

    if winner is not None:
        assert choose(votes=votes, way=way).winner == winner


def test_votes_below_nought_are_refused():
    with pytest.raises(ValueError, match="below 0"):
        Tally({"yes": Count(1, -5, 3)}, Count(9, 9, 9))
