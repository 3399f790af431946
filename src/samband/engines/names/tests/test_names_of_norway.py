# SPDX-License-Identifier: EUPL-1.2
"""Norwegian names: one name in many spellings, and many names one letter apart."""

from itertools import pairwise
from random import Random

import pytest

from samband.engines.names import Identity, Person, compare
from samband.engines.names.tests.samples import drawn, norwegian_variants, one_letter_apart


def identity(left, right, **further):
    return compare(left=Person(left), right=Person(right), language="nb", **further).identity


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Åse Ødegård", "Aase Oedegaard"),
        ("Åse Ødegård", "Ase Odegard"),
        ("Bjørn Sætre", "Bjoern Saetre"),
        ("Anne-Marie Berg Hansen", "Anne Marie Hansen"),
        ("Anne-Marie Hansen", "HANSEN, ANNE MARIE"),
        ("Kari Berg Hansen", "Kari B. Hansen"),
        ("Kari Hansen", "Hansen Kari"),
        ("Máret Ánne Sara", "Maret Anne Sara"),
    ],
)
def test_spellings_of_one_name_are_a_possible_identity(left, right):
    assert identity(left, right) == identity(right, left) == Identity.POSSIBLE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Marit Nilsen", "Marit Nielsen"),
        ("Geir Hansen", "Geir Hanssen"),
        ("Kari Johansen", "Karin Johansen"),
        ("Kristian Berg", "Christian Berg"),
        ("Ole Moe", "Ole Mo"),
        ("Ole Setre", "Ole Sætre"),
        ("Anne Marie Hansen", "Anne Berit Hansen"),
    ],
)
def test_one_letter_more_is_another_name(left, right):
    assert identity(left, right) == identity(right, left) == Identity.NONE


def test_variants_made_of_the_statistics_of_names_are_found():
    pairs = list(norwegian_variants(seed=20261122, times=1500))
    found = sum(identity(left, right) == Identity.POSSIBLE for left, right in pairs)

    assert found >= 0.97 * len(pairs)


def test_families_one_letter_apart_stay_apart():
    """Of all such pairs in the list, at most one in a hundred may even be asked about."""
    pairs = list(one_letter_apart())
    asked = [pair for pair in pairs if identity(f"Kari {pair[0]}", f"Kari {pair[1]}") != Identity.NONE]

    assert len(pairs) > 2000
    assert len(asked) <= 0.01 * len(pairs), asked


def test_families_one_letter_apart_are_no_strong_identity_even_with_one_date_of_birth():
    born = "1970-05-17"
    strong = [
        pair
        for pair in one_letter_apart()
        if compare(
            left=Person(f"Kari {pair[0]}", born), right=Person(f"Kari {pair[1]}", born), language="nb"
        ).identity
        == Identity.STRONG
    ]

    assert len(strong) <= 20, strong


def test_people_drawn_at_random_are_not_taken_for_one():
    chance = Random(7)
    names = [
        f"{drawn(chance=chance, kind='given')} {drawn(chance=chance, kind='family')}" for _ in range(400)
    ]
    pairs = [(one, other) for one, other in pairwise(names) if one != other]

    assert all(identity(one, other) == Identity.NONE for one, other in pairs)
