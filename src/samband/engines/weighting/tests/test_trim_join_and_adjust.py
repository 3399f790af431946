# SPDX-License-Identifier: EUPL-1.2
"""Weights are trimmed without losing anybody, samples joined, the silent spoken for; and the price of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.weighting import (
    Collapse,
    EmptyCategory,
    Enough,
    Finding,
    LimitsTooTight,
    NotCovered,
    Sharing,
    adjust_for_silence,
    integrate_samples,
    multiplicity_factors,
    times_median,
    trim,
    weight_diagnostics,
)
from samband.engines.weighting.tests.survey_of_reference import base_weights, number, rows_of

TRIMMED = rows_of("trimmed_and_replicates.csv")


def test_trimmed_weights_are_those_of_r():
    found = trim(weights=base_weights("free"), upper=20, lower=6)
    ids = number("id").astype(int).tolist()
    for row in TRIMMED:
        assert found.weights[ids.index(int(row["id"]))] == pytest.approx(float(row["strict"]), rel=1e-9)


def test_what_is_cut_off_goes_to_the_others_of_the_class():
    found = trim(weights=np.array([1.0, 1, 1, 9, 2, 2]), upper=4, within=np.array([0, 0, 0, 0, 1, 1]))
    np.testing.assert_allclose(found.weights, [8 / 3, 8 / 3, 8 / 3, 4, 2, 2])
    assert found.trimmed.tolist() == [False, False, False, True, False, False]
    assert found.moved == 5


@given(st.lists(st.floats(0.1, 100), min_size=3, max_size=60), st.floats(1.05, 5))
def test_nobody_is_lost_by_trimming_and_no_weight_is_beyond(weights, times):
    given_weights = np.array(weights)
    upper = times * float(given_weights.mean())
    found = trim(weights=given_weights, upper=upper)
    assert found.weights.sum() == pytest.approx(given_weights.sum())
    assert found.weights.max() <= upper * (1 + 1e-9)


def test_limits_that_cannot_carry_everybody_are_refused():
    with pytest.raises(LimitsTooTight, match="2 respondents stand for 10 persons, 5 each"):
        trim(weights=np.array([1.0, 9.0]), upper=4)


def test_a_limit_by_the_median():
    assert times_median(weights=np.array([1.0, 2, 30]), times=5) == 10


def test_samples_of_the_same_people_share_by_their_effective_numbers():
    """100 even weights by phone, 50 on the web: two thirds and one third, and the population once."""
    weights = np.concatenate([np.full(100, 10.0), np.full(50, 20.0)])
    sample = np.repeat([0, 1], [100, 50])
    found = integrate_samples(weights=weights, sample=sample)
    np.testing.assert_allclose(found.factors, [2 / 3, 1 / 3])
    np.testing.assert_allclose(found.weights, np.repeat([20 / 3, 20 / 3], [100, 50]))
    assert found.weights.sum() == pytest.approx(1000)


def test_those_whom_one_sample_reaches_keep_their_weight():
    covered = np.array([[True, False], [True, True], [True, True], [False, True]])
    found = integrate_samples(
        weights=np.array([5.0, 4, 4, 3]),
        sample=np.array([0, 0, 1, 1]),
        covered=covered,
        sharing=Sharing.MULTIPLICITY,
    )
    assert found.weights.tolist() == [5, 2, 2, 3]


def test_two_overlapping_frames_count_everybody_once():
    """Census of both frames: 60 have a telephone only, 30 both, 10 an address on the web only."""
    covered = np.repeat([[True, False], [True, True], [True, True], [False, True]], [60, 30, 30, 10], axis=0)
    sample = np.repeat([0, 0, 1, 1], [60, 30, 30, 10])
    for sharing in Sharing:
        found = integrate_samples(weights=np.ones(130), sample=sample, covered=covered, sharing=sharing)
        assert found.weights.sum() == pytest.approx(100)


def test_a_sample_that_does_not_cover_its_respondent_is_named():
    with pytest.raises(NotCovered, match="Row 2 answered in sample 1"):
        integrate_samples(
            weights=np.ones(2),
            sample=np.array([0, 0]),
            covered=np.array([[True, True], [False, True]]),
        )


def test_more_ways_of_being_drawn_make_a_weight_smaller():
    assert multiplicity_factors(chances=np.array([1, 2, 4])).tolist() == [1, 0.5, 0.25]
    assert multiplicity_factors(chances=np.array([[1, 0], [1, 1]])).tolist() == [1, 0.5]
    with pytest.raises(ValueError, match="Row 1: 0 ways"):
        multiplicity_factors(chances=np.array([0]))


CLASSES = (("young",), ("middle",), ("old",))


def adjusted(respondents, answered, drawn, **enough):
    return adjust_for_silence(
        labels=CLASSES,
        drawn=np.array(drawn),
        answered=np.array(answered),
        respondents=np.array(respondents),
        enough=Enough(**enough) if enough else Enough(20, 3.0),
    )


def test_those_who_answered_carry_the_silent_of_their_class():
    found = adjusted([40, 50, 80], [400.0, 500.0, 800.0], [1000.0, 1000.0, 1000.0])
    assert found.factors.tolist() == [2.5, 2, 1.25]
    assert found.collapses == ()


def test_a_class_with_few_answers_is_joined_on_the_record():
    found = adjusted([10, 50, 80], [100.0, 500.0, 800.0], [300.0, 1000.0, 1000.0])
    assert found.collapses == (Collapse(("young",), ("middle",), 10, 300.0),)
    np.testing.assert_allclose(found.factors, [1300 / 600, 1300 / 600, 1.25])


def test_a_class_in_which_few_would_speak_for_many_is_joined():
    found = adjusted([30, 50, 80], [300.0, 500.0, 800.0], [1000.0, 1000.0, 1000.0])
    assert [one.cell for one in found.collapses] == [("young",)]
    assert float(found.factors @ [300.0, 500.0, 800.0]) == pytest.approx(3000)


def test_where_nobody_answered_nobody_can_be_spoken_for():
    with pytest.raises(EmptyCategory, match="has 3000 inhabitants but no respondent"):
        adjusted([0, 0, 0], [0.0, 0.0, 0.0], [1000.0, 1000.0, 1000.0])


def test_weights_that_are_even_give_no_finding():
    found = weight_diagnostics(weights=np.full(11, 2.0))
    assert (found.median, found.heavy, found.heavy_share, found.findings) == (2, 0, 0, ())


def test_heavy_weights_are_found():
    found = weight_diagnostics(weights=np.array([1.0] * 96 + [30.0] * 4))
    assert (found.median, found.heavy) == (1, 4)
    assert found.heavy_share == pytest.approx(120 / 216)
    assert found.findings == (
        Finding.FEW_SPEAK_FOR_MANY, Finding.ONE_WEIGHS_MUCH, Finding.WEIGHTS_COST_MUCH,
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0.1, 50)), min_size=1, max_size=20))
def test_cells_and_respondents_have_the_same_median(cells):
    counts, weights = (np.array(column) for column in zip(*cells, strict=True))
    by_cell = weight_diagnostics(weights=weights, respondents=counts)
    by_respondent = weight_diagnostics(weights=np.repeat(weights, counts))
    assert by_cell.median == by_respondent.median == float(np.median(np.repeat(weights, counts)))
    assert by_cell.heavy == by_respondent.heavy
