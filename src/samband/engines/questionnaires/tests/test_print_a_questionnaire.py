# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire on paper: numbers, figures beside the boxes, routing in words, one language or two."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from lxml import html

import samband.engines.instrument
from samband.engines.instrument import Instrument, draw_answers, load_instrument, read_answer
from samband.engines.instrument.flow import Computed, Note
from samband.engines.questionnaires import (
    Asked,
    Grid,
    Mark,
    as_keyed,
    keyed,
    marks_of,
    printed,
    spots,
    to_html,
    to_pdf,
)

FOLDER = Path(samband.engines.instrument.__file__).parent / "features"
FEATURES = sorted(path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem)
NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


@cache
def feature(name: str) -> Instrument:
    return load_instrument(FOLDER / f"{name}.yaml")


def sheet_of(name: str, **asked):
    return printed(instrument=feature(name), languages=["en"], **asked)


def passages_of(sheet):
    return [passage for part in sheet.parts for passage in part.passages]


def blocks_of(sheet):
    return [block for passage in passages_of(sheet) for block in passage.blocks]


def numbers_of(sheet):
    rows = (block.rows if isinstance(block, Grid) else (block,) for block in blocks_of(sheet))
    return [row.number for found in rows for row in found if row.number]


@pytest.mark.parametrize("name", FEATURES)
def test_every_question_stands_on_the_sheet_once_with_its_number(name):
    instrument = feature(name)
    group = instrument.groups[0] if instrument.groups else ""
    sheet = printed(instrument=instrument, languages=["en"], group=group)
    asked = [
        one
        for one in instrument.flow.questions
        if not isinstance(one.kind, Note | Computed) and (not group or one.is_asked_of(group))
    ]

    plain = {re.sub("[a-z]", "", number) for number in numbers_of(sheet)}

    assert plain == {str(number) for number in range(1, len(asked) + 1)}
    assert len(set(numbers_of(sheet))) == len(numbers_of(sheet))


@pytest.mark.parametrize("name", FEATURES)
def test_what_is_printed_beside_a_box_keys_its_answer(name):
    """The figures lead to the answer and back, for answers drawn as people could give them."""
    instrument = feature(name)
    group = instrument.groups[0] if instrument.groups else ""
    by_key = {spot.key: spot for spot in spots(instrument=instrument, group=group) if spot.number}
    for seed in range(5):
        answers = draw_answers(instrument=instrument, group=group, seed=seed)
        for key in answers.keys() & by_key.keys():
            question = by_key[key].question
            if marks_of(question=question):
                typed = as_keyed(question=question, value=answers[key])
                read = read_answer(question=question, raw=keyed(question=question, text=typed))
                assert read == (answers[key] or None)


def test_boxes_of_a_list_are_counted_and_codes_of_a_scale_stand_for_themselves():
    (way,) = (spot.question for spot in spots(instrument=feature("one_of")))
    first = next(spot.question for spot in spots(instrument=feature("grid"), group="inhabitants"))

    assert marks_of(question=way) == {
        "1": "on_foot", "2": "bicycle", "3": "bus", "4": "car", "5": "other", "6": "dont_know",
    }  # fmt: skip
    assert list(marks_of(question=first)) == ["1", "2", "3", "4", "8"]


def test_several_figures_are_parted_as_people_part_them():
    (channels,) = (spot.question for spot in spots(instrument=feature("some_of")))

    assert keyed(question=channels, text="1, 3") == ("meeting", "phone")
    assert keyed(question=channels, text="1+3 ") == ("meeting", "phone")
    assert keyed(question=channels, text="9") == ("9",), "what is not on the sheet is refused by reading it"
    assert keyed(question=channels, text="  ") == ()


def test_after_a_box_it_says_where_to_go_on():
    has_time, wish, last = (
        block for block in blocks_of(sheet_of("pages")) if isinstance(block, Asked) and block.number
    )

    yes, no = has_time.boxes
    assert (wish.number, last.number) == ("2", "3")
    assert yes.onward == ()
    assert no.onward == ("Go to question 3",)


def test_what_depends_on_a_skipped_question_is_skipped_too():
    never, once, several, no_answer = blocks_of(sheet_of("show_if"))[0].boxes

    assert never.onward == ("Go to question 4",)
    assert no_answer.onward == ("Go to question 4",)
    assert once.onward == ("Go to question 3",)
    assert several.onward == ()


