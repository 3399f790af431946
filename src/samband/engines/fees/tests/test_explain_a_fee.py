# SPDX-License-Identifier: EUPL-1.2
"""Each step of a line in a sentence: value with its year, rate with its index, what a cap took."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees import assess, explain
from samband.engines.fees.model import (
    Agreed,
    AgreedAmount,
    Bands,
    Fixed,
    Limits,
    OnMerger,
    ProRata,
    Reading,
    Rebate,
    Row,
    Share,
    Steps,
)
from samband.engines.fees.tests.examples import amount, member, part, rules, rules_of


def sentences(found, one, *, line: int = 0, others=(), **choices: str) -> list[str]:
    assessed = assess(rules=found, members=[one, *others], choices=choices)
    return list(explain(line=assessed.fees[0].lines[line], assessment=assessed))


def test_the_fee_of_oslo_tells_its_cap_and_the_index_behind_it():
    assert sentences(rules_of("ks_2020"), member("0301", 697_549)) == [
        "Base amount NOK 108,142.",
        "NOK 36.15 for each of 697,549 inhabitants in 2019, 1 January: NOK 25,216,396.35.",
        "Not more than NOK 16,398,104: NOK 8,926,434.35 less. Oslo pays as municipality only, with a cap of "
        "its own. (NOK 15,800,000 of 2019, indexed by wages, prices and population unrounded: 3.7855 % into "
        "2020, then rounded to 1.)",
    ]


def test_rounding_is_told():
    assert (
        sentences(rules_of("ks_2020"), member("0301", 697_549), line=1)[1]
        == "Rounded to a multiple of NOK 1: +0.02."
    )


def test_a_county_is_told_how_many_steps_it_is_above_the_first():
    (step,) = sentences(rules_of("ks_2020"), member("c", 1_050_000, kind="county"))

    assert step.startswith(
        "Step from 1,000,000, with 1,050,000 inhabitants in 2019, 1 January: NOK 15,269,160 "
        "(NOK 7,015,560 and 8 times NOK 1,031,700)."
    )


def test_a_per_mille_names_the_tax_base_and_its_year():
    (step,) = sentences(rules_of("skr_2024"), member("s", 10_000, year=2022))

    assert step == (
        "0.1098 per mille of the mean tax base per inhabitant 251,000 of 2023, times 10,000 inhabitants in "
        "2022: SEK 275,598."
    )


def test_bands_shares_rebates_agreements_mergers_and_parts_of_a_year_are_told():
    rows = (Row(Decimal(0), amount(3)), Row(Decimal(100), amount("1.5")))
    rebate = Rebate(Fraction(1, 10), "population", Decimal(100))
    one = member("a", 150, merged_from=("x", "y"))
    half = member("a", 150, joined=date(2020, 7, 1))
    agreed = Agreed({"a": AgreedAmount("a", amount(3_000), date(2020, 3, 18), "the council")})

    assert sentences(rules(part(Bands("population", rows, Reading.SLAB))), one) == [
        "NOK 1.50 for each of 150 inhabitants in 2019, the rate of the band from 100: NOK 225."
    ]
    assert sentences(rules(part(Bands("population", rows, Reading.MARGINAL), rebates=(rebate,))), one) == [
        "NOK 3 for 100 of 150 inhabitants in 2019, the band from 0: NOK 300.",
        "NOK 1.50 for 50 of 150 inhabitants in 2019, the band from 100: NOK 75.",
        "Rebate of 10 % above 100, with 150 inhabitants in 2019: NOK 37.50 less.",
    ]
    assert sentences(rules(part(Share(amount(900), "population"))), one, others=[member("b", 50)]) == [
        "Share of NOK 900: 150 inhabitants in 2019, of 200 in all: NOK 675."
    ]
    assert sentences(rules(part(agreed)), one) == [
        "Agreed amount NOK 3,000, decided by the council 2020-03-18."
    ]
    assert sentences(rules(part(Fixed(amount(100), OnMerger.CARRIED))), one) == [
        "Base amount NOK 100 for each of the 2 members it was made of: NOK 200."
    ]
    assert sentences(rules(part(Fixed(amount(100), OnMerger.SPREAD, 3))), one, others=[member("b", 1)]) == [
        "Base amounts of NOK 300 in all, the same sum whoever merges, spread over the members: NOK 150."
    ]
    floor = Limits(floor=amount(50), reason="by the statutes")
    assert sentences(rules(part(Fixed(amount(10)), limits=floor), pro_rata=ProRata.MONTH), half) == [
        "Base amount NOK 10.",
        "Not less than NOK 50: NOK 40 more. by the statutes.",
        "Member for 1/2 of the year: NOK 25 less.",
    ]
    assert sentences(rules(part(Steps("population", (Row(Decimal(0), amount(5)),)))), one) == [
        "Step from 0, with 150 inhabitants in 2019: NOK 5."
    ]


def test_who_is_no_member_on_the_first_day_is_told_that_nothing_counts():
    late = member("a", 1, joined=date(2020, 12, 2))

    assert sentences(rules(part(Fixed(amount(100)))), late) == [
        "Base amount NOK 100.",
        "No part of the year counts: NOK 100 less.",
    ]
