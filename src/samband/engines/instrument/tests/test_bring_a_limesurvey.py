# SPDX-License-Identifier: EUPL-1.2
"""LimeSurvey's questionnaires come in as far as they fit; what does not is said."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samband.engines.instrument import InstrumentFaults, draw_answers, lacking, read_limesurvey
from samband.engines.instrument.limesurvey.honoured import NOT_TAKEN, TYPES
from samband.engines.instrument.limesurvey.script import Translator, Untranslatable
from samband.engines.instrument.limesurvey.tables import plain_text
from samband.engines.rule_files import Fault

Rows = Sequence[Mapping[str, object]]


def lss(folder: Path, *, languages: Sequence[str] = ("en", "nb"), **tables: Rows) -> Path:
    """A file as LimeSurvey 6 writes it: words in tables apart."""
    parts = [
        "<?xml version='1.0' encoding='UTF-8'?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>"
    ]
    parts.append("<languages>" + "".join(f"<language>{one}</language>" for one in languages) + "</languages>")
    for name, rows in tables.items():
        cells = (
            "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in row.items()) for row in rows
        )
        parts.append(f"<{name}><rows>" + "".join(f"<row>{one}</row>" for one in cells) + f"</rows></{name}>")
    path = folder / "town.lss"
    path.write_text("\n".join([*parts, "</document>"]), encoding="utf-8")
    return path


class Made:
    """A survey that grows question by question."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, object]]] = {
            "surveys": [{"sid": 9, "language": "en", "additional_languages": "nb"}],
            "surveys_languagesettings": [
                {"surveyls_language": "en", "surveyls_title": "Town", "surveyls_welcometext": "<p>Hello</p>"},
                {"surveyls_language": "nb", "surveyls_title": "By", "surveyls_welcometext": "<p>Hei</p>"},
            ],
            "groups": [{"gid": 1, "sid": 9, "group_order": 1, "grelevance": ""}],
            "group_l10ns": [
                {"gid": 1, "group_name": "About you", "language": "en"},
                {"gid": 1, "group_name": "Om deg", "language": "nb"},
            ],
            "questions": [], "question_l10ns": [], "subquestions": [], "answers": [], "answer_l10ns": [],
            "question_attributes": [],
        }  # fmt: skip
        self.ids = 0

    def spoken(self, table: str, key: str, number: int, column: str, text: str) -> None:
        for language in ("en", "nb"):
            self.tables[table].append({key: number, column: f"{text} ({language})", "language": language})

    def ask(
        self, kind: str, code: str, *, lines: Sequence[str] = (), answers: Sequence[str] = (), **more: object
    ) -> int:
        self.ids += 1
        qid = self.ids
        attributes = more.pop("attributes", {})
        base = {"qid": qid, "parent_qid": 0, "gid": 1, "type": kind, "title": code, "question_order": qid}
        self.tables["questions"].append({**base, "relevance": "1", **more})
        self.spoken("question_l10ns", "qid", qid, "question", f"<b>{code}?</b>")
        for place, line in enumerate(lines):
            self.ids += 1
            sub = {"qid": self.ids, "parent_qid": qid, "gid": 1, "title": line, "question_order": place}
            self.tables["subquestions"].append(sub | {"scale_id": int(line.startswith("C"))})
            self.spoken("question_l10ns", "qid", self.ids, "question", f"line {line}")
        for place, answer in enumerate(answers):
            self.ids += 1
            self.tables["answers"].append(
                {"aid": self.ids, "qid": qid, "code": answer, "sortorder": place, "scale_id": 0}
            )
            self.spoken("answer_l10ns", "aid", self.ids, "answer", f"answer {answer}")
        for name, value in attributes.items():  # type: ignore[attr-defined]
            self.tables["question_attributes"].append({"qid": qid, "attribute": name, "value": value})
        return qid

    def read(self, folder: Path):
        return read_limesurvey(lss(folder, **self.tables))


