# SPDX-License-Identifier: EUPL-1.2
"""Small cases followed by hand, and tables that are refused."""

import numpy as np
import pytest

from samband.engines.disclosure.linked import (
    Axis,
    BadTable,
    CannotProtect,
    TableRules,
    intervals,
    judge_cells,
    protect,
    table_of,
)

SQUARE = {("a", "x"): 3, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
AXES = [Axis("row", {"all": (("a", "b"),)}), Axis("column", {"all": (("x", "y"),)})]


def test_a_square_of_four_hides_the_one_small_cell():
    """3 can be anything from 0 to 10: the row has 12, the column 11, and the 7 cannot fall below 0."""
    table = table_of(axes=AXES, values=SQUARE)
    protected = protect(table=table, rules=TableRules())
    assert {table.cells[at] for at in np.flatnonzero(protected.withheld)} == set(SQUARE)
    low, high = intervals(table=table, withheld=protected.withheld)
    bounds = {table.cells[at]: (low[i], high[i]) for i, at in enumerate(np.flatnonzero(protected.withheld))}
    assert bounds["a", "x"] == (0, 11)
    assert bounds["a", "y"] == (1, 12)
    assert protected.is_fewest
    assert (protected.secondary, protected.mended) == (3, 0)


def test_protection_levels_are_those_of_the_rules():
    """30 of 40 from the largest, 8 from the second: 10 per cent of 30 is 3, and 2 are left."""
    table = table_of(
        axes=[Axis("sector", {"all": (("one", "two"),)})],
        values={("one",): 40.0, ("two",): 90.0},
        respondents={("one",): 3, ("two",): 9},
        largest={("one",): (30.0, 8.0), ("two",): (20.0, 15.0)},
    )
    p_percent = judge_cells(table=table, rules=TableRules(0, p_percent=10, least_uncertainty=0))
    assert p_percent.why == ("", "p_percent 10", "")
    assert p_percent.upper.tolist() == pytest.approx([0, 1, 0])
    dominance = judge_cells(table=table, rules=TableRules(0, dominance=((2, 0.8),), least_uncertainty=0))
    assert dominance.why == ("", "dominance 2 0.8", "")
    assert dominance.upper.tolist() == pytest.approx([0, 38 / 0.8 - 40, 0])


def test_a_cell_that_is_public_already_is_not_withheld():
    table = table_of(axes=AXES, values=SQUARE, known=[("b", "y")])
    protected = protect(table=table, rules=TableRules())
    assert not protected.withheld[table.at["b", "y"]]
    assert protected.withheld[table.at["a", "x"]]


def test_a_cell_that_everything_public_tells_cannot_be_protected():
    table = table_of(axes=AXES, values=SQUARE, known=[("a", "y"), ("a", "all")])
    with pytest.raises(CannotProtect, match="a · x cannot be protected"):
        protect(table=table, rules=TableRules())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({("a", "z"): 1}, "column: there is no code z"),
        ({("a",): 1}, "names 1 codes; the table has 2 dimensions"),
        ({**SQUARE, ("all", "all"): 30}, "all · all is 30 in the table, but its parts add up to 27"),
        ({("a", "x"): -1}, "is below zero"),
    ],
)
def test_a_table_that_does_not_add_up_is_refused(values, words):
    with pytest.raises(BadTable, match=words):
        table_of(axes=AXES, values=values)


@pytest.mark.parametrize(
    ("divisions", "words"),
    [
        ({"all": (("a", "b"), ("a", "c"))}, "the divisions of all do not hold the same parts"),
        ({"all": (("ab", "b"),), "ab": (("a", "b"),)}, "two parts of all overlap"),
        ({"all": (("ab", "c"),), "ab": (("a", "all"),)}, "is a part of itself"),
    ],
)
def test_codes_that_do_not_divide_are_refused(divisions, words):
    with pytest.raises(BadTable, match=words):
        table_of(axes=[Axis("unit", divisions)], values={})
