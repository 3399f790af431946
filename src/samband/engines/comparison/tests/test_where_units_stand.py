# SPDX-License-Identifier: EUPL-1.2
"""One figure of many units: marks, places, and who cannot be told apart."""

from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.comparison import Mark, TooFewUnits, standings
from samband.engines.tables import Estimate, Status


def row(unit: str, value: float, se: float = 0.1) -> Estimate:
    return Estimate("g", unit, "trust", "mean", "", 99, value, se, value, value, Status.RELEASED)


ALIKE = [row(f"u{at}", 3 + 0.05 * (-1) ** at) for at in range(10)]
SPREAD = [row(f"u{at}", 3 + 0.4 * (-1) ** at) for at in range(10)]


def test_units_that_are_alike_are_usual_and_share_all_places() -> None:
    found = standings(rows=ALIKE)
    assert found.target == pytest.approx(3)
    assert found.between == 0
    assert {unit.mark for unit in found.units.values()} == {Mark.USUAL}
    assert found.units["u0"].first == 1
    assert found.units["u0"].last >= 8
    assert not found.apart.any()


def test_where_all_differ_beyond_chance_the_usual_spread_widens_the_funnel() -> None:
    """By hand: z = ±4, φ = 16, τ² = (10·16 − 9)/(1000 − 100) = 151/900."""
    found = standings(rows=SPREAD)
    assert found.between == pytest.approx(sqrt(151 / 900))
    assert {unit.mark for unit in found.units.values()} == {Mark.BEYOND_CHANCE}
    lower, upper = found.limits(0.1, 0.95)
    assert upper - 3 == pytest.approx(1.959963985 * sqrt(0.01 + 151 / 900))
    assert 3 - lower == pytest.approx(upper - 3)
    assert found.are_apart("u0", "u1")
    assert not found.are_apart("u0", "u2")


def test_one_far_from_an_even_field_is_beyond_the_spread() -> None:
    found = standings(rows=[*ALIKE, *(row(f"v{at}", 3.0) for at in range(10)), row("far", 2.0)])
    assert found.units["far"].mark is Mark.BEYOND_SPREAD
    assert found.units["far"].direction == -1
    assert (found.units["far"].first, found.units["far"].last) == (21, 21)


def test_withheld_units_have_no_place_and_too_few_are_refused() -> None:
    assert "gone" not in standings(rows=[*ALIKE, row("gone", nan, nan)]).units
    with pytest.raises(TooFewUnits, match="there are 4"):
        standings(rows=[*ALIKE[:4], row("everybody", 2, 0.0)])


@given(values=st.lists(st.floats(1, 4), min_size=5, max_size=12))
def test_the_same_figures_always_give_the_same_places(values: list[float]) -> None:
    rows = [row(f"u{at}", value) for at, value in enumerate(values)]
    first, second = standings(rows=rows), standings(rows=rows)
    assert first.units == second.units
    assert all(1 <= unit.first <= unit.last <= len(rows) for unit in first.units.values())