LINED = "ABCEFH1:;KQMP"


def of_type(kind: str) -> Made:
    made = Made()
    lines = ["L1", "L2", *(["C1", "C2"] if kind in ":;" else [])] if kind in LINED else []
    made.ask(kind, "Q1", lines=lines, answers=["A1", "A2", "A3"] if kind in "L!OFHR1" else ())
    if kind == "1":
        for answer in [dict(row) for row in made.tables["answers"]]:
            made.tables["answers"].append({**answer, "scale_id": 1})
    if kind == "*":
        made.tables["question_attributes"].append({"qid": 1, "attribute": "equation", "value": "1 + 1"})
    return made


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_that_is_honoured_can_be_asked_and_answered(tmp_path: Path, kind: str):
    form = of_type(kind).read(tmp_path).instrument
    assert list(form.flow.questions), kind
    answers = draw_answers(instrument=form, group="", seed=1, today=None) if kind != "D" else {}
    assert kind == "D" or not lacking(flow=form.flow, group="", answers=answers)
    assert form.languages == ("en", "nb")


@pytest.mark.parametrize("kind", [*NOT_TAKEN, "?"])
def test_a_type_that_is_not_honoured_is_told_of(tmp_path: Path, kind: str):
    made = Made()
    made.ask("S", "Name")
    made.ask(kind, "Q1")
    form = made.read(tmp_path)
    assert [question.code for question in form.instrument.flow.questions] == ["name"]
    assert any(told.what.startswith("Q1: ") and told.remedy == "It is left out." for told in form.refusals)


def test_words_lose_their_markup_and_quote_answers(tmp_path: Path):
    made = Made()
    made.ask("S", "Name")
    made.ask("X", "Hello")
    made.tables["question_l10ns"][2]["question"] = (
        "Hi {Name.NAOK}!<br>{TOKEN:FIRSTNAME} &amp; <script>alert(1)</script>"
    )
    words = made.read(tmp_path).instrument.words
    assert words["en"].questions["hello"] == "Hi ${name}!\n… &"
    assert (words["nb"].title, words["nb"].introduction) == ("By", "Hei")
    assert words["nb"].sections["group_1"] == "Om deg"


def test_conditions_follow_answers(tmp_path: Path):
    made = Made()
    made.ask("Y", "Has")
    made.ask(
        "N",
        "Age",
        mandatory="Y",
        attributes={"num_value_int_only": 1, "min_num_value_n": 16, "max_num_value_n": 120},
    )
    made.ask("M", "Way", lines=["bus", "car"], other="Y", mandatory="S")
    made.ask("T", "Why", relevance='((Has.NAOK == "Y")) and Age.NAOK >= 18')
    made.ask("S", "Bus", relevance='Way_bus.NAOK == "Y" && !is_empty(Age.NAOK)')
    made.ask("S", "Lost", relevance="regexMatch('/x/', Bus)")
    form = made.read(tmp_path)
    asked = {question.code: question for question in form.instrument.flow.questions}
    assert asked["why"].show_if.text == '( ( ${has} = "y" ) ) and ${age} >= 18'
    assert asked["bus"].show_if.text == "selected(${way}, 'bus') and not((${age} = ''))"
    assert asked["lost"].show_if is None
    assert (asked["age"].kind.low, asked["age"].kind.high, asked["age"].need.value) == (16, 120, "required")
    assert (asked["way"].need.value, asked["way"].kind.options.other) == ("wanted", {"other"})
    assert any("Lost: its condition is not kept" in told.what for told in form.refusals)


