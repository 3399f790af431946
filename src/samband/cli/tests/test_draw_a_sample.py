# SPDX-License-Identifier: EUPL-1.2
"""``samband sample``: sizes for every member, a sample with its weights, rates from dispositions."""

import csv
import json
from random import Random

import pytest

from samband.cli.main import main

MEMBERS = "code,name,adults\n1151,Utsira,152\n0301,Oslo,551064\n"
HEADER = "id;kommunenr;kjønn;telefon"
PEOPLE = [f"p{n:02};{'0301' if n % 3 else '1151'};{'km'[n % 2]};9000{n:04}" for n in range(30)]


@pytest.fixture
def file(tmp_path):
    def write(text, name="file.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def frame(file):
    return file("\n".join([HEADER, *PEOPLE]), "frame.csv")


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_small_member_becomes_a_census_and_is_told_what_it_gives(file, capsys):
    assert main(["sample", "size", file(MEMBERS), "--margin", "5", "--response", "40"]) == 0

    utsira, oslo, total = capsys.readouterr().out.splitlines()[1:]
    assert utsira.split() == [
        "1151", "152", "110", "152", "60", "±9.9", "Utsira,", "census,", "margin", "not", "reached"
    ]  # fmt: skip
    assert oslo.split() == ["0301", "551,064", "384", "960", "384", "±5.0", "Oslo"]
    assert total == "2 members, 1,112 to ask."


def test_the_margin_of_given_answers_is_written(file, tmp_path):
    out = tmp_path / "sizes.csv"

    assert main(["sample", "size", file(MEMBERS), "--answers", "300", "--out", str(out)]) == 0
    assert [(row["answers"], row["margin"], row["remark"]) for row in rows_of(out)] == [
        ("152", "0.0", "census"), ("300", "5.7", "")
    ]  # fmt: skip


def test_a_council_needs_no_file(capsys):
    assert main(["sample", "size", "--population", "31", "--answers", "28"]) == 0
    assert "±5.9" in capsys.readouterr().out


def test_every_fault_of_the_members_is_told(file, capsys):
    assert main(["sample", "size", file("code,adults\n1151,many\n1151,5\n,7\n"), "--margin", "5"]) == 2

    told = capsys.readouterr().err
    assert "row 2, column adults: “many” is not a whole number" in told
    assert "row 3, column code: “1151” stands twice" in told
    assert "row 4, column code: the code is missing" in told


def test_a_sample_is_written_with_what_each_person_stands_for(frame, tmp_path, capsys):
    out, record = tmp_path / "sample.csv", tmp_path / "draw.json"
    words = ["--by", "sex", "--per-member", "6", "--batches", "2", "--record", str(record)]

    assert main(["sample", "draw", frame, "--seed", "7", "--out", str(out), *words]) == 0
    rows = rows_of(out)
    kept = json.loads(record.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out

    assert len(rows) == 12
    assert list(rows[0]) == ["key", "unit", "sex", "phone", "probability", "weight", "batch"]
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(30)
    assert {row["probability"] for row in rows if row["unit"] == "1151"} == {"0.6"}
    assert "1151 / k         3 of          5   60.0%" in printed
    assert f"Seed 7. Frame {kept['frame']}. Draw {kept['draw']}." in printed


def test_the_order_of_the_file_changes_nothing(frame, file, tmp_path):
    turned = PEOPLE.copy()
    Random(1).shuffle(turned)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"

    for source, out in ((frame, one), (file("\n".join([HEADER, *turned])), other)):
        assert main(["sample", "draw", source, "--seed", "7", "--out", str(out), "--size", "9"]) == 0
    assert one.read_bytes() == other.read_bytes()


def test_the_margin_decides_in_each_member(frame, tmp_path):
    out = tmp_path / "sample.csv"
    words = ["--margin", "20", "--response", "50", "--method", "systematic", "--order-by", "sex"]

    assert main(["sample", "draw", frame, "--seed", "7", "--out", str(out), *words]) == 0
    by_unit = [row["unit"] for row in rows_of(out)]
    assert (by_unit.count("1151"), by_unit.count("0301")) == (10, 20)


def test_faults_stop_the_draw_unless_one_says_otherwise(file, tmp_path, capsys):
    source, out = file("\n".join([HEADER, *PEOPLE, ";0301;k;", "x;0301;k;90000001"])), tmp_path / "sample.csv"
    words = ["sample", "draw", source, "--seed", "7", "--out", str(out), "--size", "9"]

    assert main(words) == 1
    assert "Row 32, column id: nothing stands here." in (told := capsys.readouterr().err)
    assert "Perhaps one person: rows 3, 33 have the same telefon." in told
    assert not out.exists()
    assert main([*words, "--leave-out-faulty"]) == 0
    assert "9 of 31 are drawn. Rows left out: 1." in capsys.readouterr().out


def test_an_old_encoding_can_be_named(tmp_path, capsys):
    source, out = tmp_path / "frame.csv", tmp_path / "sample.csv"
    source.write_bytes("\n".join([HEADER, *PEOPLE]).encode("cp1252"))
    words = ["sample", "draw", str(source), "--seed", "7", "--out", str(out), "--size", "3"]

    assert main(words) == 2
    assert "it looks like Windows-1252" in capsys.readouterr().err
    assert main([*words, "--encoding", "cp1252"]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--size", "31"], "31 cannot be drawn from 30 people"),
        (["--size", "3", "--by", "party"], "no column is recognised as party. It has: id, kommunenr"),
        (["--size", "3", "--method", "pareto"], "needs a measure of size"),
        (
            ["--per-member", "3", "--by", "sex", "--permanent", "1", "--start", "2"],
            "a start from 0 to below 1",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(frame, tmp_path, capsys, words, told):
    out = tmp_path / "sample.csv"

    assert main(["sample", "draw", frame, "--seed", "7", "--out", str(out), *words]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_rates_of_attempts_by_member(file, tmp_path, capsys):
    out = tmp_path / "rates.csv"
    attempts = file(
        "key,disposition,unit\n1,3.13,0301\n1,1.1,0301\n2,2.112,1151\n2,3.13,1151\n3,3.13,1151\n4,4.31,0301\n"
    )

    assert main(["sample", "rates", attempts, "--history", "--by", "unit", "--out", str(out)]) == 0
    assert "RR3      37.5%" in capsys.readouterr().out
    assert [(row["group"], row["RR1"], row["NE"]) for row in rows_of(out)] == [
        ("(all)", str(1 / 3), "1.0"), ("0301", "1.0", "1.0"), ("1151", "0.0", "0")
    ]  # fmt: skip


def test_rates_of_counts_with_a_given_eligibility(file, capsys):
    counts = file("disposition,count\nI,10\nR,5\nUH,10\n")

    assert main(["sample", "rates", counts, "--e", "50"]) == 0
    assert "RR3      50.0%" in capsys.readouterr().out


def test_wrong_dispositions_are_told_by_row(file, capsys):
    assert main(["sample", "rates", file("disposition,count\nI,10\nyes,5\nR,many\n")]) == 2

    told = capsys.readouterr().err
    assert "row 3, column disposition: “yes” is no disposition" in told
    assert "row 4, column count: “many” is not a number" in told
