# SPDX-License-Identifier: EUPL-1.2
"""Attacks on made-up tables: by linear programmes, and in whole numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.disclosure.linked import (
    Axis,
    CannotProtect,
    Method,
    TableRules,
    intervals,
    judge_cells,
    protect,
    table_of,
    too_narrow,
)
from samband.engines.disclosure.linked.exact import fewest
from samband.engines.disclosure.linked.tests.attacker import Reader
from samband.engines.disclosure.linked.tests.examples import municipalities, small_tables

rules = st.builds(
    TableRules,
    minimum_respondents=st.integers(1, 5),
    protect_zeros=st.booleans(),
    least_uncertainty=st.sampled_from([0.5, 1.0, 2.0]),
    sliding=st.sampled_from([0.0, 1.0, 4.0]),
)


def missed(table, primary, shown, cell, *, whole=False):
    """What the reader's bounds lack of the levels of an unsafe cell: 0 or less when they hold."""
    reader, place = Reader(table, shown), table.at[cell]
    low, high = reader.whole_bounds(cell) if whole else reader.bounds(cell)
    value = table.values[place]
    return max(
        primary.upper[place] - (high - value),
        primary.lower[place] - (value - low),
        primary.sliding[place] - (high - low),
    )


@pytest.mark.parametrize("method", [Method.EXACT, Method.CIRCUITS, Method.ELIMINATION])
@given(table=small_tables(dimensions=(1, 2)), rules=rules)
@settings(max_examples=8, deadline=None)
def test_every_unsafe_cell_stays_as_uncertain_as_asked(method, table, rules):
    if method is Method.CIRCUITS and not (len(table.axes) > 1 and _is_plain(table)):
        return
    try:
        protected = protect(table=table, rules=rules, method=method, most_attacks=300)
    except CannotProtect:
        assert _is_hopeless(table, rules)
        return
    for place in np.flatnonzero(protected.primary.unsafe):
        assert missed(table, protected.primary, protected.shown, table.cells[place]) < 1e-5


def _is_plain(table):
    return all(len(axis.divisions) == 1 for axis in table.axes)


def _is_hopeless(table, rules):
    """Not even a table of which nothing is shown leaves enough doubt."""
    primary = judge_cells(table=table, rules=rules)
    nothing = np.zeros(len(table.cells), dtype=bool)
    return any(
        missed(table, primary, nothing, table.cells[place]) > 0 for place in np.flatnonzero(primary.unsafe)
    )


@given(table=small_tables(dimensions=(2, 2), most=6))
@settings(max_examples=20, deadline=None)
def test_a_reader_who_counts_in_whole_persons_learns_no_more(table):
    """In tables of two dimensions; with more of them whole numbers can tell more, see the method book."""
    if not _is_plain(table):
        return
    asked = TableRules(minimum_respondents=4)
    protected = protect(table=table, rules=asked)
    for place in np.flatnonzero(protected.primary.unsafe):
        assert missed(table, protected.primary, protected.shown, table.cells[place], whole=True) <= 0


@given(table=small_tables(), rules=rules, data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_audit_sees_what_the_attacker_sees(table, rules, data):
    """For any choice of withheld cells, good or bad."""
    primary = judge_cells(table=table, rules=rules)
    extra = data.draw(st.lists(st.booleans(), min_size=len(table.cells), max_size=len(table.cells)))
    withheld = primary.unsafe | np.array(extra)
    narrow = set(too_narrow(table=table, withheld=withheld, primary=primary).tolist())
    for place in np.flatnonzero(primary.unsafe).tolist():
        assert (missed(table, primary, ~withheld, table.cells[place]) > 1e-5) == (place in narrow)


@given(table=small_tables(), data=st.data())
@settings(max_examples=15, deadline=None)
def test_bounds_are_those_of_the_attacker(table, data):
    hidden = data.draw(st.lists(st.booleans(), min_size=len(table.cells), max_size=len(table.cells)))
    withheld = np.array(hidden)
    low, high = intervals(table=table, withheld=withheld)
    reader = Reader(table, ~withheld)
    for index, place in enumerate(np.flatnonzero(withheld)):
        assert (low[index], high[index]) == pytest.approx(reader.bounds(table.cells[place]), abs=1e-5)


@given(table=small_tables(dimensions=(2, 2), most=5))
@settings(max_examples=15, deadline=None)
def test_no_choice_withholds_fewer_cells_than_the_exact_one(table):
    """The slow twin tries every choice of up to so many cells."""
    if len(table.cells) > 12:
        return
    primary = judge_cells(table=table, rules=TableRules(minimum_respondents=3))
    found = fewest(table=table, primary=primary)
    free = np.flatnonzero(~primary.unsafe)
    for choice in range(2 ** len(free)):
        withheld = primary.unsafe.copy()
        withheld[free] = [choice >> at & 1 for at in range(len(free))]
        if withheld.sum() < found.withheld.sum():
            assert len(too_narrow(table=table, withheld=withheld, primary=primary))


def test_a_long_table_is_protected_with_as_few_cells_as_the_exact_method_allows():
    table = municipalities(8)
    exact = protect(table=table, rules=TableRules())
    assert exact.is_fewest
    others = [
        protect(table=table, rules=TableRules(), method=m) for m in (Method.CIRCUITS, Method.ELIMINATION)
    ]
    for protected in (exact, *others):
        assert exact.secondary <= protected.secondary
        assert not len(too_narrow(table=table, withheld=protected.withheld, primary=protected.primary))


def test_a_table_whose_attacks_run_out_is_protected_all_the_same():
    table = municipalities(6)
    protected = protect(table=table, rules=TableRules(), most_attacks=0)
    assert protected.method is Method.CIRCUITS
    assert not len(too_narrow(table=table, withheld=protected.withheld, primary=protected.primary))


def test_counties_and_size_classes_over_the_same_municipalities_are_protected_together():
    """Linked and hierarchical: no method may trust one tree of sums alone."""
    table = municipalities(12)
    units = table.axes[0].leaves
    counties = {f"county {at}": (units[at::3],) for at in range(3)}
    sizes = {"small": (units[:5],), "large": (units[5:],)}
    both = Axis("unit", {"all": (tuple(counties), tuple(sizes)), **counties, **sizes})
    counts = {
        cell: n
        for cell, n, is_leaf in zip(table.cells, table.values.tolist(), table.is_leaf, strict=True)
        if is_leaf
    }
    linked = table_of(axes=[both, *table.axes[1:]], values=counts)
    protected = protect(table=linked, rules=TableRules())
    assert protected.method is Method.ELIMINATION
    unsafe = np.flatnonzero(protected.primary.unsafe)[::9]
    for place in unsafe:
        assert missed(linked, protected.primary, protected.shown, linked.cells[place]) < 1e-5
