# SPDX-License-Identifier: EUPL-1.2
"""Stages, ratios, quantiles and replicates as in R's survey package; origin: make_further_reference.R."""

from functools import cache

import pytest

from samband.engines.estimation import estimate
from samband.engines.estimation.plan import QuantileInterval, QuantileRule, ReplicateMethod, Replicates
from samband.engines.estimation.quantiles import Shares, domain_quantiles
from samband.engines.estimation.ratios import domain_ratios
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.second_opinion import second_opinion
from samband.engines.estimation.tests.survey_of_schools import (
    school_answers,
    school_instrument,
    school_plans,
    values_of,
)

TOLERANCE = 1e-8
METHODS = {
    "brr": Replicates(ReplicateMethod.BRR),
    "fay": Replicates(ReplicateMethod.FAY, rho=0.3),
}


@cache
def sample_of(design):
    return Sample.of(answers=school_answers(), instrument=school_instrument(), plan=school_plans()[design])


@cache
def table_of(design):
    half = design in METHODS
    answers, instrument, plan = school_answers(half=half), school_instrument(), school_plans()[design]
    return estimate(answers=answers, instrument=instrument, plan=plan)


def domain(sample, entry):
    """Layout, members and place of the domain that an entry is about."""
    table = next(table for table in sample.tables if entry["unit"] in table.units)
    return table.layout, sample.groups[entry["group"]], table.units.index(entry["unit"])


def key(entry):
    share = "share" if entry.get("category") else "mean"
    return {
        "group": entry["group"],
        "unit": entry["unit"],
        "measure": entry["measure"],
        "statistic": share,
        "category": entry.get("category", ""),
    }


@pytest.mark.parametrize("design", sorted({entry["design"] for entry in values_of("two_stage.json")}))
def test_two_stages_with_a_correction_in_each(design):
    for entry in values_of("two_stage.json"):
        if entry["design"] == design and entry["figure"] != "df":
            found = table_of(design).get(**key(entry))
            assert getattr(found, entry["figure"]) == pytest.approx(entry["value"], abs=TOLERANCE), entry


@pytest.mark.parametrize("design", sorted({entry["design"] for entry in values_of("ratios.json")}))
def test_ratios(design):
    sample = sample_of(design)
    sums = {(ratio.of, ratio.to): found for ratio, found in sample.ratio_sums(plan=school_plans()[design])}
    for entry in values_of("ratios.json"):
        if entry["design"] == design:
            layout, members, at = domain(sample, entry)
            found = domain_ratios(sums=sums[entry["of"], entry["to"]], layout=layout, members=members)
            assert getattr(found, entry["figure"])[at] == pytest.approx(entry["value"], abs=TOLERANCE), entry


@pytest.mark.parametrize("design", sorted({entry["design"] for entry in values_of("quantiles.json")}))
def test_quantiles_with_woodruff_limits(design):
    sample = sample_of(design)
    steps = {found.measure: found for found in sample.steps(measures=("a", "hours"))}

    @cache
    def shares_of(measure, group, unit):
        layout, members, at = domain(sample, {"group": group, "unit": unit})
        return Shares.of(steps=steps[measure], layout=layout, members=members), at

    for entry in values_of("quantiles.json"):
        if entry["design"] == design:
            shares, at = shares_of(entry["measure"], entry["group"], entry["unit"])
            found = domain_quantiles(
                shares=shares,
                wanted=float(entry["share"]),
                rule=QuantileRule(entry["rule"]),
                interval=QuantileInterval(entry["interval"]),
            )
            assert getattr(found, entry["figure"])[at] == pytest.approx(entry["value"], abs=TOLERANCE), entry


@pytest.mark.parametrize("design", sorted({entry["design"] for entry in values_of("replicates.json")}))
def test_standard_errors_by_replicates(design):
    opinion = second_opinion(
        answers=school_answers(half=design in METHODS),
        instrument=school_instrument(),
        plan=school_plans()[design],
        table=table_of(design),
        replicates=METHODS.get(design, Replicates(ReplicateMethod.JACKKNIFE)),
    )
    by_key = {one.estimate.key: one for one in opinion.opinions}
    for entry in values_of("replicates.json"):
        if entry["design"] == design:
            one = by_key[tuple(key(entry).values())]
            found = one.se if entry["figure"] == "se" else one.estimate.value
            assert found == pytest.approx(entry["value"], abs=TOLERANCE), entry
