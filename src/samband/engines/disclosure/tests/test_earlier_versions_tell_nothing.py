# SPDX-License-Identifier: EUPL-1.2
"""A version that was published stays public: the next one must not give anybody away beside it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.disclosure import (
    Cause,
    DisclosureContext,
    DisclosureRules,
    GroupRules,
    examine,
    release,
    told_by_difference,
)
from samband.engines.disclosure.tests.tables import SCALES, added, table_of

FIVE = DisclosureRules(everybody=GroupRules(minimum_population=0))
UNITS = ("1101", "1103", "1151", "0301", "4601")
CONTEXT = DisclosureContext(unit_totals={"all": frozenset(UNITS)}, scales=SCALES)


def wave(answers):
    """A table of five municipalities and all of them."""
    cells = {("all", unit): counts for unit, counts in zip(UNITS, answers, strict=True)}
    return table_of({**cells, ("all", "all"): added(list(cells.values()))})


BEFORE = [(5, 6, 7, 8), (3, 3, 4, 2), (4, 4, 4, 4), (9, 9, 9, 9), (8, 7, 6, 5)]


def released(table, *earlier):
    return release(table=table, rules=FIVE, context=CONTEXT, earlier=earlier)


def open_units(table):
    return {row.unit for row in table if row.is_known}


def test_two_late_answers_are_not_the_difference_of_two_versions():
    first = released(wave(BEFORE))
    assert open_units(first) == {*UNITS, "all"}
    later = wave([BEFORE[0], (3, 4, 5, 2), *BEFORE[2:]])
    assert {"1103", "all"} <= open_units(released(later))
    assert open_units(released(later, first)) == {"1101", "1151", "0301", "4601"}


def test_a_figure_that_has_not_moved_cannot_hide_one_that_has():
    """Oslo has twelve more and may be shown; then all less the others gives the two in 1103, or all goes."""
    first = released(wave(BEFORE))
    later = wave([BEFORE[0], (3, 4, 5, 2), BEFORE[2], (12, 12, 12, 12), BEFORE[4]])
    decisions = examine(table=later, rules=FIVE, context=CONTEXT, earlier=[first])
    why = {cell.unit: reason.cause for cell, reason in decisions.reasons.items()}
    assert why["1103"] is Cause.EARLIER
    assert {"0301", "all"} & set(why)
    assert not {"1101", "1151", "4601"} & set(why)


def test_what_was_withheld_stays_withheld():
    small = [(1, 0, 1, 1), *BEFORE[1:]]
    first = released(wave(small))
    gone = set(UNITS) - open_units(first)
    assert len(gone) == 2
    again = released(wave([(9, 9, 9, 9), *BEFORE[1:]]), first)
    assert not open_units(again) & gone


def test_the_same_figures_again_are_released_again():
    first = released(wave(BEFORE))
    assert list(released(wave(BEFORE), first)) == list(first)
    assert told_by_difference(table=first, earlier=[first], rules=FIVE) == ()


def test_figures_that_may_not_stand_beside_an_earlier_version_are_named():
    first = released(wave(BEFORE))
    told = told_by_difference(
        table=released(wave([BEFORE[0], (3, 4, 5, 2), *BEFORE[2:]])), earlier=[first], rules=FIVE
    )
    assert [(one.cell.unit, one.n, one.before) for one in told] == [("1103", 14, (12,)), ("all", 118, (116,))]


def test_the_reason_is_told_in_words():
    first = released(wave(BEFORE))
    later = wave([BEFORE[0], (3, 4, 5, 2), *BEFORE[2:]])
    why = examine(table=later, rules=FIVE, context=CONTEXT, earlier=[first]).why(
        group="all", unit="1103", measure="trust"
    )
    assert str(why) == "withheld so that an earlier version cannot be subtracted from it"


more = st.lists(st.integers(0, 7), min_size=5, max_size=5)


@given(late=more, then=more)
@settings(max_examples=60, deadline=None)
def test_no_three_versions_tell_how_few_answered(late, then):
    """Who keeps all versions adds and subtracts units and totals: no unit's few late answers follow."""
    versions, answers = [], list(BEFORE)
    for news in ([0] * 5, late, then):
        answers = [(a + n, b, c, d) for (a, b, c, d), n in zip(answers, news, strict=True)]
        versions.append(released(wave(answers), *versions))
    for at, unit in enumerate(UNITS):
        shown = [_told(version, unit) for version in versions]
        known = [n for n in shown if n is not None]
        assert all(a == b or abs(a - b) >= 5 for a in known for b in known), (unit, at)


def _told(version, unit):
    """n of the unit, read or as all less the others."""
    ns = {row.unit: row.n for row in version if row.statistic == "mean"}
    others = [ns[other] for other in UNITS if other != unit]
    if ns[unit] is None and ns["all"] is not None and None not in others:
        return ns["all"] - sum(others)
    return ns[unit]
