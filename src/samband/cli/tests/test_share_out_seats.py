# SPDX-License-Identifier: EUPL-1.2
"""``samband seats``: the seats, and the table that proves them."""

import csv

import pytest

from samband.cli.main import main

DANISH = "name,votes\nA,3240\nV,2310\nC,880\nO,875\nØ,600\nF,570\nB,460\n"


@pytest.fixture
def votes(tmp_path):
    def write(text):
        file = tmp_path / "votes.csv"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def seats_of(printed):
    lines = [line.split() for line in printed.splitlines()]
    return {line[0]: int(line[2]) for line in lines if len(line) > 2 and line[2].isdecimal()}


def test_the_seats_are_printed_and_the_proof_written(votes, capsys, tmp_path):
    proof = tmp_path / "proof.csv"
    words = ["seats", votes(DANISH), "--seats", "17", "--method", "dhondt", "--proof", str(proof)]

    assert main(words) == 0
    assert seats_of(capsys.readouterr().out) == {
        "A": 7, "V": 5, "C": 1, "O": 1, "Ø": 1, "F": 1, "B": 1, "Sum": 17,
    }  # fmt: skip
    rows = list(csv.DictReader(proof.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[6] == {"name": "A", "number": "7", "divisor": "7", "quotient": "3240/7", "seat": "15"}
    assert sum(row["seat"] == "" for row in rows) == 7


def test_held_seats_count_and_are_told(votes, capsys):
    text = "name,votes,held\na,60,1\nb,40,2\n"

    assert main(["seats", votes(text), "--seats", "10"]) == 0
    printed = capsys.readouterr().out
    assert "(held 2)" in printed
    assert seats_of(printed)["Sum"] == 10


def test_largest_remainders_write_their_shares(votes, tmp_path, capsys):
    proof = tmp_path / "proof.csv"
    words = ["--seats", "10", "--method", "largest_remainder", "--proof", str(proof)]

    assert main(["seats", votes("name,votes\na,6\nb,6\nc,2\n"), *words]) == 0
    assert "30/7" in proof.read_text()


def test_a_tie_is_refused_until_somebody_says_how_it_is_decided(votes, capsys):
    file = votes("name,votes\na,10\nb,10\n")

    assert main(["seats", file, "--seats", "1"]) == 2
    assert "Declare how a tie is decided" in capsys.readouterr().err
    assert main(["seats", file, "--seats", "1", "--ties", "most_votes", "lot", "--seed", "noon"]) == 0
    assert "decided by lot" in capsys.readouterr().out


def test_all_faults_of_the_file_are_named(votes, capsys):
    assert main(["seats", votes("name,votes\na,ten\na,5\n,1\n"), "--seats", "3"]) == 2
    told = capsys.readouterr().err
    assert "line 2, column votes: “ten”" in told
    assert "line 3: “a” stands twice" in told
    assert "line 4: the name is missing" in told


def test_other_columns_are_refused(votes, capsys):
    assert main(["seats", votes("party,votes\na,1\n"), "--seats", "3"]) == 2
    assert "Write name and votes" in capsys.readouterr().err


def test_a_spreadsheets_semicolons_are_read_and_a_formula_is_made_harmless(votes, tmp_path, capsys):
    proof = tmp_path / "proof.csv"
    words = ["--seats", "3", "--proof", str(proof)]

    assert main(["seats", votes("name;votes;limit\n=1+1;60;1\nb;40;\n"), *words]) == 0
    rows = list(csv.DictReader(proof.read_text(encoding="utf-8-sig").splitlines()))
    assert not any(row["name"].startswith("=") for row in rows)
    assert [row["seat"] for row in rows] == ["1", "limit", "2", "3", ""]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no rows"),
        ("name,votes\nH\u00f8yre,5\n".encode("latin-1"), "Windows-1252"),
        (b"name,votes\na,5\x00\n", "votes.csv"),
        (b'name,votes\n"a,5\n', "votes.csv"),
        (b"name,votes\na\n", "is not a whole number"),
        (b"name,votes\na,5,7\n", "line 2: there are 3 fields"),
    ],
    ids=["empty", "another encoding", "zero byte", "open quotation mark", "a short line", "a long line"],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(tmp_path, capsys, content, words):
    file = tmp_path / "votes.csv"
    file.write_bytes(content)

    assert main(["seats", str(file), "--seats", "3"]) == 2
    assert words in capsys.readouterr().err
