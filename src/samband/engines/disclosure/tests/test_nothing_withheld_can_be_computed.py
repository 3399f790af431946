# SPDX-License-Identifier: EUPL-1.2
"""Attacks and laws on small made-up hierarchies."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.disclosure import Cell, DisclosureContext, DisclosureRules, GroupRules, examine, release
from samband.engines.disclosure.tests.attacker import Attacker
from samband.engines.disclosure.tests.tables import SCALES, added, table_of, unrounded, with_totals
from samband.engines.tables import EstimateTable, Status

LEAVES = ("1101", "1103", "1151", "0301", "4601")
SIZES = {"size:small": frozenset(LEAVES[:2]), "size:large": frozenset(LEAVES[2:])}
counts = st.tuples(*[st.integers(0, 4)] * 4)
some_counts = counts.filter(any)


@st.composite
def hierarchies(draw, answers=counts):
    """Cells with their totals, the context that declares these, and where an unnamed remainder answered."""
    leaves = LEAVES[: draw(st.integers(2, 5))]
    parts = ("female", "male", "other")[: draw(st.sampled_from([0, 2, 3]))]
    sizes = draw(st.sampled_from([{}, SIZES]))
    totals = {"all": frozenset(leaves)}
    totals |= {name: here for name, members in sizes.items() if (here := members & set(leaves))}
    context = DisclosureContext(
        unit_totals=totals, group_totals={"all": (parts,)} if parts else {}, scales=SCALES
    )
    groups = (*parts, "unnamed") if parts else ("all",)
    cells = {
        (group, leaf): draw(
            answers if group != "unnamed" else st.sampled_from([(0, 0, 0, 0), (1, 0, 0, 1), (2, 2, 2, 2)])
        )
        for group in groups
        for leaf in leaves
    }
    unnamed = {("all", leaf) for (group, leaf), n in cells.items() if group == "unnamed" and any(n)}
    unnamed |= {("all", total) for total in totals if any(("all", leaf) in unnamed for leaf in totals[total])}
    return with_totals(cells, context), context, unnamed


rules = st.builds(
    DisclosureRules,
    everybody=st.builds(
        GroupRules,
        minimum_respondents=st.integers(1, 9),
        minimum_population=st.just(0),
        unanimity_respondents_below=st.sampled_from([0, 30]),
        minimum_count=st.integers(0, 2),
    ),
)


@given(case=hierarchies(), rules=rules)
@settings(max_examples=80, deadline=None)
def test_no_attacker_with_a_linear_programme_learns_a_withheld_number(case, rules):
    cells, context, unnamed = case
    released = release(table=table_of(cells), rules=rules, context=context)
    known = unrounded(released, table_of(cells))
    attacker = Attacker(released=known, context=context, unnamed=unnamed)
    for row in released.where(statistic="mean", status=Status.SUPPRESSED):
        (fewest, most), (least, greatest) = attacker.bounds((row.group, row.unit))
        assert most - fewest > 1e-6, f"{row.key}: n is {fewest}"
        assert greatest - least > 1e-6, f"{row.key}: the sum of the answers is {least}"


@given(case=hierarchies(), rules=rules)
@settings(max_examples=80, deadline=None)
def test_what_is_withheld_under_an_open_total_adds_up_to_a_figure_that_could_itself_be_released(case, rules):
    cells, context, _ = case
    released = release(table=table_of(cells), rules=rules, context=context)
    for total, members in context.unit_totals.items():
        for group in {group for group, _ in cells}:
            hidden = [cells[group, unit] for unit in members if _is_withheld(released, group, unit)]
            if hidden and not _is_withheld(released, group, total):
                assert sum(added(hidden)) >= rules.everybody.minimum_respondents


@given(case=hierarchies(answers=some_counts), rules=rules, data=st.data())
@settings(max_examples=80, deadline=None)
def test_stricter_rules_never_open_a_figure(case, rules, data):
    cells, context, _ = case
    other = data.draw(globals()["rules"])
    stricter = DisclosureRules(everybody=rules.everybody.stricter_of(other.everybody))
    loose = examine(table=table_of(cells), rules=rules, context=context)
    strict = examine(table=table_of(cells), rules=stricter, context=context)
    assert set(loose.reasons) <= set(strict.reasons)


@given(case=hierarchies(), rules=rules, seed=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rows_does_not_matter(case, rules, seed):
    cells, context, _ = case
    rows = list(table_of(cells))
    random.Random(seed).shuffle(rows)
    shuffled = examine(table=EstimateTable(rows), rules=rules, context=context)
    assert shuffled == examine(table=table_of(cells), rules=rules, context=context)


@given(case=hierarchies(), rules=rules)
@settings(max_examples=40, deadline=None)
def test_releasing_a_released_table_again_changes_nothing(case, rules):
    cells, context, _ = case
    once = release(table=table_of(cells), rules=rules, context=context)
    assert list(release(table=once, rules=rules, context=context)) == list(once)


@given(case=hierarchies(), rules=rules)
@settings(max_examples=60, deadline=None)
def test_every_figure_that_breaks_a_rule_is_withheld_and_every_other_keeps_its_digits(case, rules):
    """Sums with something withheld beneath them are rounded, by half a step at most."""
    cells, context, _ = case
    table = table_of(cells)
    released = release(table=table, rules=rules, context=context)
    rounding = examine(table=table, rules=rules, context=context).steps
    for before, after in zip(table, released, strict=True):
        if after.status is Status.RELEASED:
            if step := rounding.get(Cell(before.group, before.unit, before.measure)):
                assert abs(after.value - before.value) <= step / 2 + 1e-12
                assert after.lower <= after.value <= after.upper or before.n == 1
            else:
                assert (before.n, before.value) == (after.n, after.value)
                assert before.se == after.se or before.n == 1
            assert before.n == after.n
            assert before.n >= rules.everybody.minimum_respondents
        else:
            assert after.n is None
            assert not after.is_known


def _is_withheld(released, group, unit):
    row = released.get(group=group, unit=unit, measure="trust")
    return row is not None and row.status is Status.SUPPRESSED
