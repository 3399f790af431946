# SPDX-License-Identifier: EUPL-1.2
"""XLSForm: our export comes back unchanged, ordinary forms come in as far as they fit."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from samband.engines import instrument
from samband.engines.instrument import (
    Instrument,
    InstrumentFaults,
    Missing,
    load_instrument,
    read_xlsform,
    structure_files,
    write_xlsform,
)
from samband.engines.instrument.tests import random_instruments
from samband.engines.instrument.tests.test_load_an_instrument import STRUCTURE, WORDS, write
from samband.engines.instrument.tests.test_shipped_instruments import SHIPPED

Table = list[list[object]]


def workbook(path: Path, **sheets: Table) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path


FEATURES = structure_files(folder=Path(instrument.__file__).parent / "features")


@pytest.mark.parametrize("source", [*SHIPPED, *FEATURES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_exported_instrument_comes_back_the_same(tmp_path: Path, source: Path):
    exported = load_instrument(source)
    write_xlsform(instrument=exported, path=tmp_path / "form.xlsx")
    imported = read_xlsform(tmp_path / "form.xlsx")
    assert imported.instrument == exported
    assert imported.instrument.digest == exported.digest
    assert imported.refusals == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(made=random_instruments.instruments())
def test_whatever_is_asked_comes_back_the_same(made: Instrument | None):
    if made is None:
        return
    with TemporaryDirectory() as folder:
        write_xlsform(instrument=made, path=Path(folder) / "form.xlsx")
        assert read_xlsform(Path(folder) / "form.xlsx").instrument == made


def test_texts_that_look_like_formulas_links_or_numbers_stay_texts(tmp_path: Path):
    words = WORDS.replace("I trust them", "'=1+1'").replace("They do harm", "https://example.org")
    words = words.replace("I reach them", "'007'").replace("very badly", "_x0041_ <b>&amp;</b>")
    structure = STRUCTURE.replace("half}", "2, rescale_to: [0, 100], asked_of: [councillors]}")
    instrument = load_instrument(write(tmp_path, structure, en=words, ka=words))
    write_xlsform(instrument=instrument, path=tmp_path / "form.xlsx")
    assert read_xlsform(tmp_path / "form.xlsx").instrument == instrument


def test_the_same_instrument_gives_the_same_file(tmp_path: Path):
    instrument = load_instrument(write(tmp_path))
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsform(instrument=instrument, path=tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


FOREIGN = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Español", "relevant"],
        ["start", "start", "", "", ""],
        ["begin_group", "g", "Services", "Servicios", ""],
        ["select_one fit", "Q1-Water", "Water is clean", "El agua es limpia", ""],
        ["select_one fit", "q2", "Roads are good", "Buenas calles", "${Q1-Water} = 1"],
        ["end_group", "", "", "", ""],
        ["integer", "age", "Your age", "Su edad", ""],
        ["text", "why", "Why?", "¿Por qué?", ""],
        ["select_multiple fit", "many", "Several", "Varios", ""],
        ["select_one yn", "owner", "Do you own it?", "¿Es suya?", ""],
        ["begin repeat", "members", "Members", "Miembros", ""],
        ["select_one fit", "inside", "Inside", "Dentro", ""],
        ["end repeat", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Español"],
        ["fit", 2, "well", "bien"],
        ["fit", 1, "badly", "mal"],
        ["yn", "yes", "Yes", "Sí"],
        ["yn", "no", "No", "No"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Town survey", "Town Survey", "v 1"]],
}


def test_an_ordinary_form_comes_in_as_far_as_it_fits(tmp_path: Path):
    town = read_xlsform(workbook(tmp_path / "town.xlsx", **FOREIGN)).instrument
    assert (town.code, town.version, town.source) == ("town_survey", "v_1", "Imported from town.xlsx")
    assert [item.code for item in town.items] == ["q1_water", "q2"]
    assert town.items[0].scale.codes == (1, 2)
    assert town.languages == ("en", "es")
    assert town.words["es"].items["q2"] == "Buenas calles"
    assert town.words["es"].scales["fit"] == {1: "mal", 2: "bien"}
    kinds = {question.code: type(question.kind).__name__ for question in town.flow.questions}
    assert kinds == {
        "q1_water": "OnScale", "q2": "OnScale", "age": "Number", "why": "FreeText",
        "many": "SomeOf", "owner": "OneOf", "members_count": "Number", "inside": "OnScale",
    }  # fmt: skip
    shown_if = {question.code: question.show_if.text for question in town.flow.questions if question.show_if}
    assert shown_if == {"q2": "${q1_water} = 1"}
    assert [(section.code, section.for_each) for section in town.sections] == [
        ("g", ""), ("questions", ""), ("members", "members_count"),
    ]  # fmt: skip


def test_what_does_not_fit_is_listed_with_its_row(tmp_path: Path):
    form = {**FOREIGN, "survey": [*FOREIGN["survey"], ["geopoint", "here", "Where?", "¿Dónde?", ""]]}
    refusals = read_xlsform(workbook(tmp_path / "town.xlsx", **form)).refusals
    assert [str(refusal).removeprefix("town.xlsx, sheet ") for refusal in refusals] == [
        "choices:2: All choices of fit are taken for valid answers, “don't know” too if there is one. "
        "Add the column missing to the sheet choices (dont_know …).",
        "settings:2: The form does not say from when it is valid; 1900-01-01 is assumed. "
        "Add the column valid_from to the sheet settings.",
        "survey:2: start: who answers, when and on what is not stored with answers. It is left out.",
        "survey:4: Q1-Water is called q1_water here. Name the column of the answers so.",
        "survey:11: members: how many times it is asked is asked first (members_count). "
        "Correct the wording of that question.",
        "survey:14: here: places on a map are not asked for. It is left out.",
    ]


def test_a_form_in_one_language_says_which(tmp_path: Path):
    form = workbook(
        tmp_path / "one.xlsx",
        survey=[["type", "name", "label"], ["select_one s", "q", "Passer det?"]],
        choices=[
            ["list_name", "name", "label", "missing"],
            ["s", 1, "nei"], ["s", 2, "ja"], ["s", 8, "?", "dont_know"],
        ],
        settings=[["default_language"], ["Bokmål (nb)"]],
    )  # fmt: skip
    imported = read_xlsform(form)
    assert imported.instrument.words["nb"].items == {"q": "Passer det?"}
    assert imported.instrument.items[0].scale.missing == {8: Missing.DONT_KNOW}
    assert not any(
        "English" in refusal.what or "taken for valid" in refusal.what for refusal in imported.refusals
    )


def test_a_column_in_an_unknown_language_is_left_out_and_said(tmp_path: Path):
    form = workbook(
        tmp_path / "one.xlsx",
        survey=[
            ["type", "name", "label::English", "label::Old Norse"],
            ["select_one s", "q", "Is it?", "Er þat?"],
        ],
        choices=[["list_name", "name", "label::English"], ["s", 1, "no"], ["s", 2, "yes"]],
    )
    imported = read_xlsform(form)
    assert imported.instrument.languages == ("en",)
    assert any("label::Old Norse" in refusal.what for refusal in imported.refusals)


def test_a_name_used_twice_is_asked_once_and_said(tmp_path: Path):
    survey = [*FOREIGN["survey"], ["select_one fit", "q2", "Again", "Otra vez", ""]]
    form = read_xlsform(workbook(tmp_path / "town.xlsx", **(FOREIGN | {"survey": survey})))
    assert [question.code for question in form.instrument.flow.questions].count("q2") == 1
    assert any(
        str(told).startswith("town.xlsx, sheet survey:14: The code q2 is taken (line 5).")
        for told in form.refusals
    )


def test_a_form_with_nothing_usable_says_why_for_each_row(tmp_path: Path):
    survey = [["type", "name", "label"], ["geopoint", "where", "Where?"]]
    with pytest.raises(InstrumentFaults) as raised:
        read_xlsform(workbook(tmp_path / "town.xlsx", survey=survey, choices=FOREIGN["choices"]))
    assert "There are no items." in str(raised.value)
    assert "where: places on a map are not asked for." in str(raised.value)


def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path):
    with pytest.raises(InstrumentFaults, match="has no filled sheet “survey”"):
        read_xlsform(workbook(tmp_path / "other.xlsx", figures=[["a"], [1]]))


@pytest.mark.parametrize("source", [*SHIPPED, *FEATURES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_other_tools_take_what_is_exported(tmp_path: Path, source: Path):
    """pyxform turns XLSForms into what ODK Collect, KoboToolbox, ArcGIS Survey123 and Enketo ask from."""
    exported = load_instrument(source)
    write_xlsform(instrument=exported, path=tmp_path / "form.xlsx")
    made = convert(tmp_path / "form.xlsx", validate=False)
    asked = [question.code for question in exported.flow.questions]
    assert all(f"<{code}/>" in made.xform or f"<{code}>" in made.xform for code in asked)
    assert not [warning for warning in made.warnings if "language declarations" not in warning]


def test_questions_of_our_own_form_that_stand_in_no_page_are_told_of(tmp_path: Path):
    survey = [
        ["type", "name", "label"],
        ["begin repeat", "a", "A"],
        ["begin repeat", "b", "B"],
        ["text", "c", "C"],
    ]
    form = workbook(
        tmp_path / "own.xlsx", survey=survey, settings=[["form_id", "valid_from"], ["x", "2026-01-01"]]
    )
    with pytest.raises(InstrumentFaults, match="c stands in no page"):
        read_xlsform(form)
