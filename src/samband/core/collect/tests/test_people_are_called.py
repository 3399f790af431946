# SPDX-License-Identifier: EUPL-1.2
"""Interviewers are handed people one at a time, note what came of it, and interview."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.collect import operations as collect
from samband.core.collect.analysis.phone import CallOutcome
from samband.core.collect.models import CallState, Case, Draft, QuotaHold
from samband.core.collect.operations import NewCell, NotTaken, Plan, Reason, Submission, submit
from samband.core.collect.operations.phone import (
    NoAppointment,
    NotInHand,
    NotNow,
    begin_interview,
    end_call,
    finish_interview,
    keep_interview,
    load_interview,
    next_call,
    release_call,
    release_held,
)
from samband.core.collect.queries import answer_counts, case_counts
from samband.core.collect.queries.phone import board, call_in_hand, outcome_rows, phone_asks
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.calling import ASK, MONDAY, interviewer, open_called, person
from samband.core.collect.tests.conftest import ANALYST

ANNA, BEN = interviewer(1), interviewer(2)
ANSWERS = {"own_age": "30_49", "own_gender": "woman"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def called():
    """Ten people in Utsira who may be called."""
    return open_called(people=[person(number) for number in range(10)])


def given(by: Actor = ANNA, at: datetime = MONDAY, **more):
    found = next_call(ask=ASK, by=by, at=at, **more)
    return None if found is None else found.case.number


def noted(outcome: str, by: Actor = ANNA, at: datetime = MONDAY, **more):
    call = next_call(ask=ASK, by=by, at=at).case.id
    follows = end_call(call=call, outcome=CallOutcome(outcome), by=by, at=at, **more)
    return CallState.objects.get(pk=call), follows


def interviewed(answers=ANSWERS, by: Actor = ANNA, at: datetime = MONDAY) -> bool:
    """Whether there was a place for this person; if so, the interview is held."""
    call = next_call(ask=ASK, by=by, at=at).case.id
    sheet = begin_interview(call=call, language="en", by=by, at=at)
    sheet = replace(sheet, visit=replace(sheet.visit, answers=answers))
    has_place = keep_interview(call=call, sheet=sheet, by=by, at=at)
    if has_place:
        finish_interview(call=call, by=by, at=at)
    return has_place


def test_each_interviewer_gets_somebody_else_and_keeps_them(called):
    assert given(ANNA) != given(BEN)
    assert given(ANNA) == given(ANNA, at=MONDAY + timedelta(minutes=5))


def test_t29_an_interviewer_sees_nobody_but_the_one_in_hand(called):
    mine = given(ANNA)
    assert call_in_hand(actor=ANNA).case.number == mine
    assert call_in_hand(actor=BEN) is None


def test_somebody_held_too_long_goes_to_another(called):
    Case.objects.exclude(number="0003").delete()
    assert given(ANNA) == "0003"
    assert given(BEN) is None
    late = MONDAY + timedelta(minutes=30)
    assert given(BEN, at=late) == "0003"
    assert call_in_hand(actor=ANNA) is None


def test_what_is_noted_about_somebody_who_went_to_another_is_refused(called):
    Case.objects.exclude(number="0003").delete()
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    given(BEN, at=MONDAY + timedelta(hours=1))
    with pytest.raises(NotInHand):
        end_call(call=call, outcome=CallOutcome.BUSY, by=ANNA, at=MONDAY + timedelta(hours=1))


def test_a_call_is_noted_once_however_often_the_key_is_pressed(called):
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    end_call(call=call, outcome=CallOutcome.NO_ANSWER, by=ANNA, at=MONDAY)
    with pytest.raises(NotInHand):
        end_call(call=call, outcome=CallOutcome.NO_ANSWER, by=ANNA, at=MONDAY)
    assert len(CallState.objects.get(pk=call).history) == 1


def test_an_appointment_that_is_due_comes_first_and_not_before_its_time(called):
    agreed = MONDAY + timedelta(days=1)
    state, _ = noted("call_back", appointment=agreed, note="The son answered")
    number = state.case.number
    assert number not in {given(ANNA), given(BEN, at=agreed - timedelta(minutes=1))}
    release_call(by=BEN, at=agreed)
    found = next_call(ask=ASK, by=BEN, at=agreed)
    assert (found.case.number, found.is_appointment, found.note) == (number, True, "The son answered")


def test_an_appointment_holds_outside_the_hours_to_call_in(called):
    sunday = MONDAY - timedelta(days=1)
    assert given(at=sunday) is None
    noted("call_back", appointment=MONDAY + timedelta(days=6))
    assert given(at=MONDAY + timedelta(days=6)) is not None


def test_an_appointment_in_the_past_or_after_the_end_is_refused(called):
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    plan = Plan(closes_at=MONDAY + timedelta(days=7))
    collect.change_ask(ask=ASK, plan=plan, by=ANALYST, at=MONDAY)
    for agreed in (None, MONDAY, MONDAY + timedelta(days=7)):
        with pytest.raises(NoAppointment):
            end_call(call=call, outcome=CallOutcome.CALL_BACK, by=ANNA, at=MONDAY, appointment=agreed)
    assert call_in_hand(actor=ANNA).case.id == call


def test_whoever_does_not_answer_is_called_in_another_part_of_the_day(called):
    state, _ = noted("no_answer")
    due = timezone.localtime(state.due_at)
    assert (due.date(), due.hour >= 12) == (date(2026, 3, 2), True)
    assert state.case.disposition == "3.13"


def test_a_busy_line_is_tried_again_soon(called):
    state, _ = noted("busy")
    assert state.due_at == MONDAY + timedelta(minutes=20)


def test_whoever_refused_is_left_in_peace(called):
    state, follows = noted("hard_refusal", note="Angry")
    assert follows.is_over
    assert (state.case.disposition, state.note, state.due_at) == ("2.112", "", None)


def test_whoever_wants_no_calls_gets_none_in_another_ask_either(called):
    refused, _ = noted("do_not_call")
    number = refused.case.contact["phone"].replace(" ", "")
    assert given() is not None
    release_call(by=ANNA, at=MONDAY)
    others = Case.objects.exclude(pk=refused.pk)
    others.update(contact={"phone": f"0047{number}"})
    assert given(BEN) is None
    assert set(others.values_list("disposition", flat=True)) == {"2.11"}


def test_another_language_goes_to_those_who_speak_it(called):
    Case.objects.exclude(number="0003").delete()
    state, follows = noted("language", language="nb")
    assert (follows.is_over, state.case.language) == (False, "nb")
    later = MONDAY + timedelta(hours=2)
    assert given(at=later, languages=["en"]) is None
    assert given(at=later, languages=["nb", "en"]) == "0003"


def test_nobody_is_called_more_often_than_planned(db):
    open_called(people=[person(1)], most=2)
    noted("busy")
    _, follows = noted("no_answer", at=MONDAY + timedelta(hours=1))
    assert follows.is_over
    assert given(at=MONDAY + timedelta(days=3)) is None


def test_people_drawn_later_are_called_too(called):
    Case.objects.all().delete()
    assert given() is None
    collect.add_cases(ask=ASK, cases=[person(77, batch=2)], by=ANALYST, at=MONDAY)
    assert given() == "0077"


def test_earlier_batches_come_first(db):
    open_called(people=[person(number, batch=number) for number in (3, 1, 2)])
    assert [given(interviewer(number)) for number in range(3)] == ["0001", "0002", "0003"]


def test_whoever_answered_or_refused_in_another_way_is_not_called(called):
    numbers = [made.number for made in called]
    Case.objects.filter(number__in=numbers[:5]).update(answered_on=date(2026, 3, 1))
    Case.objects.filter(number__in=numbers[5:9]).update(disposition="2.11")
    assert given() == numbers[9]


def test_nobody_is_called_before_the_opening_or_after_the_end(called):
    collect.close_ask(ask=ASK, by=ANALYST, at=MONDAY)
    with pytest.raises(NotNow):
        given()
    assert phone_asks(actor=ANNA, at=MONDAY) == ()


def test_t29_an_interview_is_taken_and_nothing_of_it_stays_with_the_person(called):
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case
    before = list(all_events())
    sheet = begin_interview(call=call.id, language="nb", by=ANNA, at=MONDAY)
    sheet = replace(sheet, visit=replace(sheet.visit, answers=ANSWERS))
    assert keep_interview(call=call.id, sheet=sheet, by=ANNA, at=MONDAY)
    finish_interview(call=call.id, by=ANNA, at=MONDAY)
    assert answer_counts(ask=ASK) == {("1151", "inhabitants"): 1}
    state = CallState.objects.get(pk=call.id)
    assert (state.is_over, state.secret, state.holder, state.history) == (True, "", "", [])
    assert state.case.disposition == "1.1"
    assert not Draft.objects.exists()
    assert list(all_events()) == before
    assert call_in_hand(actor=ANNA) is None


def test_an_interview_that_was_broken_off_goes_on_with_somebody_else(called):
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    sheet = begin_interview(call=call, language="nb", by=ANNA, at=MONDAY)
    begun = replace(sheet, visit=replace(sheet.visit, answers={"own_age": "30_49"}))
    keep_interview(call=call, sheet=begun, by=ANNA, at=MONDAY)
    agreed = MONDAY + timedelta(hours=3)
    end_call(call=call, outcome=CallOutcome.CALL_BACK, by=ANNA, at=MONDAY, appointment=agreed)
    again = next_call(ask=ASK, by=BEN, at=agreed)
    assert load_interview(call=again).visit.answers == {"own_age": "30_49"}
    assert begin_interview(call=call, language="en", by=BEN, at=agreed).visit.language == "nb"


def test_a_refusal_in_the_middle_is_a_break_off_and_drops_what_was_answered(called):
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    begin_interview(call=call, language="nb", by=ANNA, at=MONDAY)
    end_call(call=call, outcome=CallOutcome.HARD_REFUSAL, by=ANNA, at=MONDAY)
    assert Case.objects.get(pk=call).disposition == "2.12"
    assert not Draft.objects.exists()


def test_somebody_who_answers_on_the_web_meanwhile_answers_once(called):
    made = {one.number: one.token for one in called}
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case
    sheet = begin_interview(call=call.id, language="en", by=ANNA, at=MONDAY)
    sheet = replace(sheet, visit=replace(sheet.visit, answers=ANSWERS))
    keep_interview(call=call.id, sheet=sheet, by=ANNA, at=MONDAY)
    submit(submission=by_web(SecretKind.TOKEN, made[call.number]), at=MONDAY)
    with pytest.raises(NotTaken) as refused:
        finish_interview(call=call.id, by=ANNA, at=MONDAY)
    assert refused.value.reason is Reason.ANSWERED
    assert case_counts(ask=ASK)["1151", "inhabitants"].answered == 1


def by_web(kind=SecretKind.OPEN, secret="", nonce="nonce-of-somebody-1"):
    place = {"group": "inhabitants", "unit": "1151"} if kind is SecretKind.OPEN else {}
    return Submission(
        ask=ASK, kind=kind, secret=secret, nonce=nonce, answers=ANSWERS, language="en", mode="web", **place
    )


def cells(target: int, **more: int) -> None:
    """Area, gender and age crossed; and what else is named, as ``man=3``."""
    crossed = [
        NewCell(f"1151 {age} {sex}", {"unit": ["1151"], "age": [age], "sex": [sex]}, more.get(sex, target))
        for age in ("16_29", "30_49") for sex in ("woman", "man")
    ]  # fmt: skip
    collect.set_quotas(ask=ASK, cells=crossed, by=ANALYST, at=MONDAY)


def test_a_place_is_kept_for_somebody_being_interviewed(called):
    cells(1)
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    sheet = begin_interview(call=call, language="en", by=ANNA, at=MONDAY)
    sheet = replace(sheet, visit=replace(sheet.visit, answers=ANSWERS))
    assert keep_interview(call=call, sheet=sheet, by=ANNA, at=MONDAY)
    with pytest.raises(NotTaken) as refused:
        submit(submission=by_web(), at=MONDAY)
    assert refused.value.reason is Reason.FULL
    assert not interviewed(by=BEN)
    finish_interview(call=call, by=ANNA, at=MONDAY)
    assert not QuotaHold.objects.exists()


def test_a_place_is_free_again_when_the_interview_goes_nowhere(called):
    cells(1)
    call = next_call(ask=ASK, by=ANNA, at=MONDAY).case.id
    sheet = begin_interview(call=call, language="en", by=ANNA, at=MONDAY)
    sheet = replace(sheet, visit=replace(sheet.visit, answers=ANSWERS))
    keep_interview(call=call, sheet=sheet, by=ANNA, at=MONDAY)
    assert submit(submission=by_web(), at=MONDAY + timedelta(minutes=31)).number
    with pytest.raises(NotTaken):
        finish_interview(call=call, by=ANNA, at=MONDAY + timedelta(minutes=31))


def test_people_whose_quota_is_known_to_be_full_are_not_called(called):
    Case.objects.update(known={"age": "30_49", "sex": "woman"})
    Case.objects.filter(number="0004").update(known={"age": "30_49", "sex": "man"})
    cells(1, man=1)
    submit(submission=by_web(), at=MONDAY)
    assert given(ANNA) == "0004"
    assert given(BEN) is None
    cells(2)
    assert given(BEN) is not None


def test_the_board_counts_and_tells_of_no_answers(called):
    noted("no_answer")
    noted("call_back", appointment=MONDAY + timedelta(days=1))
    interviewed()
    held = next_call(ask=ASK, by=BEN, at=MONDAY)
    seen = board(actor=ANALYST, ask=ASK, at=MONDAY + timedelta(hours=1), today=MONDAY.date())
    assert [(one.holder, one.is_late) for one in seen.held] == [(BEN.reference, True)]
    assert [(one.reference, one.calls, one.interviews) for one in seen.callers] == [(ANNA.reference, 3, 1)]
    assert [(one.calls, one.interviews) for one in seen.hours] == [(3, 1)]
    assert (seen.asked, seen.to_call, len(seen.appointments)) == (10, 9, 1)
    assert seen.rates.rates["RR1"] == pytest.approx(0.1)
    release_held(ask=ASK, call=held.case.id, by=ANALYST, at=MONDAY)
    assert call_in_hand(actor=BEN) is None
    rows = list(outcome_rows(actor=ANALYST, ask=ASK))
    assert sorted(row.disposition for row in rows) == ["1.1", "2.21", *["3.11"] * 7, "3.13"]


def test_calls_go_when_contact_data_goes(called):
    noted("no_answer")
    collect.close_ask(ask=ASK, by=ANALYST, at=MONDAY)
    collect.forget_cases(by=ANALYST, at=MONDAY + timedelta(days=90))
    assert not CallState.objects.exists()
    with pytest.raises(NotAllowed):
        board(actor=ANNA, ask=ASK, at=MONDAY, today=MONDAY.date())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None])
def test_t29_whoever_is_no_interviewer_calls_nobody(called, role):
    somebody = Actor("person:9", frozenset({Grant(role)} if role else ()))
    with pytest.raises(NotAllowed):
        next_call(ask=ASK, by=somebody, at=MONDAY)
    with pytest.raises(NotAllowed):
        call_in_hand(actor=somebody)
