# SPDX-License-Identifier: EUPL-1.2
"""From a wanted margin to a number of people, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.sampling import margin_of_error, sample_size

ADULTS = 0.79
"""Adults of 100 inhabitants, about, in Norway."""


def points(n, population=None, **given):
    return round(100 * margin_of_error(respondents=n, population=population, **given), 1)


@pytest.mark.parametrize(
    ("n", "at_10", "at_25", "at_50"),
    [(300, 3.4, 4.9, 5.7), (400, 2.9, 4.2, 4.9), (1000, 1.9, 2.7, 3.1), (2400, 1.2, 1.7, 2.0)],
)
def test_the_margins_that_pollsters_print(n, at_10, at_25, at_50):
    """Sentio's table of margins, 95 %; the column of 25 % at 300, 400 and 2,400 is by the same formula."""
    assert [points(n, share=share) for share in (0.1, 0.25, 0.5)] == [at_10, at_25, at_50]


@pytest.mark.parametrize(
    ("inhabitants", "n", "margin"),
    [
        (192, 100, 5.8), (500, 300, 2.8), (1000, 300, 4.5), (2000, 300, 5.1), (3000, 300, 5.3),
        (5100, 300, 5.4), (15_000, 300, 5.6), (697_549, 300, 5.7),
    ],
)  # fmt: skip
def test_a_large_part_of_a_small_population_is_worth_more(inhabitants, n, margin):
    assert points(n, round(inhabitants * ADULTS)) == margin


def test_a_council_that_nearly_all_answered():
    assert points(28, 31) == 5.9
    assert points(31, 31) == 0
    assert points(28) == 18.5


def test_the_smallest_member_becomes_a_census():
    found = sample_size(margin=0.05, population=152, response_rate=0.4)

    assert found.respondents == 110
    assert (found.invited, found.is_census) == (152, True)
    assert (found.expected, found.is_reached) == (60, False)
    assert round(100 * found.margin, 1) == 9.9


def test_a_large_member_is_hardly_helped_by_its_size():
    assert sample_size(margin=0.05, population=551_064).respondents == 384
    assert sample_size(margin=0.05).respondents == 385
    assert sample_size(margin=0.05, response_rate=0.25, population=551_064).invited == 1536


def test_clusters_and_weights_ask_for_more():
    assert sample_size(margin=0.05, design_effect=1.5).respondents == 577
    assert points(577, design_effect=1.5) == 5.0


def test_everybody_is_asked_from_a_chosen_part_on():
    assert sample_size(margin=0.05, population=152, census_from=0.7).invited == 152
    assert sample_size(margin=0.05, population=152, census_from=0.8).invited == 110


def test_nobody_knows_anything_without_answers():
    assert margin_of_error(respondents=0, population=10) == 1
    empty = sample_size(margin=0.05, population=0)
    assert (empty.respondents, empty.invited, empty.is_census) == (0, 0, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"margin": 0}, "The margin is 0"), ({"margin": 5}, "5 % is 0.05"),
        ({"margin": 0.05, "response_rate": 0}, "response rate"),
        ({"margin": 0.05, "confidence": 1}, "confidence"),
        ({"margin": 0.05, "share": 2}, "share"), ({"margin": 0.05, "design_effect": 0}, "design effect"),
        ({"margin": 0.05, "population": -1}, "below 0"),
    ],
)  # fmt: skip
def test_what_is_no_part_is_refused_in_words(wrong, words):
    with pytest.raises(ValueError, match=words):
        sample_size(**wrong)


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="12 answers of 11 people"):
        margin_of_error(respondents=12, population=11)


PARTS = st.floats(0.01, 1)


@settings(deadline=None)
@given(
    margin=st.floats(0.01, 0.9),
    population=st.integers(1, 5000),
    share=st.floats(0.05, 0.95),
    deff=st.floats(1, 3),
    rate=PARTS,
)
def test_the_number_is_the_fewest_that_hold_the_margin(margin, population, share, deff, rate):
    found = sample_size(
        margin=margin, population=population, share=share, design_effect=deff, response_rate=rate
    )
    n, of = found.respondents, {"population": population, "share": share, "design_effect": deff}

    assert margin_of_error(respondents=n, **of) <= margin + 1e-9
    assert n <= 1 or margin_of_error(respondents=n - 1, **of) > margin - 1e-9
    assert n <= found.invited <= population
    assert found.is_census == (found.invited == population)
    assert found.is_reached == (found.margin <= margin + 1e-9)
