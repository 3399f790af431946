# SPDX-License-Identifier: EUPL-1.2
"""``samband units`` tells what a number was, what happened, and what it is now."""

import json

import pytest

from samband.cli.main import main


@pytest.fixture
def told(capsys):
    def tell(*words):
        assert main(["units", *words]) == 0
        return capsys.readouterr().out

    return tell


def test_a_number_that_was_not_in_force_says_when_it_was_and_what_it_is_now(told):
    assert told("3024", "--on", "2019-01-01", "--as-of", "2024-01-01").splitlines() == [
        "3024 is not in force on 2019-01-01. "
        "It is the code of Bærum (municipality), from 2020-01-01 to 2023-12-31.",
        "On 2019-01-01 this was 0219 Bærum; on 2024-01-01 it is 3201 Bærum.",
        "",
        "What it came from:",
        "  3024 Bærum",
        "  └─ 2020-01-01 renumbered: 0219 Bærum",
        "",
        "What became of it:",
        "  3024 Bærum",
        "  └─ 2024-01-01 renumbered: 3201 Bærum",
        "",
        "Figures of 2019-01-01, carried to 2024-01-01:",
        "  3201 Bærum: the same as 0219. Every kind of figure can be carried over.",
    ]


def test_a_merger_names_the_others_and_what_may_be_added(told):
    text = told("0728", "--on", "2017-06-01", "--as-of", "2024-01-01")
    assert "└─ 2018-01-01 merged: 0712 Larvik, with 0709 Larvik" in text
    assert "3909 Larvik: the sum of 0709, 0728. Totals add up, rates are computed anew;" in text


def test_a_division_is_not_convertible_and_says_why_and_what_could_be_done(told):
    text = told("1507", "--on", "2023-01-01", "--as-of", "2024-01-01")
    assert "it is 1508 Ålesund and 1580 Haram." in text
    assert "├─ 2024-01-01 split: a part to 1508 Ålesund" in text
    assert "Not convertible. 1507 was divided on 2024-01-01 among 1508, 1580;" in text
    assert "Could be estimated by population: 13.8% of 1507 (inhabitants, 2024)." in text


def test_a_part_of_a_divided_unit_and_the_whole_one_it_joined(told):
    text = told("5056", "--as-of", "2024-01-01")
    assert "├─ 2020-01-01 split: a part of 5012 Snillfjord" in text
    assert "│  └─ 2018-01-01 renumbered: 1613 Snillfjord" in text
    assert "└─ 2020-01-01 merged: 5013 Hitra" in text


def test_a_unit_that_nothing_happened_to_says_so(told):
    text = told("1151", "--on", "2018-01-01", "--as-of", "2024-01-01")
    assert "Nothing happened to its number, name or borders after 2018-01-01." in text
    assert "1151 Utsira: the same as 1151." in text


def test_a_code_that_came_back_with_more_in_it_tells_all_its_times(told):
    text = told("1103", "--on", "2019-01-01", "--as-of", "2024-01-01")
    assert "from 2020-01-01 until now: Stavanger" in text
    assert "1103 Stavanger: the sum of 1103, 1141, 1142." in text


def test_everything_is_there_as_json(told):
    found = json.loads(told("1507", "--on", "2019-01-01", "--as-of", "2024-01-01", "--json"))
    assert found["is_in_force"] is False
    assert found["unit"]["valid_from"] == "2020-01-01"
    assert {link["before"]["code"] for link in found["origins"]} == {"1504", "1523", "1529", "1534", "1546"}
    assert [one["code"] for one in found["conversion"]] == ["1508", "1580"]
    assert "1507 was divided" in found["conversion"][0]["obstacles"][0]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["9999"], "No unit of norway ever had the code “9999”"),
        (["3024", "--country", "atlantis"], "There is no country pack “atlantis”"),
    ],
)
def test_what_cannot_be_told_is_one_plain_line(words, why, capsys):
    assert main(["units", *words]) == 2
    assert why in capsys.readouterr().err


def test_a_date_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["units", "3024", "--on", "2019"])
    assert "“2019” is no date. Write it as 2019-01-01." in capsys.readouterr().err
