# SPDX-License-Identifier: EUPL-1.2
"""Romanian and Moldovan, Cyrillic and Georgian names in every form one meets, all forms against all."""

from dataclasses import dataclass

import pytest

from samband.engines.names import Identity, Person, compare
from samband.engines.names.tests.samples import all_pairs

SETS = (("romanian", "ro"), ("cyrillic", "ru"), ("georgian", "ka"))


@dataclass(frozen=True)
class Found:
    precision: float
    recall: float
    across_scripts: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def script(name):
    letter = next(letter for letter in name if letter.isalpha())
    return "georgian" if "\u10d0" <= letter <= "\u10ff" else "cyrillic" if letter >= "\u0400" else "latin"


def found(*, file, half, language):
    right = wrong = missed = crossed = crossing = 0
    for left, other, is_one in all_pairs(file=file, half=half):
        says = compare(left=Person(left), right=Person(other), language=language).identity != Identity.NONE
        right, wrong, missed = right + (says and is_one), wrong + (says > is_one), missed + (says < is_one)
        if is_one and script(left) != script(other):
            crossing, crossed = crossing + 1, crossed + says
    return Found(right / (right + wrong), right / (right + missed), crossed / crossing)


@pytest.mark.parametrize("half", ["tuned", "held"])
@pytest.mark.parametrize(("file", "language"), SETS)
def test_names_are_found_again_across_spellings_and_scripts(file, language, half):
    """The held half was never looked at while the method was made."""
    figures = found(file=file, half=half, language=language)

    assert figures.f1 >= 0.93, figures
    assert figures.across_scripts >= 0.85, figures


@pytest.mark.parametrize(("file", "language"), SETS)
def test_with_an_unknown_language_slips_cost_some_precision(file, language):
    figures = found(file=file, half="held", language="")

    assert figures.recall >= 0.93
    assert figures.precision >= 0.75


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Roin Topadze", "Roin Totladze"),
        ("Maria Ungureanu", "Marius Ungureanu"),
        ("Сергей Викторович Лаврин", "Сергей Борисович Лаврин"),
        ("Sergey Viktorovich Lavrin", "Лаврин Сергей Борисович"),
        ("Adrian Șerban", "Adriana Șerban"),
    ],
)
def test_false_friends_are_two_people(left, right):
    assert compare(left=Person(left), right=Person(right), language="ru").identity == Identity.NONE
