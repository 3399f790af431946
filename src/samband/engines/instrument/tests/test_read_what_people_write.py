# SPDX-License-Identifier: EUPL-1.2
"""Numbers and days are read as the respondent's language writes them, and never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.instrument.answering import read_answer
from samband.engines.instrument.flow import Day, Number, OneOf, Options, Question, Ranked, SomeOf
from samband.engines.instrument.measured import Missing
from samband.engines.instrument.problems import Problem, ProblemKind
from samband.engines.instrument.typed import Unclear, day_text, number_text, read_day, read_number

TASKS = Options(
    "task", ("school", "care", "roads", "none"), frozenset({"none"}), missing={"dk": Missing.DONT_KNOW}
)


@pytest.mark.parametrize(
    ("text", "language", "decimals", "expected"),
    [
        ("1 234,5", "nb", 1, "1234.5"),
        ("1\u00a0234,5", "nb", 1, "1234.5"),
        ("1.234,5", "nb", 1, "1234.5"),
        ("1,234.5", "en", 1, "1234.5"),
        ("1 234.5", "en", 1, "1234.5"),
        ("1.234", "nb", 0, "1234"),
        ("1,234", "en", 0, "1234"),
        ("1.5", "nb", 1, "1.5"),
        ("1,5", "en", 1, "1.5"),
        ("0.125", "nb", 3, "0.125"),
        ("−3", "nb", 0, "-3"),
        ("- 3,5", "ka", 1, "-3.5"),
        ("+7", "en", 0, "7"),
        ("１２", "en", 0, "12"),
        ("1'234", "nb", 0, "1234"),
        ("12,0", "ro", 0, "12.0"),
    ],
)
def test_a_number_is_read(text: str, language: str, decimals: int, expected: str):
    assert read_number(text=text, language=language, decimals=decimals) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "twelve", "1 23", "1,2,3", "12 kr", "1e5", "--1", "1.2.3", ",5,", "∞", "1/2"]
)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_is_no_number_is_none(text: str, language: str):
    assert read_number(text=text, language=language, decimals=2) is None


@pytest.mark.parametrize(
    ("text", "language", "readings"), [("1.234", "nb", ("1234", "1,234")), ("1,234", "en", ("1234", "1.234"))]
)
def test_a_number_with_two_readings_is_asked_about(text: str, language: str, readings: tuple[str, str]):
    with pytest.raises(Unclear) as raised:
        read_number(text=text, language=language, decimals=3)
    assert raised.value.readings == readings
    found = read_answer(question=Question("q", Number(decimals=3)), raw=[text], language=language)
    assert isinstance(found, Problem)
    assert found.words() == f"Did you mean {readings[0]} or {readings[1]}? Write it that way."


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["nb", "en", "ro", "bg", "ka", "se", "nn"]))
def test_what_is_written_for_people_is_read_back(value: Decimal, language: str):
    text = number_text(value=float(value), language=language)
    assert read_number(text=text, language=language, decimals=2) == value


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2024-02-29", "nb", date(2024, 2, 29)),
        ("29.2.2024", "nb", date(2024, 2, 29)),
        ("29.02.2024 г.", "bg", date(2024, 2, 29)),
        ("29/02/2024", "en", date(2024, 2, 29)),
        ("2/29/2024", "en-US", date(2024, 2, 29)),
        ("29-2-2024", "ro", date(2024, 2, 29)),
        ("30.2.2024", "nb", None),
        ("29.2.24", "nb", None),
        ("yesterday", "en", None),
    ],
)
def test_a_day_is_read(text: str, language: str, expected: date | None):
    assert read_day(text=text, language=language) == expected


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["nb", "ro", "bg", "ka"]))
def test_a_day_written_in_figures_is_read_back(day: date, language: str):
    assert read_day(text=day_text(day=day, language=language), language=language) == day


def test_a_day_may_come_in_three_fields():
    assert read_answer(question=Question("q", Day()), raw=["29", "2", "2024"]) == "2024-02-29"


def said(kind: object, *raw: str, language: str = "en") -> object:
    found = read_answer(question=Question("q", kind), raw=raw, language=language)  # type: ignore[arg-type]
    return found.words() if isinstance(found, Problem) else found


def test_limits_are_told_in_the_language_of_the_reader():
    kind = Number(low=0, high=1500.5, decimals=1)
    assert said(kind, "1 600", language="nb") == "Write 1\u00a0500,5 or less."
    assert said(kind, "-1") == "Write 0 or more."
    assert said(kind, "3.14") == "Write no more digits after the decimal sign than 1."
    assert said(Number(), "3.5") == "Write a whole number."
    assert (
        said(Day(latest=date(2024, 2, 29)), "1.3.2024", language="nb")
        == "Write 29.02.2024 or an earlier date."
    )


def test_several_options_come_in_the_order_of_their_list():
    assert said(SomeOf(TASKS), "roads", "school") == ("school", "roads")
    assert said(SomeOf(TASKS), "none", "school") == "The answer “none” cannot be chosen together with others."
    assert said(SomeOf(TASKS), "dk") == ("dk",)
    assert said(SomeOf(TASKS, least=2), "school") == "Choose at least 2."
    assert said(SomeOf(TASKS, most=1), "school", "care") == "Choose at most 1."
    assert said(SomeOf(TASKS), "pool") == "Choose one of the answers shown."


def test_a_ranking_has_no_ties():
    assert said(Ranked(TASKS, most=2), "roads", "school") == ("roads", "school")
    assert said(Ranked(TASKS, most=2), "school:2", "roads:1", "care:") == ("roads", "school")
    assert said(Ranked(TASKS, most=2), "school:1", "roads:1") == "Give each place to one answer only."
    assert said(Ranked(TASKS, most=2), "school", "school") == "Give each place to one answer only."
    assert said(Ranked(TASKS, most=2), "school") == "Put 2 answers in order, or none."
    assert said(Ranked(TASKS, most=2), "dk") == ("dk",)


def test_one_option_is_one():
    assert said(OneOf(TASKS), "school", "care") == "Choose one answer only."
    assert said(OneOf(TASKS), "") is None
    assert said(OneOf(TASKS), "dk") == "dk"


def test_every_kind_of_problem_says_what_to_do():
    assert all(kind.what.endswith((".", "that way.")) for kind in ProblemKind)
