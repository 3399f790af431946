# SPDX-License-Identifier: EUPL-1.2
"""Laws that hold for every fee, tried on many made-up rules and members."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samband.engines.fees import assess, find_cliffs, line_from_plain, line_to_plain
from samband.engines.fees.model import (
    Bands,
    Fixed,
    Index,
    IndexPart,
    IndexStep,
    Limits,
    OnMerger,
    PerUnit,
    ProRata,
    Reading,
    Rebate,
    RebateReading,
    Round,
    Row,
    Share,
    Steps,
)
from samband.engines.fees.rates import Rates
from samband.engines.fees.sharing_out import share_out
from samband.engines.fees.tests.examples import amount, member, part, rules

populations = st.integers(0, 800_000)
rates = st.decimals(min_value=0, max_value=5_000, places=3)
many = st.lists(st.integers(1, 800_000), min_size=1, max_size=12)
on_merger = st.sampled_from([OnMerger.CARRIED, OnMerger.SPREAD])


@st.composite
def tables(draw, *, rising: bool = False):
    starts = sorted(draw(st.sets(st.integers(1, 500_000), max_size=5)))
    amounts = [draw(rates) for _ in range(len(starts) + 1)]
    amounts = sorted(amounts) if rising else amounts
    return tuple(
        Row(Decimal(start), amount(value)) for start, value in zip([0, *starts], amounts, strict=True)
    )


def members_of(people: list[int]):
    return [member(str(number), size) for number, size in enumerate(people)]


def exact(found, people: int) -> Fraction:
    """The unrounded fee of one member."""
    (fee,) = assess(rules=found, members=[member("a", people)]).fees
    return sum(
        (step.effect for line in fee.lines for step in line.steps if step.kind != "rounding"), Fraction(0)
    )


@given(people=many, joins=st.data(), base=rates, how=on_merger, month=st.integers(1, 13))
def test_a_merger_leaves_the_sum_of_base_amounts_as_it_was(people, joins, base, how, month):
    """The principle of KS, for a merger in any month of the year or after it."""
    day = date(2020 + month // 13, (month - 1) % 12 + 1, 1)
    merging = sorted(joins.draw(st.sets(st.sampled_from(range(len(people))), min_size=1)))
    found = rules(part(Fixed(amount(base), how, units=len(people))), pro_rata=ProRata.MONTH)
    before = members_of(people)
    after = [
        member(one.code, size, left=day if number in merging else None)
        for number, (one, size) in enumerate(zip(before, people, strict=True))
    ]
    after.append(member("new", 1, joined=day, merged_from=tuple(str(number) for number in merging)))

    sums = []
    for members in (before, after):
        fees = assess(rules=found, members=members).fees
        steps = (step for fee in fees for step in fee.lines[0].steps if step.kind != "rounding")
        sums.append(sum((step.effect for step in steps), Fraction(0)))
    assert sums[0] == sums[1] == Fraction(base) * len(people)


@given(rows=tables(), people=st.integers(1, 600_000))
def test_marginal_bands_have_no_jump_anywhere(rows, people):
    found = rules(part(Bands("population", rows, Reading.MARGINAL)))
    steepest = max(Fraction(row.amount.value) for row in rows)

    assert find_cliffs(rules=found) == ()
    assert 0 <= exact(found, people) - exact(found, people - 1) <= steepest


@given(rows=tables(), reading=st.sampled_from(Reading))
def test_a_fee_falls_nowhere_but_at_the_drops_that_are_told(rows, reading):
    found = rules(part(Bands("population", rows, reading)))
    told = {int(cliff.value) for cliff in find_cliffs(rules=found) if cliff.kind == "drop"}
    looked_at = {int(row.start) + more for row in rows for more in (-1, 0, 1)} | set(
        range(0, 600_000, 60_001)
    )

    falls = {n for n in looked_at if n > 0 and exact(found, n) < exact(found, n - 1)}
    assert falls <= told


@given(rows=tables(rising=True), base=rates, cap=rates, lower=populations, upper=populations)
def test_rising_tables_with_a_cap_never_fall(rows, base, cap, lower, upper):
    found = rules(part(Fixed(amount(base)), Steps("population", rows), limits=Limits(amount(cap))))
    lower, upper = sorted((lower, upper))

    assert exact(found, lower) <= exact(found, upper)
    assert not any(cliff.kind == "drop" for cliff in find_cliffs(rules=found))


@given(base=rates, rate=rates, cap=rates, floor=rates, people=populations)
def test_a_cap_never_raises_and_a_floor_never_lowers(base, rate, cap, floor, people):
    terms = (Fixed(amount(base)), PerUnit(amount(rate), "population"))
    free = exact(rules(part(*terms)), people)
    capped = exact(rules(part(*terms, limits=Limits(cap=amount(cap)))), people)
    floored = exact(rules(part(*terms, limits=Limits(floor=amount(floor)))), people)

    assert capped == min(free, Fraction(cap))
    assert floored == max(free, Fraction(floor))


@given(
    rate=rates,
    percent=st.integers(0, 100),
    above=populations,
    people=populations,
    reading=st.sampled_from(RebateReading),
)
def test_a_rebate_never_raises_and_never_makes_a_fee_negative(rate, percent, above, people, reading):
    rebate = Rebate(Fraction(percent, 100), "population", Decimal(above), reading)
    free = exact(rules(part(PerUnit(amount(rate), "population"))), people)
    less = exact(rules(part(PerUnit(amount(rate), "population"), rebates=(rebate,))), people)

    assert 0 <= less <= free
    assert people > above or less == free


@given(total=st.integers(0, 10**9), people=many, pro_rata=st.sampled_from(ProRata))
def test_shares_add_up_to_the_total(total, people, pro_rata):
    found = rules(part(Share(amount(total), "population"), to="1"), pro_rata=pro_rata)
    assessed = assess(rules=found, members=members_of(people))

    assert assessed.total == total * 100
    for fee in assessed.fees:
        share = Fraction(total) * Fraction(fee.size) / sum(people)
        assert abs(Fraction(fee.total, 100) - share) < 1


@given(units=st.integers(0, 10_000), weights=st.lists(st.integers(0, 1_000), min_size=1).filter(sum))
def test_who_weighs_more_never_gets_fewer_units(units, weights):
    given_out = share_out(
        total=Fraction(units),
        weights={f"{n:04}": Fraction(w) for n, w in enumerate(weights)},
        unit=Fraction(1),
    )
    pairs = sorted(zip(weights, given_out.values(), strict=True))

    assert sum(given_out.values()) == units
    assert all(one[0] == two[0] or one[1] <= two[1] for one, two in pairwise(pairs))


@given(value=rates, years=st.integers(0, 8))
def test_an_index_that_stands_still_changes_nothing(value, years):
    still = {
        year: IndexStep(year, (IndexPart("", Fraction(1), Fraction(0)),))
        for year in range(2021, 2021 + years)
    }
    found = rules(part(Fixed(amount(1))), indices=(Index("wages", {"en": "wages"}, still),))

    assert Rates(rules=found, year=2020 + years).of(amount(value, index="wages")).value == Fraction(value)


@given(
    value=rates,
    first=st.fractions(min_value=Fraction(-1, 2), max_value=1),
    second=st.fractions(min_value=Fraction(-1, 2), max_value=1),
)
def test_an_index_over_two_years_is_the_product_of_both(value, first, second):
    steps = {
        2020 + n: IndexStep(2020 + n, (IndexPart("", Fraction(1), c),)) for n, c in ((1, first), (2, second))
    }
    found = rules(part(Fixed(amount(1))), indices=(Index("wages", {"en": "wages"}, steps),))
    rate = Rates(rules=found, year=2022).of(amount(value, index="wages", round=Round(Decimal("0.01"))))

    assert rate.exact == Fraction(value) * (1 + first) * (1 + second)
    assert abs(rate.value - rate.exact) <= Fraction(1, 200)


@given(rows=tables(), base=rates, cap=rates, people=populations, reading=st.sampled_from(Reading))
def test_the_steps_of_a_line_add_up_to_it_and_survive_being_kept_as_json(rows, base, cap, people, reading):
    terms = (Fixed(amount(base)), Bands("population", rows, reading))
    found = rules(part(*terms, limits=Limits(amount(cap)), to="1"))
    (fee,) = assess(rules=found, members=[member("a", people)]).fees
    (line,) = fee.lines

    assert sum((step.effect for step in line.steps), Fraction(0)) * 100 == line.amount
    assert line_from_plain(plain=json.loads(json.dumps(line_to_plain(line=line)))) == line
