# SPDX-License-Identifier: EUPL-1.2
"""Laws of apportionment, against a slow and obvious twin."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.ballots import (
    BadVotes,
    ByVotesAlone,
    Method,
    Overhang,
    TieRule,
    TieStep,
    UnresolvedTie,
    apportion,
    compensate,
    largest_remainder,
)
from samband.engines.ballots.comparisons import by_votes_alone
from samband.engines.ballots.divisors import divisor

LOT = TieRule((TieStep.LOT,), seed="drawn in the hall")
NAMES = "abcdefg"

votes_of_parties = (
    st.lists(st.integers(0, 60), min_size=1, max_size=7)
    .filter(any)
    .map(lambda counts: dict(zip(NAMES, counts, strict=False)))
)
houses = st.integers(1, 40)
methods = st.sampled_from(list(Method))


def slow_twin(votes, seats, method):
    """All quotients written down and sorted; only for votes without a tie at the last seat."""
    cells = sorted(
        (
            (Fraction(votes[name]) / divisor(method=method, number=at), name)
            for name in votes
            for at in range(1, seats + 1)
        ),
        reverse=True,
    )
    taken = [name for quotient, name in cells[:seats] if quotient]
    is_tied = len(cells) > seats and cells[seats - 1][0] == cells[seats][0]
    return None if is_tied else {name: taken.count(name) for name in votes}


@given(votes_of_parties, houses, methods)
def test_the_result_is_that_of_all_quotients_sorted(votes, seats, method):
    expected = slow_twin(votes, seats, method)

    if expected is not None:
        assert dict(apportion(votes=votes, seats=seats, method=method).seats) == expected


@given(votes_of_parties, houses, methods)
def test_every_seat_is_given_once_and_to_nobody_without_votes(votes, seats, method):
    result = apportion(votes=votes, seats=seats, method=method, ties=LOT)

    assert result.house == seats
    assert [cell.place for cell in result.in_order] == list(range(1, seats + 1))
    assert all(result.seats[name] == 0 for name, count in votes.items() if not count)


@given(votes_of_parties, houses, methods)
def test_a_larger_house_takes_no_seat_from_anybody(votes, seats, method):
    smaller = apportion(votes=votes, seats=seats, method=method, ties=LOT).seats
    larger = apportion(votes=votes, seats=seats + 1, method=method, ties=LOT).seats

    assert all(larger[name] >= smaller[name] for name in votes)


@given(votes_of_parties, houses, methods, st.randoms(use_true_random=False))
def test_the_order_of_the_names_changes_nothing(votes, seats, method, chance):
    turned = list(votes.items())
    chance.shuffle(turned)
    first = apportion(votes=votes, seats=seats, method=method, ties=LOT)
    second = apportion(votes=dict(turned), seats=seats, method=method, ties=LOT)

    assert dict(first.seats) == dict(second.seats)
    assert first.in_order == second.in_order


@given(votes_of_parties, houses, methods)
def test_the_table_proves_the_result(votes, seats, method):
    result = apportion(votes=votes, seats=seats, method=method, ties=LOT)
    won = [cell.quotient for cell in result.table if cell.place is not None]
    lost = [cell.quotient for cell in result.table if cell.place is None]

    assert min(won) >= max(lost)
    assert all(cell.quotient * cell.divisor == votes[cell.name] for cell in result.table)


@given(votes_of_parties, houses)
def test_dhondt_gives_nobody_less_than_its_whole_quotas(votes, seats):
    result = apportion(votes=votes, seats=seats, method=Method.DHONDT, ties=LOT).seats
    total = sum(votes.values())

    assert all(result[name] >= votes[name] * seats // total for name in votes)


@given(votes_of_parties, houses)
def test_largest_remainders_keep_to_the_quota_and_sum_to_the_house(votes, seats):
    result = largest_remainder(votes=votes, seats=seats, ties=LOT)

    assert sum(result.seats.values()) == seats
    assert all(abs(line.seats - line.share) < 1 for line in result.lines)


@given(votes_of_parties, houses, methods, st.data())
def test_without_overhang_the_whole_mirrors_the_vote(votes, seats, method, data):
    ideal = apportion(votes=votes, seats=seats, method=method, ties=LOT).seats
    held = {name: data.draw(st.integers(0, ideal[name])) for name in votes}
    made = compensate(votes=votes, held=held, seats=seats, method=method, overhang=Overhang.ABSORB, ties=LOT)

    assert made.overhang == {}
    assert made.mirrors_the_vote
    assert made.top_up == {name: ideal[name] - held[name] for name in votes}


@given(votes_of_parties, houses, methods, st.data())
def test_an_enlarged_house_mirrors_the_vote_again(votes, seats, method, data):
    most = max(votes, key=lambda name: votes[name])
    held = {most: data.draw(st.integers(0, seats))}
    made = compensate(votes=votes, held=held, seats=seats, method=method, overhang=Overhang.ENLARGE, ties=LOT)

    assert made.mirrors_the_vote
    assert made.whole.house >= seats
    assert made.whole.seats[most] >= held[most]


def test_absorbed_overhang_is_told_and_the_house_keeps_its_size():
    votes, held = {"a": 60, "b": 40}, {"a": 1, "b": 7}
    made = compensate(votes=votes, held=held, seats=10, method=Method.SAINTE_LAGUE, overhang=Overhang.ABSORB)

    assert made.overhang == {"b": 3}
    assert dict(made.whole.seats) == {"a": 3, "b": 7}
    assert not made.mirrors_the_vote


def test_an_enlarged_house_covers_the_overhang():
    votes, held = {"a": 60, "b": 40}, {"a": 1, "b": 7}
    made = compensate(votes=votes, held=held, seats=10, method=Method.DHONDT, overhang=Overhang.ENLARGE)

    assert dict(made.whole.seats) == {"a": 10, "b": 7}
    assert made.top_up == {"a": 9, "b": 0}


def test_a_tie_of_the_votes_alone_refuses_no_house_that_held_seats_settle():
    # 20 and 20 are equal for the third seat; b holds two, so that the house has only one left, for a.
    votes, held = {"a": 20, "b": 20, "c": 9}, {"b": 2}
    made = compensate(votes=votes, held=held, seats=3, method=Method.DHONDT, overhang=Overhang.ABSORB)

    assert dict(made.whole.seats) == {"a": 1, "b": 2, "c": 0}
    assert made.ideal == ByVotesAlone({"a": 1, "b": 1, "c": 0}, tied=("a", "b"))
    assert made.mirrors_the_vote
    assert made.overhang == {}


def test_a_tied_comparison_still_tells_what_mirrors_no_vote():
    votes, held = {"a": 20, "b": 20, "c": 9}, {"c": 2}
    made = compensate(votes=votes, held=held, seats=4, method=Method.DHONDT, overhang=Overhang.ABSORB)

    assert dict(made.whole.seats) == {"a": 1, "b": 1, "c": 2}
    assert not made.mirrors_the_vote
    assert made.overhang == {"c": 2}


def test_a_house_whose_size_hangs_on_a_tie_is_refused():
    votes, held = {"a": 20, "b": 20, "c": 9}, {"b": 2}
    with pytest.raises(UnresolvedTie):
        compensate(votes=votes, held=held, seats=3, method=Method.DHONDT, overhang=Overhang.ENLARGE)


@given(votes_of_parties, houses, methods)
def test_votes_alone_are_certain_up_to_the_tie_and_each_lot_ends_it(votes, seats, method):
    alone = by_votes_alone(votes=votes, seats=seats, method=method, ties=TieRule())
    by_lot = apportion(votes=votes, seats=seats, method=method, ties=LOT).seats

    assert alone.allows(seats=by_lot)
    assert bool(alone.tied) == (sum(alone.seats.values()) < seats)


def test_a_tie_for_the_last_seat_is_refused_and_named():
    with pytest.raises(UnresolvedTie) as tied:
        apportion(votes={"a": 20, "b": 20, "c": 9}, seats=3, method=Method.DHONDT)

    assert tied.value.names == ("a", "b")
    assert tied.value.value == 10
    assert "Declare how a tie is decided" in str(tied.value)


def test_equal_quotients_that_all_get_a_seat_are_no_tie():
    assert apportion(votes={"a": 20, "b": 20}, seats=2, method=Method.DHONDT).ties == ()


def test_most_votes_decides_before_the_lot():
    rule = TieRule((TieStep.MOST_VOTES, TieStep.LOT), seed="1")
    result = apportion(votes={"small": 10, "large": 20}, seats=2, method=Method.DHONDT, ties=rule)

    assert dict(result.seats) == {"small": 0, "large": 2}
    assert [(tie.names, tie.by) for tie in result.ties] == [(("large", "small"), TieStep.MOST_VOTES)]


def test_a_lot_can_be_drawn_again_from_its_seed():
    votes = dict.fromkeys(NAMES, 5)
    drawn = [
        apportion(votes=votes, seats=3, method=Method.DHONDT, ties=TieRule((TieStep.LOT,), seed)).seats
        for seed in ("a", "a", "b", "c", "d")
    ]

    assert drawn[0] == drawn[1]
    assert len({tuple(one.items()) for one in drawn}) > 1


def test_a_lot_without_a_seed_is_refused():
    with pytest.raises(ValueError, match="needs a seed"):
        TieRule((TieStep.LOT,))


def test_seats_beyond_all_limits_stay_unfilled():
    result = apportion(votes={"a": 5, "b": 4}, seats=5, method=Method.DHONDT, limits={"a": 1, "b": 2})

    assert dict(result.seats) == {"a": 1, "b": 2}
    assert result.unfilled == 2


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"votes": {"a": -1}, "seats": 1}, "a has -1 votes"),
        ({"votes": {"a": 0}, "seats": 1}, "Nobody has any votes"),
        ({"votes": {"a": 1}, "seats": 0}, "0 seats"),
        ({"votes": {"a": 1}, "seats": 1, "held": {"b": 1}}, "b has seats or a limit"),
        ({"votes": {"a": 1}, "seats": 1, "held": {"a": 2}}, "held already"),
        ({"votes": {"a": 1}, "seats": 3, "held": {"a": 2}, "limits": {"a": 1}}, "more seats than its limit"),
    ],
)
def test_what_cannot_be_apportioned_is_refused_in_words(given_, said):
    with pytest.raises(BadVotes, match=said):
        apportion(**given_, method=Method.DHONDT)


def test_the_proof_marks_the_quotient_that_a_limit_kept_out():
    made = apportion(
        votes={"large": 90, "small": 10}, seats=3, method=Method.DHONDT, limits={"large": 1, "small": 9}
    )
    over = [(cell.name, cell.number) for cell in made.table if cell.is_over_limit]

    assert made.seats == {"large": 1, "small": 2}
    assert over == [("large", 2)]
