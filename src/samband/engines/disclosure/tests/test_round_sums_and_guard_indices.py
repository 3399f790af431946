# SPDX-License-Identifier: EUPL-1.2
"""Attacks that use that answers are whole numbers, and that an index is made of its items."""

from itertools import product
from math import sqrt

import pytest

from samband.engines.disclosure import Cell, DisclosureContext, DisclosureRules, GroupRules, examine, release
from samband.engines.disclosure.rounding import rounded, significant
from samband.engines.disclosure.tests.tables import SCALES, added, rows_of, table_of
from samband.engines.tables import Estimate, EstimateTable, Status

FIVE = DisclosureRules(everybody=GroupRules(minimum_population=0))
SEATS = {"A": 11, "B": 13, "C": 17}
ANSWERS = {"A": (0, 0, 6, 3), "B": (1, 3, 4, 2), "C": (2, 3, 5, 2)}
"""9, 10 and 12 councillors: weights 11/9, 13/10, 17/12. All of A chose 3 or 4."""
WEIGHTS = {unit: SEATS[unit] / sum(ANSWERS[unit]) for unit in SEATS}
SUMS = {unit: sum(code * n for code, n in enumerate(ANSWERS[unit], 1)) for unit in SEATS}
MEAN = sum(WEIGHTS[unit] * SUMS[unit] for unit in SEATS) / 41


def councils():
    """Rows of three councils and of all together, each council weighted up to its seats."""
    rows = [row for unit, counts in ANSWERS.items() for row in rows_of("councillors", unit, counts)]
    share = sum(WEIGHTS[unit] * sum(ANSWERS[unit][2:]) for unit in SEATS) / 41
    end = (0.0312345, MEAN - 0.0654321, MEAN + 0.0712345, Status.ESTIMATED)
    total = Estimate("councillors", "all", "trust", "mean", "", 31, MEAN, *end)
    other = Estimate(
        "councillors", "all", "trust", "share", "3-4", 31, share, 0.02, 0.6, 0.8, Status.ESTIMATED
    )
    context = DisclosureContext(
        populations={**{("councillors", unit): n for unit, n in SEATS.items()}, ("councillors", "all"): 41},
        unit_totals={"all": frozenset(SEATS)},
        scales=SCALES,
        differences={"inhabitants - councillors": ("inhabitants", "councillors")},
    )
    return [*rows, total, other], context


def pairs_that_fit(mean, *, within):
    """Sums of the answers in A and B that agree with a mean of all, C being known."""
    rest = mean * 41 - WEIGHTS["C"] * SUMS["C"]
    return [
        (a, b)
        for a, b in product(range(9, 37), range(10, 41))
        if abs(WEIGHTS["A"] * a + WEIGHTS["B"] * b - rest) <= within * 41 + 1e-9
    ]


def test_two_withheld_councils_do_not_follow_from_the_digits_of_their_sum():
    rows, context = councils()
    released = release(table=EstimateTable(rows), rules=DisclosureRules(), context=context)
    total = released.get(group="councillors", measure="trust")
    assert [released.get(group="councillors", unit=unit, measure="trust").is_known for unit in "ABC"] == [
        False, False, True,
    ]  # fmt: skip
    assert pairs_that_fit(MEAN, within=0) == [(SUMS["A"], SUMS["B"])]
    fitting = pairs_that_fit(total.value, within=0.05 / 2)
    assert (SUMS["A"], SUMS["B"]) in fitting
    assert len({a for a, _ in fitting}) > 20


def test_a_sum_is_rounded_no_finer_than_one_answer_and_its_interval_goes_along():
    rows, context = councils()
    table = EstimateTable(rows)
    decisions = examine(table=table, rules=DisclosureRules(), context=context)
    assert decisions.steps == {Cell("councillors", "all", "trust"): 0.05}  # 1.3 / 41 = 0.0317
    total = release(table=table, rules=DisclosureRules(), context=context).get(
        group="councillors", measure="trust"
    )
    assert (total.n, total.value, total.se) == (31, 2.8, 0.031)
    assert (total.lower, total.upper) == pytest.approx((2.8 - 0.065, 2.8 + 0.071), abs=1e-12)


