# SPDX-License-Identifier: EUPL-1.2
"""``samband recode`` carries a file of figures to the units of one day. All figures are made up."""

import csv

import pytest

from samband.cli.main import main


@pytest.fixture
def recode(tmp_path):
    """Rows of the result by (code, year), and the exit code."""

    def call(text, *words, quantity="total", to="2024-01-01"):
        source, out = tmp_path / "series.csv", tmp_path / "result.csv"
        source.write_text(text, encoding="utf-8")
        code = main(["recode", str(source), "--quantity", quantity, "--to", to, "--out", str(out), *words])
        if not out.exists():
            return code, {}
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";" if ";" in text else ","))
        return code, {(row["code"], row.get("year") or row["date"]): row for row in rows}

    return call


def test_a_merger_is_summed_and_every_flag_is_there(recode, capsys):
    code, rows = recode("code,year,value\n0709,2017,12.5\n0728,2017,3\n0712,2018,16\n3909,2024,17\n")
    assert code == 0
    assert rows["3909", "2017"] == {
        "code": "3909", "name": "Larvik", "year": "2017", "value": "15.5", "status": "combined",
        "changes": "renumbered merged", "break_before": "", "made_of": "0709 0728", "share_estimated": "0",
        "basis": "", "weights_from": "", "reason": "",
    }  # fmt: skip
    assert rows["3909", "2018"]["break_before"] == "2018-01-01"
    assert (rows["3909", "2018"]["status"], rows["3909", "2024"]["break_before"]) == ("same", "")
    assert "1 put together of whole units" in capsys.readouterr().out


def test_a_division_stays_empty_with_the_reason(recode):
    _, rows = recode("code,year,value\n1507,2023,6600\n")
    assert (rows["1580", "2023"]["value"], rows["1580", "2023"]["status"]) == ("", "not convertible")
    assert rows["1580", "2023"]["reason"].startswith("1507 was divided on 2024-01-01 among 1508, 1580")


def test_asked_for_by_population_it_is_divided_and_marked(recode):
    _, rows = recode("code,year,value\n1507,2023,6600\n", "--by", "population", quantity="count")
    haram, alesund = rows["1580", "2023"], rows["1508", "2023"]
    assert int(haram["value"]) + int(alesund["value"]) == 6600
    assert (haram["status"], haram["basis"], haram["share_estimated"]) == ("estimated", "population", "1")
    assert haram["weights_from"] == "inhabitants, 2024"


def test_a_rate_is_computed_anew(recode):
    text = "code,year,numerator,denominator\n0709,2017,30,300\n0728,2017,1,100\n"
    _, rows = recode(text, quantity="rate")
    assert (rows["3909", "2017"]["value"], rows["3909", "2017"]["denominator"]) == ("0.0775", "400")


@pytest.mark.parametrize("base", ["n", "denominator"])
def test_a_mean_is_weighted_by_its_base(recode, base):
    _, rows = recode(f"code,year,value,{base}\n0709,2017,3,300\n0728,2017,2,100\n", quantity="mean")
    assert (rows["3909", "2017"]["value"], rows["3909", "2017"][base]) == ("2.75", "400")


def test_further_columns_name_the_series_and_a_spreadsheet_of_this_country_is_read(recode):
    text = "sector;code;year;value\nschool;0219;2019;1,5\ncare;0219;2019;\nschool;3024;2020;2\n"
    _, rows = recode(text)
    assert rows["3201", "2019"]["value"] == "1,5"
    assert {row["sector"] for row in rows.values()} == {"school"}


def test_figures_that_are_all_on_old_borders_are_taken_so(recode):
    _, rows = recode("code,year,value\n3024,2015,120\n", "--borders-of", "2020-01-01")
    assert rows["3201", "2015"]["value"] == "120"


def test_days_are_taken_as_they_are(recode):
    _, rows = recode("code,date,value\n0219,2019-12-31,5\n3024,2020-01-01,6\n")
    assert [rows["3201", day]["value"] for day in ("2019-12-31", "2020-01-01")] == ["5", "6"]


def test_every_fault_is_told_with_its_row_and_nothing_is_written(recode, capsys):
    text = (
        "code,year,value\n301,2020,5\n3024,2019,4\n0301,20,4\n0301,2020,x\n0301,2020,7\n0301,2020,7\n"
        "0301,2020\nABC,2020,1\n"
    )
    code, rows = recode(text)
    printed = capsys.readouterr().err
    assert (code, rows) == (2, {})
    assert [line.split("series.csv: ")[1] for line in printed.splitlines()] == [
        "row 2, column code: “301” is no code of 2020-01-01. "
        "Write 0301: a spreadsheet may have dropped the zero.",
        "row 3, column code: 3024 is not in force on 2019-01-01, but from 2020-01-01 to 2023-12-31. "
        "Correct the code or the time.",
        "row 4, column year: “20” is not a year as 2024.",
        "row 5, column value: “x” is no number. "
        "Write 1234.5 with a decimal point and no spaces, or nothing if it is missing.",
        "row 7, column code: 0301 has its figure for 2020 in row 6 already. Keep one.",
        "row 8: 2 fields stand where the header has 3.",
        "row 9, column code: “ABC” is no code of 2020-01-01.",
    ]


@pytest.mark.parametrize(
    ("text", "quantity", "why"),
    [
        ("", "total", "there is no column code"),
        ("code,year,value\n", "total", "there are no figures below the header"),
        ("code,year,date,value\n", "total", "there must be one column of time"),
        ("code,year,value\n", "rate", "a ratio needs the columns numerator and denominator"),
        ("code,year,value\n", "mean", "needs the columns value and n or value and denominator"),
        ("code,year,value,value\n", "total", "a column stands twice"),
        ("code,year,value\n0301,2020,1.5\n", "count", "1.5 is no count"),
        ("code,year,value,n\n0301,2020,1.5,-1\n", "mean", "-1 is below zero"),
        ('code,year,value\n0301,2020,"1\n', "total", "Save the file as CSV again"),
    ],
)
def test_a_file_of_another_form_is_refused(recode, capsys, text, quantity, why):
    code, rows = recode(text, quantity=quantity)
    assert (code, rows) == (2, {})
    assert why in capsys.readouterr().err


def test_a_file_in_another_alphabet_is_refused(tmp_path, capsys):
    source = tmp_path / "series.csv"
    source.write_bytes("code,year,value,navn\n0301,2020,1,Bærum\n".encode("latin-1"))
    words = ["--quantity", "total", "--to", "2024-01-01", "--out", str(tmp_path / "out.csv")]
    assert main(["recode", str(source), *words]) == 2
    assert "is no UTF-8. Save the file as CSV UTF-8." in capsys.readouterr().err


def test_a_day_before_the_register_is_refused(recode, capsys):
    code, _ = recode("code,year,value\n0301,2020,1\n", to="1990-01-01")
    assert code == 2
    assert "The register knows no unit on 1990-01-01." in capsys.readouterr().err
