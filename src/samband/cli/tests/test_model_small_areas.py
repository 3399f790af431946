# SPDX-License-Identifier: EUPL-1.2
"""``samband small-areas``: both estimates side by side, or plain words why not."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from samband import packs
from samband.cli.main import main
from samband.engines.tables import Estimate, EstimateTable, Status, write_csv

PACK = Path(packs.__file__).parent / "norway" / "population_by_sex_and_age.csv"
UNITS = [f"{1100 + at}" for at in range(40)]


def results(*, hide=()):
    chance = np.random.default_rng(4)
    rows = [Estimate("residents", "all", "trust", "mean", "", 1800, 3.2, 0.02, 3.16, 3.24, Status.ESTIMATED)]
    for at, unit in enumerate(UNITS):
        n = 15 + 3 * at
        value = 3 + 0.02 * (at - 20) + 0.2 * chance.normal() + chance.normal() / n**0.5
        row = Estimate("residents", unit, "trust", "mean", "", n, value, n**-0.5, 1.0, 5.0, Status.ESTIMATED)
        rows.append(row.withheld() if unit in hide else row)
    text = io.StringIO()
    write_csv(rows=EstimateTable(rows), to=text)
    return text.getvalue()


def areas():
    lines = [f"{unit},Place {at},{at - 20},{1000 + 50 * at}" for at, unit in enumerate(UNITS)]
    return "\n".join(["unit,name,age,persons", *lines, "1199,Nobody asked,3,800"]) + "\n"


@pytest.fixture
def run(tmp_path):
    def modelled(*more, results=results(), areas=areas()):  # noqa: B008  made anew from a seed
        files = tmp_path / "results.csv", tmp_path / "areas.csv"
        for file, text in zip(files, (results, areas), strict=True):
            file.write_text(text, encoding="utf-8")
        out = tmp_path / "out.csv"
        words = [
            "small-areas",
            str(files[0]),
            "--auxiliary",
            str(files[1]),
            "--out",
            str(out),
            "--below",
            "60",
        ]
        return main([*words, *more]), out

    return modelled


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["unit"]: row for row in csv.DictReader(file)}


def test_both_estimates_stand_side_by_side_and_modelled_ones_are_marked(run, capsys):
    code, out = run("--columns", "age")

    rows = rows_of(out)
    assert code == 0
    assert rows["1100"]["kind"] == "modelled"
    assert float(rows["1100"]["se"]) < float(rows["1100"]["direct_se"])
    assert rows["1100"]["direct"] != rows["1100"]["value"]
    assert 0 < float(rows["1100"]["weight_of_direct"]) < 1
    assert (rows["1139"]["kind"], rows["1139"]["value"]) == ("direct", rows["1139"]["direct"])
    assert (rows["1199"]["kind"], rows["1199"]["direct"], rows["1199"]["n"]) == ("synthetic", "", "")
    told = capsys.readouterr().out
    assert "1 of 1 figures modelled where fewer than 60 answered" in told
    assert "15 areas modelled; 1 without answers of their own" in told
    assert "marked, beside the direct one" in told


def test_a_withheld_figure_gets_what_areas_alike_answered(run):
    code, out = run("--columns", "age", results=results(hide=("1105",)))

    assert code == 0
    assert rows_of(out)["1105"]["kind"] == "synthetic"


def test_benchmarked_areas_keep_the_total(run):
    code, out = run("--columns", "age,log(persons)", "--population", "persons", "--benchmark", "ratio")

    rows = [row for row in rows_of(out).values() if row["n"]]
    weights = [1000 + 50 * UNITS.index(row["unit"]) for row in rows]
    pairs = [(float(row["value"]), float(row["direct"])) for row in rows]
    modelled, direct = np.average(pairs, axis=0, weights=weights)
    assert code == 0
    assert modelled == pytest.approx(direct)


def test_the_country_pack_tells_what_is_known_of_every_area(tmp_path, capsys):
    codes = [line.split(",")[0] for line in PACK.read_text().splitlines() if ",2025,female," in line][:40]
    text = results()
    for old, new in zip(UNITS, codes, strict=True):
        text = text.replace(f",{old},", f",#{new},")
    file, out = tmp_path / "results.csv", tmp_path / "out.csv"
    file.write_text(text.replace("#", ""), encoding="utf-8")
    words = ["small-areas", str(file), "--country", "norway", "--out", str(out), "--below", "60"]

    assert main([*words, "--columns", "log(adults),share_old"]) == 0
    assert len(rows_of(out)) == 357
    assert rows_of(out)[codes[0]]["kind"] == "modelled"
    assert main([*words, "--year", "1999"]) == 2
    assert "norway has no population by age of 1999. It has: 2021, 2025." in capsys.readouterr().err


def test_the_bootstrap_repeats_itself_with_the_same_seed(run):
    first = run("--columns", "age", "--bootstrap", "50", "--seed", "3")[1].read_text()
    assert run("--columns", "age", "--bootstrap", "50", "--seed", "3")[1].read_text() == first
    assert run("--columns", "age", "--bootstrap", "50", "--seed", "4")[1].read_text() != first


@pytest.mark.parametrize(
    ("more", "files", "words"),
    [
        (("--columns", "wealth"), {}, "There is no column “wealth”. There are: age, persons."),
        (("--columns", "log(age)"), {}, "age of unit 1100 has no logarithm"),
        (("--group", "councillors"), {}, "has no group “councillors”. It has: residents."),
        ((), {"areas": areas().replace("unit,", "code,")}, "there is no unit"),
        ((), {"areas": areas().replace(",3,800", ",many,800")}, "Row 42, column age: “many” is not a number"),
        ((), {"areas": areas().replace("1199,", "1101,")}, "the unit “1101” stands twice"),
        ((), {"areas": "unit,age\n301,1\n"}, "with their zeros"),
        ((), {"results": "unit,value\n1,2\n"}, "Line 1: the columns must be"),
    ],
)
def test_a_fault_is_told_in_words_and_nothing_is_written(run, capsys, more, files, words):
    code, out = run(*more, **files)

    assert code == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_what_cannot_be_modelled_stays_direct_and_the_reason_is_told(run, capsys):
    code, out = run("--columns", ",".join(["age", "log(persons)"] * 13))

    assert code == 1
    assert "not modelled, too few areas" in capsys.readouterr().out
    assert {row["kind"] for row in rows_of(out).values()} == {"direct"}


def test_a_senseless_number_is_refused(run, capsys):
    with pytest.raises(SystemExit):
        run("--below", "few")

    assert "no number of answers" in capsys.readouterr().err


def test_the_command_never_loads_django():
    asked = "import sys; from samband.cli import small_areas; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
