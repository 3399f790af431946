# SPDX-License-Identifier: EUPL-1.2
"""XLSForm's standard, type by type and column by column: honoured, or told of when the form is read."""

from pathlib import Path

import pytest
from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from samband.engines.instrument import check_step, read_xlsform, steps
from samband.engines.instrument.tests.test_exchange_xlsforms import Table, workbook
from samband.engines.instrument.xlsform.honoured import ABOUT_THE_DEVICE, COLUMNS, GROUPS, NOT_TAKEN, TYPES
from samband.engines.instrument.xlsform.reading import ImportedForm
from samband.engines.instrument.xlsform.standard import standard_type

KNOWN = {
    *TYPES,
    *GROUPS,
    *NOT_TAKEN,
    *ABOUT_THE_DEVICE,
    "percentage",
    "end group",
    "end repeat",
    "begin loop",
}
CHOICES: Table = [
    ["list_name", "name", "label", "county"],
    ["counties", "north", "North", ""],
    ["counties", "south", "South", ""],
    ["towns", "Alta", "Alta", "north"],
    ["towns", "Bodo", "Bodø", "north"],
    ["towns", "Mandal", "Mandal", "south"],
]


def read(folder: Path, *rows: list[object], choices: Table = CHOICES, **sheets: Table) -> ImportedForm:
    path = workbook(folder / "form.xlsx", survey=list(rows), choices=choices, **sheets)
    return read_xlsform(path)


def told(form: ImportedForm) -> str:
    return "\n".join(f"{fault.what} {fault.remedy}" for fault in form.refusals)


@pytest.mark.parametrize("kind", sorted({*QUESTION_TYPE_DICT, *aliases.select}))
def test_every_type_that_the_standard_knows_is_known(kind: str):
    assert standard_type(kind).lower() in KNOWN


@pytest.mark.parametrize("kind", sorted(aliases.control))
def test_every_way_of_writing_a_group_is_known(kind: str):
    assert standard_type(f"begin {kind}") in KNOWN


WHERE_IT_MATTERS_NOT = (
    "constraint_message",
    "constraining_message",
    "count",
    "jr:count",
    "repeat_count",
    "rows",
)
"""Beside a check, a repeat or a longer number they say something."""


@pytest.mark.parametrize("column", sorted({*aliases.survey_header} - {"body", *WHERE_IT_MATTERS_NOT}))
def test_every_column_that_the_standard_knows_is_honoured_or_told_of(tmp_path: Path, column: str):
    usual = {"command": "type", "tag": "name", "value": "name", "caption": "label"}
    header: list[object] = [
        column if usual.get(column) == part else part for part in ("type", "name", "label")
    ]
    more: list[object] = [] if column in usual else [column]
    form = read(
        tmp_path, [*header, *more], ["text", "q1", "One?"], ["text", "q2", "Two?", *(["1"] if more else [])]
    )
    first, second = form.instrument.flow.questions
    is_honoured = not more or second.show_if or second.checks or second.need is not first.need
    assert is_honoured or "not kept" in told(form) or "not honoured" in told(form)


def test_columns_and_languages_are_recognised_as_other_tools_write_them(tmp_path: Path):
    header = ["Type", "Name", "Label:English (en)", "Label :: Bokmål (nb)", "Constraint Message::Bokmål (nb)",
              "Relevance", "bind::required", "CONSTRAINT"]  # fmt: skip
    form = read(
        tmp_path, header,
        ["int", "age", "Age?", "Alder?", "", "", "yes", ""],
        ["string", "why", "Why?", "Hvorfor?", "Kortere!", "${age} > 17", "", "string-length(.) < 5"],
    )  # fmt: skip
    age, why = form.instrument.flow.questions
    assert (age.need.value, why.show_if.text if why.show_if else "") == ("required", "${age} > 17")
    assert form.instrument.words["nb"].questions == {"age": "Alder?", "why": "Hvorfor?"}
    assert form.instrument.words["nb"].checks == {"why_ok": "Kortere!"}


def test_of_two_columns_that_mean_the_same_the_second_is_told_of(tmp_path: Path):
    form = read(
        tmp_path, ["type", "name", "label", "caption"], ["text", "a", "A?", "B?"], ["text", "b", "B?", "B?"]
    )
    assert form.instrument.words["en"].questions == {"a": "A?", "b": "B?"}
    assert told(form).count("Two columns are label: “B?” is not kept.") == 1


