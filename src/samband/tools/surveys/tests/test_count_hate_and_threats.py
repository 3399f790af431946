# SPDX-License-Identifier: EUPL-1.2
"""Hate and threats: each respondent once, one base, and the window never out of sight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.instrument import MISSING
from samband.tools.surveys.analysis.exposure import Window, adds_up, exposure, with_implied_answers

OFFICE, YEAR = Window.IN_OFFICE, Window.IN_YEAR
CODES = st.sampled_from([0, 1, 8, 9, MISSING])


def column(*codes: int) -> np.ndarray:
    return np.array(codes, dtype=np.int16)


def test_either_is_each_person_once():
    """A hundred councillors as published for 2023: 28 hate only, 4 threat only, 8 both, 60 neither."""
    answers = {
        "hate_in_office": column(*[1] * 28, *[0] * 4, *[1] * 8, *[0] * 60),
        "threat_in_office": column(*[0] * 28, *[1] * 4, *[1] * 8, *[0] * 60),
    }
    found = exposure(answers=answers, window=OFFICE)
    assert (found.first, found.second, found.both, found.either, found.base) == (36, 12, 8, 40, 100)
    assert adds_up(first=found.first, second=found.second, both=found.both, either=found.either)


def test_figures_that_mix_bases_or_windows_do_not_add_up():
    assert adds_up(first=36, second=12, both=8, either=40)
    assert not adds_up(first=36, second=12, both=8, either=43)
    assert adds_up(first=36, second=12, both=8, either=41, rounded_to=1)
    assert not adds_up(first=5, second=12, both=8, either=9)


def test_whoever_said_no_for_the_whole_time_counts_as_no_for_the_year():
    answers = {"threat_in_office": column(0, 1, 1, 8), "threat_in_year": column(MISSING, 1, 8, MISSING)}
    assert with_implied_answers(answers=answers)["threat_in_year"].tolist() == [0, 1, 8, MISSING]


def test_an_answer_left_open_is_outside_the_base():
    answers = {"hate_in_office": column(0, 0, 8), "threat_in_office": column(0, 9, 1)}
    found = exposure(answers=answers, window=OFFICE)
    assert (found.base, found.either) == (2, 1)


def test_the_year_needs_its_own_questions():
    with pytest.raises(KeyError, match="hate_in_year"):
        exposure(answers={"hate_in_office": column(1), "threat_in_office": column(1)}, window=YEAR)


@given(st.lists(st.tuples(CODES, CODES, CODES, CODES), max_size=30))
def test_with_both_answered_it_always_adds_up(rows: list[tuple[int, int, int, int]]):
    names = ("hate_in_office", "threat_in_office", "hate_in_year", "threat_in_year")
    columns = [column(*values) for values in zip(*rows, strict=True)] or [column()] * 4
    answers = dict(zip(names, columns, strict=True))
    found = exposure(answers=answers, window=OFFICE)
    assert adds_up(first=found.first, second=found.second, both=found.both, either=found.either)
    assert found.either <= found.base <= len(rows)
    for item, codes in with_implied_answers(answers=answers).items():
        assert np.array_equal(codes[answers[item] != MISSING], answers[item][answers[item] != MISSING])
