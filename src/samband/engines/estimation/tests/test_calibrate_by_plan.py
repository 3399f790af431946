# SPDX-License-Identifier: EUPL-1.2
"""A plan that calibrates: what it may say, what comes of it, and what it is refused for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from samband.engines.estimation import BadAnswers, Clusters, Plan, PostStrata, SingleUnit, estimate
from samband.engines.estimation.cells import weighting_cells
from samband.engines.estimation.design import Design, design_of
from samband.engines.estimation.plan import (
    CalibrationRule,
    KnownMargin,
    Regression,
    SecondStage,
)
from samband.engines.estimation.plan_file import load_plan
from samband.engines.estimation.tests.survey_of_reference import (
    instrument_of,
    reference_answers,
    reference_instrument,
    reference_plans,
)
from samband.engines.instrument import Item, Scale
from samband.engines.rule_files import RuleFaults
from samband.engines.weighting import Bounds, Collapse, Infeasible, MarginsDisagree, Method

PLAN = """
calibration:
  method: linear
  bounds: [0.4, 2.5]
  scale_margins: true
  credited: false
  regression: equal
  sums: {years: 4500.5}
  margins:
    - columns: [sex]
      totals: {f: 60, m: 40}
    - columns: [place, age]
      totals: {file: totals.csv}
      minimum: 5
      collapse: age