def test_above_questions_it_says_whom_they_concern():
    only = [passage.only for passage in passages_of(sheet_of("show_if"))]

    assert only == [
        (),
        ("Only if you answered “Yes, several times” to question 1.",),
        ("Only if you answered “Yes, once” or “Yes, several times” to question 1.",),
        (),
    ]


def test_who_is_finished_early_is_told_so():
    first, _rest = sheet_of("ends_if").parts

    assert first.ends == ("Stop here if your answer to question 1 is less than 16.",)


def test_a_repeated_part_stands_there_once_for_each_option():
    sheet = sheet_of("loop_options")

    assert numbers_of(sheet) == ["1", "2a", "3a", "2b", "3b", "2c", "3c", "4"]
    assert [part.heading for part in sheet.parts[1:4]] == [
        ("The library",), ("The swimming pool",), ("The bus",),
    ]  # fmt: skip
    assert sheet.parts[2].passages[0].blocks[0].text == ("How content are you with this: The swimming pool?",)
    assert sheet.parts[2].passages[1].only == (
        "Only if you answered “Not at all” or “Not very” to question 2b.",
    )


def test_a_quoted_answer_becomes_a_pointer_to_its_question():
    *_, likes = blocks_of(sheet_of("piping"))

    assert likes.text == (
        "You have lived there for [your answer to question 2] years "
        "([your answer to question 1]). What do you like about it?",
    )


def test_only_questions_of_the_group_are_numbered():
    assert numbers_of(sheet_of("groups", group="inhabitants")) == ["1"]
    assert numbers_of(sheet_of("groups", group="councillors")) == ["1", "2", "3"]


def test_two_languages_stand_side_by_side():
    sheet = printed(instrument=feature("plain_language"), languages=feature("plain_language").languages[:2])

    (asked,) = blocks_of(sheet)

    assert len(asked.text) == 2
    assert asked.text[0] != asked.text[1]
    page = html.fragment_fromstring(to_html(sheet=sheet))
    assert [p.text_content() for p in page.find_class("sheet-text")] == list(asked.text)


@pytest.mark.parametrize("languages", [[], ["en", "en"], ["en", "nb", "ka"], ["xx"]])
def test_languages_that_cannot_be_printed_are_refused(languages):
    with pytest.raises(ValueError, match=r"one or two|Choose of these"):
        printed(instrument=feature("one_of"), languages=languages)


def test_a_group_that_is_not_asked_is_refused():
    with pytest.raises(ValueError, match="asks no group visitors"):
        sheet_of("groups", group="visitors")


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_becomes_a_tagged_pdf_and_a_page(name):
    instrument = feature(name)
    group = instrument.groups[0] if instrument.groups else ""
    sheet = printed(instrument=instrument, languages=instrument.languages[:2], group=group)

    pdf = to_pdf(sheet=sheet, stamp=NEW_YEAR)
    page = html.fragment_fromstring(to_html(sheet=sheet))

    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert page.get("lang") == "en"
    assert not page.xpath("//@style | //script")


def test_a_text_is_never_read_as_markup():
    hostile = feature("text")
    words = hostile.words["en"]
    object.__setattr__(words, "questions", {**words.questions, "comment": "#panic() <script>*x* $y$"})
    try:
        sheet = printed(instrument=hostile, languages=["en"])
        assert to_pdf(sheet=sheet, stamp=NEW_YEAR).startswith(b"%PDF-")
        assert "<script>" not in to_html(sheet=sheet)
        assert "#panic() &lt;script&gt;*x* $y$" in to_html(sheet=sheet)
    finally:
        feature.cache_clear()


def test_each_numbered_sheet_is_a_copy_of_its_own_and_the_same_input_gives_the_same_bytes():
    sheet = sheet_of("one_of")
    marks = [Mark("01-001", "https://answers.example/a/"), Mark("01-002")]

    two = to_pdf(sheet=sheet, stamp=NEW_YEAR, marks=marks)

    assert two == to_pdf(sheet=sheet, stamp=NEW_YEAR.replace(microsecond=7), marks=marks)
    assert _pages(two) == 2 * _pages(to_pdf(sheet=sheet, stamp=NEW_YEAR))


def test_more_sheets_than_somebody_waits_for_are_refused():
    with pytest.raises(ValueError, match="at most 200"):
        to_pdf(sheet=sheet_of("one_of"), stamp=NEW_YEAR, marks=[Mark(str(one)) for one in range(201)])


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
