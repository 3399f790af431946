# SPDX-License-Identifier: EUPL-1.2
"""Kinship: cases counted by hand, a slow twin that tries every chain of births, and laws."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.conflicts.facts import facts_at
from samband.engines.conflicts.kinship import Births
from samband.engines.conflicts.law import KinCount, Line
from samband.engines.conflicts.tests.examples import ON, register, tie

NAMES = "abcdefghij"
MIRRORED = {
    Line.ASCENDING: Line.DESCENDING,
    Line.DESCENDING: Line.ASCENDING,
    Line.COLLATERAL: Line.COLLATERAL,
}


def births(*pairs, count=None):
    ties = [tie(parent, "parent_of", child) for parent, child in pairs]
    return Births(facts=facts_at(register=register(*ties), on=ON), count=count or KinCount())


def kin(found, person):
    return {one.person: (one.line, one.degree) for one in found.kin_of(person=person)}


def test_degrees_are_counted_by_births():
    family = births(
        ("grandmother", "mother"),
        ("grandmother", "aunt"),
        ("mother", "ann"),
        ("mother", "sister"),
        ("aunt", "cousin"),
        ("sister", "niece"),
        ("ann", "son"),
    )

    assert kin(family, "ann") == {
        "mother": (Line.ASCENDING, 1),
        "grandmother": (Line.ASCENDING, 2),
        "son": (Line.DESCENDING, 1),
        "sister": (Line.COLLATERAL, 2),
        "aunt": (Line.COLLATERAL, 3),
        "niece": (Line.COLLATERAL, 3),
        "cousin": (Line.COLLATERAL, 4),
    }


def test_the_other_parent_of_a_child_is_no_kin():
    assert kin(births(("ann", "son"), ("bo", "son")), "ann") == {"son": (Line.DESCENDING, 1)}


@pytest.mark.parametrize(("counts", "found"), [(True, {"half", "full"}), (False, {"full"})])
def test_half_siblings_count_where_the_law_says_so(counts, found):
    pairs = [(parent, child) for parent in ("eva", "ola") for child in ("ann", "full")]
    family = births(*pairs, ("eva", "half"), ("other", "half"), count=KinCount(counts_half_siblings=counts))

    assert {name for name, (line, _) in kin(family, "ann").items() if line is Line.COLLATERAL} == found


@pytest.mark.parametrize(
    ("detail", "counts_adoption", "is_kin"),
    [("adoptive", True, True), ("adoptive", False, False), ("foster", True, False)],
)
def test_adoption_counts_where_the_law_says_so_and_foster_care_never(detail, counts_adoption, is_kin):
    facts = facts_at(register=register(tie("eva", "parent_of", "ann", detail)), on=ON)
    found = Births(facts=facts, count=KinCount(counts_adoption=counts_adoption))

    assert ("eva" in kin(found, "ann")) == is_kin


@st.composite
def families(draw):
    """Parents stand before their children in the alphabet, so that nobody is their own ancestor."""
    pairs = [(one, other) for place, other in enumerate(NAMES) for one in NAMES[:place]]
    return draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14))


def chains(pairs, start):
    """Every way up and then down again without meeting anybody twice."""
    due = [((start,), False)]
    while due:
        chain, has_turned = due.pop()
        for parent, child in pairs:
            if child == chain[-1] and not has_turned and parent not in chain:
                due.append(((*chain, parent), False))
            if parent == chain[-1] and child not in chain:
                due.append(((*chain, child), True))
        if len(chain) > 1:
            yield chain


def slowly(pairs, start):
    found = {}
    for chain in chains(pairs, start):
        ups = sum((other, one) in set(pairs) for one, other in pairwise(chain))
        line = Line.DESCENDING if ups == 0 else Line.COLLATERAL
        line = Line.ASCENDING if ups == len(chain) - 1 else line
        found.setdefault(chain[-1], set()).add((line is Line.COLLATERAL, len(chain) - 1, line))
    return {other: (min(ways)[2], min(ways)[1]) for other, ways in found.items()}


@given(pairs=families())
def test_every_chain_of_births_gives_the_same(pairs):
    family = births(*pairs)

    for person in NAMES:
        assert kin(family, person) == slowly(pairs, person)


@given(pairs=families())
def test_kinship_is_mutual(pairs):
    family = births(*pairs)

    for person in NAMES:
        for other, (line, degree) in kin(family, person).items():
            assert kin(family, other)[person] == (MIRRORED[line], degree)


def test_a_circle_in_faulty_records_ends():
    assert kin(births(("a", "b"), ("b", "c"), ("c", "a")), "a").keys() == {"b", "c"}
