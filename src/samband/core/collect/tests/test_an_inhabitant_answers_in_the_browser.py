# SPDX-License-Identifier: EUPL-1.2
"""From the link of a letter, or a link for all, to the receipt; and back, and again, and too late."""

import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from samband.core.collect.models import Case, Draft, Envelope
from samband.core.collect.operations import NewCase, Plan, add_cases, close_ask, open_ask
from samband.core.collect.operations.intake import limits
from samband.core.collect.operations.intake.limits import Limits
from samband.core.collect.queries import responses
from samband.core.collect.tests.conftest import ANALYST, MEMBERS, NOON
from samband.core.collect.tests.questionnaires import of_inhabitants
from samband.core.collect.views import answering, entering

pytestmark = pytest.mark.django_db
TOKEN_IN = re.compile(r"[A-Za-z0-9_-]{16}")


@pytest.fixture(autouse=True)
def own_limits(monkeypatch):
    """What one test counts is not held against another."""
    fresh = Limits()
    for module in (limits, entering, answering):
        monkeypatch.setattr(module, "LIMITS", fresh)


def opened(name: str = "pages", *, units: dict[str, str] | None = None, **plan: object) -> str:
    ask = open_ask(
        slug=f"{name.replace('_', '-')}-2026", title={"en": "How is it here?", "nb": "Hvordan er det her?"},
        instrument=of_inhabitants(name), reference_date=date(2026, 1, 1), units=units or MEMBERS,
        background={}, plan=Plan(**{"open_link": True, **plan}), by=ANALYST, at=NOON,
    )  # fmt: skip
    return ask.slug


def token(ask: str, **case: str) -> str:
    new = NewCase(**{"unit": "1151", "group": "inhabitants", **case})
    return add_cases(ask=ask, cases=[new], by=ANALYST, at=NOON)[0].token


@pytest.fixture
def somebody(client) -> Client:
    """Has followed the link of a letter."""
    client.get(f"/a/{token(opened())}/")
    return client


HERE = "/a/q/pages-2026"


def send(client: Client, number: int, key: str, **sent: object):
    return client.post(f"{HERE}/p/{number}/", {"page": key, **sent})


def to_the_review(client: Client) -> None:
    client.post(f"{HERE}/")
    send(client, 1, "first.welcome")
    send(client, 2, "first.choice", has_time="no")
    assert send(client, 3, "last.goodbye", final_word="Thanks").headers["Location"] == f"{HERE}/review/"


def the_nonce(page: str) -> str:
    return re.search(r'name="nonce" value="([^"]+)"', page)[1]


def test_t26_the_token_leaves_the_address_at_once_and_nothing_is_written(client):
    secret = token(opened())
    before = Case.objects.get().__dict__ | {"_state": None}
    response = client.get(f"/a/{secret}/")
    assert response.headers["Location"] == f"{HERE}/"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert Case.objects.get().__dict__ | {"_state": None} == before
    assert not Draft.objects.exists()


def test_t26_the_browser_carries_one_cookie_that_no_script_reads_and_no_other_page_gets(client):
    client.get(f"/a/{token(opened())}/")
    cookie = client.cookies["way"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"{HERE}/", True, "Lax")
    assert set(client.cookies) == {"way"}


def test_the_first_page_says_who_asks_and_what_is_kept_and_how_long(somebody):
    page = somebody.get(f"{HERE}/").content.decode()
    for heading in ("Who asks", "What is kept", "How long", "Answering is voluntary"):
        assert heading in page


def test_all_the_way_to_the_receipt(somebody):
    to_the_review(somebody)
    page = somebody.get(f"{HERE}/review/").content.decode()
    assert "Thanks" in page
    sent = somebody.post(f"{HERE}/review/", {"nonce": the_nonce(page)})
    assert sent.headers["Location"] == f"{HERE}/thanks/"
    receipt = somebody.get(f"{HERE}/thanks/").content.decode()
    assert re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", receipt)
    assert Envelope.objects.count() == 1
    assert not Draft.objects.exists()
    close_ask(ask="pages-2026", by=ANALYST, at=NOON)
    (stored,) = responses(actor=ANALYST, ask="pages-2026")
    assert stored.answers == {"has_time": "no", "final_word": "Thanks"}
    assert (stored.unit, stored.group, stored.mode) == ("1151", "inhabitants", "web")


def test_a_button_pressed_twice_gives_the_same_receipt(somebody):
    to_the_review(somebody)
    nonce = the_nonce(somebody.get(f"{HERE}/review/").content.decode())
    numbers = []
    for _ in range(2):
        assert somebody.post(f"{HERE}/review/", {"nonce": nonce}).headers["Location"] == f"{HERE}/thanks/"
        numbers.append(
            re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", somebody.get(f"{HERE}/thanks/").content.decode())[0]
        )
    assert numbers[0] == numbers[1]
    assert Envelope.objects.count() == 1


