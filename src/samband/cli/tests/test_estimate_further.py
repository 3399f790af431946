# SPDX-License-Identifier: EUPL-1.2
"""``samband estimate``: quantiles, ratios, the analyst's review, and answers wherever they are."""

import csv
import os
from pathlib import Path

import duckdb
import pytest

from samband.cli.main import main

EXAMPLE = Path(__file__).parents[4] / "examples" / "resident_survey"
PLAN = """
unit: district
strata: [district]
population: {"1": 500, "2": 700}
groups: {male: {gender: [1]}, female: {gender: [2]}}
differences: [[male, female]]
measures: [q1_01, q2_01]
"""
FURTHER = """
quantiles: {shares: [0.25, 0.5], measures: [q1_01]}
ratios: {one_by_two: {of: q1_01, to: q2_01}}
unit_differences: [["1", "2"], ["1", all]]
replicates: {method: jackknife}
modes: {column: mode, margins: [gender], reference: web}
response: {columns: [gender], invited: {"1": 50, "2": 60}}
"""
ANSWERS = "id,district,gender,mode,q1_01,q2_01\n" + "".join(
    f"{i},{1 + i % 2},{1 + i // 2 % 2},{'web' if i % 3 else 'phone'},"
    f"{1 + i % 5},{9 if i % 7 == 0 else 1 + i * 3 % 5}\n"
    for i in range(60)
)


@pytest.fixture
def run(tmp_path: Path):
    def estimated(plan: str, *more: str, answers: str = "") -> tuple[int, Path]:
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
        out = tmp_path / "results.csv"
        words = [
            "estimate",
            answers or str(tmp_path / "answers.csv"),
            "--instrument",
            str(EXAMPLE / "instrument.yaml"),
        ]
        return main([*words, "--plan", str(tmp_path / "plan.yaml"), "--out", str(out), *more]), out

    return estimated


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_quantiles_and_ratios_stand_beside_means(run):
    code, out = run(PLAN + FURTHER)
    rows = {
        (row["group"], row["unit"], row["measure"], row["statistic"], row["category"]): row
        for row in rows_of(out)
    }

    assert code == 0
    # Each of 1 to 5 is answered by a fifth.
    assert float(rows["all", "all", "q1_01", "quantile", "0.5"]["value"]) == 3
    assert float(rows["all", "all", "q1_01", "quantile", "0.25"]["value"]) == 2
    assert not [key for key in rows if key[2] == "q2_01" and key[3] == "quantile"]
    ratio = rows["female", "1", "one_by_two", "ratio", ""]
    assert float(ratio["lower"]) < float(ratio["value"]) < float(ratio["upper"])


def test_the_review_tells_each_topic_in_words(run, tmp_path, capsys):
    code, _ = run(PLAN + FURTHER, "--review", str(tmp_path / "review.csv"))
    found = rows_of(tmp_path / "review.csv")

    assert code == 0
    assert {row["topic"] for row in found} == {"second opinion", "gap", "change", "mode", "response"}
    assert all(row["words"].endswith((".", "%.")) for row in found)
    by_what = {(row["topic"], row["what"]): row for row in found}
    assert by_what["response", "rate"]["words"] == "54.5% of 110 invited answered."
    assert "replicates (jackknife)" in by_what["second opinion", "ratio in the middle"]["words"]
    assert {row["unit"] for row in found if row["topic"] == "gap"} >= {"1 - 2", "1 - all", "all"}
    assert "not for release" in capsys.readouterr().out


def test_an_index_is_looked_into_item_by_item(tmp_path):
    small = EXAMPLE.parent / "small_survey"
    words = [str(small / "answers.csv"), "--instrument", str(small / "instrument.yaml")]
    words += ["--plan", str(small / "plan.yaml"), "--out", str(tmp_path / "results.csv")]
    code = main(["estimate", *words, "--review", str(tmp_path / "review.csv")])
    items = [row for row in rows_of(tmp_path / "review.csv") if row["topic"] == "items"]

    assert code == 0
    assert {row["what"] for row in items} >= {"alpha", "omega"}
    assert all(-1 <= float(row["value"]) <= 1 for row in items if row["value"])


