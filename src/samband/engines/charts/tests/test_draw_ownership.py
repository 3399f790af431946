# SPDX-License-Identifier: EUPL-1.2
"""Owners stand above what they own, circles come back along the side, and a phone gets a list."""

import re
from xml.etree import ElementTree as ET

import pytest

from samband.engines.charts import Chart, ChartTable, Frame, OwnerLink, OwnerNode, ownership_tree

SVG = "{http://www.w3.org/2000/svg}"
NODES = [
    OwnerNode("town", -1, "The Town", "Public body", is_public=True),
    OwnerNode("fund", -1, "Et fond med et navn som er så langt at det ikke får plass på én linje i boksen"),
    OwnerNode("water", 0, "Water AS", "Publicly owned: 60%"),
    OwnerNode("pipes", 1, "Pipes AS"),
    OwnerNode("rest", 1, "and 3 more", is_rest=True),
]
LINKS = [
    OwnerLink("town", "water", "60%"),
    OwnerLink("fund", "water", "40%"),
    OwnerLink("water", "pipes", "25% – 50%"),
]
BACK = OwnerLink("pipes", "fund", "100%")


def tree(width=640, links=LINKS, nodes=NODES) -> Chart:
    return ownership_tree(
        frame=Frame("owners", "Owners", "Who owns whom", "nb", width), nodes=nodes, links=links,
        table=ChartTable(("Owner", "Owned"), (("a", "b"),)), circle="Owned in a circle",
    )  # fmt: skip


def texts(chart):
    return " ".join(node.text or "" for node in ET.fromstring(chart.svg).iter(f"{SVG}text"))


def boxes(chart):
    """Outer frames of organisations: x, y, width, height."""
    found = [node for node in ET.fromstring(chart.svg).iter(f"{SVG}rect") if node.get("fill") == "none"]
    return [tuple(float(node.get(name)) for name in ("x", "y", "width", "height")) for node in found]


@pytest.mark.parametrize("width", [320, 640])
def test_every_organisation_and_share_is_written(width):
    told = texts(tree(width))
    for word in ("The Town", "Public body", "Et fond", "Water AS", "and 3 more", "60%", "40%", "25% – 50%"):
        assert word in told


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("links", [LINKS, [*LINKS, BACK], [*LINKS, BACK, OwnerLink("town", "fund", "1%")]])
def test_nothing_leaves_the_picture(width, links):
    chart = tree(width, links)
    numbers = re.findall(r' d="([^"]+)"', chart.svg)
    for x in [float(one) for path in numbers for one in re.findall(r"H([\d.]+)", path)]:
        assert 0 <= x <= chart.width
    for y in [float(one) for path in numbers for one in re.findall(r"V([\d.]+)", path)]:
        assert 0 <= y <= chart.height
    for x, y, across, down in boxes(chart):
        assert x >= 0 <= y
        assert x + across <= chart.width
        assert y + down <= chart.height


def test_owners_stand_above_and_no_box_covers_another():
    found = boxes(tree())
    for place, (x, y, across, down) in enumerate(found):
        for other in found[place + 1 :]:
            is_inside = other[0] >= x and other[0] + other[2] <= x + across and other[1] >= y
            apart = other[0] >= x + across or x >= other[0] + other[2] or other[1] >= y + down
            assert apart or y >= other[1] + other[3] or is_inside
    rows = sorted({round(y) for _, y, _, down in found if down > 30})
    assert len(rows) >= 3


def test_a_circle_is_dashed_and_explained_and_without_one_nothing_is():
    assert "stroke-dasharray" not in tree().svg
    chart = tree(links=[*LINKS, BACK])
    assert "stroke-dasharray" in chart.svg
    assert "Owned in a circle" in texts(chart)
    assert "(Owned in a circle)" in texts(tree(320, [*LINKS, BACK]))


def test_one_organisation_alone_is_a_picture_too():
    assert "Water AS" in texts(tree(links=[], nodes=NODES[2:3]))
