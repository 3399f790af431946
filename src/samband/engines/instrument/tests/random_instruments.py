# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires made up by Hypothesis: every kind of question, conditions, checks, loops, early ends."""

from typing import Any

from hypothesis import strategies as st

from samband.engines.instrument import Instrument, InstrumentFaults
from samband.engines.instrument.loading import build_instrument
from samband.engines.rule_files import Faults, Listing, Node, Place, Section, Text

Draw = Any
Tree = dict[str, Any]
LETTERS = ["a", "b", "c", "d"]
HERE = Place("made_up.yaml", 1)


def as_node(value: Any) -> Node:
    """Plain values as the tree that a file would have been read into."""
    if isinstance(value, dict):
        return Section(HERE, {key: as_node(one) for key, one in value.items()})
    if isinstance(value, list):
        return Listing(HERE, tuple(map(as_node, value)))
    return Text(HERE, str(value).lower() if isinstance(value, bool) else str(value))


@st.composite
def option_lists(draw: Draw) -> Tree:
    codes = draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4, unique=True))
    entries: Tree = {"codes": codes}
    if len(codes) > 2 and draw(st.booleans()):
        entries["exclusive"] = [codes[-1]]
    if draw(st.booleans()):
        entries["other"] = [codes[0]]
    if draw(st.booleans()):
        entries["missing"] = {"dk": "dont_know"}
    return entries


@st.composite
def conditions(draw: Draw, names: list[str]) -> str:
    """An expression over earlier questions, whatever they are."""
    if not names or draw(st.integers(0, 5)) == 0:
        return str(draw(st.sampled_from(["true()", "1 = 1", "today() > date('2026-01-01')"])))
    name = draw(st.sampled_from(names))
    value = draw(st.sampled_from(["1", "2", "8", "'a'", "'b'", "'dk'", "''", "3.5"]))
    single = draw(
        st.sampled_from(
            [
                f"${{{name}}} {draw(st.sampled_from(['=', '!=', '<', '>=']))} {value}",
                f"selected(${{{name}}}, {value})",
                f"count-selected(${{{name}}}) > 1",
                f"not(${{{name}}} = {value})",
                f"string-length(${{{name}}}) > 0",
                f"coalesce(${{{name}}}, 5) > 2",
            ]
        )
    )
    if draw(st.integers(0, 3)) == 0:
        return f"({single}) {draw(st.sampled_from(['and', 'or']))} ({draw(conditions(names))})"
    return str(single)


CHECKS = [
    ". != 3",
    ". >= 1",
    "string-length(.) < 9",
    "not(selected(., 'b'))",
    ". = . or true()",
    "regex(., '.+')",
]


class Maker:
    """Draws one instrument. passed: questions that conditions may look at; counted: those to loop over."""

    def __init__(self, draw: Draw, lists: list[str]) -> None:
        self.draw, self.lists, self.number = draw, lists, 0
        self.passed: list[str] = []
        self.counted: list[str] = []
        self.worded: list[str] = []

    def section(self, number: int) -> Tree:
        draw = self.draw
        entries: Tree = {"code": f"s{number}"}
        if draw(st.booleans()):
            entries["show_if"] = draw(conditions(self.passed))
        if self.counted and draw(st.integers(0, 2)) == 0:
            entries |= {"for_each": draw(st.sampled_from(self.counted)), "most": draw(st.integers(1, 4))}
        before = list(self.passed)
        pages = draw(st.integers(1, 3))
        entries["pages"] = [self.page(is_repeated="for_each" in entries) for _ in range(pages)]
        if "for_each" in entries:
            self.passed = before
        elif draw(st.integers(0, 3)) == 0:
            entries["ends_if"] = draw(conditions(self.passed))
        return entries

    def page(self, *, is_repeated: bool) -> Tree:
        draw = self.draw
        entries: Tree = {}
        if draw(st.integers(0, 2)) == 0:
            entries["show_if"] = draw(conditions(self.passed))
        entries["questions"] = [
            self.question(is_repeated=is_repeated) for _ in range(draw(st.integers(1, 3)))
        ]
        return entries

    def question(self, *, is_repeated: bool) -> Tree:
        draw = self.draw
        self.number += 1
        code = f"q{self.number}"
        way = draw(
            st.sampled_from(
                [
                    "scale",
                    "one_of",
                    "some_of",
                    "ranked",
                    "number",
                    "day",
                    "text",
                    "consent",
                    "note",
                    "computed",
                ]
            )
        )
        entries: Tree = {"code": code, "ask": way, **self.limits(way)}
        if way not in ("note", "computed"):
            entries["need"] = draw(st.sampled_from(["required", "wanted", "optional"]))
        if draw(st.integers(0, 2)) == 0:
            entries["show_if"] = draw(conditions(self.passed))
        if draw(st.integers(0, 3)) == 0 and way not in ("note", "computed"):
            names = self.passed if entries["need"] != "required" else []
            must = draw(st.sampled_from(CHECKS) | conditions(names))
            entries["checks"] = [{"code": "fits", "must": must}]
        self.passed.append(code)
        self.worded.append(code)
        if not is_repeated and (way == "some_of" or (way == "number" and "decimals" not in entries)):
            self.counted.append(code)
        return entries

    def limits(self, way: str) -> Tree:
        draw = self.draw
        if way in ("one_of", "some_of", "ranked"):
            return {"options": draw(st.sampled_from(self.lists)), "is_shuffled": draw(st.booleans())}
        if way == "scale":
            return {"scale": "fit4"}
        if way == "number":
            decimals = {"decimals": 1} if draw(st.booleans()) else {}
            return {"low": draw(st.integers(-2, 2)), "high": draw(st.integers(2, 6)), **decimals}
        if way == "computed":
            return {"value": draw(conditions(self.passed))}
        return {"latest": "2026-01-15"} if way == "day" and draw(st.booleans()) else {}


@st.composite
def instruments(draw: Draw) -> Instrument | None:
    """None where the files would be refused, as a required question that nothing passes."""
    lists = {f"list{number}": draw(option_lists()) for number in range(draw(st.integers(1, 2)))}
    maker = Maker(draw, list(lists))
    sections = [maker.section(number) for number in range(draw(st.integers(1, 4)))]
    structure: Tree = {
        "instrument": "made_up",
        "version": "1",
        "valid_from": "2026-01-01",
        "source": "Hypothesis",
    }
    structure["scales"] = {"fit4": {"codes": [1, 2, 3, 4], "missing": {"8": "dont_know"}}}
    structure |= {"options": lists, "sections": sections}
    words: Tree = {
        "title": "Made up",
        "questions": {code: f"Question {code}" for code in maker.worded},
        "sections": {f"s{number}": f"Section {number}" for number in range(len(sections))},
        "options": {
            name: {code: code.upper() for code in (*one["codes"], *one.get("missing", {}))}
            for name, one in lists.items()
        },
        "scales": {"fit4": {code: f"label {code}" for code in ("1", "2", "3", "4", "8")}},
        "checks": {"fits": "It does not fit."} if "'checks'" in str(sections) else {},
    }
    trees = [as_node(structure), as_node(words)]
    assert all(isinstance(tree, Section) for tree in trees)
    try:
        return build_instrument(structure=trees[0], words={"en": trees[1]}, faults=Faults())  # type: ignore[arg-type, dict-item]
    except InstrumentFaults as refused:
        if all("required" in fault.what or "fewer than two" in fault.what for fault in refused.faults):
            return None
        raise
