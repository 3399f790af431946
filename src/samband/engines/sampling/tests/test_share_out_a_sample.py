# SPDX-License-Identifier: EUPL-1.2
"""A sample shared out over strata: whole numbers that add up, inside what each stratum has."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.sampling import Allocation, TooFew, allocate, allocate_within

AREAS = {("centre",): 6000, ("coast",): 3000, ("islands",): 1000}


def test_in_proportion_everybody_has_the_same_chance():
    assert list(allocate(total=100, populations=AREAS).values()) == [60, 30, 10]


def test_equally_every_stratum_is_known_as_well():
    assert list(allocate(total=99, populations=AREAS, rule=Allocation.EQUAL).values()) == [33, 33, 33]


def test_by_spread_more_where_people_differ_more():
    """By hand: 6000·10 : 3000·20 : 1000·30 = 6 : 6 : 3."""
    found = allocate(
        total=150,
        populations=AREAS,
        rule=Allocation.NEYMAN,
        deviations={("centre",): 10, ("coast",): 20, ("islands",): 30},
    )
    assert list(found.values()) == [60, 60, 30]


def test_a_power_lies_between():
    """By hand: square roots of 6 : 3 : 1 are 2.449 : 1.732 : 1, of 5.182 together."""
    assert list(allocate(total=100, populations=AREAS, rule=Allocation.POWER).values()) == [47, 34, 19]
    assert allocate(total=100, populations=AREAS, rule=Allocation.POWER, power=1) == allocate(
        total=100, populations=AREAS
    )


def test_the_compromise_of_whole_and_parts():
    weights = [sqrt(part**2 + 1 / 9) for part in (0.6, 0.3, 0.1)]
    shares = [1000 * weight / sum(weights) for weight in weights]

    found = allocate(total=1000, populations=AREAS, rule=Allocation.KISH)

    assert all(abs(got - share) < 1 for got, share in zip(found.values(), shares, strict=True))


def test_nobody_is_drawn_twice_where_there_are_few():
    small = {("large",): 100, ("middle",): 3, ("tiny",): 1}

    assert list(allocate(total=10, populations=small, rule=Allocation.EQUAL).values()) == [6, 3, 1]
    assert list(allocate(total=10, populations=small, minimum=2).values()) == [7, 2, 1]
    assert allocate(total=104, populations=small) == small


def test_strata_without_spread_take_what_is_left_over():
    populations = {("a",): 10, ("b",): 20, ("c",): 40}
    spread = {("a",): 1.0, ("b",): 0.0, ("c",): 0.0}

    found = allocate(total=40, populations=populations, rule=Allocation.NEYMAN, deviations=spread)

    assert found == {("a",): 10, ("b",): 10, ("c",): 20}


def test_what_cannot_be_is_refused_with_the_numbers():
    with pytest.raises(TooFew, match="10001 cannot be drawn from 10000 people"):
        allocate(total=10_001, populations=AREAS)
    with pytest.raises(TooFew, match="adds up to 30, but 20"):
        allocate(total=20, populations=AREAS, minimum=10)
    with pytest.raises(ValueError, match="No standard deviation is given for stratum coast"):
        allocate(total=20, populations=AREAS, rule=Allocation.NEYMAN, deviations={("centre",): 1})


def test_each_unit_is_shared_out_by_itself():
    populations = {
        ("0301", "f"): 300, ("0301", "m"): 300, ("1151", "f"): 80, ("1151", "m"): 72, ("1103", "f"): 5
    }  # fmt: skip

    found = allocate_within(totals={"0301": 101, "1151": 300}, populations=populations)

    assert found == {
        ("0301", "f"): 51, ("0301", "m"): 50, ("1151", "f"): 80, ("1151", "m"): 72, ("1103", "f"): 0
    }  # fmt: skip


LABELS = st.text("abcdefgh", min_size=1, max_size=2).map(lambda text: (text,))


@settings(deadline=None)
@given(
    populations=st.dictionaries(LABELS, st.integers(0, 200), min_size=1, max_size=12),
    part=st.floats(0, 1),
    rule=st.sampled_from([rule for rule in Allocation if rule is not Allocation.NEYMAN]),
    minimum=st.integers(0, 5),
    order=st.randoms(use_true_random=False),
)
def test_the_parts_add_up_and_stay_inside_whatever_the_order(populations, part, rule, minimum, order):
    least = sum(min(minimum, people) for people in populations.values())
    total = max(round(part * sum(populations.values())), least)
    turned = list(populations.items())
    order.shuffle(turned)

    found = allocate(total=total, populations=populations, rule=rule, minimum=minimum)

    assert sum(found.values()) == total
    assert all(min(minimum, populations[label]) <= n <= populations[label] for label, n in found.items())
    assert found == allocate(total=total, populations=dict(turned), rule=rule, minimum=minimum)


def test_of_equal_remainders_the_larger_stratum_then_the_first_label_takes_the_unit():
    populations = {("c",): 5, ("b",): 9, ("a",): 5}

    assert allocate(total=4, populations=populations, rule=Allocation.EQUAL)[("b",)] == 2
    assert allocate(total=5, populations=populations, rule=Allocation.EQUAL) == {
        ("c",): 1,
        ("b",): 2,
        ("a",): 2,
    }


def test_the_side_that_is_violated_more_is_fixed_first():
    """By hand: 14 by 6 : 1 : 1 : 1 is 9⅓ of 6 (3⅓ too many) and three times 1⁵⁄₉ for 3 (4⅓ too few)."""
    populations = {("a",): 6, ("b",): 8, ("c",): 8, ("d",): 8}
    spread = {("a",): 1, ("b",): 0.125, ("c",): 0.125, ("d",): 0.125}

    found = allocate(total=14, populations=populations, rule=Allocation.NEYMAN, deviations=spread, minimum=3)

    assert list(found.values()) == [5, 3, 3, 3]


@settings(deadline=None)
@given(
    populations=st.dictionaries(LABELS, st.integers(1, 60), min_size=1, max_size=8),
    part=st.floats(0, 1),
    minimum=st.integers(0, 12),
    power=st.sampled_from([-1, 0, 0.5, 1]),
)
def test_a_slow_search_for_the_level_gives_the_same_within_one(populations, part, minimum, power):
    """The twin raises one level until the strata, each cut to its bounds, hold the total."""
    lows = {label: min(minimum, people) for label, people in populations.items()}
    total = max(round(part * sum(populations.values())), sum(lows.values()))
    weights = {label: Fraction(people**power) for label, people in populations.items()}
    low, high = Fraction(0), Fraction(8000)
    for _ in range(60):
        level = (low + high) / 2
        held = {
            label: min(max(level * weights[label], lows[label]), people)
            for label, people in populations.items()
        }
        low, high = (level, high) if sum(held.values()) < total else (low, level)

    found = allocate(
        total=total, populations=populations, rule=Allocation.POWER, power=power, minimum=minimum
    )

    assert all(abs(found[label] - held[label]) < 1 + Fraction(1, 10**6) for label in populations)