def test_a_link_that_was_used_says_so(somebody):
    to_the_review(somebody)
    somebody.post(f"{HERE}/review/")
    assert "You have answered already" in somebody.get(f"{HERE}/").content.decode()
    assert send(somebody, 1, "first.welcome").headers["Location"] == f"{HERE}/"


def test_somebody_comes_back_on_another_device_and_finds_their_answers(client):
    secret = token(opened())
    client.get(f"/a/{secret}/")
    client.post(f"{HERE}/")
    send(client, 1, "first.welcome")
    later = send(client, 2, "first.choice", has_time="yes", go="later")
    assert later.headers["Location"] == f"{HERE}/later/"
    elsewhere = Client()
    elsewhere.get(f"/a/{secret}/")
    assert "Go on where you left off" in elsewhere.get(f"{HERE}/").content.decode()
    assert 'value="yes" id="q-has_time-0" checked' in elsewhere.get(f"{HERE}/p/2/").content.decode()


def test_somebody_without_a_letter_is_given_a_code_to_come_back_with(client):
    ask = opened()
    client.get(f"/a/open/{ask}/")
    client.post(f"{HERE}/", {"unit": "1151"})
    send(client, 1, "first.welcome")
    send(client, 2, "first.choice", has_time="yes", go="later")
    page = client.get(f"{HERE}/later/").content.decode()
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page)[0]
    elsewhere = Client()
    found = elsewhere.post(
        "/a/", {"code": code.lower().replace("-", " ").replace("0", "o").replace("1", "l")}
    )
    assert found.headers["Location"] == f"{HERE}/"
    assert 'value="yes" id="q-has_time-0" checked' in elsewhere.get(f"{HERE}/p/2/").content.decode()


def test_by_the_open_link_somebody_says_first_where_they_live(client):
    ask = opened()
    client.get(f"/a/open/{ask}/")
    page = client.get(f"{HERE}/").content.decode()
    assert "Utsira" in page
    assert "Who are you?" not in page  # one group alone is asked
    assert client.post(f"{HERE}/").status_code == 400
    assert client.post(f"{HERE}/", {"unit": "9999"}).status_code == 400
    assert client.post(f"{HERE}/", {"unit": "1151"}).headers["Location"] == f"{HERE}/p/1/"


def test_going_back_keeps_what_was_typed(somebody):
    somebody.post(f"{HERE}/")
    send(somebody, 1, "first.welcome")
    send(somebody, 2, "first.choice", has_time="yes")
    back = send(somebody, 3, "more.wishes", wish="A bench", go="back")
    assert back.headers["Location"] == f"{HERE}/p/2/"
    assert "A bench" in somebody.get(f"{HERE}/p/3/").content.decode()


def test_another_language_keeps_what_was_typed_and_is_remembered(somebody):
    somebody.post(f"{HERE}/")
    send(somebody, 1, "first.welcome")
    send(somebody, 2, "first.choice", has_time="yes", language="nb")
    page = somebody.get(f"{HERE}/p/2/").content.decode()
    assert '<html lang="nb"' in page
    assert "Har du to minutter til?" in page
    assert 'value="yes" id="q-has_time-0" checked' in page


def test_a_case_is_met_in_the_language_of_the_register(client):
    client.get(f"/a/{token(opened(), language='nb')}/")
    assert '<html lang="nb"' in client.get(f"{HERE}/").content.decode()


def test_a_language_that_the_pages_do_not_speak_stands_in_the_nearest_one(client):
    asked = of_inhabitants("pages")
    southern = asked.words["nb"].__class__(**{
        name: getattr(asked.words["nb"], name) for name in asked.words["nb"].__slots__
    } | {"language": "sma", "title": "Boelhkh"})  # fmt: skip
    open_ask(
        slug="pages-2026", title={}, instrument=replace(asked, words={**asked.words, "sma": southern}),
        reference_date=date(2026, 1, 1), units=MEMBERS, background={}, plan=Plan(open_link=True),
        by=ANALYST, at=NOON,
    )  # fmt: skip
    client.get("/a/open/pages-2026/")
    page = client.get(f"{HERE}/?language=sma").content.decode()
    assert '<html lang="nb"' in page
    assert '<h1 class="ds-heading" data-size="lg" lang="sma">Boelhkh</h1>' in page


def test_what_is_required_is_asked_for_with_a_link_to_the_question(somebody):
    somebody.post(f"{HERE}/")
    send(somebody, 1, "first.welcome")
    refused = send(somebody, 2, "first.choice")
    assert refused.status_code == 400
    assert '<a href="#q-has_time-0">' in refused.content.decode()


