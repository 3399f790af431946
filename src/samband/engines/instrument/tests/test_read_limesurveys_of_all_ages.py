# SPDX-License-Identifier: EUPL-1.2
"""Files in the shapes that LimeSurvey 1.9 to 6 writes: tables, columns and languages as they stand there.

Shapes after files that LimeSurvey wrote (DBVersion 146, 164, 359, 426, 498, 638, 641) and after its export
and import (application/helpers/export_helper.php, admin/import_helper.php); the words are our own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from samband.engines.instrument import read_limesurvey
from samband.engines.instrument.tests.test_bring_a_limesurvey import Made
from samband.engines.instrument.xlsform.reading import ImportedForm

Table = Sequence[Mapping[str, str]]
OLD = "qid parent_qid gid type title question help other mandatory question_order language scale_id relevance"
LATE = "qid parent_qid gid type title other mandatory question_order scale_id relevance question_theme_name"


def rows(columns: str, *lines: str) -> Table:
    """Cells apart by |, in the order of the columns; an empty cell is an empty element, “~” none at all."""
    names = columns.split()
    return [dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True)) for line in lines]


def written(folder: Path, version: int, languages: Sequence[str], **tables: Table) -> ImportedForm:
    """A file as LimeSurvey writes it: the columns first, each cell as CDATA, what is empty left empty."""
    parts = [
        f"<LimeSurveyDocType>Survey</LimeSurveyDocType>\n <DBVersion>{version}</DBVersion>\n <languages>"
    ]
    parts += [f"  <language>{one}</language>" for one in languages]
    parts.append(" </languages>")
    for name, lines in tables.items():
        fields = "".join(f"<fieldname>{column}</fieldname>" for column in lines[0])
        body = "".join(f"<row>{''.join(map(_cell, line.items()))}</row>" for line in lines)
        parts.append(f" <{name}>\n  <fields>{fields}</fields>\n  <rows>{body}</rows>\n </{name}>")
    themes = " <themes><theme><sid>7</sid><config><options>inherit</options></config></theme></themes>"
    whole = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>\n<document>', *parts, themes, "</document>"])
    path = folder / "town.lss"
    path.write_text(whole, encoding="utf-8")
    return read_limesurvey(path)


def _cell(cell: tuple[str, str]) -> str:
    name, text = cell
    return "" if text == "~" else f"<{name}><![CDATA[{text}]]></{name}>" if text else f"<{name}/>"


SURVEY = rows("sid language additional_languages showsurveypolicynotice", "7|nb|de-informal|0")
SAID = rows(
    "surveyls_survey_id surveyls_language surveyls_title surveyls_description surveyls_welcometext",
    "7|de-informal|Stadt||", "7|nb|By|<p>Om byen.</p>|Velkommen",
)  # fmt: skip


def old(folder: Path, *questions: str, version: int = 164, **more: Table) -> ImportedForm:
    """Words in the rows themselves, one row for each language; before 1.92 no column of conditions."""
    columns = OLD if version > 150 else OLD.removesuffix(" relevance")
    groups = rows(
        "gid sid group_name group_order description language randomization_group grelevance",
        "3|7|Erste|4||de-informal||~", "3|7|Første|3|<p>Litt om deg</p>|nb||",
    )  # fmt: skip
    return written(
        folder, version, ["de-informal", "nb"], groups=groups, questions=rows(columns, *questions),
        surveys=SURVEY, surveys_languagesettings=SAID, **more,
    )  # fmt: skip


def told(form: ImportedForm) -> str:
    return "\n".join(f"{fault.what} {fault.remedy}" for fault in form.refusals)


def shown_if(form: ImportedForm) -> dict[str, str]:
    return {
        question.code: question.show_if.text
        for question in form.instrument.flow.questions
        if question.show_if
    }


HAS = ("1|0|3|Y|has|Hund?||N|Y|1|nb|0|1", "1|0|3|Y|has|Hund?||N|Y|1|de-informal|0|1")
WHY = ('2|0|3|T|why|Hvorfor?||N|N|2|nb|0|has.NAOK=="Y"', "2|0|3|T|why|Warum?||N|N|2|de-informal|0|~")


def test_a_file_of_version_2_has_its_words_in_the_rows(tmp_path: Path):
    form = old(tmp_path, *reversed(HAS), *reversed(WHY))
    words = form.instrument.words
    assert set(form.instrument.languages) == {"nb", "de-informal"}
    assert words["nb"].questions == {"group_3_text": "Litt om deg", "has": "Hund?", "why": "Hvorfor?"}
    assert words["nb"].introduction == "Om byen.\nVelkommen"
    assert words["nb"].sections == {"group_3": "Første"}
    assert shown_if(form) == {"why": '${has} = "y"'}


def without_relevance(lines: Sequence[str]) -> list[str]:
    return [line.rpartition("|")[0] for line in lines]


def conditions(*lines: str) -> Table:
    return rows("cid qid cqid cfieldname method value scenario", *lines)


def test_conditions_of_a_file_of_version_1_stand_in_a_table(tmp_path: Path):
    lines = [*without_relevance(HAS), *without_relevance(WHY)]
    table = conditions("1|2|1|7X3X1|==|Y|1")
    form = old(tmp_path, *lines, version=146, conditions=table)
    assert shown_if(form) == {"why": '( ( ${has} = "y" ) )'}


SEVERAL = (
    "5|0|3|M|way|Hvordan?||N|N|1|nb|0|1", "6|5|3|T|bus|Buss||N||1|nb|0|~", "7|5|3|T|car|Bil||N||2|nb|0|~",
    "8|0|3|N|age|Alder?||N|N|2|nb|0|1", "9|0|3|S|why|Hvorfor?||N|N|3|nb|0|1",
)  # fmt: skip

BUS = "selected(${way}, 'bus')"


@pytest.mark.parametrize(
    ("table", "condition"),
    [
        (["1|9|5|7X3X5|==|bus|1", "2|9|5|7X3X5|==|car|1"], f"( ( {BUS} or selected(${{way}}, 'car') ) )"),
        (["1|9|5|+7X3X5bus|!=|Y|1", "2|9|8|7X3X8|>=|18|1"], f"( ( not({BUS}) ) and ( ${{age}} >= 18 ) )"),
        (["1|9|8|7X3X8|<|18|1", "2|9|8|7X3X8|>|67|2"], "( ( ${age} < 18 ) ) or ( ( ${age} > 67 ) )"),
        (["1|9|8|7X3X8|!=| |1"], "( ( not((${age} = '')) ) )"),
    ],
)  # fmt: skip
def test_rows_of_conditions_hold_together_or_instead_of_one_another(
    tmp_path: Path, table: list[str], condition: str
):
    assert shown_if(old(tmp_path, *SEVERAL, conditions=conditions(*table))) == {"why": condition}


@pytest.mark.parametrize("row", ["1|9|8|7X3X8|RX|/^1/|1", "1|9|0|{TOKEN:SEX}|==|M|1", "1|9|99|7X3X99|==|1|1"])
def test_a_condition_that_cannot_be_kept_is_told_of(tmp_path: Path, row: str):
    form = old(tmp_path, *SEVERAL, conditions=conditions(row))
    assert shown_if(form) == {}
    assert "why: its condition is not kept:" in told(form)


@pytest.mark.parametrize(
    ("formula", "is_kept"),
    [
        ("has.NAOK == 'Y'", True), ("7X3X1.NAOK == 'Y'", True), ("has.code != 'Y'", True),
        ("has.shown == 'Ja'", False), ("has.relevanceStatus == 1", False), ("self.NAOK > 1", False),
        ("!is_empty(has.NAOK) and has.NAOK == 'Y'", True), ("count(has) > 0", False),
    ],
)  # fmt: skip
def test_formulas_about_something_else_than_the_answer_are_told_of(
    tmp_path: Path, formula: str, is_kept: bool
):
    form = old(tmp_path, *HAS, WHY[0].rpartition("|")[0] + f"|{formula}")
    assert ("why" in shown_if(form)) is is_kept
    assert ("its condition is not kept" in told(form)) is not is_kept


def late(folder: Path, *questions: str, words: Sequence[str], **more: Table) -> ImportedForm:
    """Words in tables apart, as since version 4."""
    return written(
        folder, 641, ["de-informal", "nb"],
        groups=rows("gid sid group_order randomization_group grelevance", "3|7|1||"),
        group_l10ns=rows("id gid group_name language", "1|3|Første|nb", "2|3|Erste|de-informal"),
        questions=rows(LATE, *questions), question_l10ns=rows("id qid question help script language", *words),
        surveys=SURVEY, surveys_languagesettings=SAID, **more,
    )  # fmt: skip


def test_a_file_of_version_6_has_its_words_apart(tmp_path: Path):
    form = late(
        tmp_path, "1|0|3|L|way|N|Y|1|0|1|bootstrap_buttons", "2|0|3|S|why|N|S|2|0|way.NAOK=='A2'|~",
        words=[
            "1|1|Hvordan?|Velg én||nb", "2|1|Wie?|||de-informal",
            "3|2|Hvorfor?|||nb", "4|2|Warum?|||de-informal",
        ],
        answers=rows("aid qid code sortorder scale_id", "10|1|A2|2|0", "11|1|A1|1|0"),
        answer_l10ns=rows(
            "id aid answer language", "1|10|Bil|nb", "2|11|Buss|nb",
            "3|10|Auto|de-informal", "4|11|Bus|de-informal",
        ),
    )  # fmt: skip
    words = form.instrument.words
    assert words["nb"].options == {"way": {"a1": "Buss", "a2": "Bil"}}
    assert words["de-informal"].questions == {"way": "Wie?", "why": "Warum?"}
    assert shown_if(form) == {"why": "${way}=='a2'".replace("==", " = ")}


def of(folder: Path, kind: str, lines: Sequence[str] = (), answers: Sequence[str] = (), **attributes: object):
    made = Made()
    made.ask(kind, "Q1", lines=lines, answers=answers, attributes=attributes)
    form = made.read(folder)
    return form, list(form.instrument.flow.questions)


def test_limits_of_numbers_days_and_texts_are_kept(tmp_path: Path):
    for kind, lines, limits in (
        ("K", ["L1"], {"min_num_value_n": 0, "max_num_value_n": 9, "num_value_int_only": 1}),
        ("K", ["L1"], {"slider_layout": 1, "slider_min": 0, "slider_max": 9, "num_value_int_only": 1}),
        (":", ["L1", "C1"], {"multiflexible_min": 0, "multiflexible_max": 9, "num_value_int_only": 1}),
    ):  # fmt: skip
        _form, (question,) = of(tmp_path, kind, lines, **limits)
        assert (question.kind.low, question.kind.high, question.kind.decimals) == (0, 9, 0)
    _form, (text,) = of(tmp_path, "S", maximum_chars=40)
    assert text.checks[0].must.text == "string-length(.) <= 40"
    _form, (day,) = of(tmp_path, "D", date_min="2026-01-01", date_max="2026-12-31")
    assert day.checks[0].must.text == ". >= date('2026-01-01') and . <= date('2026-12-31')"


def test_a_table_of_ticks_asks_for_several_columns_of_each_line(tmp_path: Path):
    _form, (question,) = of(tmp_path, ":", ["L1", "C1", "C2"], multiflexible_checkbox=1)
    assert (question.code, question.kind.options.codes) == ("q1_l1", ("c1", "c2"))


def test_a_text_of_numbers_only_is_a_number_and_a_file_has_the_endings_it_names(tmp_path: Path):
    _form, (number,) = of(tmp_path, "S", numbers_only=1)
    _form, (file,) = of(tmp_path, "|", allowed_filetypes="pdf, docx", max_num_of_files=3)
    assert type(number.kind).__name__ == "Number"
    assert (file.kind.endings, file.kind.most) == (("pdf", "docx"), 3)


@pytest.mark.parametrize(
    ("kind", "attributes", "words"),
    [
        ("N", {"max_num_value_n": "{Q0 + 1}"}, "the limit {Q0 + 1} (max_num_value_n) is not kept."),
        ("D", {"date_min": "today"}, "the limit today (date_min) is not kept."),
        ("D", {"date_format": "yyyy-mm-dd HH:MM"}, "the time of day is not asked."),
        ("M", {"max_answers": "Q0"}, "how many answers may be given is worked out: not kept."),
        ("F", {"random_order": "1"}, "that the order of lines is drawn (random_order) is not kept."),
        ("N", {"suffix": "kr"}, "what stands after the answer (suffix) is not kept."),
        ("|", {"min_num_of_files": "2"}, "how few files may be sent (min_num_of_files) is not kept."),
    ],
)
def test_attributes_that_cannot_be_kept_are_told_of(
    tmp_path: Path, kind: str, attributes: dict[str, object], words: str
):
    form, _questions = of(tmp_path, kind, ["L1", "L2"] if kind in "MF" else [], ["A1", "A2"], **attributes)
    assert f"Q1: {words}" in told(form)


@pytest.mark.parametrize(
    ("attribute", "value"), [("subquestion_order", "normal"), ("time_limit", "0"), ("suffix", "")]
)
def test_attributes_that_say_nothing_are_passed_over(tmp_path: Path, attribute: str, value: str):
    form, _questions = of(tmp_path, "N", **{attribute: value})
    assert attribute not in told(form)


@pytest.mark.parametrize(
    ("pattern", "is_kept"), [("/^[0-9]{4}$/", True), ("/^a$/i", False), ("/it's/", False), ("", True)]
)
def test_a_pattern_with_flags_is_told_of(tmp_path: Path, pattern: str, is_kept: bool):
    made = Made()
    made.ask("S", "Q1", preg=pattern)
    assert ("Q1: the pattern" not in told(made.read(tmp_path))) is is_kept


def test_formulas_in_words_become_an_ellipsis_and_are_told_of(tmp_path: Path):
    made = Made()
    made.ask("S", "Name")
    made.ask("X", "Hello")
    made.tables["question_l10ns"][2]["question"] = "{if(Name=='x', 1, 2)} { not a formula } {INSERTANS:9X1X1}"
    form = made.read(tmp_path)
    assert form.instrument.words["en"].questions["hello"] == "… { not a formula } ${name}"
    assert "the formula {if(Name=='x', 1, 2)} in its words is not kept. “…” stands there." in told(form)


def test_a_notice_on_data_protection_and_groups_in_drawn_order_are_told_of(tmp_path: Path):
    made = Made()
    made.ask("S", "Q1")
    made.tables["surveys"][0]["showsurveypolicynotice"] = "2"
    made.tables["surveys_languagesettings"][0]["surveyls_policy_notice"] = "We keep nothing."
    made.tables["groups"][0]["randomization_group"] = "a"
    form = made.read(tmp_path)
    assert "its notice on data protection is not taken over." in told(form)
    assert "group 1: that the order of groups is drawn is not kept." in told(form)


def test_answers_that_are_offered_on_a_condition_are_told_of(tmp_path: Path):
    made = Made()
    made.ask("M", "Q1", lines=["bus", "car"])
    made.tables["subquestions"][0]["relevance"] = "Q0 == 1"
    assert "Q1: the condition of the answer bus is not kept. It is offered to everybody." in told(
        made.read(tmp_path)
    )


def test_a_large_survey_is_read_in_time(tmp_path: Path):
    """Rows are sorted once: 300 questions with 40 attributes each are 12,000 rows."""
    made = Made()
    for number in range(300):
        made.ask("S", f"Q{number}", attributes={f"look_{n}": "1" for n in range(40)})
    assert len(list(made.read(tmp_path).instrument.flow.questions)) == 300
