# SPDX-License-Identifier: EUPL-1.2
"""``samband weights`` by a plan that speaks for the silent, joins samples and cuts extremes."""

import csv
from pathlib import Path

import pytest

from samband.cli.main import main

DRAWN = "key,sex,age,weight\n" + "".join(
    f"{at},{'f' if at % 2 else 'm'},{('young', 'old')[at % 4 > 1]},{2.5 if at % 4 > 1 else 5}\n"
    for at in range(240)
)
"""240 drawn, 60 in each class of sex and age; the young weigh 5 each, the old 2.5."""


def answered(*, young: int, old: int) -> str:
    """The first of each class, of both sexes."""
    lines = [line.split(",") for line in DRAWN.splitlines()[1:]]
    taken = {"young": 0, "old": 0}
    rows = []
    for key, sex, age, weight in lines:
        if taken[age] < {"young": young, "old": old}[age]:
            taken[age] += 1
            rows.append(f"{key},{sex},{age},{weight},{'phone' if len(rows) % 3 else 'web'}")
    return "\n".join(["key,sex,age,weight,mode", *rows]) + "\n"


SILENT = """
weights: {column: weight}
nonresponse: {columns: [sex, age], frame: drawn.csv}
"""


@pytest.fixture
def run(tmp_path: Path, capsys):
    def weighted(people: str, plan: str) -> tuple[int, list[float], str]:
        (tmp_path / "drawn.csv").write_text(DRAWN, encoding="utf-8")
        (tmp_path / "people.csv").write_text(people, encoding="utf-8")
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        out = tmp_path / "weights.csv"
        words = ["weights", str(tmp_path / "people.csv"), "--plan", str(tmp_path / "plan.yaml")]
        code = main([*words, "--out", str(out)])
        printed = capsys.readouterr()
        weights = []
        if out.exists():
            with out.open(encoding="utf-8") as file:
                weights = [float(row["weight"]) for row in csv.DictReader(file)]
        return code, weights, printed.out + printed.err

    return weighted


def test_those_who_answered_carry_all_who_were_drawn(run):
    """Half of the young and two thirds of the old answered: weights grow by 2 and by 1.5."""
    code, weights, told = run(answered(young=60, old=80), SILENT)
    assert code == 0, told
    assert sorted(set(weights)) == pytest.approx([3.75, 10])
    assert sum(weights) == pytest.approx(900)
    assert (
        "Nonresponse: of 900 drawn 500 answered. In 4 classes those who answered count 1.5 to 2 times."
        in told
    )


def test_a_class_with_few_answers_is_joined_with_its_neighbour_and_that_is_told(run):
    code, weights, told = run(answered(young=20, old=80), SILENT)
    assert code == 0, told
    assert sum(weights) == pytest.approx(900)
    assert "Joined: f / young (10 respondents, 300 persons) with f / old." in told


def test_numbers_drawn_can_stand_in_the_plan(run):
    plan = """
nonresponse:
  columns: [age]
  drawn: {young: 120, old: 120}
calibration: {margins: [{columns: [sex], totals: {f: 510, m: 490}}]}
"""
    code, weights, told = run(answered(young=60, old=80), plan)
    assert code == 0, told
    assert sum(weights) == pytest.approx(1000)
    assert min(weights) / max(weights) == pytest.approx(1.5 / 2 * 490 / 510)


def test_samples_by_phone_and_web_count_everybody_once(run):
    plan = "population: 1000\nsamples: {column: mode}\n"
    code, weights, told = run(answered(young=60, old=60), plan)
    assert code == 0, told
    assert sum(weights) == pytest.approx(1000)
    assert "Sample phone: 80 respondents, worth 80 of equal weight; counts 66.7% for those" in told
    assert "Sample web: 40 respondents, worth 40 of equal weight; counts 33.3% for those" in told