def test_a_sum_of_nothing_withheld_keeps_its_digits():
    cells = {("all", "1"): (2, 3, 3, 2), ("all", "2"): (3, 5, 6, 3)}
    cells["all", "all"] = added(list(cells.values()))
    table = table_of(cells)
    context = DisclosureContext(unit_totals={"all": frozenset("12")}, scales=SCALES)
    released = release(table=table, rules=FIVE, context=context)
    assert [row.value for row in released] == [row.value for row in table]


def test_a_sum_of_rounded_sums_is_rounded_too():
    cells = {("all", "1"): (1, 0, 1, 0), ("all", "2"): (2, 3, 3, 2), ("all", "3"): (4, 4, 4, 4)}
    cells["all", "size:small"] = added([cells["all", "1"], cells["all", "2"]])
    cells["all", "all"] = added([cells["all", "size:small"], cells["all", "3"]])
    sums = {"size:small": frozenset("12"), "all": frozenset("123")}
    decisions = examine(table=table_of(cells), rules=FIVE, context=DisclosureContext(unit_totals=sums))
    assert {cell.unit for cell in decisions.steps} == {"size:small", "all"}


def test_a_difference_does_not_give_back_the_digits_of_a_rounded_sum():
    rows, context = councils()
    inhabitants = Estimate(
        "inhabitants", "all", "trust", "mean", "", 500, 2.4567891, 0.04, 2.37, 2.54, Status.ESTIMATED
    )
    apart = Estimate(
        "inhabitants - councillors", "all", "trust", "difference", "", 31, 2.4567891 - MEAN,
        sqrt(0.04**2 + 0.0312345**2), -0.5, -0.3, Status.ESTIMATED,
    )  # fmt: skip
    table = EstimateTable([*rows, inhabitants, apart])
    released = release(table=table, rules=DisclosureRules(), context=context)
    shown = released.get(group="inhabitants - councillors", measure="trust", statistic="difference")
    assert shown.value == pytest.approx(2.4567891 - 2.8, abs=1e-11)
    assert shown.se == 0.051
    assert released.get(group="inhabitants", measure="trust").value == 2.4567891


def test_an_index_is_withheld_where_an_item_is_since_the_item_would_follow():
    answers = {"trust": (0, 0, 0, 8), "service": (2, 2, 2, 2), "standing": (0, 2, 4, 2)}
    rows = [row for measure, counts in answers.items() for row in rows_of("all", "1151", counts, measure)]
    other = [row for measure in answers for row in rows_of("all", "0301", (9, 9, 9, 9), measure)]
    context = DisclosureContext(
        scales=dict.fromkeys(answers, (1.0, 4.0)), composites={"standing": ("trust", "service")}
    )
    decisions = examine(table=EstimateTable([*rows, *other]), rules=FIVE, context=context)
    assert set(decisions.reasons) == {Cell("all", "1151", "trust"), Cell("all", "1151", "standing")}
    why = decisions.why(group="all", unit="1151", measure="standing")
    assert str(why) == "withheld so that trust cannot be computed from it"


def test_an_item_that_nobody_answered_does_not_hide_the_index():
    answers = {"trust": (0, 0, 0, 0), "service": (2, 2, 2, 2), "standing": (2, 2, 2, 2)}
    rows = [row for measure, counts in answers.items() for row in rows_of("all", "1151", counts, measure)]
    context = DisclosureContext(composites={"standing": ("trust", "service")})
    decisions = examine(table=EstimateTable(rows), rules=FIVE, context=context)
    assert set(decisions.reasons) == {Cell("all", "1151", "trust")}


def test_an_index_from_0_to_100_is_rounded_by_what_an_answer_is_worth_in_it():
    row = Estimate("all", "all", "standing", "mean", "", 150, 38.1234, 0.92, 36.3, 39.9, Status.ESTIMATED)
    scales = {"trust": (1.0, 4.0), "standing": (0.0, 100.0)}
    context = DisclosureContext(scales=scales, composites={"standing": ("trust",)})
    assert rounded(row=row, step=0.01, context=context).value == 38.0  # 0.01 × 33.3, up to 0.5


@pytest.mark.parametrize(
    ("number", "shown"), [(0.0123456, 0.012), (9.96, 10.0), (123.4, 120.0), (0.0, 0.0), (-0.456, -0.46)]
)
def test_two_digits_count(number, shown):
    assert significant(number) == shown
