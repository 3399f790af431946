# SPDX-License-Identifier: EUPL-1.2
"""Subtracting what was published before and after a change must not lay a small area bare."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import given, settings

from samband.engines.disclosure import (
    DisclosureContext,
    DisclosureRules,
    GroupRules,
    context_of,
    examine,
)
from samband.engines.disclosure.tests.tables import table_of, with_totals
from samband.engines.geography import (
    Change,
    ChangeKind,
    Difference,
    Unit,
    correspond,
    differences,
    make_geography,
    small_differences,
    sums_over_change,
)
from samband.engines.geography.tests.histories import FIRST, LAST, histories
from samband.engines.geography.tests.norwegian import IN_2018, IN_2020, IN_2024

EVE_2024, EVE_2020 = IN_2024 - timedelta(days=1), IN_2020 - timedelta(days=1)
HARAM = Difference(("1507", "1580"), added_before=frozenset({"1507"}), subtracted_after=frozenset({"1508"}))
ALESUND = Difference(("1507", "1508"), added_before=frozenset({"1507"}), subtracted_after=frozenset({"1580"}))


def test_haram_is_alesund_before_less_alesund_after(norway):
    assert differences(geography=norway, before=EVE_2024, after=IN_2024) == (ALESUND, HARAM)


def test_a_new_number_hides_nothing_and_tells_nothing(norway):
    assert differences(geography=norway, before=IN_2018, after=IN_2018 + timedelta(days=400)) == ()


def test_a_merger_lays_bare_what_was_withheld_before_it(norway):
    found = differences(geography=norway, before=EVE_2020, after=IN_2020)
    (finnoy,) = [one for one in found if one.area == ("1141", "1103")]
    assert finnoy.added_after == {"1103"}
    assert finnoy.subtracted_before == {"1103", "1142"}


def test_only_what_is_published_can_be_subtracted(norway):
    assert HARAM.is_open(before={"1507", "0301"}, after={"1508"})
    assert not HARAM.is_open(before={"1507"}, after={"1580"})


def test_only_small_remainders_are_in_the_way(norway):
    found = differences(geography=norway, before=EVE_2024, after=IN_2024)

    def small(minimum, sizes_after):
        return small_differences(
            differences=found,
            published_before={"1507"},
            published_after={"1508", "1580"},
            sizes_before={"1507": 67_000},
            sizes_after=sizes_after,
            minimum=minimum,
        )

    sizes = {"1508": 58_000, "1580": 9_000}
    assert small(10_000, sizes) == (HARAM,)
    assert small(9_000, sizes) == ()
    assert small(1, {}) == (ALESUND, HARAM)  # nobody knows: on the safe side


def test_a_strip_of_land_that_changed_hands_is_the_difference_of_one_unit_with_itself():
    day = IN_2020
    units = [Unit(code, code, "town", IN_2018) for code in ("A", "B")]
    moved = make_geography(units=units, changes=[Change(day, ChangeKind.TRANSFERRED, "A", "B")])
    found = differences(geography=moved, before=EVE_2020, after=day)
    strip = [one for one in found if one.area == ("A", "B")]
    assert strip == [
        Difference(("A", "B"), added_before=frozenset("A"), subtracted_after=frozenset("A")),
        Difference(("A", "B"), subtracted_before=frozenset("B"), added_after=frozenset("B")),
    ]
    assert strip[0].size(before={"A": 900, "B": 100}, after={"A": 888, "B": 112}) == 12


def test_units_that_are_sums_of_others_are_found_in_both_directions(norway):
    assert sums_over_change(geography=norway, before=EVE_2024, after=IN_2024) == {
        (False, "1507"): {(True, "1508"), (True, "1580")}
    }
    merged = sums_over_change(geography=norway, before=EVE_2020, after=IN_2020)
    assert merged[True, "1103"] == {(False, "1103"), (False, "1141"), (False, "1142")}
    assert (True, "5056") not in merged  # with a part of Snillfjord, which went elsewhere too


def test_disclosure_control_withholds_the_neighbour_of_haram_when_old_borders_are_published_too(norway):
    """One wave on both borders: Haram is withheld, and cannot be had as Ålesund before less Ålesund now."""
    sums = sums_over_change(geography=norway, before=EVE_2024, after=IN_2024)
    totals = {
        f"{code} before": [part for _, part in parts]
        for (is_later, code), parts in sums.items()
        if not is_later
    }
    leaves = {("all", "1580"): (1, 0, 1, 0), ("all", "1508"): (10, 10, 10, 10)}
    context = DisclosureContext(unit_totals={name: frozenset(parts) for name, parts in totals.items()})
    table = table_of(with_totals(leaves, context))
    rules = DisclosureRules(everybody=GroupRules(minimum_population=0))
    alone = examine(table=table, rules=rules, context=context_of(table=table))
    both = examine(table=table, rules=rules, context=context_of(table=table, totals=totals))
    assert {cell.unit for cell in alone.reasons} == {"1580"}
    assert {cell.unit for cell in both.reasons} == {"1580", "1508"}


@settings(deadline=None)
@given(histories())
def test_the_areas_found_are_those_that_linear_algebra_finds(geography):
    """The twin: is the area a combination of published sums? By rank, in whole fractions."""
    parts = correspond(geography=geography, known_on=FIRST, to=LAST).parts
    published = {(False, part.before) for part in parts} | {(True, part.after) for part in parts}
    rows = [
        [int(code == (part.after if is_later else part.before)) for part in parts]
        for is_later, code in sorted(published)
    ]
    found = {one.area for one in differences(geography=geography, before=FIRST, after=LAST)}
    for at, part in enumerate(parts):
        unit = [int(other == at) for other in range(len(parts))]
        is_open = rank(rows) == rank([*rows, unit])
        is_unit_on_both = rows_with(parts, part) == 1
        assert ((part.before, part.after) in found) == (is_open and not is_unit_on_both)


def rows_with(parts, part):
    return sum(other.before == part.before or other.after == part.after for other in parts)


def rank(rows):
    left, found = [[Fraction(x) for x in row] for row in rows], 0
    for column in range(len(left[0])):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for at in range(found + 1, len(left)):
            factor = left[at][column] / pivot[column]
            left[at] = [x - factor * y for x, y in zip(left[at], pivot, strict=True)]
        found += 1
    return found


@settings(deadline=None)
@given(histories())
def test_the_subtraction_gives_the_figure_of_the_area(geography):
    parts = correspond(geography=geography, known_on=FIRST, to=LAST).parts
    areas = {(part.before, part.after): 2.0**at for at, part in enumerate(parts)}
    before = {b: sum(v for (one, _), v in areas.items() if one == b) for b, _ in areas}
    after = {a: sum(v for (_, one), v in areas.items() if one == a) for _, a in areas}
    for one in differences(geography=geography, before=FIRST, after=LAST):
        assert one.size(before=before, after=after) == areas[one.area]
