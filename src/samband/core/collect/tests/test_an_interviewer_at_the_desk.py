# SPDX-License-Identifier: EUPL-1.2
"""The pages of interviewers and supervisors, as a browser without scripts meets them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect import operations as collect
from samband.core.collect.analysis.phone import CallOutcome
from samband.core.collect.models import CallState, Case, Envelope, QuotaCell
from samband.core.collect.operations import NewCell
from samband.core.collect.operations.phone import next_call
from samband.core.collect.queries import quotas
from samband.core.collect.queries.phone import phone_plan
from samband.core.collect.tests.calling import AGES, ASK, GENDERS, MONDAY, UNITS, open_called, person
from samband.core.collect.tests.conftest import ANALYST

ANNA = Actor("cast:interviewer", frozenset({Grant(Role.INTERVIEWER)}))


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def called(db):
    return open_called(people=[person(number) for number in range(5)])


@pytest.fixture
def anna(called, signed_in):
    return signed_in(ANNA)


@pytest.fixture
def boss(called, signed_in, analyst):
    return signed_in(analyst)


def at(name: str, **given: object) -> str:
    return reverse(f"collect:{name}", kwargs=given)


def take(browser) -> str:
    """The next person; the page about them."""
    answer = browser.post(at("phone_next", ask=ASK), follow=True)
    assert answer.redirect_chain[-1][0] == at("phone_call")
    return answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(call|page)" value="([^"]+)">', page))


def note(browser, outcome: str, **more: str) -> str:
    sent = {**hidden(take(browser)), "outcome": outcome, **more}
    return browser.post(at("phone_outcome"), sent, follow=True).content.decode()


def test_the_page_shows_the_person_in_hand_the_number_and_what_to_say(anna):
    page = take(anna)
    held = CallState.objects.get(holder__startswith="person:").case
    assert held.contact["name"] in page
    assert f'href="tel:+47{held.contact["phone"].replace(" ", "")}"' in page
    assert "May I speak with" in page
    others = Case.objects.exclude(pk=held.pk)
    assert not any(one.contact["name"] in page for one in others)


def test_an_outcome_is_one_button_and_the_next_person_one_more(anna):
    told = note(anna, "no_answer")
    assert "Nobody answers. It is planned again." in told
    assert CallState.objects.filter(due_at__isnull=False).count() == 1
    assert "Nobody calls there again" in note(anna, "hard_refusal")


def test_every_button_has_a_key_of_its_own(anna):
    keys = re.findall(r'data-key="(.)"', take(anna))
    assert len(keys) == len(set(keys))
    assert {*"123567890dit"} <= {*keys, "1"}


def test_an_appointment_needs_its_day_and_hour(anna):
    call = hidden(take(anna))
    faulty = anna.post(at("phone_outcome"), {**call, "outcome": "call_back", "day": "2026-03-03"})
    assert faulty.status_code == 400
    assert "Choose the day and the hour" in faulty.content.decode()
    agreed = {**call, "outcome": "call_back", "day": "2026-03-03", "hour": "18:30", "note": "After work"}
    anna.post(at("phone_outcome"), agreed)
    state = CallState.objects.get(is_appointment=True)
    assert (state.due_at.isoformat(), state.note) == ("2026-03-03T17:30:00+00:00", "After work")


def test_a_page_left_open_notes_nothing_about_another_person(anna):
    first = hidden(take(anna))
    anna.post(at("phone_outcome"), {**first, "outcome": "busy"})
    take(anna)
    told = anna.post(at("phone_outcome"), {**first, "outcome": "hard_refusal"}, follow=True).content.decode()
    assert "not with you any more" in told
    assert not CallState.objects.filter(is_over=True).exists()


def test_an_interview_goes_from_the_first_page_to_the_box(anna):
    take(anna)
    page = anna.post(at("phone_interview"), follow=True).content.decode()
    assert "How old are you?" in page
    sent = {**hidden(page), "own_age": "30_49", "own_gender": "woman"}
    ending = anna.post(at("phone_interview"), sent, follow=True)
    assert ending.redirect_chain[-1][0] == at("phone_end")
    done = anna.post(at("phone_end"), hidden(ending.content.decode()), follow=True).content.decode()
    assert "The interview is saved." in done
    assert Envelope.objects.count() == 1
    again = anna.post(at("phone_end"), hidden(ending.content.decode()), follow=True).content.decode()
    assert "Next person" in again
    assert Envelope.objects.count() == 1


def test_what_is_missing_is_asked_for_where_it_stands(anna):
    take(anna)
    page = anna.post(at("phone_interview"), follow=True).content.decode()
    first = anna.post(at("phone_interview"), {**hidden(page), "own_age": "nonsense"})
    assert first.status_code in {200, 400}
    assert "own_age" in first.content.decode()


def test_another_language_keeps_what_was_answered(anna):
    take(anna)
    page = anna.post(at("phone_interview"), follow=True).content.decode()
    sent = {**hidden(page), "own_age": "30_49", "language": "nb"}
    norwegian = anna.post(at("phone_interview"), sent, follow=True).content.decode()
    assert "Hvor gammel er du?" in norwegian
    assert re.search(r'value="30_49"[^>]* checked', norwegian)


def test_a_full_quota_ends_the_talk_politely(anna):
    cells = [NewCell("women", {"sex": ["woman"]}, 0)]
    collect.set_quotas(ask=ASK, cells=cells, by=ANALYST, at=MONDAY)
    take(anna)
    page = anna.post(at("phone_interview"), follow=True).content.decode()
    sent = {**hidden(page), "own_age": "30_49", "own_gender": "woman"}
    full = anna.post(at("phone_interview"), sent)
    assert full.status_code == 409
    assert "Enough people like this have answered" in full.content.decode()
    anna.post(at("phone_outcome"), {**hidden(full.content.decode()), "outcome": "quota_full"})
    assert CallState.objects.get(is_over=True).case.disposition == "4.80"


def test_whoever_answered_meanwhile_is_thanked(anna):
    take(anna)
    anna.post(at("phone_interview"))
    Case.objects.filter(calls__holder__startswith="person:").update(answered_on=MONDAY.date())
    told = anna.get(at("phone_interview"))
    assert (told.status_code, "answered already" in told.content.decode()) == (409, True)


def test_interviewers_meet_no_lists_and_no_boards(anna):
    for name in ("phone_board", "phone_plan", "phone_outcomes", "quotas", "quotas_file", "ask"):
        assert anna.get(at(name, ask=ASK)).status_code == 404
    assert anna.post(at("phone_release", ask=ASK)).status_code == 404


def test_the_supervisor_sees_who_holds_whom_and_lets_others_have_them(anna, boss):
    take(anna)
    page = boss.get(at("phone_board", ask=ASK)).content.decode()
    assert "Interviewer" in page
    number = CallState.objects.exclude(holder="").get().pk
    boss.post(at("phone_release", ask=ASK), {"call": number})
    assert not CallState.objects.exclude(holder="").exists()


def test_the_supervisor_plans_the_calls(boss):
    plan = boss.get(at("phone_plan", ask=ASK)).content.decode()
    assert 'value="09:00"' in plan
    sent = {
        "days": ["1", "2"], "begin": "10:00", "end": "20:00", "most": "4", "lease_minutes": "15",
        "script-nb": "Hei, her er …",
    }  # fmt: skip
    assert boss.post(at("phone_plan", ask=ASK), sent).status_code == 302
    assert boss.post(at("phone_plan", ask=ASK), {**sent, "end": "09:00"}).status_code == 400
    with time_machine.travel(MONDAY - timedelta(hours=1, minutes=31), tick=False):
        assert next_call(ask=ASK, by=ANNA, at=MONDAY - timedelta(hours=1, minutes=31)) is None
    assert next_call(ask=ASK, by=ANNA, at=MONDAY + timedelta(hours=1)) is not None


def test_outcomes_are_downloaded_without_names(anna, boss):
    note(anna, "machine")
    answer = boss.get(at("phone_outcomes", ask=ASK))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "number,unit,group,batch,disposition,calls,last_call"
    assert text.count("3.14") == 1
    assert "Person" not in text


def test_quotas_are_crossed_changed_in_place_and_taken_from_a_table(boss):
    made = {"cross": "yes", "by": ["unit", "age", "sex"], "target": "5"}
    boss.post(at("quotas_make", ask=ASK), made)
    codes, genders = (AGES, (*GENDERS, "another"))
    assert QuotaCell.objects.count() == len(UNITS) * len(codes) * len(genders)
    targets = {f"target-{number}": "7" for number in range(QuotaCell.objects.count())} | {"target-3": ""}
    boss.post(at("quotas", ask=ASK), targets)
    assert [cell.target for cell in quotas(ask=ASK)] == [7] * 23
    text = b"".join(boss.get(at("quotas_file", ask=ASK)).streaming_content).decode("utf-8-sig")
    boss.post(at("quotas_make", ask=ASK), {"text": text.replace(",7", ",9")})
    assert [cell.target for cell in quotas(ask=ASK)] == [9] * 23


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "first line"),
        ("place,target\n1,2", "first line"),
        ("unit,target\n9999,2", "9999"),
        ("unit,target\n1151,many", "many"),
        ("unit,target\n1151,2\n1151,3", "already"),
    ],
)
def test_a_faulty_table_of_quotas_is_refused_in_words(boss, text, told):
    answer = boss.post(at("quotas_make", ask=ASK), {"text": text})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not QuotaCell.objects.exists()


def test_a_target_that_is_no_number_changes_nothing(boss):
    collect.set_quotas(ask=ASK, cells=[NewCell("all", {}, 5)], by=ANALYST, at=MONDAY)
    assert boss.post(at("quotas", ask=ASK), {"target-0": "-1"}).status_code == 400
    assert quotas(ask=ASK)[0].target == 5


def test_four_hundred_quotas_are_one_form(boss):
    cells = [NewCell(f"{number}", {"unit": ["1151"], "age": [f"a{number}"]}, 3) for number in range(400)]
    collect.set_quotas(ask=ASK, cells=cells, by=ANALYST, at=MONDAY)
    sent = {f"target-{number}": "4" for number in range(400)}
    assert boss.post(at("quotas", ask=ASK), sent).status_code == 302
    assert {cell.target for cell in quotas(ask=ASK)} == {4}


def test_one_quota_is_added_and_then_given_another_target(boss):
    collect.set_quotas(ask=ASK, cells=[NewCell("rest", {"unit": ["0301"]}, 5)], by=ANALYST, at=MONDAY)
    one = {"one": "yes", "unit": "1151", "sex": GENDERS[0], "age": AGES[0]}
    boss.post(at("quotas_make", ask=ASK), {**one, "target": "3"})
    page = boss.post(at("quotas_make", ask=ASK), {**one, "target": "4"}, follow=True).content.decode()
    assert {cell.code: cell.target for cell in quotas(ask=ASK)} == {
        "rest": 5, f"1151 · {AGES[0]} · {GENDERS[0]}": 4,
    }  # fmt: skip
    assert "<td>9</td>" in page
    assert "0 of 2 quotas are full." in page


def test_a_quota_of_all_beside_one_that_bears_its_name_keeps_both(boss):
    collect.set_quotas(ask=ASK, cells=[NewCell("all", {"unit": ["0301"]}, 5)], by=ANALYST, at=MONDAY)
    boss.post(at("quotas_make", ask=ASK), {"one": "yes", "target": "50"})
    assert {cell.code: cell.target for cell in quotas(ask=ASK)} == {"all": 5, "all 2": 50}


def test_one_quota_without_a_number_is_refused_and_what_was_chosen_stays(boss):
    refused = boss.post(at("quotas_make", ask=ASK), {"one": "yes", "unit": "1151", "target": "some"})
    assert refused.status_code == 400
    assert '<option value="1151" selected>' in refused.content.decode()
    assert not QuotaCell.objects.exists()


PLAN = {
    "days": ["1", "2", "3", "4", "5"],
    "begin": "09:00",
    "end": "21:00",
    "most": "8",
    "lease_minutes": "30",
}


def paused(boss, **pauses: str):
    return boss.post(at("phone_plan", ask=ASK), {**PLAN, **pauses})


def test_a_longer_pause_after_a_busy_line_holds_for_the_next_call(anna, boss):
    paused(boss, **{"pause-busy": "2", "pause-unit-busy": "hours"})
    assert phone_plan(ask=ASK).rules.minutes == {CallOutcome.BUSY: 120}
    note(anna, "busy")
    assert CallState.objects.get(due_at__isnull=False).due_at == MONDAY + timedelta(hours=2)
    page = boss.get(at("phone_plan", ask=ASK)).content.decode()
    assert re.search(r'name="pause-busy" value="2"', page)
    assert re.search(r'<option value="hours" selected>', page)


def test_a_pause_left_as_it_is_or_emptied_is_the_usual_one(boss):
    paused(boss, **{"pause-busy": "20", "pause-unit-busy": "minutes", "pause-machine": ""})
    assert phone_plan(ask=ASK).rules.minutes == {}


def test_a_pause_that_never_ends_is_refused(boss):
    refused = paused(boss, **{"pause-machine": "61", "pause-unit-machine": "days"})
    assert refused.status_code == 400
    assert "more than 60 days" in refused.content.decode()
