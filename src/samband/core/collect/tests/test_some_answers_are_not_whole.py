# SPDX-License-Identifier: EUPL-1.2
"""Partial interviews, break-offs and early ends: taken, counted, and tied to nobody."""

from datetime import date, timedelta

import pytest
import time_machine

from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect.analysis.reach import Reach, with_reach
from samband.core.collect.models import Case, Draft, QuotaCell, QuotaHold
from samband.core.collect.operations import (
    NewCase,
    NewCell,
    NotTaken,
    Plan,
    Reason,
    Submission,
    add_cases,
    close_ask,
    open_ask,
    set_quotas,
    submit,
)
from samband.core.collect.queries import responses
from samband.core.collect.queries.board import fieldwork
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.calling import ASK, MONDAY, open_called, person
from samband.core.collect.tests.conftest import ANALYST
from samband.core.collect.tests.questionnaires import of_inhabitants
from samband.core.collect.tests.test_an_interviewer_at_the_desk import at, hidden, take

pytestmark = pytest.mark.django_db
ANNA = Actor("cast:interviewer", frozenset({Grant(Role.INTERVIEWER)}))


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def asked_of(number: int, name: str = "ends_if") -> list[str]:
    """Tokens of so many people of Utsira, asked by name."""
    step = {"by": ANALYST, "at": MONDAY - timedelta(days=2)}
    open_ask(
        slug="named", title={"en": "Named"}, instrument=of_inhabitants(name), reference_date=date(2026, 1, 1),
        units={"1151": "Utsira"}, background={}, plan=Plan(), **step,
    )  # fmt: skip
    new = [NewCase("1151", "inhabitants", number=f"n{one}") for one in range(number)]
    return [one.token for one in add_cases(ask="named", cases=new, **step)]


def answer(token: str, answers: dict[str, object], **more: object):
    kind = more.pop("kind", SecretKind.TOKEN)
    wish = Submission("named", kind, token, f"nonce-of-{token:>20}", answers, "en", "web", **more)
    return submit(submission=wish, at=MONDAY)


def rates() -> dict[str, float]:
    return fieldwork(actor=ANALYST, ask="named", at=MONDAY).rates.rates


def test_early_ends_are_counted_apart_and_are_no_eligible_people():
    """By hand: of ten, three are complete and two below 16; RR1 = 3 / (10 − 2)."""
    tokens = asked_of(10)
    for token in tokens[:3]:
        answer(token, {"age": 40, "opinion": "More buses"})
    for token in tokens[3:5]:
        answer(token, {"age": 12})
    assert rates()["RR1"] == pytest.approx(5 / 10)
    close_ask(ask="named", by=ANALYST, at=MONDAY)
    assert rates()["RR1"] == pytest.approx(3 / 8)
    assert fieldwork(actor=ANALYST, ask="named", at=MONDAY).reach == Reach(5, 0, 0, {"who": 2})
    assert {one.ended_by for one in responses(actor=ANALYST, ask="named")} == {"", "who"}
    assert set(Case.objects.filter(answered_on__isnull=False).values_list("disposition", flat=True)) == {
        "1.1"
    }


def test_the_board_says_how_far_the_answers_go(signed_in, analyst):
    tokens = asked_of(3)
    answer(tokens[0], {"age": 40, "opinion": "More buses"})
    answer(tokens[1], {"age": 12})
    browser = signed_in(analyst)
    assert "How far the answers go" not in browser.get("/answers/named/fieldwork/").content.decode()
    close_ask(ask="named", by=ANALYST, at=MONDAY)
    page = browser.get("/answers/named/fieldwork/").content.decode()
    assert "Ended early after “About you”" in page


def test_whoever_is_led_to_an_early_end_takes_no_place_of_a_quota():
    tokens = asked_of(2)
    set_quotas(ask="named", cells=[NewCell("all", {}, 1)], by=ANALYST, at=MONDAY)
    answer(tokens[0], {"age": 12})
    assert QuotaCell.objects.get().taken == 0
    answer(tokens[1], {"age": 40, "opinion": "More buses"})
    assert QuotaCell.objects.get().taken == 1


def test_required_answers_may_be_missing_in_an_interview_that_ends_and_may_be_kept_only_there():
    token, _other = asked_of(2)
    with pytest.raises(NotTaken) as refused:
        answer(token, {"age": 40})
    assert refused.value.reason is Reason.INCOMPLETE
    answer(token, {"age": 40}, is_partial=True)
    close_ask(ask="named", by=ANALYST, at=MONDAY)
    (stored,) = responses(actor=ANALYST, ask="named")
    assert (stored.extent, stored.answers) == ("partial", {"age": 40})
    assert rates()["RR1"] == 0
    assert rates()["RR2"] == pytest.approx(1 / 2)


@pytest.mark.parametrize("answers", [{}, {"age": 400}, {"age": "forty"}])
def test_too_little_and_what_is_wrong_is_never_kept(answers):
    (token,) = asked_of(1)
    with pytest.raises(NotTaken):
        answer(token, answers, is_partial=True)
    assert Case.objects.get().answered_on is None


def test_without_consent_nothing_is_kept():
    (token,) = asked_of(1, "consent")
    with pytest.raises(NotTaken):
        answer(token, {"takes_part": False}, is_partial=True)


def test_more_that_is_not_whole_than_people_who_answered_leaves_no_number_below_zero():
    found = with_reach(counts={"1.1": 3, "3.11": 4}, reach=Reach(9, 4, 1, {"who": 1}))
    assert found == {"4.10": 1, "2.12": 1, "1.2": 1, "3.11": 4}


def halfway(browser, age: str) -> dict[str, str]:
    """Somebody is taken and asked for their age, and wants to stop; what names the call."""
    call = {"call": hidden(take(browser))["call"]}
    browser.post(at("phone_interview"), call)
    page = hidden(browser.get(at("phone_interview")).content.decode())
    browser.post(at("phone_interview"), {**page, "own_age": age, "go": "pause"})
    return call


def desk(browser) -> str:
    return browser.get(at("phone_call")).content.decode()


def test_an_interviewer_asks_whether_half_an_interview_may_be_kept(signed_in):
    open_called(people=[person(1), person(2)])
    set_quotas(ask=ASK, cells=[NewCell("all", {}, 5)], by=ANALYST, at=MONDAY)
    browser = signed_in(ANNA)
    call = halfway(browser, "30_49")
    assert "Ask whether we may keep it" in desk(browser)
    browser.post(at("phone_end"), {**call, "partial": "yes"})
    close_ask(ask=ASK, by=ANALYST, at=MONDAY)
    (stored,) = responses(actor=ANALYST, ask=ASK)
    assert (stored.extent, stored.background) == ("partial", {"age": "30_49"})
    assert Case.objects.get(pk=call["call"]).disposition == "1.1"
    assert not QuotaHold.objects.exists()
    assert fieldwork(actor=ANALYST, ask=ASK, at=MONDAY).rates.rates["RR2"] == pytest.approx(1 / 2)


def test_with_less_than_half_nothing_can_be_kept(signed_in):
    """Whoever would rather not tell has not answered."""
    open_called(people=[person(1)])
    browser = signed_in(ANNA)
    call = halfway(browser, "not_told")
    assert "too little is answered" in desk(browser)
    browser.post(at("phone_outcome"), {**call, "outcome": "hard_refusal"})
    assert Case.objects.get().disposition == "2.12"
    assert not Draft.objects.exists()


def test_before_anything_is_asked_the_page_says_nothing_of_it(signed_in):
    open_called(people=[person(1)])
    browser = signed_in(ANNA)
    assert "If the talk ends here" not in take(browser)
