# SPDX-License-Identifier: EUPL-1.2
"""From a table of direct estimates to both estimates side by side."""

import io
from dataclasses import replace
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest

from samband.engines.small_areas import (
    Auxiliary,
    BadAuxiliary,
    Benchmark,
    Concern,
    Kind,
    ModelPlan,
    Refusal,
    UnknownColumn,
    model_small_areas,
    read_auxiliary,
)
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.engines.tables.estimates import ALL

AREAS = 30
PLAN = ModelPlan(below=40, columns=("age",), population="persons")


def auxiliary(areas=AREAS):
    chance = np.random.default_rng(3)
    values = np.column_stack([chance.normal(40, 5, areas), chance.uniform(300, 9000, areas).round()])
    return Auxiliary(tuple(f"{code:04}" for code in range(areas)), ("age", "persons"), values)


def survey(statistic="mean", areas=AREAS, seed=1, between=0.2):
    """Direct estimates of all areas but the last, which nobody answered, and the total."""
    chance, known = np.random.default_rng(seed), auxiliary(areas)
    n = chance.integers(8, 90, areas)
    truth = 0.05 * (known.column("age") - 40) + between * chance.normal(size=areas)
    share = 1 / (1 + np.exp(-truth))
    noise = chance.normal(size=areas) / np.sqrt(n)
    value = chance.binomial(n, share) / n if statistic == "share" else 3 + truth + noise
    se = np.sqrt(value * (1 - value) / (n - 1)) if statistic == "share" else 1 / np.sqrt(n)
    rows = [
        row(unit, int(n[at]), float(value[at]), float(se[at]), statistic)
        for at, unit in enumerate(known.units[:-1])
    ]
    rows.append(replace(row(known.units[-1], 0, nan, nan, statistic), status=Status.EMPTY))
    persons = known.column("persons")[:-1]
    total = float(np.average(value[:-1], weights=persons))
    return EstimateTable([*rows, row(ALL, int(n.sum()), total + 0.01, 0.01, statistic)])


def row(unit, n, value, se, statistic):
    category = "4" if statistic == "share" else ""
    return Estimate("all", unit, "q1", statistic, category, n, value, se, value, value, Status.ESTIMATED)


def only(table, plan=PLAN):
    (figure,) = model_small_areas(table=table, auxiliary=auxiliary(), plan=plan)
    return figure


@pytest.mark.parametrize("statistic", ["mean", "share"])
def test_areas_below_the_stated_number_are_modelled_and_marked_and_others_untouched(statistic):
    figure = only(survey(statistic))

    for area in figure.rows:
        if area.direct.n is not None and area.direct.n >= 40:
            assert (area.kind, area.value) == (Kind.DIRECT, area.direct.value)
        else:
            assert area.kind is (Kind.MODELLED if area.direct.n else Kind.SYNTHETIC)
            assert area.lower < area.value < area.upper
    kinds = {area.kind for area in figure.rows}
    assert kinds == {Kind.DIRECT, Kind.MODELLED, Kind.SYNTHETIC}


def test_the_modelled_errors_are_smaller_than_the_direct_ones():
    modelled = [area for area in only(survey()).rows if area.kind is Kind.MODELLED]

    assert np.median([area.se / area.direct.se for area in modelled]) < 0.8


@pytest.mark.parametrize("statistic", ["mean", "share"])
def test_the_bootstrap_agrees_with_the_formula_where_areas_differ(statistic):
    table = survey(statistic, between=0.8)
    formula, drawn = only(table), only(table, replace(PLAN, replicates=400, seed=2))

    ratios = [b.se / a.se for a, b in zip(formula.rows, drawn.rows, strict=True) if a.kind is Kind.MODELLED]
    assert np.median(ratios) == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("how", Benchmark)
@pytest.mark.parametrize("statistic", ["mean", "share"])
def test_benchmarked_areas_add_up_to_the_direct_total(how, statistic):
    table = survey(statistic)
    figure = only(table, replace(PLAN, benchmark=how))

    persons = auxiliary().column("persons")
    shown = [(area.value, area.direct.value) for area in figure.rows if area.direct.n]
    weights = [weight for area, weight in zip(figure.rows, persons, strict=True) if area.direct.n]
    modelled, direct = np.average(shown, axis=0, weights=weights)
    assert modelled == pytest.approx(direct)
    assert all(area.value == area.direct.value for area in figure.rows if area.kind is Kind.DIRECT)


def test_a_modelled_area_that_is_alone_keeps_its_direct_figure_when_benchmarked():
    rows = [replace(row, n=35 if row.unit == "0003" else 60) if row.n else row for row in survey()]
    figure = only(EstimateTable(rows), replace(PLAN, benchmark=Benchmark.RATIO))

    area = next(area for area in figure.rows if area.kind is Kind.MODELLED)
    assert area.value == pytest.approx(area.direct.value)


