# SPDX-License-Identifier: EUPL-1.2
"""A code by e-mail: for a person who has five other jobs, and for nobody who has stolen the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samband.core.access.operations import close_account
from samband.core.access.rules import INSTALLATION, Grant, Role
from samband.core.access.tests.conftest import LONG_AGO

pytestmark = pytest.mark.django_db
EMAIL, STRANGER = "kari@example.org", "nora@example.org"
ASK, CONFIRM, LOGIN = (
    reverse("account_request_login_code"),
    reverse("account_confirm_login_code"),
    reverse("account_login"),
)


@pytest.fixture
def kari(account):
    return account("kari", Grant(Role.CONTACT, "1151"), language="nb")


def ask(client, email=EMAIL, **more):
    return client.post(ASK, {"email": email, **more})


def code_in(message):
    return re.search(r"^\S{4,10}$", message.body, re.MULTILINE)[0]


def confirm(client, code, **more):
    return client.post(CONFIRM, {"code": code, **more})


def is_signed_in(client):
    return client.get("/my-page/").status_code == 200


def test_the_code_from_the_mail_signs_in_and_leads_on(client, kari):
    asked = ask(client, next="/jobs/")
    assert asked.url == f"{CONFIRM}?next=%2Fjobs%2F"
    assert confirm(client, code_in(mail.outbox[0]), next="/jobs/").url == "/jobs/"
    assert is_signed_in(client)


def test_the_address_in_the_mail_brings_the_code_along_and_a_person_presses_the_button(client, kari):
    ask(client)
    address = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    page = client.get(address)
    assert code_in(mail.outbox[0]) in page.content.decode()
    assert not is_signed_in(client)


def test_t03_a_code_opens_nothing_in_another_browser(client, kari):
    ask(client)
    thief = Client()
    address = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    assert thief.get(address).url == ASK
    assert confirm(thief, code_in(mail.outbox[0])).url == ASK
    ask(thief, STRANGER)
    confirm(thief, code_in(mail.outbox[0]))
    assert not is_signed_in(thief)


def test_t03_a_code_is_used_once(client, kari):
    ask(client)
    confirm(client, code_in(mail.outbox[0]))
    client.post(reverse("account_logout"))
    assert confirm(client, code_in(mail.outbox[0])).url == ASK
    assert not is_signed_in(client)


def test_t03_a_code_is_of_no_use_after_a_quarter_of_an_hour(client, kari, time_machine):
    time_machine.move_to(LONG_AGO, tick=False)
    ask(client)
    time_machine.move_to(LONG_AGO + timedelta(minutes=16), tick=False)
    confirm(client, code_in(mail.outbox[0]))
    assert not is_signed_in(client)


def test_t03_a_new_code_makes_the_old_one_worthless(client, kari):
    ask(client)
    client.post(CONFIRM, {"action": "resend"})
    old, new = map(code_in, mail.outbox)
    assert old != new
    confirm(client, old)
    assert not is_signed_in(client)
    confirm(client, new)
    assert is_signed_in(client)


def test_t01_a_code_is_guessed_three_times_and_no_more(client, kari):
    ask(client)
    for _ in range(3):
        confirm(client, "0000-0000")
    confirm(client, code_in(mail.outbox[0]))
    assert not is_signed_in(client)


def test_t01_codes_are_not_asked_for_without_end(client, kari):
    for _ in range(5):
        ask(Client())
    refused = ask(Client())
    assert refused.status_code == 200
    assert "Too many" in str(refused.context["form"].errors)
    assert len(mail.outbox) == 5


def test_t04_an_unknown_address_gets_the_same_answer_and_no_mail(client, kari):
    known, unknown = ask(client), ask(Client(), STRANGER)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    pages = [stripped(one.get(CONFIRM), email) for one, email in ((client, EMAIL), (stranger(), STRANGER))]
    assert pages[0] == pages[1]


def stranger():
    browser = Client()
    ask(browser, STRANGER)
    return browser


def stripped(response, email):
    """The page without what differs between any two browsers."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return text.replace(email, "")


def test_t04_a_wrong_code_is_answered_the_same_for_an_unknown_address(client, kari):
    ask(client)
    answers = [confirm(one, "wrong").context["form"].errors for one in (client, stranger())]
    assert answers[0] == answers[1] != {}


@pytest.mark.parametrize("address", [ASK, reverse("account_reset_password")])
def test_t04_an_unknown_address_costs_the_server_the_same_work(address, kari, monkeypatch):
    """The same text is made, and the database is asked as much, but for whose code it is."""
    made = []
    monkeypatch.setattr("samband.core.access.forms.sign_in.send_soon", lambda message: made.append(message))
    counts = []
    for email in (EMAIL, STRANGER):
        with CaptureQueriesContext(connection) as asked:
            Client().post(address, {"email": email})
        counts.append(len(asked))
    assert [bool(message.body) for message in made] == [True, True]
    assert [message.to for message in made] == [[EMAIL], []]
    assert abs(counts[0] - counts[1]) <= 2


def test_t04_nothing_tells_a_closed_account_from_an_unknown_one(client, kari):
    close_account(person=kari.reference, by=INSTALLATION, at=LONG_AGO)
    ask(client)
    assert mail.outbox == []


def test_signing_in_leaves_a_trace_with_the_way_it_was_done(client, kari):
    from samband.core.audit.queries import events

    ask(client)
    confirm(client, code_in(mail.outbox[0]))
    (event,) = [one for one in events(about=kari.reference).events if one.event == "access.signed_in"]
    assert event.details == {"method": "code"}


def test_the_page_of_sign_in_offers_the_code_first(client):
    page = client.get(f"{LOGIN}?next=/jobs/").content.decode()
    assert page.index("Send me a code") < page.index("Sign in with password")
    assert page.count('name="next" value="/jobs/"') == 3
