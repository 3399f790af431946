# SPDX-License-Identifier: EUPL-1.2
"""Calibrated means, shares and totals have R's standard errors; origin: weighting/tests/reference."""

from collections import defaultdict

import numpy as np
import pytest

from samband.engines.estimation import Clusters, Plan, PostStrata, estimate
from samband.engines.estimation.plan import CalibrationRule, KnownMargin, Regression
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.tests.survey_of_reference import instrument_of
from samband.engines.estimation.totals import domain_totals
from samband.engines.instrument import Item, Scale, Share
from samband.engines.weighting import Bounds, Method
from samband.engines.weighting.tests.survey_of_reference import (
    MARGINS,
    SAMPLE,
    SIZES,
    column,
    number,
    rows_of,
    totals_of,
)

TOLERANCE = 1e-8
FIGURES: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in rows_of("calibrated_figures.csv"):
    FIGURES[_row["design"]].append(_row)

INSTRUMENT = instrument_of(Item("y", Scale("four", (1, 2, 3, 4), {}, (Share("3-4", (3, 4)),)), "y"))
STRATA = {(name,): size for name, size in SIZES.items()}
HOUSEHOLDS = {("s1",): 2000.0, ("s2",): 1500.0, ("s3",): 600.0}
BASE = {
    "plain": {"strata": ("stratum",), "population": STRATA},
    "free": {"weights": "free"},
    "even": {},
    "clusters": {"strata": ("stratum",), "clusters": Clusters("household", HOUSEHOLDS)},
}
KNOWN = tuple(
    KnownMargin((name,), {(code,): total for code, total in totals_of(name).items()}) for name in MARGINS
)


def rule(method, bounds=None, **more):
    return CalibrationRule(KNOWN, {}, method, Bounds(*bounds) if bounds else Bounds(), **more)


def with_age(method):
    """Area, sex and the sum of ages."""
    return CalibrationRule(KNOWN[:2], {"age": totals_of("age")[""]}, method)


RULES = {
    "linear": ("plain", rule(Method.LINEAR)),
    "linear_age": ("plain", with_age(Method.LINEAR)),
    "raking_age": ("plain", with_age(Method.RAKING)),
    "linear_free": ("free", rule(Method.LINEAR)),
    "linear_clusters": ("clusters", rule(Method.LINEAR)),
    "truncated": ("plain", rule(Method.LINEAR, (0.65, 1.5))),
    "truncated_free": ("free", rule(Method.LINEAR, (0.6, 1.5))),
    "raking": ("plain", rule(Method.RAKING)),
    "raking_free": ("free", rule(Method.RAKING)),
    "raking_clusters": ("clusters", rule(Method.RAKING)),
    "raking_bounded": ("plain", rule(Method.RAKING, (0.65, 1.5))),
    "logit": ("plain", rule(Method.LOGIT, (0.6, 1.7))),
    "logit_free": ("free", rule(Method.LOGIT, (0.5, 2.2))),
    "logit_clusters": ("clusters", rule(Method.LOGIT, (0.5, 2))),
    "rake": ("plain", rule(Method.RAKING, regression=Regression.EQUAL)),
    "rake_even": ("even", rule(Method.RAKING)),
    "rake_free": ("free", rule(Method.RAKING, regression=Regression.EQUAL)),
    "rake_clusters": ("clusters", rule(Method.RAKING, regression=Regression.EQUAL)),
}


def crossed():
    """Persons by sex and schooling: what R was given as one margin, from the weights that it made of it."""
    expected = {row["id"]: float(row["post"]) for row in rows_of("calibrated_weights.csv")}
    by_id = {row["id"]: row for row in SAMPLE}
    weight = {(by_id[i]["sex"], by_id[i]["school"], by_id[i]["stratum"]): w for i, w in expected.items()}
    cells = defaultdict(float)
    for row in SAMPLE:
        cells[row["sex"], row["school"]] += weight[row["sex"], row["school"], row["stratum"]]
    return dict(cells)


def answers():
    columns = {name: column(name) for name in ("stratum", "area", "sex", "school", "household", "age")}
    return {**columns, "free": number("free"), "y": number("y").astype(np.int8)}


def plan_of(name: str, unit: str) -> Plan:
    if name.startswith("post"):
        base = BASE["clusters" if "clusters" in name else "plain"]
        cells = PostStrata(("sex", "school"), crossed())
        return Plan(unit=unit, post_strata=cells, **base)
    kind, calibration = RULES[name]
    return Plan(unit=unit, calibration=calibration, **BASE[kind])


@pytest.mark.parametrize("name", FIGURES)
def test_calibrated_figures_and_their_errors_are_those_of_r(name):
    found = {}
    for unit in ("area", "stratum", "sex"):
        plan = plan_of(name, unit)
        table = estimate(answers=answers(), instrument=INSTRUMENT, plan=plan)
        for statistic in ("mean", "share"):
            for row in table.where(statistic=statistic):
                by = "" if row.unit == "all" else unit
                found[statistic, by, row.unit] = (row.value, row.se)
        found |= totals(plan, unit)
    for row in FIGURES[name]:
        value, se = found[row["statistic"], row["by"], row["domain"]]
        assert value == pytest.approx(float(row["value"]), rel=TOLERANCE), row
        assert se == pytest.approx(float(row["se"]), rel=TOLERANCE), row
    assert len(FIGURES[name]) == 38


def totals(plan, unit):
    sample = Sample.of(answers=answers(), instrument=INSTRUMENT, plan=plan)
    found = {}
    for sums in sample.reduced():
        for table in sample.tables:
            figures = domain_totals(sums=sums, layout=table.layout)
            for at, name in enumerate(table.units):
                key = (f"total_{sums.statistic}", "" if name == "all" else unit, name)
                found[key] = (figures.value[at], figures.se[at])
    return found
