# SPDX-License-Identifier: EUPL-1.2
"""Every figure that R's survey package gives for the synthetic survey; origin: reference/make_reference.R."""

from collections import defaultdict

import pytest

from samband.engines.estimation import Plan, SingleUnit, SingleUnitStratum, estimate
from samband.engines.estimation.tests.survey_of_reference import (
    reference_answers,
    reference_instrument,
    reference_plans,
    rows_of,
)
from samband.engines.tables import Status

TOLERANCE = 1e-9
ENDS = {"mean": (1, 5), "share": (0, 1)}

EXPECTED: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in rows_of("expected.csv"):
    EXPECTED[_row["design"]].append(_row)


@pytest.mark.parametrize("design", EXPECTED)
def test_estimates_standard_errors_and_limits_are_those_of_r(design):
    plan = reference_plans()[design]
    table = estimate(answers=reference_answers(), instrument=reference_instrument(), plan=plan)

    for expected in EXPECTED[design]:
        key = {name: expected[name] for name in ("group", "unit", "measure", "statistic", "category")}
        found = table.get(**key)
        assert found is not None, key
        assert found.n == int(expected["n"]), key
        assert (found.status is Status.EMPTY) == (found.n == 0)
        # u4 is a stratum of 13 to 152 persons: there, ours also heed what so few can change.
        figures = ("value", "se") if expected["unit"] == "u4" else ("value", "se", "lower", "upper")
        for figure in figures:
            if expected[figure]:
                assert getattr(found, figure) == pytest.approx(
                    _possible(expected, figure), rel=0, abs=TOLERANCE
                ), (key, figure)


def _possible(expected, figure):
    """R's limits may pass the ends of the scale; ours stop there."""
    value = float(expected[figure])
    if figure in {"lower", "upper"} and expected["statistic"] in ENDS:
        low, high = ENDS[expected["statistic"]]
        return min(max(value, low), high)
    return value


def test_the_reference_covers_what_it_is_meant_to_cover():
    assert len(EXPECTED) == 24
    assert len([row for row in EXPECTED["plain"] if row["n"] == "0"]) >= 4, "domains that nobody answered"
    assert any(row["n"] == "1" for row in EXPECTED["plain"]), "one respondent"
    assert any(row["se"] == "0" and row["n"] == "12" for row in EXPECTED["plain"]), "no variance"
    weights = [float(row["weight"]) for row in rows_of("sample.csv")]
    assert max(weights) / min(weights) > 900


def test_a_stratum_with_one_respondent_can_be_refused():
    lonely = reference_plans()["single_adjust"]
    strict = Plan(strata=lonely.strata, population=lonely.population, single_unit_strata=SingleUnit.FAIL)
    with pytest.raises(SingleUnitStratum, match=r"stratum l4, l5.*single_unit_strata") as refused:
        estimate(answers=reference_answers(), instrument=reference_instrument(), plan=strict)
    assert refused.value.strata == ("l4", "l5")
