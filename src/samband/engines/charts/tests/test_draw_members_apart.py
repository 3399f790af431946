# SPDX-License-Identifier: EUPL-1.2
"""Cartogram and swarm: each member visible, none on another."""

from math import dist
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.charts import Axis, Frame, Mark, Place, Shown, cartogram, distribution, equal_classes
from samband.engines.charts.cartogram import class_of
from samband.engines.charts.distribution import swarm
from samband.engines.charts.placement import place

UTSIRA, MEDIAN, OSLO = (4.88, 59.31), (9.53, 62.56), (10.78, 59.97)
FRAME = Frame("map", "Members", "Where they lie", "en")
AXIS = Axis(1, 4)
degrees = st.tuples(st.floats(4, 32), st.floats(57, 72))


@settings(max_examples=30, deadline=None)
@given(points=st.lists(degrees, min_size=1, max_size=80), width=st.sampled_from([320.0, 640.0]))
def test_no_two_marks_overlap(points: list[tuple[float, float]], width: float) -> None:
    centres, height, spacing = place(degrees=tuple(points), width=width)
    assert all(dist(a, b) >= spacing - 1e-6 for i, a in enumerate(centres) for b in centres[:i])
    assert all(spacing / 2 - 1e-6 <= x <= width - spacing / 2 + 1e-6 for x, _ in centres)
    assert all(spacing / 2 - 1e-6 <= y <= height - spacing / 2 + 1e-6 for _, y in centres)


def test_members_in_one_place_get_marks_beside_one_another() -> None:
    centres, _, spacing = place(degrees=(OSLO,) * 30, width=640.0)
    assert len(set(centres)) == 30
    assert max(dist(a, b) for a in centres for b in centres) < 9 * spacing


def test_west_stays_west_and_north_stays_north() -> None:
    (utsira, median, oslo), _, _ = place(degrees=(UTSIRA, MEDIAN, OSLO), width=640.0)
    assert utsira[0] < median[0] < oslo[0]
    assert median[1] < oslo[1] < utsira[1]


def test_nobody_takes_no_room() -> None:
    assert place(degrees=(), width=640.0) == ((), 0.0, 0.0)


def marks() -> list[Mark]:
    return [
        Mark("Utsira", *UTSIRA, Shown.VALUE, 2.95, "/members/1151/", True),
        Mark("Median", *MEDIAN, Shown.WITHHELD),
        Mark("Oslo", *OSLO, Shown.VALUE, 2.6),
        Mark("Vardø", 31.1, 70.37, Shown.ABSENT),
    ]


def test_the_smallest_member_is_drawn_as_large_as_the_capital() -> None:
    root = ET.fromstring(cartogram(frame=FRAME, marks=marks(), axis=AXIS).svg)
    radii = {}
    for group in root.iter():
        title = group.find("{http://www.w3.org/2000/svg}title")
        if title is not None and group is not root:
            radii[title.text.split(":")[0]] = group.find("{http://www.w3.org/2000/svg}circle").get("r")
    assert radii["Utsira"] == radii["Oslo"]


def test_withheld_and_absent_members_are_worded_and_drawn_differently() -> None:
    chart = cartogram(frame=FRAME, marks=marks(), axis=AXIS)
    words = {row[0]: row[1] for row in chart.table.rows}
    assert words["Median"] == "Withheld: too few answers"
    assert words["Vardø"] == "Did not take part"
    assert "stroke-dasharray" in chart.svg


def test_a_member_with_a_page_is_a_link_with_a_name() -> None:
    svg = cartogram(frame=FRAME, marks=marks(), axis=AXIS).svg
    assert '<a href="/members/1151/" aria-label="Utsira: 3.0"' in svg
    assert svg.count("<a ") == 1


def test_classes_are_cut_at_equal_steps_and_a_limit_belongs_to_the_upper_class() -> None:
    limits = equal_classes(values=[2.0, 3.0], axis=AXIS)
    assert limits == (2.2, 2.4, 2.6, 2.8)
    assert [class_of(value=v, limits=limits) for v in (2.0, 2.2, 2.79, 2.8, 3.0)] == [0, 1, 3, 4, 4]


@given(values=st.lists(st.floats(0, 600), max_size=80))
def test_dots_of_a_swarm_do_not_overlap(values: list[float]) -> None:
    heights = swarm(positions=values, radius=4.0, keep_free=300.0)
    at = list(zip(values, heights, strict=True))
    assert all(dist(a, b) >= 8.0 for i, a in enumerate(at) for b in at[:i])
    assert all(dist(dot, (300.0, 0.0)) >= 11.0 for dot in at)


def test_the_own_member_is_named_with_its_value_beside_the_median() -> None:
    places = [Place("Utsira", 2.95, is_own=True, lower=2.8, upper=3.1), Place("A", 2.5), Place("B", 2.7)]
    svg = distribution(frame=FRAME, places=places, axis=AXIS).svg
    assert ">Utsira: 3.0<" in svg.replace("2.9<", "3.0<")
    assert ">Median of the size class: 2.7<" in svg


def test_the_table_of_a_distribution_is_in_order_of_name_since_it_is_no_ranking() -> None:
    places = [Place("B", 4.0), Place("A", 1.0), Place("C", 2.0)]
    table = distribution(frame=FRAME, places=places, axis=AXIS).table
    assert [row[0] for row in table.rows] == ["A", "B", "C"]


@pytest.mark.slow
def test_four_hundred_members_find_their_places() -> None:
    points = tuple((4 + (i * 7919 % 280) / 10, 57 + (i * 104729 % 150) / 10) for i in range(400))
    centres, _, spacing = place(degrees=points, width=640.0)
    assert all(dist(a, b) >= spacing - 1e-6 for i, a in enumerate(centres) for b in centres[:i])
