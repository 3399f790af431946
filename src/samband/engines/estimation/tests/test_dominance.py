# SPDX-License-Identifier: EUPL-1.2
"""How much of each figure its two heaviest respondents are."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.estimation import Group, Plan, PostStrata, estimate
from samband.engines.estimation.dominance import largest_shares
from samband.engines.estimation.tests.survey_of_reference import instrument_of
from samband.engines.instrument import Index, Item, Missing, Scale

SCALE = Scale("four", (1, 2, 3, 4), {8: Missing.DONT_KNOW}, ())
A, B = Item("a", SCALE, "a"), Item("b", SCALE, "b")
INSTRUMENT = instrument_of(A, B, indices=(Index("i", (A, B), 2),))
PLAN = Plan(
    unit="place",
    weights="w",
    groups=(Group("f", {"sex": frozenset("f")}),),
    combined_units={"size:small": ("x", "y"), "size:large": ("z",)},
)

Row = tuple[str, str, float, int, int]
rows = st.lists(
    st.tuples(
        st.sampled_from("xyz"), st.sampled_from("mf"), st.sampled_from([1.0, 2.5, 7.0, 700.0]),
        st.sampled_from([1, 4, 8]), st.sampled_from([1, 8]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def shares_of(sample: list[Row], plan: Plan = PLAN) -> dict[tuple[str, str, str], tuple[float, ...]]:
    place, sex, w, a, b = (list(column) for column in zip(*sample, strict=True))
    codes = {"a": np.array(a, dtype=np.int8), "b": np.array(b, dtype=np.int8)}
    answers = {"place": place, "sex": sex, "w": w, **codes}
    found = largest_shares(answers=answers, instrument=INSTRUMENT, plan=plan)
    told = {
        tuple(row.key[:3]) for row in estimate(answers=answers, instrument=INSTRUMENT, plan=plan) if row.n
    }
    assert told == set(found)
    return {tuple(cell): shares for cell, shares in found.items()}


def test_the_heaviest_of_those_who_answered_is_seen():
    """In x the weights are 6, 2 and 2; of the question b the heaviest gave no valid answer."""
    sample = [
        ("x", "m", 6.0, 1, 8), ("x", "f", 2.0, 2, 3), ("x", "f", 2.0, 3, 4),
        ("y", "m", 10.0, 4, 1), ("z", "m", 5.0, 1, 8),
    ]  # fmt: skip
    found = shares_of(sample)
    assert found["all", "x", "a"] == pytest.approx((0.6, 0.2))
    assert found["all", "x", "b"] == found["f", "x", "a"] == pytest.approx((0.5, 0.5))
    assert found["all", "all", "a"] == pytest.approx((10 / 25, 6 / 25))
    assert found["all", "size:small", "a"] == pytest.approx((10 / 20, 6 / 20))
    assert found["all", "size:large", "a"] == found["all", "z", "a"] == (1.0, 0.0)
    assert found["all", "y", "i"] == (1.0, 0.0)
    assert ("all", "z", "b") not in found


def test_equal_weights_are_one_in_n():
    found = shares_of([("x", "f", 1.0, 1, 1)] * 8, replace(PLAN, weights=""))
    assert set(found.values()) == {(1 / 8, 1 / 8)}


def test_post_strata_weigh_too():
    """Two men stand for 80 persons, four women for 20: a man is 40 of 100, a woman 5 of 20."""
    sample = [("x", "m", 1.0, 1, 1)] * 2 + [("x", "f", 1.0, 1, 1)] * 4
    plan = replace(PLAN, weights="", post_strata=PostStrata(("sex",), {("m",): 80.0, ("f",): 20.0}))
    found = shares_of(sample, plan)
    assert found["all", "x", "a"] == pytest.approx((0.4, 0.4))
    assert found["f", "x", "a"] == pytest.approx((0.25, 0.25))


@given(rows)
@settings(max_examples=40, deadline=None)
def test_a_slow_twin_that_goes_by_the_rows_agrees(sample):
    found = shares_of(sample)
    expected = dict(twin(sample))
    assert found.keys() == expected.keys()
    for cell, shares in expected.items():
        assert found[cell] == pytest.approx(shares)


def twin(sample: list[Row]) -> Iterator[tuple[tuple[str, str, str], tuple[float, float]]]:
    units = {"all": "xyz", "x": "x", "y": "y", "z": "z", "size:small": "xy", "size:large": "z"}
    valid = {"a": lambda a, b: a != 8, "b": lambda a, b: b != 8, "i": lambda a, b: 8 not in (a, b)}
    for group, sexes in {"all": "mf", "f": "f"}.items():
        for unit, places in units.items():
            for measure, answered in valid.items():
                weights = [w for p, s, w, a, b in sample if p in places and s in sexes and answered(a, b)]
                first, second, *_ = [*sorted(weights, reverse=True), 0.0, 0.0]
                if first:
                    yield (group, unit, measure), (first / sum(weights), second / sum(weights))
