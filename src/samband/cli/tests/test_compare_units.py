# SPDX-License-Identifier: EUPL-1.2
"""``samband compare``: marks, places and neighbours of units, or plain words why not."""

import csv
import io
import subprocess
import sys

import pytest

from samband.cli.main import main
from samband.engines.tables import Estimate, EstimateTable, Status, write_csv

VALUES = {"0301": 2.80, "1103": 2.82, "1151": 3.60, "4601": 2.78, "4643": 2.81, "5001": 2.79}


def row(unit, value, group="residents", se=0.05):
    lower, upper = value - 2 * se, value + 2 * se
    return Estimate(group, unit, "trust", "mean", "", 90, value, se, lower, upper, Status.RELEASED)


def results(*more, values=VALUES):
    rows = [row(unit, value) for unit, value in values.items()]
    text = io.StringIO()
    write_csv(rows=EstimateTable([*rows, row("all", 2.9), row("size:small", 2.9), *more]), to=text)
    return text.getvalue()


TRAITS = (
    "unit,adults,share_old\n0301,500000,0.12\n1103,100000,0.15\n1151,160,0.2\n"
    "4601,200000,0.15\n4643,4000,0.22\n5001,150000,0.14\n"
)


@pytest.fixture
def run(tmp_path):
    def compared(*more, text=results(), traits=TRAITS):  # noqa: B008  made anew
        (tmp_path / "results.csv").write_text(text, encoding="utf-8")
        (tmp_path / "traits.csv").write_text(traits, encoding="utf-8")
        words = [str(tmp_path / word) if word == "traits.csv" else word for word in more]
        return main(["compare", str(tmp_path / "results.csv"), "--measure", "trust", *words])

    return compared


def test_units_stand_by_code_with_places_and_marks(run, capsys):
    assert run("--unit", "0301") == 0
    told = capsys.readouterr().out
    lines = [line.strip() for line in told.splitlines() if line.startswith("  ")]
    assert [line[:4] for line in lines] == sorted(VALUES)
    assert "1151: 3.6 (3.5 to 3.7), place 1 of 6, beyond the usual spread" in told
    assert "certainly differs" in lines[2]
    assert "0301 cannot be told apart from 4 of 5 other units." in told
    assert "seed 1" in told


def test_the_most_alike_are_named_with_what_makes_the_distance(run, capsys):
    assert run("--unit", "5001", "--traits", "traits.csv", "--by", "log(adults),share_old") == 0
    alike = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Like")]
    assert alike[0].startswith("Like 5001: 4601, distance 0.")
    assert "share_old" in alike[0]
    assert alike[-1].startswith("Like 5001: 1151, distance 1.000")


def test_the_table_goes_to_a_file(run, tmp_path):
    assert run("--unit", "0301", "--out", str(tmp_path / "out.csv")) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {line["unit"]: line for line in csv.DictReader(file)}
    assert rows["1151"]["first_place"] == rows["1151"]["last_place"] == "1"
    assert (rows["1151"]["apart"], rows["4643"]["apart"], rows["0301"]["apart"]) == ("1", "0", "")


@pytest.mark.parametrize(
    ("more", "given", "words"),
    [
        (("--measure", "joy"), {}, "has no measure “joy”. It has: trust."),
        (("--group", "x"), {}, "“trust” has no group “x”. It has: residents."),
        ((), {"text": results(row("0301", 3, "councillors"))}, "several groups: name one with --group"),
        (("--share", "3-4"), {}, "There is no such share. Shares of it: none."),
        (("--unit", "301"), {}, "“301” has no figure here"),
        (("--traits", "traits.csv"), {}, "Name it with --unit."),
        (("--unit", "0301", "--traits", "traits.csv", "--by", "x"), {}, "There is no column “x”."),
        (
            ("--unit", "0301", "--traits", "traits.csv"),
            {"traits": "unit,a\n1103,1\n4601,2\n"},
            "not known: a.",
        ),
        ((), {"text": results(values={"1": 2, "2": 3})}, "At least 5 units"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(run, capsys, more, given, words):
    assert run(*more, **given) == 2
    assert words in capsys.readouterr().err


def test_it_never_loads_django():
    code = "import sys, samband.cli.compare; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