def test_withheld_figures_take_no_part_and_get_what_areas_alike_answered():
    table = survey()
    hidden = EstimateTable(
        row if row.unit == ALL or row.n is None or row.n >= 20 else row.withheld() for row in table
    )
    figure = only(hidden)

    synthetic = [area for area in figure.rows if area.direct.status is Status.SUPPRESSED]
    assert synthetic
    assert all(area.kind is Kind.SYNTHETIC and area.shrinkage == 0 for area in synthetic)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (replace(PLAN, below=1), Refusal.NOTHING_SMALL),
        (replace(PLAN, columns=("age", "log(persons)", *["age"] * 14)), Refusal.TOO_FEW_AREAS),
        (replace(PLAN, columns=("age", "age")), Refusal.TOO_FEW_AREAS),
        (replace(PLAN, benchmark=Benchmark.RATIO, population=""), Refusal.NO_TOTAL),
    ],
)
def test_what_cannot_be_modelled_is_refused_and_stays_direct(plan, refusal):
    if refusal is Refusal.NOTHING_SMALL:
        table = EstimateTable(row for row in survey() if row.n)
        table = EstimateTable(replace(row, n=max(row.n, 5)) for row in table)
        known = auxiliary()
        keep = Auxiliary(known.units[:-1], known.columns, known.values[:-1])
        (figure,) = model_small_areas(table=table, auxiliary=keep, plan=plan)
    else:
        figure = only(survey(), plan)

    assert figure.refusal is refusal
    assert not figure.is_modelled
    assert {area.kind for area in figure.rows} == {Kind.DIRECT}


def test_figures_without_any_error_are_refused():
    table = EstimateTable(replace(row, se=nan) for row in survey())

    assert only(table).refusal is Refusal.NO_VARIANCE_KNOWN


def test_not_asked_stays_not_asked_and_differences_are_left_out():
    one, *others = survey()
    unasked = Estimate(*one.key, None, nan, nan, nan, nan, Status.NOT_ASKED)
    gap = replace(one, statistic="difference")
    figure = only(EstimateTable([unasked, gap, *others]))

    area = next(area for area in figure.rows if area.direct.unit == one.unit)
    assert area.kind is Kind.DIRECT
    assert isnan(area.value)


def test_a_model_that_finds_no_difference_between_areas_says_so():
    known, flat = auxiliary(), survey(between=0.0)
    rows = [
        replace(row, value=3.0 + 0.02 * (at % 2)) if row.n and row.unit != ALL else row
        for at, row in enumerate(flat)
    ]
    (figure,) = model_small_areas(table=EstimateTable(rows), auxiliary=known, plan=PLAN)

    assert Concern.NO_VARIANCE in figure.concerns
    assert Concern.COLUMNS_EXPLAIN_NOTHING not in figure.concerns or figure.between == 0


def test_an_area_far_from_the_others_is_named():
    rows = [replace(row, value=9.0) if row.unit == "0004" else row for row in survey()]
    figure = only(EstimateTable(rows))

    assert Concern.FAR_AREAS in figure.concerns
    assert figure.diagnostics.far == (4,)
    assert Concern.NOT_NORMAL in figure.concerns


def test_the_example_of_the_method_page_runs(capsys):
    page = (Path(__file__).parents[5] / "docs" / "methods" / "small-areas.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]

    exec(example, {})
    assert capsys.readouterr().out.count("[") == 3


def test_an_auxiliary_file_is_read():
    text = "unit,name,age,persons\n0301,Oslo,38.1,700000\n1151,Utsira,44,190\n"
    found = read_auxiliary(lines=io.StringIO(text))

    assert found.units == ("0301", "1151")
    assert found.columns == ("age", "persons")
    assert found.column("log(persons)")[1] == pytest.approx(np.log(190))


def test_all_faults_of_an_auxiliary_file_are_told_at_once():
    text = "unit,age\n0301,38\n0301,x\n,40\n1151\n"
    with pytest.raises(BadAuxiliary) as caught:
        read_auxiliary(lines=io.StringIO(text))

    assert [(row, column, str(fault)) for row, column, fault, _ in caught.value.faults] == [
        (3, "unit", "unit_twice"),
        (3, "age", "not_a_number"),
        (4, "unit", "no_unit"),
        (5, "age", "too_short"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"), [("code,age\n1,2\n", "no_unit"), ("unit,name\n1,a\n", "no_columns")]
)
def test_an_auxiliary_file_without_its_columns_is_refused(text, fault):
    with pytest.raises(BadAuxiliary) as caught:
        read_auxiliary(lines=io.StringIO(text))

    assert str(caught.value.faults[0][2]) == fault


@pytest.mark.parametrize(("column", "words"), [("wealth", "no column"), ("log(age)", "no logarithm")])
def test_columns_that_are_not_there_are_named(column, words):
    known = Auxiliary(("a", "b"), ("age",), np.array([[1.0], [-2.0]]))

    with pytest.raises(UnknownColumn, match=words):
        known.column(column)
