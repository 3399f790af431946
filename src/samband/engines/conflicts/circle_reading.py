# SPDX-License-Identifier: EUPL-1.2
"""The circles of a law out of its file: kin, affines, couples, foster families, people who are close."""

from collections.abc import Callable, Mapping

from samband.engines.conflicts.facts import CLOSENESS, COUPLES, TieKind
from samband.engines.conflicts.law import SELF, Circle, Line, Member, Via
from samband.engines.conflicts.reading import each, named, some
from samband.engines.rule_files import Reader, is_code, nearest

FARTHEST = 12


def read_circles(reader: Reader) -> Mapping[str, Circle]:
    """Circle by name; one that names a missing circle, or itself by a detour, is a fault."""
    circles: dict[str, Circle] = {}
    for code, inside in named(reader, "circles", "circle"):
        is_code(value=code, place=inside.place, faults=reader.faults)
        inside.refuse_unknown_keys("words", "any_of")
        if code == SELF:
            reader.faults.add(inside.place, "A circle cannot be called self.", "Give it another name.")
        members = tuple(member for one in each(inside, "any_of", inside.owner) for member in _members_in(one))
        if not members:
            reader.faults.add(inside.place, f"{inside.owner} takes nobody in.", "Add “any_of: [- kin: …]”.")
        circles[code] = Circle(code, inside.words("words"), members)
    _check_references(reader, circles)
    return circles


def _members_in(reader: Reader) -> tuple[Member, ...]:
    reader.refuse_unknown_keys(*_READERS, "circle")
    if len(reader.keys) != 1:
        what = f"{reader.owner}: an entry of any_of names {len(reader.keys)} things."
        reader.faults.add(reader.place, what, "Write one in each entry, as “- kin: {…}”.")
    return tuple(_member(reader, kind) for kind in reader.keys if kind in _READERS or kind == "circle")


def _member(reader: Reader, kind: str) -> Member:
    if kind == "circle":
        return Member("circle", circle=reader.code("circle"))
    return _READERS[kind](reader.inside(kind, owner=f"{reader.owner}, {kind}"))


def _kin(reader: Reader) -> Member:
    reader.refuse_unknown_keys("lines", "min_degree", "max_degree")
    low, high = _degrees(reader)
    return Member("kin", lines=_lines(reader), min_degree=low, max_degree=high)


def _affine(reader: Reader) -> Member:
    reader.refuse_unknown_keys("lines", "min_degree", "max_degree", "via", "through")
    low, high = _degrees(reader)
    through = tuple(TieKind(kind) for kind in reader.some_of("through", known=COUPLES))
    via = some(reader, "via", Via) or tuple(Via)
    return Member("affine", lines=_lines(reader), min_degree=low, max_degree=high, via=via, through=through)


def _partner(reader: Reader) -> Member:
    reader.refuse_unknown_keys("kinds", "former")
    kinds = reader.some_of("kinds", known=COUPLES)
    if not kinds:
        reader.faults.add(reader.place, f"{reader.owner} has no kinds.", "Add “kinds: [married_to]”.")
    return Member("partner", kinds=kinds, counts_former=reader.flag("former", default=False))


def _foster(reader: Reader) -> Member:
    reader.refuse_unknown_keys("former")
    return Member("foster", counts_former=reader.flag("former", default=False))


def _close(reader: Reader) -> Member:
    reader.refuse_unknown_keys("kinds", "former")
    kinds = reader.some_of("kinds", known=CLOSENESS) or CLOSENESS
    return Member("close", kinds=kinds, counts_former=reader.flag("former", default=False))


_READERS: Mapping[str, Callable[[Reader], Member]] = {
    "kin": _kin,
    "affine": _affine,
    "partner": _partner,
    "foster": _foster,
    "close": _close,
}


def _lines(reader: Reader) -> tuple[Line, ...]:
    return some(reader, "lines", Line) or tuple(Line)


def _degrees(reader: Reader) -> tuple[int, int | None]:
    low = reader.whole("min_degree", low=1, high=FARTHEST, default=1)
    high = reader.whole("max_degree", low=1, high=FARTHEST, default=0) or None
    if high is not None and high < low:
        what = f"{reader.owner}: max_degree {high} is below min_degree {low}."
        reader.faults.add(reader.place_of("max_degree"), what, "Swap them, or take one out.")
    return low, high


def _check_references(reader: Reader, circles: Mapping[str, Circle]) -> None:
    inside = reader.inside("circles", owner="circles")
    for code, circle in circles.items():
        place = inside.place_of(code)
        for member in circle.any_of:
            if member.circle and member.circle not in circles:
                what = f"The circle {code} takes in {member.circle}, which is not there."
                reader.faults.add(place, what, nearest(word=member.circle, known=tuple(circles)))
        if code in _reached(code, circles):
            what = f"The circle {code} takes in itself."
            reader.faults.add(place, what, "Take one of the references out.")


def _reached(code: str, circles: Mapping[str, Circle]) -> set[str]:
    found: set[str] = set()
    due = [code]
    while due:
        circle = circles.get(due.pop())
        for member in circle.any_of if circle else ():
            if member.circle and member.circle not in found:
                found.add(member.circle)
                due.append(member.circle)
    return found
