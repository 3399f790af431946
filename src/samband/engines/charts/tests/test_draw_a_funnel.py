# SPDX-License-Identifier: EUPL-1.2
"""A funnel: every member a point with its name, wide margins to the left, and nothing drawn outside."""

from xml.etree import ElementTree as ET

import pytest

from samband.engines.charts import (
    Axis,
    Chart,
    Frame,
    FunnelLimits,
    FunnelNames,
    FunnelPoint,
    Number,
    funnel,
)

SVG = "{http://www.w3.org/2000/svg}"
POINTS = (
    FunnelPoint("Utsira", 0.4, 2.0, is_beyond=True),
    FunnelPoint("Årdal", 0.2, 2.8, is_own=True),
    FunnelPoint("Oslo", 0.1, 3.0),
)
LIMITS = (
    FunnelLimits("95 %", ((0.0, 2.9, 2.9), (0.4, 2.5, 3.3))),
    FunnelLimits("99.8 %", ((0.0, 2.9, 2.9), (0.4, 2.2, 3.6))),
)


def drawn(*, width: int = 640, points: tuple[FunnelPoint, ...] = POINTS) -> Chart:
    frame = Frame("f", "Trust", "How members differ", "en", width)
    names = FunnelNames(beyond="Beyond", inside="Within")
    return funnel(frame=frame, points=points, target=2.9, limits=LIMITS, axis=Axis(1, 4), names=names)


def places(chart: Chart) -> dict[str, tuple[float, float]]:
    """Name under the pointer -> centre of its circle."""
    found = {}
    for group in ET.fromstring(chart.svg).iter(f"{SVG}g"):
        title, circles = group.find(f"{SVG}title"), group.findall(f"{SVG}circle")
        if title is not None and circles:
            found[str(title.text)] = (float(circles[-1].get("cx", 0)), float(circles[-1].get("cy", 0)))
    return found


@pytest.mark.parametrize("width", [320, 640])
def test_wide_margins_stand_left_and_high_values_above(width: int) -> None:
    at = places(drawn(width=width))
    assert at["Årdal: 2.8"][0] < at["Oslo: 3.0"][0] < width
    assert at["Årdal: 2.8"][1] > at["Oslo: 3.0"][1] > 0


def test_a_member_beyond_the_limits_has_another_shape_and_its_name() -> None:
    chart = drawn()
    assert "Utsira: 2.0" not in places(chart)
    assert "<title>Utsira: 2.0</title><path" in chart.svg
    assert "Beyond" in chart.svg


def test_the_key_names_no_mark_that_is_not_there() -> None:
    assert "Beyond" not in drawn(points=POINTS[1:]).svg


def test_the_table_is_by_name_and_tells_what_the_picture_tells() -> None:
    table = drawn().table
    assert [row[0] for row in table.rows] == ["Oslo", "Utsira", "Årdal"]
    assert table.rows[1][1:] == (Number(2.0, 1), Number(0.4, 2), "Beyond")


def test_members_without_any_margin_are_drawn_at_the_tip() -> None:
    chart = drawn(points=(FunnelPoint("One", 0.0, 2.0), FunnelPoint("Two", 0.0, 3.0)))
    xs = {x for x, _y in places(chart).values()}
    assert xs == {626.0}


def test_a_funnel_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one member"):
        drawn(points=())


def test_figures_of_the_axis_are_as_fine_as_its_steps() -> None:
    """From 2.2 to 3.6 the step is 0.25: rounded to one digit, 2.75 would stand as 2.8."""
    assert ">2.75</text>" in drawn(points=POINTS[1:]).svg
