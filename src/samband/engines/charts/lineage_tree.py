# SPDX-License-Identifier: EUPL-1.2
"""What came from what: boxes in columns of time, joined where one became another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.charts import svg
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import LINE_HEIGHT, paragraph, wrapped
from samband.engines.charts.theme import ACCENTS, INK, MUTED, PAPER, Paint

NARROW = 480
_SIZE, _GAP, _AIR = 12, 34, 10


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A box. column: its place in time, from 0. code, name: set below one another. is_own: drawn strong."""

    key: str
    column: int
    code: str
    name: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class TreeLink:
    """From box to box, by key. is_part: only a part of the one is in the other, drawn dashed."""

    before: str
    after: str
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """A drawn node: left, top, width, height; its words."""

    node: TreeNode
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def lineage_tree(
    *,
    frame: Frame,
    columns: Sequence[str],
    nodes: Sequence[TreeNode],
    links: Sequence[TreeLink],
    table: ChartTable,
    part: str,
) -> Chart:
    """Draw time from left to right; in a frame for a phone downwards, one box below the other.

    columns: heads of the columns, such as the day on which each begins. table: the same in rows, in the
    caller's words. part: what a dashed line means. Not for more than about six columns.
    """
    draw = _downwards if frame.width < NARROW else _across
    body, height = draw(frame, columns, nodes, links)
    if any(link.is_part for link in links):
        body += _legend(part, height + 22)
        height += 30
    return frame.chart(body=body, height=height + 4, table=table)


def _across(
    frame: Frame, columns: Sequence[str], nodes: Sequence[TreeNode], links: Sequence[TreeLink]
) -> tuple[str, float]:
    width = (frame.width - 4 - _GAP * (len(columns) - 1)) / max(1, len(columns))
    heads = [wrapped(head, width=width, size=_SIZE, max_lines=3) for head in columns]
    top = 12 + max(map(len, heads), default=0) * _SIZE * LINE_HEIGHT
    boxes = _stacked(nodes, links, len(columns), width, top)
    height = max((box.y + box.height for box in boxes.values()), default=top)
    body = "".join(
        paragraph(lines, x=2 + at * (width + _GAP), y=13, size=_SIZE, paint=MUTED)
        for at, lines in enumerate(heads)
    )
    body += "".join(_curve(boxes[link.before], boxes[link.after], is_part=link.is_part) for link in links)
    return body + "".join(map(_drawn, boxes.values())), height


def _stacked(
    nodes: Sequence[TreeNode], links: Sequence[TreeLink], columns: int, width: float, top: float
) -> dict[str, _Box]:
    """Boxes below one another in their columns, each column in the middle of the tallest."""
    order = _ordered(nodes, links, columns)
    sizes = {node.key: _words(node, width) for node in nodes}
    heights = {key: 14 + len(lines) * _SIZE * LINE_HEIGHT for key, lines in sizes.items()}
    totals = [sum(heights[node.key] + _AIR for node in column) - _AIR for column in order]
    boxes = {}
    for at, column in enumerate(order):
        y = top + (max(totals) - totals[at]) / 2
        for node in column:
            x = 2 + at * (width + _GAP)
            boxes[node.key] = _Box(node, x, y, width, heights[node.key], sizes[node.key])
            y += heights[node.key] + _AIR
    return boxes


def _ordered(nodes: Sequence[TreeNode], links: Sequence[TreeLink], columns: int) -> list[list[TreeNode]]:
    """The columns, each sorted by the mean place of what its boxes are joined with, a few times over."""
    order = [[node for node in nodes if node.column == at] for at in range(columns)]
    for _ in range(4):
        for at in (*range(columns), *range(columns - 1, -1, -1)):
            places = {node.key: place for column in order for place, node in enumerate(column)}
            order[at].sort(key=lambda node: _pull(node, links, places))
    return order


def _pull(node: TreeNode, links: Iterable[TreeLink], places: Mapping[str, int]) -> float:
    near = [places[link.after] for link in links if link.before == node.key]
    near += [places[link.before] for link in links if link.after == node.key]
    return sum(near) / len(near) if near else float(places[node.key])


