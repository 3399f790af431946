# SPDX-License-Identifier: EUPL-1.2
"""What follows from a call, and when the next one may be made."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.collect.analysis.phone import (
    OUTCOMES,
    Attempt,
    CallOutcome,
    CallRules,
    Window,
    code_of,
    disposition_of,
    may_call,
    next_time,
    part_of_day,
    what_follows,
)
from samband.core.collect.analysis.phone.schedule import PartOfDay
from samband.core.country.queries import chosen_calendar
from samband.engines.sampling import DISPOSITIONS

OSLO = ZoneInfo("Europe/Oslo")
WEEK = CallRules([Window(day, time(9), time(21)) for day in range(1, 6)])
NORWAY = chosen_calendar(country="norway")
MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=OSLO)


def rests(day: date) -> bool:
    return bool(NORWAY.name_of(day))


def tried(*outcomes: str) -> list[Attempt]:
    return [
        Attempt(CallOutcome(one), OUTCOMES[CallOutcome(one)].code, date(2026, 3, 2), 10) for one in outcomes
    ]


def follows(*outcomes: str, most: int = 8, **more: bool):
    return what_follows(history=tried(*outcomes), most=most, minutes={}, **more)


def test_every_outcome_has_a_key_of_its_own_and_a_code_of_the_standard():
    assert set(OUTCOMES) == set(CallOutcome)
    assert len({rule.key for rule in OUTCOMES.values()}) == len(OUTCOMES)
    assert {rule.code for rule in OUTCOMES.values()} <= set(DISPOSITIONS)


@pytest.mark.parametrize(("outcome", "minutes"), [("no_answer", 240), ("busy", 20), ("machine", 240)])
def test_whoever_was_not_reached_is_called_again_after_a_pause(outcome, minutes):
    assert (follows(outcome).is_over, follows(outcome).minutes) == (False, minutes)


def test_the_pauses_of_the_plan_win():
    found = what_follows(history=tried("busy"), most=8, minutes={CallOutcome.BUSY: 5})
    assert found.minutes == 5


@pytest.mark.parametrize(
    "outcome", ["hard_refusal", "do_not_call", "wrong_number", "not_eligible", "not_able", "quota_full"]
)
def test_some_outcomes_are_the_last_word(outcome):
    assert follows(outcome).is_over


def test_a_soft_refusal_is_asked_about_once_more_and_not_twice():
    assert not follows("no_answer", "soft_refusal").is_over
    assert follows("soft_refusal", "no_answer", "soft_refusal").is_over


def test_nobody_is_called_more_often_than_planned_but_when_they_asked_for_it():
    assert follows("no_answer", "busy", "no_answer", most=3).is_over
    agreed = what_follows(
        history=tried("busy", "busy", "call_back"), most=3, minutes={}, has_appointment=True
    )
    assert not agreed.is_over


def test_a_language_that_somebody_here_speaks_is_tried_in():
    assert follows("language").is_over
    assert not follows("language", has_speaker=True).is_over


def test_the_code_that_counts_is_that_of_the_standard():
    assert disposition_of(history=tried("no_answer", "machine")) == "3.14"
    assert disposition_of(history=tried("soft_refusal", "no_answer")) == "2.112"
    assert disposition_of(history=[]) == "3.11"
    assert code_of(outcome=CallOutcome.HARD_REFUSAL, has_begun=True) == "2.12"
    assert code_of(outcome=CallOutcome.NO_ANSWER, has_begun=True) == "3.13"


def test_calls_are_made_in_the_hours_of_the_plan():
    assert may_call(at=MONDAY, rules=WEEK, rests=rests)
    assert not may_call(at=MONDAY.replace(hour=8, minute=59), rules=WEEK, rests=rests)
    assert not may_call(at=MONDAY.replace(hour=21, minute=0), rules=WEEK, rests=rests)
    assert not may_call(at=MONDAY - timedelta(days=1), rules=WEEK, rests=rests)


def test_days_of_rest_are_left_alone():
    easter_monday, may_day = (datetime(2026, *day, 12, tzinfo=OSLO) for day in ((4, 6), (5, 1)))
    assert not may_call(at=easter_monday, rules=WEEK, rests=rests)
    assert next_time(after=may_day, rules=WEEK, rests=rests) == datetime(2026, 5, 4, 9, tzinfo=OSLO)
    always = CallRules(WEEK.windows, on_rest_days=True)
    assert may_call(at=easter_monday, rules=always, rests=rests)


def test_the_next_call_is_in_another_part_of_the_day():
    again = next_time(after=MONDAY, rules=WEEK, rests=rests, avoid=PartOfDay.MORNING)
    assert again == datetime(2026, 3, 2, 12, tzinfo=OSLO)
    evening = MONDAY.replace(hour=20)
    assert next_time(after=evening, rules=WEEK, rests=rests, avoid=PartOfDay.EVENING) == datetime(
        2026, 3, 3, 9, tzinfo=OSLO
    )


def test_where_only_mornings_are_called_the_next_call_is_in_the_morning():
    mornings = CallRules([Window(day, time(9), time(11)) for day in range(1, 6)])
    again = next_time(after=MONDAY.replace(hour=11), rules=mornings, rests=rests, avoid=PartOfDay.MORNING)
    assert again == datetime(2026, 3, 3, 9, tzinfo=OSLO)


def test_a_plan_without_hours_calls_nobody():
    assert next_time(after=MONDAY, rules=CallRules([]), rests=rests) is None


def test_hours_hold_by_the_clock_on_the_wall_when_summer_time_begins():
    friday = datetime(2026, 3, 27, 21, tzinfo=OSLO)
    again = next_time(after=friday, rules=WEEK, rests=rests)
    assert (again.hour, again.utcoffset()) == (9, timedelta(hours=2))


@given(
    st.integers(min_value=-1_000_000, max_value=1_000_000),
    st.sampled_from([None, *PartOfDay]),
)
def test_whenever_a_call_is_planned_it_may_be_made_then(minutes, avoid):
    after = MONDAY + timedelta(minutes=minutes)
    again = next_time(after=after, rules=WEEK, rests=rests, avoid=avoid)
    assert again is not None
    assert again >= after
    assert may_call(at=again, rules=WEEK, rests=rests)


@pytest.mark.parametrize(
    ("hour", "part"), [(9, "morning"), (12, "afternoon"), (17, "evening"), (23, "evening")]
)
def test_a_day_has_three_parts(hour, part):
    assert part_of_day(hour=hour) == part
