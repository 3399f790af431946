# SPDX-License-Identifier: EUPL-1.2
"""``samband weights``: a file of respondents in, weights out; or the reason why not, and no file."""

import csv
from pathlib import Path

import pytest

from samband.cli.main import main

PLAN = """
calibration:
  margins:
    - columns: [sex]
      totals: {f: 510, m: 490}
    - columns: [age]
      totals: {child: 10, young: 300, middle: 400, old: 290}
      minimum: 5
      collapse: age
"""
PEOPLE = "id,sex,age\n" + "".join(
    f"{at},{'f' if at % 3 else 'm'},{('young', 'middle', 'old', 'old')[at % 4]}\n" for at in range(60)
)


@pytest.fixture
def run(tmp_path: Path, capsys):
    def weighted(people: str, plan: str) -> tuple[int, Path, str]:
        (tmp_path / "people.csv").write_text(people, encoding="utf-8")
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        out = tmp_path / "weights.csv"
        words = ["weights", str(tmp_path / "people.csv"), "--plan", str(tmp_path / "plan.yaml")]
        code = main([*words, "--out", str(out)])
        printed = capsys.readouterr()
        return code, out, printed.out + printed.err

    return weighted


def test_every_row_gets_a_weight_and_all_margins_are_met(run):
    code, out, _ = run(PEOPLE, PLAN)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert code == 0
    assert [row["row"] for row in rows] == [str(at) for at in range(2, 62)]
    weights = [float(row["weight"]) for row in rows]
    assert sum(weights) == pytest.approx(1000)
    assert sum(w for at, w in enumerate(weights) if at % 3) == pytest.approx(510)
    assert sum(w for at, w in enumerate(weights) if at % 4 > 1) == pytest.approx(290)


def test_what_the_weights_cost_is_told_in_words(run):
    _, _, told = run(PEOPLE, PLAN)
    assert "60 respondents stand for 1,000 persons." in told
    assert "Design effect 1." in told
    assert "Joined: child (0 respondents, 10 persons) with young." in told


def test_a_heavy_weight_is_pointed_out(run):
    people = "id,weight\n" + "".join(f"{at},{1 if at else 500}\n" for at in range(60))
    _, _, told = run(people, "weights: {column: weight}\n")
    assert "Above five times the median: 1 respondents, who stand for 89.4% of all." in told
    assert "Look at the largest weight" in told


@pytest.mark.parametrize(
    ("people", "plan", "words"),
    [
        (PEOPLE, PLAN.replace("m: 490", "m: 491"), "sex add up to 1001 persons, those of age to 1000"),
        (PEOPLE, PLAN.replace("  margins:", "  bounds: [0.9, 1.1]\n  margins:", 1), "Take bounds from 0."),
        (PEOPLE.replace("59,f,old", "59,x,old"), PLAN, "x has 1 respondents but no inhabitants"),
        (PEOPLE.replace("59,f,old", "59,,old"), PLAN, "Row 61, column sex: Nothing stands here"),
        (PEOPLE.replace("id,sex", "id,gender"), PLAN, "column sex: There is no such column"),
        (PEOPLE, "plan: empty\n", "says nothing of weights"),
    ],
)
def test_what_cannot_be_weighted_is_refused_with_the_reason(run, people, plan, words):
    code, out, told = run(people, plan)
    assert code == 2
    assert words in told
    assert not out.exists()
