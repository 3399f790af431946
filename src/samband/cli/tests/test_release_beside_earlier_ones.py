# SPDX-License-Identifier: EUPL-1.2
"""``samband estimate --released --earlier``: a release stays public; the next one tells nothing beside it."""

import csv
import shutil
from pathlib import Path

import pytest

from samband.cli.main import main

EXAMPLE = Path(__file__).parents[4] / "examples" / "resident_survey"
PLAN = """
unit: district
strata: [district]
population: {"1": 500, "2": 700, "3": 600}
groups: {male: {gender: [1]}, female: {gender: [2]}}
measures: [q1_01]
"""
HEADER = "id,district,gender,q1_01\n"
ROWS = [f"{i},{1 + i % 3},{1 + i // 3 % 2},{1 + i % 5}\n" for i in range(120)]
LATE = ["900,1,2,1\n", "901,1,2,1\n"]


@pytest.fixture
def run(tmp_path):
    def estimated(rows: list[str], *more: str, plan: str = PLAN) -> tuple[int, Path]:
        (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "answers.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        out = tmp_path / "results.csv"
        out.unlink(missing_ok=True)
        words = ["estimate", str(tmp_path / "answers.csv"), "--instrument", str(EXAMPLE / "instrument.yaml")]
        return main([*words, "--plan", str(tmp_path / "plan.yaml"), "--out", str(out), *more]), out

    return estimated


@pytest.fixture
def published(run, tmp_path):
    """The first release, with everybody who had answered then."""
    _, out = run(ROWS, "--released")
    return str(shutil.copy(out, tmp_path / "first.csv"))


def open_cells(file: Path) -> dict[tuple[str, str], str]:
    with file.open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["statistic"] == "mean"]
    return {(row["group"], row["unit"]): row["n"] for row in rows if row["status"] == "released"}


def test_two_late_answers_do_not_follow_from_two_releases(run, published, capsys):
    before = open_cells(Path(published))
    assert open_cells(run([*ROWS, *LATE], "--released")[1])["female", "1"] == str(
        int(before["female", "1"]) + 2
    )
    code, out = run([*ROWS, *LATE], "--released", "--earlier", published)
    assert code == 0
    after = open_cells(out)
    assert {"female", "all"} & {group for group, unit in before.keys() - after.keys() if unit == "1"}
    assert all(abs(int(n) - int(before[cell])) not in range(1, 5) for cell, n in after.items())
    assert "first.csv:" in capsys.readouterr().out


def test_the_same_answers_are_released_as_they_were(run, published):
    _, out = run(ROWS, "--released", "--earlier", published)
    assert out.read_text(encoding="utf-8") == Path(published).read_text(encoding="utf-8")


def test_every_earlier_release_is_heeded(run, published, tmp_path):
    second = shutil.copy(
        run([*ROWS, *LATE], "--released", "--earlier", published)[1], tmp_path / "second.csv"
    )
    three = [*ROWS, *LATE, *(f"{950 + i},1,2,{1 + i % 5}\n" for i in range(4))]
    _, out = run(three, "--released", "--earlier", published, "--earlier", str(second))
    assert ("female", "1") not in open_cells(out)  # six more than at first; but it was withheld in between


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "--earlier guards a release"),
        (("--released",), "which this plan does not make"),
    ],
)
def test_what_cannot_be_guarded_is_refused_and_no_file_is_written(run, published, capsys, more, words):
    smaller = PLAN.replace(", female: {gender: [2]}", "")
    code, out = run(ROWS, *more, "--earlier", published, plan=smaller)
    assert (code, out.exists()) == (2, False)
    assert words in capsys.readouterr().err


def test_results_for_the_analyst_are_no_release(run, tmp_path, capsys):
    inside = shutil.copy(run(ROWS)[1], tmp_path / "inside.csv")
    code, _ = run(ROWS, "--released", "--earlier", str(inside))
    assert code == 2
    assert "so this is no release" in capsys.readouterr().err
