# SPDX-License-Identifier: EUPL-1.2
"""What other programs printed, cell by cell: see the reference files."""

import numpy as np
import pytest

from samband.engines.disclosure.linked import (
    Axis,
    Method,
    TableRules,
    intervals,
    judge_cells,
    largest_part,
    protect,
    table_of,
)
from samband.engines.disclosure.linked.small_counts import round_small_counts
from samband.engines.disclosure.linked.tests.examples import (
    AGE,
    GEO,
    GEO_IN_EU,
    IN_2014,
    IN_2015,
    THREE_YEARS,
    at,
    reference,
)

COUNTS = reference("gauss_suppression_counts")
MAGNITUDE = reference("gauss_suppression_magnitude")
ROUNDING = reference("small_count_rounding")
NO_ZERO = [("young", "Portugal")]
STRUCTURAL = [("young", "Iceland"), ("young", "nonEU")]
CASES = {
    "1": (IN_2014, GEO, 2, True, ()),
    "2": (IN_2014, GEO_IN_EU, 3, True, ()),
    "4": (IN_2014, GEO_IN_EU, 5, False, NO_ZERO),
    "5": (IN_2014, GEO_IN_EU, 4, False, ()),
    "6": (IN_2015, GEO_IN_EU, 3, True, STRUCTURAL),
    "7": (IN_2015, GEO_IN_EU, 3, True, ()),
}
"""Data, regions, fewest respondents, whether zeros are protected, cells that cannot be withheld."""
CONTRIBUTIONS = """
Agriculture Portugal 75.9 24.5|Agriculture Spain 96.6 43.2|Entertainment Iceland 16.8
Entertainment Portugal 7.1 2.3
Entertainment Spain 77.4 11.5 16.4|Governmental Portugal 21.6 2.0|Governmental Spain 6.5 2.7
Industry Iceland 9.6 8.8 1.9|Industry Portugal 25.7 3.4|Industry Spain 8.4
"""


@pytest.mark.parametrize("number", CASES)
@pytest.mark.parametrize("method", [Method.EXACT, Method.ELIMINATION])
def test_the_same_cells_are_withheld(number, method):
    data, geo, fewest, zeros, known = CASES[number]
    table = table_of(axes=[AGE, geo], values=data, known=known)
    rules = TableRules(minimum_respondents=fewest, protect_zeros=zeros, least_uncertainty=0, sliding=1)
    protected = protect(table=table, rules=rules, costs=table.values + 0.01, method=method)
    found = {"unsafe": protected.primary.unsafe, "withheld": protected.withheld}
    for entry in COUNTS:
        if entry["table"] == number:
            assert found[entry["figure"]][at(table, entry["cell"])] == entry["value"], entry


@pytest.mark.parametrize(("number", "least"), [("9", 5.0), ("9 before widening", 1.0)])
def test_the_same_bounds_are_left(number, least):
    """A reader may be asked to be unsure by at least 5; then two cells more go, and the bounds widen."""
    table = table_of(axes=[AGE, GEO], values=THREE_YEARS)
    rules = TableRules(minimum_respondents=4, least_uncertainty=0, sliding=least)
    protected = protect(table=table, rules=rules, costs=table.values)
    assert protected.withheld.sum() == (6 if least > 1 else 4)
    for whole in (False, True):
        low, high = intervals(table=table, withheld=protected.withheld, in_whole_numbers=whole)
        places = np.flatnonzero(protected.withheld).tolist()
        for entry in COUNTS:
            if entry["table"] == number:
                bounds = {"lowest": low, "highest": high}[entry["figure"]]
                assert bounds[places.index(at(table, entry["cell"]))] == pytest.approx(entry["value"])


def magnitude():
    """Largest contributions and respondents of each leaf."""
    largest = {}
    for line in CONTRIBUTIONS.strip().replace("\n", "|").split("|"):
        sector, geo, *parts = line.split()
        largest[sector, geo] = sorted(map(float, parts), reverse=True)
    sectors = ("Agriculture", "Entertainment", "Governmental", "Industry")
    return table_of(
        axes=[Axis("sector", {"Total": (sectors,)}), GEO],
        values={cell: sum(parts) for cell, parts in largest.items()},
        respondents={cell: len(parts) for cell, parts in largest.items()},
        largest=largest,
    )


def test_dominance_is_the_same():
    table = magnitude()
    rules = {
        "unsafe, one contributor": TableRules(minimum_respondents=2),
        "unsafe, n = 1, k = 80": TableRules(minimum_respondents=0, dominance=((1, 0.8),)),
    }
    figures = {name: judge_cells(table=table, rules=rule).unsafe for name, rule in rules.items()}
    figures |= {"value": table.values, "largest part": largest_part(table=table)}
    for entry in MAGNITUDE:
        found = float(figures[entry["figure"]][at(table, entry["cell"])])
        assert found == pytest.approx(entry["value"], abs=5.1e-8), entry


@pytest.mark.parametrize("example", ["base 5, margins", "base 3, all cells"])
def test_small_counts_are_rounded_alike(example):
    data = {("Iceland", "2018"): 2, ("Portugal", "2018"): 3, ("Spain", "2018"): 7,
            ("Iceland", "2019"): 1, ("Portugal", "2019"): 5, ("Spain", "2019"): 6}  # fmt: skip
    table = table_of(axes=[GEO_IN_EU, Axis("year", {"Total": (("2018", "2019"),)})], values=data)
    margins = np.array(["Total" in cell for cell in table.cells])
    is_five = example.startswith("base 5")
    rounded = round_small_counts(
        table=table, base=5 if is_five else 3, published=margins if is_five else None
    )
    for entry in ROUNDING:
        if entry["example"] == example:
            is_cell = bool(entry["cell"])
            found = (
                rounded.values[at(table, entry["cell"])]
                if is_cell
                else getattr(rounded.distance, entry["figure"])
            )
            assert found == pytest.approx(entry["value"], abs=5.1e-5), entry
