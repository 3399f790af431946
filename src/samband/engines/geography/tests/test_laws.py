# SPDX-License-Identifier: EUPL-1.2
"""What must hold for every history, and a slow twin that walks day by day."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.geography import (
    EXACT,
    Basis,
    Change,
    ChangeKind,
    Geography,
    Layer,
    Method,
    Quantity,
    Status,
    Unit,
    convert_table,
    correspond,
    geography_faults,
    share_out,
    weights_from_sizes,
)
from samband.engines.geography.tests.histories import DAYS, FIRST, LAST, figures, histories

WEIGHTED = Method(Basis.POPULATION)
SEEDS = st.integers(0, 996)
law = settings(deadline=None)


def carried(geography, values, *, on, to, method=WEIGHTED, quantity=Quantity.TOTAL):
    """{code: value}, with NaN; and {code: status}."""
    layer = Layer(on, tuple(values), np.array([list(values.values())]))
    table = convert_table(geography=geography, layers=[layer], to=to, quantity=quantity, method=method)
    status = map(Status, table.status[0, 0].tolist())
    return dict(zip(table.codes, table.values[0, 0].tolist(), strict=True)), dict(
        zip(table.codes, status, strict=True)
    )


def walked(geography, values, *, is_backward=False):
    """The twin: one day after the other, each unit's figure handed on to its parts."""
    for day in sorted(DAYS, reverse=is_backward):
        here, there = (day, day - timedelta(days=1)) if is_backward else (day - timedelta(days=1), day)
        handed = dict.fromkeys(geography.generation(on=there), 0.0)
        for code in geography.generation(on=here):
            for part, share in shares(geography, day, code, is_backward=is_backward).items():
                handed[part] += values[code] * share
        values = handed
    return values


def shares(geography, day, code, *, is_backward):
    """From the rows alone: where the unit went, itself when nothing is said of it."""
    rows = [row for row in geography.changes if row.on == day]
    pairs = {(row.before, row.after) for row in rows}
    left = {row.before for row in rows if row.kind != "transferred"}
    for one in {code for pair in pairs for code in pair} - left:
        if one in geography.generation(on=day - timedelta(days=1)):
            pairs.add((one, one))
    if is_backward:
        pairs = {(after, before) for before, after in pairs}
    parts = {there for here, there in pairs if here == code} or {code}
    if len(parts) == 1:
        return dict.fromkeys(parts, 1.0)
    return {
        w.part: w.share
        for w in geography.weights
        if (w.on, w.divided, w.is_backward) == (day, code, is_backward)
    }


def ends(geography, code):
    """The units of LAST that have something of a unit of FIRST."""
    here = {code}
    for day in DAYS:
        here = {part for one in here for part in shares(geography, day, one, is_backward=False)}
    return here


@law
@given(histories(), SEEDS)
def test_the_histories_are_in_order(geography, seed):
    assert geography_faults(geography=geography) == ()


@law
@given(histories(), SEEDS)
def test_a_table_agrees_with_its_twin_forwards_and_backwards(geography, seed):
    for on, to, is_backward in ((FIRST, LAST, False), (LAST, FIRST, True)):
        values = figures(geography=geography, on=on, seed=seed)
        found, _ = carried(geography, values, on=on, to=to)
        assert found == pytest.approx(walked(geography, values, is_backward=is_backward), abs=1e-9)


@law
@given(histories(), SEEDS)
def test_without_weights_a_unit_has_a_figure_when_all_that_is_in_it_is_whole(geography, seed):
    values = figures(geography=geography, on=FIRST, seed=seed)
    found, status = carried(geography, values, on=FIRST, to=LAST, method=EXACT)
    went = {code: ends(geography, code) for code in values}
    for code, value in found.items():
        inside = [one for one, there in went.items() if code in there]
        if all(went[one] == {code} for one in inside):
            assert value == sum(values[one] for one in inside)
            assert status[code] == (Status.SAME if len(inside) == 1 else Status.COMBINED)
        else:
            assert np.isnan(value)
            assert status[code] == Status.NOT_CONVERTIBLE


@law
@given(histories(), SEEDS, st.booleans())
def test_totals_are_conserved_and_counts_to_the_last_one(geography, seed, is_backward):
    on, to = (LAST, FIRST) if is_backward else (FIRST, LAST)
    values = figures(geography=geography, on=on, seed=seed)
    total, _ = carried(geography, values, on=on, to=to)
    counts, _ = carried(geography, values, on=on, to=to, quantity=Quantity.COUNT)
    assert sum(total.values()) == pytest.approx(sum(values.values()))
    assert sum(counts.values()) == sum(values.values())
    assert all(value == int(value) and abs(value - total[code]) < 3 for code, value in counts.items())


