# SPDX-License-Identifier: EUPL-1.2
"""DuckDB, PostgreSQL and Spark reduce answers to the same figures as the plain arrays do."""

import os
from dataclasses import replace
from importlib import import_module

import duckdb
import pytest
from hypothesis import given, settings

from samband.engines.estimation import BadAnswers, Plan, estimate
from samband.engines.estimation.databases import DUCKDB, POSTGRESQL, SPARK, SparkRows, connected_rows
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.plan import Quantiles
from samband.engines.estimation.tests.surveys_of_chance import (
    TOLERANCE,
    assert_the_same,
    insert_into,
    questionnaire,
    surveys,
)


@pytest.fixture(scope="module")
def duck():
    with duckdb.connect() as connection:
        yield connection


@settings(max_examples=25)
@given(surveys())
def test_duckdb_gives_the_figures_of_the_arrays(duck, survey):
    insert_into(duck, survey, table="answers", numbers="SMALLINT")

    assert_the_same(survey, connected_rows(connection=duck, dialect=DUCKDB, table="answers"))


@settings(max_examples=8)
@given(surveys())
def test_answers_kept_as_texts_are_read_like_numbers(duck, survey):
    insert_into(duck, survey, table="answers", numbers="TEXT")

    assert_the_same(survey, connected_rows(connection=duck, dialect=DUCKDB, table="answers"))


@pytest.mark.slow
@settings(max_examples=600)
@given(surveys())
def test_duckdb_gives_the_figures_of_the_arrays_in_full(duck, survey):
    insert_into(duck, survey, table="answers", numbers="SMALLINT")

    assert_the_same(survey, connected_rows(connection=duck, dialect=DUCKDB, table="answers"))


@pytest.mark.postgres
@pytest.mark.parametrize("numbers", ["SMALLINT", "TEXT"])
def test_postgresql_gives_the_figures_of_the_arrays(numbers):
    psycopg = import_module("psycopg")

    @settings(max_examples=25)
    @given(surveys())
    def compare(survey):
        insert_into(connection, survey, table="answers", numbers=numbers)
        assert_the_same(survey, connected_rows(connection=connection, dialect=POSTGRESQL, table="answers"))

    with psycopg.connect(os.environ["SAMBAND_DATABASE_URL"]) as connection:
        compare()
        connection.rollback()


@pytest.fixture(scope="module")
def spark():
    """A cluster of one thread on this machine."""
    build = import_module("pyspark.sql").SparkSession.builder.master("local[1]")
    for key, value in SPARK_SETTINGS.items():
        build = build.config(key, value)
    session = build.getOrCreate()
    yield session
    session.stop()


SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
}


def values_of(survey):
    rows = zip(*survey.rows.values(), strict=True)
    texts = ["(" + ", ".join(spark_literal(value) for value in row) + ")" for row in rows]
    return f"VALUES {', '.join(texts)} AS rows({', '.join(survey.rows)})"


def spark_literal(value):
    return SPARK.literal(value) if isinstance(value, str) else repr(value)


def compare_with_spark(session, examples):
    @settings(max_examples=examples)
    @given(surveys())
    def compare(survey):
        session.sql(f"CREATE OR REPLACE TEMPORARY VIEW answers AS SELECT * FROM {values_of(survey)}")
        assert_the_same(survey, SparkRows.of(session=session, view="answers"))

    compare()


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_figures_of_the_arrays(spark):
    compare_with_spark(spark, 3)


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_figures_of_the_arrays_in_full(spark):
    compare_with_spark(spark, 60)


@settings(max_examples=8)
@given(surveys())
def test_quantiles_are_the_same_too(duck, survey):
    survey = replace(survey, plan=replace(survey.plan, quantiles=Quantiles((0.25, 0.5))))
    insert_into(duck, survey, table="answers", numbers="SMALLINT")

    assert_the_same(survey, connected_rows(connection=duck, dialect=DUCKDB, table="answers"))


def table_of(duck, texts):
    duck.execute(f"CREATE OR REPLACE TEMP TABLE small AS SELECT * FROM (VALUES {texts}) AS v(a, b, c, d, w)")
    return connected_rows(connection=duck, dialect=DUCKDB, table="small")


def test_a_million_rows_of_few_kinds_are_held_as_few_groups(duck):
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE large AS SELECT i % 4 + 1 AS a, i % 3 + 1 AS b, 1 AS c, 5 AS d, "
        "'s' || (i % 7) AS s FROM range(1000000) AS r(i)"
    )
    plan = Plan(strata=("s",))
    rows = connected_rows(connection=duck, dialect=DUCKDB, table="large")
    grouped = read_groups(rows=rows, instrument=questionnaire(), plan=plan)

    assert len(grouped.respondents) == 7
    assert all(len(sums) == 7 for sums in grouped.found.values())
    table = estimate(answers=grouped, instrument=questionnaire(), plan=plan)
    assert table.get(measure="a").n == 1_000_000
    assert table.get(measure="a").value == pytest.approx(2.5, abs=TOLERANCE)


def test_answers_off_the_scale_are_counted_and_refused(duck):
    rows = table_of(duck, "(1, 2, 3, 5, 1.0), (7, 2, 3, 5, 1.0), (8, 2, 3, 5, 1.0)")

    with pytest.raises(BadAnswers, match=r"Column a: 2 answers are off the scale \(1, 2, 3, 4, 9\)"):
        read_groups(rows=rows, instrument=questionnaire(), plan=Plan())


def test_an_empty_table_is_refused(duck):
    rows = table_of(duck, "(1, 2, 3, 5, 1.0)")
    duck.execute("DELETE FROM small")

    with pytest.raises(BadAnswers, match="There are no answers"):
        read_groups(rows=rows, instrument=questionnaire(), plan=Plan())


def test_an_absent_column_is_named(duck):
    rows = table_of(duck, "(1, 2, 3, 5, 1.0)")

    with pytest.raises(BadAnswers, match="no column stratum"):
        read_groups(rows=rows, instrument=questionnaire(), plan=Plan(strata=("stratum",)))


def test_weights_that_differ_from_row_to_row_are_refused_before_they_are_fetched(duck, monkeypatch):
    monkeypatch.setattr("samband.engines.estimation.grouped.MOST_GROUPS", 1)
    rows = table_of(duck, "(1, 2, 3, 5, 1.0), (1, 2, 3, 5, 2.0)")

    with pytest.raises(BadAnswers, match="2 different weights"):
        read_groups(rows=rows, instrument=questionnaire(), plan=Plan(weights="w"))


def test_a_weight_that_is_nothing_is_refused(duck):
    rows = table_of(duck, "(1, 2, 3, 5, 1.0), (1, 2, 3, 5, NULL)")
    grouped = read_groups(rows=rows, instrument=questionnaire(), plan=Plan(weights="w"))

    with pytest.raises(BadAnswers, match="Column w: The weight nan"):
        estimate(answers=grouped, instrument=questionnaire(), plan=Plan(weights="w"))
