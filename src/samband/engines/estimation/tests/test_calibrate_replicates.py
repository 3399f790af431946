# SPDX-License-Identifier: EUPL-1.2
"""Replicates are calibrated anew, as R does with a svrepdesign; origin: weighting/tests/reference."""

from dataclasses import replace

import pytest

from samband.engines.estimation import BadReplicates, Plan, estimate
from samband.engines.estimation.plan import (
    CalibrationRule,
    KnownMargin,
    PostStrata,
    ReplicateMethod,
    Replicates,
)
from samband.engines.estimation.second_opinion import second_opinion
from samband.engines.estimation.tests.test_calibrated_agrees_with_r import INSTRUMENT, answers, plan_of
from samband.engines.weighting import Bounds, Method
from samband.engines.weighting.tests.survey_of_reference import rows_of, totals_of

JACKKNIFE = Replicates(ReplicateMethod.JACKKNIFE)
FIGURES = rows_of("calibrated_replicates.csv")


def opinions(plan: Plan, replicates=JACKKNIFE, given=None):
    given = given or answers()
    table = estimate(answers=given, instrument=INSTRUMENT, plan=plan)
    found = second_opinion(
        answers=given, instrument=INSTRUMENT, plan=plan, table=table, replicates=replicates
    )
    return {(one.estimate.statistic, one.estimate.unit): one for one in found.opinions}


@pytest.mark.parametrize("design", sorted({row["design"] for row in FIGURES}))
def test_standard_errors_are_those_of_r(design):
    """By area; by sex, which is known to the calibration, in one design."""
    units = ("area", "sex") if design == "linear" else ("area",)
    by = {unit: opinions(plan_of(design, unit)) for unit in units}
    rows = [row for row in FIGURES if row["design"] == design]
    for row in rows:
        one = by[row["by"] or "area"][row["statistic"], row["domain"]]
        assert one.estimate.value == pytest.approx(float(row["value"]), rel=1e-8), row
        if float(row["se"]) < 1e-9:
            assert one.se < 1e-8
        else:
            assert one.se == pytest.approx(float(row["se"]), rel=1e-8), row
    assert len(rows) == 14 + 4 * (len(units) - 1)


def test_one_margin_is_a_post_stratum():
    totals = {(code,): total for code, total in totals_of("school").items()}
    base = plan_of("linear", "area")
    calibrated = replace(base, calibration=CalibrationRule((KnownMargin(("school",), totals),)))
    crossed = replace(base, calibration=None, post_strata=PostStrata(("school",), totals))
    bootstrap = Replicates(ReplicateMethod.BOOTSTRAP, number=40, seed=3)
    first, second = opinions(calibrated, bootstrap), opinions(crossed, bootstrap)
    for key, one in first.items():
        assert one.se == pytest.approx(second[key].se, rel=1e-8)


def test_by_replicates_errors_are_near_those_by_residuals():
    found = opinions(plan_of("raking", "area"))
    assert found["mean", "all"].ratio == pytest.approx(1, abs=0.05)


def test_a_calibration_that_is_not_credited_is_not_repeated():
    base = plan_of("linear", "area")
    found = opinions(replace(base, calibration=replace(base.calibration, is_credited=False)))
    credited = opinions(base)
    assert found["mean", "all"].se > 1.02 * credited["mean", "all"].se


def test_a_replicate_that_cannot_meet_the_margins_is_refused():
    """Within bounds so narrow that hardly the whole sample meets the margins, a part of it does not."""
    base = plan_of("raking", "area")
    tight = replace(base.calibration, method=Method.LINEAR, bounds=Bounds(0.72, 1.535))
    with pytest.raises(BadReplicates, match="cannot meet the margins"):
        opinions(replace(base, calibration=tight), Replicates(ReplicateMethod.BOOTSTRAP, number=40, seed=1))
