# SPDX-License-Identifier: EUPL-1.2
"""Differencing: between two releases, and between old and new borders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.disclosure.linked import (
    Axis,
    BadTable,
    CannotProtect,
    TableRules,
    protect,
    table_of,
)
from samband.engines.disclosure.linked.earlier import ADDED, EARLIER, LATER, after_release, over_borders
from samband.engines.disclosure.linked.tests.attacker import Reader
from samband.engines.disclosure.linked.tests.examples import AGE, GEO, IN_2014

RULES = TableRules(minimum_respondents=4)


def both(later, earlier):
    """Two releases, the earlier protected by itself; then the later one with it."""
    first = protect(table=earlier, rules=RULES)
    together = after_release(later=later, earlier=earlier, withheld_earlier=first.withheld)
    return protect(table=together, rules=RULES, most_attacks=1_000)


def test_two_answers_that_came_late_do_not_follow_from_two_totals():
    earlier = table_of(axes=[AGE, GEO], values=IN_2014)
    later = table_of(axes=[AGE, GEO], values={**IN_2014, ("old", "Spain"): 8})
    alone = protect(table=later, rules=RULES)
    assert not alone.withheld[later.at["Total", "Total"]]
    protected = both(later, earlier)
    table = protected.table
    assert protected.withheld[table.at[LATER, "Total", "Total"]]
    low, high = Reader(table, protected.shown).bounds((ADDED, "old", "Spain"))
    assert low <= 1
    assert high >= 3


def test_what_was_published_stays_known_and_what_was_withheld_stays_hidden():
    table = table_of(axes=[AGE, GEO], values=IN_2014)
    first = protect(table=table, rules=RULES)
    together = after_release(later=table, earlier=table, withheld_earlier=first.withheld)
    known = [together.is_known[together.at[EARLIER, *cell]] for cell in table.cells]
    assert (np.array(known) == first.shown).all()
    again = protect(table=together, rules=RULES)
    same = [again.withheld[together.at[LATER, *cell]] for cell in table.cells]
    assert (np.array(same) == first.withheld).all()


counts = st.lists(st.integers(0, 8), min_size=6, max_size=6)


@given(before=counts, late=st.lists(st.integers(-2, 3), min_size=6, max_size=6))
@settings(max_examples=8, deadline=None)
def test_nobody_who_keeps_both_releases_computes_a_small_difference(before, late):
    cells = list(IN_2014)
    old = dict(zip(cells, before, strict=True))
    new = {cell: max(0, n + more) for (cell, n), more in zip(old.items(), late, strict=True)}
    earlier, later = (table_of(axes=[AGE, GEO], values=values) for values in (old, new))
    try:
        protected = both(later, earlier)
    except CannotProtect:
        return  # what was published then is all there is
    reader = Reader(protected.table, protected.shown)
    for place in np.flatnonzero(protected.primary.unsafe):
        low, high = reader.bounds(protected.table.cells[place])
        value = protected.table.values[place]
        assert high - value >= protected.primary.upper[place] - 1e-5
        assert value - low >= protected.primary.lower[place] - 1e-5


def test_an_area_that_moved_does_not_follow_from_old_and_new_borders():
    """1504 became 1507 with 1505, except for an island of 3 respondents that went to 1506."""
    unit, hidden = over_borders(
        name="unit",
        parts=[("1504", "1507"), ("1505", "1507"), ("1504", "1506b"), ("1506", "1506b"), ("1511", "1511")],
    )
    assert set(hidden) == {"1504>1507", "1504>1506b"}
    answer = Axis("answer", {"all": (("yes", "no"),)})
    values = {
        ("1504>1507", "yes"): 20, ("1504>1507", "no"): 15, ("1504>1506b", "yes"): 2, ("1504>1506b", "no"): 1,
        ("1505", "yes"): 11, ("1505", "no"): 14, ("1506", "yes"): 9, ("1506", "no"): 12,
        ("1511", "yes"): 30, ("1511", "no"): 31,
    }  # fmt: skip
    shown_to_nobody = [(area, code) for area in hidden for code in answer.codes]
    table = table_of(axes=[unit, answer], values=values, hidden=shown_to_nobody)
    open_ = np.array([cell not in shown_to_nobody for cell in table.cells])
    assert Reader(table, open_).bounds(("1504>1506b", "yes")) == pytest.approx((2, 2))
    protected = protect(table=table, rules=RULES)
    low, high = Reader(table, protected.shown).bounds(("1504>1506b", "yes"))
    assert low <= 1
    assert high >= 3
    assert protected.shown[table.at["all", "all"]]


def test_units_that_only_merged_need_no_hidden_areas():
    unit, hidden = over_borders(name="unit", parts=[("A", "AB"), ("B", "AB"), ("C", "C"), ("D", "E")])
    assert hidden == ()
    assert unit.beneath["AB"] == {"A", "B"}
    assert unit.beneath["E"] == {"D"}


def test_releases_of_different_dimensions_are_refused():
    one, other = table_of(axes=[AGE, GEO], values={}), table_of(axes=[AGE], values={})
    with pytest.raises(BadTable, match="do not have the same dimensions"):
        after_release(later=one, earlier=other, withheld_earlier=np.zeros(len(other.cells), dtype=bool))
