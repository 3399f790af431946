# SPDX-License-Identifier: EUPL-1.2
"""One name in the spellings of several countries sounds alike; another name does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from samband.engines.names.aligning import allowed
from samband.engines.names.words import distance

CONSONANTS = st.text(alphabet="bdlmnr", min_size=1, max_size=9)


@pytest.mark.parametrize(
    "forms",
    [
        ("Щербаков", "Shcherbakov", "Ščerbakov", "Chtcherbakov", "Schtscherbakow", "Sjtsjerbakov"),
        ("Желязков", "Zhelyazkov", "Jeliazkov", "Željazkov"),
        ("Цуркану", "Țurcanu", "Ţurcanu", "Turcanu"),
        ("ხუციშვილი", "Khutsishvili", "Хуцишвили", "Chuzischwili"),
        ("Чебан", "Ceban", "Cheban"),
        ("Гиляков", "Ghileacov", "Gilyakov"),
        ("Απόστολος", "Apostolos"),
    ],
)
def test_spellings_of_one_word_are_within_what_is_allowed(forms):
    first, *others = forms
    for other in others:
        assert distance(left=first, right=other) <= allowed(length=max(len(first), len(other))), other


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_the_same_both_ways(left, right):
    assert distance(left=left, right=right) == pytest.approx(distance(left=right, right=left))
    assert distance(left=left, right=left) == 0


@given(CONSONANTS, CONSONANTS)
def test_letters_that_have_no_second_spelling_count_whole(left, right):
    """The plain edit distance, with neighbours that change places, is the obvious twin."""

    def single(word):
        return "".join(letter for place, letter in enumerate(word) if place == 0 or word[place - 1] != letter)

    assert distance(left=left, right=right) == (
        0 if left == right else pytest.approx(OSA.distance(single(left), single(right)))
    )