@law
@given(histories(), SEEDS)
def test_by_way_of_a_day_between_it_is_the_same(geography, seed):
    between = DAYS[1]
    values = figures(geography=geography, on=FIRST, seed=seed)
    direct, _ = carried(geography, values, on=FIRST, to=LAST)
    half, _ = carried(geography, values, on=FIRST, to=between)
    whole, _ = carried(geography, half, on=between, to=LAST)
    assert whole == pytest.approx(direct, abs=1e-9)


@law
@given(histories(), SEEDS)
def test_by_way_of_a_day_between_nothing_exact_is_different(geography, seed):
    """What comes together again after that day is known to the direct way alone."""
    values = figures(geography=geography, on=FIRST, seed=seed)
    direct, _ = carried(geography, values, on=FIRST, to=LAST, method=EXACT)
    half, _ = carried(geography, values, on=FIRST, to=DAYS[1], method=EXACT)
    whole, _ = carried(geography, half, on=DAYS[1], to=LAST, method=EXACT)
    assert all(np.isnan(value) or value == direct[code] for code, value in whole.items())


@law
@given(histories(kinds=("nothing", "renumbered", "renamed")), SEEDS, st.sampled_from(Quantity))
def test_there_and_back_over_new_numbers_is_what_it_was(geography, seed, quantity):
    values = figures(geography=geography, on=FIRST, seed=seed)
    if quantity.has_base:
        quantity = Quantity.TOTAL
    there, status = carried(geography, values, on=FIRST, to=LAST, method=EXACT, quantity=quantity)
    back, _ = carried(geography, there, on=LAST, to=FIRST, method=EXACT, quantity=quantity)
    assert back == values
    assert set(status.values()) == {Status.SAME}


@law
@given(histories(), SEEDS)
def test_to_the_same_day_it_is_what_it_was(geography, seed):
    values = figures(geography=geography, on=DAYS[0], seed=seed)
    assert carried(geography, values, on=DAYS[0], to=DAYS[0], method=EXACT)[0] == values


@law
@given(SEEDS)
def test_a_merger_of_one_is_a_new_number(seed):
    day, names = DAYS[0], ("001", "002")
    alone = Geography(
        (*(Unit(n, n, "t", FIRST, day) for n in names), *(Unit(f"1{n}", n, "t", day) for n in names)),
        tuple(Change(day, ChangeKind.MERGED, n, f"1{n}") for n in names),
    )
    values = figures(geography=alone, on=FIRST, seed=seed)
    found, status = carried(alone, values, on=FIRST, to=LAST, method=EXACT)
    assert found == {f"1{code}": value for code, value in values.items()}
    assert set(status.values()) == {Status.SAME}


@law
@given(histories())
def test_shares_of_every_unit_sum_to_one(geography):
    for on, to in ((FIRST, LAST), (LAST, FIRST), (DAYS[0], DAYS[2])):
        way = correspond(geography=geography, known_on=on, to=to, basis=Basis.POPULATION)
        assert set(way.ends_of) == set(geography.generation(on=on))
        for parts in way.ends_of.values():
            assert sum(part.share for part in parts) == pytest.approx(1)
        assert not way.without_source


@law
@given(histories(), SEEDS)
def test_weights_from_sizes_are_those_of_the_geography(geography, seed):
    """They fit in: with them the geography is still in order, so they sum to one and name every part."""
    plain = Geography(geography.units, geography.changes)
    for day in DAYS:
        eve = day - timedelta(days=1)
        plain = plain.with_weights(
            weights_from_sizes(
                geography=plain,
                on=day,
                basis=Basis.POPULATION,
                sizes_before=figures(geography=plain, on=eve, seed=seed),
                sizes_after=figures(geography=plain, on=day, seed=seed),
                source="drawn",
            )
        )
    assert geography_faults(geography=plain) == ()


@law
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.lists(st.integers(0, 99), min_size=1))
def test_shared_out_whole_numbers_are_near_their_due_and_sum_to_the_total(totals, sizes):
    shares = np.array(sizes, dtype=float) if any(sizes) else np.ones(len(sizes))
    due = np.array(totals, dtype=float)
    shared = share_out(totals=due, shares=shares)
    assert (shared.sum(axis=1) == due).all()
    assert (np.abs(shared - due[:, None] * shares / shares.sum()) < 1 + 1e-6).all()


def test_equal_remainders_go_to_the_first_of_equal_shares():
    shared = share_out(totals=np.array([1.0, 2, 3, np.nan]), shares=np.array([0.25, 0.25, 0.5]))
    assert shared[:3].tolist() == [[0, 0, 1], [1, 0, 1], [1, 1, 1]]
    assert np.isnan(shared[3]).all()