def test_whom_only_one_sample_covers_keeps_the_weight_of_that_sample(run):
    people = "w,mode,phone,web\n" + "4,p,1,1\n" * 3 + "2,p,1,0\n" * 2 + "4,i,yes,yes\n" * 3 + "3,i,0,1\n"
    plan = (
        "weights: {column: w}\nsamples: {column: mode, sharing: multiplicity, covered: {p: phone, i: web}}\n"
    )
    code, weights, told = run(people, plan)
    assert code == 0, told
    assert weights == [2] * 3 + [2] * 2 + [2] * 3 + [3]


def test_weights_beyond_limits_are_cut_and_what_is_cut_off_goes_to_the_others(run):
    people = "w,place\n" + "1,a\n" * 9 + "11,a\n" + "1,b\n" * 5
    code, weights, told = run(people, "weights: {column: w}\ntrim: {upper: 2, within: [place]}\n")
    assert code == 0, told
    assert weights == pytest.approx([2.0] * 10 + [1.0] * 5)
    assert "Trimming to weights up to 2: 1 respondents weighed more, 0 less. Weights of 9 persons" in told


def test_weights_are_trimmed_before_the_margins_are_met(run):
    people = "w,sex\n" + "1,f\n" * 30 + "1,m\n" * 29 + "40,m\n"
    plan = """
weights: {column: w}
trim: {upper: 3, lower: 0.5, times: mean}
calibration: {margins: [{columns: [sex], totals: {f: 50, m: 50}}]}
"""
    code, weights, told = run(people, plan)
    assert code == 0, told
    assert sum(weights[:30]) == pytest.approx(50)
    assert sum(weights[30:]) == pytest.approx(50)
    assert max(weights) < 5
    assert "Trimming to weights from 0.825 to 4.95: 1 respondents weighed more" in told


COVERED = "weights: {column: w}\nsamples: {column: mode, covered: {p: phone, i: web}}\n"


@pytest.mark.parametrize(
    ("people", "plan", "words"),
    [
        ("", SILENT.replace("frame: drawn.csv", "minimum: 5"), "has neither drawn nor frame. Give the file"),
        ("", SILENT.replace("drawn.csv}", "drawn.csv, drawn: {f: 1}}"), "has both drawn and frame"),
        ("", SILENT.replace("drawn.csv", "absent.csv"), "absent.csv: No such file"),
        ("", SILENT.replace("sex, age", "sex, county"), "There is no column county; found key, sex, age"),
        ("", SILENT.replace("columns: [sex, age], ", ""), "nonresponse names no columns"),
        (
            "",
            SILENT.replace("weights: {column: weight}", "population: 900"),
            "nothing is left for nonresponse",
        ),
        (
            "",
            "nonresponse: {columns: [age], drawn: {young: 50, old: 99}}",
            "young: 50 were drawn, but 60 answered",
        ),
        (
            "",
            "nonresponse: {columns: [age], drawn: {old: 99}}",
            "young: 0 were drawn, but 60 answered",
        ),
        (
            "",
            "weights: {column: weight}\nsamples: {column: sex, covered: {f: sex}}",
            "does not name the sample m",
        ),
        ("", "samples: {column: sex, covered: {f: sex, m: age}}", "Name its column"),
        ("mode,w\np,1\np,1\n", "weights: {column: w}\nsamples: {column: mode}", "are in the sample p"),
        ("w,mode,phone,web\n1,p,1,1\n1,i,1,0\n", COVERED, "Row 3, column web: Answered in the sample i"),
        ("w,mode,phone,web\n1,p,1,1\n1,i,1,x\n", COVERED, "Row 3, column web: “x” says neither yes nor no"),
        ("", "weights: {column: weight}\ntrim: {times: mean}", "trim has neither upper nor lower"),
        ("", "weights: {column: weight}\ntrim: {upper: 2, lower: 3}", "trim: lower is 3, upper is 2"),
        (
            "",
            "weights: {column: weight}\ntrim: {upper: 0.9, times: mean}",
            "The mean itself must lie between",
        ),
        ("", "weights: {column: weight}\ntrim: {upper: 3, times: one}", "widen the limits"),
        ("", "weights: {column: weight}\ntrim: {most: 3}", "“most”"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(run, people, plan, words):
    code, weights, told = run(people or answered(young=60, old=60), plan)
    assert code == 2
    assert not weights
    assert words in told, told
