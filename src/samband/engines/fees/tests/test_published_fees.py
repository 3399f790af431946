# SPDX-License-Identifier: EUPL-1.2
"""Every published figure to its printed digit. Sources: the heads of the rule files.

Printed by KS (ks.no, Medlemskontingent 2020): rates, caps, the whole table of counties. Printed by SKR: rates
and totals. Computed from printed figures: where caps bind, what Oslo pays, fees per head. What the sources
leave open is a choice in the file, and both answers are computed here. Not checked, because the formulas are
not public: LGA (England and Wales) and NALAG (Georgia); of KL only that the shares add up to its total.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from samband.engines.fees import (
    CliffKind,
    FeeRules,
    Member,
    StepKind,
    assess,
    find_cliffs,
    in_major,
    rounded,
)
from samband.engines.fees.model import Amount, Index, IndexPart, IndexStep, Round
from samband.engines.fees.rates import Rates
from samband.engines.fees.tests.examples import member, rules, rules_of

COUNTIES_2020 = {
    200: 7_015_560,
    300: 8_047_260,
    400: 9_078_960,
    500: 10_110_660,
    600: 11_142_360,
    700: 12_174_060,
    800: 13_205_760,
    900: 14_237_460,
    1000: 15_269_160,
    1100: 16_300_860,
}
OSLO = 697_549


def fees_of(found: FeeRules, *members: Member, **choices: str) -> list[dict[str, Decimal]]:
    assessed = assess(rules=found, members=members, choices=choices)
    assert assessed.refused == ()
    units = found.minor_units
    return [
        {x.part: in_major(amount=x.amount, minor_units=units) for x in fee.lines} for fee in assessed.fees
    ]


def ks(code: str, population: int, kind: str = "municipality", **choices: str) -> dict[str, Decimal]:
    return fees_of(rules_of("ks_2020"), member(code, population, kind=kind), **choices)[0]


# KS 2020, municipalities


def test_a_municipality_pays_a_base_amount_and_an_amount_for_each_inhabitant():
    assert ks("1151", 192) == {"ordinary": Decimal(115_083), "research": Decimal(1_156)}


@pytest.mark.parametrize(
    ("code", "base", "printed"), [("x", 8_800_000, 9_133_121), ("0301", 15_800_000, 16_398_104)]
)
def test_the_caps_come_out_of_the_model_with_the_index_unrounded(code, base, printed):
    found = rules_of("ks_2020")
    part = found.tariffs[0].parts[0]
    cap = part.named.get(code, part.limits).cap

    assert cap.value == base
    assert Rates(rules=found, year=2020).of(cap).value == printed


def test_the_index_of_the_caps_prints_as_379_percent_and_that_of_the_rest_as_317():
    steps = {code: found.steps[2020].change for code, found in rules_of("ks_2020").indices.items()}

    assert steps["ordinary"] == Fraction(317, 10_000)
    assert round(float(steps["with_growth"]) * 100, 2) == 3.79


@pytest.mark.parametrize("factor", ["1.0379", "1.037855", "1.03785"])
def test_an_index_rounded_too_early_misses_the_printed_cap(factor):
    wrong = rounded(value=8_800_000 * Fraction(factor), rule=Round(Decimal(1)))

    assert wrong != 9_133_121
    assert factor != "1.0379" or wrong == 9_133_520


def test_the_cap_binds_from_249_654_inhabitants():
    assert ks("x", 249_653)["ordinary"] == Decimal(9_133_098)
    assert ks("x", 249_654)["ordinary"] == ks("x", 400_000)["ordinary"] == Decimal(9_133_121)


def test_the_cap_of_oslo_is_crossed_at_450_621_inhabitants_and_a_part():
    """108,142 + 36.15 · 450,621.36 = 16,398,104: the first whole inhabitant above is the 450,622nd."""
    crossing = (Fraction(16_398_104) - 108_142) / Fraction("36.15")

    assert int(crossing) == 450_621
    assert ks("0301", 450_621)["ordinary"] == Decimal(16_398_091)
    assert ks("0301", 450_622)["ordinary"] == Decimal(16_398_104)


def test_oslo_pays_its_own_cap_and_research_outside_it():
    oslo = ks("0301", OSLO)

    assert oslo == {"ordinary": Decimal(16_398_104), "research": Decimal(4_199_245)}
    assert round(sum(oslo.values()) / OSLO, 1) == Decimal("29.5")


def test_whether_oslo_pays_research_as_a_county_too_is_a_choice_of_the_file():
    assert rules_of("ks_2020").choices["oslo_county_research"].taken == "no"
    assert ks("0301", OSLO, oslo_county_research="yes")["county_research"] == Decimal(3_069_216)
    assert "county_research" not in ks("x", OSLO, oslo_county_research="yes")


# KS 2020, counties


@pytest.mark.parametrize(("thousands", "printed"), COUNTIES_2020.items())
def test_the_table_of_counties(thousands, printed):
    lowest, highest = (ks("c", thousands * 1000 + more, "county") for more in (0, 99_999))

    assert lowest["ordinary"] == highest["ordinary"] == printed
    assert lowest["research"] == Decimal(thousands * 4_400)


def test_a_county_below_the_table_is_refused_and_not_guessed():
    assessed = assess(rules=rules_of("ks_2020"), members=[member("c", 75_000, kind="county")])

    assert assessed.fees == ()
    assert "75000" in str(assessed.refused[0])
    assert "200000" in str(assessed.refused[0])


# SKR


@pytest.mark.parametrize(
    ("year", "rate", "total", "people", "head"),
    [(2024, "0.1098", 580, 10.5, 27.6), (2020, "0.1149", 522, 10.23, 25.5)],
)
def test_the_mean_tax_base_of_skr_is_the_one_that_its_total_implies(year, rate, total, people, head):
    """Everybody lives in a municipality and in a region, so each inhabitant is paid for twice."""
    found = rules_of(f"skr_{year}")
    implied = round(head / (float(rate) / 1000), -3)

    assert round(total / (2 * people), 1) == head
    assert found.parameters["mean_tax_base"].value == implied
    one = fees_of(found, member("s", 10_000, year=year - 2))[0]["ordinary"]
    assert round(one / 10_000, 1) == Decimal(str(head))


def test_the_mean_tax_base_of_2024_is_about_251_000():
    assert rules_of("skr_2024").parameters["mean_tax_base"].value == 251_000


def test_the_rebate_of_skr_as_worded_makes_a_large_member_pay_less():
    found = rules_of("skr_2024")
    just, above = fees_of(found, *(member(str(n), n, year=2022) for n in (200_000, 200_001)))
    gentle = fees_of(found, member("x", 200_001, year=2022), rebate="above")[0]

    assert just["ordinary"] == Decimal(5_511_960)
    assert above["ordinary"] == Decimal(4_960_789)
    assert gentle["ordinary"] == Decimal(5_511_985)


# KL


def test_the_shares_of_kl_add_up_to_its_printed_total():
    members = [member(str(n), 1_789 + 6_543 * n, year=2020) for n in range(98)]
    shares = [fee["ordinary"] for fee in fees_of(rules_of("kl_2020"), *members)]

    assert sum(shares) == Decimal(212_230_041)
    assert all(share == share.to_integral_value() for share in shares)


# VNG


def test_the_slab_reading_of_vng_has_a_cliff_at_200_000_inhabitants():
    found = rules_of("vng_2024")
    below, at = fees_of(found, *(member(str(n), n, year=2023) for n in (199_999, 200_000)))
    drops = [cliff for cliff in find_cliffs(rules=found) if cliff.kind is CliffKind.DROP]

    assert below["ordinary"] == Decimal("303998.48")
    assert round(below["ordinary"], -3) == 304_000
    assert at["ordinary"] == 150_000
    assert [cliff.value for cliff in drops] == [5_000, 25_000, 200_000]
    assert (drops[-1].below, drops[-1].at) == (Fraction("303998.48"), 150_000)


def test_the_marginal_reading_of_vng_has_none():
    found = rules_of("vng_2024")
    amounts = [
        fees_of(found, member("x", n, year=2023), bands="marginal")[0]["ordinary"]
        for n in (199_999, 200_000, 200_001)
    ]

    assert find_cliffs(rules=found, choices={"bands": "marginal"}) == ()
    assert amounts == [Decimal("310798.48"), Decimal("310800.00"), Decimal("310800.75")]


@pytest.mark.parametrize(("before", "after"), [("1.81", "1.92"), ("0.71", "0.75")])
def test_the_rates_of_vng_rise_by_wages_and_prices_and_one_percent(before, after):
    """2023: 4.4 % up, 1.81 and 0.71 (Binnenlands Bestuur, 3 June 2022). 2024: 5.1 + 1.0 = 6.1 %."""
    parts = (
        IndexPart("wages and prices", Fraction(1), Fraction("0.051")),
        IndexPart("growth", Fraction(1), Fraction("0.01")),
    )
    rise = Index("wages", {"en": "wages"}, {2024: IndexStep(2024, parts)})
    found = replace(rules(indices=(rise,)), year=2023)
    rate = Amount(Decimal(before), as_of=2023, index="wages", round=Round(Decimal("0.01")))

    assert rise.steps[2024].change == Fraction("0.061")
    assert Rates(rules=found, year=2024).of(rate).value == Fraction(after)


# CALM and the Norwegian networks


def test_the_village_of_bujor_pays_what_its_council_approved():
    assessed = assess(rules=rules_of("calm"), members=[member("bujor", None, kind="village")])
    (line,) = assessed.fees[0].lines

    assert line.amount == 3_000_00
    assert line.steps[0].kind is StepKind.AGREED
    assert "council of Bujor" in line.steps[0].note


@pytest.mark.parametrize(
    ("population", "fee"),
    [
        (192, 8_500),
        (5_000, 8_500),
        (5_001, 12_000),
        (10_000, 12_000),
        (10_001, 15_000),
        (20_001, 20_000),
        (50_001, 30_000),
        (100_001, 40_000),
        (OSLO, 40_000),
    ],
)
def test_the_steps_of_the_property_tax_forum(population, fee):
    found = rules_of("property_tax_forum_2023")

    assert fees_of(found, member("x", population, year=2022)) == [{"participation": Decimal(fee)}]


@pytest.mark.parametrize(
    ("population", "fee"), [(2_000, 25_000), (2_001, 30_000), (7_501, 40_000), (10_001, 45_000)]
)
def test_the_steps_of_the_forum_for_control_and_supervision(population, fee):
    found = rules_of("audit_committee_forum")

    assert fees_of(found, member("x", population, year=2023)) == [{"membership": Decimal(fee)}]