def test_a_page_that_was_jumped_over_is_found_at_the_review(somebody):
    somebody.post(f"{HERE}/")
    page = somebody.get(f"{HERE}/review/").content.decode()
    assert f'href="{HERE}/p/2/"' in page
    refused = somebody.post(f"{HERE}/review/", {"nonce": the_nonce(page)})
    assert refused.status_code == 409
    assert not Envelope.objects.exists()


def test_without_the_cookie_nobody_gets_in(client):
    opened()
    assert client.get(f"{HERE}/p/1/").status_code == 403
    assert client.post(f"{HERE}/review/").status_code == 403


def test_t26_a_cookie_of_one_questionnaire_opens_no_other(client):
    client.get(f"/a/{token(opened())}/")
    opened("needs")
    client.cookies["way"]["path"] = "/"
    assert client.get("/a/q/needs-2026/").status_code == 403


@pytest.mark.parametrize(
    ("days", "heading"), [((1, 2), "Not open yet"), ((-2, -1), "This is closed")], ids=["early", "late"]
)
def test_too_early_and_too_late_are_told_in_words(client, days, heading):
    now = datetime.now(UTC)
    ask = opened(opens_at=now + timedelta(days[0]), closes_at=now + timedelta(days[1]))
    client.get(f"/a/{token(ask)}/")
    assert heading in client.get(f"{HERE}/").content.decode()


def test_t26_an_unknown_token_leaves_no_trace_in_the_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.get("/a/AAAAAAAAAAAAAAAA/")
    assert response.status_code == 404
    assert "AAAAAAAAAAAAAAAA" not in caplog.text


def test_t23_whoever_guesses_has_to_wait(client, monkeypatch):
    monkeypatch.setattr(entering, "WRONG_PER_HOUR", 3)
    good = token(opened())
    for _ in range(3):
        assert client.post("/a/", {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 400
    assert client.post("/a/", {"code": good}).status_code == 429
    assert client.get(f"/a/{good}/").status_code == 429


def test_from_one_network_only_so_many_answers_come_by_the_open_link(client):
    opened(link_per_hour=1)
    for status in (302, 409):
        client.get("/a/open/pages-2026/")
        client.post(f"{HERE}/", {"unit": "1151"})
        send(client, 2, "first.choice", has_time="no")
        assert client.post(f"{HERE}/review/").status_code == status
    assert Envelope.objects.count() == 1


def test_t26_pages_with_answers_are_kept_by_no_cache(somebody):
    somebody.post(f"{HERE}/")
    for address in ("/", "/p/1/", "/review/", "/later/"):
        assert "no-store" in somebody.get(HERE + address).headers["Cache-Control"]


def test_t26_no_session_is_made_for_a_respondent(somebody):
    to_the_review(somebody)
    assert "sessionid" not in somebody.cookies


def ended_early(client: Client, age: str) -> str:
    """Sent, and back at the review page; the address of its questionnaire."""
    client.get(f"/a/{token(opened('ends_if'))}/")
    here = "/a/q/ends-if-2026"
    client.post(f"{here}/")
    client.post(f"{here}/p/1/", {"page": "who.who_1", "age": age})
    return here


def test_whom_the_questions_do_not_concern_is_told_so_before_and_after_sending(client):
    here = ended_early(client, "15")
    review = client.get(f"{here}/review/").content.decode()
    assert "The questionnaire ends here" in review
    assert "This survey is for people aged 16 and above." in review
    client.post(f"{here}/review/", {"nonce": the_nonce(review)})
    page = client.get(f"{here}/thanks/").content.decode()
    assert "This survey is for people aged 16 and above." in page
    assert "ended early" in page
    assert "Thank you for your answers." not in page


def test_a_second_press_on_the_button_keeps_the_words_of_the_early_end(client):
    here = ended_early(client, "15")
    nonce = the_nonce(client.get(f"{here}/review/").content.decode())
    for _ in range(2):
        client.post(f"{here}/review/", {"nonce": nonce})
    assert "ended early" in client.get(f"{here}/thanks/").content.decode()


def test_who_answers_to_the_end_is_thanked_for_the_answers(client):
    here = ended_early(client, "40")
    client.post(f"{here}/p/2/", {"page": "rest.rest_1", "opinion": "More buses"})
    review = client.get(f"{here}/review/").content.decode()
    assert "The questionnaire ends here" not in review
    client.post(f"{here}/review/", {"nonce": the_nonce(review)})
    page = client.get(f"{here}/thanks/").content.decode()
    assert "Thank you for your answers." in page
    assert "ended early" not in page
