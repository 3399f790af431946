# SPDX-License-Identifier: EUPL-1.2
"""The fee of each kind of term, computed by hand; members that join, leave, merge, or cannot be assessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from samband.engines.fees import FeeRules, Member, StepKind, assess
from samband.engines.fees.model import (
    Agreed,
    Bands,
    Choice,
    Fixed,
    Limits,
    OnMerger,
    PerUnit,
    ProRata,
    Reading,
    Rebate,
    RebateReading,
    Round,
    Rounding,
    Row,
    Share,
    Steps,
)
from samband.engines.fees.rates import WrongYear
from samband.engines.fees.tests.examples import amount, index, member, part, rules

JULY = date(2020, 7, 1)
HALF = Fraction(1, 2)


def totals(found: FeeRules, *members: Member, year: int = 0) -> list[int]:
    assessed = assess(rules=found, members=members, year=year)
    assert assessed.refused == ()
    return [fee.total for fee in assessed.fees]


def per_head(rate: str = "10") -> PerUnit:
    return PerUnit(amount(rate), "population")


def bands(reading: Reading) -> Bands:
    rows = [(0, "3"), (1_000, "2"), (5_000, "1")]
    return Bands("population", tuple(Row(Decimal(start), amount(rate)) for start, rate in rows), reading)


def test_terms_of_a_part_are_added():
    assert totals(rules(part(Fixed(amount(500)), per_head("2.5"))), member("a", 101)) == [752_50]


@pytest.mark.parametrize(("population", "øre"), [(999, 299_700), (1_000, 200_000), (5_000, 500_000)])
def test_a_slab_counts_everybody_at_the_rate_of_the_band(population, øre):
    assert totals(rules(part(bands(Reading.SLAB))), member("a", population)) == [øre]


@pytest.mark.parametrize(
    ("population", "øre"), [(999, 299_700), (1_000, 300_000), (1_001, 300_200), (6_000, 1_200_000)]
)
def test_marginal_bands_count_each_inhabitant_at_the_rate_of_its_own_band(population, øre):
    assert totals(rules(part(bands(Reading.MARGINAL))), member("a", population)) == [øre]


def test_every_inhabitant_added_one_by_one_gives_the_same_as_marginal_bands():
    """The slow twin: each inhabitant by itself, by the band that it falls into."""
    expected = sum(300 if n < 1_000 else 200 if n < 5_000 else 100 for n in range(7_321))

    assert totals(rules(part(bands(Reading.MARGINAL))), member("a", 7_321)) == [expected]


def test_steps_go_on_by_the_same_width_after_the_table():
    table = Steps("population", (Row(Decimal(200), amount(70)),), Decimal(100), amount(10))

    assert totals(rules(part(table)), *(member(str(n), n) for n in (200, 299, 300, 1_050))) == [
        7000,
        7000,
        8000,
        15000,
    ]


def test_a_rebate_is_for_members_above_its_threshold_only():
    whole = Rebate(Fraction(1, 10), "population", Decimal(100))
    above = Rebate(Fraction(1, 10), "population", Decimal(100), RebateReading.ABOVE)
    members = [member("a", 100), member("b", 101), member("c", 200)]

    assert totals(rules(part(per_head(), rebates=(whole,))), *members) == [100_000, 90_900, 180_000]
    assert totals(rules(part(per_head(), rebates=(above,))), *members) == [100_000, 100_900, 190_000]


def test_a_named_limit_stands_instead_of_the_common_one():
    found = rules(
        part(
            per_head(),
            limits=Limits(amount(500), amount(100)),
            named={"c": Limits(amount(900), reason="agreed")},
        )
    )
    fees = assess(rules=found, members=[member("a", 5), member("b", 80), member("c", 95)]).fees

    assert [fee.total for fee in fees] == [100_00, 500_00, 900_00]
    assert fees[2].lines[0].steps[-1].note == "agreed"
    assert [fee.lines[0].is_capped for fee in fees] == [False, True, True]


def test_a_part_can_be_for_some_members_and_for_one_answer_alone():
    choice = Choice("extra", "Is there an extra part?", ("no", "yes"), "no")
    extra = part(Fixed(amount(1)), code="extra", members=("b",), when={"extra": "yes"})
    found = rules(part(per_head()), extra, choices={"extra": choice})
    members = [member("a", 1), member("b", 1)]

    assert totals(found, *members) == [10_00, 10_00]
    assert [fee.total for fee in assess(rules=found, members=members, choices={"extra": "yes"}).fees] == [
        10_00,
        11_00,
    ]


@pytest.mark.parametrize("choices", [{"nothing": "no"}, {"extra": "perhaps"}])
def test_an_answer_that_the_file_does_not_know_is_refused(choices):
    found = rules(part(per_head()), choices={"extra": Choice("extra", "?", ("no", "yes"), "no")})

    with pytest.raises(ValueError, match=r"choice|answer"):
        assess(rules=found, members=[], choices=choices)


# Rounding and indices


@pytest.mark.parametrize(
    ("rounding", "øre"),
    [(Rounding.HALF_UP, 3_00), (Rounding.HALF_EVEN, 2_00), (Rounding.UP, 3_00), (Rounding.DOWN, 2_00)],
)
def test_a_part_is_rounded_by_its_own_rule(rounding, øre):
    by_rule = replace(part(Fixed(amount("2.5"))), round=Round(Decimal(1), rounding))

    assert totals(rules(by_rule), member("a", 1)) == [øre]


def test_rates_carry_the_unrounded_chain_and_are_rounded_once():
    """36.15 · 1.0333 · 1.0299 = 38.47 (38.4707…); rounding each year gives 38.46."""
    wages = index(y2021="3.33", y2022="2.99")
    rate = amount("36.15", index="wages", round=Round(Decimal("0.01")))
    found = rules(part(PerUnit(rate, "population")), indices=(wages,))

    assert totals(found, member("a", 100, year=2021), year=2022) == [3_847_00]
    (step,) = assess(rules=found, members=[member("a", 1, year=2021)], year=2022).fees[0].lines[0].steps
    assert [one.year for one in step.rate.steps] == [2021, 2022]
    assert step.rate.exact == Fraction("36.15") * Fraction("1.0333") * Fraction("1.0299")
    assert step.rate.value == Fraction("38.47")


@pytest.mark.parametrize("year", [2019, 2022, 2023])
def test_a_year_that_the_rules_or_an_index_do_not_reach_is_refused(year):
    wages = index(y2021="3")
    found = rules(part(Fixed(amount(1, index="wages"))), indices=(wages,), valid_to=2023)

    with pytest.raises(WrongYear, match=str(year)):
        assess(rules=found, members=[], year=year) and assess(
            rules=found, members=[member("a", 1)], year=year
        )


def test_the_population_is_that_of_the_year_the_rules_name():
    values = {"population": {2018: Decimal(10), 2019: Decimal(20), 2020: Decimal(30)}}

    assert totals(rules(part(per_head())), Member("a", "A", "municipality", values)) == [200_00]


# Shares of a total


def test_shares_add_up_to_the_total_by_largest_remainder():
    """100 by 1:1:1 and øre: 33.34, 33.33, 33.33, the first by its code; rounded alone one is lost."""
    members = [member(code, 7) for code in "cab"]

    assert totals(rules(part(Share(amount(100), "population"))), *members) == [33_33, 33_34, 33_33]
    assert totals(rules(part(Share(amount(100), "population", is_exact=False))), *members) == [33_33] * 3


def test_a_share_is_of_those_who_pay_it():
    found = rules(
        part(Share(amount(90), "population"), members=("a", "b")), part(Fixed(amount(1)), code="all")
    )

    assert totals(found, member("a", 1), member("b", 2), member("c", 600)) == [31_00, 61_00, 1_00]


# Part of a year


@pytest.mark.parametrize(
    ("pro_rata", "joined", "share"),
    [
        (ProRata.MONTH, JULY, Fraction(6, 12)),
        (ProRata.MONTH, date(2020, 7, 2), Fraction(5, 12)),
        (ProRata.DAY, JULY, Fraction(184, 366)),
        (ProRata.NONE, JULY, 0),
        (ProRata.NONE, date(2020, 1, 1), 1),
    ],
)
def test_who_joins_within_the_year_pays_for_the_rest_of_it(pro_rata, joined, share):
    found = rules(part(Fixed(amount(366)), to="0.01"), pro_rata=pro_rata)

    assert totals(found, member("a", 1, joined=joined)) == [366_00 * share]


def test_who_is_no_member_in_the_year_is_passed_over():
    gone, later = member("a", 1, left=date(2020, 1, 1)), member("b", 1, joined=date(2021, 1, 1))
    assessed = assess(rules=rules(part(per_head())), members=[gone, later])

    assert (assessed.fees, assessed.refused) == ((), ())


def test_shares_weigh_those_who_stayed_half_the_year_half():
    found = rules(part(Share(amount(300), "population")), pro_rata=ProRata.MONTH)
    joined = member("b", 10, joined=JULY)

    assert totals(found, member("a", 10), joined) == [200_00, 100_00]


# Mergers


@pytest.mark.parametrize(
    ("on_merger", "before", "after"),
    [(OnMerger.SINGLE, 300, 200), (OnMerger.CARRIED, 300, 300), (OnMerger.SPREAD, 300, 300)],
)
def test_base_amounts_after_a_merger(on_merger, before, after):
    """a and b become d. KS holds the sum of the base amounts constant."""
    found = rules(part(Fixed(amount(100), on_merger, units=3)))
    merged = member("d", 2, merged_from=("a", "b"))

    assert sum(totals(found, *(member(code, 1) for code in "abc"))) == before * 100
    assert sum(totals(found, merged, member("c", 1))) == after * 100


@pytest.mark.parametrize("on_merger", [OnMerger.CARRIED, OnMerger.SPREAD])
def test_a_merger_in_the_middle_of_the_year_leaves_the_sum_as_it_was(on_merger):
    found = rules(part(Fixed(amount(120), on_merger, units=3), per_head("1.20")), pro_rata=ProRata.MONTH)
    year = [
        member("a", 100, left=JULY),
        member("b", 200, left=JULY),
        member("d", 300, joined=JULY, merged_from=("a", "b")),
        member("c", 50),
    ]

    assert sum(totals(found, *year)) == (3 * 120_00) + 350 * 120


# Who cannot be assessed


def test_everybody_who_cannot_be_assessed_is_told_of_and_the_others_pay():
    found = rules(part(per_head()))
    members = [member("a", 1), member("b", None), member("c", 1, kind="company"), member("a", 9)]
    assessed = assess(rules=found, members=members)

    assert [fee.member for fee in assessed.fees] == ["a"]
    assert sorted(str(refusal) for refusal in assessed.refused) == [
        "Member a (a): The member is there twice. Keep one of the two.",
        "Member b (b): population of 2019 is missing. Give it in the column population_2019.",
        "Member c (c): No tariff is for the kind “company”. Add the kind, or the member, to a tariff.",
    ]


def test_a_member_without_an_agreed_amount_is_refused():
    assessed = assess(rules=rules(part(Agreed({}))), members=[member("a", 1)])

    assert "No amount is agreed" in str(assessed.refused[0])


def test_every_line_tells_steps_that_add_up_to_it():
    terms = (Fixed(amount(100)), per_head("1.111"))
    found = rules(part(*terms, limits=Limits(amount(150)), to="1"), pro_rata=ProRata.DAY)
    (fee,) = assess(rules=found, members=[member("a", 99, joined=JULY)]).fees
    steps = fee.lines[0].steps

    assert [step.kind for step in steps] == [
        StepKind.FIXED,
        StepKind.PER_UNIT,
        StepKind.CAP,
        StepKind.PRO_RATA,
        StepKind.ROUNDING,
    ]
    assert sum(step.effect for step in steps) * 100 == fee.total
    assert steps[1].rule == "municipality/ordinary/terms/2"
    assert (steps[1].basis.value, steps[1].basis.year) == (99, 2019)
    assert fee.size == 99


def test_a_spread_amount_is_spread_over_those_who_pay_it():
    one = part(Fixed(amount(100), OnMerger.SPREAD, 3), members=("a", "b"))
    found = assess(rules=rules(one), members=[member(code, 1) for code in "abc"])

    assert [fee.total for fee in found.fees] == [15_000, 15_000, 0]


@pytest.mark.parametrize("value", ["-5", "NaN", "Infinity"])
def test_a_value_that_cannot_be_counted_is_refused(value):
    absurd = replace(member("a", 1), values={"population": {2019: Decimal(value)}})
    found = assess(rules=rules(part(PerUnit(amount(2), "population"))), members=[absurd])

    assert found.fees == ()
    assert "Give a number from 0 up." in str(found.refused[0])
