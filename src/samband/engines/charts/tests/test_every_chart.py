# SPDX-License-Identifier: EUPL-1.2
"""What holds for every kind of chart."""

import re
from xml.etree import ElementTree as ET

import pytest

from samband.engines.charts import (
    Axis,
    Chart,
    ChartTable,
    Dot,
    Frame,
    FunnelLimits,
    FunnelNames,
    FunnelPoint,
    IntervalRow,
    Mark,
    Moment,
    OwnerLink,
    OwnerNode,
    Pair,
    Place,
    Shown,
    TreeLink,
    TreeNode,
    cartogram,
    distribution,
    dot_interval,
    for_screens,
    funnel,
    lineage_tree,
    ownership_tree,
    paired_dots,
    series_with_breaks,
)
from samband.engines.charts.theme import ALL_PAINTS

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>alert('x')</script> & \"Ørsta\" \x00\x0b"
AXIS = Axis(1, 4, NASTY, NASTY)
KNOWN = Dot(2.5, 2.4, 2.6)
WITHHELD = Dot(note=NASTY)


def frame(prefix: str = "one", width: int = 640) -> Frame:
    return Frame(prefix=prefix, title=NASTY, description=NASTY, language="nb", width=width)


def charts(*, width: int = 640, prefix: str = "one") -> dict[str, Chart]:
    f = frame(prefix, width)
    return {
        "dot_interval": dot_interval(
            frame=f, rows=[IntervalRow(NASTY, (KNOWN, WITHHELD, None))], series=(NASTY, "b", "c"), axis=AXIS
        ),
        "paired_dots": paired_dots(
            frame=f,
            pairs=[Pair(NASTY, KNOWN, Dot(3.1, 3.0, 3.2), NASTY), Pair("x", WITHHELD, KNOWN)],
            series=(NASTY, "b"),
            axis=AXIS,
        ),
        "distribution": distribution(
            frame=f, places=[Place(NASTY, 2.5, is_own=True), Place("x", 2.5), Place("y", 2, False)], axis=AXIS
        ),
        "cartogram": cartogram(
            frame=f,
            marks=[
                Mark(NASTY, 5.0, 59.3, Shown.VALUE, 2.5, 'javascript:"<', True),
                Mark("Oslo", 10.7, 59.9, Shown.WITHHELD),
                Mark("Vardø", 31.1, 70.4, Shown.ABSENT),
            ],
            axis=AXIS,
        ),
        "funnel": funnel(
            frame=f,
            points=[FunnelPoint(NASTY, 0.2, 2.5, is_beyond=True, is_own=True), FunnelPoint("x", 0.0, 2.0)],
            target=2.2,
            limits=[FunnelLimits(NASTY, ((0.0, 2.2, 2.2), (0.2, 2.0, 2.4)))],
            axis=AXIS,
            names=FunnelNames(margin=NASTY, target=NASTY),
        ),
        "series": series_with_breaks(
            frame=f,
            moments=[
                Moment(NASTY, 2017, (KNOWN,)),
                Moment("b", 2021, (KNOWN,), NASTY),
                Moment("c", 2025, (None,)),
            ],
            series=(NASTY,),
            axis=AXIS,
        ),
        "lineage": lineage_tree(
            frame=f,
            columns=("", NASTY),
            nodes=[TreeNode("a", 0, NASTY, NASTY), TreeNode("b", 1, "b", NASTY, is_own=True)],
            links=[TreeLink("a", "b", is_part=True)],
            table=ChartTable((NASTY, "b"), ((NASTY, "b"),)),
            part=NASTY,
        ),
        "ownership": ownership_tree(
            frame=f,
            nodes=[
                OwnerNode("a", -1, NASTY, NASTY, is_public=True), OwnerNode("b", 0, "b"),
                OwnerNode("c", 1, NASTY, is_rest=True),
            ],
            links=[OwnerLink("a", "b", NASTY), OwnerLink("b", "a", "1%")],
            table=ChartTable((NASTY, "b"), ((NASTY, "b"),)),
            circle=NASTY,
        ),
    }  # fmt: skip


KINDS = tuple(charts())


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_well_formed_with_name_and_description(kind: str, width: int) -> None:
    root = ET.fromstring(charts(width=width)[kind].svg)
    assert root.get("role") == ("group" if kind == "cartogram" else "img")
    name, described = (root.get("aria-labelledby") or "").split()
    texts = {node.get("id"): node.text for node in root if node.tag in (f"{SVG}title", f"{SVG}desc")}
    assert texts[name] == texts[described] == NASTY.replace("\x00\x0b", "")


@pytest.mark.parametrize("kind", KINDS)
def test_words_from_outside_never_become_markup(kind: str) -> None:
    root = ET.fromstring(charts()[kind].svg)
    assert f"{SVG}script" not in {node.tag for node in root.iter()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_strict_content_policy_has_nothing_to_object_to(kind: str) -> None:
    root = ET.fromstring(charts()[kind].svg)
    attributes = {key for node in root.iter() for key in node.attrib}
    assert not {key for key in attributes if key == "style" or key.startswith("on")}
    assert f"{SVG}style" not in {node.tag for node in root.iter()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_painted_shape_has_a_class_that_a_page_can_repaint(kind: str) -> None:
    names = {paint.name for paint in ALL_PAINTS}
    for node in ET.fromstring(charts()[kind].svg).iter():
        if node.get("fill") == "currentColor" or node.get("stroke") == "currentColor":
            assert node.get("class") in names
            assert node.get("color")


@pytest.mark.parametrize("kind", KINDS)
def test_two_charts_on_a_page_share_no_id(kind: str) -> None:
    ids = [set(re.findall(r' id="([^"]+)"', charts(prefix=p)[kind].svg)) for p in ("one", "two")]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_input_gives_the_same_picture(kind: str) -> None:
    assert charts()[kind].svg == charts()[kind].svg


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_has_a_name_for_every_column_of_every_row(kind: str) -> None:
    table = charts()[kind].table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.header)}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_outside_the_picture(kind: str) -> None:
    chart = charts(width=360)[kind]
    for node in ET.fromstring(chart.svg).iter():
        if "transform" in node.attrib:
            continue
        for key in ("x", "x1", "x2", "cx"):
            assert -0.01 <= float(node.get(key, 0)) <= chart.width
        for key in ("y1", "y2", "cy"):
            assert -10.01 <= float(node.get(key, 0)) <= chart.height


def test_a_chart_for_two_screens_has_ids_of_its_own_on_each():
    def draw(f: Frame) -> Chart:
        return dot_interval(frame=f, rows=[IntervalRow("Trust", (KNOWN,))], series=("",), axis=Axis(1, 4))

    both = for_screens(draw=draw, frame=frame())
    ids = [set(re.findall(r'\bid="([^"]+)"', chart.svg)) for chart in (both.wide, both.narrow)]
    assert all(ids)
    assert not ids[0] & ids[1]
    assert both.narrow.width < both.wide.width
    assert both.narrow.table == both.wide.table
