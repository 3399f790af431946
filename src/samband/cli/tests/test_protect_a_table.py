# SPDX-License-Identifier: EUPL-1.2
"""``samband protect``: as somebody at a prompt meets it."""

import csv

import pytest

from samband.cli.main import main

TABLE = """age,geo,count
young,Spain,5
young,Iceland,2
young,Portugal,0
old,Spain,6
old,Iceland,3
old,Portugal,4
"""
DIVISIONS = """dimension,total,part,division
geo,all,EU,
geo,all,nonEU,
geo,EU,Spain,
geo,EU,Portugal,
geo,nonEU,Iceland,
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    return tmp_path


def protected(folder, *options, table="table.csv", out="out.csv"):
    code = main(["protect", str(folder / table), "--out", str(folder / out), *map(str, options)])
    assert code == 0
    with (folder / out).open(encoding="utf-8") as file:
        return {tuple(row.values())[:-2]: (row["count"], row["status"]) for row in csv.DictReader(file)}


def test_small_cells_and_what_would_give_them_away_are_withheld(folder, capsys):
    rows = protected(folder, "--minimum", 4)
    assert rows["all", "all"] == ("20", "released")
    assert rows["young", "Iceland"] == ("", "withheld")
    assert rows["old", "Iceland"] == ("", "withheld")
    assert len(rows) == 12
    told = capsys.readouterr().out
    assert "12 cells, 2 unsafe, 2 withheld to protect them, by the method exact." in told
    assert "No choice withholds fewer." in told


def test_the_audit_says_why_and_between_which_numbers_a_reader_is_left(folder):
    protected(folder, "--minimum", 4, "--audit", folder / "audit.csv")
    with (folder / "audit.csv").open(encoding="utf-8") as file:
        rows = {(row["age"], row["geo"]): row for row in csv.DictReader(file)}
    small = rows["young", "Iceland"]
    assert (small["value"], small["why"]) == ("2", "minimum_respondents")
    assert float(small["lowest"]) <= 1
    assert float(small["highest"]) >= 3
    assert {row["why"] for row in rows.values()} == {"minimum_respondents", "secondary"}


def test_subtotals_come_from_a_file_of_divisions(folder):
    rows = protected(folder, "--minimum", 4, "--divisions", folder / "divisions.csv")
    assert len(rows) == 18
    assert rows["young", "nonEU"][1] == "withheld"


def test_counts_are_rounded_instead_when_asked(folder, capsys):
    rows = protected(folder, "--round", 3)
    assert {int(count) for count, _ in rows.values()} & {1, 2} == set()
    assert {status for _, status in rows.values()} == {"released"}
    assert "rounded to 0 or 3" in capsys.readouterr().out


def test_a_later_table_does_not_tell_who_came_late(folder):
    protected(folder, "--minimum", 4, out="then.csv")
    (folder / "now.csv").write_text(TABLE.replace("old,Spain,6", "old,Spain,8"), encoding="utf-8")
    earlier = ("--earlier", folder / "table.csv", folder / "then.csv")
    alone = protected(folder, "--minimum", 4, table="now.csv")
    assert alone["all", "all"] == ("22", "released")
    together = protected(folder, "--minimum", 4, *earlier, table="now.csv")
    assert together["all", "all"] == ("", "withheld")
    assert set(together) == set(alone)


def test_dominance_is_judged_in_sums(folder, capsys):
    (folder / "table.csv").write_text(
        "unit,value,respondents,largest,second\nA,100,9,95,2\nB,80,9,20,10\nC,70,9,20,10\n", encoding="utf-8"
    )
    code = main(
        ["protect", str(folder / "table.csv"), "--out", str(folder / "out.csv"), "--dominance", "1:75"]
    )
    assert code == 0
    assert "1 unsafe, 1 withheld" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,number\nA,1\n", "there must be one column “count”"),
        ("count\n1\n", "there is no column of codes"),
        ("unit,value\nA,1\n", "sums need a column “respondents”"),
        ("unit,count\nA,many\nB,-1\n", "row 2, column count: 'many' is no number"),
        ("unit,count\nA,1\nA,2\n", "row 3, A stands in the table twice"),
        ("unit,count\nA,1\n,2\n", "row 3, column unit: a code is missing"),
        ("unit,count\nA,1\nB,2\nall,4\n", "all is 4 in the table, but its parts add up to 3"),
        ("unit,count,status\nA,,withheld\n", "cells are withheld already"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(folder, capsys, text, words):
    (folder / "table.csv").write_text(text, encoding="utf-8")
    assert main(["protect", str(folder / "table.csv"), "--out", str(folder / "out.csv")]) == 2
    assert words in capsys.readouterr().err
    assert not (folder / "out.csv").exists()


def test_a_cell_that_nothing_can_hide_is_said_so(folder, capsys):
    (folder / "table.csv").write_text("unit,count\nA,3\n", encoding="utf-8")
    (folder / "then.csv").write_text("unit,count,status\nA,,withheld\nall,3,released\n", encoding="utf-8")
    earlier = ["--earlier", str(folder / "table.csv"), str(folder / "then.csv")]
    code = main(["protect", str(folder / "table.csv"), "--out", str(folder / "out.csv"), *earlier])
    assert code == 2
    assert "cannot be protected" in capsys.readouterr().err


def test_a_strange_dominance_rule_is_refused(folder, capsys):
    with pytest.raises(SystemExit):
        main(["protect", str(folder / "table.csv"), "--out", str(folder / "o.csv"), "--dominance", "most"])
    assert "is no dominance rule" in capsys.readouterr().err
