# SPDX-License-Identifier: EUPL-1.2
"""Weights meet what is known, and say when they cannot."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.weighting import (
    Collapse,
    EmptyCategory,
    InfeasibleMargin,
    NoConvergence,
    PopulationTooSmall,
    design_weights,
    post_stratify,
    rake,
    weight_diagnostics,
)

REFERENCE = Path(__file__).parent / "reference"


def test_each_respondent_stands_for_as_many_persons():
    weights = design_weights(population=np.array([152.0, 11.0, 8.0]), respondents=np.array([100, 10, 0]))
    assert weights.tolist() == [1.52, 1.1, 0.0]


def test_more_respondents_than_people_are_refused():
    with pytest.raises(PopulationTooSmall, match="Stratum 1151: 12 answered, but the population is 11"):
        design_weights(population=np.array([11.0]), respondents=np.array([12]), labels=("1151",))


def stratify(counts, totals, **rules):
    """counts: label -> respondents, each of weight 1."""
    labels = [label for label, count in counts.items() if count]
    respondents = np.array([counts[label] for label in labels])
    return post_stratify(
        labels=labels, weighted=respondents.astype(float), respondents=respondents, totals=totals, **rules
    )


def test_post_strata_get_their_totals():
    totals = {("m", "old"): 30.0, ("f", "old"): 60.0}
    found = stratify({("m", "old"): 3, ("f", "old"): 2}, totals)
    assert found.factors.tolist() == [10, 30]
    assert found.collapses == ()


AGES = {("m", age): 10.0 * at for at, age in enumerate(("young", "middle", "old"), start=1)}


def test_a_small_cell_is_joined_with_its_smaller_neighbour_on_the_record():
    found = stratify(
        {("m", "young"): 20, ("m", "middle"): 2, ("m", "old"): 8}, AGES, minimum=5, collapse_along=1
    )
    assert found.collapses == (Collapse(("m", "middle"), ("m", "old"), 2, 20.0),)
    assert found.factors.tolist() == [10 / 20, 50 / 10, 50 / 10]
    assert found.post_stratum[1] == found.post_stratum[2] != found.post_stratum[0]


def test_an_empty_cell_is_joined_too_and_nobody_is_lost():
    found = stratify({("m", "young"): 20, ("m", "middle"): 0, ("m", "old"): 8}, AGES, collapse_along=1)
    assert [collapse.cell for collapse in found.collapses] == [("m", "middle")]
    assert float(found.factors @ [20, 8]) == 60


def test_an_empty_cell_that_may_not_be_joined_is_refused():
    with pytest.raises(EmptyCategory, match="m / middle has 20 inhabitants but no respondent"):
        stratify({("m", "young"): 20, ("m", "middle"): 0, ("m", "old"): 8}, AGES)


def test_respondents_where_nobody_lives_are_refused():
    with pytest.raises(InfeasibleMargin, match="f / young has 3 respondents but no inhabitants"):
        stratify({("m", "young"): 20, ("f", "young"): 3}, {("m", "young"): 5.0})


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6).filter(lambda n: sum(n[:3]) and sum(n[3:])))
def test_after_collapsing_all_totals_are_met(counts):
    labels = [(sex, age) for sex in "mf" for age in ("a", "b", "c")]
    totals = {label: 100.0 + at for at, label in enumerate(labels)}
    found = stratify(dict(zip(labels, counts, strict=True)), totals, minimum=4, collapse_along=1)
    respondents = np.array([count for count in counts if count])
    assert float(found.factors @ respondents) == pytest.approx(sum(totals.values()))


def read_rake():
    with (REFERENCE / "rake.csv").open() as file:
        rows = list(csv.DictReader(file))
    with (REFERENCE / "rake_margins.csv").open() as file:
        margins = list(csv.DictReader(file))
    names = ("area", "sex", "school")
    groups = np.array([[int(row[name]) - 1 for name in names] for row in rows])
    totals = [np.array([float(m["total"]) for m in margins if m["variable"] == name]) for name in names]
    return np.array([float(row["weight"]) for row in rows]), groups, totals, [float(r["raked"]) for r in rows]


def test_raked_weights_are_those_of_r():
    weights, groups, margins, expected = read_rake()
    found = rake(design_weights=weights, groups=groups, margins=margins, tolerance=1e-12)
    np.testing.assert_allclose(found.weights, expected, rtol=1e-9)
    assert found.gap <= 1e-12
    for variable, margin in enumerate(margins):
        np.testing.assert_allclose(np.bincount(groups[:, variable], weights=found.weights), margin)


def test_a_margin_without_respondents_is_refused():
    weights, groups, margins, _ = read_rake()
    groups[groups[:, 0] == 3, 0] = 2
    with pytest.raises(EmptyCategory, match="4 of variable 1"):
        rake(design_weights=weights, groups=groups, margins=margins)


def test_margins_that_contradict_one_another_do_not_converge():
    weights, groups, margins, _ = read_rake()
    with pytest.raises(NoConvergence, match=r"totals of variable .* same sum"):
        rake(design_weights=weights, groups=groups, margins=[margins[0] * 2, *margins[1:]])


def test_diagnostics_of_equal_and_of_unequal_weights():
    equal = weight_diagnostics(weights=np.full(10, 7.0))
    assert (equal.design_effect, equal.effective_respondents, equal.population) == (1, 10, 70)
    unequal = weight_diagnostics(weights=np.array([1.0, 1000.0]), respondents=np.array([999, 1]))
    assert unequal.design_effect == pytest.approx(1000 * (999 + 1000**2) / 1999**2)
    assert (unequal.smallest, unequal.largest) == (1, 1000)
    assert unequal.largest_share == pytest.approx(1000 / 1999)
