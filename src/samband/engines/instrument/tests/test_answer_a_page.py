# SPDX-License-Identifier: EUPL-1.2
"""What a page that is sent in comes to: answers, problems, what is asked once more, what it makes appear."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from samband.engines import instrument as engine
from samband.engines.instrument import (
    MISSING,
    Instrument,
    Step,
    StepOutcome,
    answer_text,
    check_step,
    draw_answers,
    ended_by,
    examined,
    filled_in,
    in_order,
    kept,
    lacking,
    load_instrument,
    next_step,
    piped,
    previous_step,
    score_items,
    step_of,
    steps,
)

FEATURES = Path(engine.__file__).parent / "features"


def feature(name: str) -> Instrument:
    return load_instrument(FEATURES / f"{name}.yaml")


def at(asked: Instrument, key: str, answers: Mapping[str, object] | None = None) -> Step:
    step = step_of(flow=asked.flow, group="", answers=answers or {}, key=key)
    assert step is not None
    return step


def sent(
    step: Step, *, again: bool = False, answers: Mapping[str, object] | None = None, **raw: str
) -> StepOutcome:
    fields = {name: text.split("|") for name, text in raw.items()}
    return check_step(step=step, raw=fields, answers=dict(answers or {}), asked_again=again)  # type: ignore[arg-type]


def test_what_is_required_is_asked_for_until_it_is_there():
    page = at(feature("needs"), "who.who_1")
    for again in (False, True):
        outcome = sent(page, again=again)
        assert [problem.question for problem in outcome.problems] == ["age"]
    assert outcome.problems[0].words() == "Answer this question to go on."


def test_what_is_wanted_is_asked_for_once():
    page = at(feature("needs"), "who.who_1")
    first = sent(page, age="40")
    assert (first.wanted, first.is_done, first.answers) == (("years_here",), False, {"age": 40})
    assert sent(page, age="40", again=True).is_done


def test_a_wrong_answer_is_not_taken_and_an_old_one_is_gone():
    page = at(feature("needs"), "who.who_1")
    outcome = sent(page, answers={"age": 40, "children": 2}, age="15", years_here="3", children="")
    assert outcome.answers == {"years_here": 3}
    assert outcome.problems[0].words() == "Write 16 or more."


def test_dont_know_is_an_answer():
    page = at(feature("grid"), "council.council_1")
    assert sent(page, informs="8", listens="8", hides="8").is_done


def test_a_question_that_appears_on_the_page_is_shown_before_going_on():
    page = at(feature("show_if"), "incidents.threats")
    outcome = sent(page, threatened="several")
    assert (outcome.revealed, outcome.is_done) == (("times",), False)


def test_a_browser_may_have_shown_it_already():
    page = at(feature("show_if"), "incidents.threats")
    outcome = sent(page, threatened="several", times="3")
    assert (outcome.answers, outcome.is_done) == ({"threatened": "several", "times": 3}, True)
    assert sent(page, threatened="once", times="x").is_done


def test_a_hidden_answer_is_not_kept():
    asked = feature("show_if")
    answers = {"threatened": "never", "times": 3, "was_reported": "yes", "support": "None"}
    assert kept(flow=asked.flow, group="", answers=answers) == {"threatened": "never", "support": "None"}


def test_a_check_says_what_the_instrument_says_of_it():
    asked = feature("day")
    page = at(asked, "leave.leave_1")
    outcome = sent(page, first_day="2026-01-10", last_day="2026-01-09")
    (problem,) = outcome.problems
    said = problem.words(said=asked.words["nb"])
    assert piped(text=said, answers=outcome.answers, words=asked.words["nb"], step=page) == (
        "Siste dag er før den første, 10.01.2026. Rett en av dem."
    )


BY_BOAT = {"way_to_work": "other", "way_to_work_other": "By boat"}


@pytest.mark.parametrize(
    ("raw", "answers"),
    [
        ({"way_to_work": "other", "way_to_work_other": "By boat"}, BY_BOAT),
        ({"way_to_work_other": "By boat"}, BY_BOAT),
        ({"way_to_work": "bus", "way_to_work_other": "By boat"}, {"way_to_work": "bus"}),
        ({"way_to_work": "other"}, {"way_to_work": "other"}),
    ],
)  # fmt: skip
def test_the_text_beside_other_is_kept_with_it(raw: dict[str, str], answers: dict[str, str]):
    asked = feature("one_of")
    outcome = sent(at(asked, "travel.travel_1"), **raw)
    assert kept(flow=asked.flow, group="", answers=outcome.answers) == answers


def test_what_stands_alone_is_named_by_its_label():
    asked = feature("some_of")
    (problem,) = sent(at(asked, "contact.contact_1"), channels="none|mail").problems
    assert problem.words(said=asked.words["en"]) == (
        "The answer “None of these” cannot be chosen together with others."
    )


def test_each_option_gets_a_repeat_of_its_own():
    asked = feature("loop_options")
    answers = {"services": ("library", "bus"), "content[library]": 5, "content[bus]": 2}
    keys = [step.key for step in steps(flow=asked.flow, group="", answers=answers)]
    assert keys == ["use.use_1", "each.each_1[library]", "each.each_1[bus]", "after.after_1"]
    library, bus = (at(asked, f"each.each_1[{code}]", answers) for code in ("library", "bus"))
    assert [question.code for question in library.questions] == ["content"]
    assert [question.code for question in bus.questions] == ["content", "missed"]
    wording = asked.words["nb"].question("content")
    assert piped(text=wording, answers=answers, words=asked.words["nb"], step=bus).endswith("dette: Bussen?")
    assert (
        answer_text(question=bus.questions[0], answers=answers, words=asked.words["nb"], step=bus) == "Lite"
    )


def test_an_option_taken_back_takes_its_repeat_with_it():
    asked = feature("loop_options")
    answers = {"services": ("library",), "content[library]": 5, "content[bus]": 2, "missed[bus]": "Seats"}
    found = kept(flow=asked.flow, group="", answers=answers)
    assert found == {"services": ("library",), "content[library]": 5}


def test_a_number_gives_so_many_repeats_but_no_more_than_allowed():
    asked = feature("loop_number")
    repeats = [step.instance for step in steps(flow=asked.flow, group="", answers={"committees": 9})]
    assert repeats == ["", "1", "2", "3", "4"]


def test_an_early_end_is_a_valid_record():
    asked = feature("ends_if")
    assert [ended_by(flow=asked.flow, group="", answers={"age": age}) for age in (12, 30)] == ["who", ""]
    assert lacking(flow=asked.flow, group="", answers={"age": 12, "opinion": "?"}) == ()
    assert [lack.problem.question for lack in lacking(flow=asked.flow, group="", answers={"age": 30})] == [
        "opinion"
    ]


def test_what_is_lacking_says_on_which_page():
    asked = feature("loop_number")
    found = lacking(flow=asked.flow, group="", answers={"committees": 2, "hours[1]": 200})
    assert [(lack.step, lack.problem.question, lack.problem.words()) for lack in found] == [
        ("each.each_1[1]", "hours[1]", "Write 100 or less."),
        ("each.each_1[2]", "hours[2]", "Answer this question to go on."),
    ]


def test_what_is_worked_out_is_kept_whatever_was_sent_for_it():
    asked = feature("computed")
    found = examined(flow=asked.flow, group="", answers={"in_spring": 3, "in_autumn": 4, "in_year": 99})
    assert (found.kept["in_year"], found.lacking) == (7, ())


def test_a_default_is_shown_but_not_stored():
    asked = feature("computed")
    page = at(asked, "meetings.times", {"in_spring": 3})
    assert filled_in(step=page, answers={"in_spring": 3}) == {"in_autumn": 3}
    assert "in_autumn" not in kept(flow=asked.flow, group="", answers={"in_spring": 3})


def test_a_group_meets_only_its_questions():
    asked = feature("groups")
    keys = {
        group: [step.key for step in steps(flow=asked.flow, group=group, answers={})]
        for group in asked.groups
    }
    assert keys == {
        "inhabitants": ["all_of_us.all_of_us_1"],
        "councillors": ["all_of_us.all_of_us_1", "office.office_1"],
    }


def test_a_page_that_is_gone_still_has_its_place():
    asked = feature("pages")
    no = {"has_time": "no"}
    after = next_step(flow=asked.flow, group="", answers=no, after="more.wishes")
    before = previous_step(flow=asked.flow, group="", answers=no, before="more.wishes")
    assert (after and after.key, before and before.key) == ("last.goodbye", "first.choice")


def test_a_shuffled_page_stores_options_in_the_order_of_their_list():
    asked = feature("shuffled")
    page = next(
        drawn
        for seed in range(99)
        if (drawn := in_order(step=at(asked, "leaving.leaving_1"), seed=seed))
        != at(asked, "leaving.leaving_1")
    )
    assert sent(page, reasons="meetings|time").answers == {"reasons": ("time", "meetings")}


def test_orders_drawn_are_about_equally_likely_and_other_stays_last():
    page = at(feature("shuffled"), "leaving.leaving_1")
    drawn = [in_order(step=page, seed=seed).questions[0].kind.options.codes for seed in range(400)]  # type: ignore[union-attr]
    assert {codes[-1] for codes in drawn} == {"other"}
    for code in ("time", "family", "papers", "meetings"):
        assert 70 <= sum(codes[0] == code for codes in drawn) <= 130


def test_answers_of_a_flow_are_scored_as_columns():
    asked = feature("grid")
    records = [draw_answers(instrument=asked, seed=seed) for seed in range(50)]
    columns = {
        item.code: np.array([record.get(item.code, MISSING) for record in records], dtype=np.int16)
        for item in asked.items
    }
    scores = score_items(instrument=asked, columns=columns)
    assert set(scores) == {"informs", "listens", "hides", "openness"}
    first, score = records[0], scores["openness"]
    valid = [
        first[code] if code != "hides" else 5 - first[code] for code in columns if first.get(code, 8) != 8
    ]  # type: ignore[operator]
    assert score.numerators[0] / score.denominator == pytest.approx(sum(valid) / len(valid))  # type: ignore[arg-type]
