# SPDX-License-Identifier: EUPL-1.2
"""Anybody reads a questionnaire: the way through it, when what is asked, what became of each statement."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from samband.core.access.rules import INSTALLATION
from samband.engines.instrument import Instrument
from samband.engines.instrument.expressions import parse
from samband.tools.surveys import operations, queries
from samband.tools.surveys.pages.instruments import instrument_page, questionnaires
from samband.tools.surveys.pages.instruments.conditions import Condition, condition
from samband.tools.surveys.pages.instruments.history import history
from samband.tools.surveys.pages.instruments.way import QuestionLine
from samband.tools.surveys.queries.rows import respondents
from samband.tools.surveys.tests.conftest import NOON

LIST = "/surveys/instruments/"
HATE = f"{LIST}hate_and_threats/2026/"


@pytest.fixture
def hate() -> Instrument:
    return queries.instrument(code="hate_and_threats", version="2026")


def lines(instrument: Instrument, **wanted: str) -> dict[str, QuestionLine]:
    page = instrument_page(instrument=instrument, wanted=wanted, language=wanted.get("reader", "en"))
    return {
        line.code: line for section in page.sections for sheet in section.pages for line in sheet.questions
    }


def told(text: str, instrument: Instrument) -> Condition | None:
    return condition(expression=parse(text=text), instrument=instrument, words=instrument.in_language("en"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "${threat_in_year} != 0",
            "the answer to “Were you threatened last calendar year, from 1 January to 31 December?” "
            "is not “No”",
        ),
        ("selected(${told}, 'police')", "the answers to “Whom did you tell?” include “The police”"),
        ("not(selected(${told}, 'party'))", "the answers to “Whom did you tell?” do not include “My party”"),
        ("count-selected(${told}) > 0", "“Whom did you tell?” is answered"),
        ("${sex} = 'female'", "the answer to “Are you a woman or a man?” is “Woman”"),
        ("not(${sex} = 'male')", "the answer to “Are you a woman or a man?” is not “Man”"),
        (
            "${hate_in_office} >= 1",
            "the answer to “Have you ever, as an elected member, met hateful expressions?” is Yes or more",
        ),
    ],
)  # fmt: skip
def test_a_condition_is_a_sentence(text: str, sentence: str, hate: Instrument):
    assert told(text, hate) == Condition((sentence,))


def test_a_chain_of_conditions_is_a_list(hate: Instrument):
    either = told("${hate_in_office} = 1 or ${threat_in_office} = 1 or ${sex} = 'male'", hate)
    assert either is not None
    assert (either.is_any, len(either.lines)) == (True, 3)
    both = told("${sex} = 'male' and (${hate_in_office} = 1 or ${threat_in_office} = 1)", hate)
    assert both is not None
    assert (both.is_any, len(both.lines)) == (False, 2)
    assert " or the answer to " in both.lines[1]


@pytest.mark.parametrize(
    "text",
    ["${hate_in_office} + ${threat_in_office} > 1", "not(${hate_in_office} > 0)", "${gone} = 1", "1 = 1"],
)
def test_what_has_no_plain_words_is_shown_as_it_is_written(text: str, hate: Instrument):
    assert told(text, hate) == Condition((), formula=text)


def test_questions_say_how_they_are_answered(hate: Instrument):
    shown = lines(hate)
    assert shown["agrees"].how == "A box to tick."
    assert "Needed to go on." in shown["agrees"].remarks
    assert shown["definitions"].how == "To read; nothing is asked."
    assert shown["threat_in_office"].how == "One answer: “No” or “Yes”."
    assert shown["forms"].how == "As many as apply of:"
    assert shown["own_words"].how == "Text, 1000 characters at most."
    remarks = {option.text: option.remark for option in shown["told"].options}
    assert (remarks["Nobody"], remarks["Somebody else"]) == ("Only alone", "With a line of text")
    assert shown["forms"].options[-1].remark == "No answer: did not want to"


def test_other_kinds_of_questions_are_told_as_well():
    needs = lines(queries.instrument(code="member_needs", version="2026"))
    assert needs["first_needs"].how == "In order, the first 3 of:"
    assert needs["ways"].how == "At most 3 of:"
    engagement = lines(queries.instrument(code="councillor_engagement", version="2026"))
    assert engagement["hours_a_month"].how == "A number of hours, from 0 to 400."
    assert engagement["sex"].how == "One of:"
    assert "Background: says whom the answers speak for." in engagement["sex"].remarks


def test_figures_carry_their_window_and_no_index_is_promised_where_there_is_none(hate: Instrument):
    remarks = lines(hate)["threat_in_year"].remarks
    assert remarks[:2] == ("Last calendar year", "A high figure is unfavourable.")
    assert remarks[2].startswith("Window: last calendar year. Base: everybody who answered")


def test_routing_is_explained_in_the_readers_language_not_in_that_of_the_questions(hate: Instrument):
    with translation.override("nb"):
        line = lines(hate, language="ka", beside="bg", reader="nb")["hate_in_year"]
    assert line.text.startswith("შეგხვდათ")
    assert line.beside.startswith("Срещахте")
    assert line.only is not None
    assert line.only.lines == (
        "svaret på «Har du noen gang som folkevalgt møtt hatefulle ytringer?» er «Ja»",
    )


def test_an_option_that_is_the_same_in_both_languages_stands_once(hate: Instrument):
    options = lines(hate, language="en", beside="nb")["age_group"].options
    assert [(one.text, one.beside) for one in options[:1]] == [("18–29", "")]
    assert options[4].beside == "80 år eller eldre"


def test_a_questionnaire_without_sections_is_shown_by_dimension():
    asked = queries.instrument(code="local_democracy", version="2021")
    plain = replace(asked, sections=())
    page = instrument_page(instrument=plain, wanted={}, language="en")
    assert [sheet.title for sheet in page.sections[0].pages][:2] == [
        "Reliable government", "Accountable government",
    ]  # fmt: skip


def test_the_list_shows_each_questionnaire_once_with_its_newest_version():
    found = questionnaires(instruments=queries.instruments(), own=frozenset(), language="en")
    (democracy,) = [one for one in found if one.code == "local_democracy"]
    assert [one.version for one in democracy.versions] == ["2021", "2017", "2010"]
    assert democracy.versions[0].verified == "4 of 13 statements are verified."
    (hate,) = [one for one in found if one.code == "hate_and_threats"]
    assert hate.versions[0].verified == "Not verified against a source."
    assert [one.title for one in found] == sorted(one.title for one in found)


def test_the_history_tells_what_became_of_each_statement():
    asked = queries.instrument(code="local_democracy", version="2017")
    found = history(
        instrument=asked,
        others=[one for one in queries.instruments() if one.code == asked.code],
        crosswalk=queries.crosswalk(code=asked.code),
        language="en",
    )
    assert [one.name for one in found.versions if not one.is_this] == ["2010", "2021"]
    assert [step.summary for step in found.steps] == ["6 reworded, 8 new.", "13 unchanged, 1 dropped."]
    dropped = found.steps[1].changes[-1]
    assert (dropped.after, dropped.status) == ("", "Dropped: the line ends")
    assert dropped.before == "It is easy to see who is responsible for decisions"
    assert dropped.remarks[-1] == "To be verified against both questionnaires."


def test_everybody_reads_them_and_tries_them_out(client, db):
    shown = client.get(f"{HATE}?language=en&beside=ka").content.decode()
    for text in ("Asked only when", "one of these holds:", "What respondents are told", "112", "მუქარა"):
        assert text in shown, text
    assert "Statement by statement" in client.get(f"{LIST}local_democracy/2021/").content.decode()
    made_up = client.get(f"{HATE}made-up.csv")
    assert 'filename="hate_and_threats-2026-made-up.csv"' in made_up["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(made_up.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 100
    assert {row["group"] for row in rows} == {"councillors"}
    assert {row["threat_in_year"] for row in rows if row["threat_in_office"] == "0"} == {""}
    assert client.get(f"{LIST}hate_and_threats/1999/made-up.csv").status_code == 404


def test_a_wave_counts_no_for_the_year_of_whoever_never_met_it(members, analyst, load_into):
    """Ten councillors: four threatened at some time, one of them last year. One in ten, not one in four."""
    operations.create_wave(
        slug="hate", title={"en": "Hate"}, year=2021, instrument_code="hate_and_threats",
        instrument_version="2026", reference_date=date(2021, 1, 1), by=analyst, at=NOON,
    )  # fmt: skip
    place = operations.NewParticipant("0301", 59, date(2022, 1, 20), has_embargo=False)
    operations.add_participants(wave="hate", participants=[place], by=analyst, at=NOON)
    operations.open_wave(wave="hate", by=analyst, at=NOON)
    rows = [f"r{at},councillors,0301,{int(at < 4)},{'' if at >= 4 else int(at < 1)}" for at in range(10)]
    load_into("hate", "\n".join(["respondent,group,unit,threat_in_office,threat_in_year", *rows]).encode())
    answers = respondents(actor=INSTALLATION, wave="hate").answers["threat_in_year"]
    assert sorted(answers.tolist()) == [0] * 9 + [1]
