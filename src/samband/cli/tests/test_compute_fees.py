# SPDX-License-Identifier: EUPL-1.2
"""``samband fees``: fees, an explanation, a comparison or a check; or a plain error and no file."""

import csv
from pathlib import Path

import pytest

from samband.cli.main import main

FILES = Path(__file__).parents[2] / "tools" / "membership" / "parameters" / "fees"
KS, FORUM = FILES / "ks_2020.yaml", FILES / "property_tax_forum_2023.yaml"
MEMBERS = "code,name,kind,population_2019\n0301,Oslo,municipality,697549\n1151,=Utsira,municipality,192\n"


@pytest.fixture
def run(tmp_path: Path):
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS, encoding="utf-8")

    def fees(rules: Path, *more: str | Path) -> int:
        return main(["fees", str(rules), "--members", str(members), *map(str, more)])

    return fees


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_fees_are_written_to_a_file_that_no_spreadsheet_runs(run, tmp_path, capsys):
    assert run(KS, "-o", tmp_path / "fees.csv") == 0
    oslo, utsira = rows_of(tmp_path / "fees.csv")

    assert oslo == {
        "code": "0301",
        "name": "Oslo",
        "tariff": "municipality",
        "ordinary": "16398104.00",
        "research": "4199245.00",
        "total": "20597349.00",
        "currency": "NOK",
    }
    assert utsira["name"] == "'=Utsira"
    assert "2 members, NOK 20,713,588.00" in capsys.readouterr().out


def test_fees_are_printed_without_a_file(run, capsys):
    assert run(KS) == 0
    assert "0301       20,597,349.00  Oslo" in capsys.readouterr().out


def test_a_fee_is_explained_with_the_answer_chosen(run, capsys):
    assert run(KS, "--explain", "0301", "--choose", "oslo_county_research=yes") == 0
    out = capsys.readouterr().out

    assert "Oslo (0301), 2020: NOK 23,666,565.00" in out
    assert "Rule: ks_2020/municipality/county_research." in out


def test_two_models_are_compared(run, tmp_path, capsys):
    other = tmp_path / "slab.yaml"
    text = KS.read_text(encoding="utf-8")
    bands = "- bands: [{from: 0, rate: 40}, {from: 100000, rate: 20}]\n            reading: slab"
    other.write_text(
        text.replace("- per_head: 36.15", bands, 1).replace("never_lower: true", ""), encoding="utf-8"
    )

    assert run(KS, "--against", other, "-o", tmp_path / "change.csv") == 0
    out = capsys.readouterr().out
    assert "1 members pay less, 1 more, 0 the same." in out
    assert "Cliff in ks_2020: With 99,999 (population)" in out
    assert "jumps" not in out
    assert [row["change"] for row in rows_of(tmp_path / "change.csv")] == ["-2338982.00", "739.00"]


def test_a_check_lists_warnings_and_needs_no_members(capsys):
    assert main(["fees", str(FORUM), "--check"]) == 0
    out = capsys.readouterr().out

    assert "is in order" in out
    assert "rises by 5 jumps" in out


def test_a_check_lists_faults(tmp_path, capsys):
    path = tmp_path / "rules.yaml"
    path.write_text(
        KS.read_text(encoding="utf-8").replace("currency: NOK", "currency: kroner"), encoding="utf-8"
    )

    assert main(["fees", str(path), "--check"]) == 1
    assert "rules.yaml:7: currency “kroner” has the wrong form" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--year", "2021"], "hold from 2020 to 2020, not for 2021"),
        (["--explain", "9999"], "No member 9999 has a fee in 2020"),
        (["--choose", "bands=slab"], "have no choice “bands”"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(run, capsys, more, words):
    assert run(KS, *more) == 2
    error = capsys.readouterr().err

    assert words in error
    assert len(error.splitlines()) == 1


def test_a_choice_without_an_answer_is_refused(run, capsys):
    with pytest.raises(SystemExit):
        run(KS, "--choose", "bands")
    assert "Write it as bands=marginal" in capsys.readouterr().err


def test_members_are_needed(capsys):
    assert main(["fees", str(KS)]) == 2
    assert "Name a file of members" in capsys.readouterr().err


def test_nothing_is_written_when_a_member_cannot_be_assessed(run, tmp_path, capsys):
    assert run(FORUM, "-o", tmp_path / "fees.csv") == 2
    assert "Oslo (0301): population of 2022 is missing." in capsys.readouterr().err
    assert not (tmp_path / "fees.csv").exists()