def test_rows_that_are_disabled_are_passed_over(tmp_path: Path):
    rows: Table = [["type", "name", "label", "disabled"], ["text", "a", "A?", ""], ["text", "b", "B?", "yes"]]
    assert [question.code for question in read(tmp_path, *rows).instrument.flow.questions] == ["a"]


def test_what_is_asked_for_each_choice_of_a_list_is_left_out_and_said(tmp_path: Path):
    form = read(
        tmp_path, ["type", "name", "label"], ["text", "a", "A?"], ["begin loop over counties", "l", "Each"],
        ["begin group", "g", "G"], ["text", "b", "B?"], ["end group", "", ""], ["end loop", "", ""],
        ["text", "c", "C?"],
    )  # fmt: skip
    assert [question.code for question in form.instrument.flow.questions] == ["a", "c"]
    assert "l: what is asked for each choice of a list is not kept." in told(form)


def test_sheets_and_columns_of_choices_that_are_not_read_are_told_of(tmp_path: Path):
    choices: Table = [
        ["list name", "value", "caption", "image"],
        ["l", "a", "A", "a.png"],
        ["l", "b", "B", ""],
    ]
    form = read(
        tmp_path, ["type", "name", "label"], ["select one from l", "q", "Q?"],
        choices=choices, entities=[["dataset"], ["trees"]],
    )  # fmt: skip
    assert form.instrument.words["en"].options["l"] == {"a": "A", "b": "B"}
    assert "The sheet entities is not read." in told(form)
    assert "The column media::image is not kept" in told(form)


def test_a_file_may_have_the_endings_that_the_form_names(tmp_path: Path):
    rows: Table = [["type", "name", "label", "body::accept"], ["file", "plan", "Plan?", ".pdf, .docx"]]
    (plan,) = read(tmp_path, *rows).instrument.flow.questions
    assert plan.kind.endings == ("pdf", "docx")


CASCADE: Table = [
    ["type", "name", "label", "choice_filter", "required"],
    ["select_one counties", "county", "County?", "", "yes"],
    ["select_one towns", "town", "Town?", "county=${county}", ""],
]


@pytest.mark.parametrize(
    ("county", "town", "is_taken"),
    [("north", "bodo", True), ("north", "mandal", False), ("south", "mandal", True)],
)
def test_a_choice_must_go_with_the_answer_that_it_follows_from(
    tmp_path: Path, county: str, town: str, is_taken: bool
):
    form = read(tmp_path, *CASCADE)
    step = steps(flow=form.instrument.flow, group="", answers={})[0]
    sent = {"county": [county], "town": [town]}
    outcome = check_step(step=step, raw=sent, answers={}, asked_again=False)
    assert [problem.question for problem in outcome.problems] == ([] if is_taken else ["town"])
    assert "town: choice_filter checks the answer. All choices are offered" in told(form)


@pytest.mark.parametrize(
    ("choice_filter", "why"),
    [
        ("county=${state}", "“state” is not asked before it."),
        ("county=instance('x')/y", "cannot be read"),
        ("pulldata('x', county)", "pulldata"),
        ("county=${county} and '", "“'” cannot be read"),
    ],
)
def test_a_filter_that_cannot_be_kept_is_told_of(tmp_path: Path, choice_filter: str, why: str):
    form = read(tmp_path, *CASCADE[:2], ["select_one towns", "town", "Town?", choice_filter, ""])
    assert list(form.instrument.flow.questions)[1].checks == ()
    assert "town: choice_filter is not kept: " in told(form)
    assert why in told(form)
    assert "Any choice is taken." in told(form)


def test_a_long_list_is_checked_in_parts(tmp_path: Path):
    towns = [["towns", f"town_of_the_north_{n}", f"Town {n}", f"county_{n % 15}"] for n in range(300)]
    counties = [["counties", f"county_{n}", f"County {n}", ""] for n in range(15)]
    form = read(tmp_path, *CASCADE, choices=[CHOICES[0], *counties, *towns])
    checks = list(form.instrument.flow.questions)[1].checks
    assert [check.code for check in checks][:2] == ["town_fits", "town_fits_2"]
    assert "".join(check.must.text for check in checks).count("selected(") == 300


def test_the_table_for_documents_has_words_for_each_column():
    assert all(what for column, what in COLUMNS.items() if column != "type")
