# SPDX-License-Identifier: EUPL-1.2
"""Composite trees against the pages of the Albanian local-governance mapping (UNDP STAR2, 2020), 0-100.

The published parents are computed from unrounded children; from the printed, rounded ones they are met to
within 1. A printed 0 for the strategic plan and the operational plans stands for "does not apply".
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.comparison import BadTree, Node, composites

NONE_IS_PRINTED_AS = frozenset({0.0})

PUBLISHED = {
    "clear vision": (58, (56, 0, 0, 63, 54), 57.67),
    "informed decision-making": (33, (41, 38, 21, 31), 32.75),
    "financial management": (49, (58, 60, 46, 34), 49.5),
    "transparent information": (41, (29, 40, 49, 43, 44), 41.0),
    "rule of law": (34, (46, 33, 24, 33), 34.0),
    "corruption": (44, (25, 31, 96, 24), 44.0),
    "transparency and rule of law": (40, (41, 34, 44), 39.67),
}


def _tree(parent: str, children: tuple[float, ...]) -> tuple[Node, dict[str, float]]:
    codes = [f"{parent} {number}" for number in range(len(children))]
    return Node(parent, tuple(map(Node, codes))), dict(zip(codes, map(float, children), strict=True))


@pytest.mark.parametrize(("parent", "figures"), PUBLISHED.items())
def test_a_published_parent_is_the_mean_of_its_children(parent, figures):
    published, children, mean = figures
    tree, values = _tree(parent, children)
    found = composites(tree=tree, values=values, not_applicable=NONE_IS_PRINTED_AS)[parent].value
    assert found == pytest.approx(mean, abs=0.005)
    assert abs(found - published) <= 1


def test_a_printed_zero_that_means_does_not_apply_would_ruin_the_mean():
    tree, values = _tree("clear vision", PUBLISHED["clear vision"][1])
    assert composites(tree=tree, values=values)["clear vision"].value == pytest.approx(34.6)


def test_a_dimension_is_the_mean_of_its_criteria_not_of_all_indicators():
    parts = ("transparent information", "rule of law", "corruption")
    trees = [_tree(part, PUBLISHED[part][1]) for part in parts]
    whole = Node("transparency and rule of law", tuple(tree for tree, _ in trees))
    values = {code: value for _, found in trees for code, value in found.items()}
    assert composites(tree=whole, values=values)[whole.code].value == pytest.approx((41 + 34 + 44) / 3)


def test_missing_is_not_zero():
    tree = Node("parent", (Node("a"), Node("b")))
    found = composites(tree=tree, values={"a": 40.0, "b": None})
    assert (found["parent"].value, found["parent"].used) == (40.0, ("a",))


def test_a_parent_with_too_few_children_has_no_value():
    tree = Node("root", (Node("parent", (Node("a"), Node("b"))), Node("c")))
    found = composites(tree=tree, values={"a": 40.0, "c": 60.0}, minimum_children=2)
    assert found["parent"].value is None
    assert found["root"].value is None


def test_weights_count_only_among_the_children_that_have_a_value():
    tree = Node("parent", (Node("a", weight=3.0), Node("b"), Node("c", weight=5.0)))
    assert composites(tree=tree, values={"a": 10.0, "b": 50.0})["parent"].value == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("tree", "values", "words"),
    [
        (Node("a", (Node("b"), Node("b"))), {}, "stands 2 times"),
        (Node("a", (Node("b", weight=0.0),)), {}, "above zero"),
        (Node("a", (Node("b"),)), {"b": float("nan")}, "None where it is missing"),
    ],
)
def test_a_tree_that_cannot_be_computed_says_why(tree, values, words):
    with pytest.raises(BadTree, match=words):
        composites(tree=tree, values=values)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_children_does_not_matter(values, random):
    tree, figures = _tree("parent", tuple(values))
    shuffled = list(tree.children)
    random.shuffle(shuffled)
    other = composites(tree=Node("parent", tuple(shuffled)), values=figures)["parent"].value
    assert composites(tree=tree, values=figures)["parent"].value == pytest.approx(other, abs=1e-12)
    assert min(values) - 1e-9 <= other <= max(values) + 1e-9
