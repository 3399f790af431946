# SPDX-License-Identifier: EUPL-1.2
"""Final dispositions from histories, and the rates made of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.sampling import (
    DISPOSITIONS,
    NEVER_TRIED,
    AskedBy,
    Outcome,
    UnknownDisposition,
    estimated_eligibility,
    final_disposition,
    outcome_of,
    outcome_rates,
)

TWELVE = {"I": 4, "P": 2, "R": 1, "NC": 1, "O": 1, "UH": 1, "UO": 1, "NE": 1}


def test_the_worked_example_of_the_r_package():
    """outcomerate (rOpenSci), README: twelve people, e by proportional allocation, three decimals."""
    found = outcome_rates(counts=TWELVE)

    assert {name: round(rate, 3) for name, rate in found.rates.items()} == {
        "RR1": 0.364, "RR2": 0.545, "RR3": 0.370, "RR4": 0.556, "RR5": 0.444, "RR6": 0.667,
        "COOP1": 0.500, "COOP2": 0.750, "COOP3": 0.571, "COOP4": 0.857,
        "REF1": 0.091, "REF2": 0.093, "REF3": 0.111, "CON1": 0.727, "CON2": 0.741, "CON3": 0.889,
    }  # fmt: skip
    assert found.eligibility == 0.9


def test_the_tenth_edition_counts_unknown_respondents_apart_with_the_same_weight():
    """By hand: 20 known to be eligible, 18 unknown, of whom 0.4 count."""
    counts = {"I": 10, "P": 2, "R": 3, "NC": 4, "O": 1, "UH": 5, "UR": 7, "UO": 6, "NE": 8}

    found = outcome_rates(counts=counts, eligibility=0.4).rates

    assert found["RR1"] == 10 / 38
    assert found["RR3"] == pytest.approx(10 / 27.2)
    assert found["REF2"] == pytest.approx(3 / 27.2)
    assert found["CON2"] == pytest.approx(16 / 27.2)
    assert found["COOP4"] == 12 / 15


def test_codes_and_weights_count_like_groups():
    by_code = outcome_rates(counts={"1.1": 4, "1.2": 2, "2.112": 0.5, "2.11": 0.5, "2.20": 1, "2.34": 1,
                                    "3.13": 1, "3.90": 1, "4.31": 1})  # fmt: skip

    assert by_code.rates == outcome_rates(counts=TWELVE).rates


def test_a_council_where_three_were_away():
    """28 of 31 answered; everybody is eligible."""
    assert outcome_rates(counts={"1.1": 28, "2.20": 3}).rates["RR1"] == pytest.approx(28 / 31)


def test_nobody_asked_has_no_rate():
    found = outcome_rates(counts={})

    assert set(found.rates.values()) == {None}
    assert found.eligibility is None


def test_unknown_eligibility_of_everybody_counts_them_all():
    found = outcome_rates(counts={"3.13": 5})

    assert found.eligibility is None
    assert found.rates["RR3"] == 0


@pytest.mark.parametrize("code", ["5.1", "2.4", "1", "abc", "", "33", "1.1; drop", "2.112aa"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(UnknownDisposition, match="is no disposition"):
        outcome_of(code)


@pytest.mark.parametrize(
    ("counts", "eligibility", "words"),
    [({"I": -1}, None, "count of I is -1"), ({"I": float("nan")}, None, "nan"), ({"I": 1}, 1.2, "1.2")],
)
def test_impossible_counts_are_refused(counts, eligibility, words):
    with pytest.raises(ValueError, match=words):
        outcome_rates(counts=counts, eligibility=eligibility)


@pytest.mark.parametrize(
    ("code", "group"),
    [("1.1", "I"), ("1.2", "P"), ("2.12", "R"), ("2.112a", "R"), ("2.27", "NC"), ("2.333", "O"),
     ("3.11", "UH"), ("3.21", "UR"), ("3.90", "UO"), ("3", "UO"), ("4.80", "NE"), ("nc", "NC")],
)  # fmt: skip
def test_the_beginning_of_a_code_tells_its_group(code, group):
    assert outcome_of(code) == group


def test_every_listed_code_has_words_and_a_mode():
    assert all(one.words and one.modes <= set(AskedBy) and one.modes for one in DISPOSITIONS.values())
    assert {one.outcome for one in DISPOSITIONS.values()} == set(Outcome)
    assert list(DISPOSITIONS) == sorted(DISPOSITIONS)


@pytest.mark.parametrize(
    ("history", "final"),
    [
        ([], NEVER_TRIED),
        (["3.13", "3.12", "3.13"], "3.13"),
        (["2.112", "3.13"], "2.112"),
        (["2.111", "1.1"], "1.1"),
        (["1.1", "3.13"], "1.1"),
        (["2.21", "3.13"], "2.21"),
        (["3.21", "3.13"], "3.21"),
        (["1.2", "2.112"], "1.2"),
        (["2.111", "4.70"], "4.70"),
        (["4.32", "2.112"], "2.112"),
        (["2.33", "2.21"], "2.33"),
        (["2.111", "2.112", "2.36"], "2.112"),
    ],
)
def test_the_outcome_that_settles_most_counts(history, final):
    assert final_disposition(history=history) == final


CODES = st.sampled_from(list(DISPOSITIONS))


@settings(deadline=None)
@given(history=st.lists(CODES, min_size=1, max_size=8), again=CODES)
def test_a_final_code_is_one_of_the_history_and_an_interview_stays(history, again):
    final = final_disposition(history=history)

    assert final in history
    assert final_disposition(history=[*history, final]) == final
    if outcome_of(final) is Outcome.COMPLETE and outcome_of(again) is not Outcome.COMPLETE:
        assert final_disposition(history=[*history, again]) == final


COUNTS = st.dictionaries(st.sampled_from(list(Outcome)), st.integers(0, 500), min_size=1)


@settings(deadline=None)
@given(counts=COUNTS, e=st.floats(0, 1))
def test_rates_are_parts_in_the_order_of_the_standard(counts, e):
    found = outcome_rates(counts=counts, eligibility=e).rates
    given_rates = [rate for rate in found.values() if rate is not None]

    assert all(0 <= rate <= 1 for rate in given_rates)
    if found["RR5"] is not None:
        assert found["RR1"] <= found["RR3"] + 1e-12
        assert found["RR3"] <= found["RR5"] + 1e-12
        assert found["RR1"] <= found["RR2"]
        assert found["CON3"] >= found["RR6"]


@settings(deadline=None)
@given(counts=COUNTS)
def test_the_estimated_eligibility_is_a_part_of_those_known(counts):
    e = estimated_eligibility(counts=counts)

    assert e is None or 0 <= e <= 1
