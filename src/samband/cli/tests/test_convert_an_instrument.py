# SPDX-License-Identifier: EUPL-1.2
"""``samband convert`` turns YAML into XLSForm and back, and overwrites nothing unasked."""

from pathlib import Path

import pyreadstat
import pytest
import xlsxwriter

from samband.cli.main import main
from samband.cli.tests.test_check_an_instrument import DEMOCRACY
from samband.engines.instrument import load_instrument, read_xlsform


@pytest.fixture
def form(tmp_path: Path) -> Path:
    assert main(["convert", str(DEMOCRACY / "2021.yaml"), str(tmp_path / "form.xlsx")]) == 0
    return tmp_path / "form.xlsx"


def test_there_and_back_it_is_the_same(form: Path, capsys: pytest.CaptureFixture[str]):
    target = form.with_name("again.yaml")
    assert main(["convert", str(form), str(target)]) == 0
    assert load_instrument(target).digest == load_instrument(DEMOCRACY / "2021.yaml").digest
    assert capsys.readouterr().out.splitlines() == [
        "local_democracy 2021 is written: again.yaml, again.en.yaml, again.bg.yaml, again.ka.yaml, "
        "again.nb.yaml, again.nn.yaml, again.ro.yaml, again.se.yaml.",
    ]


def test_what_could_not_be_taken_over_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with xlsxwriter.Workbook(tmp_path / "town.xlsx") as book:
        survey, choices = book.add_worksheet("survey"), book.add_worksheet("choices")
        rows = [("type", "name", "label"), ("select_one s", "q", "Clean?"), ("geopoint", "why", "Why?")]
        for line, row in enumerate(rows):
            survey.write_row(line, 0, row)
        for line, row in enumerate([("list_name", "name", "label"), ("s", 1, "no"), ("s", 2, "yes")]):
            choices.write_row(line, 0, row)
    assert main(["convert", str(tmp_path / "town.xlsx"), str(tmp_path / "town.yaml")]) == 0
    printed = capsys.readouterr().out
    assert "Left out or assumed:\n" in printed
    assert "sheet survey:3: why: places on a map are not asked for. It is left out." in printed


def test_nothing_is_overwritten_unless_forced(form: Path, capsys: pytest.CaptureFixture[str]):
    words = ["convert", str(DEMOCRACY / "2017.yaml"), str(form)]
    assert main(words) == 2
    assert "would be overwritten. Choose another name, or add --force." in capsys.readouterr().err
    assert read_xlsform(form).instrument.version == "2021"
    assert main([*words, "--force"]) == 0
    assert read_xlsform(form).instrument.version == "2017"


def test_a_words_file_beside_the_target_is_not_overwritten_either(form: Path, capsys):
    form.with_name("new.nb.yaml").write_text("title: mine", encoding="utf-8")
    assert main(["convert", str(form), str(form.with_name("new.yaml"))]) == 2
    assert "new.nb.yaml would be overwritten" in capsys.readouterr().err
    assert not form.with_name("new.yaml").exists()


def test_words_in_a_language_that_the_source_does_not_speak_are_not_mixed_in(form: Path, capsys):
    assert main(["convert", str(form), str(form.with_name("new.yaml"))]) == 0
    form.with_name("new.fi.yaml").write_text("title: x", encoding="utf-8")
    assert main(["convert", str(form), str(form.with_name("new.yaml")), "--force"]) == 2
    assert "new.fi.yaml would be read as words of new.yaml too." in capsys.readouterr().err


def test_faults_of_the_source_are_all_printed_and_nothing_is_written(tmp_path: Path, capsys):
    (tmp_path / "bad.yaml").write_text("instrument: x\nversion: 1\n", encoding="utf-8")
    assert main(["convert", str(tmp_path / "bad.yaml"), str(tmp_path / "bad.xlsx")]) == 1
    printed = capsys.readouterr().out
    assert "bad.yaml:1: The file has no source." in printed
    assert "There are no words in any language." in printed
    assert not (tmp_path / "bad.xlsx").exists()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("form.csv", "is neither .yaml, .xlsx nor .xml"),
        ("none/form.yaml", "There is no folder"),
        ("crosswalk.yaml", "Choose"),
    ],
)
def test_a_target_that_cannot_be_is_told(form: Path, target: str, why: str, capsys):
    assert main(["convert", str(form), str(form.parent / target)]) == 2
    assert why in capsys.readouterr().err


def test_a_questionnaire_becomes_a_codebook(tmp_path: Path):
    target = tmp_path / "codebook.xml"
    assert main(["convert", str(DEMOCRACY / "2021.yaml"), str(target), "--languages", "nb"]) == 0
    text = target.read_text(encoding="utf-8")
    assert 'xmlns="ddi:codebook:2_5"' in text
    assert load_instrument(DEMOCRACY / "2021.yaml").words["nb"].title in text


@pytest.mark.parametrize("ending", ["sav", "dta", "parquet", "zip", "xml"])
def test_answers_become_files_of_statistics_programs(tmp_path: Path, ending: str, capsys):
    asked = load_instrument(DEMOCRACY / "2021.yaml")
    item = asked.items[0].code
    source = tmp_path / "answers.csv"
    source.write_text(
        f"group,unit,{item},shoes\n{asked.groups[0]},0301,4,44\n{asked.groups[0]},1151,,\n", encoding="utf-8"
    )
    target = tmp_path / f"answers.{ending}"
    told = ["--instrument", str(DEMOCRACY / "2021.yaml")]
    assert main(["convert", str(source), str(target), *told]) == 0
    printed = capsys.readouterr().out
    assert f"2 answers are written: answers.{ending}." in printed
    assert "The column shoes belongs to no question." in printed
    assert target.stat().st_size > 500
    if ending == "sav":
        columns, _about = pyreadstat.read_sav(target, output_format="dict")
        assert list(columns[item]) == [4, None]


def test_answers_to_something_else_are_refused_in_words(tmp_path: Path, capsys):
    source = tmp_path / "answers.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    told = ["--instrument", str(DEMOCRACY / "2021.yaml")]
    assert main(["convert", str(source), str(tmp_path / "a.sav"), *told]) == 1
    assert "No column is called like a question." in capsys.readouterr().out
    assert main(["convert", str(source), str(tmp_path / "a.sav"), *told, "--languages", "tlh"]) in (1, 2)
