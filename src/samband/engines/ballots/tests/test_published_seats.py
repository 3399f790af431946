# SPDX-License-Identifier: EUPL-1.2
"""Figures that associations have published, to the digit."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from samband.engines.ballots import (
    Method,
    Overhang,
    Provenance,
    Status,
    Unit,
    allocate,
    apportion,
    compare,
    compensate,
    largest_remainder,
)
from samband.engines.ballots.delegates import DelegateRule, Fixed, PerInhabitants, PerUnit, Rounding, Shared

REFERENCE = Path(__file__).parent / "reference"
NOBODYS = Provenance("test", {"en": "Test"}, Status.EXAMPLE, (), date(2020, 1, 1))
# Shares of the vote at the Danish municipal elections of 2017 in hundredths of a percent; to verify.
DANISH_VOTE = {"A": 3240, "V": 2310, "C": 880, "O": 875, "Ø": 600, "F": 570, "B": 460, "Å": 290, "I": 260}


def rule(*parts):
    return DelegateRule(NOBODYS, parts)


def counties(day):
    with (REFERENCE / "norwegian_counties.csv").open(encoding="utf-8") as file:
        return [
            Unit(line["code"], line["name"], "county", int(line["inhabitants"]))
            for line in csv.DictReader(line for line in file if not line.startswith("#"))
            if line["day"] == day
        ]


def test_the_danish_executive_of_17_by_dhondt():
    seats = apportion(votes=DANISH_VOTE, seats=17, method=Method.DHONDT).seats

    assert list(seats.values()) == [7, 5, 1, 1, 1, 1, 1, 0, 0]


def test_sainte_lague_does_not_give_the_danish_executive():
    seats = apportion(votes=DANISH_VOTE, seats=17, method=Method.SAINTE_LAGUE).seats

    assert list(seats.values())[:7] != [7, 5, 1, 1, 1, 1, 1]


def test_98_mayors_and_83_top_up_seats_mirror_the_vote_in_a_council_of_181():
    # Mayors by party after 2013 and shares of that vote; to verify. What is published: 98 + 83 = 181.
    mayors = {"V": 48, "A": 33, "C": 13, "F": 1, "B": 1, "others": 2}
    votes = {"A": 2950, "V": 2660, "O": 1010, "C": 850, "Ø": 690, "F": 560, "B": 480, "I": 290, "others": 510}
    council = compensate(votes=votes, held=mayors, seats=181, method=Method.DHONDT, overhang=Overhang.ABSORB)

    assert sum(mayors.values()) == 98
    assert sum(council.top_up.values()) == 83
    assert council.whole.house == 181
    assert council.overhang == {}
    assert council.mirrors_the_vote


def test_nalags_executive_is_two_for_each_of_ten_regions_and_three_for_the_capital():
    regions = [Unit(f"region{at}", f"Region {at}", "region") for at in range(10)]
    units = [*regions, Unit("tbilisi", "Tbilisi", "region")]
    board = allocate(units=units, rule=rule(PerUnit("regions", ("region",), 2, {"tbilisi": 3})))

    assert board.total == 23
    assert board.by_unit["tbilisi"] == 3


def test_the_norwegian_assembly_of_2024_is_219_and_20():
    shared = Shared("counties", ("county",), 219, Method.SAINTE_LAGUE, minimum=9)
    assembly = allocate(units=counties("2024-01-01"), rule=rule(shared, Fixed("companies", 20)))

    assert assembly.by_part == {"counties": 219, "companies": 20}
    assert assembly.total == 239
    assert assembly.total - 20 - 214 == 5


@pytest.mark.parametrize(
    "steps",
    [
        PerInhabitants("counties", ("county",), 20_000, Rounding.FULL, minimum=9, maximum=25),
        PerInhabitants("counties", ("county",), 21_000, Rounding.BEGUN, minimum=8, maximum=25),
    ],
    ids=["full 20,000, 9 to 25", "begun 21,000, 8 to 25"],
)
def test_the_county_splits_would_have_added_34_delegates(steps):
    # The key for each county is not public: two simple rules of one shape give the published 214 and 34 more.
    before = allocate(units=counties("2023-12-31"), rule=rule(steps)).by_unit
    after = allocate(units=counties("2024-01-01"), rule=rule(steps)).by_unit
    splits = {"30": ("31", "32", "33"), "38": ("39", "40"), "54": ("55", "56")}
    became = [(old, new) for old, news in splits.items() for new in news]
    compared = compare(before=before, after=after, became=became)

    assert (sum(before.values()), sum(after.values()), compared.difference) == (214, 248, 34)
    assert {change.before[0] for change in compared.winners} <= set(splits)
    assert compared.winners
    assert compared.losers == ()


def test_a_fixed_total_does_not_grow_with_a_split():
    shared = rule(Shared("counties", ("county",), 219, Method.SAINTE_LAGUE, minimum=9))
    totals = {day: allocate(units=counties(day), rule=shared).total for day in ("2023-12-31", "2024-01-01")}

    assert set(totals.values()) == {219}


def test_the_alabama_paradox_of_largest_remainders():
    # Balinski and Young: three states of 6, 6 and 2; an eleventh seat takes one from the smallest.
    votes = {"a": 6, "b": 6, "c": 2}
    assert largest_remainder(votes=votes, seats=10).seats == {"a": 4, "b": 4, "c": 2}
    assert largest_remainder(votes=votes, seats=11).seats == {"a": 5, "b": 5, "c": 1}


def test_the_scandinavian_first_divisor_keeps_out_the_smallest():
    # By hand: 10/1.4 = 7.14 against 22/3 = 7.33; with Sainte-Laguë 10/1 wins.
    votes = {"large": 22, "small": 10}
    modified = apportion(votes=votes, seats=2, method=Method.MODIFIED_SAINTE_LAGUE)

    assert modified.seats == {"large": 2, "small": 0}
    assert apportion(votes=votes, seats=2, method=Method.SAINTE_LAGUE).seats == {"large": 1, "small": 1}
    assert modified.table[0].quotient == Fraction(110, 7)
