# SPDX-License-Identifier: EUPL-1.2
"""Who is alike, by how much, and in what."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.comparison import BadTrait, Trait, similar_members
from samband.engines.comparison.tests.reading import rows_of

TRAITS = (Trait("people", is_logged=True), Trait("old"), Trait("growth"))
KNOWN = {
    row["unit"]: {trait.code: float(row[trait.code]) for trait in TRAITS} for row in rows_of("traits.csv")
}


@pytest.mark.parametrize("unit", sorted(KNOWN))
def test_distances_are_those_of_r(unit):
    found = {one.unit: one.distance for one in similar_members(unit=unit, traits=TRAITS, known=KNOWN)}
    expected = {row["other"]: float(row["distance"]) for row in rows_of("distances.csv", unit=unit)}

    assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("is_logged", "expected"),
    [
        (False, {"2": 0.7427, "3": 1.7939, "4": 2.0440}),
        (True, {"2": 0.7429, "3": 1.0344, "4": 2.4387}),
    ],
)
def test_four_places_by_hand(is_logged, expected):
    """Population and a rate, standard scores with n − 1: plain and logged."""
    known = {"1": (5000, 12), "2": (5200, 15), "3": (20000, 11), "4": (700, 20)}
    found = similar_members(
        unit="1",
        traits=(Trait("people", is_logged=is_logged), Trait("rate")),
        known={unit: {"people": people, "rate": rate} for unit, (people, rate) in known.items()},
    )

    farthest = max(expected.values())
    assert {one.unit: one.distance * farthest for one in found} == pytest.approx(expected, abs=1e-4)


def test_nearest_come_first_and_the_farthest_of_all_is_one():
    found = similar_members(unit="b", traits=TRAITS, known=KNOWN)

    distances = [one.distance for one in found]
    assert distances == sorted(distances)
    assert distances[-1] == pytest.approx(1.0)
    assert found[0].unit == "c"


def test_parts_tell_what_makes_them_differ():
    (nearest,) = similar_members(unit="b", traits=TRAITS, known=KNOWN, count=1)

    assert sum(nearest.parts.values()) == pytest.approx(1.0)
    assert max(nearest.parts, key=lambda code: nearest.parts[code]) == "growth"


def test_a_choice_of_members_does_not_move_the_scale():
    all_of_them = {one.unit: one.distance for one in similar_members(unit="b", traits=TRAITS, known=KNOWN)}
    chosen = similar_members(unit="b", traits=TRAITS, known=KNOWN, among={"d", "f"})

    assert {one.unit: one.distance for one in chosen} == {code: all_of_them[code] for code in ("d", "f")}


def test_members_with_gaps_are_left_out():
    known = {**KNOWN, "g": {"people": 4000.0, "old": float("nan"), "growth": 0.1}}

    assert "g" not in {one.unit for one in similar_members(unit="b", traits=TRAITS, known=known)}
    with pytest.raises(LookupError, match="Of g these traits are not known: old"):
        similar_members(unit="g", traits=TRAITS, known=known)


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ((), "at least one trait"),
        ((Trait("growth", is_logged=True),), "no logarithm"),
        ((Trait("old", weight=0),), "weight above 0"),
        ((Trait("same"),), "the same everywhere"),
    ],
)
def test_a_trait_that_tells_nothing_is_refused_in_words(traits, words):
    known = {unit: {**values, "same": 1.0} for unit, values in KNOWN.items()}
    with pytest.raises(BadTrait, match=words):
        similar_members(unit="a", traits=traits, known=known)


@given(factor=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_units_of_measurement_do_not_matter(factor, shift):
    turned = {
        unit: {"people": values["people"] * factor, "old": values["old"] * factor + shift,
               "growth": values["growth"]}
        for unit, values in KNOWN.items()
    }  # fmt: skip
    usual, other = (similar_members(unit="c", traits=TRAITS, known=known) for known in (KNOWN, turned))

    assert [one.unit for one in usual] == [one.unit for one in other]
    assert [one.distance for one in other] == pytest.approx([one.distance for one in usual], abs=1e-6)


def test_logged_people_are_as_far_apart_as_their_ratio():
    known = {str(people): {"people": people} for people in (100.0, 1000.0, 100000.0)}
    found = similar_members(unit="100.0", traits=(Trait("people", is_logged=True),), known=known)

    assert [one.distance for one in found] == pytest.approx([log(10) / log(1000), 1.0])
