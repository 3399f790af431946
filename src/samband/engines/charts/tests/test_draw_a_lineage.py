# SPDX-License-Identifier: EUPL-1.2
"""The tree of what came from what: time goes one way, parts are dashed, nothing leaves the picture."""

import re
from xml.etree import ElementTree as ET

import pytest

from samband.engines.charts import Chart, ChartTable, Frame, TreeLink, TreeNode, lineage_tree

SVG = "{http://www.w3.org/2000/svg}"
NODES = [
    TreeNode("a", 0, "1534", "Haram"),
    TreeNode("b", 0, "1504", "Ålesund"),
    TreeNode("c", 1, "1507", "Ålesund"),
    TreeNode("d", 2, "1508", "Ålesund", is_own=True),
    TreeNode("e", 2, "1580", "Et navn som er så langt at det ikke får plass på én linje i noen boks"),
]
LINKS = [TreeLink("a", "c"), TreeLink("b", "c"), TreeLink("c", "d", True), TreeLink("c", "e", True)]


def tree(width: int, links: list[TreeLink] = LINKS) -> Chart:
    return lineage_tree(
        frame=Frame("tree", "Lineage", "What came from what", "nb", width),
        columns=("Before 1 January 2020", "From 1 January 2020", "From 1 January 2024"),
        nodes=NODES,
        links=links,
        table=ChartTable(("Before", "After"), (("1534", "1507"),)),
        part="A part of the territory",
    )


@pytest.mark.parametrize("width", [320, 640])
def test_every_unit_is_named_and_every_link_drawn(width):
    chart = tree(width)
    root = ET.fromstring(chart.svg)
    texts = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    assert all(node.code in texts for node in NODES)
    drawn = list(root.iter(f"{SVG}path"))
    assert len(drawn) == len(LINKS)
    assert sum("stroke-dasharray" in node.attrib for node in drawn) == 2
    assert "A part of the territory" in texts


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_leaves_the_picture(width):
    chart = tree(width)
    root = ET.fromstring(chart.svg)
    for node in root.iter():
        for name, limit in (
            ("x", chart.width),
            ("cx", chart.width),
            ("y", chart.height),
            ("cy", chart.height),
        ):
            assert 0 <= float(node.get(name, 0)) <= limit
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x")) + float(box.get("width")) <= chart.width
        assert float(box.get("y")) + float(box.get("height")) <= chart.height


def test_time_goes_to_the_right_on_a_desk_and_down_on_a_phone():
    def places(width, name):
        svg = tree(width).svg
        return [float(x) for x in re.findall(rf"<(?:rect|circle)[^>]* {name}=\"([\d.]+)\"", svg)]

    assert len(set(places(640, "x"))) == 3
    down = places(320, "cy")
    assert len(set(down)) == len(NODES)


def test_without_parts_there_is_no_legend():
    assert "A part of the territory" not in tree(640, [TreeLink("a", "c"), TreeLink("b", "c")]).svg


def test_relatives_stand_in_an_order_that_crosses_least():
    """a joins d and b joins c: each column follows the other."""
    nodes = [
        TreeNode("a", 0, "a", ""),
        TreeNode("b", 0, "b", ""),
        TreeNode("c", 1, "c", ""),
        TreeNode("d", 1, "d", ""),
    ]
    chart = lineage_tree(
        frame=Frame("tree", "t", "d", "nb"),
        columns=("", ""),
        nodes=nodes,
        links=[TreeLink("a", "d"), TreeLink("b", "c")],
        table=ChartTable(("x",), ()),
        part="p",
    )
    order = re.findall(r">([abcd])</text>", chart.svg)
    assert order in (["a", "b", "d", "c"], ["b", "a", "c", "d"])
