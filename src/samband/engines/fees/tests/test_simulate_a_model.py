# SPDX-License-Identifier: EUPL-1.2
"""Two models for the same members: winners and losers, by member and by size."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from samband.engines.fees import Simulation, assess, simulate
from samband.engines.fees.model import Bands, Fixed, PerUnit, Reading, Row
from samband.engines.fees.tests.examples import amount, member, part, rules

MEMBERS = [
    member("a", 1_000),
    member("b", 6_000),
    member("c", 10_000),
    member("d", 300_000),
    member("e", None),
]
OLD = rules(part(PerUnit(amount(2), "population")))
NEW = rules(part(Fixed(amount(8_000)), PerUnit(amount("1.2"), "population")))


@pytest.fixture(scope="module")
def found() -> Simulation:
    return simulate(
        before=assess(rules=OLD, members=MEMBERS),
        after=assess(rules=NEW, members=MEMBERS),
        classes=(0, 5_000, 200_000),
    )


def test_winners_pay_less_and_losers_more(found):
    assert [(change.member, change.before, change.after) for change in found.changes] == [
        ("a", 2_000_00, 9_200_00),
        ("b", 12_000_00, 15_200_00),
        ("c", 20_000_00, 20_000_00),
        ("d", 600_000_00, 368_000_00),
    ]
    assert (found.winners, found.losers, found.unchanged) == (1, 2, 1)
    assert (found.total_before, found.total_after) == (634_000_00, 412_400_00)


def test_a_change_is_told_as_a_share_and_per_head(found):
    change = found.changes[0]

    assert (change.change, change.change_share) == (7_200_00, 3.6)
    assert change.per_head(change.after) == Fraction(920)


def test_size_classes_add_up_to_the_whole(found):
    assert [(one.start, one.end, one.members, one.winners, one.losers) for one in found.classes] == [
        (0, 5_000, 1, 0, 1),
        (5_000, 200_000, 2, 0, 1),
        (200_000, None, 1, 1, 0),
    ]
    assert sum(one.before for one in found.classes) == found.total_before
    assert (found.classes[2].largest_fall, found.classes[0].largest_rise) == (-232_000_00, 7_200_00)


def test_who_could_not_be_assessed_is_told_and_left_out(found):
    assert [refusal.member for refusal in found.left_out] == ["e"]


def test_concentration_by_hand(found):
    """Gini of 2, 12, 20, 600: (2·(1·2 + 2·12 + 3·20 + 4·600) − 5·634) / (4·634)."""
    assert found.concentration_before.gini == pytest.approx((2 * 2486 - 5 * 634) / (4 * 634))
    assert found.concentration_before.largest_ten == 1
    assert found.concentration_before.highest_per_head == 200
    assert found.concentration_after.gini < found.concentration_before.gini


def test_the_cliffs_of_the_new_model_are_told():
    rows = (Row(Decimal(0), amount(2)), Row(Decimal(200_000), amount(1)))
    slab = rules(part(Bands("population", rows, Reading.SLAB)))
    found = simulate(before=assess(rules=OLD, members=MEMBERS), after=assess(rules=slab, members=MEMBERS))

    assert found.cliffs_before == ()
    assert [(cliff.value, cliff.kind) for cliff in found.cliffs_after] == [(200_000, "drop")]


def test_models_in_two_currencies_are_not_compared():
    euro = assess(rules=replace(NEW, currency="EUR"), members=MEMBERS)

    with pytest.raises(ValueError, match="NOK and EUR"):
        simulate(before=assess(rules=OLD, members=MEMBERS), after=euro)


@pytest.mark.parametrize("classes", [(), (5,), (0, 9, 9), (0, 9, 5)])
def test_size_classes_begin_at_nothing_and_rise(classes):
    same = assess(rules=OLD, members=MEMBERS)

    with pytest.raises(ValueError, match="begin at 0 and rise"):
        simulate(before=same, after=same, classes=classes)
