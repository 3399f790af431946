# SPDX-License-Identifier: EUPL-1.2
"""Secondary suppression on cases that can be followed by hand."""

import pytest

from samband.engines.disclosure import (
    Cause,
    CrossingMargins,
    DisclosureContext,
    DisclosureRules,
    GroupRules,
    InconsistentMargins,
    context_of,
    examine,
    release,
)
from samband.engines.disclosure.tests.attacker import Attacker
from samband.engines.disclosure.tests.tables import SCALES, table_of, with_totals
from samband.engines.tables import Status

FIVE = DisclosureRules(everybody=GroupRules(minimum_population=0))
FEW, TEN, TWENTY, FORTY = (1, 0, 1, 0), (2, 3, 3, 2), (5, 5, 5, 5), (10, 10, 10, 10)


def withheld(cells, context, rules=FIVE):
    """(group, unit) of everything withheld, and the decisions."""
    decisions = examine(table=table_of(with_totals(cells, context)), rules=rules, context=context)
    return {(cell.group, cell.unit) for cell in decisions.reasons}, decisions


def context(*units, parts=(), **totals):
    named = {name.replace("_", ":"): frozenset(members) for name, members in totals.items()}
    ways = {"all": (tuple(parts),)} if parts else {}
    return DisclosureContext(unit_totals={"all": frozenset(units), **named}, group_totals=ways, scales=SCALES)


def test_the_smallest_neighbour_goes_with_a_withheld_member():
    cells = {("all", "1151"): FEW, ("all", "1103"): TEN, ("all", "0301"): FORTY}
    gone, decisions = withheld(cells, context("1151", "1103", "0301"))
    assert gone == {("all", "1151"), ("all", "1103")}
    reason = decisions.why(group="all", unit="1103", measure="trust")
    assert str(reason) == "withheld so that all in 1151 cannot be subtracted out of all in all"
    assert (decisions.count(Cause.RESPONDENTS), decisions.count(Cause.SECONDARY)) == (1, 1)


def test_the_total_goes_when_there_is_no_neighbour():
    gone, _ = withheld({("all", "1151"): FEW}, context("1151"))
    assert gone == {("all", "1151"), ("all", "all")}


def test_withheld_members_that_together_are_still_too_few_take_a_third_along():
    cells = {("all", "1"): FEW, ("all", "2"): FEW, ("all", "3"): TEN, ("all", "4"): FORTY}
    gone, _ = withheld(cells, context("1", "2", "3", "4"))
    assert gone == {("all", "1"), ("all", "2"), ("all", "3")}


def test_unanimous_members_take_along_one_that_disagrees():
    unanimous = (0, 0, 4, 4)
    cells = {("all", "1"): unanimous, ("all", "2"): unanimous, ("all", "3"): TEN, ("all", "4"): FORTY}
    gone, decisions = withheld(cells, context("1", "2", "3", "4"))
    assert gone == {("all", "1"), ("all", "2"), ("all", "3")}
    assert decisions.count(Cause.UNANIMITY) == 2


def test_a_size_class_that_is_published_is_protected_by_itself():
    cells = {("all", "1"): FEW, ("all", "2"): FORTY, ("all", "3"): TEN, ("all", "4"): TWENTY}
    classes = context("1", "2", "3", "4", size_small=("1", "2"), size_large=("3", "4"))
    gone, _ = withheld(cells, classes)
    assert gone == {("all", "1"), ("all", "2")}


def test_a_withheld_class_takes_another_class_and_a_member_of_each_along():
    cells = {("all", "1"): FEW, ("all", "2"): TEN, ("all", "3"): TWENTY, ("all", "4"): FORTY}
    classes = context("1", "2", "3", "4", size_small=("1",), size_large=("2", "3", "4"))
    gone, _ = withheld(cells, classes)
    assert gone == {("all", unit) for unit in ("1", "size:small", "size:large", "2", "3")}


def test_a_withheld_sex_takes_the_other_along_in_the_member_and_in_a_second_member():
    cells = {
        ("male", "1"): FEW, ("female", "1"): TEN,
        ("male", "2"): TEN, ("female", "2"): TWENTY,
        ("male", "3"): FORTY, ("female", "3"): FORTY,
    }  # fmt: skip
    gone, _ = withheld(cells, context("1", "2", "3", parts=("male", "female")))
    assert gone == {("male", "1"), ("female", "1"), ("male", "2"), ("female", "2")}