def _words(node: TreeNode, width: float) -> tuple[str, ...]:
    return (node.code, *wrapped(node.name, width=width - 16, size=_SIZE, max_lines=3))


def _drawn(box: _Box) -> str:
    paint = ACCENTS[0] if box.node.is_own else MUTED
    frame = svg.element(
        "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=4, **svg.filled(PAPER)
    ) + svg.element(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=4,
        fill="none",
        **svg.stroked(paint),
        stroke_width=2.6 if box.node.is_own else 1.2,
    )
    first = box.y + 8 + _SIZE
    code = svg.text(box.lines[0], x=box.x + 8, y=first, paint=INK, font_size=_SIZE, font_weight="700")
    name = paragraph(box.lines[1:], x=box.x + 8, y=first + _SIZE * LINE_HEIGHT, size=_SIZE, paint=INK)
    return frame + code + name


def _curve(before: _Box, after: _Box, *, is_part: bool) -> str:
    x1, x2 = before.x + before.width, after.x
    bend = (x1 + x2) / 2 if x2 > x1 else x1
    points = (x1, before.middle, bend, before.middle, bend, after.middle, x2, after.middle)
    a, b, c, d, e, f, g, h = map(svg.digits, points)
    return _path(f"M{a} {b}C{c} {d} {e} {f} {g} {h}", is_part=is_part)


def _path(d: str, *, is_part: bool) -> str:
    dashes: dict[str, str | float] = {"stroke_dasharray": "5 4"} if is_part else {}
    return svg.element("path", d=d, fill="none", **svg.stroked(INK), stroke_width=1.6, **dashes)


def _downwards(
    frame: Frame, columns: Sequence[str], nodes: Sequence[TreeNode], links: Sequence[TreeLink]
) -> tuple[str, float]:
    """One row for each box under the head of its column; a mark, joined with those of its relatives."""
    order, marks = _ordered(nodes, links, len(columns)), {}
    drawn, y = "", 0.0
    for at, column in enumerate(order):
        y += 18
        drawn += svg.text(columns[at], x=8 + 20 * at, y=y, paint=MUTED, font_size=_SIZE)
        for node in column:
            y += 24
            marks[node.key] = (12.0 + 20 * at, y - 4)
            drawn += _row(node, 28 + 20 * at, y, frame.width)
        y += 10
    lines = "".join(_elbow(marks[link.before], marks[link.after], is_part=link.is_part) for link in links)
    dots = "".join(_dot(*marks[node.key], paint=ACCENTS[0] if node.is_own else MUTED) for node in nodes)
    return lines + dots + drawn, y


def _row(node: TreeNode, x: float, y: float, width: float) -> str:
    weight = "700" if node.is_own else "400"
    (text,) = wrapped(f"{node.code} {node.name}", width=width - x - 4, size=13, max_lines=1)
    return svg.text(text, x=x, y=y, paint=INK, font_size=13, font_weight=weight)


def _elbow(before: tuple[float, float], after: tuple[float, float], *, is_part: bool) -> str:
    """Down from the one, then along to the other."""
    (x1, y1), (x2, y2) = before, after
    a, b, c, d = map(svg.digits, (x1, y1, x2, y2))
    return _path(f"M{a} {b}V{d}H{c}", is_part=is_part)


def _dot(x: float, y: float, *, paint: Paint) -> str:
    return svg.element("circle", cx=x, cy=y, r=5.5, **svg.filled(PAPER)) + svg.element(
        "circle", cx=x, cy=y, r=4.5, **svg.filled(paint)
    )


def _legend(part: str, y: float) -> str:
    line = svg.line(x1=4, y1=y - 4, x2=34, y2=y - 4, paint=INK, stroke_width=1.6, stroke_dasharray="5 4")
    return line + svg.text(part, x=42, y=y, paint=MUTED, font_size=_SIZE)