def test_old_files_with_words_in_their_rows_are_read(tmp_path: Path):
    rows = [
        {
            "qid": 1,
            "parent_qid": 0,
            "gid": 1,
            "type": "S",
            "title": "Q1",
            "question": text,
            "language": language,
        }
        for language, text in (("en", "Name?"), ("nb", "Navn?"))
    ]
    groups = [
        {"gid": 1, "group_name": name, "language": language}
        for language, name in (("en", "One"), ("nb", "En"))
    ]
    path = lss(
        tmp_path,
        surveys=[{"sid": 1, "language": "nb", "additional_languages": "en"}],
        groups=groups,
        questions=rows,
    )
    form = read_limesurvey(path).instrument
    assert form.words["nb"].questions == {"q1": "Navn?"}
    assert form.words["en"].questions == {"q1": "Name?"}


def test_what_stands_around_the_questions_is_told_of(tmp_path: Path):
    made = Made()
    made.ask("S", "Q1", attributes={"array_filter": "Q0"})
    made.tables["quota"] = [{"id": 1, "name": "men"}]
    told = " ".join(fault.what for fault in made.read(tmp_path).refusals)
    assert "Quotas are not taken over." in told
    assert "which lines are shown after other answers (array_filter) is not kept" in told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<document>",
        b"<document/>",
        b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>",
        b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
        b"<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><document>&b;</document>",
        b"<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><document>&a;</document>",
        b"<?xml version='1.0' encoding='nonsense'?><document/>",
        b"<a>" * 100_000,
        b"PK\x03\x04",
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(tmp_path: Path, content: bytes):
    path = tmp_path / "bad.lss"
    path.write_bytes(content)
    with pytest.raises(InstrumentFaults) as raised:
        read_limesurvey(path)
    assert all(fault.what and fault.remedy for fault in raised.value.faults)
    assert "root:" not in str(raised.value)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([*TYPES, "?", ""]),
    text=st.text(max_size=30),
    relevance=st.text("Q1ab_.NAOK()!&|=<>'\" 0123{}", max_size=40),
    order=st.text(max_size=5),
)
def test_whatever_stands_in_the_rows_the_answer_is_in_words(
    tmp_path: Path, kind: str, text: str, relevance: str, order: str
):
    printable = "".join(sign for sign in text if sign.isprintable())
    made = of_type(kind) if kind in TYPES else Made()
    made.ask(
        "S",
        printable or "Q9",
        relevance=relevance,
        preg=printable,
        question_order=order if order.isprintable() else 1,
    )
    for row in made.tables["question_l10ns"]:
        row["question"] = printable
    told: Sequence[Fault] = ()
    try:
        told = made.read(tmp_path).refusals
    except InstrumentFaults as refused:
        told = refused.faults
    assert all(fault.what and fault.remedy for fault in told)


def test_formulas_that_are_understood_and_those_that_are_not():
    translator = Translator({"Q1": "${q1}"}, {"Q2_a": "selected(${q2}, 'a')"})
    assert translator.condition("1") == ""
    assert (
        translator.condition("Q1 ne 'x' or Q2_a.NAOK != 'Y'") == "${q1} != 'x' or not(selected(${q2}, 'a'))"
    )
    assert translator.condition("is_empty(Q1)") == "(${q1} = '')"
    for formula in ("Q3 == 1", "Q2_a", "date('Y')", "Q1 ; Q1", "is_empty(Q1, Q1)"):
        with pytest.raises(Untranslatable):
            translator.condition(formula)


@pytest.mark.parametrize(("number", "lines"), [(3, 3), (4, 1), (60, 1)])
def test_many_new_names_are_told_of_in_one_line(tmp_path: Path, number: int, lines: int):
    made = Made()
    for at in range(number):
        made.ask("S", f"Q{at}")
    told = [fault.what for fault in made.read(tmp_path).refusals if "called" in fault.what]
    assert len(told) == lines
    assert "Q0" in told[0]
    assert all(len(what) < 1_000 for what in told)


def test_markup_becomes_text():
    assert plain_text("<p>One&nbsp; two<br/>three</p><p>four</p>") == "One two\nthree\nfour"
    assert plain_text("2 < 3 & 4") == "2 < 3 & 4"