"""


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str) -> Path:
        (tmp_path / "totals.csv").write_text("place,age,population\nx,young,30\nx,old,70\n", encoding="utf-8")
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "plan.yaml"

    return written


def test_every_key_of_a_calibration_is_read(write):
    rule = load_plan(write(PLAN)).calibration
    sex = KnownMargin(("sex",), {("f",): 60, ("m",): 40})
    place = KnownMargin(("place", "age"), {("x", "young"): 30, ("x", "old"): 70}, minimum=5, collapse="age")
    assert rule == CalibrationRule(
        (sex, place),
        {"years": 4500.5},
        Method.LINEAR,
        Bounds(0.4, 2.5),
        scale_margins=True,
        is_credited=False,
        regression=Regression.EQUAL,
    )
    assert load_plan(write(PLAN)).needed_columns == ("sex", "place", "age", "years")


MARGIN = "margins: [{columns: [sex], totals: {f: 6, m: 4}}]"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("calibration: {}", "calibration has no margins."),
        (f"calibration: {{{MARGIN}, method: rak}}", "Did you mean raking?"),
        (f"calibration: {{{MARGIN}, method: logit}}", "Logit needs bounds. Write the least and the most"),
        (f"calibration: {{{MARGIN}, bounds: [1.2, 3]}}", "bounds are “1.2, 3”"),
        (f"calibration: {{{MARGIN}, bounds: [0.3]}}", "bounds are “0.3”"),
        (f"calibration: {{{MARGIN}, bounds: [low, high]}}", "bounds are “low, high”"),
        (f"calibration: {{{MARGIN}, bonds: [0.3, 3]}}", "Did you mean bounds?"),
        ("calibration: {margins: [{totals: {f: 1}}]}", "Margin 1 names no columns."),
        ("calibration: {margins: [{columns: [sex]}]}", "Margin 1 has no totals."),
        (
            "calibration: {margins: [{columns: [sex], totals: {f: 1}, collapse: age}]}",
            "collapse “age” is unknown",
        ),
        (
            f"post_strata: {{columns: [a], totals: {{x: 1}}}}\ncalibration: {{{MARGIN}}}",
            "post_strata and a calibration",
        ),
    ],
)
def test_a_fault_of_a_calibration_is_named_with_its_remedy(write, text, fault):
    with pytest.raises(RuleFaults) as found:
        load_plan(write(text))
    assert any(fault in str(one) for one in found.value.faults), found.value.faults


INSTRUMENT = instrument_of(Item("y", Scale("four", (1, 2, 3, 4), {}, ()), "y"))
SEX = KnownMargin(("sex",), {("f",): 60.0, ("m",): 40.0})


def answers(*, women: int = 10, men: int = 30) -> dict[str, object]:
    count = women + men
    return {
        "sex": ["f"] * women + ["m"] * men,
        "age": ["young" if at % 3 else "old" for at in range(count)],
        "y": np.array([1 + at % 4 for at in range(count)], dtype=np.int8),
    }


def design_by(plan: Plan, given: dict[str, object]) -> Design:
    cells = weighting_cells(answers=given, plan=plan, respondents=len(given["sex"]))
    return design_of(cells=cells, plan=plan)


def test_one_margin_is_a_post_stratification():
    """The two ways of crediting meet: the same means and the same errors."""
    base = Plan(unit="age", population={("all",): 100.0})
    totals = {key: float(size) for key, size in SEX.totals.items()}
    for method in Method:
        bounds = Bounds(0.3, 3) if method is Method.LOGIT else Bounds()
        one = replace(base, calibration=CalibrationRule((SEX,), {}, method, bounds))
        other = replace(base, post_strata=PostStrata(("sex",), totals))
        tables = [estimate(answers=answers(), instrument=INSTRUMENT, plan=plan) for plan in (one, other)]
        for first, second in zip(*tables, strict=True):
            assert first.value == pytest.approx(second.value, rel=1e-11)
            assert first.se == pytest.approx(second.se, rel=1e-9)


@pytest.mark.parametrize("name", ["clustered", "plain", "two_stage", *map(str, SingleUnit)])
def test_every_design_agrees_with_its_post_stratification(name):
    """Clusters, a second stage, and single-unit strata in all ways; the post-strata as one margin."""
    plans = reference_plans()
    if name in list(SingleUnit):
        if name == SingleUnit.FAIL:
            return
        plan = plans[f"single_credited_{name}"]
    elif name == "two_stage":
        plan = two_stages(plans["credited_clusters"])
    else:
        plan = plans["credited_clusters" if name == "clustered" else "credited"]
    known = plan.post_strata
    margin = KnownMargin(known.columns, known.totals)
    calibrated = replace(plan, post_strata=None, calibration=CalibrationRule((margin,), {}, Method.LINEAR))
    tables = [
        estimate(answers=reference_answers(), instrument=reference_instrument(), plan=one)
        for one in (plan, calibrated)
    ]
    for first, second in zip(*tables, strict=True):
        assert second.value == pytest.approx(first.value, rel=1e-9, nan_ok=True)
        assert second.se == pytest.approx(first.se, rel=1e-7, abs=1e-9, nan_ok=True), first


def two_stages(plan: Plan) -> Plan:
    """Twice as many persons in each cluster as answered."""
    given = reference_answers()
    keys = list(zip(given["stratum"], given["psu"], strict=True))
    sizes = {key: 2.0 * keys.count(key) for key in keys}
    return replace(plan, clusters=Clusters("psu", plan.clusters.population, SecondStage(sizes)))


def test_shares_do_beside_a_margin_of_persons():
    age = KnownMargin(("age",), {("young",): 0.5, ("old",): 0.5})
    rule = CalibrationRule((SEX, age), scale_margins=True)
    design = design_by(Plan(calibration=rule), answers())
    assert float(design.weight @ design.respondents) == pytest.approx(100)
    with pytest.raises(MarginsDisagree, match="sex add up to 100 persons, those of age to 1"):
        design_by(Plan(calibration=replace(rule, scale_margins=False)), answers())


def test_small_categories_are_joined_on_the_record():
    ages = KnownMargin(("age",), {("child",): 5.0, ("young",): 50.0, ("old",): 45.0}, 3, "age")
    design = design_by(Plan(calibration=CalibrationRule((SEX, ages))), answers())
    assert design.collapses == (Collapse(("child",), ("young",), 0, 5.0),)


def test_what_the_margins_explain_wholly_has_no_error():
    """Everybody's answer follows from the sex: the mean is known without any error."""
    given = answers() | {"y": np.array([2] * 10 + [4] * 30, dtype=np.int8)}
    plan = Plan(population={("all",): 100.0}, calibration=CalibrationRule((SEX,)))
    found = estimate(answers=given, instrument=INSTRUMENT, plan=plan).get(
        measure="y", group="all", unit="all", statistic="mean", category=""
    )
    assert (found.value, found.se) == (pytest.approx(2.8), 0)
    assert found.lower == pytest.approx(found.value) == pytest.approx(found.upper)


