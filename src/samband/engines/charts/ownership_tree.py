# SPDX-License-Identifier: EUPL-1.2
"""Who owns whom: owners above, what is owned below, shares on the lines; circles come back along the side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samband.engines.charts import svg
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.lettering import LINE_HEIGHT, paragraph, text_width, wrapped
from samband.engines.charts.theme import ACCENTS, INK, MUTED, PAPER, Paint

NARROW = 480
WIDEST = 200
_SIZE, _GAP, _DOWN, _SIDE = 12, 14, 58, 84


@dataclass(frozen=True, slots=True)
class OwnerNode:
    """An organisation. level: 0 for the one that is asked about, below 0 for owners, above for what is owned.

    note: a line under the name. is_public: a public body itself, framed in another colour and twice.
    is_rest: stands for several that are not drawn, without a frame.
    """

    key: str
    level: int
    name: str
    note: str = ""
    is_public: bool = False
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class OwnerLink:
    """By key. label: the share. One that does not lead downwards is part of a circle and drawn dashed along
    the right side; one that passes a level goes along the left.
    """

    owner: str
    owned: str
    label: str


@dataclass(frozen=True, slots=True)
class _Box:
    node: OwnerNode
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def ownership_tree(
    *,
    frame: Frame,
    nodes: Sequence[OwnerNode],
    links: Sequence[OwnerLink],
    table: ChartTable,
    circle: str,
) -> Chart:
    """Draw levels below one another; in a frame for a phone a list, each with what it owns.

    table: all ownership in rows, in the caller's words. circle: what a dashed line means.
    Not for more than about five organisations on a level.
    """
    draw = _listed if frame.width < NARROW else _levelled
    body, height = draw(frame, nodes, links, circle)
    return frame.chart(body=body, height=height + 4, table=table)


def _levelled(
    frame: Frame, nodes: Sequence[OwnerNode], links: Sequence[OwnerLink], circle: str
) -> tuple[str, float]:
    level = {node.key: node.level for node in nodes}
    back = [link for link in links if level[link.owner] >= level[link.owned]]
    past = [link for link in links if level[link.owned] - level[link.owner] > 1]
    down = [link for link in links if level[link.owned] - level[link.owner] == 1]
    left, right = (_SIDE if past else 2), frame.width - (_SIDE if back else 2)
    boxes = _placed(nodes, links, left, right)
    height = max((box.bottom for box in boxes.values()), default=0.0)
    ways = [_Way(boxes[link.owner], boxes[link.owned], link.label, place, frame.width - 6, -1, ACCENTS[2])
            for place, link in enumerate(back)]  # fmt: skip
    ways += [
        _Way(boxes[link.owner], boxes[link.owned], link.label, place, 6, 1, INK)
        for place, link in enumerate(past)
    ]
    body = "".join(_line(boxes[link.owner], boxes[link.owned]) for link in down)
    body += "".join(map(_around, ways)) + "".join(map(_drawn, boxes.values()))
    body += "".join(_label(link, boxes, down) for link in down) + "".join(map(_label_of_way, ways))
    if back:
        height = max(height + 20, height) + 18
        body += _legend(circle, height)
    return body, height


def _placed(
    nodes: Sequence[OwnerNode], links: Sequence[OwnerLink], left: float, right: float
) -> dict[str, _Box]:
    boxes: dict[str, _Box] = {}
    y, width = 16.0, right - left
    for level in sorted({node.level for node in nodes}):
        row = _ordered([node for node in nodes if node.level == level], links, boxes)
        each = min(WIDEST, (width - _GAP * (len(row) - 1)) / len(row))
        x = left + (width - each * len(row) - _GAP * (len(row) - 1)) / 2
        made = [_box(node, x + place * (each + _GAP), y, each) for place, node in enumerate(row)]
        boxes |= {box.node.key: box for box in made}
        y = max(box.bottom for box in made) + _DOWN
    return boxes


def _ordered(row: list[OwnerNode], links: Sequence[OwnerLink], above: Mapping[str, _Box]) -> list[OwnerNode]:
    """By the mean place of their owners above, so that lines cross little; the rest of a level last."""

    def pull(node: OwnerNode) -> float:
        near = [above[link.owner].middle for link in links if link.owned == node.key and link.owner in above]
        return sum(near) / len(near) if near else 0.0

    return sorted(row, key=lambda node: (node.is_rest, pull(node)))


def _box(node: OwnerNode, x: float, y: float, width: float) -> _Box:
    name = wrapped(node.name, width=width - 18, size=_SIZE, max_lines=3)
    note = wrapped(node.note, width=width - 18, size=_SIZE - 1, max_lines=2)
    height = 16 + len(name) * _SIZE * LINE_HEIGHT + len(note) * (_SIZE - 1) * LINE_HEIGHT
    return _Box(node, x, y, width, height, name, note)


def _drawn(box: _Box) -> str:
    node, first = box.node, box.y + 8 + _SIZE
    weight = "700" if node.level == 0 else ""
    words = paragraph(box.name, x=box.x + 9, y=first, size=_SIZE, paint=INK, weight=weight)
    below = first + len(box.name) * _SIZE * LINE_HEIGHT
    words += paragraph(box.note, x=box.x + 9, y=below, size=_SIZE - 1, paint=MUTED)
    if node.is_rest:
        return words
    paint = ACCENTS[0] if node.level == 0 else ACCENTS[1] if node.is_public else MUTED
    frame = _rect(box, 0, PAPER, fill=True) + _rect(box, 0, paint, stroke=2.6 if node.level == 0 else 1.4)
    return frame + (_rect(box, 3, paint, stroke=1.0) if node.is_public else "") + words


def _rect(box: _Box, inset: float, paint: Paint, *, stroke: float = 0.0, fill: bool = False) -> str:
    drawn = svg.filled(paint) if fill else {"fill": "none", **svg.stroked(paint), "stroke_width": stroke}
    return svg.element(
        "rect", x=box.x + inset, y=box.y + inset, width=box.width - 2 * inset,
        height=box.height - 2 * inset, rx=4, **drawn,
    )  # fmt: skip


def _line(owner: _Box, owned: _Box) -> str:
    a, b, c, d, half = map(
        svg.digits,
        (owner.middle, owner.bottom, owned.middle, owned.y - 7, (owner.bottom + owned.y) / 2),
    )
    path = svg.element(
        "path", d=f"M{a} {b}C{a} {half} {c} {half} {c} {d}", fill="none", **svg.stroked(INK), stroke_width=1.4
    )
    return path + _head(owned.middle, owned.y)


def _head(x: float, y: float) -> str:
    a, b = svg.digits(x), svg.digits(y)
    return svg.element("path", d=f"M{a} {b}l-4 -8h8z", **svg.filled(INK))


def _label(link: OwnerLink, boxes: Mapping[str, _Box], down: Sequence[OwnerLink]) -> str:
    """Near the end at which fewer lines meet."""
    owner, owned = boxes[link.owner], boxes[link.owned]
    ends = sum(one.owned == link.owned for one in down), sum(one.owner == link.owner for one in down)
    x, y = _on_curve(owner, owned, 0.3 if ends[0] > ends[1] else 0.68)
    return _on_paper(link.label, x, y, INK)


def _on_paper(label: str, x: float, y: float, paint: Paint) -> str:
    """In the middle of x, with the ground of the page, so that no line runs through it."""
    width = text_width(label, size=_SIZE)
    ground = svg.element(
        "rect", x=x - width / 2 - 3, y=y - 9, width=width + 6, height=17, **svg.filled(PAPER)
    )
    return ground + svg.text(label, x=x, y=y + 4, paint=paint, anchor="middle", font_size=_SIZE)


def _on_curve(owner: _Box, owned: _Box, at: float) -> tuple[float, float]:
    """The point of the cubic curve with its two handles half way down."""
    top, foot = owner.bottom, owned.y - 7
    half = (owner.bottom + owned.y) / 2
    sides = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    x = (sides[0] + sides[1]) * owner.middle + (sides[2] + sides[3]) * owned.middle
    return x, sides[0] * top + (sides[1] + sides[2]) * half + sides[3] * foot


@dataclass(frozen=True, slots=True)
class _Way:
    """A line along a side. place: among those of the side. inward: 1 on the left, -1 on the right."""

    owner: _Box
    owned: _Box
    label: str
    place: int
    edge: float
    inward: int
    paint: Paint

    @property
    def side(self) -> float:
        return self.edge + self.inward * 9 * self.place

    @property
    def leaves(self) -> float:
        return self.owner.bottom + 10 + 4 * (self.place % 3)

    @property
    def aside(self) -> float:
        """So far from the middle of a box, on the side on which it goes."""
        return -self.inward * 16


def _around(way: _Way) -> str:
    """Between the levels and along the side, so that it crosses no box."""
    end = way.owned.middle + way.aside
    a, b, c, d = map(svg.digits, (way.owner.middle + way.aside, way.owner.bottom, way.leaves, way.side))
    e, f, g = map(svg.digits, (way.owned.y - 12, end, way.owned.y - 6))
    dashes: dict[str, str | float] = {"stroke_dasharray": "5 4"} if way.inward < 0 else {}
    path = svg.element(
        "path", d=f"M{a} {b}V{c}H{d}V{e}H{f}V{g}", fill="none", **svg.stroked(way.paint), stroke_width=1.5,
        **dashes,
    )  # fmt: skip
    return path + _head(end, way.owned.y)


def _label_of_way(way: _Way) -> str:
    """Beside the line, each a little lower than the one before."""
    far = text_width(way.label, size=_SIZE) / 2 + 4
    x = way.edge + way.inward * max(far, 9 * way.place + 4)
    return _on_paper(way.label, x, (way.leaves + way.owned.y) / 2 + 19 * way.place, way.paint)


def _legend(circle: str, y: float) -> str:
    line = svg.line(
        x1=4, y1=y - 4, x2=34, y2=y - 4, paint=ACCENTS[2], stroke_width=1.6, stroke_dasharray="5 4"
    )
    return line + svg.text(circle, x=42, y=y, paint=MUTED, font_size=_SIZE)


def _listed(
    frame: Frame, nodes: Sequence[OwnerNode], links: Sequence[OwnerLink], circle: str
) -> tuple[str, float]:
    """Level after level, each further in, with what it owns beneath its name."""
    level = {node.key: node.level for node in nodes}
    names = {node.key: node.name for node in nodes}
    body, y = "", 0.0
    for node in sorted(nodes, key=lambda one: (one.level, one.is_rest)):
        x = 14 + 12 * (node.level - min(level.values()))
        owned = [
            f"{link.label} → {names[link.owned]}"
            + (f" ({circle})" if level[link.owned] <= node.level else "")
            for link in links if link.owner == node.key
        ]  # fmt: skip
        body += _mark(node, x - 8, y + 16)
        for place, text in enumerate((node.name, node.note, *owned)):
            size, paint = (14, INK) if place == 0 else (_SIZE, MUTED)
            lines = wrapped(text, width=frame.width - x - 4, size=size, max_lines=3) if text else ()
            weight = "700" if node.level == 0 and place == 0 else ""
            body += paragraph(lines, x=x, y=y + size + 6, size=size, paint=paint, weight=weight)
            y += len(lines) * size * LINE_HEIGHT
        y += 12
    return body, y


def _mark(node: OwnerNode, x: float, y: float) -> str:
    """A dot; a square for a public body, which another colour alone would not tell."""
    paint = ACCENTS[0] if node.level == 0 else ACCENTS[1] if node.is_public else MUTED
    if node.is_public:
        return svg.element("rect", x=x - 4, y=y - 4, width=8, height=8, **svg.filled(paint))
    return "" if node.is_rest else svg.element("circle", cx=x, cy=y, r=4, **svg.filled(paint))