def test_a_few_people_of_no_named_group_are_protected_too():
    cells = {("male", "1"): TEN, ("female", "1"): TWENTY, ("unnamed", "1"): FEW}
    alone = DisclosureContext(group_totals={"all": (("male", "female"),)}, scales=SCALES)
    gone, decisions = withheld(cells, alone)
    assert gone == {("male", "1")}
    assert decisions.why(group="male", unit="1", measure="trust").protects.group == "~all: male female"


def test_members_of_a_total_who_have_no_rows_are_protected_too():
    cells = {("all", "1"): TEN, ("all", "2"): TWENTY, ("all", "all"): (8, 9, 9, 7)}
    of_three = DisclosureContext(unit_totals={"all": frozenset({"1", "2", "3"})})
    decisions = examine(table=table_of(cells), rules=FIVE, context=of_three)
    assert {cell.unit for cell in decisions.reasons} == {"1"}


def test_an_empty_member_is_hidden_among_two_that_answered():
    cells = {("all", "1"): (0, 0, 0, 0), ("all", "2"): TEN, ("all", "3"): TWENTY, ("all", "4"): FORTY}
    here = context("1", "2", "3", "4")
    assert withheld(cells, here)[0] == {("all", "1"), ("all", "2"), ("all", "3")}
    openly = DisclosureRules(everybody=FIVE.everybody, hide_empty=False)
    assert withheld(cells, here, openly)[0] == {("all", "1")}


def test_a_cell_that_only_a_chain_of_sums_gives_away_is_protected():
    """c in u1 stands in two sums with two unknowns each, and would yet follow from all sums together."""
    twelve, four, none = (3, 3, 3, 3), (1, 1, 1, 1), (0, 0, 0, 0)
    cells = {
        ("a", "u0"): twelve, ("a", "u1"): four, ("a", "u2"): FEW,
        ("b", "u0"): twelve, ("b", "u1"): none, ("b", "u2"): none,
        ("c", "u0"): four, ("c", "u1"): four, ("c", "u2"): none,
    }  # fmt: skip
    here = context("u0", "u1", "u2", parts=("a", "b", "c"))
    rules = DisclosureRules(everybody=GroupRules(minimum_respondents=3, minimum_population=0))
    released = release(table=table_of(with_totals(cells, here)), rules=rules, context=here)
    empty = {place for place, counts in cells.items() if not any(counts)}
    attacker = Attacker(released=released, context=here, unnamed=set(), empty=empty)
    hidden = {(row.group, row.unit) for row in released.where(status=Status.SUPPRESSED)} - empty
    assert ("c", "u1") in hidden
    assert [cell for cell in hidden if len(set(attacker.bounds(cell)[0])) == 1] == []


def test_sums_that_cross_are_refused():
    with pytest.raises(CrossingMargins, match="county:11 and size:small share members"):
        DisclosureContext(
            unit_totals={"county:11": frozenset({"1", "2"}), "size:small": frozenset({"2", "3"})}
        )
    with pytest.raises(CrossingMargins, match="group young stands under two"):
        DisclosureContext(group_totals={"all": (("young", "old"), ("young", "male"))})


def test_parts_that_exceed_their_total_are_refused():
    cells = {("all", "1"): TEN, ("all", "2"): TEN, ("all", "all"): TEN}
    with pytest.raises(InconsistentMargins, match="10 respondents more than it has itself"):
        examine(table=table_of(cells), rules=FIVE, context=context("1", "2"))


def test_a_context_adds_up_units_and_their_populations_and_tells_parts_from_overlaps():
    places = {("all", "1"): FORTY, ("all", "2"): FORTY, ("all", "all"): (20, 20, 20, 20)}
    divided = table_of({**places, ("male", "1"): TWENTY, ("female", "1"): TWENTY})
    known = context_of(table=divided, population_by_unit={"1": 192, "2": 5100})
    assert known.populations["all", "all"] == 5292
    assert known.unit_totals == {"all": frozenset({"1", "2"})}
    assert known.group_totals == {"all": (("female", "male"),)}
    overlapping = table_of({**places, ("male", "1"): TWENTY, ("young", "1"): (9, 9, 9, 9)})
    known = context_of(table=overlapping, population_by_unit={"1": None, "2": 5100})
    assert known.group_totals == {"all": (("male",), ("young",))}
    assert ("all", "all") not in known.populations