def test_credit_can_be_left_out():
    plan = Plan(population={("all",): 100.0}, calibration=CalibrationRule((SEX,)))
    plain = replace(plan, calibration=replace(plan.calibration, is_credited=False))
    given = answers() | {"y": np.array([2] * 5 + [3] * 5 + [4] * 30, dtype=np.int8)}
    credited, uncredited = (
        next(iter(estimate(answers=given, instrument=INSTRUMENT, plan=one))) for one in (plan, plain)
    )
    assert credited.value == uncredited.value
    assert credited.se < uncredited.se


def test_bounds_that_cannot_be_kept_are_refused_in_words():
    rule = CalibrationRule((SEX,), {}, Method.RAKING, Bounds(0.5, 2))
    with pytest.raises(Infeasible, match=r"sex f: 50 instead of 60.*Raise the upper bound to 2.4"):
        design_by(Plan(calibration=rule), answers())


def test_linear_weights_below_zero_are_refused():
    age = KnownMargin(("age",), {("young",): 10.0, ("old",): 90.0})
    sex = KnownMargin(("sex",), {("f",): 95.0, ("m",): 5.0})
    plan = Plan(calibration=CalibrationRule((sex, age), {}, Method.LINEAR))
    with pytest.raises(BadAnswers, match=r"a weight of 0 or less. Give it bounds"):
        design_by(plan, answers())


def test_margins_of_other_people_than_the_population_are_refused():
    with pytest.raises(BadAnswers, match=r"margins add up to 100 persons, the population .* to 500"):
        design_by(Plan(population={("all",): 500.0}, calibration=CalibrationRule((SEX,))), answers())


def test_two_ways_of_weighting_at_once_are_refused():
    plan = Plan(calibration=CalibrationRule((SEX,)))
    with pytest.raises(BadAnswers, match="one of the margins"):
        design_by(replace(plan, post_strata=PostStrata(("sex",), SEX.totals)), answers())


def test_members_raked_together_are_as_raked_one_by_one():
    """Margins inside each member fall into blocks: no member's weights or errors hang on another's."""
    rng = np.random.default_rng(4)
    count = 400
    given = {
        "place": [f"p{at}" for at in rng.integers(0, 5, count)],
        "sex": ["fm"[at] for at in rng.integers(0, 2, count)],
        "age": ["yo"[at] for at in rng.integers(0, 2, count)],
        "y": rng.integers(1, 5, count).astype(np.int8),
    }
    places = sorted(set(given["place"]))
    sexes = {(place, sex): 400.0 + 10 * at for at, place in enumerate(places) for sex in "fm"}
    ages = {
        (p, age): 300.0 + 10 * at + (200 if age == "o" else 0) for at, p in enumerate(places) for age in "yo"
    }
    population = {(place,): 800.0 + 20 * at for at, place in enumerate(places)}
    margins = (KnownMargin(("place", "sex"), sexes), KnownMargin(("place", "age"), ages))
    plan = Plan(unit="place", strata=("place",), population=population, calibration=CalibrationRule(margins))
    together = estimate(answers=given, instrument=INSTRUMENT, plan=plan)
    for place in places:
        rows = [at for at in range(count) if given["place"][at] == place]
        alone = {name: [column[at] for at in rows] for name, column in given.items() if name != "y"}
        own = tuple(
            KnownMargin(one.columns, {key: size for key, size in one.totals.items() if key[0] == place})
            for one in margins
        )
        one = estimate(
            answers={**alone, "y": given["y"][rows]},
            instrument=INSTRUMENT,
            plan=replace(plan, calibration=CalibrationRule(own)),
        )
        for expected in one.where(unit=place):
            found = together.get(
                measure="y", group="all", unit=place, statistic=expected.statistic, category=expected.category
            )
            assert (found.value, found.se) == (
                pytest.approx(expected.value, rel=1e-9),
                pytest.approx(expected.se, rel=1e-9),
            )


def test_a_sum_of_what_is_no_number_is_refused_with_its_row():
    given = answers() | {"years": ["40"] * 39 + ["forty"]}
    rule = CalibrationRule((SEX,), {"years": 4100.0})
    with pytest.raises(BadAnswers, match="“forty” is no number") as refused:
        design_by(Plan(calibration=rule), given)
    assert (refused.value.column, refused.value.row) == ("years", 39)