@pytest.mark.parametrize(
    ("further", "words"),
    [
        ("quantiles: {shares: [1.5]}", "plan.yaml:8: The share “1.5” of a quantile is not between 0 and 1"),
        ("quantiles: {rule: maths, shares: [0.5]}", "math"),
        ("ratios: {r: {of: q1_01}}", "to"),
        ("ratios: {r: {of: q1_01, to: q9}}", "no measure q9"),
        ("unit_differences: [[a]]", "does not name two units"),
        ('unit_differences: [["1", "7"]]', "unit_differences name 7, which has no answers"),
        ("replicates: {method: brr}", "Half samples need two sampling units in every stratum"),
        ("replicates: {method: fay, rho: 1}", "rho is 1"),
        ("clusters: {column: id, within: {column: mode}}", "within has no population"),
        ('response: {columns: [gender], invited: {"1": 5, "2": 60}}', "gender 1: 30 answers, but 5 invited"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused_in_words(run, tmp_path, capsys, further, words):
    code, out = run(PLAN + further, "--review", str(tmp_path / "review.csv"))

    assert (code, out.exists(), (tmp_path / "review.csv").exists()) == (2, False, False)
    assert words in capsys.readouterr().err


def test_extreme_quantiles_are_not_released(run, capsys):
    code, out = run(PLAN + "quantiles: {shares: [0.99]}", "--released")

    assert (code, out.exists()) == (2, False)
    assert "The quantile of 0.99 tells of few respondents" in capsys.readouterr().err


def test_quantiles_and_ratios_of_a_withheld_cell_are_withheld(run):
    small = (
        PLAN
        + "quantiles: {shares: [0.5]}\nratios: {r: {of: q1_01, to: q2_01}}\ndisclosure: {minimum_count: 20}\n"
    )
    code, out = run(small, "--released")
    rows = rows_of(out)
    withheld = {(row["group"], row["unit"], row["measure"]) for row in rows if row["status"] == "suppressed"}

    assert code == 0
    assert ("male", "1", "q1_01") in withheld
    for row in rows:
        if (row["group"], row["unit"], row["measure"]) in withheld or (
            row["measure"] == "r" and (row["group"], row["unit"], "q1_01") in withheld
        ):
            assert (row["value"], row["status"]) == ("", "suppressed"), row


@pytest.fixture
def parquet(tmp_path):
    """The answers in two files."""
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    for part in (0, 1):
        duckdb.sql(
            f"COPY (SELECT * FROM read_csv('{tmp_path}/answers.csv') WHERE id % 2 = {part}) "
            f"TO '{tmp_path}/part{part}.parquet'"
        )
    return f"{tmp_path}/part*.parquet"


def figures(path):
    number = ("n", "value", "se", "lower", "upper")
    return [[float(row[name]) if row[name] else None for name in number] for row in rows_of(path)]


def test_files_of_a_pattern_give_what_the_csv_file_gives(run, parquet, tmp_path):
    plain = PLAN + "quantiles: {shares: [0.5]}\nratios: {r: {of: q1_01, to: q2_01}}\n"
    run(plain)
    wanted = figures(tmp_path / "results.csv")
    code, out = run(plain, "--released", answers=parquet)

    assert code == 0
    code, out = run(plain, answers=parquet)
    assert figures(out) == [pytest.approx(row, abs=1e-9) if None not in row else row for row in wanted]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("nothing/*.parquet", "No file is called nothing/*.parquet"),
        ("mysql://host/answers", "mysql:// is not known"),
        ("postgresql://host/database", "The address names no table"),
        ("postgresql:///none?host=/nowhere&table=answers", "PostgreSQL cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_words(run, capsys, answers, words):
    code, out = run(PLAN, answers=answers)

    assert (code, out.exists()) == (2, False)
    assert words in capsys.readouterr().err


def test_spark_that_is_not_there_is_said(run, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    code, _ = run(PLAN, answers="spark-local:x/*.parquet")

    assert code == 2
    assert "pip install pyspark" in capsys.readouterr().err


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
def test_spark_reads_the_same_files(run, parquet, tmp_path):
    run(PLAN)
    wanted = figures(tmp_path / "results.csv")
    code, out = run(PLAN, answers=f"spark-local:{parquet}")

    assert code == 0
    assert figures(out) == [pytest.approx(row, abs=1e-9) for row in wanted]


@pytest.mark.postgres
def test_a_table_in_postgresql_gives_what_the_csv_file_gives(run, tmp_path):
    import psycopg

    url = os.environ["SAMBAND_DATABASE_URL"]
    run(PLAN)
    wanted = figures(tmp_path / "results.csv")
    header, *lines = ANSWERS.splitlines()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA big")
        connection.execute(f"CREATE TABLE big.answers ({header.replace(',', ' TEXT, ')} TEXT)")
        for line in lines:
            connection.execute(
                f"INSERT INTO big.answers VALUES ({', '.join(repr(part) for part in line.split(','))})"
            )
        try:
            code, out = run(PLAN, answers=f"{url}{'&' if '?' in url else '?'}table=big.answers")
            missing, _ = run(PLAN, answers=f"{url}{'&' if '?' in url else '?'}table=big.other")
        finally:
            connection.execute("DROP SCHEMA big CASCADE")

    assert (code, missing) == (0, 2)
    assert figures(out) == [pytest.approx(row, abs=1e-9) for row in wanted]
